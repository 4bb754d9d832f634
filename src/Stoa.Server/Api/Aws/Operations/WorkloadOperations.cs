using System.Text.Json.Nodes;
using Stoa.Reviews.Profiles;
using Stoa.Reviews.Templates;
using Stoa.Reviews.Workloads;

namespace Stoa.Server.Api.Aws.Operations;

/// <summary>CreateWorkload, GetWorkload, ListWorkloads, UpdateWorkload, DeleteWorkload, AssociateLenses, DisassociateLenses.</summary>
internal static class WorkloadOperations
{
    public static IEnumerable<AwsOperation> All =>
    [
        AwsOperation.Handle<CreateWorkloadInput, WorkloadKeyShape>(CreateWorkload),
        AwsOperation.Handle<WorkloadInput, WorkloadOutput>(GetWorkload),
        AwsOperation.Handle<ListWorkloadsInput, ListWorkloadsOutput>(ListWorkloads),
        AwsOperation.Handle<UpdateWorkloadInput, WorkloadOutput>(UpdateWorkload),
        AwsOperation.Handle<WorkloadInput>(DeleteWorkload),
        AwsOperation.Handle<LensesInput>(AssociateLenses),
        AwsOperation.Handle<LensesInput>(DisassociateLenses),
    ];

    private static async ValueTask<WorkloadKeyShape> CreateWorkload(AwsCall call, CreateWorkloadInput input)
    {
        var settings = new Dictionary<string, string>();
        Set(settings, nameof(input.DiscoveryConfig), input.DiscoveryConfig);
        Set(settings, nameof(input.JiraConfiguration), input.JiraConfiguration);
        var workload = new NewWorkload
        {
            Name = input.WorkloadName,
            Description = input.Description,
            Environment = input.Environment,
            AccountIds = input.AccountIds ?? [],
            AwsRegions = input.AwsRegions ?? [],
            NonAwsRegions = input.NonAwsRegions ?? [],
            PillarPriorities = input.PillarPriorities ?? [],
            ArchitecturalDesign = Text(input.ArchitecturalDesign),
            ReviewOwner = Text(input.ReviewOwner),
            IndustryType = Text(input.IndustryType),
            Industry = Text(input.Industry),
            Notes = Text(input.Notes),
            Lenses = input.Lenses,
            Tags = input.Tags ?? [],
            Applications = input.Applications ?? [],
            Settings = settings,
            Region = call.Region,
        };
        var key = await call.Service<WorkloadService>().CreateAsync(call.Actor(), workload, call.Idempotency(), async (context, record) =>
        {
            await call.Service<TemplateService>().ApplyAsync(context, call.Actor(), record, input.ReviewTemplateArns ?? []);
            await call.Service<ProfileService>().AssociateAsync(context, call.Actor(), record, input.ProfileArns ?? []);
        });
        return new WorkloadKeyShape(key.Id, key.Arn);
    }

    private static async ValueTask<WorkloadOutput> GetWorkload(AwsCall call, WorkloadInput input) =>
        Output(await call.Service<WorkloadService>().GetAsync(call.Actor(), input.WorkloadId));

    private static async ValueTask<ListWorkloadsOutput> ListWorkloads(AwsCall call, ListWorkloadsInput input)
    {
        var all = await call.Service<WorkloadService>().ListAsync(call.Actor(), input.WorkloadNamePrefix);
        var (page, next) = AwsPage.Of(all, $"workloads {input.WorkloadNamePrefix}", input.NextToken, input.MaxResults);
        return new ListWorkloadsOutput([.. page.Select(static v => WorkloadSummaryShape.Of(v.Workload, v.Summary, v.Lenses))], next);
    }

