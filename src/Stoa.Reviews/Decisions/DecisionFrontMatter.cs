using System.Collections.Immutable;
using Stoa.Language.Diagnostics;
using Stoa.Language.Documents;
using Stoa.Language.Text;

namespace Stoa.Reviews.Decisions;

/// <summary>The YAML between the two lines <c>---</c> with which a file may begin.</summary>
internal static class DecisionFrontMatter
{
    private static readonly string[] StoaFields = ["workload", "milestone", "questions", "best-practices"];

    /// <summary>
    /// Takes the fields that mean something here; others are kept as they stand. <paramref name="length"/>: where the text goes on.
    /// <paramref name="says"/>: whether a field of ours was among them. What is no YAML is given back as <paramref name="unread"/>.
    /// </summary>
    public static DecisionDocument Read(
        DecisionDocument document, SourceText source, DiagnosticBag diagnostics, out int length, out bool says, out string unread)
    {
        (says, unread) = (false, "");
        length = End(source.Text, out var end);
        if (length == 0)
        {
            return document;
        }

        var head = new SourceText(source.Path, source.Text[..end]);
        var read = YamlReader.Read(head);
        if (read.Root is not MappingNode mapping || mapping.Entries.Any(e => head.GetPosition(e.Key.Span.Start).Column != 1)
            || read.Diagnostics.Any(d => d.Severity == DiagnosticSeverity.Error))
        {
            var inner = head.Text.AsSpan(4).Trim();
            if (!inner.IsEmpty)
            {
                unread = $"```yaml\n{inner}\n```";
                diagnostics.AddRange(read.Diagnostics);
                diagnostics.Add(ReviewsDiagnostics.UnreadableFrontMatter(new Location(source, new TextSpan(0, 3))));
            }

            return document;
        }

        diagnostics.AddRange(read.Diagnostics);
        var others = ImmutableArray.CreateBuilder<string>();
        int[] starts = [.. mapping.Entries.Select(e => e.Key.Span.Start).Order(), end];
        for (var i = 0; i < mapping.Entries.Length; i++)
        {
            var (key, value) = mapping.Entries[i];
            if (Take(document, key.Text, value, head, diagnostics) is { } taken)
            {
                document = taken;
                says |= key.Text is not "title";
                continue;
            }

            var start = key.Span.Start;
            others.Add(head.Text[start..starts[Array.BinarySearch(starts, start) + 1]].TrimEnd());
        }

        return document with { OtherFields = others.ToImmutable() };
    }

    /// <summary>Where the text after the front matter begins, and where its YAML ends; 0 where there is none.</summary>
    private static int End(string text, out int end)
    {
        end = 0;
        var isFirst = true;
        foreach (var (line, from, next) in new Markdown.Lines(text))
        {
            if (isFirst)
            {
                if (!line.TrimEnd().SequenceEqual("---"))
                {
                    return 0;
                }

                isFirst = false;
            }
            else if (line.TrimEnd() is "---" or "...")
            {
                end = from;
                return next;
            }
        }

        return 0;
    }

    private static DecisionDocument? Take(DecisionDocument document, string key, Node value, SourceText source, DiagnosticBag diagnostics)
    {
        switch (key.ToLowerInvariant())
        {
            case "status" when Text(value) is { } status:
                return WithStatus(document, status);
            case "date" when Text(value) is { } date:
                return WithDate(document, date);
            case "decision-makers" or "deciders" or "decision_makers" when List(value) is { } makers:
                return document with { DecisionMakers = makers };
            case "consulted" when List(value) is { } consulted:
                return document with { Consulted = consulted };
            case "informed" when List(value) is { } informed:
                return document with { Informed = informed };
            case "tags" when List(value) is { } tags:
                return document with { Tags = tags };
            case "title" when Text(value) is { Length: > 0 } title && !title.Contains('\n') && document.Title.Length == 0:
                return document with { Title = title.Trim() };
            case "stoa" when value is MappingNode stoa:
                return document with { Stoa = Links(stoa, source, diagnostics) };
            case "status" or "date":
                diagnostics.Add(ReviewsDiagnostics.WrongDecisionField(key, "a text", new Location(source, value.Span)));
                return null;
            case "decision-makers" or "deciders" or "consulted" or "informed" or "tags":
                diagnostics.Add(ReviewsDiagnostics.WrongDecisionField(key, "a list of texts", new Location(source, value.Span)));
                return null;
            case "stoa":
                diagnostics.Add(ReviewsDiagnostics.WrongDecisionField(key, "a mapping", new Location(source, value.Span)));
                return null;
            default:
                return null;
        }
    }

    /// <summary>The document with a status as written, and with what that says of other decisions.</summary>
    public static DecisionDocument WithStatus(DecisionDocument document, string text)
    {
        var status = DecisionStatusText.Parse(text);
        return document with
        {
            Status = status.Status,
            StatusText = status.Rest,
            SupersededBy = status.SupersededBy ?? document.SupersededBy,
            Supersedes = document.Supersedes.AddRange(status.Supersedes),
            RelatedTo = document.RelatedTo.AddRange(status.RelatedTo),
        };
    }

    /// <summary>The document with a date as written.</summary>
    public static DecisionDocument WithDate(DecisionDocument document, string text) =>
        DecisionStatusText.ParseDate(text) is { } date
            ? document with { Date = date, DateText = "" }
            : document with { DateText = text.Trim() };

    private static StoaLinks Links(MappingNode stoa, SourceText source, DiagnosticBag diagnostics)
    {
        var links = StoaLinks.None;
        foreach (var (key, value) in stoa.Entries)
        {
            switch (key.Text)
            {
                case "workload" when Text(value) is { } workload:
                    links = links with { Workload = workload.Length == 0 ? null : workload };
                    break;
                case "milestone" when Text(value) is { } milestone:
                    links = links with { Milestone = milestone.Length == 0 ? null : milestone };
                    break;
                case "questions" when List(value) is { } questions:
                    links = links with { Questions = questions };
                    break;
                case "best-practices" when List(value) is { } practices:
                    links = links with { BestPractices = practices };
                    break;
                case "workload" or "milestone":
                    diagnostics.Add(ReviewsDiagnostics.WrongDecisionField(key.Text, "a text", new Location(source, value.Span)));
                    break;
                case "questions" or "best-practices":
                    diagnostics.Add(ReviewsDiagnostics.WrongDecisionField(key.Text, "a list of texts", new Location(source, value.Span)));
                    break;
                default:
                    diagnostics.Add(ReviewsDiagnostics.UnknownStoaField(key.Text, StoaFields, new Location(source, key.Span)));
                    break;
            }
        }

        return links;
    }

    private static string? Text(Node value) => value is ScalarNode scalar ? scalar.IsNull ? "" : scalar.Text : null;

    /// <summary>A list of texts, or one text with commas.</summary>
    private static ImmutableArray<string>? List(Node value) => value switch
    {
        ScalarNode { IsNull: true } => [],
        ScalarNode scalar => Split(scalar.Text),
        SequenceNode sequence when sequence.Items.All(i => i is ScalarNode) => [.. sequence.Items.Cast<ScalarNode>().Where(s => !s.IsNull).Select(s => s.Text)],
        _ => null,
    };

    /// <summary>The parts of a text with commas.</summary>
    public static ImmutableArray<string> Split(string text) =>
        [.. text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)];
}
