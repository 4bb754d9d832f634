using Stoa.Reviews.Tags;

namespace Stoa.Server.Api.Aws.Operations;

/// <summary>TagResource, UntagResource, ListTagsForResource. The member WorkloadArn holds the ARN of a workload, lens, profile or template.</summary>
internal static class TagOperations
{
    public static IEnumerable<AwsOperation> All =>
    [
        AwsOperation.Handle<TagResourceInput, EmptyOutput>(TagResource),
        AwsOperation.Handle<UntagResourceInput, EmptyOutput>(UntagResource),
        AwsOperation.Handle<ResourceInput, TagsOutput>(ListTagsForResource),
    ];

    private static async ValueTask<EmptyOutput> TagResource(AwsCall call, TagResourceInput input)
    {
        await call.Service<TagService>().SetAsync(call.Actor(), input.WorkloadArn, input.Tags);
        return new EmptyOutput();
    }

    private static async ValueTask<EmptyOutput> UntagResource(AwsCall call, UntagResourceInput input)
    {
        await call.Service<TagService>().RemoveAsync(call.Actor(), input.WorkloadArn, input.TagKeys);
        return new EmptyOutput();
    }

    private static async ValueTask<TagsOutput> ListTagsForResource(AwsCall call, ResourceInput input) =>
        new(await call.Service<TagService>().ListAsync(call.Actor(), input.WorkloadArn));

    private sealed record EmptyOutput;

    private sealed record ResourceInput(string WorkloadArn);

    private sealed record TagResourceInput(string WorkloadArn, Dictionary<string, string> Tags);

    private sealed record UntagResourceInput(string WorkloadArn, List<string> TagKeys);

    private sealed record TagsOutput(IReadOnlyDictionary<string, string> Tags);
}
