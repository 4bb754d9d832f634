using System.Buffers;
using System.Collections.Immutable;

namespace Stoa.Reviews.Decisions;

/// <summary>What a link between decisions says.</summary>
internal enum LinkKind
{
    /// <summary>Something else.</summary>
    Related,

    /// <summary>This one took the other's place.</summary>
    Supersedes,

    /// <summary>The other took this one's place.</summary>
    SupersededBy,
}

/// <summary>Lines that link decisions: <c>Supercedes [1. X](0001-x.md)</c>, <c>superseded by ADR-0005</c>.</summary>
internal static class DecisionLinks
{
    private const int LongestRelation = 60;

    private static readonly SearchValues<char> NotInRelations = SearchValues.Create("[](){}<>`|\"");

    /// <summary>What a relation means, in the spellings in use.</summary>
    public static LinkKind KindOf(string relation)
    {
        var words = relation.AsSpan().Trim();
        return words.EndsWith("superseded by", StringComparison.OrdinalIgnoreCase)
            || words.EndsWith("superceded by", StringComparison.OrdinalIgnoreCase)
            || words.EndsWith("replaced by", StringComparison.OrdinalIgnoreCase)
                ? LinkKind.SupersededBy
            : words.Equals("supersedes", StringComparison.OrdinalIgnoreCase)
            || words.Equals("supercedes", StringComparison.OrdinalIgnoreCase)
            || words.Equals("replaces", StringComparison.OrdinalIgnoreCase)
                ? LinkKind.Supersedes
                : LinkKind.Related;
    }

    /// <summary>
    /// The links of a line that is made of a relation and links. <paramref name="isAll"/>: the line says nothing beyond them.
    /// </summary>
    public static ImmutableArray<DecisionRelation> Read(string line, out bool isAll)
    {
        var text = line.AsSpan().Trim();
        if (Markdown.MarkerWidth(text) is > 0 and var marker)
        {
            text = text[marker..];
        }

        isAll = false;
        var relation = "";
        var links = ImmutableArray.CreateBuilder<DecisionRelation>();
        while (TryLink(text, out var before, out var target, out var after))
        {
            var words = before.Trim(" \t*_,;:");
            if (links.Count == 0)
            {
                if (words.IsEmpty || words.Length > LongestRelation || words.ContainsAny(NotInRelations))
                {
                    return [];
                }

                relation = words.ToString();
            }
            else if (words is not ("" or "and" or "&"))
            {
                break;
            }

            links.Add(new DecisionRelation(relation, target));
            text = after;
        }

        if (links.Count > 0)
        {
            isAll = text.Trim(" \t*_.,;").IsEmpty;
            return links.ToImmutable();
        }

        return Plain(text, out isAll);
    }

    /// <summary>A line that <see cref="Read"/> reads: the relation and the target.</summary>
    public static string Write(string relation, string target) =>
        DecisionNames.IsNumberOnly(target) ? $"{relation} {target}"
        : target.Contains("://") ? $"{relation} [{target}]({target})"
        : $"{relation} [{Label(target)}]({target}.md)";

    private static string Label(string target) =>
        DecisionNames.NumberOf(target) is { } number ? $"ADR-{number:0000}" : target;

    /// <summary>"superseded by ADR-0005", without brackets.</summary>
    private static ImmutableArray<DecisionRelation> Plain(ReadOnlySpan<char> text, out bool isAll)
    {
        isAll = false;
        text = text.Trim(" \t*_.");
        var at = text.LastIndexOfAny(" \t");
        if (at < 0)
        {
            return [];
        }

        var target = text[(at + 1)..];
        var before = text[..at].TrimEnd();
        if (before.EndsWith("adr", StringComparison.OrdinalIgnoreCase) && DecisionNames.IsNumberOnly(target.ToString()))
        {
            target = text[(before.Length - 3)..];
            before = before[..^3].TrimEnd();
        }

        var isNumber = DecisionNames.IsNumberOnly(target.ToString());
        var kind = KindOf(before.ToString());
        if (before.IsEmpty || before.Length > LongestRelation || !(isNumber || kind != LinkKind.Related && DecisionNames.NumberOf(target.ToString()) is not null)
            || (kind == LinkKind.Related && !target.StartsWith("adr", StringComparison.OrdinalIgnoreCase)))
        {
            return [];
        }

        isAll = true;
        var name = target.EndsWith(".md", StringComparison.OrdinalIgnoreCase) ? target[..^3] : target;
        return [new DecisionRelation(before.Trim(" \t:").ToString(), name.ToString())];
    }

    /// <summary>The first link to a Markdown file or an address: <c>[text](target)</c>.</summary>
    private static bool TryLink(ReadOnlySpan<char> text, out ReadOnlySpan<char> before, out string target, out ReadOnlySpan<char> after)
    {
        before = after = default;
        target = "";
        var middle = text.IndexOf("](");
        var open = middle < 0 ? -1 : text[..middle].IndexOf('[');
        var length = middle < 0 ? -1 : text[(middle + 2)..].IndexOf(')');
        if (open < 0 || length <= 0 || open > 0 && text[open - 1] == '!')
        {
            return false;
        }

        before = text[..open];
        after = text[(middle + 2 + length + 1)..];
        var address = text.Slice(middle + 2, length).Trim();
        if (address.Contains("://", StringComparison.Ordinal))
        {
            target = address.ToString();
            return !address.ContainsAny(" <>");
        }

        var anchor = address.IndexOf('#');
        address = anchor >= 0 ? address[..anchor] : address;
        if (!address.EndsWith(".md", StringComparison.OrdinalIgnoreCase) || address.Length <= 3)
        {
            return false;
        }

        address = address.StartsWith("./") ? address[2..] : address;
        target = address[..^3].ToString();
        return target.Length > 0;
    }
}
