using System.Buffers;
using System.Text;

namespace Stoa.Language.Functions;

/// <summary>Case and trimming of text as Go's library does it: each code point by itself, in no language.</summary>
internal static class GoText
{
    public static string Upper(string text) => Map(text, ToUpper);

    public static string Lower(string text) => Map(text, ToLower);

    /// <summary>The first letter of each word in upper case; words are parted by anything but letters, digits and underscores.</summary>
    public static string Title(string text)
    {
        var result = new StringBuilder(text.Length);
        var previous = new Rune(' ');
        foreach (var rune in text.EnumerateRunes())
        {
            result.Append((IsSeparator(previous) ? ToTitle(rune) : rune).ToString());
            previous = rune;
        }

        return result.ToString();
    }

    /// <summary>The text without any characters of the set at either end.</summary>
    public static string Trim(string text, string set)
    {
        var characters = set.EnumerateRunes().ToHashSet();
        int start = 0, end = text.Length;
        while (start < end && Rune.DecodeFromUtf16(text.AsSpan(start, end - start), out var rune, out var length) == OperationStatus.Done && characters.Contains(rune))
        {
            start += length;
        }

        while (end > start && Rune.DecodeLastFromUtf16(text.AsSpan(start, end - start), out var rune, out var length) == OperationStatus.Done && characters.Contains(rune))
        {
            end -= length;
        }

        return text[start..end];
    }

    private static Rune ToTitle(Rune rune) => rune.Value switch
    {
        // Two letters in one character, of which only the first becomes large; Georgian has no titles.
        >= 0x1C4 and <= 0x1C6 => new Rune(0x1C5),
        >= 0x1C7 and <= 0x1C9 => new Rune(0x1C8),
        >= 0x1CA and <= 0x1CC => new Rune(0x1CB),
        >= 0x1F1 and <= 0x1F3 => new Rune(0x1F2),
        >= 0x10D0 and <= 0x10FF => rune,
        _ => ToUpper(rune),
    };

    internal static Rune ToUpper(Rune rune) => rune.Value switch
    {
        0x131 => new Rune('I'),
        0x17F => new Rune('S'),
        _ => Rune.ToUpperInvariant(rune),
    };

    internal static Rune ToLower(Rune rune) => rune.Value switch
    {
        // .NET leaves these two alone, lest ASCII come out of something else.
        0x130 => new Rune('i'),
        0x212A => new Rune('k'),
        _ => Rune.ToLowerInvariant(rune),
    };

    private static string Map(string text, Func<Rune, Rune> map)
    {
        var result = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            var mapped = map(rune);
            if (mapped.IsBmp)
            {
                result.Append((char)mapped.Value);
            }
            else
            {
                result.Append(mapped.ToString());
            }
        }

        return result.ToString();
    }

    private static bool IsSeparator(Rune rune) => rune.IsAscii
        ? !char.IsAsciiLetterOrDigit((char)rune.Value) && rune.Value != '_'
        : !Rune.IsLetterOrDigit(rune) && Rune.IsWhiteSpace(rune);
}
