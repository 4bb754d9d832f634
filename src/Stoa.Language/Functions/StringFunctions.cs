using System.Text;
using Stoa.Language.Values;

namespace Stoa.Language.Functions;

/// <summary>Functions of text, but for formatting and regular expressions.</summary>
internal static class StringFunctions
{
    public static Function? Find(string name) => name switch
    {
        "chomp" => Unary(name, static s => s.TrimEnd('\r', '\n')),
        "endswith" => new(
            name,
            HclType.Bool,
            [new Parameter("str", HclType.String, Bears.Unknown), Arguments.Text("suffix")],
            static (_, a) => EndsWith(a[0], a[1].AsString())),
        "format" => Formatting.Format(name),
        "formatlist" => Formatting.FormatList(name),
        "indent" => new(name, HclType.String, [Arguments.Number("spaces"), Arguments.Text("str")], static (_, a) => Indent(a[0], a[1].AsString())),
        "join" => new(name, HclType.String, [Arguments.Text("separator")], static (_, a) => Join(a), Arguments.Texts("lists")),
        "lower" => Unary(name, GoText.Lower),
        "split" => new(name, HclType.List(HclType.String), [Arguments.Text("separator"), Arguments.Text("str")], static (_, a) => Split(a[0].AsString(), a[1].AsString())),
        "startswith" => new(
            name,
            HclType.Bool,
            [new Parameter("str", HclType.String, Bears.Unknown), Arguments.Text("prefix")],
            static (_, a) => StartsWith(a[0], a[1].AsString())),
        "strcontains" => Test(name, "substr", static (s, part) => s.Contains(part, StringComparison.Ordinal)),
        "strrev" => Unary(name, Graphemes.Reverse),
        "substr" => new(name, HclType.String, [Arguments.Text("str"), Arguments.Number("offset"), Arguments.Number("length")], static (_, a) => Substring(a)),
        "title" => Unary(name, GoText.Title),
        "trim" => Binary(name, "cutset", static (s, set) => GoText.Trim(s, set)),
        "trimprefix" => Binary(name, "prefix", static (s, part) => s.StartsWith(part, StringComparison.Ordinal) ? s[part.Length..] : s),
        "trimspace" => Unary(name, static s => s.Trim()),
        "trimsuffix" => Binary(name, "suffix", static (s, part) => s.EndsWith(part, StringComparison.Ordinal) ? s[..^part.Length] : s),
        "upper" => Unary(name, GoText.Upper),
        _ => null,
    };

    private static Function Unary(string name, Func<string, string> function) =>
        new(name, HclType.String, [Arguments.Text("str")], (_, a) => Value.Of(NormalForm.Compose(function(a[0].AsString()))));

    private static Function Binary(string name, string second, Func<string, string, string> function) =>
        new(name, HclType.String, [Arguments.Text("str"), Arguments.Text(second)], (_, a) =>
            Value.Of(NormalForm.Compose(function(a[0].AsString(), a[1].AsString()))));

    private static Function Test(string name, string second, Func<string, string, bool> test) =>
        new(name, HclType.Bool, [Arguments.Text("str"), Arguments.Text(second)], (_, a) => Value.Of(test(a[0].AsString(), a[1].AsString())));

    /// <summary>Of a text that begins with something known, that beginning may decide.</summary>
    private static Value StartsWith(Value text, string prefix)
    {
        if (!text.IsUnknown)
        {
            return Value.Of(text.AsString().StartsWith(prefix, StringComparison.Ordinal));
        }

        var known = new StringBuilder();
        foreach (var part in text.Parts)
        {
            if (part.IsUnknown)
            {
                break;
            }

            known.Append(part.AsString());
        }

        var beginning = known.ToString();
        return beginning.StartsWith(prefix, StringComparison.Ordinal) ? Value.True
            : prefix.StartsWith(beginning, StringComparison.Ordinal) ? References.UnknownFrom(HclType.Bool, true, text)
            : Value.False;
    }

