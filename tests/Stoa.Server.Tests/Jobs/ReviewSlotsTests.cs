using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Stoa.Reviews.Evidence;
using Stoa.Reviews.Store;
using Stoa.Reviews.Workloads;
using Stoa.Server.Jobs;
using Stoa.Server.Runs;
using Stoa.Server.Tests.Access;
using Stoa.Server.Tests.Hosting;
using Stoa.Server.Tests.Runs;

namespace Stoa.Server.Tests.Jobs;

/// <summary>Reviews that take too long: those who come after them do not wait for ever.</summary>
public class ReviewSlotsTests
{
    [Fact]
    public async Task A_review_that_nobody_waits_for_makes_room_for_the_next_and_few_of_them_go_on()
    {
        var slots = new ReviewSlots(1);
        var left = new List<ReviewSlot>();
        for (var i = 0; i < ReviewSlots.MostLeft; i++)
        {
            var slot = await slots.TakeAsync(TestContext.Current.CancellationToken);
            slot.Leave();
            slot.Leave();
            left.Add(slot);
        }

        var last = await slots.TakeAsync(TestContext.Current.CancellationToken);
        last.Leave();
        var next = slots.TakeAsync(TestContext.Current.CancellationToken);
        Assert.False(next.IsCompleted);
        // Those that were left end: they have given their slots back already.
        left.ForEach(static s => s.End());
        Assert.False(next.IsCompleted);
        last.End();
        last.End();
        var taken = await next;
        Assert.False(slots.TakeAsync(TestContext.Current.CancellationToken).IsCompleted);
        taken.End();
    }

    [Fact]
    public async Task A_review_that_ends_after_its_server_gives_its_slot_back()
    {
        var services = new ServiceCollection().AddSingleton(static _ => new ReviewSlots(1)).BuildServiceProvider();
        var slots = services.GetRequiredService<ReviewSlots>();
        var slot = await slots.TakeAsync(TestContext.Current.CancellationToken);
        var next = slots.TakeAsync(TestContext.Current.CancellationToken);
        await services.DisposeAsync();

        // On a review's own thread an exception here would end the whole process.
        slot.End();

        var taken = await next;
        taken.End();
        Assert.True(slots.TakeAsync(TestContext.Current.CancellationToken).IsCompletedSuccessfully);
    }

    [Fact]
    public async Task Uploads_that_take_too_long_are_refused_and_one_that_does_not_is_reviewed()
    {
        await using var server = await TestServer.StartAsync(static options => options.ReviewLimit = TimeSpan.FromTicks(1));
        var ada = await server.StartAsync();
        var workload = (await server.Service<WorkloadService>().CreateAsync(ada, new NewWorkload { Name = "Orders", Environment = "PRODUCTION" })).Id;
        var zip = ArchiveReaderTests.Pack("zip", ("main.tf", ArchiveReaderTests.Text("resource \"aws_s3_bucket\" \"b\" {\n  bucket = \"b\"\n}\n")));
        for (var i = 0; i < 6; i++)
        {
            await server.Service<UploadService>().QueueAsync(ada, workload, $"source {i}", "a.zip", zip);
        }

        var runs = await EndedAsync(server, 6);
        Assert.All(runs, static run => Assert.Equal(RunStatus.Failed, run.Status));
        Assert.All(runs, static run => Assert.Contains("took longer than 0 seconds", run.Message));

        server.Service<Microsoft.Extensions.Options.IOptions<Stoa.Server.Hosting.StoaOptions>>().Value.ReviewLimit = TimeSpan.FromMinutes(1);
        await server.Service<UploadService>().QueueAsync(ada, workload, "source 6", "a.zip", zip);
        Assert.Single(await EndedAsync(server, 7), static run => run.Status == RunStatus.Done);
    }

    private static async Task<List<RunRecord>> EndedAsync(TestServer server, int count)
    {
        await using var context = await server.Service<IDbContextFactory<RecordContext>>().CreateDbContextAsync(TestContext.Current.CancellationToken);
        while (await context.Runs.CountAsync(static r => r.Status == RunStatus.Done || r.Status == RunStatus.Failed, TestContext.Current.CancellationToken) < count)
        {
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }

        return await context.Runs.AsNoTracking().ToListAsync(TestContext.Current.CancellationToken);
    }
}
