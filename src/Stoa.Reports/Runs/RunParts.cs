using Stoa.Analysis.Recovery;
using Stoa.Assessment;
using Stoa.Reports.Availability;
using Stoa.Reports.Defense;
using Stoa.Reports.Drawing;
using Stoa.Reports.Json;
using Stoa.Reports.Monitoring;
using Stoa.Reports.Performance;
using Stoa.Reports.Recovery;

namespace Stoa.Reports.Runs;

/// <summary>
/// The parts of a run that a record keeps beside its proofs: the review, the findings, the figures, the picture; each as the verb of
/// its name writes it.
/// </summary>
public static class RunParts
{
    /// <summary>The review, <c>stoa/review/1</c>, without passes.</summary>
    public const string Review = "review.json";

    /// <summary>The findings with their code, <c>stoa/findings/1</c>.</summary>
    public const string Findings = "findings.json";

    /// <summary>The picture, as <c>stoa draw</c> writes it.</summary>
    public const string Picture = "picture.svg";

    /// <summary>The figures of <c>stoa availability</c>.</summary>
    public const string Availability = "availability.json";

    /// <summary>The figures of <c>stoa recovery</c>.</summary>
    public const string Recovery = "recovery.json";

    /// <summary>The figures of <c>stoa defense</c>.</summary>
    public const string Defense = "defense.json";

    /// <summary>The figures of <c>stoa monitoring</c>.</summary>
    public const string Monitoring = "monitoring.json";

    /// <summary>The figures of <c>stoa performance</c>.</summary>
    public const string Performance = "performance.json";

    /// <summary>The parts that are JSON, in the order of a run's document.</summary>
    public static IReadOnlyList<string> Documents { get; } = [Review, Findings, Availability, Recovery, Defense, Monitoring, Performance];

    /// <summary>Writes every part.</summary>
    /// <param name="run">The review.</param>
    /// <param name="version">Stoa's version.</param>
    /// <returns>The parts by name, in a stable order.</returns>
    public static IReadOnlyDictionary<string, byte[]> Of(ReviewRun run, string version)
    {
        var name = run.Assessment.Workload.Name;
        var figures = run.Figures;
        return new Dictionary<string, byte[]>
        {
            [Review] = Bytes(output => JsonReport.Write(run.Assessment, output, version)),
            [Findings] = Bytes(output => FindingsJson.Write(run.Assessment, output)),
            [Availability] = Bytes(output => AvailabilityJson.Write(figures.Availability, name, version, output)),
            [Recovery] = Bytes(output => RecoveryJson.Write(figures.Recovery, RecoveryAnalyzer.Simulate(figures), name, version, output)),
            [Defense] = Bytes(output => DefenseJson.Write(figures.Defense, name, version, output)),
            [Monitoring] = Bytes(output => MonitoringJson.Write(figures.Monitoring, output)),
            [Performance] = Bytes(output => PerformanceJson.Write(figures.Performance, output)),
            [Picture] = Bytes(output => SvgDrawing.Write(PictureBuilder.Of(run), output)),
        };
    }

    private static byte[] Bytes(Action<Stream> write)
    {
        using var output = new MemoryStream();
        write(output);
        return output.ToArray();
    }
}