    /// <summary>Of a text that ends with something known, that end may decide.</summary>
    private static Value EndsWith(Value text, string suffix)
    {
        if (!text.IsUnknown)
        {
            return Value.Of(text.AsString().EndsWith(suffix, StringComparison.Ordinal));
        }

        var known = "";
        for (var i = text.Parts.Length - 1; i >= 0 && !text.Parts[i].IsUnknown; i--)
        {
            known = text.Parts[i].AsString() + known;
        }

        // What stands next to the unknown part may combine with it, unless it is ASCII.
        var end = NormalForm.Compose(known[known.AsSpan().IndexOfAnyInRange('\0', '\x7F') is >= 0 and var first ? first.. : known.Length..]);
        return suffix.Length <= end.Length ? Value.Of(end.EndsWith(suffix, StringComparison.Ordinal))
            : suffix.EndsWith(end, StringComparison.Ordinal) ? References.UnknownFrom(HclType.Bool, true, text)
            : Value.False;
    }

    private static Outcome<FunctionError> Indent(Value spaces, string text)
    {
        if (!Arguments.TryWhole(spaces, out var count, out var error))
        {
            return error;
        }

        if (count < 0)
        {
            return new FunctionError("the number of spaces must not be negative", 0);
        }

        long lines = text.AsSpan().Count('\n');
        return lines > 0 && count > (CallContext.MaxTextLength - text.Length) / lines
            ? Arguments.TooLongText
            : lines == 0 ? Value.Of(text)
            : Value.Of(text.Replace("\n", "\n" + new string(' ', (int)count), StringComparison.Ordinal));
    }

    private static Outcome<FunctionError> Join(ReadOnlySpan<Value> arguments)
    {
        var lists = arguments[1..];
        if (lists.Length == 0)
        {
            return new FunctionError("at least one list is required");
        }

        var separator = arguments[0];
        long length = 0;
        var parts = new List<Value>();
        var unknown = false;
        for (var i = 0; i < lists.Length; i++)
        {
            for (var j = 0; j < lists[i].Count; j++)
            {
                var item = lists[i].Items[j];
                if (item.IsNull)
                {
                    // Terraform looks at no element before all of them are known.
                    return AnyUnknown(lists)
                        ? References.UnknownFrom(HclType.String, true, arguments)
                        : new FunctionError(
                            lists.Length > 1
                                ? $"element {j} of list {i + 1} is null; cannot concatenate null values"
                                : $"element {j} is null; cannot concatenate null values",
                            i + 1);
                }

                if (parts.Count > 0)
                {
                    parts.Add(separator);
                }

                parts.Add(item);
                unknown |= item.IsUnknown;
                length += separator.AsString().Length + (item.IsUnknown ? 0 : item.AsString().Length);
            }
        }

        if (length > CallContext.MaxTextLength)
        {
            return Arguments.TooLongText;
        }

        return unknown
            ? Value.UnknownText([.. parts]).WithReferences(References.Of(arguments))
            : Value.Of(NormalForm.Compose(string.Concat(parts.Select(static p => p.AsString()))));
    }

    private static bool AnyUnknown(ReadOnlySpan<Value> lists)
    {
        foreach (var list in lists)
        {
            if (!list.IsWhollyKnown)
            {
                return true;
            }
        }

        return false;
    }

    private static Outcome<FunctionError> Split(string separator, string text)
    {
        if (separator.Length > 0)
        {
            return text.AsSpan().Count(separator) >= CallContext.MaxElements
                ? Arguments.TooManyElements
                : Value.List(HclType.String, Array.ConvertAll(text.Split(separator), static s => Value.Of(NormalForm.Compose(s))));
        }

        return text.Length > CallContext.MaxElements
            ? Arguments.TooManyElements
            : Value.List(HclType.String, [.. text.EnumerateRunes().Select(static r => Value.Of(r.ToString()))]);
    }

    private static Outcome<FunctionError> Substring(ReadOnlySpan<Value> arguments)
    {
        if (!Arguments.TryWhole(arguments[1], out var offset, out var error) || !Arguments.TryWhole(arguments[2], out var length, out error))
        {
            return error;
        }

        var text = arguments[0].AsString();
        if (offset < 0)
        {
            offset += Graphemes.Count(text);
        }
        else if (length == 0)
        {
            return Value.EmptyString;
        }

        var rest = text.AsSpan(Graphemes.Offset(text, offset));
        // Of length zero after a negative offset, Terraform takes everything; so does a negative length.
        return Value.Of(NormalForm.Compose((length <= 0 ? rest : rest[..Graphemes.Offset(rest, length)]).ToString()));
    }
}
