using Stoa.Assessment;
using Stoa.Language.Diagnostics;
using Stoa.Reports.Figures;

namespace Stoa.Reports.Text;

/// <summary>How a text report is laid out.</summary>
public sealed record TextReportOptions
{
    /// <summary>The width of the screen in columns, from 60.</summary>
    public int Width { get; init; } = 100;

    /// <summary>Whether to colour it with ANSI escapes.</summary>
    public bool Color { get; init; }

    /// <summary>How many pieces of advice are listed; null: all.</summary>
    public int? Advice { get; init; } = 10;

    /// <summary>How long the review took. Null leaves it out, so that two runs give the same bytes.</summary>
    public TimeSpan? Elapsed { get; init; }
}

/// <summary>An assessment for a terminal: the pillars first, then what to do first, then what a person has to answer.</summary>
public static class TextReport
{
    // A row of a pillar with a bar of twenty cells and the hint beside it.
    private const int WideRow = 106;
    private const int WideBar = 20;
    private const int NarrowBar = 14;
    private const int MaxAddresses = 3;
    private const int MaxPlaces = 3;
    private const int MaxDiagnostics = 5;

    /// <summary>Writes the report.</summary>
    public static void Write(WorkloadAssessment assessment, TextWriter output, TextReportOptions options)
    {
        var page = new Page(output, options);
        WriteHeader(page, assessment, options);
        WritePillars(page, assessment);
        FiguresText.Write(page, assessment.Figures);
        WriteAdvice(page, assessment, options);
        WriteUndecided(page, assessment);
        WriteDiagnostics(page, assessment.Diagnostics);
    }

    private static void WriteHeader(Page page, WorkloadAssessment assessment, TextReportOptions options)
    {
        var workload = assessment.Workload;
        var name = string.Join(" · ", new[] { workload.Name, workload.Environment, string.Join(", ", workload.Regions) }.Where(static s => !string.IsNullOrEmpty(s)));
        var size = $"{Names.Count(assessment.Summary.Resources, "resource")} · {Names.Count(assessment.Summary.Files, "file")}";
        if (options.Elapsed is { } elapsed)
        {
            size += $" · {elapsed.TotalSeconds:0.00} s";
        }

        var gap = Math.Max(2, page.Width - name.Length - size.Length);
        page.Line($"{page.Bold(name)}{new string(' ', gap)}{page.Dim(size)}");
        page.Line();
    }

    private static void WritePillars(Page page, WorkloadAssessment assessment)
    {
        var cells = page.Width >= WideRow ? WideBar : NarrowBar;
        var nameWidth = assessment.Pillars.Select(static p => p.Pillar.Name.Length).DefaultIfEmpty().Max();
        foreach (var pillar in assessment.Pillars)
        {
            var name = pillar.Pillar.Name.PadRight(nameWidth);
            if (pillar.Score is not { } score)
            {
                page.Line($"  {name}    –  {page.Dim("nothing known yet")}");
                continue;
            }

            var bar = Bar(score, cells).PadRight(cells);
            var painted = score < 50 ? page.Red(bar) : pillar.NeedsImprovement ? page.Yellow(bar) : page.Green(bar);
            var high = $"{pillar.Risks.High,2} high";
            var medium = $"{pillar.Risks.Medium,2} medium";
            var known = $"{pillar.Coverage * 100,3:0} % known";
            var hint = pillar.NeedsImprovement ? page.Yellow("  ← needs improvement") : "";
            page.Line(
                $"  {name}  {page.Bold($"{score,3:0}")}  {painted}  "
                + $"{(pillar.Risks.High > 0 ? page.Red(high) : page.Dim(high))}  {(pillar.Risks.Medium > 0 ? page.Yellow(medium) : page.Dim(medium))}"
                + $"  {page.Dim(known)}{hint}");
        }

        page.Line();
    }

    private static void WriteAdvice(Page page, WorkloadAssessment assessment, TextReportOptions options)
    {
        if (assessment.Plan.IsEmpty)
        {
            page.Line(assessment.Summary.Verdicts.Pass > 0 ? "  Nothing that was checked fails." : "  Nothing could be checked.");
            page.Line();
            return;
        }

        page.Line($"  {page.Bold("What to do first")}");
        var shown = Math.Min(options.Advice ?? int.MaxValue, assessment.Plan.Length);
        var rankWidth = shown.ToString().Length;
        foreach (var item in assessment.Plan.AsSpan()[..shown])
        {
            WriteItem(page, item, rankWidth);
        }

        if (shown < assessment.Plan.Length)
        {
            page.Line();
            page.Line($"  {page.Dim($"… and {assessment.Plan.Length - shown} more: --top 0 lists all, --format markdown writes a report")}");
        }

        page.Line();
    }

