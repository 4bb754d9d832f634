using System.Globalization;
using System.Text;

namespace Stoa.Language.Functions;

/// <summary>A set of Unicode code points, as ranges; mutable while a regular expression is translated.</summary>
internal sealed class CharacterSet
{
    private const int Max = 0x10FFFF;

    private readonly List<(int From, int To)> ranges = [];

    public CharacterSet Add(int from, int to)
    {
        ranges.Add((from, to));
        return this;
    }

    public CharacterSet Add(CharacterSet other)
    {
        ranges.AddRange(other.ranges);
        return this;
    }

    /// <summary>Adds ranges given as pairs of characters, <c>"azAZ"</c>.</summary>
    public CharacterSet Add(string pairs)
    {
        for (var i = 0; i < pairs.Length; i += 2)
        {
            ranges.Add((pairs[i], pairs[i + 1]));
        }

        return this;
    }

    /// <summary>Adds what differs from a member only in case.</summary>
    public CharacterSet AddOtherCases()
    {
        // Nothing beyond this has a case.
        const int LastCased = 0x1E943;
        foreach (var (from, to) in Merged())
        {
            for (var c = from; c <= Math.Min(to, LastCased); c++)
            {
                if (!Rune.IsValid(c))
                {
                    continue;
                }

                var (upper, lower) = (GoText.ToUpper(new Rune(c)), GoText.ToLower(new Rune(c)));
                if (upper.Value != c || lower.Value != c)
                {
                    Add(upper.Value, upper.Value).Add(lower.Value, lower.Value);
                    foreach (var other in OtherForms(lower.Value))
                    {
                        Add(other, other);
                    }
                }
            }
        }

        return this;
    }

    /// <summary>Further characters that fold to the same small letter: signs, final and long forms.</summary>
    private static ReadOnlySpan<int> OtherForms(int lower) => lower switch
    {
        'k' => [0x212A],
        's' => [0x17F],
        0xE5 => [0x212B],
        0x3B2 => [0x3D0],
        0x3B5 => [0x3F5],
        0x3B8 => [0x3D1, 0x3F4],
        0x3B9 => [0x345, 0x1FBE],
        0x3BA => [0x3F0],
        0x3BC => [0xB5],
        0x3C0 => [0x3D6],
        0x3C1 => [0x3F1],
        0x3C3 => [0x3C2],
        0x3C6 => [0x3D5],
        0x3C9 => [0x2126],
        0xDF => [0x1E9E],
        0x1E61 => [0x1E9B],
        _ => [],
    };

    /// <summary>All code points that are not in the set.</summary>
    public CharacterSet Complement()
    {
        var result = new CharacterSet();
        var next = 0;
        foreach (var (from, to) in Merged())
        {
            if (from > next)
            {
                result.Add(next, from - 1);
            }

            next = to + 1;
        }

        return next <= Max ? result.Add(next, Max) : result;
    }

    /// <summary>The code points of a general category (<c>L</c>, <c>Lu</c>); null where there is no such category.</summary>
    public static CharacterSet? OfCategory(string name)
    {
        if (name.Length is 0 or > 2 || !"LMNPSZC".Contains(name[0]))
        {
            return null;
        }

        var wanted = new bool[30];
        var any = false;
        for (var i = 0; i < wanted.Length; i++)
        {
            wanted[i] = name.Length == 1 ? Abbreviation(i)[0] == name[0] : Abbreviation(i) == name;
            any |= wanted[i];
        }

        if (!any)
        {
            return null;
        }

        // Unassigned code points belong to no category in Go.
        wanted[(int)UnicodeCategory.OtherNotAssigned] = false;
        var set = new CharacterSet();
        var start = -1;
        for (var c = 0; c <= Max + 1; c++)
        {
            var member = c <= Max && wanted[(int)CharUnicodeInfo.GetUnicodeCategory(c)];
            if (member && start < 0)
            {
                start = c;
            }
            else if (!member && start >= 0)
            {
                set.Add(start, c - 1);
                start = -1;
            }
        }

        return set;
    }