    private static async ValueTask<WorkloadOutput> UpdateWorkload(AwsCall call, UpdateWorkloadInput input) =>
        Output(await call.Service<WorkloadService>().UpdateAsync(call.Actor(), input.WorkloadId, workload =>
        {
            workload.Name = input.WorkloadName ?? workload.Name;
            workload.Description = input.Description ?? workload.Description;
            workload.Environment = input.Environment ?? workload.Environment;
            workload.AccountIds = input.AccountIds ?? workload.AccountIds;
            workload.AwsRegions = input.AwsRegions ?? workload.AwsRegions;
            workload.NonAwsRegions = input.NonAwsRegions ?? workload.NonAwsRegions;
            workload.PillarPriorities = input.PillarPriorities ?? workload.PillarPriorities;
            workload.ArchitecturalDesign = Changed(workload.ArchitecturalDesign, input.ArchitecturalDesign);
            workload.ReviewOwner = Changed(workload.ReviewOwner, input.ReviewOwner);
            workload.IsReviewOwnerUpdateAcknowledged = input.IsReviewOwnerUpdateAcknowledged ?? workload.IsReviewOwnerUpdateAcknowledged;
            workload.IndustryType = Changed(workload.IndustryType, input.IndustryType);
            workload.Industry = Changed(workload.Industry, input.Industry);
            workload.Notes = Changed(workload.Notes, input.Notes);
            workload.ImprovementStatus = input.ImprovementStatus ?? workload.ImprovementStatus;
            workload.Applications = input.Applications ?? workload.Applications;
            var settings = new Dictionary<string, string>(workload.Settings);
            Set(settings, nameof(input.DiscoveryConfig), input.DiscoveryConfig);
            Set(settings, nameof(input.JiraConfiguration), input.JiraConfiguration);
            workload.Settings = settings;
        }));

    private static async ValueTask DeleteWorkload(AwsCall call, WorkloadInput input) =>
        await call.Service<WorkloadService>().DeleteAsync(call.Actor(), input.WorkloadId, call.Idempotency());

    private static async ValueTask AssociateLenses(AwsCall call, LensesInput input) =>
        await call.Service<WorkloadService>().AssociateLensesAsync(call.Actor(), input.WorkloadId, input.LensAliases);

    private static async ValueTask DisassociateLenses(AwsCall call, LensesInput input) =>
        await call.Service<WorkloadService>().DisassociateLensesAsync(call.Actor(), input.WorkloadId, input.LensAliases);

    private static WorkloadOutput Output(WorkloadView view) => new(
        WorkloadShape.Of(view.Workload, view.Summary, view.Lenses) with { ShareInvitationId = view.ShareInvitationId });

    private static void Set(Dictionary<string, string> settings, string name, JsonNode? value)
    {
        if (value is not null)
        {
            settings[name] = value.ToJsonString();
        }
    }

    private static string? Text(string? text) => string.IsNullOrEmpty(text) ? null : text;

    private static string? Changed(string? now, string? update) => update is null ? now : Text(update);

    private sealed record WorkloadInput(string WorkloadId);

    private sealed record WorkloadOutput(WorkloadShape Workload);

    private sealed record WorkloadKeyShape(string WorkloadId, string WorkloadArn);

    private sealed record LensesInput(string WorkloadId, IReadOnlyList<string> LensAliases);

    private sealed record ListWorkloadsInput(string? WorkloadNamePrefix, string? NextToken, int? MaxResults);

    private sealed record ListWorkloadsOutput(IReadOnlyList<WorkloadSummaryShape> WorkloadSummaries, string? NextToken);

    internal sealed record CreateWorkloadInput
    {
        public required string WorkloadName { get; init; }
        public required string Description { get; init; }
        public required string Environment { get; init; }
        public List<string>? AccountIds { get; init; }
        public List<string>? AwsRegions { get; init; }
        public List<string>? NonAwsRegions { get; init; }
        public List<string>? PillarPriorities { get; init; }
        public string? ArchitecturalDesign { get; init; }
        public string? ReviewOwner { get; init; }
        public string? IndustryType { get; init; }
        public string? Industry { get; init; }
        public required List<string> Lenses { get; init; }
        public string? Notes { get; init; }
        public Dictionary<string, string>? Tags { get; init; }
        public JsonNode? DiscoveryConfig { get; init; }
        public List<string>? Applications { get; init; }
        public List<string>? ProfileArns { get; init; }
        public List<string>? ReviewTemplateArns { get; init; }
        public JsonNode? JiraConfiguration { get; init; }
    }

    private sealed record UpdateWorkloadInput
    {
        public required string WorkloadId { get; init; }
        public string? WorkloadName { get; init; }
        public string? Description { get; init; }
        public string? Environment { get; init; }
        public List<string>? AccountIds { get; init; }
        public List<string>? AwsRegions { get; init; }
        public List<string>? NonAwsRegions { get; init; }
        public List<string>? PillarPriorities { get; init; }
        public string? ArchitecturalDesign { get; init; }
        public string? ReviewOwner { get; init; }
        public bool? IsReviewOwnerUpdateAcknowledged { get; init; }
        public string? IndustryType { get; init; }
        public string? Industry { get; init; }
        public string? Notes { get; init; }
        public string? ImprovementStatus { get; init; }
        public JsonNode? DiscoveryConfig { get; init; }
        public List<string>? Applications { get; init; }
        public JsonNode? JiraConfiguration { get; init; }
    }
}
