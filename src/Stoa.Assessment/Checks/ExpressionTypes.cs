using System.Collections.Immutable;
using Stoa.Language.Diagnostics;
using Stoa.Language.Syntax;
using Stoa.Language.Text;
using Stoa.Language.Values;
using Stoa.Workloads.Kinds;
using static Stoa.Workloads.Kinds.PropertyType;

namespace Stoa.Assessment.Checks;

/// <summary>
/// Works out the type of a check's expression before it ever runs, and reports what could never come out right: a property that a kind
/// does not have, a text compared with a number, a condition that is none. What it cannot know is <c>any</c>, and <c>any</c> fits
/// everywhere.
/// </summary>
internal sealed class ExpressionTypes(PropertyType? self, KindCatalog kinds, SourceText source, DiagnosticBag diagnostics)
{
    /// <summary>How deep an expression may nest; the parser refuses deeper ones.</summary>
    private const int MaxDepth = HclParser.MaxDepth;

    private static readonly PropertyType AnyList = new ListOf(Any);

    /// <summary>What every resource can be asked besides its kind's properties.</summary>
    private static readonly ImmutableArray<string> ResourceNames = ["address", "name", "type", "region", "tags"];

    private readonly Stack<(string Name, PropertyType Type)> variables = new();
    private readonly Stack<PropertyType> splatItems = new();
    private int depth;

    /// <summary>Checks an expression that must be a condition.</summary>
    public void Condition(string name, Expression expression) => Expect(Of(expression), Bool, $"\"{name}\"", expression.Span);

    /// <summary>Checks a template.</summary>
    public void Template(TemplateExpression template) => Parts(template.Parts);

    /// <summary>The type of an expression.</summary>
    public PropertyType Of(Expression expression)
    {
        if (++depth > MaxDepth)
        {
            depth--;
            return Any;
        }

        var type = expression switch
        {
            LiteralExpression literal => OfLiteral(literal),
            TemplateExpression template => OfTemplate(template),
            VariableExpression variable => OfVariable(variable),
            AttributeAccess access => OfAttribute(access),
            IndexAccess access => OfIndex(access),
            SplatExpression splat => OfSplat(splat),
            SplatItem => splatItems.Count > 0 ? splatItems.Peek() : Any,
            FunctionCall call => OfCall(call),
            ConditionalExpression conditional => OfConditional(conditional),
            BinaryExpression binary => OfBinary(binary),
            UnaryExpression unary => OfUnary(unary),
            ParenthesizedExpression parenthesized => Of(parenthesized.Inner),
            TupleExpression tuple => new ListOf(Common(tuple.Items.Select(Of))),
            ObjectExpression obj => OfObject(obj),
            ForExpression loop => OfFor(loop),
            _ => Any,
        };
        depth--;
        return type;
    }

    private static PropertyType OfLiteral(LiteralExpression literal) => literal.Value.IsNull ? Any : new Plain(literal.Value.Type);

    private PropertyType OfTemplate(TemplateExpression template)
    {
        if (template is { IsWrapper: true, IsHeredoc: false } && template.Parts[0] is TemplateInterpolation only)
        {
            return Of(only.Expression);
        }

        Parts(template.Parts);
        return PropertyType.String;
    }

    private void Parts(ImmutableArray<TemplatePart> parts)
    {
        foreach (var part in parts)
        {
            switch (part)
            {
                case TemplateInterpolation interpolation:
                    Of(interpolation.Expression);
                    break;
                case TemplateIf branch:
                    Expect(Of(branch.Condition), Bool, "This condition", branch.Condition.Span);
                    Parts(branch.Then);
                    Parts(branch.Else);
                    break;
                case TemplateFor loop:
                    With(loop.KeyName, loop.ValueName, Of(loop.Collection), () => Parts(loop.Body));
                    break;
            }
        }
    }

    private PropertyType OfVariable(VariableExpression variable)
    {
        foreach (var (name, type) in variables)
        {
            if (name == variable.Name)
            {
                return type;
            }
        }

        if (variable.Name == "self" && self is not null)
        {
            return self;
        }

        var known = variables.Select(static v => v.Name);
        var isProperty = self is ResourceReference { Kinds: [var id] } && kinds.Find(id) is { } kind
            && kind.TryGetProperty(variable.Name, out _);
        diagnostics.Add(AssessmentDiagnostics.UnknownName(
            variable.Name, self is null ? known : known.Append("self"), isProperty ? $"self.{variable.Name}" : null, At(variable.Span)));
        return Any;
    }

    private PropertyType OfAttribute(AttributeAccess access) => Step(Of(access.Target), access.Name, access.NameSpan);

