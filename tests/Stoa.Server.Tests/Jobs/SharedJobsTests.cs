using Microsoft.EntityFrameworkCore;
using Stoa.Reviews.Store;
using Stoa.Reviews.Tests.Databases;
using Stoa.Reviews.Workloads;
using Stoa.Server.Runs;
using Stoa.Server.Tests.Access;
using Stoa.Server.Tests.Hosting;
using Stoa.Server.Tests.Runs;

namespace Stoa.Server.Tests.Jobs;

/// <summary>Several servers on one PostgreSQL database share the work.</summary>
public class SharedJobsTests
{
    [Fact]
    public async Task Two_servers_share_the_jobs_and_each_is_done_once()
    {
        var (connection, drop) = await PostgresServer.CreateDatabaseAsync();
        try
        {
            var key = Convert.ToBase64String(new byte[32]);
            await using var first = await TestServer.StartAsync(options => (options.Database, options.MasterKey) = (connection, key));
            await using var second = await TestServer.StartAsync(options => (options.Database, options.MasterKey) = (connection, key));
            var ada = await first.StartAsync();
            var workload = (await second.Service<WorkloadService>().CreateAsync(ada, new NewWorkload { Name = "Orders", Environment = "PRODUCTION" })).Id;
            var zip = ArchiveReaderTests.Pack("zip", ("main.tf", ArchiveReaderTests.Text("resource \"aws_s3_bucket\" \"b\" {\n  bucket = \"b\"\n}\n")), ("stoa.yaml", ArchiveReaderTests.Text("answers: { OPS05-BP01: met }\n")));

            var uploads = await Task.WhenAll(Enumerable.Range(0, 10).Select(i => (i % 2 == 0 ? first : second).Service<UploadService>().QueueAsync(ada, workload, $"source {i}", "a.zip", zip)));

            await using var context = await first.Service<IDbContextFactory<RecordContext>>().CreateDbContextAsync(TestContext.Current.CancellationToken);
            while (await context.Runs.CountAsync(static r => r.Status == RunStatus.Done, TestContext.Current.CancellationToken) < uploads.Length)
            {
                await Task.Delay(100, TestContext.Current.CancellationToken);
            }

            Assert.All(await context.Runs.AsNoTracking().ToListAsync(TestContext.Current.CancellationToken), static run => Assert.Equal((RunStatus.Done, 1), (run.Status, run.Attempts)));
            // The first file's answer stays: the others say the same.
            Assert.Equal(1, await context.Audit.CountAsync(static a => a.Action == "answer.file", TestContext.Current.CancellationToken));
        }
        finally
        {
            await drop();
        }
    }
}
