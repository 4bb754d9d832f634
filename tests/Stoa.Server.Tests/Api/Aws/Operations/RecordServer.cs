using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Stoa.Reviews;
using Stoa.Reviews.Store;
using Stoa.Server.Api.Aws;
using Stoa.Server.Api.Aws.Operations;
using Stoa.Server.Hosting;

namespace Stoa.Server.Tests.Api.Aws.Operations;

/// <summary>Every operation over a record of its own; calls come from an administrator of one account, and services are there to act for another.</summary>
public sealed class RecordServer : IAsyncDisposable
{
    public const string Account = "123456789012";

    private readonly AwsServer server;
    private readonly DirectoryInfo folder;

    private RecordServer(AwsServer server, DirectoryInfo folder)
    {
        this.server = server;
        this.folder = folder;
    }

    /// <summary>Who calls.</summary>
    public static Actor Caller { get; } = new() { AccountId = Account, PersonId = "ada", Name = "Ada", Role = Role.Administrator };

    /// <summary>Somebody of another account.</summary>
    public static Actor Neighbour { get; } = new() { AccountId = "210987654321", PersonId = "nils", Name = "Nils", Role = Role.Administrator };

    public static async Task<RecordServer> StartAsync()
    {
        var folder = Directory.CreateTempSubdirectory("stoa-aws-");
        var server = await AwsServer.StartAsync(
            AwsOperations.AddTo,
            services =>
            {
                services.Configure<StoaOptions>(options => options.DataDirectory = folder.FullName);
                services.AddRecord();
                // The record's clock and the one that requests are signed by.
                services.AddSingleton<TimeProvider>(new FixedTime(new DateTimeOffset(2026, 11, 23, 12, 0, 0, TimeSpan.Zero)));
            },
            new AwsCredential("STOATEST", "secret/+for tests", Account, Caller));
        await using (var context = await server.Services.GetRequiredService<IDbContextFactory<RecordContext>>().CreateDbContextAsync())
        {
            await StoreFactory.MigrateAsync(context);
            context.Accounts.Add(new AccountRecord { Id = Account, Name = "Shop" });
            await context.SaveChangesAsync();
        }

        return new RecordServer(server, folder);
    }

    public TService Service<TService>()
        where TService : notnull => server.Services.GetRequiredService<TService>();

    /// <summary>Calls an operation that succeeds; the output keeps to the model.</summary>
    public async Task<JsonNode> CallAsync(string operation, object? input = null) => (await server.CallAsync(operation, input)).Output;

    /// <summary>Calls an operation that may be refused.</summary>
    public Task<AwsAnswer> TryAsync(string operation, object? input = null) => server.CallAsync(operation, input);

    /// <summary>Defines a workload, and returns its id and ARN.</summary>
    public async Task<(string Id, string Arn)> DefineAsync(string name = "Orders", params string[] lenses)
    {
        var output = await CallAsync("CreateWorkload", new
        {
            WorkloadName = name, Description = "Takes orders", Environment = "PRODUCTION", Lenses = lenses.Length == 0 ? ["wellarchitected"] : lenses,
            AwsRegions = new[] { "eu-west-1" },
        });
        return ((string)output["WorkloadId"]!, (string)output["WorkloadArn"]!);
    }

    public async ValueTask DisposeAsync()
    {
        await server.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        folder.Delete(recursive: true);
    }
}
