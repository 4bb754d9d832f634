using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using Stoa.Language.Values;

namespace Stoa.Language.Functions;

/// <summary>Functions of regular expressions.</summary>
internal static class RegexFunctions
{
    private static readonly HclType Strings = HclType.String;

    private static readonly FunctionError NoMatch = new("pattern did not match any part of the given string");

    public static Function? Find(string name) => name switch
    {
        "regex" => Make(name, HclType.Dynamic, static (expression, text) =>
            expression.Find(text) is { } match
                ? Result(expression, match)
                : NoMatch),
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
                var (pattern, text) = (a[0].AsString(), a[1].AsString());
                if (last.Recall(pattern, text) is { } before)
                {
                    return before;
                }

                var (expression, error) = last.Compile(pattern);
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

                return expression.CanMatch(text)
                    ? last.Remember(pattern, text, apply(expression, text))
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

    /// <summary>
    /// The expression compiled last, and what it found in some short texts: the pattern of a call seldom changes between evaluations,
    /// and a check asks the same few names (of instance types, of runtimes) of thousands of resources.
    /// </summary>
    private sealed class LastExpression
    {
        private const int MaxTexts = 256;
        private const int MaxTextLength = 128;

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

        /// <summary>What the pattern found in the text before; null where that is not known.</summary>
        public Outcome<FunctionError>? Recall(string pattern, string text) =>
            last is { } known && known.Pattern == pattern && known.Found.TryGetValue(text, out var found)
                ? found
                : (Outcome<FunctionError>?)null;

        /// <summary>Keeps what the pattern finds in the text, and gives it back.</summary>
        public Outcome<FunctionError> Remember(string pattern, string text, Outcome<FunctionError> found)
        {
            if (last is { } known && known.Pattern == pattern && text.Length <= MaxTextLength && known.TakeRoom(MaxTexts))
            {
                known.Found.TryAdd(text, found);
            }

            return found;
        }

        private sealed record Compiled(string Pattern, RegularExpression? Expression, (string Code, string Part)? Error)
        {
            private int taken;

            public ConcurrentDictionary<string, Outcome<FunctionError>> Found => field ?? Interlocked.CompareExchange(
                ref field, new ConcurrentDictionary<string, Outcome<FunctionError>>(StringComparer.Ordinal), null) ?? field;

            public bool TakeRoom(int most) => taken < most && Interlocked.Increment(ref taken) <= most;
        }
    }
}
