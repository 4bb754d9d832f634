using Stoa.Reviews.Sharing;
using Stoa.Reviews.Store;

namespace Stoa.Server.Api.Aws.Operations;

/// <summary>
/// Create…Share, Delete…Share and List…Shares of workloads, lenses, profiles and templates, UpdateWorkloadShare, ListShareInvitations,
/// UpdateShareInvitation.
/// </summary>
internal static class ShareOperations
{
    private const string Contributor = "CONTRIBUTOR";
    private const string Reader = "READONLY";

    public static IEnumerable<AwsOperation> All =>
    [
        AwsOperation.Handle<CreateWorkloadShareInput, CreateWorkloadShareOutput>(CreateWorkloadShare),
        AwsOperation.Handle<UpdateWorkloadShareInput, UpdateWorkloadShareOutput>(UpdateWorkloadShare),
        AwsOperation.Handle<WorkloadShareInput>(DeleteWorkloadShare),
        AwsOperation.Handle<ListWorkloadSharesInput, ListWorkloadSharesOutput>(ListWorkloadShares),
        AwsOperation.Handle<CreateLensShareInput, CreateLensShareOutput>(CreateLensShare),
        AwsOperation.Handle<LensShareInput>(DeleteLensShare),
        AwsOperation.Handle<ListLensSharesInput, ListLensSharesOutput>(ListLensShares),
        AwsOperation.Handle<CreateProfileShareInput, CreateProfileShareOutput>(CreateProfileShare),
        AwsOperation.Handle<ProfileShareInput>(DeleteProfileShare),
        AwsOperation.Handle<ListProfileSharesInput, ListProfileSharesOutput>(ListProfileShares),
        AwsOperation.Handle<CreateTemplateShareInput, CreateTemplateShareOutput>(CreateTemplateShare),
        AwsOperation.Handle<TemplateShareInput>(DeleteTemplateShare),
        AwsOperation.Handle<ListTemplateSharesInput, ListTemplateSharesOutput>(ListTemplateShares),
        AwsOperation.Handle<ListShareInvitationsInput, ListShareInvitationsOutput>(ListShareInvitations),
        AwsOperation.Handle<UpdateShareInvitationInput, UpdateShareInvitationOutput>(UpdateShareInvitation),
    ];

    private static async ValueTask<CreateWorkloadShareOutput> CreateWorkloadShare(AwsCall call, CreateWorkloadShareInput input) => new(
        input.WorkloadId,
        await call.Service<SharingService>().CreateAsync(
            call.Actor(), SharedResource.Workload, input.WorkloadId, input.SharedWith, input.PermissionType == Contributor, call.Idempotency()));

    private static async ValueTask<UpdateWorkloadShareOutput> UpdateWorkloadShare(AwsCall call, UpdateWorkloadShareInput input)
    {
        var (share, status) = await call.Service<SharingService>().UpdateAsync(
            call.Actor(), input.WorkloadId, input.ShareId, input.PermissionType == Contributor);
        return new UpdateWorkloadShareOutput(input.WorkloadId, new WorkloadShareShape(
            share.Id, share.AccountId, share.SharedWith, PermissionOf(share), status, share.ResourceName, share.ResourceId));
    }

    private static ValueTask DeleteWorkloadShare(AwsCall call, WorkloadShareInput input) =>
        DeleteAsync(call, SharedResource.Workload, input.WorkloadId, input.ShareId);

    private static async ValueTask<ListWorkloadSharesOutput> ListWorkloadShares(AwsCall call, ListWorkloadSharesInput input)
    {
        var (page, next) = await ListAsync(call, SharedResource.Workload, input.WorkloadId, input);
        return new ListWorkloadSharesOutput(
            input.WorkloadId, [.. page.Select(static s => new WorkloadShareSummaryShape(s.Share.Id, s.Share.SharedWith, PermissionOf(s.Share), s.Status))], next);
    }

    private static async ValueTask<CreateLensShareOutput> CreateLensShare(AwsCall call, CreateLensShareInput input) => new(
        await CreateAsync(call, SharedResource.Lens, input.LensAlias, input.SharedWith));

    private static ValueTask DeleteLensShare(AwsCall call, LensShareInput input) => DeleteAsync(call, SharedResource.Lens, input.LensAlias, input.ShareId);

    private static async ValueTask<ListLensSharesOutput> ListLensShares(AwsCall call, ListLensSharesInput input)
    {
        var (page, next) = await ListAsync(call, SharedResource.Lens, input.LensAlias, input);
        return new ListLensSharesOutput([.. page.Select(ShareSummaryShape.Of)], next);
    }

    private static async ValueTask<CreateProfileShareOutput> CreateProfileShare(AwsCall call, CreateProfileShareInput input) => new(
        await CreateAsync(call, SharedResource.Profile, input.ProfileArn, input.SharedWith), input.ProfileArn);

    private static ValueTask DeleteProfileShare(AwsCall call, ProfileShareInput input) =>
        DeleteAsync(call, SharedResource.Profile, input.ProfileArn, input.ShareId);

