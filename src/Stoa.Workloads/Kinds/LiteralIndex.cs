using Stoa.Language.Values;

namespace Stoa.Workloads.Kinds;

/// <summary>
/// Which resources a literal text may stand for: their ids, arns and names as far as the source writes them. Immutable once made.
/// </summary>
internal sealed class LiteralIndex
{
    /// <summary>An index of nothing.</summary>
    public static readonly LiteralIndex Empty = new([]);

    private static readonly string[] Identities = ["id", "arn", "Id", "Arn"];

    private readonly Dictionary<string, List<Resource>> byText = [];

    /// <summary>Indexes resources whose kinds have been found.</summary>
    public LiteralIndex(IReadOnlyList<Resource> resources)
    {
        foreach (var resource in resources)
        {
            foreach (var attribute in Identities)
            {
                Add(resource, attribute);
            }

            if (resource.Definition is { } definition)
            {
                foreach (var attribute in definition.Names)
                {
                    Add(resource, attribute);
                }
            }
            else
            {
                AddUsualNames(resource);
            }
        }
    }

    /// <summary>Finds the one resource that a text stands for.</summary>
    /// <param name="text">An id, an arn or a name.</param>
    /// <param name="kinds">The kinds that it may be of; empty for any.</param>
    /// <param name="asker">Who holds the text: what stands in its own unit goes before what stands elsewhere.</param>
    /// <returns>The resource; null where there is none or more than one.</returns>
    public Resource? Find(string text, IReadOnlyList<string> kinds, Resource asker)
    {
        if (byText.Count == 0)
        {
            return null;
        }

        var found = Exactly(text, kinds, asker);
        return found is null && NameInArn(text, kinds) is { } name ? Exactly(name, kinds, asker) : found;
    }

    /// <summary>Whether a text is the id, arn or name of some resource of the kinds, of one or of several.</summary>
    public bool Names(string text, IReadOnlyList<string> kinds) =>
        AnyNamed(text, kinds) || (NameInArn(text, kinds) is { } name && AnyNamed(name, kinds));

    // An arn ends in the name; of which kind it must be, the column has said. What AWS itself offers to all is nobody's.
    private static string? NameInArn(string text, IReadOnlyList<string> kinds) =>
        kinds.Count > 0 && text.StartsWith("arn:", StringComparison.Ordinal) && !text.Contains("::aws:", StringComparison.Ordinal)
            && text.LastIndexOfAny([':', '/']) is var end && end < text.Length - 1
            ? text[(end + 1)..]
            : null;

    private bool AnyNamed(string text, IReadOnlyList<string> kinds) =>
        byText.TryGetValue(text, out var resources) && resources.Exists(r => ReferenceResolver.Fits(r, kinds));

    private Resource? Exactly(string text, IReadOnlyList<string> kinds, Resource asker)
    {
        if (!byText.TryGetValue(text, out var resources))
        {
            return null;
        }

        Resource? here = null, elsewhere = null;
        int countHere = 0, countElsewhere = 0;
        foreach (var resource in resources)
        {
            if (ReferenceEquals(resource, asker) || !ReferenceResolver.Fits(resource, kinds))
            {
                continue;
            }

            if (ReferenceEquals(resource.Unit, asker.Unit))
            {
                countHere++;
                here = resource;
            }
            else
            {
                countElsewhere++;
                elsewhere = resource;
            }
        }

        return countHere > 0 ? (countHere == 1 ? here : null) : countElsewhere == 1 ? elsewhere : null;
    }

    private void AddUsualNames(Resource resource)
    {
        Add(resource, "name");
        if (resource.Type.LastIndexOf(':') is var colon and >= 0)
        {
            Add(resource, $"{resource.Type.AsSpan(colon + 1)}Name");
        }
    }

    private void Add(Resource resource, string attribute)
    {
        if (!resource.Attributes.TryGet(attribute, out var value) || !value.HasValue || value.Kind != TypeKind.String)
        {
            return;
        }

        var text = value.AsString();
        if (text.Length == 0)
        {
            return;
        }

        if (!byText.TryGetValue(text, out var resources))
        {
            byText.Add(text, resources = new(1));
        }

        if (resources.Count == 0 || !ReferenceEquals(resources[^1], resource))
        {
            resources.Add(resource);
        }
    }
}
