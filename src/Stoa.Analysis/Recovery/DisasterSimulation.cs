using Stoa.Analysis.Facts;

namespace Stoa.Analysis.Recovery;

/// <summary>How something is spread over many years or events.</summary>
/// <param name="Mean">The mean; infinite where some are without end.</param>
/// <param name="Median">Half are no more.</param>
/// <param name="P95">95 of 100 are no more.</param>
/// <param name="Worst">The most.</param>
public sealed record Distribution(double Mean, double Median, double P95, double Worst)
{
    /// <summary>Of numbers, which are sorted in passing; null where there are none.</summary>
    internal static Distribution? Of(List<double> numbers)
    {
        if (numbers.Count == 0)
        {
            return null;
        }

        numbers.Sort();
        return new Distribution(numbers.Average(), At(0.5), At(0.95), numbers[^1]);

        double At(double share) => numbers[Math.Max(0, (int)Math.Ceiling(share * numbers.Count) - 1)];
    }
}

/// <summary>What the simulated events of one kind cost.</summary>
/// <param name="Disaster">The kind.</param>
/// <param name="YearlyRate">How many are expected a year.</param>
/// <param name="Events">How many there were.</param>
/// <param name="Downtime">How long they lasted, in seconds; null where there were none.</param>
/// <param name="Loss">How much data they cost, by its age in seconds; null where there were none.</param>
/// <param name="Endless">How many were never recovered from, or cost all data of a store.</param>
/// <param name="IsLeast">Whether some estimates are unknown upwards: the least was taken.</param>
public sealed record SimulatedDisaster(Disaster Disaster, double YearlyRate, int Events, Distribution? Downtime, Distribution? Loss, int Endless, bool IsLeast);

/// <summary>
/// Years of a workload's life, played with a generator of ours from a seed: the same seed gives the same years. Events come by
/// Poisson's law; the time that one takes is anything between its estimate's least and most, the data that it costs anything up to that.
/// </summary>
public sealed record DisasterSimulation
{
    /// <summary>How many years are played if nobody says.</summary>
    public const int DefaultYears = 10_000;

    /// <summary>The seed.</summary>
    public required ulong Seed { get; init; }

    /// <summary>How many years were played.</summary>
    public required int Years { get; init; }

    /// <summary>The time down in a year, in seconds. An event without end takes the rest of its year.</summary>
    public required Distribution DowntimeAYear { get; init; }

    /// <summary>The data lost in a year, by its age in seconds; infinite where all of a store is.</summary>
    public required Distribution LossAYear { get; init; }

    /// <summary>The share of years with a loss that nothing brings back.</summary>
    public required double ShareOfLostYears { get; init; }

    /// <summary>By kind of disaster, those that apply.</summary>
    public required IReadOnlyList<SimulatedDisaster> Disasters { get; init; }

    /// <summary>The frequencies that were assumed or said, in words.</summary>
    public required IReadOnlyList<RecoveryFact> Frequencies { get; init; }

    internal static DisasterSimulation Run(IReadOnlyList<DisasterOutcome> outcomes, FactBook book, RecoverySettings settings, ulong seed, int years)
    {
        const double Year = 365.25 * 86400;
        var generator = new Generator(seed);
        var rates = FactTable.Read(book, "aws/disaster-rates.yaml").Rows.ToDictionary(static r => r.Text("id"));
        var kinds = new List<Tally>();
        var frequencies = new List<RecoveryFact>();
        foreach (var outcome in outcomes.Where(static o => o.Applies))
        {
            var word = DisasterOutcome.WordOf(outcome.Disaster);
            var isSaid = settings.Frequencies.TryGetValue(outcome.Disaster, out var rate);
            var row = rates.GetValueOrDefault(word);
            rate = isSaid ? rate : row?.Number("rate") ?? 0;
            var isPerUnit = row?.Optional("per") == "unit";
            frequencies.Add(new RecoveryFact(
                $"frequency.{word}", $"{DisasterOutcome.NameOf(outcome.Disaster)}, a year{(isPerUnit ? " and unit" : "")}", Estimate.Between(rate, rate), isSaid ? "said" : row?.Text("basis") ?? "assumed",
                isSaid ? "the workload's file" : row?.Text("source") ?? "", row?.Optional("note")));
            if (isPerUnit)
            {
                kinds.Add(new Tally(outcome.Disaster, [.. outcome.Components.Select(c => (rate * c.Units, c.Loss, c.Downtime))]));
            }
            else
            {
                kinds.Add(new Tally(outcome.Disaster, [(rate, outcome.Loss, outcome.Downtime)]));
            }
        }

        var downtimes = new List<double>(years);
        var losses = new List<double>(years);
        var lost = 0;
        for (var year = 0; year < years; year++)
        {
            double down = 0, data = 0;
            foreach (var kind in kinds)
            {
                for (var events = generator.Poisson(kind.Rate); events > 0; events--)
                {
                    var (loss, downtime) = kind.Strike(generator.Next());
                    var takes = generator.Within(downtime);
                    var costs = generator.Within(loss);
                    costs = double.IsPositiveInfinity(costs) ? costs : costs * generator.Next();
                    kind.Add(takes, costs);
                    down += double.IsPositiveInfinity(takes) ? Year * generator.Next() : takes;
                    data = Math.Max(data, costs);
                }
            }

            downtimes.Add(Math.Min(down, Year));
            losses.Add(data);
            lost += double.IsPositiveInfinity(data) ? 1 : 0;
        }

        return new DisasterSimulation
        {
            Seed = seed,
            Years = years,
            DowntimeAYear = Distribution.Of(downtimes) ?? new Distribution(0, 0, 0, 0),
            LossAYear = Distribution.Of(losses) ?? new Distribution(0, 0, 0, 0),
            ShareOfLostYears = years == 0 ? 0 : (double)lost / years,
            Disasters = [.. kinds.Select(static k => k.Result())],
            Frequencies = frequencies,
        };
    }

