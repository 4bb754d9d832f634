namespace Stoa.Reviews.Tags;

/// <summary>What tags may be.</summary>
internal static class TagRules
{
    /// <summary>Refuses tags that may not be set.</summary>
    /// <param name="tags">All tags that a resource would have.</param>
    /// <param name="most">How many it may have.</param>
    /// <param name="resource">What has them, for errors: its type and id.</param>
    /// <exception cref="InvalidException">A key is AWS's own.</exception>
    /// <exception cref="QuotaException">There are too many.</exception>
    public static void Demand(IReadOnlyDictionary<string, string> tags, int most, (string Type, string Id) resource)
    {
        if (tags.Keys.FirstOrDefault(static k => k.StartsWith("aws:", StringComparison.OrdinalIgnoreCase)) is { } reserved)
        {
            throw new InvalidException($"[Validation] The tag {reserved} cannot be set: keys that begin with aws: are reserved.", ("Tags", $"{reserved} is reserved"));
        }

        if (tags.Count > most)
        {
            throw new QuotaException($"A resource has at most {most} tags.", resource.Type, resource.Id, nameof(Limits.Tags));
        }
    }
}
