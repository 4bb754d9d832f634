using System.Collections.Immutable;

namespace Stoa.Language.Values;

/// <summary>What several values point at together.</summary>
public static class References
{
    /// <summary>How many references a value made from others keeps. The first ones matter most: they were written first.</summary>
    public const int Limit = 8;

    private const int MaxVisits = 4096;

    /// <summary>The references of the values and of everything in them, each once, the first <see cref="Limit"/> of them.</summary>
    public static ImmutableArray<Reference> Of(params ReadOnlySpan<Value> values)
    {
        List<Reference>? found = null;
        var first = ImmutableArray<Reference>.Empty;
        var visits = 0;
        foreach (var value in values)
        {
            Collect(value);
        }

        return found is null ? first : [.. found];

        void Collect(Value value)
        {
            if (visits++ > MaxVisits || found?.Count >= Limit)
            {
                return;
            }

            Add(value.References);
            if (!value.HasValue)
            {
                return;
            }

            if (value.Kind is TypeKind.List or TypeKind.Set or TypeKind.Tuple)
            {
                foreach (var item in value.Items)
                {
                    Collect(item);
                }
            }
            else if (value.Kind is TypeKind.Map or TypeKind.Object)
            {
                foreach (var item in value.Values)
                {
                    Collect(item);
                }
            }
        }

        void Add(ImmutableArray<Reference> more)
        {
            if (more.IsEmpty)
            {
                return;
            }

            if (found is null && first.IsEmpty && more.Length <= Limit)
            {
                first = more;
                return;
            }

            found ??= [.. first];
            foreach (var reference in more)
            {
                if (found.Count < Limit && !found.Contains(reference))
                {
                    found.Add(reference);
                }
            }
        }
    }

    /// <summary>Unknown, of a type, pointing at whatever the values point at; sensitive where one of them is.</summary>
    public static Value UnknownFrom(HclType type, bool notNull, params ReadOnlySpan<Value> values)
    {
        var unknown = Value.UnknownOf(type, notNull).WithReferences(Of(values));
        foreach (var value in values)
        {
            if (value.IsSensitive)
            {
                return unknown.WithSensitivity(true);
            }
        }

        return unknown;
    }
}
