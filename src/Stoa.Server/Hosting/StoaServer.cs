using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Stoa.Reviews.Store;
using Stoa.Server.Access;
using Stoa.Server.Api.Aws;
using Stoa.Server.Api.Aws.Operations;
using Stoa.Server.Api.V1;
using Stoa.Server.Demo;
using Stoa.Server.Jobs;
using Stoa.Server.Telemetry;
using Stoa.Server.Web;
using Stoa.Server.Web.Account;

namespace Stoa.Server.Hosting;

/// <summary>The server, put together. Each part adds itself by one method; this is the table of contents.</summary>
public static class StoaServer
{
    /// <summary>Builds a server that is not started yet.</summary>
    /// <param name="arguments">Settings as on the command line.</param>
    /// <param name="configure">Settings over those; for tests.</param>
    /// <param name="services">Services over the usual ones: another clock; for tests.</param>
    public static WebApplication Build(string[] arguments, Action<StoaOptions>? configure = null, Action<IServiceCollection>? services = null)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            Args = arguments,
            ApplicationName = typeof(StoaServer).Assembly.GetName().Name,
            // The web application's files stand beside the program, wherever it is started from.
            ContentRootPath = AppContext.BaseDirectory,
        });
        // Before it is published, they stand where the build left them.
        builder.WebHost.UseStaticWebAssets();
        // What the command line says counts most.
        builder.Configuration.AddEnvironmentVariables("STOA_").AddCommandLine(arguments);
        builder.Services.Configure<StoaOptions>(builder.Configuration);
        builder.Services.Configure<StoaOptions>(builder.Configuration.GetSection("Stoa"));
        if (configure is not null)
        {
            builder.Services.PostConfigure(configure);
        }

        // A line for each request is what traces and the proxy before us are for; and it would hold the tokens of links.
        builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
        builder.Logging.AddFilter("Hangfire", LogLevel.Warning);
        builder.Services.AddRecord();
        builder.Services.AddSingleton<DataLock>();
        builder.Services.AddJobs();
        builder.AddTelemetry();
        builder.Services.AddHealth();
        builder.Services.Configure<HostOptions>(static host => host.ShutdownTimeout = TimeSpan.FromSeconds(20));
        builder.Services.AddAwsApi(static options => AwsOperations.AddTo(options));
        builder.Services.AddApiV1();
        builder.Services.AddWeb();
        builder.AddAccess();
        services?.Invoke(builder.Services);

        var app = builder.Build();
        app.UseFrontDoor();
        app.UseAwsApi();
        app.UseAccess();
        app.MapHealth();
        app.MapAccount();
        app.MapApiV1();
        app.MapWeb();
        return app;
    }

    /// <summary>Takes the data directory, brings the database up to date, and fills it where it is a demonstration. Called before the server starts.</summary>
    /// <exception cref="StartException">Another server has the data directory, or the demonstration's samples are missing.</exception>
    public static async Task PrepareAsync(WebApplication app)
    {
        await MigrateAsync(app.Services);
        if (app.Services.GetRequiredService<IOptions<StoaOptions>>().Value.Demo)
        {
            await DemoRecord.FillAsync(app.Services);
        }
    }

    /// <summary>Brings the database up to date: several servers that start at once on PostgreSQL wait for the first.</summary>
    internal static async Task MigrateAsync(IServiceProvider services)
    {
        services.GetRequiredService<DataLock>();
        await using var context = await services.GetRequiredService<IDbContextFactory<RecordContext>>().CreateDbContextAsync();
        if (context.Database.IsSqlite())
        {
            // A server that was killed while it migrated leaves this; nobody else can hold it while we have the folder.
            await context.Database.ExecuteSqlRawAsync("DROP TABLE IF EXISTS \"__EFMigrationsLock\"");
        }

        await StoreFactory.MigrateAsync(context);
    }
}
