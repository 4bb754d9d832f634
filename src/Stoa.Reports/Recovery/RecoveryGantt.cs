using System.Globalization;
using Stoa.Analysis.Recovery;

namespace Stoa.Reports.Recovery;

/// <summary>
/// The steps of recoveries as a Gantt chart in Mermaid. It is drawn at worst, from minute 0 on; where the worst is unknown, at best, and
/// the step's name says so.
/// </summary>
public static class RecoveryGantt
{
    /// <summary>Writes the chart.</summary>
    /// <param name="figures">What to draw.</param>
    /// <param name="name">What the workload is called.</param>
    /// <param name="shown">The disaster; null: all of which anything can be drawn.</param>
    /// <param name="output">Where to.</param>
    public static void Write(RecoveryAnalysis figures, string name, Disaster? shown, TextWriter output)
    {
        ArgumentNullException.ThrowIfNull(figures);
        ArgumentNullException.ThrowIfNull(output);
        output.Write($"gantt\n    title {Text($"{name}: recovery, at worst")}\n    dateFormat X\n    axisFormat %H:%M\n");
        var number = 0;
        foreach (var outcome in figures.Outcomes.Where(o => o.Applies && (shown is null || o.Disaster == shown) && o.Plan.Steps.Count > 0 && !o.Downtime.IsEndless))
        {
            output.Write($"    section {Text(DisasterOutcome.NameOf(outcome.Disaster))}\n");
            foreach (var step in outcome.Plan.Steps)
            {
                number++;
                var begin = step.Begins.High ?? step.Begins.Low;
                var takes = step.Takes.High ?? step.Takes.Low;
                var label = step.Takes.IsKnown ? step.Takes.ToString() : $"{step.Takes}";
                output.Write(string.Create(CultureInfo.InvariantCulture, $"    {Text($"{step.Name} ({label})")} :{(step.IsCritical ? "crit, " : "")}s{number}, {begin:0}, {Math.Max(1, begin + takes):0}\n"));
            }
        }
    }

    // A colon or a semicolon ends a task's name, a hash begins a comment.
    private static string Text(string text) => text.Replace(':', ' ').Replace(';', ',').Replace('#', ' ').Replace('\n', ' ');
}
