using Stoa.Reviews.Milestones;

namespace Stoa.Server.Api.Aws.Operations;

/// <summary>CreateMilestone, GetMilestone, ListMilestones.</summary>
internal static class MilestoneOperations
{
    public static IEnumerable<AwsOperation> All =>
    [
        AwsOperation.Handle<CreateMilestoneInput, CreateMilestoneOutput>(CreateMilestone),
        AwsOperation.Handle<GetMilestoneInput, GetMilestoneOutput>(GetMilestone),
        AwsOperation.Handle<ListMilestonesInput, ListMilestonesOutput>(ListMilestones),
    ];

    private static async ValueTask<CreateMilestoneOutput> CreateMilestone(AwsCall call, CreateMilestoneInput input) => new(
        input.WorkloadId, await call.Service<MilestoneService>().CreateAsync(call.Actor(), input.WorkloadId, input.MilestoneName, call.Idempotency()));

    private static async ValueTask<GetMilestoneOutput> GetMilestone(AwsCall call, GetMilestoneInput input)
    {
        var (milestone, snapshot) = await call.Service<MilestoneService>().GetAsync(call.Actor(), input.WorkloadId, input.MilestoneNumber);
        return new GetMilestoneOutput(input.WorkloadId, new MilestoneShape(
            milestone.Number, milestone.Name, milestone.RecordedAt,
            WorkloadShape.Of(snapshot.Workload, snapshot.Summary, [.. snapshot.Lenses.Select(static l => l.Alias)])));
    }

    private static async ValueTask<ListMilestonesOutput> ListMilestones(AwsCall call, ListMilestonesInput input)
    {
        var service = call.Service<MilestoneService>();
        var (page, next) = AwsPage.Of(
            await service.ListAsync(call.Actor(), input.WorkloadId), $"milestones {input.WorkloadId}", input.NextToken, input.MaxResults);
        var summaries = new List<MilestoneSummaryShape>();
        foreach (var milestone in page)
        {
            var (_, snapshot) = await service.GetAsync(call.Actor(), input.WorkloadId, milestone.Number);
            summaries.Add(new MilestoneSummaryShape(
                milestone.Number, milestone.Name, milestone.RecordedAt,
                WorkloadSummaryShape.Of(snapshot.Workload, snapshot.Summary, [.. snapshot.Lenses.Select(static l => l.Alias)])));
        }

        return new ListMilestonesOutput(input.WorkloadId, summaries, next);
    }

    private sealed record CreateMilestoneInput(string WorkloadId, string MilestoneName);

    private sealed record CreateMilestoneOutput(string WorkloadId, int MilestoneNumber);

    private sealed record GetMilestoneInput(string WorkloadId, int MilestoneNumber);

    private sealed record GetMilestoneOutput(string WorkloadId, MilestoneShape Milestone);

    private sealed record MilestoneShape(int MilestoneNumber, string MilestoneName, DateTimeOffset RecordedAt, WorkloadShape Workload);

    private sealed record ListMilestonesInput(string WorkloadId, string? NextToken, int? MaxResults);

    private sealed record ListMilestonesOutput(string WorkloadId, IReadOnlyList<MilestoneSummaryShape> MilestoneSummaries, string? NextToken);

    private sealed record MilestoneSummaryShape(int MilestoneNumber, string MilestoneName, DateTimeOffset RecordedAt, WorkloadSummaryShape WorkloadSummary);
}
