using System.Globalization;
using System.Text;

namespace Stoa.Language.Values;

/// <summary>Text in double quotes with escapes, as Go's <c>%q</c> writes it and so Terraform's messages and <c>format</c>.</summary>
public static class GoQuote
{
    /// <summary>The text in quotes.</summary>
    public static string Quote(string text)
    {
        var builder = new StringBuilder(text.Length + 2);
        Append(builder, text);
        return builder.ToString();
    }

    /// <summary>The character in single quotes.</summary>
    public static string QuoteRune(Rune rune)
    {
        var builder = new StringBuilder("'");
        AppendEscaped(builder, rune, '\'');
        return builder.Append('\'').ToString();
    }

    internal static void Append(StringBuilder builder, string text)
    {
        builder.Append('"');
        foreach (var rune in text.EnumerateRunes())
        {
            AppendEscaped(builder, rune, '"');
        }

        builder.Append('"');
    }

    internal static void AppendEscaped(StringBuilder builder, Rune rune, char quote)
    {
        switch (rune.Value)
        {
            case '\a':
                builder.Append("\\a");
                break;
            case '\b':
                builder.Append("\\b");
                break;
            case '\f':
                builder.Append("\\f");
                break;
            case '\n':
                builder.Append("\\n");
                break;
            case '\r':
                builder.Append("\\r");
                break;
            case '\t':
                builder.Append("\\t");
                break;
            case '\v':
                builder.Append("\\v");
                break;
            case '\\':
                builder.Append("\\\\");
                break;
            case var c when c == quote:
                builder.Append('\\').Append(quote);
                break;
            case < ' ' or 0x7F:
                builder.Append(CultureInfo.InvariantCulture, $"\\x{rune.Value:x2}");
                break;
            case var c when c > 0x7F && !IsPrintable(rune):
                builder.Append(c > 0xFFFF ? "\\U" : "\\u").Append(c.ToString(c > 0xFFFF ? "x8" : "x4", CultureInfo.InvariantCulture));
                break;
            default:
                builder.Append(rune.ToString());
                break;
        }
    }

    /// <summary>Whether Go prints the character as it is: letters, marks, numbers, punctuation, symbols and the ASCII space.</summary>
    private static bool IsPrintable(Rune rune) => Rune.GetUnicodeCategory(rune) is not (
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse
        or UnicodeCategory.OtherNotAssigned or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
        or UnicodeCategory.SpaceSeparator);
}
