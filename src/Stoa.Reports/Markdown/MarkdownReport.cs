using Stoa.Assessment;
using Stoa.Language.Text;
using Stoa.Reports.Figures;

namespace Stoa.Reports.Markdown;

/// <summary>An assessment as GitHub-flavoured Markdown: for a pull request, a wiki, an archive. Deterministic.</summary>
public static class MarkdownReport
{
    /// <summary>Writes the report.</summary>
    public static void Write(WorkloadAssessment assessment, TextWriter output)
    {
        WriteHead(assessment, output);
        WritePillars(assessment, output);
        WritePlan(assessment, output);
        FiguresMarkdown.Write(assessment.Figures, output);
        WriteQuestions(assessment, output);
        WriteUndecided(assessment, output);
        WriteDiagnostics(assessment, output);
    }

    private static void WriteHead(WorkloadAssessment assessment, TextWriter output)
    {
        var workload = assessment.Workload;
        var summary = assessment.Summary;
        Line(output, $"# {Inline(workload.Name)}: Well-Architected review");
        Line(output);
        var scope = new List<string>();
        if (workload.Environment is { } environment)
        {
            scope.Add(Inline(environment));
        }

        scope.AddRange(workload.Regions.Select(Inline));
        scope.Add(Names.Count(summary.Resources, "resource"));
        scope.Add(Names.Count(summary.Files, "file"));
        scope.Add($"lens {assessment.LensId}");
        Line(output, string.Join(" · ", scope));
        Line(output);
    }

    private static void WritePillars(WorkloadAssessment assessment, TextWriter output)
    {
        Line(output, "| Pillar | Score | High risks | Medium risks | Known | |");
        Line(output, "|---|---:|---:|---:|---:|---|");
        foreach (var pillar in assessment.Pillars)
        {
            var score = pillar.Score is { } s ? $"{s:0}" : "–";
            Line(
                output,
                $"| {pillar.Pillar.Name} | {score} | {pillar.Risks.High} | {pillar.Risks.Medium} | {pillar.Coverage * 100:0} % | {(pillar.NeedsImprovement ? "needs improvement" : "")} |");
        }

        Line(output);
        Line(output, "Risks are counted in questions. *Known* is the share of applicable best practices about which evidence says something; the score is over those alone.");
        Line(output);
    }

    private static void WritePlan(WorkloadAssessment assessment, TextWriter output)
    {
        Line(output, "## What to do first");
        Line(output);
        if (assessment.Plan.IsEmpty)
        {
            Line(output, "Nothing that was checked fails.");
            Line(output);
            return;
        }

        foreach (var item in assessment.Plan)
        {
            Line(
                output,
                $"{item.Rank}. **{Inline(item.Check.Title)}** ({item.BestPractice}, question risk {Names.Of(item.Risk)}, severity {Names.Of(item.Check.Severity)}, effort {Names.Of(item.Check.Effort)}, {Names.Count(item.Resources, "resource")}) `{item.Check.Id}`");
            foreach (var finding in item.Findings)
            {
                Line(output, $"   - {Place(finding.Location)}{Inline(finding.Message)}{Addresses(finding)}");
            }
        }

        Line(output);
    }

    private static string Addresses(Finding finding)
    {
        const int Shown = 5;
        var addresses = finding.Addresses.Select(static a => $"`{a}`").ToList();
        return addresses.Count == 0 ? "" : $": {string.Join(", ", addresses.Take(Shown))}{(addresses.Count > Shown ? $" and {addresses.Count - Shown:N0} more" : "")}";
    }

    private static void WriteQuestions(WorkloadAssessment assessment, TextWriter output)
    {
        Line(output, "## Questions");
        Line(output);
        foreach (var pillar in assessment.Pillars)
        {
            Line(output, $"### {pillar.Pillar.Name}");
            Line(output);
            foreach (var question in pillar.Questions)
            {
                Line(output, $"**{question.Question.Id}** {Inline(question.Question.Title)} · {Names.Of(question.Risk)} · {question.Coverage * 100:0} % known");
                Line(output);
                foreach (var practice in question.BestPractices.Where(static b => b.State != BestPracticeState.Unknown))
                {
                    var share = practice.Met is { } met && practice.State == BestPracticeState.Partly ? $" ({met * 100:0} %)" : "";
                    var proof = string.Join("; ", practice.Evidence.Select(Proof));
                    Line(output, $"- {practice.BestPractice.Id} {Inline(practice.BestPractice.Title)}: **{Names.Of(practice.State)}**{share}{(proof.Length > 0 ? $" — {proof}" : "")}");
                }

                Line(output);
            }
        }
    }

    private static string Proof(Evidence evidence) => evidence.Source == EvidenceSource.Check
        ? $"`{evidence.Reference}` {evidence.Passed} of {evidence.Passed + evidence.Failed} pass{(evidence.Undecided > 0 ? $", {evidence.Undecided} undecided" : "")}"
        : $"{Names.Of(evidence.Source)} {Inline(evidence.Reference)}{(evidence.Note is { } note ? $": {Inline(note)}" : "")}";

    private static void WriteUndecided(WorkloadAssessment assessment, TextWriter output)
    {
        if (assessment.Undecided.IsEmpty)
        {
            return;
        }

        Line(output, "## For a person to answer");
        Line(output);
        Line(output, "The source alone does not decide these.");
        Line(output);
        foreach (var group in assessment.Undecided.GroupBy(static f => f.Check.Id))
        {
            Line(output, $"- {Inline(group.First().Check.Title)} `{group.Key}`");
            foreach (var finding in group)
            {
                Line(output, $"  - {Place(finding.Location)}{Inline(finding.Message)}{Addresses(finding)}");
            }
        }

        Line(output);
    }

    private static void WriteDiagnostics(WorkloadAssessment assessment, TextWriter output)
    {
        if (assessment.Diagnostics.Count == 0)
        {
            return;
        }

        Line(output, "## What could not be read or followed");
        Line(output);
        foreach (var diagnostic in assessment.Diagnostics)
        {
            Line(output, $"- {Place(diagnostic.Location)}{Names.Of(diagnostic.Severity)} {diagnostic.Code}: {Inline(diagnostic.Summary)}. {Inline(diagnostic.Detail)}");
        }

        Line(output);
    }

    private static string Place(Location? location) => location is null ? "" : $"`{location}` ";

    private static void Line(TextWriter output, string text = "") => output.Write(text + "\n");

    // Text from the reviewed files must not become markup of the report.
    private static string Inline(string text)
    {
        var clean = new System.Text.StringBuilder(text.Length);
        foreach (var c in text)
        {
            if (c is '\\' or '`' or '*' or '_' or '[' or ']' or '<' or '>' or '|' or '#' or '&')
            {
                clean.Append('\\').Append(c);
            }
            else
            {
                clean.Append(char.IsControl(c) ? ' ' : c);
            }
        }

        return clean.ToString();
    }
}
