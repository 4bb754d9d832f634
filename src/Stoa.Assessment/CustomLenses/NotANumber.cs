using Stoa.Language.Documents;
using Stoa.Language.Text;

namespace Stoa.Assessment.CustomLenses;

/// <summary>
/// <c>NaN</c> and <c>Infinity</c>: no JSON, but some programs write them. They are masked by numbers of the same length before the text is
/// read, so that everything keeps its place, and recognized by what the text itself holds there.
/// </summary>
internal static class NotANumber
{
    private static readonly string[] Words = ["NaN", "Infinity"];

    /// <summary>The text with numbers in their place; the text itself where there is none of them.</summary>
    public static SourceText Mask(SourceText source)
    {
        char[]? masked = null;
        var text = source.Text;
        for (var at = text.AsSpan().IndexOfAny("NI\""); at >= 0 && at < text.Length; at++)
        {
            if (text[at] == '"')
            {
                at = EndOfText(text, at);
            }
            else if (WordAt(text, at) is { } word)
            {
                masked ??= text.ToCharArray();
                masked.AsSpan(at, word.Length).Fill('0');
                masked[at + 1] = '.';
                at += word.Length - 1;
            }
        }

        return masked is null ? source : new SourceText(source.Path, new string(masked));
    }

    /// <summary>Which of the words a node of the masked text stands for; null where it is what it seems.</summary>
    public static string? At(SourceText source, Node node)
    {
        var start = node.Span.Start;
        return node is ScalarNode { IsPlain: true } ? WordAt(source.Text, source.Text[start] == '-' ? start + 1 : start) : null;
    }

    private static string? WordAt(string text, int at)
    {
        foreach (var word in Words)
        {
            if (text.AsSpan(at).StartsWith(word) && (at + word.Length == text.Length || !char.IsAsciiLetterOrDigit(text[at + word.Length])))
            {
                return word;
            }
        }

        return null;
    }

    // The offset of the closing quote, or of the text's end.
    private static int EndOfText(string text, int open)
    {
        var at = open + 1;
        while (at < text.Length && text[at] != '"')
        {
            at += text[at] == '\\' ? 2 : 1;
        }

        return at;
    }
}