    private PropertyType Step(PropertyType target, string name, TextSpan span)
    {
        switch (target)
        {
            case ResourceReference reference:
                return OfProperty(reference, name, span);
            case Structure structure:
                if (structure.Members.TryGetValue(name, out var member))
                {
                    return member;
                }

                diagnostics.Add(AssessmentDiagnostics.UnknownProperty(name, "This object", structure.Members.Keys, At(span)));
                return Any;
            case MapOf map:
                return map.Element;
            case ListOf:
                diagnostics.Add(AssessmentDiagnostics.NeedsSplat(name, At(span)));
                return Any;
            case Plain { Type.Kind: TypeKind.Bool or TypeKind.Number or TypeKind.String }:
                diagnostics.Add(AssessmentDiagnostics.UnknownProperty(name, $"A {target}", [], At(span)));
                return Any;
            default:
                return Any;
        }
    }

    private PropertyType OfProperty(ResourceReference reference, string name, TextSpan span)
    {
        if (reference.Kinds.Count == 0)
        {
            // Any resource: which properties it has depends on its kind.
            return Any;
        }

        PropertyType? found = null;
        var names = new List<string>();
        foreach (var id in reference.Kinds)
        {
            if (kinds.Find(id) is not { } kind)
            {
                return Any;
            }

            if (kind.TryGetProperty(name, out var property))
            {
                found = found is null ? property.Type : Common([found, property.Type]);
            }

            names.AddRange(kind.Properties.Select(static p => p.Name));
        }

        if (found is not null)
        {
            return found;
        }

        if (ResourceNames.Contains(name))
        {
            return name == "tags" ? new MapOf(PropertyType.String) : PropertyType.String;
        }

        diagnostics.Add(AssessmentDiagnostics.UnknownProperty(name, string.Join(" or ", reference.Kinds), names, At(span)));
        return Any;
    }

    private PropertyType OfIndex(IndexAccess access)
    {
        var target = Of(access.Target);
        var key = Of(access.Key);
        switch (target)
        {
            case ListOf list:
                Expect(key, PropertyType.Number, "The index of a list", access.Key.Span);
                return list.Element;
            case MapOf map:
                Expect(key, PropertyType.String, "The key of a map", access.Key.Span);
                return map.Element;
            case Structure or ResourceReference when access.Key is TemplateExpression { Text: { } name }:
                return Step(target, name, access.Key.Span);
            case Plain { Type.Kind: TypeKind.Bool or TypeKind.Number or TypeKind.String }:
                diagnostics.Add(AssessmentDiagnostics.WrongType("What is indexed", "a list or map", Say(target), At(access.Target.Span)));
                return Any;
            default:
                return Any;
        }
    }

    private PropertyType OfSplat(SplatExpression splat)
    {
        var target = Of(splat.Target);
        splatItems.Push(target switch
        {
            ListOf list => list.Element,
            MapOf or Structure or ResourceReference => target,
            _ => Any,
        });
        var each = Of(splat.Each);
        splatItems.Pop();
        return new ListOf(each);
    }

    private PropertyType OfConditional(ConditionalExpression conditional)
    {
        Expect(Of(conditional.Condition), Bool, "What stands before '?'", conditional.Condition.Span);
        return Common([Of(conditional.Then), Of(conditional.Else)]);
    }

    private PropertyType OfUnary(UnaryExpression unary)
    {
        var wanted = unary.Operator == UnaryOperator.Not ? Bool : PropertyType.Number;
        Expect(Of(unary.Operand), wanted, $"What '{(wanted == Bool ? "!" : "-")}' stands before", unary.Operand.Span);
        return wanted;
    }

    private PropertyType OfBinary(BinaryExpression binary)
    {
        var left = Of(binary.Left);
        var right = Of(binary.Right);
        switch (binary.Operator)
        {
            case BinaryOperator.And or BinaryOperator.Or:
                Expect(left, Bool, "What stands left of the operator", binary.Left.Span);
                Expect(right, Bool, "What stands right of the operator", binary.Right.Span);
                return Bool;
            case BinaryOperator.Equal or BinaryOperator.NotEqual:
                if (!Fits(left, right) && !Fits(right, left))
                {
                    diagnostics.Add(AssessmentDiagnostics.NeverEqual(Say(left), Say(right), At(binary.Span)));
                }

                return Bool;
            case BinaryOperator.Greater or BinaryOperator.GreaterOrEqual or BinaryOperator.Less or BinaryOperator.LessOrEqual:
                Expect(left, PropertyType.Number, "What stands left of the operator", binary.Left.Span);
                Expect(right, PropertyType.Number, "What stands right of the operator", binary.Right.Span);
                return Bool;
            default:
                Expect(left, PropertyType.Number, "What stands left of the operator", binary.Left.Span);
                Expect(right, PropertyType.Number, "What stands right of the operator", binary.Right.Span);
                return PropertyType.Number;
        }
    }

    private PropertyType OfObject(ObjectExpression obj)
    {
        var members = new Dictionary<string, PropertyType>();
        var closed = true;
        foreach (var item in obj.Items)
        {
            var value = Of(item.Value);
            if (item.Key is TemplateExpression { Text: { } name })
            {
                members[name] = value;
            }
            else
            {
                Of(item.Key);
                closed = false;
            }
        }

        return closed ? new Structure(members) : new MapOf(Common(members.Values));
    }

