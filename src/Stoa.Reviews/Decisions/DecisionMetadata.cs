using System.Collections.Immutable;
using System.Text;

namespace Stoa.Reviews.Decisions;

/// <summary>Lines below the title that say what front matter says elsewhere: <c>Date: 2016-02-12</c>, <c>* Status: accepted</c>.</summary>
internal static class DecisionMetadata
{
    /// <summary>Takes those lines out of a text. <paramref name="isList"/>: they were items of a list.</summary>
    public static DecisionDocument Take(DecisionDocument document, string text, out string rest, out bool isList)
    {
        isList = false;
        var lines = text.Split('\n');
        var kept = new StringBuilder(text.Length);
        var fence = new Markdown.Fence();
        for (var i = 0; i < lines.Length; i++)
        {
            var line = lines[i];
            if (!fence.Passes(line) && Field(line, out var key, out var value))
            {
                var next = i + 1;
                if (value.Length == 0)
                {
                    value = Below(lines, ref next);
                }

                if (With(document, key, value) is { } taken)
                {
                    document = taken;
                    isList |= Markdown.MarkerWidth(line) > 0;
                    i = next - 1;
                    continue;
                }
            }

            kept.Append(line).Append('\n');
        }

        rest = Markdown.Normal(kept.ToString());
        return document;
    }

    private static bool Field(string line, out string key, out string value)
    {
        var text = line.AsSpan();
        text = text[Markdown.MarkerWidth(text)..].Trim();
        var colon = text.IndexOf(':');
        (key, value) = ("", "");
        if (colon is <= 0 or > 24)
        {
            return false;
        }

        key = text[..colon].Trim("*_ ").ToString().ToLowerInvariant();
        var rest = text[(colon + 1)..];
        foreach (var mark in (ReadOnlySpan<string>)["**", "__"])
        {
            // "**Status:** accepted": the mark that opened before the key closes after the colon.
            if (text.StartsWith(mark) && rest.StartsWith(mark))
            {
                rest = rest[mark.Length..];
            }
        }

        var comment = rest.IndexOf("<!--");
        value = (comment < 0 ? rest : rest[..comment]).Trim().ToString();
        return true;
    }

    private static string Below(string[] lines, ref int next)
    {
        List<string> items = [];
        for (; next < lines.Length && lines[next].StartsWith(' '); next++)
        {
            var item = lines[next].AsSpan().Trim();
            if (Markdown.MarkerWidth(item) is not (> 0 and var width))
            {
                break;
            }

            items.Add(item[width..].Trim().ToString());
        }

        return string.Join(", ", items);
    }

    private static DecisionDocument? With(DecisionDocument document, string key, string value)
    {
        switch (key)
        {
            case "status" when document is { Status: DecisionStatus.None, StatusText: "" }:
                document = DecisionFrontMatter.WithStatus(document, value);
                return document.Date is null && document.DateText.Length == 0
                    ? document with { Date = DecisionStatusText.Parse(value).Date }
                    : document;
            case "date" when document.DateText.Length == 0:
                return DecisionFrontMatter.WithDate(document, value);
            case "deciders" or "decision makers" or "decision-makers" when document.DecisionMakers.IsEmpty:
                return document with { DecisionMakers = DecisionFrontMatter.Split(value) };
            case "consulted" when document.Consulted.IsEmpty:
                return document with { Consulted = DecisionFrontMatter.Split(value) };
            case "informed" when document.Informed.IsEmpty:
                return document with { Informed = DecisionFrontMatter.Split(value) };
            case "tags" when document.Tags.IsEmpty:
                return document with { Tags = [.. value.Split([',', ' '], StringSplitOptions.RemoveEmptyEntries)] };
            default:
                return null;
        }
    }
}
