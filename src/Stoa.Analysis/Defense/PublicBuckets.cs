using Stoa.Analysis.Network;
using Stoa.Language.Values;
using Stoa.Workloads;

namespace Stoa.Analysis.Defense;

/// <summary>Whether everybody may read a bucket, by its policy or its ACL, and whether something blocks that.</summary>
internal static class PublicBuckets
{
    private static readonly string[] Blocks = ["block_public_acls", "block_public_policy", "ignore_public_acls", "restrict_public_buckets"];

    /// <summary>Whether somebody wrote that public access is blocked: true, false, null where it is unknown. Nothing written is null too.</summary>
    public static bool? IsBlocked(Resource bucket)
    {
        bool? all = true;
        foreach (var property in Blocks)
        {
            var value = bucket.Get(property);
            all &= value.IsUnknown || value.Origin?.IsDefault == true ? null : value.Truth();
        }

        return all;
    }

    /// <summary>The setting of the public access block that is off; null where none is for certain.</summary>
    public static string? Off(Resource bucket) => Array.Find(Blocks, property => bucket.Get(property).Truth() == false);

    /// <summary>What opens a bucket to everybody; null where nothing does for certain.</summary>
    public static string? Opening(Resource bucket) =>
        bucket.Get("policy_statements").Elements().Any(IsOpen) ? "lets everybody in by its policy"
        : bucket.Get("acl").Text() is "public-read" or "public-read-write" or "PublicRead" or "PublicReadWrite" ? "lets everybody read by its ACL"
        : null;

    /// <summary>Whether the internet reads it.</summary>
    public static InternetReach Reach(Resource bucket)
    {
        var blocked = IsBlocked(bucket);
        if (blocked == true)
        {
            return InternetReach.Of(false, bucket, "blocks public access");
        }

        // AWS refuses a public policy while access is blocked: who has one has unblocked it, here or long ago.
        if (Opening(bucket) is { } opening)
        {
            return bucket.Get("ignores_public_policy").Truth() == true ? InternetReach.Of(false, bucket, "ignores what its policy says of the public")
                : InternetReach.Of(bucket.Get("ignores_public_policy").IsUnknown ? null : true, bucket, opening);
        }

        var policy = bucket.Get("policy_statements");
        return policy.IsUnknown || policy.Elements().Any(static s => s.IsUnknown || s.Get("principals").IsUnknown) || bucket.Get("acl").IsUnknown
            ? InternetReach.Of(null, bucket, "has a policy or ACL that is not known")
            : InternetReach.Of(false, bucket, "lets nobody in who is not asked for");
    }

    /// <summary>Whether a statement admits everybody under no condition.</summary>
    public static bool IsOpen(Value statement) => statement.Get("effect").Text() == "Allow"
        && statement.Get("principals").Elements().Any(static p => p.Get("identifier").Text() == "*")
        && statement.Get("conditions") is var conditions && !(conditions.IsUnknown || conditions.Elements().Count > 0);
}