    private PropertyType OfFor(ForExpression loop)
    {
        PropertyType result = Any;
        With(loop.KeyName, loop.ValueName, Of(loop.Collection), () =>
        {
            if (loop.Condition is not null)
            {
                Expect(Of(loop.Condition), Bool, "What stands behind 'if'", loop.Condition.Span);
            }

            var value = Of(loop.Value);
            if (loop.Key is null)
            {
                result = new ListOf(value);
                return;
            }

            Expect(Of(loop.Key), PropertyType.String, "The key", loop.Key.Span);
            result = new MapOf(loop.Groups ? new ListOf(value) : value);
        });
        return result;
    }

    private void With(string? keyName, string valueName, PropertyType collection, Action body)
    {
        var (key, value) = collection switch
        {
            ListOf list => (PropertyType.Number, list.Element),
            MapOf map => (PropertyType.String, map.Element),
            Structure structure => (PropertyType.String, Common(structure.Members.Values)),
            _ => (Any, Any),
        };
        if (keyName is not null)
        {
            variables.Push((keyName, key));
        }

        variables.Push((valueName, value));
        body();
        variables.Pop();
        if (keyName is not null)
        {
            variables.Pop();
        }
    }

    private PropertyType OfCall(FunctionCall call)
    {
        var arguments = call.Arguments.Select(Of).ToArray();
        if (CheckFunctions.KindArgument(call.Name) is { } position)
        {
            return OfKindFunction(call, position);
        }

        if (!FunctionTypes.TryGet(call.Name, out var signature))
        {
            // One that the table does not know, or that does not exist; the compiler says so.
            return Any;
        }

        for (var i = 0; i < arguments.Length && !call.ExpandsFinal; i++)
        {
            if (signature.Parameter(i) is { } wanted)
            {
                Expect(arguments[i], wanted, $"Argument {i + 1} of {call.Name}()", call.Arguments[i].Span);
            }
        }

        return call.ExpandsFinal ? signature.Result([]) : signature.Result(arguments);
    }

    private PropertyType OfKindFunction(FunctionCall call, int position)
    {
        var result = CheckFunctions.ResultOf(call.Name, null);
        if (call.Arguments.Length <= position)
        {
            return result;
        }

        if (call.Arguments[position] is not TemplateExpression { Text: { } id })
        {
            diagnostics.Add(AssessmentDiagnostics.NeedsLiteralKind(call.Name, At(call.Arguments[position].Span)));
            return result;
        }

        if (kinds.Find(id) is null)
        {
            diagnostics.Add(AssessmentDiagnostics.UnknownKind(id, kinds.Ids, At(call.Arguments[position].Span)));
            return result;
        }

        return CheckFunctions.ResultOf(call.Name, id);
    }

    private void Expect(PropertyType actual, PropertyType wanted, string what, TextSpan span)
    {
        if (!Fits(actual, wanted))
        {
            diagnostics.Add(AssessmentDiagnostics.WrongType(what, Say(wanted), Say(actual), At(span)));
        }
    }

    /// <summary>Whether a value of one type can ever be what is wanted.</summary>
    private static bool Fits(PropertyType actual, PropertyType wanted) => (actual, wanted) switch
    {
        (Plain { Type.Kind: TypeKind.Dynamic }, _) or (_, Plain { Type.Kind: TypeKind.Dynamic }) => true,
        (Plain a, Plain b) => a.Type.Kind == b.Type.Kind,
        (ListOf a, ListOf b) => Fits(a.Element, b.Element),
        (MapOf a, MapOf b) => Fits(a.Element, b.Element),
        (Structure, MapOf) or (MapOf, Structure) or (Structure, Structure) => true,
        (ResourceReference a, ResourceReference b) =>
            a.Kinds.Count == 0 || b.Kinds.Count == 0 || a.Kinds.Any(b.Kinds.Contains),
        _ => false,
    };

    /// <summary>The type that all have; any where they differ.</summary>
    private static PropertyType Common(IEnumerable<PropertyType> types)
    {
        PropertyType? common = null;
        foreach (var type in types)
        {
            if (common is null)
            {
                common = type;
            }
            else if (common.ToString() != type.ToString())
            {
                return Any;
            }
        }

        return common ?? Any;
    }

    private static string Say(PropertyType type) => type switch
    {
        Plain { Type.Kind: TypeKind.Bool } => "a truth value",
        Plain { Type.Kind: TypeKind.Number } => "a number",
        Plain { Type.Kind: TypeKind.String } => "a text",
        ListOf => "a list",
        MapOf => "a map",
        Structure => "an object",
        ResourceReference => "a resource",
        _ => type.ToString(),
    };

    private Location At(TextSpan span) => new(source, span);
}
