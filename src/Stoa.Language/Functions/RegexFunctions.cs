using System.Text.RegularExpressions;
using Stoa.Language.Values;

namespace Stoa.Language.Functions;

/// <summary>Functions of regular expressions.</summary>
internal static class RegexFunctions
{
    private static readonly HclType Strings = HclType.String;

    public static Function? Find(string name) => name switch
    {
        "regex" => Make(name, HclType.Dynamic, static (expression, text) =>
            expression.Find(text) is { } match
                ? Result(expression, match)
                : new FunctionError("pattern did not match any part of the given string")),
        "regexall" => Make(name, HclType.List(HclType.Dynamic), static (expression, text) =>
        {
            var matches = new List<Value>();
            foreach (var match in expression.FindAll(text))
            {
                matches.Add(Result(expression, match));
                if (matches.Count > CallContext.MaxElements)
                {
                    return Arguments.TooManyElements;
                }
            }

            return Value.List(ResultType(expression), [.. matches]);
        }),
        "replace" => Replace(name),
        _ => null,
    };

    private static Function Make(string name, HclType result, Func<RegularExpression, string, Outcome<FunctionError>> apply)
    {
        var last = new LastExpression();
        return new(
            name,
            result,
            [Arguments.Text("pattern"), Arguments.Text("string")],
            (_, a) =>
            {
                var (expression, error) = last.Compile(a[0].AsString());
                if (error is { } wrong)
                {
                    return new FunctionError($"invalid regexp pattern: {wrong.Code} in {wrong.Part}", 0);
                }

                if (expression is null)
                {
                    return References.UnknownFrom(result, false, a);
                }

                if (!expression.Groups.IsEmpty && expression.Groups.Contains("") && expression.Groups.Any(static g => g.Length > 0))
                {
                    return new FunctionError("invalid regexp pattern: cannot mix both named and unnamed capture groups", 0);
                }

                return expression.CanMatch(a[1].AsString())
                    ? apply(expression, a[1].AsString())
                    : References.UnknownFrom(Typed(result, expression), true, a);
            },
            // The groups of a known pattern give the type even where the text is unknown.
            typing: a => a[0].HasValue && last.Compile(a[0].AsString()).Expression is { } expression ? Typed(result, expression) : result);
    }

    private static HclType Typed(HclType result, RegularExpression expression) =>
        result.Kind == TypeKind.List ? HclType.List(ResultType(expression)) : ResultType(expression);

    private static HclType ResultType(RegularExpression expression) =>
        expression.Groups.IsEmpty ? Strings
        : expression.Groups[0].Length == 0 ? HclType.Tuple([.. expression.Groups.Select(static _ => Strings)])
        : HclType.Object(expression.Groups.Distinct().Select(static g => KeyValuePair.Create(g, Strings)));

    private static Value Result(RegularExpression expression, Match match)
    {
        if (expression.Groups.IsEmpty)
        {
            return Value.Of(NormalForm.Compose(match.Value));
        }

        var groups = new Value[expression.Groups.Length];
        for (var i = 0; i < groups.Length; i++)
        {
            var group = match.Groups[i + 1];
            groups[i] = group.Success ? Value.Of(NormalForm.Compose(group.Value)) : Value.NullOf(Strings);
        }

        if (expression.Groups[0].Length == 0)
        {
            return Value.Tuple(groups);
        }

        var named = new EntriesBuilder(groups.Length);
        for (var i = 0; i < groups.Length; i++)
        {
            named[expression.Groups[i]] = groups[i];
        }

        return Value.Object(named.ToEntries());
    }

    private static Function Replace(string name)
    {
        var last = new LastExpression();
        return new(name, Strings, [Arguments.Text("str"), Arguments.Text("substr"), Arguments.Text("replace")], (_, a) =>
        {
            var (text, old, replacement) = (a[0].AsString(), a[1].AsString(), a[2].AsString());
            if (old.Length < 2 || old[0] != '/' || old[^1] != '/')
            {
                return ReplaceText(text, old, replacement);
            }

            var (expression, error) = last.Compile(old[1..^1]);
            if (error is { } wrong)
            {
                return new FunctionError($"error parsing regexp: {wrong.Code}: `{wrong.Part}`");
            }

            if (expression is null || !expression.CanMatch(text))
            {
                return References.UnknownFrom(Strings, true, a);
            }

            return expression.Replace(text, replacement) is { } replaced ? Value.Of(replaced) : Arguments.TooLongText;
        });
    }

    private static Outcome<FunctionError> ReplaceText(string text, string old, string replacement)
    {
        if (old.Length > 0)
        {
            long count = text.AsSpan().Count(old);
            return text.Length + count * (replacement.Length - old.Length) > CallContext.MaxTextLength
                ? Arguments.TooLongText
                : Value.Of(text.Replace(old, replacement, StringComparison.Ordinal));
        }

        // Nothing stands before every character and at the end.
        if ((text.Length + 1L) * replacement.Length + text.Length > CallContext.MaxTextLength)
        {
            return Arguments.TooLongText;
        }

        return Value.Of(replacement + string.Concat(text.EnumerateRunes().Select(r => r.ToString() + replacement)));
    }

    /// <summary>The expression compiled last: the pattern of a call seldom changes between evaluations.</summary>
    private sealed class LastExpression
    {
        private Compiled? last;

        public (RegularExpression? Expression, (string Code, string Part)? Error) Compile(string pattern)
        {
            var known = last;
            if (known is null || known.Pattern != pattern)
            {
                RegularExpression.TryCompile(pattern, out var expression, out var error);
                last = known = new Compiled(pattern, expression, error);
            }

            return (known.Expression, known.Error);
        }

        private sealed record Compiled(string Pattern, RegularExpression? Expression, (string Code, string Part)? Error);
    }
}
