using Stoa.Language.Text;
using Stoa.Language.Values;

namespace Stoa.Workloads.CloudFormation;

/// <summary>The wishes to be spared a check that stand in a resource's metadata, in the ways of the tools that people use already.</summary>
internal static class SuppressionReader
{
    private const string Mark = "stoa:ignore=";

    /// <summary>What the metadata of a resource, and the comments in it and right above it, say.</summary>
    /// <param name="metadata">The evaluated <c>Metadata</c>, or null.</param>
    /// <param name="template">The template, for its comments.</param>
    /// <param name="id">The logical id as written in the template.</param>
    /// <param name="declaration">Where the logical id stands.</param>
    public static IReadOnlyList<Suppression> Of(Value? metadata, Template template, string id, TextSpan declaration)
    {
        List<Suppression>? found = null;
        if (metadata is { HasValue: true, Kind: TypeKind.Object })
        {
            FromMetadata(metadata, ref found);
        }

        if (template.HasSuppressions && template.Resources[id] is { } body)
        {
            FromComments(template, declaration.Start, body.Span.End, ref found);
        }

        return found is null ? [] : found;
    }

    /// <summary>Comments from the line above a resource to its end: <c># stoa:ignore=ID reason</c>.</summary>
    private static void FromComments(Template template, int start, int end, ref List<Suppression>? found)
    {
        var source = template.Source;
        var line = source.GetLine(start);
        foreach (var comment in template.Comments)
        {
            var text = source.Slice(comment.Span);
            var mark = text.IndexOf(Mark, StringComparison.Ordinal);
            var isAbove = comment.Span.Start < start && source.GetLine(comment.Span.Start) == line - 1;
            if (mark < 0 || !isAbove && (comment.Span.Start < start || comment.Span.Start > end))
            {
                continue;
            }

            var rest = text[(mark + Mark.Length)..].Trim();
            var space = rest.IndexOf(' ');
            var reason = space < 0 ? "" : rest[(space + 1)..].Trim().ToString();
            DateOnly? expires = null;
            const string Until = "until=";
            if (reason.StartsWith(Until, StringComparison.Ordinal))
            {
                var words = reason.Split(' ', 2);
                expires = DateOnly.TryParseExact(words[0][Until.Length..], "yyyy-MM-dd", out var date) ? date : null;
                reason = words.Length > 1 ? words[1].Trim() : "";
            }

            foreach (var check in (space < 0 ? rest : rest[..space]).ToString().Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            {
                (found ??= []).Add(new Suppression(check, reason.Length == 0 ? null : reason, expires, new Location(source, comment.Span)));
            }
        }
    }

    private static void FromMetadata(Value metadata, ref List<Suppression>? list)
    {
        var found = list;
        ReadList("cfn_nag", "rules_to_suppress", "reason");
        ReadList("cdk_nag", "rules_to_suppress", "reason");
        ReadList("checkov", "skip", "comment");
        ReadList("guard", "SuppressedRules", "reason");
        list = found;

        void ReadList(string tool, string list, string reason)
        {
            if (!metadata.TryGet(tool, out var section)
                || !section.HasValue || section.Kind != TypeKind.Object
                || !section.TryGet(list, out var rules)
                || !rules.HasValue || rules.Kind != TypeKind.Tuple)
            {
                return;
            }

            foreach (var rule in rules.Items)
            {
                if (Read(rule, reason) is { } suppression)
                {
                    (found ??= []).Add(suppression);
                }
            }
        }
    }

    private static Suppression? Read(Value rule, string reason)
    {
        if (rule.Origin is not { } origin)
        {
            return null;
        }

        if (Stack.TextOf(rule) is { } name)
        {
            return new Suppression(name, null, null, origin.Location);
        }

        return rule.HasValue && rule.Kind == TypeKind.Object && rule.TryGet("id", out var id) && Stack.TextOf(id) is { } text
            ? new Suppression(text, rule.TryGet(reason, out var why) ? Stack.TextOf(why) : null, null, origin.Location)
            : null;
    }
}
