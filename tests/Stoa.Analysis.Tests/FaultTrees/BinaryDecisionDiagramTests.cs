using Stoa.Analysis.FaultTrees;

namespace Stoa.Analysis.Tests.FaultTrees;

public sealed class BinaryDecisionDiagramTests
{
    /// <summary>A year of 365.25 days, in minutes and seconds.</summary>
    private const double MinutesAYear = 525_960;
    private const double SecondsAYear = MinutesAYear * 60;

    private readonly FaultTreeBuilder builder = new();

    [Fact]
    public void A_series_fails_as_one_minus_the_product_of_what_works()
    {
        Formula[] parts = [builder.Event("a", 0.1), builder.Event("b", 0.02), builder.Event("c", 0.003)];

        Assert.Equal(1 - (0.9 * 0.98 * 0.997), Solve(builder.Or(parts)), 15);
    }

    [Fact]
    public void A_parallel_pair_fails_as_the_product()
    {
        Assert.Equal(0.1 * 0.02, Solve(builder.And(builder.Event("a", 0.1), builder.Event("b", 0.02))), 1e-18);
    }

    [Fact]
    public void Three_zones_that_are_there_99_5_percent_and_of_which_one_is_needed_are_down_3_94_seconds_a_year()
    {
        var lost = builder.And(Zones(0.005));

        Assert.Equal(0.005 * 0.005 * 0.005 * SecondsAYear, Solve(lost) * SecondsAYear, 1e-9);
        Assert.Equal("3.94", (Solve(lost) * SecondsAYear).ToString("F2"));
    }

