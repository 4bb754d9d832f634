using System.Globalization;
using Stoa.Analysis.Facts;

namespace Stoa.Analysis.Availability;

/// <summary>A figure that the design estimate starts from.</summary>
public sealed record Assumption
{
    /// <summary>Its name, as <c>assumptions</c> in stoa.yaml overrides it: <c>zone</c>.</summary>
    public required string Id { get; init; }

    /// <summary>Failures a year; null of a plain value.</summary>
    public double? PerYear { get; init; }

    /// <summary>How long one lasts, in hours; null of a plain value.</summary>
    public double? Hours { get; init; }

    /// <summary>A plain value (a share, or hours); null of a rate.</summary>
    public double? Value { get; init; }

    /// <summary>The 95th percentile divided by the median, at least 1.</summary>
    public required double Factor { get; init; }

    /// <summary><c>stated</c>, <c>derived</c>, <c>assumed</c>, or <c>stoa.yaml</c> where the workload's file says it.</summary>
    public required string Basis { get; init; }

    /// <summary>The address of its source.</summary>
    public required string Source { get; init; }

    /// <summary>When the source said so.</summary>
    public required DateOnly Date { get; init; }

    /// <summary>What it means and how it was come by.</summary>
    public required string Note { get; init; }
}

/// <summary>What the workload's file says instead of an assumption. What is null stays as it is.</summary>
/// <param name="PerYear">Failures a year.</param>
/// <param name="Hours">How long one lasts, in hours.</param>
/// <param name="Value">A plain value.</param>
public sealed record AssumptionOverride(double? PerYear, double? Hours, double? Value);

/// <summary>The assumptions of the design estimate: those that ship, with those of the workload's file over them.</summary>
public sealed class FailureRates
{
    /// <summary>The table's path among the facts.</summary>
    public const string Path = "aws/failure-rates.yaml";

    /// <summary>Hours in a year of 365.25 days.</summary>
    public const double HoursAYear = 8_766;

    private readonly Dictionary<string, Assumption> byId = [];

    /// <summary>Reads the table.</summary>
    public FailureRates(FactBook facts, IReadOnlyDictionary<string, AssumptionOverride> overrides)
    {
        foreach (var row in FactTable.Read(facts, Path).Rows)
        {
            var assumption = new Assumption
            {
                Id = row.Text("id"),
                PerYear = row.OptionalNumber("per-year"),
                Hours = row.OptionalNumber("hours"),
                Value = row.OptionalNumber("value"),
                Factor = row.Number("factor"),
                Basis = row.Text("basis"),
                Source = row.Text("source"),
                Date = DateOnly.Parse(row.Text("date"), CultureInfo.InvariantCulture),
                Note = row.Text("note"),
            };
            if (overrides.TryGetValue(assumption.Id, out var said))
            {
                assumption = assumption with
                {
                    PerYear = said.PerYear ?? assumption.PerYear,
                    Hours = said.Hours ?? assumption.Hours,
                    Value = said.Value ?? assumption.Value,
                    Basis = "stoa.yaml",
                };
            }

            byId.Add(assumption.Id, assumption);
        }
    }

    /// <summary>Whether there are any: without them nothing can be estimated.</summary>
    public bool IsEmpty => byId.Count == 0;

    /// <summary>The ids, in ordinal order.</summary>
    public IEnumerable<string> Ids => byId.Keys.Order(StringComparer.Ordinal);

    /// <summary>An assumption by its id.</summary>
    public Assumption this[string id] => byId[id];
}
