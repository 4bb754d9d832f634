using Stoa.Analysis;
using Stoa.Reports.Availability;

namespace Stoa.Reports.Figures;

/// <summary>The figures of the whole as sections of the Markdown report.</summary>
internal static class FiguresMarkdown
{
    /// <summary>Writes the sections that have something to say.</summary>
    public static void Write(WorkloadFigures figures, TextWriter output) => AvailabilityMarkdown.Write(figures.Availability, output);
}