    [Fact]
    public void Three_zones_of_which_two_are_needed_are_down_39_3_minutes_a_year()
    {
        // 3·q²·(1 − q) + q³
        var lost = Solve(builder.AtLeast(2, Zones(0.005)));

        Assert.Equal((3 * 0.005 * 0.005 * 0.995) + (0.005 * 0.005 * 0.005), lost, 1e-18);
        Assert.Equal("39.3", (lost * MinutesAYear).ToString("F1"));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    [InlineData(9)]
    [InlineData(10)]
    public void K_of_ten_follows_the_binomial(int threshold)
    {
        const double q = 0.3;
        var events = Enumerable.Range(0, 10).Select(i => builder.Event($"e{i}", q)).ToArray();
        double expected = 0, ways = 1;
        for (var i = 0; i <= 10; i++)
        {
            expected += i >= threshold ? ways * Math.Pow(q, i) * Math.Pow(1 - q, 10 - i) : 0;
            ways = ways * (10 - i) / (i + 1);
        }

        Assert.Equal(expected, Solve(builder.AtLeast(threshold, events)), 1e-15);
    }

    [Fact]
    public void A_bridge_of_parts_that_work_nine_times_in_ten_works_0_97848()
    {
        var parts = Enumerable.Range(1, 5).Select(i => builder.Event($"p{i}", 0.1)).ToArray();
        var broken = builder.Or(
            builder.And(parts[0], parts[1]), builder.And(parts[3], parts[4]),
            builder.And(parts[0], parts[2], parts[4]), builder.And(parts[1], parts[2], parts[3]));

        Assert.Equal(1 - 0.97848, Solve(broken), 1e-15);
    }

    [Fact]
    public void Tiers_that_share_a_zone_are_not_independent()
    {
        // Web and database both live in zones a and b: the pair is lost with both zones, once, not once a tier.
        var (a, b) = (builder.Event("zone a", 0.01), builder.Event("zone b", 0.02));
        var web = builder.And(builder.Or(a, builder.Event("web a", 0.1)), builder.Or(b, builder.Event("web b", 0.1)));
        var data = builder.And(builder.Or(a, builder.Event("db a", 0.1)), builder.Or(b, builder.Event("db b", 0.1)));

        // Given the zones: both up 1 − (1 − 0.01)², one down 1 − 0.9², both down 1.
        var expected = (0.99 * 0.98 * (1 - (0.99 * 0.99))) + (((0.01 * 0.98) + (0.99 * 0.02)) * (1 - (0.9 * 0.9))) + (0.01 * 0.02);
        Assert.Equal(expected, Solve(builder.Or(web, data)), 1e-15);
    }

    [Fact]
    public void A_very_small_probability_keeps_its_digits()
    {
        var parts = Enumerable.Range(0, 6).Select(i => builder.Event($"e{i}", 1e-3)).ToArray();
        var pairs = builder.Or(builder.And(parts), builder.And(parts[0], parts[1], builder.Event("x", 1e-14)));

        var expected = 1e-6 * (1e-14 + 1e-12 - 1e-26);
        Assert.Equal(1, Solve(pairs) / expected, 1e-13);
    }

    [Fact]
    public void A_tree_told_by_what_works_keeps_its_digits_too()
    {
        // Down unless two of three work; 1 − p is what is left of p's digits, and nothing more may be lost.
        const double p = 1 - 1e-9, f = 1 - p;
        var (a, b, c) = (builder.Event("a works", p), builder.Event("b works", p), builder.Event("c works", p));
        var down = builder.Not(builder.Or(builder.And(a, b), builder.And(a, c), builder.And(b, c)));

        Assert.Equal(1, Solve(down) / ((3 * f * f * p) + (f * f * f)), 1e-13);
    }

    [Fact]
    public void A_top_that_is_settled_needs_no_diagram()
    {
        var e = builder.Event("e", 0.3);

        Assert.Equal(0, Solve(builder.False));
        Assert.Equal(1, Solve(builder.True));
        Assert.Equal(0, Solve(builder.And(e, builder.Not(e))));
        Assert.Equal(1, Solve(builder.Or(e, builder.Not(e))));
        Assert.Equal(1, Solve(builder.Or(e, builder.House("on", true))));
        Assert.Equal(0.3, Solve(builder.Or(e, builder.House("off", false))));
        Assert.Equal(0.7, Solve(builder.Not(e)));
    }

    [Fact]
    public void Four_thousand_random_trees_with_opposites_agree_with_trying_every_state()
    {
        var random = new Random(20_261_123);
        var worst = 0.0;
        var interesting = 0;
        for (var i = 0; i < 4000; i++)
        {
            var tree = RandomTrees.Next(random, coherent: i % 3 == 0);
            var table = RandomTrees.TruthTable(tree);
            var q = tree.Events.Select(e => e.Probability).ToArray();
            var diagram = BinaryDecisionDiagram.Of(tree);

            Assert.True(diagram.IsExact);
            worst = Math.Max(worst, Math.Abs(diagram.Probability.Value - RandomTrees.Probability(table, q)));
            interesting += diagram.NodeCount > 5 ? 1 : 0;
            foreach (var importance in diagram.Importances())
            {
                var index = tree.IndexOf(importance.Event.Name);
                var with = RandomTrees.Probability(table, [.. q.Select((p, j) => j == index ? 1 : p)]);
                var without = RandomTrees.Probability(table, [.. q.Select((p, j) => j == index ? 0 : p)]);
                worst = Math.Max(worst, Math.Abs(importance.Birnbaum - (with - without)));
                worst = Math.Max(worst, Math.Abs(importance.TopIfHeld - with));
                worst = Math.Max(worst, Math.Abs(importance.TopIfNever - without));
                worst = Math.Max(worst, Math.Abs(diagram.ProbabilityGiven(importance.Event.Name, true).Value - with));
                worst = Math.Max(worst, Math.Abs(diagram.ProbabilityGiven(importance.Event.Name, false).Value - without));
            }
        }

        Assert.True(worst <= 1e-12, $"The worst of all differences is {worst}.");
        Assert.True(interesting > 400, $"Only {interesting} trees were worth solving.");
    }

    [Fact]
    public void Coherent_is_said_of_no_tree_in_which_an_event_helps()
    {
        var random = new Random(7);
        var coherent = 0;
        for (var i = 0; i < 1000; i++)
        {
            var tree = RandomTrees.Next(random, coherent: false);
            var table = RandomTrees.TruthTable(tree);
            if (BinaryDecisionDiagram.Of(tree).IsCoherent)
            {
                coherent++;
                for (var mask = 0; mask < table.Length; mask++)
                {
                    for (var bit = 1; bit < table.Length; bit <<= 1)
                    {
                        Assert.True(!table[mask & ~bit] || table[mask | bit]);
                    }
                }
            }
        }

        Assert.True(coherent is > 50 and < 950, $"{coherent} of 1000 were coherent.");
        Assert.True(BinaryDecisionDiagram.Of(RandomTrees.Next(random, coherent: true)).IsCoherent);
    }

    [Fact]
    public void Bounds_hold_the_truth_between_them_where_a_tree_is_too_large()
    {
        var random = new Random(99);
        var bounded = 0;
        for (var i = 0; i < 1000; i++)
        {
            var tree = RandomTrees.Next(random, coherent: i % 2 == 0);
            var exact = RandomTrees.Probability(RandomTrees.TruthTable(tree), [.. tree.Events.Select(e => e.Probability)]);
            var diagram = BinaryDecisionDiagram.Of(tree, new DiagramOptions { NodeLimit = 8 });

            Assert.True(diagram.Probability.Lower <= exact + 1e-12 && exact - 1e-12 <= diagram.Probability.Upper);
            if (!diagram.IsExact)
            {
                bounded++;
                Assert.Empty(diagram.Importances());
                Assert.Null(diagram.Frequency());
            }
        }

        Assert.True(bounded > 100, $"Only {bounded} trees met the limit.");
    }

    [Fact]
    public void A_gate_of_ten_thousand_events_is_solved()
    {
        var events = Enumerable.Range(0, 10_000).Select(i => builder.Event($"e{i}", 1e-5)).ToArray();

        Assert.Equal(1 - Math.Pow(1 - 1e-5, 10_000), Solve(builder.Or(events)), 1e-12);
    }

    [Fact]
    public void Tiers_of_thousands_of_instances_in_shared_zones_are_solved()
    {
        // Twelve tiers of a thousand instances in each of three zones; a tier's share of a zone is gone with the zone or with any instance.
        var zones = Zones(0.001);
        var tiers = Enumerable.Range(0, 12).Select(t => builder.AtLeast(2, [.. Enumerable.Range(0, 3).Select(z =>
            builder.Or([zones[z], .. Enumerable.Range(0, 1000).Select(i => builder.Event($"{t} {z} {i}", 1e-6))]))])).ToArray();

        // Given how many zones are down: a tier needs two of the rest.
        var share = 1 - Math.Pow(1 - 1e-6, 1000);
        double TierLost(int down) => down switch
        {
            0 => (3 * share * share * (1 - share)) + (share * share * share),
            1 => 1 - ((1 - share) * (1 - share)),
            _ => 1,
        };
        double Lost(int down) => 1 - Math.Pow(1 - TierLost(down), 12);
        var expected = (0.999 * 0.999 * 0.999 * Lost(0)) + (3 * 0.001 * 0.999 * 0.999 * Lost(1)) + (3 * 1e-6 * 0.999) + 1e-9;

        Assert.Equal(1, Solve(builder.Or(tiers)) / expected, 1e-9);
    }

    [Fact]
    public void A_repairable_pair_fails_as_often_and_as_long_as_the_Markov_chain_says()
    {
        // Two equal parts, λ = 0.001, repairs of 10 h side by side: u = λr/(1+λr); both are down u², for 5 h at a time.
        var pair = builder.And(
            builder.Event(BasicEvent.Repairable("a", 0.001, 10)), builder.Event(BasicEvent.Repairable("b", 0.001, 10)));
        var frequency = BinaryDecisionDiagram.Of(builder.Build(pair)).Frequency()!;
        var u = 0.01 / 1.01;

        Assert.Equal(u * u, frequency.Unavailability, 1e-18);
        Assert.Equal(5, frequency.MeanTimeToRepair, 1e-12);
        Assert.Equal(2 * u * 0.001 * (1 - u), frequency.PerHour, 1e-18);
        Assert.Equal(frequency.MeanTimeBetweenFailures, frequency.MeanTimeToFailure + frequency.MeanTimeToRepair, 1e-6);
    }

    [Fact]
    public void Without_the_rate_of_an_event_that_matters_the_frequency_is_unknown_and_the_event_is_named()
    {
        var tree = builder.Build(builder.Or(builder.Event(BasicEvent.Repairable("a", 0.001, 10)), builder.Event("b", 0.1)));
        var diagram = BinaryDecisionDiagram.Of(tree);

        Assert.Null(diagram.Frequency());
        Assert.Equal(["b"], diagram.EventsWithoutRate().Select(e => e.Name));
    }

    [Fact]
    public void What_a_single_point_of_failure_matters()
    {
        var tree = builder.Build(builder.Or(
            builder.Event("balancer", 0.001), builder.And(builder.Event("a", 0.01), builder.Event("b", 0.02))));
        var importance = BinaryDecisionDiagram.Of(tree).Importances()[tree.IndexOf("balancer")];
        var top = 0.001 + (0.999 * 0.0002);

        Assert.Equal(1 - 0.0002, importance.Birnbaum, 1e-15);
        Assert.Equal(0.001 * 0.9998 / top, importance.FussellVesely, 1e-12);
        Assert.Equal(1 / top, importance.RiskAchievementWorth, 1e-9);
        Assert.Equal(top / 0.0002, importance.RiskReductionWorth, 1e-9);
        Assert.Equal(0.001 / top, importance.Diagnostic, 1e-12);
    }

    private Formula[] Zones(double q) => [builder.Event("zone a", q), builder.Event("zone b", q), builder.Event("zone c", q)];

    private double Solve(Formula top)
    {
        var probability = BinaryDecisionDiagram.Of(builder.Build(top)).Probability;
        Assert.True(probability.IsExact);
        return probability.Value;
    }
}
