using System.Text.Json.Nodes;
using Stoa.Assessment;
using Stoa.Reviews;
using Stoa.Reviews.Store;

namespace Stoa.Server.Api.Aws.Operations;

/// <summary>AWS's Workload.</summary>
internal sealed record WorkloadShape
{
    public required string WorkloadId { get; init; }
    public required string WorkloadArn { get; init; }
    public required string WorkloadName { get; init; }
    public required string Description { get; init; }
    public required string Environment { get; init; }
    public required DateTimeOffset UpdatedAt { get; init; }
    public IReadOnlyList<string>? AccountIds { get; init; }
    public IReadOnlyList<string>? AwsRegions { get; init; }
    public IReadOnlyList<string>? NonAwsRegions { get; init; }
    public string? ArchitecturalDesign { get; init; }
    public string? ReviewOwner { get; init; }
    public bool IsReviewOwnerUpdateAcknowledged { get; init; }
    public string? IndustryType { get; init; }
    public string? Industry { get; init; }
    public string? Notes { get; init; }
    public required string ImprovementStatus { get; init; }
    public required IReadOnlyDictionary<string, int> RiskCounts { get; init; }
    public required IReadOnlyList<string> PillarPriorities { get; init; }
    public required IReadOnlyList<string> Lenses { get; init; }
    public required string Owner { get; init; }
    public string? ShareInvitationId { get; init; }
    public IReadOnlyDictionary<string, string>? Tags { get; init; }
    public JsonNode? DiscoveryConfig { get; init; }
    public IReadOnlyList<string>? Applications { get; init; }
    public IReadOnlyList<WorkloadProfileShape>? Profiles { get; init; }
    public IReadOnlyDictionary<string, int>? PrioritizedRiskCounts { get; init; }
    public JsonNode? JiraConfiguration { get; init; }

    public static WorkloadShape Of(WorkloadRecord workload, StandingSummary summary, IReadOnlyList<string> lenses) => new()
    {
        WorkloadId = workload.Id,
        WorkloadArn = workload.Arn,
        WorkloadName = workload.Name,
        Description = workload.Description,
        Environment = workload.Environment,
        UpdatedAt = workload.UpdatedAt,
        AccountIds = Some(workload.AccountIds),
        AwsRegions = Some(workload.AwsRegions),
        NonAwsRegions = Some(workload.NonAwsRegions),
        ArchitecturalDesign = workload.ArchitecturalDesign,
        ReviewOwner = workload.ReviewOwner,
        IsReviewOwnerUpdateAcknowledged = workload.IsReviewOwnerUpdateAcknowledged,
        IndustryType = workload.IndustryType,
        Industry = workload.Industry,
        Notes = workload.Notes,
        ImprovementStatus = workload.ImprovementStatus,
        RiskCounts = summary.Risks.Counts(),
        PillarPriorities = workload.PillarPriorities.Count > 0 ? workload.PillarPriorities : [.. summary.Pillars.Select(static p => p.Id)],
        Lenses = lenses,
        Owner = workload.AccountId,
        Tags = workload.Tags,
        DiscoveryConfig = Setting(workload, nameof(DiscoveryConfig)),
        Applications = Some(workload.Applications),
        Profiles = WorkloadProfileShape.Of(workload),
        PrioritizedRiskCounts = Prioritized(summary),
        JiraConfiguration = Jira(workload),
    };

    internal static IReadOnlyDictionary<string, int>? Prioritized(StandingSummary summary) =>
        summary.PrioritizedRisks == default(RiskCounts) ? null : summary.PrioritizedRisks.Counts();

    private static List<string>? Some(List<string> list) => list.Count == 0 ? null : list;

    private static JsonNode? Jira(WorkloadRecord workload)
    {
        var settings = Setting(workload, nameof(JiraConfiguration));
        settings?["StatusMessage"] = SettingsOperations.NothingIsSent;
        return settings;
    }

    private static JsonNode? Setting(WorkloadRecord workload, string name) =>
        workload.Settings.TryGetValue(name, out var json) ? JsonNode.Parse(json) : null;
}

/// <summary>AWS's WorkloadSummary.</summary>
internal sealed record WorkloadSummaryShape(
    string WorkloadId, string WorkloadArn, string WorkloadName, string Owner, DateTimeOffset UpdatedAt, IReadOnlyList<string> Lenses,
    IReadOnlyDictionary<string, int> RiskCounts, string ImprovementStatus, IReadOnlyList<WorkloadProfileShape>? Profiles,
    IReadOnlyDictionary<string, int>? PrioritizedRiskCounts)
{
    public static WorkloadSummaryShape Of(WorkloadRecord workload, StandingSummary summary, IReadOnlyList<string> lenses) => new(
        workload.Id, workload.Arn, workload.Name, workload.AccountId, workload.UpdatedAt, lenses, summary.Risks.Counts(), workload.ImprovementStatus,
        WorkloadProfileShape.Of(workload), WorkloadShape.Prioritized(summary));
}

/// <summary>AWS's WorkloadProfile.</summary>
internal sealed record WorkloadProfileShape(string ProfileArn, string ProfileVersion)
{
    public static IReadOnlyList<WorkloadProfileShape>? Of(WorkloadRecord workload) =>
        workload.ProfileArn is { } arn ? [new WorkloadProfileShape(arn, workload.ProfileVersion ?? "1")] : null;
}
