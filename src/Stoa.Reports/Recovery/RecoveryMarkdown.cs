using Stoa.Analysis.Recovery;

namespace Stoa.Reports.Recovery;

/// <summary>How a workload recovers, as a section of the Markdown report.</summary>
public static class RecoveryMarkdown
{
    /// <summary>Writes the section, its heading included; nothing where nothing is seen that could be lost.</summary>
    public static void Write(RecoveryAnalysis figures, TextWriter output)
    {
        ArgumentNullException.ThrowIfNull(figures);
        if (figures.Stores.Count == 0 && figures.Strategy.Compute is null)
        {
            return;
        }

        output.Write($"## Recovery\n\nStrategy: **{figures.Strategy.Workload}**. {Sentence(figures.Strategy.Workload.Reasons is [var reason, ..] ? reason : null)}\n\n");
        output.Write("| when this happens | data lost | back after | why |\n|---|---|---|---|\n");
        foreach (var outcome in figures.Outcomes.Where(static o => o.Applies))
        {
            output.Write($"| {DisasterOutcome.NameOf(outcome.Disaster)} | {RecoveryText.Loss(outcome.Loss)} | {RecoveryText.Downtime(outcome.Downtime)} | {Cell(outcome.Reasons is [var why, ..] ? why : null)} |\n");
        }

        output.Write('\n');
        foreach (var check in figures.Objectives.Where(static c => c.State != ObjectiveState.Met))
        {
            output.Write($"- {(check.IsOfTime ? "RTO" : "RPO")} of {TimeText.Of(check.Asked)}, {DisasterOutcome.NameOf(check.Disaster)}: {Cell(check.Text)}\n");
        }

        if (figures.Objectives.Any(static c => c.State != ObjectiveState.Met))
        {
            output.Write('\n');
        }

        output.Write("Estimates from the code and the assumptions that `stoa recovery` lists.\n\n");
    }

    private static string Sentence(string? clause) => string.IsNullOrEmpty(clause) ? "" : $"{char.ToUpperInvariant(clause[0])}{Cell(clause)[1..]}.";

    private static string Cell(string? text) => (text ?? "").Replace("|", "\\|", StringComparison.Ordinal).Replace('\n', ' ');
}