    private static async ValueTask<ListProfileSharesOutput> ListProfileShares(AwsCall call, ListProfileSharesInput input)
    {
        var (page, next) = await ListAsync(call, SharedResource.Profile, input.ProfileArn, input);
        return new ListProfileSharesOutput([.. page.Select(ShareSummaryShape.Of)], next);
    }

    private static async ValueTask<CreateTemplateShareOutput> CreateTemplateShare(AwsCall call, CreateTemplateShareInput input) => new(
        input.TemplateArn, await CreateAsync(call, SharedResource.Template, input.TemplateArn, input.SharedWith));

    private static ValueTask DeleteTemplateShare(AwsCall call, TemplateShareInput input) =>
        DeleteAsync(call, SharedResource.Template, input.TemplateArn, input.ShareId);

    private static async ValueTask<ListTemplateSharesOutput> ListTemplateShares(AwsCall call, ListTemplateSharesInput input)
    {
        var (page, next) = await ListAsync(call, SharedResource.Template, input.TemplateArn, input);
        return new ListTemplateSharesOutput(input.TemplateArn, [.. page.Select(ShareSummaryShape.Of)], next);
    }

    private static async ValueTask<ListShareInvitationsOutput> ListShareInvitations(AwsCall call, ListShareInvitationsInput input)
    {
        var prefixes = new Dictionary<SharedResource, string?>
        {
            [SharedResource.Workload] = input.WorkloadNamePrefix,
            [SharedResource.Lens] = input.LensNamePrefix,
            [SharedResource.Profile] = input.ProfileNamePrefix,
            [SharedResource.Template] = input.TemplateNamePrefix,
        };
        // A prefix speaks of one kind; the kinds without one are then not asked for.
        var anyPrefix = prefixes.Values.Any(static p => p is not null);
        var invitations = (await call.Service<SharingService>().InvitationsAsync(call.Actor()))
            .Where(s => input.ShareResourceType is null || s.Resource == input.ShareResourceType)
            .Where(s => !anyPrefix || (prefixes[s.Resource] is { } prefix && s.ResourceName.StartsWith(prefix, StringComparison.Ordinal)))
            .Select(ShareInvitationSummaryShape.Of)
            .ToList();
        var (page, next) = AwsPage.Of(
            invitations, $"invitations {input.ShareResourceType} {string.Join('|', prefixes.Values)}", input.NextToken, input.MaxResults);
        return new ListShareInvitationsOutput(page, next);
    }

    private static async ValueTask<UpdateShareInvitationOutput> UpdateShareInvitation(AwsCall call, UpdateShareInvitationInput input)
    {
        var share = await call.Service<SharingService>().AnswerAsync(call.Actor(), input.ShareInvitationId, input.ShareInvitationAction == "ACCEPT");
        return new UpdateShareInvitationOutput(new ShareInvitationShape(
            share.InvitationId, share.Resource, IdOf(share, SharedResource.Workload), IdOf(share, SharedResource.Lens), IdOf(share, SharedResource.Lens),
            IdOf(share, SharedResource.Profile), IdOf(share, SharedResource.Template)));
    }

    private static Task<string> CreateAsync(AwsCall call, SharedResource resource, string id, string sharedWith) =>
        call.Service<SharingService>().CreateAsync(call.Actor(), resource, id, sharedWith, idempotency: call.Idempotency());

    private static async ValueTask DeleteAsync(AwsCall call, SharedResource resource, string id, string shareId) =>
        await call.Service<SharingService>().DeleteAsync(call.Actor(), resource, id, shareId, call.Idempotency());

    private static async Task<(IReadOnlyList<ShareView> Items, string? Next)> ListAsync(AwsCall call, SharedResource resource, string id, ListSharesInput input)
    {
        // What only AWS's organisations have, nothing here has.
        if (input.Status is "ASSOCIATING" or "ASSOCIATED" or "FAILED")
        {
            return ([], null);
        }

        ShareStatus? status = input.Status is { } name ? Enum.Parse<ShareStatus>(name, ignoreCase: true) : null;
        var shares = await call.Service<SharingService>().ListAsync(call.Actor(), resource, id, input.SharedWithPrefix, status);
        return AwsPage.Of(shares, $"shares {id} {input.SharedWithPrefix} {input.Status}", input.NextToken, input.MaxResults);
    }

    private static string PermissionOf(ShareRecord share) => share.CanContribute ? Contributor : Reader;

    private static string? IdOf(ShareRecord share, SharedResource resource) => share.Resource == resource ? share.ResourceId : null;

    private sealed record CreateWorkloadShareInput(string WorkloadId, string SharedWith, string PermissionType);

    private sealed record CreateWorkloadShareOutput(string WorkloadId, string ShareId);

    private sealed record UpdateWorkloadShareInput(string ShareId, string WorkloadId, string PermissionType);

    private sealed record UpdateWorkloadShareOutput(string WorkloadId, WorkloadShareShape WorkloadShare);

