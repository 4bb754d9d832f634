using System.Collections.Immutable;

namespace Stoa.Language.Values;

/// <summary>
/// What a text of JSON or of base64 was made from, where part of that is unknown: <c>jsonencode</c> of a policy that names a bucket's ARN. It is
/// unknown as a whole, as in Terraform, but it carries a <see cref="Reference"/> to this, so that whoever asks for the structure (the
/// statements of a policy) still finds it, behind any number of variables and outputs.
/// </summary>
/// <param name="content">The value that was encoded.</param>
public sealed class EncodedContent(Value content)
{
    /// <summary>The value that was encoded.</summary>
    public Value Content { get; } = content;

    /// <summary>
    /// The unknown text of JSON that encodes a partly unknown value. It points at the content, and at everything that the content points at.
    /// </summary>
    public static Value Encode(Value content)
    {
        var references = ImmutableArray.CreateBuilder<Reference>();
        references.Add(new Reference(new EncodedContent(content), ""));
        Collect(content, references, 0);
        return Value.UnknownOf(HclType.String, notNull: true)
            .WithReferences(references.ToImmutable())
            .WithSensitivity(content.IsSensitive);
    }

    /// <summary>The content of an unknown text that was made by <see cref="Encode"/>; null for any other, and where it may be one of several.</summary>
    public static Value? Find(Value text)
    {
        Value? found = null;
        foreach (var reference in text.References)
        {
            if (reference.Target is EncodedContent encoded)
            {
                if (found is not null)
                {
                    return null;
                }

                found = encoded.Content;
            }
        }

        return text.IsUnknown ? found : null;
    }

    private static void Collect(Value value, ImmutableArray<Reference>.Builder references, int depth)
    {
        foreach (var reference in value.References)
        {
            // Content that is itself encoded text within this one is reached through this one, not beside it.
            if (reference.Target is not EncodedContent && !references.Contains(reference))
            {
                references.Add(reference);
            }
        }

        // Values are built by expressions, whose depth is bounded; the limit only guards the stack.
        if (!value.HasValue || value.Open is not null || depth > 200)
        {
            return;
        }

        if (value.Kind is TypeKind.List or TypeKind.Set or TypeKind.Tuple)
        {
            foreach (var item in value.Items)
            {
                Collect(item, references, depth + 1);
            }
        }
        else if (value.Kind is TypeKind.Map or TypeKind.Object)
        {
            foreach (var item in value.Values)
            {
                Collect(item, references, depth + 1);
            }
        }
    }
}
