using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace Stoa.Reviews.Decisions;

/// <summary>
/// Writes decisions as MADR 4. What is written reads back as the same document, as long as its texts are in their normal form: a heading
/// within a text is deeper than the one above it, and fenced code is closed. Texts that are not are mended so that no section breaks.
/// </summary>
public static class DecisionWriter
{
    /// <summary>The name of the file: <c>0012-keep-a-standby.md</c>.</summary>
    public static string FileName(DecisionDocument document) => document.Id + ".md";

    /// <summary>The text of the file, ended by a line break.</summary>
    public static string Write(DecisionDocument document)
    {
        var output = new StringBuilder(1024);
        var supersededByStands = WriteFrontMatter(output, document);
        output.Append("# ").Append(Line(document.Title)).Append('\n');
        foreach (var section in document.OtherSections.Where(s => s.Heading.Length == 0))
        {
            Paragraphs(output, Markdown.Below(section.Markdown, 3));
        }

        Section(output, "Context and Problem Statement", Markdown.Below(document.Context, 3));
        if (!document.Drivers.IsEmpty)
        {
            Section(output, "Decision Drivers", "");
            Items(output, "", document.Drivers);
        }

        if (!document.Options.IsEmpty)
        {
            Section(output, "Considered Options", "");
            Items(output, "", document.Options.Select(o => Line(o.Title)));
        }

        WriteOutcome(output, document);
        WriteOptions(output, document.Options);
        WriteMoreInformation(output, document, supersededByStands);
        foreach (var section in document.OtherSections.Where(s => s.Heading.Length > 0))
        {
            Section(output, Line(section.Heading), Markdown.Below(section.Markdown, 3));
        }

        return output.ToString();
    }

    private static bool WriteFrontMatter(StringBuilder output, DecisionDocument document)
    {
        var status = Status(document, out var supersededByStands);
        var lines = new StringBuilder();
        Field(lines, "status", status);
        if (document.Date is { } date)
        {
            lines.Append("date: ").Append(date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)).Append('\n');
        }
        else
        {
            Field(lines, "date", document.DateText);
        }

        Field(lines, "decision-makers", document.DecisionMakers);
        Field(lines, "consulted", document.Consulted);
        Field(lines, "informed", document.Informed);
        Field(lines, "tags", document.Tags);
        foreach (var field in document.OtherFields)
        {
            lines.Append(Markdown.Normal(field)).Append('\n');
        }

        if (!document.Stoa.IsEmpty)
        {
            lines.Append("stoa:\n");
            Field(lines, "  workload", document.Stoa.Workload ?? "");
            Field(lines, "  milestone", document.Stoa.Milestone ?? "");
            Field(lines, "  questions", document.Stoa.Questions);
            Field(lines, "  best-practices", document.Stoa.BestPractices);
        }

        if (lines.Length > 0)
        {
            output.Append("---\n").Append(lines).Append("---\n\n");
        }

