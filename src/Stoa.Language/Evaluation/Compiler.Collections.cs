using Stoa.Language.Diagnostics;
using Stoa.Language.Syntax;
using Stoa.Language.Text;
using Stoa.Language.Values;

namespace Stoa.Language.Evaluation;

public sealed partial class Compiler
{
    private Code CompileTuple(TupleExpression tuple)
    {
        if (tuple.Items.IsEmpty)
        {
            return Constant(Value.EmptyTuple, tuple.Span);
        }

        var items = new Evaluation[tuple.Items.Length];
        var isConstant = true;
        for (var i = 0; i < items.Length; i++)
        {
            var code = Compile(tuple.Items[i]);
            isConstant &= code.IsConstant;
            items[i] = code.Run;
        }

        return Fold(
            frame =>
            {
                var values = new Value[items.Length];
                for (var i = 0; i < values.Length; i++)
                {
                    values[i] = items[i](frame);
                }

                return Value.Tuple(values);
            },
            isConstant,
            tuple.Span);
    }

    private Code CompileObject(ObjectExpression expression)
    {
        if (expression.Items.IsEmpty)
        {
            return Constant(Value.EmptyObject, expression.Span);
        }

        var count = expression.Items.Length;
        var keys = new Code[count];
        var values = new Evaluation[count];
        var isConstant = true;
        for (var i = 0; i < count; i++)
        {
            // Not the parser's complaint: the providers of a module are written so, and nobody evaluates them.
            if (expression.Items[i].Key is AttributeAccess or IndexAccess)
            {
                context.Diagnostics.Add(LanguageDiagnostics.AmbiguousKey(context.At(expression.Items[i].Key.Span)));
            }

            keys[i] = Compile(expression.Items[i].Key);
            var value = Compile(expression.Items[i].Value);
            values[i] = value.Run;
            isConstant &= keys[i].IsConstant && value.IsConstant;
        }

        if (FixedKeys(keys) is { } names)
        {
            return Fold(ObjectOf(names, values), isConstant, expression.Span);
        }

        var places = new Location[count];
        for (var i = 0; i < count; i++)
        {
            places[i] = context.At(expression.Items[i].Key.Span);
        }

        var writer = new ObjectWriter([.. keys.Select(static k => k.Run)], values, places);
        return Fold(writer.Run, isConstant, expression.Span);
    }

    /// <summary>The keys, where all of them are fixed and distinct.</summary>
    private static string[]? FixedKeys(Code[] keys)
    {
        var names = new string[keys.Length];
        for (var i = 0; i < keys.Length; i++)
        {
            if (keys[i].Value is not { HasValue: true, Kind: TypeKind.String, IsSensitive: false } key)
            {
                return null;
            }

            names[i] = key.AsString();
        }

        return new HashSet<string>(names).Count == names.Length ? names : null;
    }

    // All objects of one expression share one array of keys; only the values are worked out anew.
    private static Evaluation ObjectOf(string[] names, Evaluation[] values)
    {
        Array.Sort(names, values, CodePointOrder.Instance);
        return frame =>
        {
            var results = new Value[values.Length];
            for (var i = 0; i < results.Length; i++)
            {
                results[i] = values[i](frame);
            }

            return Value.Object(new Entries(names, results));
        };
    }

    private Code CompileFor(ForExpression expression) => new(CompileLoop(expression).Run);

    private Loop CompileLoop(ForExpression expression) =>
        CompileLoop(expression.KeyName, expression.ValueName, expression.Collection, expression.Span, () => new Loop.Body
        {
            Condition = expression.Condition is { } condition ? Compile(condition).Run : null,
            ConditionPlace = context.At((expression.Condition ?? expression).Span),
            Key = expression.Key is { } key ? Compile(key).Run : null,
            KeyPlace = context.At((expression.Key ?? expression).Span),
            Value = Compile(expression.Value).Run,
            Groups = expression.Groups,
        });

    private Loop CompileLoop(string? keyName, string valueName, Expression collection, TextSpan span, Func<Loop.Body> compileBody)
    {
        var elements = Compile(collection).Run;
        var before = size;
        return WithLocal(keyName, keySlot => WithLocal(valueName, valueSlot =>
        {
            var body = compileBody();
            return new Loop(elements, body, keySlot, valueSlot, size - before, lenient, context.At(collection.Span), context.At(span));
        }));
    }

    /// <summary>An object of which some key is worked out.</summary>
    private sealed class ObjectWriter(Evaluation[] keys, Evaluation[] values, Location[] places)
    {
        public Value Run(Frame frame)
        {
            var entries = new EntriesBuilder(keys.Length);
            var isKnown = true;
            var isSensitive = false;
            var seen = new List<Value>(keys.Length * 2);
            for (var i = 0; i < keys.Length; i++)
            {
                var key = keys[i](frame);
                var value = values[i](frame);
                seen.Add(key);
                seen.Add(value);
                isSensitive |= key.IsSensitive;
                if (Keys.Read(key, places[i], frame.Diagnostics) is { } name)
                {
                    entries[name] = value;
                }
                else
                {
                    isKnown = false;
                }
            }

            var result = isKnown ? Value.Object(entries.ToEntries()) : Derived.Unknown(HclType.Dynamic, [.. seen]);
            return isSensitive ? result.WithSensitivity(true) : result;
        }
    }
}
