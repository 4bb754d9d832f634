using System.Text;
using Stoa.Language.Evaluation;
using Stoa.Language.Syntax;
using Stoa.Language.Values;
using Stoa.Workloads;

namespace Stoa.Assessment.Checks;

/// <summary>
/// A message's template. Unlike a template of the language it has a word for everything: null is "not set", unknown is "not known
/// before deployment", a default says that it is one, a resource is its address.
/// </summary>
internal sealed class MessageTemplate
{
    /// <summary>Elements of a list that are written out; the rest is counted.</summary>
    private const int ListedElements = 5;

    private readonly (string? Text, Evaluation? Value)[] parts;

    private MessageTemplate((string? Text, Evaluation? Value)[] parts) => this.parts = parts;

    /// <summary>Compiles a template.</summary>
    public static MessageTemplate Compile(TemplateExpression template, Binder binder, CompilationContext context)
    {
        if (template.Parts.Any(static p => p is not (TemplateText or TemplateInterpolation)))
        {
            // With directives in it the template is evaluated as a whole, by the language's own words.
            return new([(null, Compiler.Compile(template, binder, context with { Dialect = Dialect.Message }))]);
        }

        return new([.. template.Parts.Select(part => part is TemplateInterpolation interpolation
            ? ((string?)null, Compiler.Compile(interpolation.Expression, binder, context with { Dialect = Dialect.Lenient }))
            : (((TemplateText)part).Text, (Evaluation?)null))]);
    }

    /// <summary>The message for the frame's resource.</summary>
    public string Render(CheckFrame frame)
    {
        if (parts is [{ Text: { } all }])
        {
            return all;
        }

        var text = new StringBuilder();
        foreach (var part in parts)
        {
            if (part.Value is null)
            {
                text.Append(part.Text);
            }
            else
            {
                Say(text, part.Value(frame));
            }
        }

        return text.ToString();
    }

    private static void Say(StringBuilder text, Value value, bool nested = false)
    {
        switch (value)
        {
            case { IsSensitive: true }:
                text.Append("(sensitive)");
                return;
            case { IsNull: true }:
                text.Append("not set");
                return;
            case { IsUnknown: true } when HasKnownText(value):
                SayKnownParts(text, value.Parts);
                return;
            case { IsUnknown: true }:
                text.Append(nested ? "(not known before deployment)" : "not known before deployment");
                return;
            case { Open: Resource resource }:
                text.Append(resource.Address);
                return;
        }

        switch (value.Kind)
        {
            case TypeKind.Bool:
                text.Append(value.AsBool() ? "true" : "false");
                break;
            case TypeKind.Number:
                text.Append(value.AsNumber());
                break;
            case TypeKind.String:
                text.Append(value.AsString());
                break;
            case TypeKind.List or TypeKind.Set or TypeKind.Tuple when !nested:
                SayList(text, value.ItemList);
                break;
            default:
                text.Append(value.Open is null ? $"{value.Count} entries" : "a resource");
                break;
        }

        if (value.Origin is { IsDefault: true } && !nested)
        {
            text.Append(" (the default)");
        }
    }

    private static bool HasKnownText(Value value)
    {
        foreach (var part in value.Parts)
        {
            if (!part.IsUnknown && part.AsString().Length > 0)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>"orders-…" says more of <c>"orders-${var.stage}"</c> than that it is not known.</summary>
    private static void SayKnownParts(StringBuilder text, ReadOnlySpan<Value> parts)
    {
        var elided = false;
        foreach (var part in parts)
        {
            if (!part.IsUnknown)
            {
                text.Append(part.AsString());
            }
            else if (!elided)
            {
                text.Append('…');
            }

            elided = part.IsUnknown;
        }
    }

    private static void SayList(StringBuilder text, IReadOnlyList<Value> items)
    {
        if (items.Count == 0)
        {
            text.Append("none");
        }

        for (var i = 0; i < items.Count && i < ListedElements; i++)
        {
            text.Append(i == 0 ? "" : ", ");
            Say(text, items[i], nested: true);
        }

        if (items.Count > ListedElements)
        {
            text.Append($" and {items.Count - ListedElements} more");
        }
    }
}
