using Hangfire;
using Hangfire.AspNetCore;
using Hangfire.InMemory;
using Hangfire.Logging;
using Hangfire.PostgreSql;
using Hangfire.PostgreSql.Factories;
using Microsoft.Extensions.Options;
using Npgsql;
using Stoa.Reviews.Housekeeping;
using Stoa.Server.Hosting;
using Stoa.Server.Runs;

namespace Stoa.Server.Jobs;

/// <summary>
/// Works on jobs: in the memory of this server where the record is in SQLite, which has one server; else in the record's own database,
/// where any number of servers share them. What a job does is in the record, so that a job that is lost or done twice costs nothing.
/// </summary>
internal sealed class JobServer(
    JobStorage storage, IServiceScopeFactory scopes, IRecurringJobManager recurring, RecordJobs jobs, IOptions<StoaOptions> options, ILoggerFactory logs)
    : IHostedService, IDisposable
{
    // How long jobs may go on when the server is told to stop: less than what the server itself waits.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    private BackgroundJobServer? server;

    /// <inheritdoc/>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        LogProvider.SetCurrentLogProvider(new AspNetCoreLogProvider(logs));
        var isAlone = options.Value.Database is null;
        recurring.AddOrUpdate<RecordJobs>("overdue-reviews", static j => j.NotifyOverdueAsync(), Cron.Daily(5));
        recurring.AddOrUpdate<RecordJobs>("clean", static j => j.CleanAsync(), Cron.Hourly());
        recurring.AddOrUpdate<RecordJobs>("unfinished-runs", static j => j.SweepAsync(), Cron.Minutely());
        recurring.AddOrUpdate<RecordJobs>("summaries", static j => j.RefreshSummariesAsync(CancellationToken.None), Cron.Minutely());
        server = new BackgroundJobServer(
            new BackgroundJobServerOptions
            {
                Activator = new AspNetCoreJobActivator(scopes),
                WorkerCount = Math.Clamp(Environment.ProcessorCount, 2, 8),
                SchedulePollingInterval = TimeSpan.FromSeconds(5),
                StopTimeout = TimeSpan.FromSeconds(1),
                ShutdownTimeout = Patience,
                ServerName = $"{Environment.MachineName}:{Environment.ProcessId}",
            },
            storage);
        // What an earlier process had in its memory is in the record too.
        await jobs.EnqueueAsync(isAlone ? null : ReviewArchiveJob.Lease);
    }

    /// <inheritdoc/>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (server is not null)
        {
            server.SendStop();
            await server.WaitForShutdownAsync(cancellationToken);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        server?.Dispose();
        // It is kept for the whole process, and must not outlive the logs that it writes to.
        LogProvider.SetCurrentLogProvider(null);
    }
}

/// <summary>Adds the jobs.</summary>
internal static class JobServices
{
    /// <summary>Adds reviews in the background, what is done again and again, and the server that works on both.</summary>
    public static IServiceCollection AddJobs(this IServiceCollection services)
    {
        services.AddSingleton(static provider => OpenStorage(provider.GetRequiredService<IOptions<StoaOptions>>().Value.Database));
        services.AddSingleton<IBackgroundJobClient>(static provider => new BackgroundJobClient(provider.GetRequiredService<JobStorage>()));
        services.AddSingleton<IRecurringJobManager>(static provider => new RecurringJobManager(provider.GetRequiredService<JobStorage>()));
        services.AddSingleton<ReviewSlots>();
        services.AddSingleton<RunMaker>();
        services.AddSingleton<RunReader>();
        services.AddSingleton<UploadService>();
        services.AddSingleton<HousekeepingService>();
        services.AddSingleton<RecordJobs>();
        services.AddTransient<ReviewArchiveJob>();
        services.AddHostedService<JobServer>();
        return services;
    }

    private static JobStorage OpenStorage(string? database)
    {
        if (database is null)
        {
            return new InMemoryStorage(new InMemoryStorageOptions { MaxExpirationTime = TimeSpan.FromHours(1) });
        }

        var options = new PostgreSqlStorageOptions
        {
            SchemaName = "hangfire",
            PrepareSchemaIfNecessary = true,
            QueuePollInterval = TimeSpan.FromSeconds(1),
            InvisibilityTimeout = ReviewArchiveJob.Lease,
            UseSlidingInvisibilityTimeout = true,
        };
        // Its connections are few, and not those of the record.
        var connection = new NpgsqlConnectionStringBuilder(database) { MaxPoolSize = 20, ApplicationName = "stoa-jobs" };
        return new PostgreSqlStorage(new NpgsqlConnectionFactory(connection.ConnectionString, options), options);
    }
}
