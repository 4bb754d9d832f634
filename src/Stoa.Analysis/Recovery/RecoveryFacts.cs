using Stoa.Analysis.Facts;

namespace Stoa.Analysis.Recovery;

/// <summary>A figure that estimates start from, with where it comes from.</summary>
/// <param name="Id">What the workload's file overrides it by.</param>
/// <param name="What">What it is of.</param>
/// <param name="Value">The figure; for frequencies a number a year.</param>
/// <param name="Basis"><c>stated</c>, <c>derived</c>, <c>assumed</c>, or <c>said</c> where the workload's file says it.</param>
/// <param name="Source">The page, or the workload's file.</param>
/// <param name="Note">How it is meant; null where there is nothing to add.</param>
public sealed record RecoveryFact(string Id, string What, Estimate Value, string Basis, string Source, string? Note);

/// <summary>The figures of <c>knowledge/facts/aws/recovery.yaml</c>, some of them overridden; remembers which were used.</summary>
internal sealed class RecoveryFacts
{
    private readonly Dictionary<string, RecoveryFact> facts = [];
    private readonly List<RecoveryFact> used = [];
    private readonly HashSet<string> seen = [];

    public RecoveryFacts(FactBook book, RecoverySettings settings)
    {
        foreach (var row in FactTable.Read(book, "aws/recovery.yaml").Rows)
        {
            var id = row.Text("id");
            var what = row.Text("what");
            var note = row.Optional("note");
            if (settings.Times.TryGetValue(id, out var said))
            {
                facts[id] = new RecoveryFact(id, what, said, "said", "the workload's file", note);
                continue;
            }

            var low = row.Number("low");
            var value = row.OptionalNumber("high") is { } high
                ? Estimate.Between(low, high)
                : Estimate.AtLeast(low, $"nobody states a bound for the {what}");
            facts[id] = new RecoveryFact(id, what, value, row.Text("basis"), row.Text("source"), note);
        }

        if (FactTable.Read(book, "aws/restore-rates.yaml").Rows is [var rate, ..])
        {
            Throughput = settings.Throughput is { } given ? (given, given) : (rate.Number("low"), rate.Number("high"));
            IsThroughputAssumed = settings.Throughput is null;
        }
    }

    /// <summary>How much is restored in an hour, in GiB.</summary>
    public (double Low, double High) Throughput { get; } = (100, 500);

    /// <summary>Whether nobody said how much is restored in an hour.</summary>
    public bool IsThroughputAssumed { get; } = true;

    /// <summary>The figures that were used, in the order of their first use.</summary>
    public IReadOnlyList<RecoveryFact> Used => used;

    /// <summary>The ids that a workload's file may name.</summary>
    public static IEnumerable<string> Ids(FactBook book) => FactTable.Read(book, "aws/recovery.yaml").Rows.Select(static r => r.Text("id"));

    /// <summary>A figure; unknown where the table lacks it.</summary>
    public Estimate this[string id]
    {
        get
        {
            if (!facts.TryGetValue(id, out var fact))
            {
                return Estimate.AtLeast(0, $"the table of recovery times has no {id}");
            }

            if (seen.Add(id))
            {
                used.Add(fact);
            }

            return fact.Value;
        }
    }

    /// <summary>How long so much data takes to be restored, once a restore has begun.</summary>
    public Estimate Restoring(double? gibibytes, string of)
    {
        var start = this["restore.start"];
        if (gibibytes is not { } size)
        {
            return start + Estimate.AtLeast(0, $"nobody says how much data {of} holds");
        }

        if (IsThroughputAssumed && seen.Add("restore"))
        {
            used.Add(new RecoveryFact(
                "throughput", $"a restore brings back {Throughput.Low:0}–{Throughput.High:0} GiB an hour", Estimate.Between(3600 / Throughput.High, 3600 / Throughput.Low), "assumed",
                "knowledge/facts/aws/restore-rates.yaml", "the value is the time for one GiB; AWS states no figure"));
        }

        return start + Estimate.Between(size / Throughput.High * 3600, size / Throughput.Low * 3600);
    }
}
