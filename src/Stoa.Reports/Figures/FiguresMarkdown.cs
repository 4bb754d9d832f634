using Stoa.Analysis;
using Stoa.Reports.Availability;
using Stoa.Reports.Defense;
using Stoa.Reports.Monitoring;
using Stoa.Reports.Performance;
using Stoa.Reports.Recovery;

namespace Stoa.Reports.Figures;

/// <summary>The figures of the whole as sections of the Markdown report.</summary>
internal static class FiguresMarkdown
{
    /// <summary>Writes the sections that have something to say.</summary>
    public static void Write(WorkloadFigures figures, TextWriter output)
    {
        AvailabilityMarkdown.Write(figures.Availability, output);
        RecoveryMarkdown.Write(figures.Recovery, output);
        DefenseMarkdown.Write(figures.Defense, output);
        MonitoringMarkdown.Write(figures.Monitoring, output);
        PerformanceMarkdown.Write(figures.Performance, output);
    }
}
