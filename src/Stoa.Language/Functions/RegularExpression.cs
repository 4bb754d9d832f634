using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.RegularExpressions;

namespace Stoa.Language.Functions;

/// <summary>
/// A regular expression with the syntax and meaning of RE2, as Go and so Terraform have it, run by .NET's engine that never
/// backtracks: time grows linearly with the text. Only where the ways to go back are counted and few
/// (<see cref="BacktrackingBound"/>) does the engine run that backtracks: it finds the same, and is ready a hundred times sooner.
/// </summary>
internal sealed class RegularExpression
{
    private readonly string pattern;
    private readonly int longestDirect;
    private readonly bool hasWordBoundary;
    private Regex? direct;
    private Regex? linear;

    private RegularExpression(string pattern, ImmutableArray<string> groups, bool hasWordBoundary)
    {
        this.pattern = pattern;
        longestDirect = BacktrackingBound.LongestText(pattern);
        if (longestDirect < 0)
        {
            linear = Linear(pattern);
        }

        this.hasWordBoundary = hasWordBoundary;
        Groups = groups;
    }

    /// <summary>The names of the capture groups in order, empty where a group has none.</summary>
    public ImmutableArray<string> Groups { get; }

    /// <summary>Compiles an expression.</summary>
    /// <param name="pattern">The expression.</param>
    /// <param name="expression">The compiled expression; null where it is wrong, or where it is right but cannot be run here.</param>
    /// <param name="error">What is wrong, as Go says it, and the part that is; null where nothing is.</param>
    /// <returns>Whether the expression can be run.</returns>
    public static bool TryCompile(string pattern, [NotNullWhen(true)] out RegularExpression? expression, out (string Code, string Part)? error)
    {
        expression = null;
        error = null;
        try
        {
            var translation = new RegexTranslator(pattern);
            var text = translation.Translate();
            expression = new RegularExpression(text, [.. translation.Groups], translation.HasWordBoundary);
            return true;
        }
        catch (RegexSyntaxException wrong)
        {
            error = (wrong.Message, wrong.Part);
            return false;
        }
        catch (NotSupportedException)
        {
            // Right, but a script that is not known here, or too large an automaton.
            return false;
        }
    }

    /// <summary>
    /// Whether matches in the text are certain to be Go's. Word boundaries there are between ASCII characters only, which the
    /// engine can tell only in text that is all ASCII.
    /// </summary>
    public bool CanMatch(string text) => !hasWordBoundary || Ascii.IsValid(text);

    /// <summary>The first match; null where there is none.</summary>
    public Match? Find(string text)
    {
        var match = Match(text);
        return match.Success ? match : null;
    }

    /// <summary>All matches in order that do not overlap; an empty match right after another does not count.</summary>
    public IEnumerable<Match> FindAll(string text)
    {
        var last = -1;
        for (var match = Match(text); match.Success; match = match.NextMatch())
        {
            var splitsCharacter = match.Index > 0 && match.Index < text.Length
                && char.IsLowSurrogate(text[match.Index]) && char.IsHighSurrogate(text[match.Index - 1]);
            if (match.Length == 0 && (match.Index == last || splitsCharacter))
            {
                continue;
            }

            last = match.Index + match.Length;
            yield return match;
        }
    }

    /// <summary>
    /// Replaces all matches; in the replacement, <c>$1</c>, <c>$name</c> and <c>${name}</c> stand for groups and <c>$$</c> for a dollar.
    /// </summary>
    /// <returns>Null where the result would be longer than a text may be.</returns>
    public string? Replace(string text, string replacement)
    {
        var result = new StringBuilder(text.Length);
        var end = 0;
        foreach (var match in FindAll(text))
        {
            result.Append(text, end, match.Index - end);
            Expand(result, replacement, match);
            end = match.Index + match.Length;
            if (result.Length > CallContext.MaxTextLength)
            {
                return null;
            }
        }

        return end == 0 && result.Length == 0 ? text : result.Append(text, end, text.Length - end).ToString();
    }

    private Match Match(string text) => text.Length <= longestDirect
        ? (direct ??= new Regex(pattern, RegexOptions.CultureInvariant)).Match(text)
        : (linear ??= Linear(pattern)).Match(text);

    private static Regex Linear(string pattern) => new(pattern, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);

    private void Expand(StringBuilder result, string replacement, Match match)
    {
        for (var i = 0; i < replacement.Length; i++)
        {
            if (replacement[i] != '$' || i + 1 == replacement.Length)
            {
                result.Append(replacement[i]);
                continue;
            }

            if (replacement[i + 1] == '$')
            {
                result.Append('$');
                i++;
                continue;
            }

            var braces = replacement[i + 1] == '{';
            var start = i + (braces ? 2 : 1);
            var stop = start;
            while (stop < replacement.Length && (char.IsLetterOrDigit(replacement[stop]) || replacement[stop] == '_'))
            {
                stop++;
            }

            if (stop == start || (braces && (stop == replacement.Length || replacement[stop] != '}')))
            {
                // Not a name: the dollar stands for itself.
                result.Append('$');
                continue;
            }

            result.Append(Group(match, replacement[start..stop]));
            i = braces ? stop : stop - 1;
        }
    }

    private string Group(Match match, string name)
    {
        if (int.TryParse(name, out var number) && (name.Length == 1 || name[0] != '0'))
        {
            return number <= Groups.Length ? match.Groups[number].Value : "";
        }

        for (var i = 0; i < Groups.Length; i++)
        {
            if (Groups[i] == name && match.Groups[i + 1].Success)
            {
                return match.Groups[i + 1].Value;
            }
        }

        return "";
    }
}

/// <summary>A regular expression is wrong; caught in <see cref="RegularExpression.TryCompile"/> and goes no further.</summary>
internal sealed class RegexSyntaxException(string code, string part) : Exception(code)
{
    public string Part { get; } = part;
}
