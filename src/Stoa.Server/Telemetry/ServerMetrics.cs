using System.Diagnostics.Metrics;

namespace Stoa.Server.Telemetry;

/// <summary>What the server counts beside what its framework counts.</summary>
public sealed class ServerMetrics
{
    /// <summary>The meter's name.</summary>
    public const string Meter = "Stoa";

    private readonly Counter<long> pushes;
    private readonly Histogram<double> reviews;

    /// <summary>The server's meter.</summary>
    public ServerMetrics(IMeterFactory meters)
    {
        var meter = meters.Create(Meter);
        pushes = meter.CreateCounter<long>("stoa.runs.pushed", "{run}", "Runs that pipelines brought");
        reviews = meter.CreateHistogram<double>("stoa.review.duration", "s", "Reviews of uploads, by outcome");
    }

    /// <summary>A pipeline brought a run.</summary>
    public void Pushed() => pushes.Add(1);

    /// <summary>An upload was reviewed.</summary>
    public void Reviewed(string outcome, TimeSpan duration) => reviews.Record(duration.TotalSeconds, new KeyValuePair<string, object?>("outcome", outcome));
}
