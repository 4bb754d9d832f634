using System.Globalization;
using System.Text;

namespace Stoa.Language.Functions;

/// <summary>Text by grapheme clusters, what a reader takes for one character.</summary>
internal static class Graphemes
{
    /// <summary>How many there are.</summary>
    public static int Count(string text)
    {
        if (Ascii.IsValid(text) && !text.Contains('\r'))
        {
            return text.Length;
        }

        var count = 0;
        for (var rest = text.AsSpan(); !rest.IsEmpty; count++)
        {
            rest = rest[StringInfo.GetNextTextElementLength(rest)..];
        }

        return count;
    }

    /// <summary>The text backwards.</summary>
    public static string Reverse(string text) => string.Create(text.Length, text, static (target, source) =>
    {
        for (var rest = source.AsSpan(); !rest.IsEmpty;)
        {
            var length = StringInfo.GetNextTextElementLength(rest);
            rest[..length].CopyTo(target[(rest.Length - length)..]);
            rest = rest[length..];
        }
    });

    /// <summary>Where the cluster of an index begins; the end of the text where there are not so many.</summary>
    public static int Offset(ReadOnlySpan<char> text, long index)
    {
        var offset = 0;
        for (; index > 0 && offset < text.Length; index--)
        {
            offset += StringInfo.GetNextTextElementLength(text[offset..]);
        }

        return offset;
    }
}
