using System.Collections.Immutable;
using Stoa.Language.Diagnostics;
using Stoa.Language.Syntax;
using Stoa.Language.Text;
using Stoa.Language.Values;

namespace Stoa.Language.Evaluation;

/// <summary>
/// Reads type constraints: <c>string</c>, <c>list(any)</c>, <c>object({a = optional(string, "x")})</c>; and what Terraform 0.11 wrote
/// in quotes (<c>"string"</c>, <c>"list"</c>, <c>"map"</c>).
/// </summary>
public sealed class TypeExpressions
{
    private static readonly string[] Names = ["any", "bool", "list", "map", "number", "object", "set", "string", "tuple"];

    private readonly CompilationContext context;

    private TypeExpressions(CompilationContext context) => this.context = context;

    /// <summary>Reads a constraint. What is no type is complained of, and taken as <c>any</c>.</summary>
    public static TypeConstraint Read(Expression expression, CompilationContext context)
    {
        var (type, defaults) = new TypeExpressions(context).Type(expression);
        return new TypeConstraint(type, defaults);
    }

    private Part Type(Expression expression) => expression switch
    {
        VariableExpression name => Keyword(name.Name, name.Span),
        TemplateExpression { Text: { } text } quoted => Quoted(text, quoted),
        FunctionCall call => Constructed(call),
        ParenthesizedExpression parenthesized => Type(parenthesized.Inner),
        ErrorExpression => Any,
        _ => Invalid("A type is a keyword such as string, or a call such as list(string).", expression.Span),
    };

    private Part Keyword(string name, TextSpan span) => name switch
    {
        "any" => Any,
        "bool" => new Part(HclType.Bool),
        "number" => new Part(HclType.Number),
        "string" => new Part(HclType.String),

        // Short for list(any) and map(any), since Terraform 0.12.
        "list" => new Part(HclType.List(HclType.Dynamic)),
        "map" => new Part(HclType.Map(HclType.Dynamic)),
        "set" => Invalid("A set has elements of one type: write set(string), for example.", span),
        "object" => Invalid("An object has attributes: write object({ name = string }), for example.", span),
        "tuple" => Invalid("A tuple has elements: write tuple([string, number]), for example.", span),
        "optional" => Invalid("optional(…) belongs around the type of an attribute of an object.", span),
        _ => Invalid($"\"{name}\" is not the name of a type.{Spelling.DidYouMean(name, Names)}", span),
    };

    private Part Quoted(string text, TemplateExpression quoted)
    {
        if (text is "string" or "list" or "map")
        {
            return Keyword(text, quoted.Span);
        }

        // The JSON syntax has no other way to write a type than as text.
        var (inner, complaints) = HclParser.ParseExpression(context.Source, Inside(quoted.Span));
        return complaints.IsEmpty && inner is VariableExpression or FunctionCall
            ? Type(inner)
            : Invalid($"\"{text}\" in quotes is not a type. Write types without quotes.", quoted.Span);
    }

    // Between the quotes, where the text stands as it is written.
    private TextSpan Inside(TextSpan span) =>
        span.Length >= 2 && context.Source.Text[span.Start] == '"' ? new TextSpan(span.Start + 1, span.End - 1) : span;

    private Part Constructed(FunctionCall call)
    {
        switch (call.Name)
        {
            case "list" or "set" or "map" or "tuple" or "object":
                break;
            case "optional":
                return Invalid("optional(…) belongs around the type of an attribute of an object.", call.Span);
            case "any" or "bool" or "number" or "string":
                return Invalid($"The type {call.Name} takes no argument: write it without parentheses.", call.Span);
            default:
                return Invalid($"\"{call.Name}\" is not the name of a type.{Spelling.DidYouMean(call.Name, Names)}", call.NameSpan);
        }

        if (call.Arguments is not [var argument] || call.ExpandsFinal)
        {
            return Invalid(
                call.Name switch
                {
                    "tuple" => "tuple(…) takes one argument, the types of its elements: tuple([string, number]).",
                    "object" => "object(…) takes one argument, its attributes: object({ name = string }).",
                    _ => $"{call.Name}(…) takes one argument, the type of its elements: {call.Name}(string).",
                },
                call.Span);
        }

        return call.Name switch
        {
            "tuple" => Tuple(argument),
            "object" => Object(argument),
            "list" => Collection(HclType.List, argument),
            "set" => Collection(HclType.Set, argument),
            _ => Collection(HclType.Map, argument),
        };
    }

