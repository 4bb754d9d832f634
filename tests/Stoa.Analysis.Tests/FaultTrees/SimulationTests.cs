using Stoa.Analysis.FaultTrees;

namespace Stoa.Analysis.Tests.FaultTrees;

public sealed class SimulationTests
{
    private readonly FaultTreeBuilder builder = new();

    [Fact]
    public void One_lognormal_event_comes_back_as_it_went_in()
    {
        var distribution = Simulate(builder.Event(new BasicEvent("e", 1e-3) { ErrorFactor = 3 }), 200_000);

        // Median = mean · exp(−σ²/2), σ = ln 3 / 1.645; the 95th percentile is three times it, the 5th a third.
        var median = 1e-3 * Math.Exp(-Math.Pow(Math.Log(3) / 1.6448536, 2) / 2);
        Assert.Equal(1, distribution.Median / median, 0.01);
        Assert.Equal(3, distribution.Upper / distribution.Median, 0.03);
        Assert.Equal(3, distribution.Median / distribution.Lower, 0.03);
        Assert.Equal(1, distribution.Mean / 1e-3, 0.01);
    }

    [Fact]
    public void What_is_certain_has_no_spread()
    {
        var distribution = Simulate(builder.Or(builder.Event("a", 0.1), builder.Event("b", 0.2)));

        Assert.Equal((distribution.Lower, distribution.Upper), (0.28, 0.28));
    }

    [Fact]
    public void The_same_seed_gives_the_same_bits_and_another_seed_others()
    {
        var e = builder.And(builder.Event(new BasicEvent("a", 0.01) { ErrorFactor = 5 }), builder.Event(new BasicEvent("b", 0.02) { ErrorFactor = 2 }));

        Assert.Equal(Simulate(e).Upper, Simulate(e).Upper);
        Assert.NotEqual(Simulate(e).Upper, Simulate(e, seed: 2).Upper);

        // Known bits: chance, exponential and logarithm are our own, so that no machine may differ.
        Assert.Equal(Known, BitConverter.DoubleToInt64Bits(Simulate(e).Upper));
    }

    [Fact]
    public void Events_of_one_group_err_together()
    {
        var alone = Simulate(builder.And(Uncertain("a", null), Uncertain("b", null)), 50_000);
        var together = Simulate(builder.And(Uncertain("c", "zones"), Uncertain("d", "zones")), 50_000);

        // ln(xy) has σ√2 where they err alone and 2σ where they err together.
        Assert.Equal(Math.Sqrt(2), Spread(together) / Spread(alone), 0.05);

        static double Spread(ProbabilityDistribution d) => Math.Log(d.Upper / d.Lower);
    }

    [Fact]
    public void No_probability_goes_above_one()
    {
        Assert.Equal(1, Simulate(builder.Event(new BasicEvent("e", 0.5) { ErrorFactor = 10 })).Percentile(100));
    }

    [Fact]
    public void A_group_of_events_that_a_tree_does_not_settle_keeps_the_bounds_of_probability()
    {
        var random = new Random(3);
        for (var i = 0; i < 50; i++)
        {
            var distribution = BinaryDecisionDiagram.Of(RandomTrees.Next(random, coherent: false)).Simulate(new SimulationOptions { Trials = 20 })!;
            Assert.InRange(distribution.Mean, -1e-15, 1 + 1e-15);
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1e-12)]
    [InlineData(-0.29)]
    [InlineData(0.31)]
    [InlineData(-7.25)]
    [InlineData(42)]
    [InlineData(700)]
    [InlineData(-700)]
    public void Our_exponential_is_the_exponential(double x)
    {
        Assert.Equal(1, ElementaryFunctions.Exp(x) / Math.Exp(x), 1e-14);
        Assert.Equal(x, ElementaryFunctions.Log(ElementaryFunctions.Exp(x)), Math.Max(1e-15, Math.Abs(x) * 1e-14));
    }

    [Fact]
    public void A_small_exponential_less_one_keeps_its_digits() => Assert.Equal(1, ElementaryFunctions.Expm1(-1e-9) / (-1e-9 + 5e-19), 1e-15);

    [Theory]
    [InlineData(0.5, 0)]
    [InlineData(0.95, 1.6448536269514722)]
    [InlineData(0.05, -1.6448536269514722)]
    [InlineData(0.975, 1.959963984540054)]
    [InlineData(0.999999, 4.753424308822899)]
    [InlineData(1e-10, -6.361340902404056)]
    public void Our_normal_quantile_is_the_normal_quantile(double p, double expected) =>
        Assert.Equal(expected, ElementaryFunctions.NormalQuantile(p), 2e-8);

    private const long Known = 4_558_921_294_982_615_616;

    private Formula Uncertain(string name, string? group) => builder.Event(new BasicEvent(name, 1e-3) { ErrorFactor = 3, UncertaintyGroup = group });

    private ProbabilityDistribution Simulate(Formula top, int trials = 10_000, ulong seed = 1) =>
        BinaryDecisionDiagram.Of(builder.Build(top)).Simulate(new SimulationOptions { Trials = trials, Seed = seed })!;
}
