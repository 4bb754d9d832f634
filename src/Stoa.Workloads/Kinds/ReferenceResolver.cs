using Stoa.Language.Values;

namespace Stoa.Workloads.Kinds;

/// <summary>
/// Finds the resource that a value stands for: by the value's own references, or by a literal text that is another resource's id, arn
/// or name. Safe to share between threads.
/// </summary>
internal sealed class ReferenceResolver(Func<LiteralIndex> literals)
{
    private readonly Lazy<LiteralIndex> literals = new(literals);

    /// <summary>A resolver that follows references only.</summary>
    public static ReferenceResolver WithoutLiterals { get; } = new(static () => LiteralIndex.Empty);

    /// <summary>Finds the one resource that a value stands for.</summary>
    /// <param name="value">An id, an arn, a name, known or not; or a resource itself.</param>
    /// <param name="kinds">The kinds that it may be of; empty for any, with or without a kind.</param>
    /// <param name="asker">The resource that holds the value: names are looked for in its own unit first.</param>
    /// <returns>The resource; null where there is none, or where it is one of several and nobody knows which.</returns>
    public Resource? Find(Value value, IReadOnlyList<string> kinds, Resource asker)
    {
        if (value.Open is Resource itself)
        {
            return Fits(itself, kinds) ? itself : null;
        }

        if (!value.References.IsEmpty)
        {
            var (resource, several) = ByReference(value, kinds);
            if (resource is not null || several)
            {
                return resource;
            }
        }

        return value.HasValue && value.Kind == TypeKind.String ? literals.Value.Find(value.AsString(), kinds, asker)
            : EndOfArn(value) is { } arn ? literals.Value.Find(arn, kinds, asker)
            : null;
    }

    /// <summary>
    /// Whether a value stands for none of the workload's resources for certain: it is a text, known or an arn of which the end is, and
    /// no resource is called so.
    /// </summary>
    public bool IsStranger(Value value, IReadOnlyList<string> kinds)
    {
        foreach (var reference in value.References)
        {
            if (reference.Target is Resource resource && Fits(resource, kinds))
            {
                return false;
            }
        }

        var text = value.HasValue && value.Kind == TypeKind.String ? value.AsString() : EndOfArn(value);
        return text is not null && !literals.Value.Names(text, kinds);
    }

    // The account and region of an arn are seldom known, and the name that it ends in tells enough.
    private static string? EndOfArn(Value value)
    {
        if (!value.IsUnknown || value.Parts is not [{ HasValue: true } first, .., { HasValue: true } last]
            || !first.AsString().StartsWith("arn:", StringComparison.Ordinal))
        {
            return null;
        }

        var end = last.AsString();
        return end.AsSpan().IndexOfAny(':', '/') >= 0 ? "arn:" + end : null;
    }

    /// <summary>
    /// Finds the one resource that a text identifies: as <see cref="Find"/>, but what is not known to be a text may be a block that was
    /// made from something of a resource, and what was made from anything but its identity stands for nothing.
    /// </summary>
    public Resource? FindIdentified(Value value, Resource asker)
    {
        if (value.Kind != TypeKind.String)
        {
            return null;
        }

        if (value.References.IsEmpty)
        {
            return value.HasValue ? literals.Value.Find(value.AsString(), [], asker) : null;
        }

        Resource? found = null;
        foreach (var reference in value.References)
        {
            if (reference.Target is Resource resource && IsIdentity(reference.Attribute, resource))
            {
                if (found is not null && !ReferenceEquals(found, resource))
                {
                    return null;
                }

                found = resource;
            }
        }

        return found;
    }

    private static (Resource? Resource, bool Several) ByReference(Value value, IReadOnlyList<string> kinds)
    {
        Resource? identified = null;
        Resource? mentioned = null;
        bool severalIdentified = false, severalMentioned = false;
        foreach (var reference in value.References)
        {
            if (reference.Target is not Resource resource || !Fits(resource, kinds))
            {
                continue;
            }

            if (IsIdentity(reference.Attribute, resource))
            {
                severalIdentified |= identified is not null && !ReferenceEquals(identified, resource);
                identified ??= resource;
            }
            else
            {
                severalMentioned |= mentioned is not null && !ReferenceEquals(mentioned, resource);
                mentioned ??= resource;
            }
        }

        // aws_instance.a.subnet_id points at the instance and, by its id, at the subnet: who is identified is meant.
        return identified is not null
            ? (severalIdentified ? null : identified, severalIdentified)
            : (severalMentioned ? null : mentioned, severalMentioned);
    }

    private static bool IsIdentity(string attribute, Resource resource)
    {
        if (attribute is "" or "id" or "arn" or "name" or "Id" or "Arn" or "Ref")
        {
            return true;
        }

        if (resource.Definition is { } definition)
        {
            foreach (var name in definition.Names)
            {
                if (name == attribute)
                {
                    return true;
                }
            }
        }

        return false;
    }

    /// <summary>Whether a resource is of one of the kinds; of none named, it fits.</summary>
    public static bool Fits(Resource resource, IReadOnlyList<string> kinds)
    {
        if (kinds.Count == 0)
        {
            return true;
        }

        if (resource.Kind is { } kind)
        {
            for (var i = 0; i < kinds.Count; i++)
            {
                if (kinds[i] == kind.Id)
                {
                    return true;
                }
            }
        }

        return false;
    }
}
