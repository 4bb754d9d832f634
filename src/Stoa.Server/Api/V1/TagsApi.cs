using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Stoa.Reviews.Tags;
using Stoa.Server.Access;

namespace Stoa.Server.Api.V1;

/// <summary>Tags of workloads, lenses, profiles and templates.</summary>
internal static class TagsApi
{
    /// <summary>Adds the operations.</summary>
    public static void MapTags(this IEndpointRouteBuilder api)
    {
        var tags = api.MapGroup("/tags/{arn}").WithTags("Tags");
        tags.MapGet("", ListAsync).WithName("listTags").WithSummary("The tags of a workload, lens, profile or template");
        tags.MapPatch("", SetAsync).WithName("setTags").WithSummary("Set tags; others stay");
        tags.MapDelete("", RemoveAsync).WithName("removeTags").WithSummary("Remove tags; those that are not there are passed over");
    }

    private static async Task<Ok<IReadOnlyDictionary<string, string>>> ListAsync(HttpContext http, string arn, TagService tags) =>
        TypedResults.Ok(await tags.ListAsync(http.User.Actor(), arn.Unescape()));

    private static async Task<Ok<IReadOnlyDictionary<string, string>>> SetAsync(HttpContext http, string arn, Dictionary<string, string> set, TagService tags)
    {
        await tags.SetAsync(http.User.Actor(), arn.Unescape(), set);
        return TypedResults.Ok(await tags.ListAsync(http.User.Actor(), arn.Unescape()));
    }

    private static async Task<NoContent> RemoveAsync(HttpContext http, string arn, [FromQuery] string[] key, TagService tags)
    {
        await tags.RemoveAsync(http.User.Actor(), arn.Unescape(), key);
        return TypedResults.NoContent();
    }
}
