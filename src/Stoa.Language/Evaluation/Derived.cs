using System.Collections.Immutable;
using Stoa.Language.Values;

namespace Stoa.Language.Evaluation;

/// <summary>What a value made from others takes over from them.</summary>
internal static class Derived
{
    /// <summary>Unknown, of a type, because of the values given: it points where they point, and is sensitive where one of them is.</summary>
    public static Value Unknown(HclType type, params ReadOnlySpan<Value> sources) => Unknown(type, notNull: false, sources);

    /// <inheritdoc cref="Unknown(HclType, ReadOnlySpan{Value})"/>
    public static Value Unknown(HclType type, bool notNull, params ReadOnlySpan<Value> sources) =>
        From(Value.UnknownOf(type, notNull), sources);

    /// <summary>The value, pointing at what the sources point at, and sensitive where one of them is.</summary>
    public static Value From(Value value, params ReadOnlySpan<Value> sources)
    {
        value = value.WithReferences(Of(sources));
        foreach (var source in sources)
        {
            if (source.IsSensitive)
            {
                return value.WithSensitivity(true);
            }
        }

        return value;
    }

    // The content of an encoded text is that of the text itself, not of what is made from it.
    private static ImmutableArray<Reference> Of(ReadOnlySpan<Value> sources)
    {
        var references = References.Of(sources);
        return references.Any(static r => r.Target is EncodedContent)
            ? references.RemoveAll(static r => r.Target is EncodedContent)
            : references;
    }
}