    private sealed record WorkloadShareShape(
        string ShareId, string SharedBy, string SharedWith, string PermissionType, ShareStatus Status, string WorkloadName, string WorkloadId);

    private sealed record WorkloadShareInput(string ShareId, string WorkloadId);

    private sealed record CreateLensShareInput(string LensAlias, string SharedWith);

    private sealed record CreateLensShareOutput(string ShareId);

    private sealed record LensShareInput(string ShareId, string LensAlias);

    private sealed record CreateProfileShareInput(string ProfileArn, string SharedWith);

    private sealed record CreateProfileShareOutput(string ShareId, string ProfileArn);

    private sealed record ProfileShareInput(string ShareId, string ProfileArn);

    private sealed record CreateTemplateShareInput(string TemplateArn, string SharedWith);

    private sealed record CreateTemplateShareOutput(string TemplateArn, string ShareId);

    private sealed record TemplateShareInput(string ShareId, string TemplateArn);

    private record ListSharesInput(string? SharedWithPrefix, string? NextToken, int? MaxResults, string? Status);

    private sealed record ListWorkloadSharesInput(string WorkloadId, string? SharedWithPrefix, string? NextToken, int? MaxResults, string? Status)
        : ListSharesInput(SharedWithPrefix, NextToken, MaxResults, Status);

    private sealed record ListLensSharesInput(string LensAlias, string? SharedWithPrefix, string? NextToken, int? MaxResults, string? Status)
        : ListSharesInput(SharedWithPrefix, NextToken, MaxResults, Status);

    private sealed record ListProfileSharesInput(string ProfileArn, string? SharedWithPrefix, string? NextToken, int? MaxResults, string? Status)
        : ListSharesInput(SharedWithPrefix, NextToken, MaxResults, Status);

    private sealed record ListTemplateSharesInput(string TemplateArn, string? SharedWithPrefix, string? NextToken, int? MaxResults, string? Status)
        : ListSharesInput(SharedWithPrefix, NextToken, MaxResults, Status);

    private sealed record ListWorkloadSharesOutput(string WorkloadId, IReadOnlyList<WorkloadShareSummaryShape> WorkloadShareSummaries, string? NextToken);

    private sealed record WorkloadShareSummaryShape(string ShareId, string SharedWith, string PermissionType, ShareStatus Status);

    private sealed record ShareSummaryShape(string ShareId, string SharedWith, ShareStatus Status)
    {
        public static ShareSummaryShape Of(ShareView view) => new(view.Share.Id, view.Share.SharedWith, view.Status);
    }

    private sealed record ListLensSharesOutput(IReadOnlyList<ShareSummaryShape> LensShareSummaries, string? NextToken);

    private sealed record ListProfileSharesOutput(IReadOnlyList<ShareSummaryShape> ProfileShareSummaries, string? NextToken);

    private sealed record ListTemplateSharesOutput(string TemplateArn, IReadOnlyList<ShareSummaryShape> TemplateShareSummaries, string? NextToken);

    private sealed record ListShareInvitationsInput(
        string? WorkloadNamePrefix, string? LensNamePrefix, SharedResource? ShareResourceType, string? NextToken, int? MaxResults, string? ProfileNamePrefix,
        string? TemplateNamePrefix);

    private sealed record ListShareInvitationsOutput(IReadOnlyList<ShareInvitationSummaryShape> ShareInvitationSummaries, string? NextToken);

    private sealed record ShareInvitationSummaryShape(
        string ShareInvitationId, string SharedBy, string SharedWith, string PermissionType, SharedResource ShareResourceType)
    {
        public string? WorkloadName { get; init; }
        public string? WorkloadId { get; init; }
        public string? LensName { get; init; }
        public string? LensArn { get; init; }
        public string? ProfileName { get; init; }
        public string? ProfileArn { get; init; }
        public string? TemplateName { get; init; }
        public string? TemplateArn { get; init; }

        public static ShareInvitationSummaryShape Of(ShareRecord share) =>
            new(share.InvitationId, share.AccountId, share.SharedWith, PermissionOf(share), share.Resource)
            {
                WorkloadName = NameOf(share, SharedResource.Workload),
                WorkloadId = IdOf(share, SharedResource.Workload),
                LensName = NameOf(share, SharedResource.Lens),
                LensArn = IdOf(share, SharedResource.Lens),
                ProfileName = NameOf(share, SharedResource.Profile),
                ProfileArn = IdOf(share, SharedResource.Profile),
                TemplateName = NameOf(share, SharedResource.Template),
                TemplateArn = IdOf(share, SharedResource.Template),
            };

        private static string? NameOf(ShareRecord share, SharedResource resource) => share.Resource == resource ? share.ResourceName : null;
    }

    private sealed record UpdateShareInvitationInput(string ShareInvitationId, string ShareInvitationAction);

    private sealed record UpdateShareInvitationOutput(ShareInvitationShape ShareInvitation);

    private sealed record ShareInvitationShape(
        string ShareInvitationId, SharedResource ShareResourceType, string? WorkloadId, string? LensAlias, string? LensArn, string? ProfileArn, string? TemplateArn);
}