    private Part Collection(Func<HclType, HclType> collection, Expression argument)
    {
        var element = Type(argument);
        var type = collection(element.Type);
        return new Part(type, Defaults(type, NoValues, Child("", element)));
    }

    private Part Tuple(Expression argument)
    {
        if (argument is not TupleExpression tuple)
        {
            return Invalid("The elements of a tuple stand in brackets: tuple([string, number]).", argument.Span);
        }

        var elements = tuple.Items.Select(Type).ToImmutableArray();
        var type = HclType.Tuple([.. elements.Select(static e => e.Type)]);
        var children = NoChildren;
        for (var i = 0; i < elements.Length; i++)
        {
            children = children.AddRange(Child($"{i}", elements[i]));
        }

        return new Part(type, Defaults(type, NoValues, children));
    }

    private Part Object(Expression argument)
    {
        if (argument is not ObjectExpression written)
        {
            return Invalid("The attributes of an object stand in braces: object({ name = string }).", argument.Span);
        }

        var attributes = new Dictionary<string, HclType>();
        var optional = new List<string>();
        var (values, children) = (NoValues, NoChildren);
        foreach (var item in written.Items)
        {
            if (item.Key is not TemplateExpression { Text: { } name })
            {
                Invalid("The name of an attribute in a type is written as it is; it cannot be worked out.", item.Key.Span);
                continue;
            }

            if (attributes.ContainsKey(name))
            {
                Invalid($"The attribute \"{name}\" is declared twice.", item.Key.Span);
                continue;
            }

            var (part, isOptional, fallback) = Attribute(name, item.Value);
            attributes.Add(name, part.Type);
            children = children.AddRange(Child(name, part));
            if (isOptional)
            {
                optional.Add(name);
            }

            if (fallback is not null)
            {
                values = values.SetItem(name, fallback);
            }
        }

        var type = HclType.Object(attributes, optional);
        return new Part(type, Defaults(type, values, children));
    }

    private (Part Part, bool IsOptional, Value? Fallback) Attribute(string name, Expression written)
    {
        if (written is not FunctionCall { Name: "optional" } call)
        {
            return (Type(written), false, null);
        }

        if (call.Arguments.Length is 0 or > 2 || call.ExpandsFinal)
        {
            return (Invalid("optional(…) takes the type of the attribute and, if it has one, its default.", call.Span), true, null);
        }

        var part = Type(call.Arguments[0]);
        return (part, true, call.Arguments.Length == 2 ? Default(name, part, call.Arguments[1]) : null);
    }

    /// <summary>The default, of the attribute's type; null where there is none that fits.</summary>
    private Value? Default(string name, Part part, Expression written)
    {
        var errors = new DiagnosticBag();
        var value = Compiler.Compile(written, NoNames.Instance, context with { Diagnostics = errors })(new Frame { Diagnostics = errors });
        context.Diagnostics.AddRange(errors);
        if (errors.HasErrors)
        {
            return null;
        }

        // The attribute's own type says which of its parts may be missing; the whole gets their defaults when it is applied.
        if (Conversion.Convert(value, part.Type).TryGet(out var fallback, out var problem))
        {
            return fallback;
        }

        context.Diagnostics.Add(LanguageDiagnostics.InvalidTypeDefault(name, problem.ToString(), context.At(written.Span)));
        return null;
    }

    private Part Invalid(string problem, TextSpan span)
    {
        context.Diagnostics.Add(LanguageDiagnostics.InvalidType(problem, context.At(span)));
        return Any;
    }

    private static Part Any => new(HclType.Dynamic);

    private static ImmutableSortedDictionary<string, Value> NoValues =>
        ImmutableSortedDictionary.Create<string, Value>(StringComparer.Ordinal);

    private static ImmutableSortedDictionary<string, TypeDefaults> NoChildren =>
        ImmutableSortedDictionary.Create<string, TypeDefaults>(StringComparer.Ordinal);

    private static ImmutableSortedDictionary<string, TypeDefaults> Child(string name, Part part) =>
        part.Defaults is null ? NoChildren : NoChildren.Add(name, part.Defaults);

    private static TypeDefaults? Defaults(
        HclType type, ImmutableSortedDictionary<string, Value> values, ImmutableSortedDictionary<string, TypeDefaults> children) =>
        values.IsEmpty && children.IsEmpty ? null : new TypeDefaults(type, values, children);

    private readonly record struct Part(HclType Type, TypeDefaults? Defaults = null);
}