    private sealed class Tally
    {
        private readonly Disaster disaster;
        private readonly (double Rate, Estimate Loss, Estimate Downtime)[] sources;
        private readonly double[] upTo;
        private readonly List<double> downtimes = [];
        private readonly List<double> losses = [];
        private int endless;

        public Tally(Disaster disaster, (double Rate, Estimate Loss, Estimate Downtime)[] sources)
        {
            this.disaster = disaster;
            this.sources = sources;
            upTo = new double[sources.Length];
            for (var i = 0; i < sources.Length; i++)
            {
                Rate += sources[i].Rate;
                upTo[i] = Rate;
            }
        }

        /// <summary>How many events a year, wherever they strike.</summary>
        public double Rate { get; }

        /// <summary>Where an event strikes: each source in proportion to its rate.</summary>
        /// <param name="share">A number from 0 up to, but not, 1.</param>
        public (Estimate Loss, Estimate Downtime) Strike(double share)
        {
            var index = Array.BinarySearch(upTo, share * Rate);
            var source = sources[Math.Min(index < 0 ? ~index : index + 1, sources.Length - 1)];
            return (source.Loss, source.Downtime);
        }

        public void Add(double downtime, double loss)
        {
            endless += double.IsPositiveInfinity(downtime) || double.IsPositiveInfinity(loss) ? 1 : 0;
            downtimes.Add(downtime);
            losses.Add(loss);
        }

        public SimulatedDisaster Result() => new(
            disaster, sources.Sum(static s => s.Rate), downtimes.Count, Distribution.Of(downtimes), Distribution.Of(losses), endless,
            Array.Exists(sources, static s => !s.Loss.IsKnown || !s.Downtime.IsKnown));
    }

    /// <summary>SplitMix64 (Steele, Lea, Flood 2014): small, and the same on every machine.</summary>
    private sealed class Generator(ulong seed)
    {
        private ulong state = seed;

        /// <summary>A number from 0 up to, but not, 1.</summary>
        public double Next()
        {
            state += 0x9E3779B97F4A7C15;
            var z = state;
            z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
            z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
            return ((z ^ (z >> 31)) >> 11) * (1.0 / (1UL << 53));
        }

        /// <summary>Something between the least and the most; the least where the most is unknown.</summary>
        public double Within(Estimate estimate)
        {
            var most = estimate.High is { } high && double.IsFinite(high) ? high : estimate.Low;
            return estimate.IsEndless ? double.PositiveInfinity : estimate.Low + ((most - estimate.Low) * Next());
        }

        /// <summary>How many events come in a year (Knuth's way; rates are small, and large ones are taken in parts).</summary>
        public int Poisson(double rate)
        {
            var count = 0;
            for (; rate > 30; rate -= 30)
            {
                count += Small(30);
            }

            return rate > 0 ? count + Small(rate) : count;
        }

        private int Small(double rate)
        {
            var limit = Math.Exp(-rate);
            var product = Next();
            var count = 0;
            while (product > limit)
            {
                product *= Next();
                count++;
            }

            return count;
        }
    }
}
