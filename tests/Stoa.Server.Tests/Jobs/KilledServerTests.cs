using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Stoa.Reviews;
using Stoa.Reviews.Evidence;
using Stoa.Reviews.People;
using Stoa.Reviews.Store;
using Stoa.Reviews.Workloads;
using Stoa.Server.Hosting;
using Stoa.Server.Tests.Access;
using Stoa.Server.Tests.Hosting;
using Stoa.Server.Tests.Runs;

namespace Stoa.Server.Tests.Jobs;

/// <summary>A server that is killed in the midst of its work: another one ends it, once.</summary>
public sealed class KilledServerTests
{
    [Fact]
    public async Task An_upload_whose_server_is_killed_is_reviewed_once_by_the_next_one()
    {
        var folder = Directory.CreateTempSubdirectory("stoa-killed-");
        try
        {
            var (workload, token) = await PrepareAsync(folder.FullName);
            var port = CommandLine.FreePort();
            string run;
            using (var first = await CommandLine.ServeAsync(port, "--data", folder.FullName))
            {
                run = await UploadAsync(port, workload, token);
                first.Kill();
                await first.WaitForExitAsync(TestContext.Current.CancellationToken);
            }

            // It was accepted, so it is there; a review of this size takes longer than the kill.
            Assert.NotEqual(RunStatus.Done, await StatusAsync(folder.FullName, run));
            using (var second = await CommandLine.ServeAsync(port, "--data", folder.FullName))
            {
                await WaitAsync(async () => await StatusAsync(folder.FullName, run) == RunStatus.Done);
                second.Kill();
                await second.WaitForExitAsync(TestContext.Current.CancellationToken);
            }

            await using var context = Open(folder.FullName);
            Assert.Equal(1, await context.Runs.CountAsync(TestContext.Current.CancellationToken));
            Assert.Equal(1, await context.Audit.CountAsync(static a => a.Action == "answer.file", TestContext.Current.CancellationToken));
            Assert.DoesNotContain("archive", await context.RunContents.Select(static c => c.Name).ToListAsync(TestContext.Current.CancellationToken));
        }
        finally
        {
            Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task A_second_server_on_the_same_folder_does_not_start()
    {
        await using var first = await TestServer.StartAsync();

        var (code, _, error) = await CommandLine.ServerAsync("serve", "--data", first.DataDirectory, "--urls", "http://127.0.0.1:0");

        Assert.Equal(1, code);
        Assert.Contains("--data DIR", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_is_told_to_stop_ends_by_itself()
    {
        var folder = Directory.CreateTempSubdirectory("stoa-stopped-");
        try
        {
            using var server = await CommandLine.ServeAsync(CommandLine.FreePort(), "--data", folder.FullName);
            using var kill = Process.Start("kill", ["-TERM", server.Id.ToString()]);
            using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
            await server.WaitForExitAsync(patience.Token);
            Assert.Equal(0, server.ExitCode);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task A_backup_is_written_beside_a_server_that_works_and_restored_into_an_empty_folder()
    {
        await using var server = await TestServer.StartAsync();
        var ada = await server.StartAsync();
        await server.Service<WorkloadService>().CreateAsync(ada, new NewWorkload { Name = "Orders", Environment = "PRODUCTION" });
        var file = Path.Combine(server.DataDirectory, "backup.zip");
        var empty = Directory.CreateTempSubdirectory("stoa-restored-");
        try
        {
            var backup = await CommandLine.ServerAsync("backup", file, "--data", server.DataDirectory);
            Assert.True(backup.Code == 0, backup.Error);
            var restore = await CommandLine.ServerAsync("restore", file, "--data", empty.FullName);
            Assert.True(restore.Code == 0, restore.Error);
            var twice = await CommandLine.ServerAsync("restore", file, "--data", empty.FullName);
            Assert.Equal(1, twice.Code);
            Assert.Contains("not empty", twice.Error, StringComparison.Ordinal);

            await using var context = Open(empty.FullName);
            Assert.Equal("Orders", (await context.Workloads.SingleAsync(TestContext.Current.CancellationToken)).Name);
            Assert.Equal("ada@example.com", (await context.Users.SingleAsync(TestContext.Current.CancellationToken)).Email);
        }
        finally
        {
            Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
            empty.Delete(recursive: true);
        }
    }

    private static async Task<(string Workload, string Token)> PrepareAsync(string folder)
    {
        var app = StoaServer.Build(
            ["--urls", "http://127.0.0.1:0", "--Logging:LogLevel:Default", "None"], options => options.DataDirectory = folder,
            static services => services.AddSingleton(TextWriter.Null));
        await using var _ = app;
        await StoaServer.PrepareAsync(app);
        await app.StartAsync(TestContext.Current.CancellationToken);
        var setup = app.Services.GetRequiredService<SetupService>();
        var ada = (await setup.CompleteAsync((await setup.OpenAsync())!, "Harbour", "ada@example.com", "Ada", Visitor.Password))!.Actor;
        var workload = await app.Services.GetRequiredService<WorkloadService>().CreateAsync(ada, new NewWorkload { Name = "Orders", Environment = "PRODUCTION" });
        return (workload.Id, (await app.Services.GetRequiredService<CredentialService>().CreateTokenAsync(ada, "test")).Token);
    }

    // Large enough to take a moment: 4,000 buckets, each of which every check of buckets is asked of.
    private static async Task<string> UploadAsync(int port, string workload, string token)
    {
        var text = new StringBuilder();
        for (var i = 0; i < 4_000; i++)
        {
            text.Append($"resource \"aws_s3_bucket\" \"b{i}\" {{\n  bucket = \"b{i}\"\n}}\n");
        }

        var zip = ArchiveReaderTests.Pack("zip", ("a/main.tf", ArchiveReaderTests.Text(text.ToString())), ("a/stoa.yaml", ArchiveReaderTests.Text("answers: { OPS05-BP01: met }\n")));
        using var client = new HttpClient { DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", token) } };
        using var answer = await client.PostAsync($"http://127.0.0.1:{port}/api/v1/workloads/{workload}/uploads?fileName=a.zip", new ByteArrayContent(zip), TestContext.Current.CancellationToken);
        Assert.Equal(System.Net.HttpStatusCode.Accepted, answer.StatusCode);
        return answer.Headers.Location!.ToString().Split('/')[^1];
    }

    private static async Task<RunStatus> StatusAsync(string folder, string run)
    {
        await using var context = Open(folder);
        return await context.Runs.AsNoTracking().Where(r => r.Id == run).Select(static r => r.Status).SingleAsync(TestContext.Current.CancellationToken);
    }

    private static async Task WaitAsync(Func<Task<bool>> until)
    {
        while (!await until())
        {
            await Task.Delay(100, TestContext.Current.CancellationToken);
        }
    }

    private static RecordContext Open(string folder) => StoreFactory.Sqlite(Path.Combine(folder, "stoa.db")).CreateDbContext();
}
