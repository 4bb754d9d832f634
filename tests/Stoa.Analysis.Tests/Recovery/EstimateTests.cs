using Stoa.Analysis.Recovery;
using Xunit;

namespace Stoa.Analysis.Tests.Recovery;

public sealed class EstimateTests
{
    [Fact]
    public void One_after_the_other_takes_both()
    {
        var sum = Estimate.Between(60, 120) + Estimate.Between(30, 60);
        Assert.Equal((90, 180), (sum.Low, sum.High));
    }

    [Fact]
    public void What_is_unknown_stays_so_and_says_because_of_what()
    {
        var sum = Estimate.Between(60, 120) + Estimate.AtLeast(30, "nobody knows the size");
        Assert.Equal(90, sum.Low);
        Assert.Null(sum.High);
        Assert.Equal(["nobody knows the size"], sum.UnknownBecause);
    }

    [Fact]
    public void What_is_lost_is_worse_than_what_is_unknown() =>
        Assert.True(Estimate.Worse(Estimate.AtLeast(30, "x"), Estimate.Endless).IsEndless);

    [Fact]
    public void A_known_copy_is_better_than_one_of_which_nobody_knows_how_far_it_lags()
    {
        Assert.True(Estimate.Between(86400, 115200).IsBetterThan(Estimate.AtLeast(1, "x")));
        Assert.True(Estimate.AtLeast(1, "x").IsBetterThan(Estimate.Endless));
        Assert.False(Estimate.Endless.IsBetterThan(Estimate.AtLeast(1, "x")));
    }

    [Theory]
    [InlineData(0, 0, "0")]
    [InlineData(0, 20, "0–20 s")]
    [InlineData(60, 120, "1–2 min")]
    [InlineData(300, 300, "5 min")]
    [InlineData(600, 7200, "10 min–2 h")]
    [InlineData(5000, 19800, "1.4–5.5 h")]
    [InlineData(86400, 122400, "24–34 h")]
    [InlineData(172800, 345600, "2–4 days")]
    public void Ranges_are_said_in_the_unit_of_their_most(double low, double high, string text) => Assert.Equal(text, Estimate.Between(low, high).ToString());
}
