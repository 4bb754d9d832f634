using Stoa.Analysis.Facts;
using Stoa.Language.Documents;
using Stoa.Language.Values;
using Stoa.Workloads;

namespace Stoa.Analysis.Monitoring;

/// <summary>
/// What properties a resource must have, as a table of facts writes it: a mapping of property paths to accepted texts. A path may follow
/// one reference (<c>cluster.container_insights</c>), or ask for what is worked out (<c>derived.agent</c>).
/// </summary>
public sealed class Condition
{
    /// <summary>Holds for everything.</summary>
    public static readonly Condition None = new([]);

    private readonly IReadOnlyList<(string Owner, string? Property, IReadOnlyList<string> Accepted)> terms;

    private Condition(IReadOnlyList<(string, string?, IReadOnlyList<string>)> terms) => this.terms = terms;

    /// <summary>Whether it asks for anything.</summary>
    public bool IsNone => terms.Count == 0;

    /// <summary>The paths of the properties that it asks for.</summary>
    public IEnumerable<string> Paths => terms.Select(static t => t.Property is null ? t.Owner : $"{t.Owner}.{t.Property}");

    /// <summary>Reads a condition from a field of a row.</summary>
    internal static Condition Read(FactRow row, string field)
    {
        if (row.Node(field) is not MappingNode mapping)
        {
            return None;
        }

        var read = new List<(string, string?, IReadOnlyList<string>)>();
        foreach (var (key, value) in mapping.Entries)
        {
            var dot = key.Text.IndexOf('.', StringComparison.Ordinal);
            IReadOnlyList<string> accepted = value is SequenceNode many ? [.. many.Items.OfType<ScalarNode>().Select(static s => s.Text)] : [((ScalarNode)value).Text];
            read.Add(dot < 0 ? (key.Text, null, accepted) : (key.Text[..dot], key.Text[(dot + 1)..], accepted));
        }

        return new Condition(read);
    }

    /// <summary>Whether it holds; null where the code does not tell.</summary>
    internal bool? Holds(Resource resource, DerivedProperties derived)
    {
        bool? all = true;
        foreach (var (owner, property, accepted) in terms)
        {
            var value = property is null ? resource.Get(owner)
                : owner == "derived" ? derived.Get(resource, property)
                : resource.Get(owner) is { Open: Resource target } ? target.Get(property)
                : resource.Get(owner) is { IsNull: true } ? Value.Null : Value.Unknown;
            switch (Fits(value, accepted))
            {
                case false:
                    return false;
                case null:
                    all = null;
                    break;
            }
        }

        return all;
    }

    private static bool? Fits(Value value, IReadOnlyList<string> accepted)
    {
        if (value.IsUnknown)
        {
            return null;
        }

        if (accepted is ["*"])
        {
            return value.HasValue && (value.Open is not null || value.Kind switch
            {
                TypeKind.String => value.AsString().Length > 0,
                TypeKind.Tuple or TypeKind.List or TypeKind.Set or TypeKind.Object or TypeKind.Map => value.Count > 0,
                _ => true,
            });
        }

        var text = value switch
        {
            { HasValue: false } => "false",
            { Kind: TypeKind.Bool } => value.AsBool() ? "true" : "false",
            { Kind: TypeKind.String } => value.AsString(),
            _ => null,
        };
        return text is not null && accepted.Contains(text, StringComparer.OrdinalIgnoreCase);
    }
}
