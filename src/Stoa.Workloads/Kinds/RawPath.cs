using System.Collections.Immutable;
using Stoa.Language.Syntax;
using Stoa.Language.Values;

namespace Stoa.Workloads.Kinds;

/// <summary>
/// A plain path into a raw resource, <c>origin.domain_name</c>: most columns are no more than that, and are read without an
/// evaluator. Its steps follow the rules of the kinds' page: null goes on as null, a tuple of one is looked into, a longer one is
/// mapped, a reference to another resource leads into that one's raw attributes.
/// </summary>
/// <param name="Root">The first name: an attribute or a block of the resource, or a companion's type.</param>
/// <param name="Steps">The names and indexes after it.</param>
internal sealed record RawPath(string Root, ImmutableArray<RawStep> Steps)
{
    /// <summary>How deeply a step looks into tuples of tuples.</summary>
    private const int MaxDepth = 16;

    /// <summary>Reads a text that is a plain path; null where it is any other expression.</summary>
    public static RawPath? Parse(string text)
    {
        var parts = text.Split('.');
        for (var i = 0; i < parts.Length; i++)
        {
            if (!IsName(i == 0 && parts[i].StartsWith('@') ? parts[i].AsSpan(1) : parts[i]))
            {
                return null;
            }
        }

        return parts is ["true" or "false" or "null"]
            ? null
            : new RawPath(parts[0], [.. parts.Skip(1).Select(static p => new RawStep(p, -1))]);
    }

    /// <summary>The path that begins with a name and goes on with as many of the given steps as are fixed.</summary>
    /// <param name="root">The name.</param>
    /// <param name="steps">What follows it, outermost last.</param>
    public static RawPath Of(string root, IReadOnlyList<Expression> steps)
    {
        var fixedSteps = ImmutableArray.CreateBuilder<RawStep>();
        foreach (var step in steps)
        {
            switch (step)
            {
                case AttributeAccess attribute:
                    fixedSteps.Add(new RawStep(attribute.Name, -1));
                    continue;
                case IndexAccess { Key: TemplateExpression { Text: { } name } }:
                    fixedSteps.Add(new RawStep(name, -1));
                    continue;
                case IndexAccess { Key: LiteralExpression { Value: { HasValue: true, Kind: TypeKind.Number } number } }
                    when int.TryParse(number.AsNumber().ToString(), out var index) && index >= 0:
                    fixedSteps.Add(new RawStep("", index));
                    continue;
            }

            break;
        }

        return new RawPath(root, fixedSteps.ToImmutable());
    }

    /// <summary>Reads the path from a resource.</summary>
    public Value Read(ColumnFrame frame)
    {
        var value = frame.Root(Root);
        foreach (var step in Steps)
        {
            if (value.IsNull)
            {
                return Value.Null;
            }

            value = Step(value, step, frame, MaxDepth);
        }

        return value;
    }

    /// <summary>
    /// A step on a value that no path gave: followed where the value is, or holds, what identifies another resource. Null where it is
    /// an ordinary value, a list among them.
    /// </summary>
    public static Value? TryFollow(Value target, RawStep step, ColumnFrame frame)
    {
        if (target.IsNull)
        {
            return null;
        }

        if (target.Open is Resource itself)
        {
            return ColumnFrame.RawAttribute(itself, step.Name);
        }

        if (target.IsUnknown ? !target.References.IsEmpty : target.Open is null && target.Kind == TypeKind.String)
        {
            return frame.FindIdentified(target) is { } resource
                ? ColumnFrame.RawAttribute(resource, step.Name)
                : null;
        }

        return null;
    }

    private static Value Step(Value target, RawStep step, ColumnFrame frame, int depth)
    {
        if (target.IsNull)
        {
            return Value.Null;
        }

        if (target.IsUnknown || target.Open is not null || target.Kind is TypeKind.String)
        {
            return Follow(target, step, frame);
        }

        switch (target.Kind)
        {
            case TypeKind.Object or TypeKind.Map:
                return target.TryGet(step.Name, out var entry) ? entry : Value.Null;
            case TypeKind.Tuple or TypeKind.List or TypeKind.Set when step.Index >= 0:
                return step.Index < target.Count ? target.Items[step.Index] : Value.Null;
            case TypeKind.Tuple or TypeKind.List or TypeKind.Set when depth > 0:
                return Map(target, step, frame, depth - 1);
            default:
                return Value.Null;
        }
    }

    private static Value Map(Value target, RawStep step, ColumnFrame frame, int depth)
    {
        var items = target.Items;
        switch (items.Length)
        {
            case 0:
                return Value.Null;
            case 1:
                return Step(items[0], step, frame, depth);
            default:
                var results = new Value[items.Length];
                for (var i = 0; i < items.Length; i++)
                {
                    results[i] = Step(items[i], step, frame, depth);
                }

                return Value.Tuple(results).WithOrigin(target.Origin);
        }
    }

    /// <summary>A step on something that stands for another resource: its id, its name, its address.</summary>
    private static Value Follow(Value target, RawStep step, ColumnFrame frame)
    {
        if (step.Index < 0 && frame.Find(target, []) is { } resource)
        {
            return ColumnFrame.RawAttribute(resource, step.Name);
        }

        return target.HasValue && target.Kind == TypeKind.String
            ? Value.Unknown.WithOrigin(target.Origin)
            : Value.Unknown.WithOrigin(target.Origin).WithReferences(target.References);
    }

    private static bool IsName(ReadOnlySpan<char> text)
    {
        if (text.IsEmpty || !(char.IsLetter(text[0]) || text[0] == '_'))
        {
            return false;
        }

        foreach (var c in text)
        {
            if (!char.IsLetterOrDigit(c) && c is not ('_' or '-'))
            {
                return false;
            }
        }

        return true;
    }
}

/// <summary>A step of a path: a name, or an index where that is not negative.</summary>
internal readonly record struct RawStep(string Name, int Index);
