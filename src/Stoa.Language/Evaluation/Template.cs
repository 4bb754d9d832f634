using System.Text;
using Stoa.Language.Diagnostics;
using Stoa.Language.Functions;
using Stoa.Language.Text;
using Stoa.Language.Values;

namespace Stoa.Language.Evaluation;

/// <summary>A template: text put together of parts.</summary>
internal sealed class Template(Template.Part[] parts, Dialect dialect, Location where)
{
    /// <summary>A part: a fixed text, or an evaluation of what is to be written.</summary>
    internal readonly record struct Part(string? Text, Evaluation Run, Location Where);

    public Value Run(Frame frame)
    {
        var pieces = new string[parts.Length];
        Value[]? values = null;
        var (length, isUnknown, isSensitive, hasReferences) = (0L, false, false, false);
        for (var i = 0; i < parts.Length; i++)
        {
            if (parts[i].Text is { } text)
            {
                pieces[i] = text;
                length += text.Length;
                continue;
            }

            var value = parts[i].Run(frame);
            if (value.IsNull && dialect == Dialect.Lenient)
            {
                return Value.NullOf(HclType.String);
            }

            var written = Write(value, parts[i].Where, frame);
            (values ??= new Value[parts.Length])[i] = written;
            isSensitive |= value.IsSensitive;
            hasReferences |= !written.References.IsEmpty;
            if (written.IsUnknown)
            {
                isUnknown = true;
                continue;
            }

            pieces[i] = written.AsString();
            length += pieces[i].Length;
        }

        var limit = frame.Budget.Limits.TextLength;
        if (length > limit)
        {
            frame.Diagnostics.Add(LanguageDiagnostics.TextTooLong(limit, where));
            return Value.UnknownOf(HclType.String, notNull: true);
        }

        var result = isUnknown ? Value.UnknownText(Parts(pieces, values!)) : Value.Of(NormalForm.Compose(string.Concat(pieces)));
        if (isUnknown || hasReferences)
        {
            result = Derived.From(result, [.. values!.Where(static v => v is not null)]);
        }

        return isSensitive ? result.WithSensitivity(true) : result;
    }

    /// <summary>Joins the results of a <c>for</c> directive.</summary>
    public static Value Join(Value results, Frame frame, Location where)
    {
        if (!results.HasValue)
        {
            return Derived.Unknown(HclType.String, notNull: true, results);
        }

        var limit = frame.Budget.Limits.TextLength;
        var text = new StringBuilder();
        var isUnknown = false;
        foreach (var item in results.Items)
        {
            isUnknown |= !item.HasValue;
            if (item.HasValue)
            {
                text.Append(item.AsString());
            }

            if (text.Length > limit)
            {
                frame.Diagnostics.Add(LanguageDiagnostics.TextTooLong(limit, where));
                return Value.UnknownOf(HclType.String, notNull: true);
            }
        }

        if (isUnknown)
        {
            return Derived.From(Value.UnknownText(Flatten(results.Items)), results);
        }

        return Derived.From(Value.Of(NormalForm.Compose(text.ToString())), results);
    }

    private static Value[] Parts(string[] pieces, Value[] values)
    {
        var all = new Value[pieces.Length];
        for (var i = 0; i < all.Length; i++)
        {
            all[i] = values[i] ?? Value.Of(pieces[i]);
        }

        return Flatten(all);
    }

    private static Value[] Flatten(ReadOnlySpan<Value> parts)
    {
        var all = new List<Value>(parts.Length);
        foreach (var part in parts)
        {
            if (part.Parts.IsEmpty)
            {
                all.Add(part);
            }
            else
            {
                all.AddRange(part.Parts);
            }
        }

        return [.. all];
    }

    /// <summary>The value as text: known, or unknown where it is.</summary>
    private Value Write(Value value, Location at, Frame frame)
    {
        if (dialect == Dialect.Message)
        {
            return Value.Of(MessageText.Of(value));
        }

        if (value.IsNull)
        {
            frame.Diagnostics.Add(LanguageDiagnostics.NullInTemplate(at));
            return Derived.Unknown(HclType.String, notNull: true, value);
        }

        if (value.Kind == TypeKind.String)
        {
            return value;
        }

        if (value.IsUnknown)
        {
            return Derived.Unknown(HclType.String, notNull: true, value);
        }

        if (Conversion.Convert(value, HclType.String).TryGet(out var text, out var problem))
        {
            return text;
        }

        frame.Diagnostics.Add(LanguageDiagnostics.TemplateMismatch(problem.ToString(), at));
        return Derived.Unknown(HclType.String, notNull: true, value);
    }
}