    private static void WriteItem(Page page, PlanItem item, int rankWidth)
    {
        var indent = new string(' ', 4 + rankWidth);
        var severity = Names.Of(item.Check.Severity);
        var painted = item.Check.Severity switch
        {
            Severity.High => page.Red(severity),
            Severity.Medium => page.Yellow(severity),
            _ => severity,
        };
        var tail = $"{item.BestPractice}  {severity} · {Names.Of(item.Check.Effort)} effort";
        var paintedTail = $"{item.BestPractice}  {painted}{page.Dim($" · {Names.Of(item.Check.Effort)} effort")}";
        var head = $"  {item.Rank.ToString().PadLeft(rankWidth)}  {item.Check.Title}";
        page.Line();
        if (head.Length + 2 + tail.Length <= page.Width)
        {
            page.Line($"{page.Bold(head)}{new string(' ', page.Width - head.Length - tail.Length)}{paintedTail}");
        }
        else
        {
            page.Line(page.Bold(head));
            page.Line($"{indent}{paintedTail}");
        }

        foreach (var finding in item.Findings.AsSpan()[..Math.Min(MaxPlaces, item.Findings.Length)])
        {
            var place = finding.Location?.ToString() ?? "workload";
            page.Wrapped(indent, page.Cyan(place), place.Length, $"{finding.Message}{Addresses(finding)}");
        }

        if (item.Findings.Length > MaxPlaces)
        {
            page.Line($"{indent}{page.Dim($"… and {Names.Count(item.Findings.Length - MaxPlaces, "more place")}; stoa explain {item.Check.Id}")}");
        }
    }

    private static string Addresses(Finding finding)
    {
        var addresses = finding.Addresses;
        return addresses.Count switch
        {
            0 => "",
            <= MaxAddresses => $" ({string.Join(", ", addresses)})",
            _ => $" ({addresses[0]} and {addresses.Count - 1:N0} more)",
        };
    }

    private static void WriteUndecided(Page page, WorkloadAssessment assessment)
    {
        var verdicts = assessment.Summary.Verdicts;
        page.Faint(
            "  ",
            $"{verdicts.Pass:N0} passed, {verdicts.Fail:N0} failed, {verdicts.Undecided:N0} undecided, {verdicts.Suppressed:N0} suppressed"
            + $" in {Names.Count(assessment.Summary.Checks, "check")}; {assessment.Summary.Coverage * 100:0} % of the framework's practices known");
        if (assessment.Undecided.IsEmpty)
        {
            return;
        }

        var checks = assessment.Undecided.Select(static f => f.Check.Id).Distinct().Count();
        page.Faint("  ", $"{Names.Count(checks, "check")} could not decide from the source alone: give values (--var, --var-file, a plan) or answer in stoa.yaml");
    }

    private static void WriteDiagnostics(Page page, IReadOnlyList<Diagnostic> diagnostics)
    {
        var troubles = diagnostics.Where(static d => d.Severity != DiagnosticSeverity.Info).OrderByDescending(static d => d.Severity).ToList();
        if (troubles.Count == 0)
        {
            return;
        }

        page.Line();
        page.Line($"  {page.Bold("What could not be read")}");
        foreach (var diagnostic in troubles.Take(MaxDiagnostics))
        {
            var place = diagnostic.Location?.ToString() ?? "";
            var word = Names.Of(diagnostic.Severity);
            var lead = place.Length == 0 ? word : $"{place}  {word}";
            var painted = diagnostic.Severity == DiagnosticSeverity.Error ? page.Red(lead) : page.Yellow(lead);
            page.Wrapped("  ", painted, lead.Length, $"{diagnostic.Summary}. {diagnostic.Detail}");
        }

        if (troubles.Count > MaxDiagnostics)
        {
            page.Line($"  {page.Dim($"… and {troubles.Count - MaxDiagnostics:N0} more; --format json has all")}");
        }
    }

    /// <summary>A bar of so many cells for a hundred points, to an eighth of a cell.</summary>
    internal static string Bar(double score, int cells)
    {
        const string Eighths = " ▏▎▍▌▋▊▉";
        var eighths = (int)Math.Round(Math.Clamp(score, 0, 100) / 100 * cells * 8);
        var full = new string('█', eighths / 8);
        return eighths % 8 == 0 ? full : full + Eighths[eighths % 8];
    }
}
