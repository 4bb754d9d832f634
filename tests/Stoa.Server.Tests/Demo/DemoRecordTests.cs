using Microsoft.EntityFrameworkCore;
using Stoa.Reviews;
using Stoa.Reviews.Milestones;
using Stoa.Reviews.People;
using Stoa.Reviews.Store;
using Stoa.Reviews.Workloads;
using Stoa.Server.Demo;
using Stoa.Server.Hosting;
using Stoa.Server.Tests.Access;
using Stoa.Server.Tests.Hosting;

namespace Stoa.Server.Tests.Demo;

/// <summary><c>--demo</c>: whoever opens it finds something on every page.</summary>
public class DemoRecordTests
{
    [Fact]
    public async Task A_demonstration_has_something_on_every_page_and_is_filled_once()
    {
        await using var server = await TestServer.StartAsync(static options =>
        {
            options.Demo = true;
            options.Samples = Path.Combine(Repository.Root, "samples");
        });

        // The administrator of the first start sees it all.
        var ada = await server.StartAsync();
        var workloads = await server.Service<WorkloadService>().ListAsync(ada);
        Assert.Equal(["Back office", "Orders", "Serverless orders"], workloads.Select(static w => w.Workload.Name));
        var orders = workloads[1];
        Assert.True(orders.Summary.Score > 60);
        Assert.True(workloads[0].Summary.Disputed > 0);
        Assert.True(workloads[0].Workload.ReviewedAt.AddDays(workloads[0].Workload.ReviewEveryDays) < DateTimeOffset.UtcNow);
        var milestones = await server.Service<MilestoneService>().ListAsync(ada, orders.Workload.Id);
        Assert.Equal(["First review", "After the summer", "Rebuilt"], milestones.Select(static m => m.Name));
        Assert.True(milestones[2].Summary.Score > milestones[0].Summary.Score + 40);
        Assert.True(milestones[2].RecordedAt - milestones[0].RecordedAt > TimeSpan.FromDays(100));
        await using var context = await server.Service<IDbContextFactory<RecordContext>>().CreateDbContextAsync(TestContext.Current.CancellationToken);
        Assert.Equal((3, 1, 4), (
            await context.Decisions.CountAsync(TestContext.Current.CancellationToken),
            await context.AcceptedRisks.CountAsync(TestContext.Current.CancellationToken),
            await context.Improvements.CountAsync(TestContext.Current.CancellationToken)));
        Assert.False(await DemoRecord.FillAsync(server.Services));
    }

    [Fact]
    public async Task Samples_that_are_not_there_are_said_to_be_missing()
    {
        var refusal = await Assert.ThrowsAsync<StartException>(() => TestServer.StartAsync(static options =>
        {
            options.Demo = true;
            options.Samples = "/nowhere";
        }));
        Assert.Contains("--samples", refusal.Message, StringComparison.Ordinal);
    }
}