    /// <summary>The set in .NET's notation. Beyond the basic plane a character is a pair of surrogates there, which no class can hold.</summary>
    public string ToPattern()
    {
        var basic = new StringBuilder();
        var pairs = new List<string>();
        foreach (var (from, to) in Merged())
        {
            AppendBasic(basic, from, Math.Min(to, 0xD7FF));
            AppendBasic(basic, Math.Max(from, 0xE000), Math.Min(to, 0xFFFF));
            AddPairs(pairs, Math.Max(from, 0x10000), to);
        }

        if (basic.Length > 0)
        {
            pairs.Insert(0, $"[{basic}]");
        }

        return pairs.Count switch
        {
            // Nothing at all: a character that is and is not there.
            0 => @"[^\u0000-\uFFFF]",
            1 when basic.Length > 0 => pairs[0],
            _ => $"(?:{string.Join('|', pairs)})",
        };
    }

    private List<(int From, int To)> Merged()
    {
        ranges.Sort();
        var merged = new List<(int From, int To)>();
        foreach (var (from, to) in ranges)
        {
            if (merged.Count > 0 && from <= merged[^1].To + 1)
            {
                merged[^1] = (merged[^1].From, Math.Max(merged[^1].To, to));
            }
            else
            {
                merged.Add((from, to));
            }
        }

        return merged;
    }

    private static void AppendBasic(StringBuilder text, int from, int to)
    {
        if (from <= to)
        {
            text.Append(Unit(from)).Append(from == to ? "" : "-").Append(from == to ? "" : Unit(to));
        }
    }

    private static void AddPairs(List<string> pairs, int from, int to)
    {
        while (from <= to)
        {
            var (high, low) = Surrogates(from);
            var (lastHigh, lastLow) = Surrogates(to);
            if (high == lastHigh)
            {
                pairs.Add($"{Unit(high)}[{Unit(low)}-{Unit(lastLow)}]");
                return;
            }

            // The rest of this high surrogate's block, then as many whole blocks as there are.
            var whole = low == 0xDC00;
            var lastWhole = lastLow == 0xDFFF ? lastHigh : lastHigh - 1;
            var until = whole && lastWhole >= high ? lastWhole : high;
            pairs.Add(whole && lastWhole >= high
                ? $"[{Unit(high)}-{Unit(until)}][\\uDC00-\\uDFFF]"
                : $"{Unit(high)}[{Unit(low)}-\\uDFFF]");
            from = ((until - 0xD800 + 1) << 10) + 0x10000;
        }
    }

    private static (int High, int Low) Surrogates(int c) => (0xD800 + ((c - 0x10000) >> 10), 0xDC00 + ((c - 0x10000) & 0x3FF));

    private static string Unit(int unit) => $"\\u{unit:X4}";

    private static string Abbreviation(int category) => (UnicodeCategory)category switch
    {
        UnicodeCategory.UppercaseLetter => "Lu",
        UnicodeCategory.LowercaseLetter => "Ll",
        UnicodeCategory.TitlecaseLetter => "Lt",
        UnicodeCategory.ModifierLetter => "Lm",
        UnicodeCategory.OtherLetter => "Lo",
        UnicodeCategory.NonSpacingMark => "Mn",
        UnicodeCategory.SpacingCombiningMark => "Mc",
        UnicodeCategory.EnclosingMark => "Me",
        UnicodeCategory.DecimalDigitNumber => "Nd",
        UnicodeCategory.LetterNumber => "Nl",
        UnicodeCategory.OtherNumber => "No",
        UnicodeCategory.SpaceSeparator => "Zs",
        UnicodeCategory.LineSeparator => "Zl",
        UnicodeCategory.ParagraphSeparator => "Zp",
        UnicodeCategory.Control => "Cc",
        UnicodeCategory.Format => "Cf",
        UnicodeCategory.Surrogate => "Cs",
        UnicodeCategory.PrivateUse => "Co",
        UnicodeCategory.ConnectorPunctuation => "Pc",
        UnicodeCategory.DashPunctuation => "Pd",
        UnicodeCategory.OpenPunctuation => "Ps",
        UnicodeCategory.ClosePunctuation => "Pe",
        UnicodeCategory.InitialQuotePunctuation => "Pi",
        UnicodeCategory.FinalQuotePunctuation => "Pf",
        UnicodeCategory.OtherPunctuation => "Po",
        UnicodeCategory.MathSymbol => "Sm",
        UnicodeCategory.CurrencySymbol => "Sc",
        UnicodeCategory.ModifierSymbol => "Sk",
        UnicodeCategory.OtherSymbol => "So",
        _ => "--",
    };
}