        return supersededByStands;
    }

    private static string Status(DecisionDocument document, out bool supersededByStands)
    {
        supersededByStands = true;
        if (document.StatusText.Length > 0)
        {
            // A text that says something else than the status has been overtaken by it.
            var said = DecisionStatusText.Parse(document.StatusText);
            if (said.Status == document.Status && (said.SupersededBy is null || said.SupersededBy == document.SupersededBy))
            {
                supersededByStands = said.SupersededBy == document.SupersededBy;
                return document.StatusText;
            }
        }

        var word = DecisionStatusText.Word(document.Status);
        if (document.SupersededBy is not { Length: > 0 } by)
        {
            return word;
        }

        supersededByStands = document.Status == DecisionStatus.Superseded;
        return supersededByStands ? DecisionLinks.Write("superseded by", by) : word;
    }

    private static void WriteOutcome(StringBuilder output, DecisionDocument document)
    {
        var outcome = Markdown.Below(document.Outcome, 3, DecisionHeadings.IsPartOfOutcome);
        Section(output, "Decision Outcome", DecisionOutcome.Write(document.ChosenOption, outcome));
        var consequences = document.Consequences;
        if (!consequences.IsEmpty)
        {
            output.Append("\n### Consequences\n");
            Paragraphs(output, Markdown.Below(consequences.Text, 4));
            Arguments(output, consequences.Good, consequences.Neutral, consequences.Bad);
        }

        if (!string.IsNullOrWhiteSpace(document.Confirmation))
        {
            output.Append("\n### Confirmation\n");
            Paragraphs(output, Markdown.Below(document.Confirmation, 4));
        }
    }

    private static void WriteOptions(StringBuilder output, ImmutableArray<DecisionOption> options)
    {
        var first = true;
        foreach (var option in options)
        {
            if (string.IsNullOrWhiteSpace(option.Description) && option.Pros.IsEmpty && option.Neutral.IsEmpty && option.Cons.IsEmpty)
            {
                continue;
            }

            if (first)
            {
                Section(output, "Pros and Cons of the Options", "");
                first = false;
            }

            output.Append("\n### ").Append(Line(option.Title)).Append('\n');
            Paragraphs(output, Markdown.Below(option.Description, 4));
            Arguments(output, option.Pros, option.Neutral, option.Cons);
        }
    }

    private static void WriteMoreInformation(StringBuilder output, DecisionDocument document, bool supersededByStands)
    {
        List<string> links = [.. document.Supersedes.Select(s => DecisionLinks.Write("Supersedes", s))];
        if (!supersededByStands && document.SupersededBy is { } by)
        {
            links.Add(DecisionLinks.Write("Superseded by", by));
        }

        links.AddRange(document.RelatedTo.Select(r => DecisionLinks.Write(r.Relation.Length == 0 ? "Related to" : Line(r.Relation), r.Target)));
        if (links.Count == 0 && string.IsNullOrWhiteSpace(document.MoreInformation))
        {
            return;
        }

        Section(output, "More Information", "");
        Items(output, "", links);
        Paragraphs(output, Markdown.Below(document.MoreInformation, 3));
    }

    private static void Section(StringBuilder output, string heading, string text)
    {
        output.Append("\n## ").Append(heading).Append('\n');
        Paragraphs(output, text);
    }

    private static void Paragraphs(StringBuilder output, string text)
    {
        if (text.Length > 0)
        {
            output.Append('\n').Append(text).Append('\n');
        }
    }

    private static void Arguments(StringBuilder output, ImmutableArray<string> good, ImmutableArray<string> neutral, ImmutableArray<string> bad) =>
        Items(output, "", [.. good.Select(g => $"Good, because {g}"), .. neutral.Select(n => $"Neutral, because {n}"), .. bad.Select(b => $"Bad, because {b}")]);

    private static void Items(StringBuilder output, string before, IEnumerable<string> items)
    {
        var first = true;
        foreach (var item in items)
        {
            if (first)
            {
                output.Append(before).Append('\n');
                first = false;
            }

            Markdown.AppendItem(output, item);
        }
    }

    private static void Field(StringBuilder output, string name, string value)
    {
        if (value.Length > 0)
        {
            output.Append(name).Append(": ").Append(Scalar(value)).Append('\n');
        }
    }

    private static void Field(StringBuilder output, string name, ImmutableArray<string> values)
    {
        if (!values.IsEmpty)
        {
            output.Append(name).Append(": [").AppendJoin(", ", values.Select(Scalar)).Append("]\n");
        }
    }

    /// <summary>A scalar of YAML: bare where nobody could take it for something else.</summary>
    private static string Scalar(string value)
    {
        var bare = value.Length > 0 && char.IsAsciiLetter(value[0]) && value[^1] != ' '
            && value.All(c => char.IsAsciiLetterOrDigit(c) || c is ' ' or '-' or '_' or '.' or '/' or '@')
            && value.ToLowerInvariant() is not ("true" or "false" or "null" or "yes" or "no" or "on" or "off" or "y" or "n");
        if (bare)
        {
            return value;
        }

        var quoted = new StringBuilder(value.Length + 8).Append('"');
        foreach (var c in value)
        {
            _ = c switch
            {
                '"' => quoted.Append("\\\""),
                '\\' => quoted.Append("\\\\"),
                '\n' => quoted.Append("\\n"),
                '\t' => quoted.Append("\\t"),
                < ' ' or '\u007F' or (>= '\u0080' and <= '\u00A0') or '\u2028' or '\u2029' or '\uFEFF' => quoted.Append($"\\u{(int)c:X4}"),
                _ => quoted.Append(c),
            };
        }

        return quoted.Append('"').ToString();
    }

    private static string Line(string text) => text.Trim().Replace("\r", "").Replace('\n', ' ');
}
