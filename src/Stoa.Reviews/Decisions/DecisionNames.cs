using System.Globalization;
using System.Text;

namespace Stoa.Reviews.Decisions;

/// <summary>Numbers and names of decisions: <c>0012-keep-a-standby</c>, <c>20201016-keep-a-standby</c>, <c>ADR-0012</c>.</summary>
internal static class DecisionNames
{
    private const int LongestName = 80;

    // Longer runs of digits are dates (20201016-…), or no numbers anybody would count to.
    private const int MostDigits = 6;

    /// <summary>The name a decision has where nothing else is said.</summary>
    public static string Derived(int? number, string title)
    {
        var name = Slugify(title);
        return number is { } n ? $"{n:0000}-{name}" : name;
    }

    /// <summary>The number with which a name or a reference begins: 12 of <c>0012-x</c>, <c>ADR-0012</c>, <c>adr 12</c>, <c>#12</c>.</summary>
    public static int? NumberOf(string reference)
    {
        var rest = reference.AsSpan().Trim();
        if (rest.StartsWith("adr", StringComparison.OrdinalIgnoreCase))
        {
            rest = rest[3..].TrimStart("-_ #");
        }

        rest = rest.TrimStart('#');
        var digits = Digits(rest);
        return digits is > 0 and <= MostDigits && (digits == rest.Length || rest[digits] is '-' or '_' or '.' or ' ' or ':')
            ? int.Parse(rest[..digits], CultureInfo.InvariantCulture)
            : null;
    }

    /// <summary>Whether a reference is a number and nothing more, <c>ADR-0012</c>.</summary>
    public static bool IsNumberOnly(string reference) =>
        NumberOf(reference) is not null && reference.Length <= 12 && char.IsAsciiDigit(reference[^1]) && !AfterDigits(reference).ContainsAnyExceptInRange('0', '9');

    /// <summary>The day with which a name begins, as log4brains names files.</summary>
    public static DateOnly? DateOf(string name) =>
        name.Length > 8 && Digits(name) == 8 && DateOnly.TryParseExact(name.AsSpan(0, 8), "yyyyMMdd", out var date) ? date : null;

    /// <summary>The title without the number in front of it.</summary>
    public static string WithoutNumber(string title, int? number)
    {
        var rest = title.AsSpan();
        var labelled = rest.StartsWith("adr", StringComparison.OrdinalIgnoreCase);
        if (labelled)
        {
            rest = rest[3..].TrimStart("-_ #");
        }

        var digits = Digits(rest);
        if (digits is 0 or > MostDigits || number is { } n && int.Parse(rest[..digits], CultureInfo.InvariantCulture) != n)
        {
            return title;
        }

        rest = rest[digits..];
        var delimited = rest.TrimStart();
        var isDelimited = delimited.Length > 0 && delimited[0] is '.' or ':' or '-' or '–' or '—' or ')';
        if (isDelimited && delimited.Length > 1 && char.IsWhiteSpace(delimited[1]) && (labelled || number is not null))
        {
            return delimited[1..].Trim().ToString();
        }

        return labelled && rest.Length > 1 && rest[0] == ' ' ? rest.Trim().ToString() : title;
    }

    /// <summary>A name for a file: letters and digits of any script, the rest as single hyphens; at most 80 characters.</summary>
    public static string Slugify(string title)
    {
        var slug = new StringBuilder(title.Length);
        foreach (var rune in title.EnumerateRunes())
        {
            if (slug.Length >= LongestName)
            {
                break;
            }

            if (Rune.IsLetterOrDigit(rune))
            {
                slug.Append(Rune.ToLowerInvariant(rune).ToString());
            }
            else if (rune.Value != '\'' && slug.Length > 0 && slug[^1] != '-')
            {
                slug.Append('-');
            }
        }

        var name = slug.ToString().Trim('-');
        return name.Length == 0 ? "decision" : name;
    }

    private static ReadOnlySpan<char> AfterDigits(ReadOnlySpan<char> reference) => reference[Math.Max(0, reference.IndexOfAnyInRange('0', '9'))..];

    private static int Digits(ReadOnlySpan<char> text)
    {
        var count = text.IndexOfAnyExceptInRange('0', '9');
        return count < 0 ? text.Length : count;
    }
}
