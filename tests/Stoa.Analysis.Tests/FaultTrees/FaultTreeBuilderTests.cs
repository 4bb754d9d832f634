using Stoa.Analysis.FaultTrees;

namespace Stoa.Analysis.Tests.FaultTrees;

public sealed class FaultTreeBuilderTests
{
    private readonly FaultTreeBuilder builder = new();
    private readonly Formula a;
    private readonly Formula b;

    public FaultTreeBuilderTests() => (a, b) = (builder.Event("a", 0.1), builder.Event("b", 0.2));

    [Fact]
    public void Constants_and_repeats_are_simplified_as_logic_has_it()
    {
        Assert.Equal(a, builder.And(a, a, builder.True));
        Assert.Equal(builder.False, builder.And(a, builder.Not(a)));
        Assert.Equal(builder.True, builder.Or(a, b, builder.Not(a)));
        Assert.Equal(b, builder.Xor(a, b, a));
        Assert.Equal(builder.Not(b), builder.Xor(b, builder.True));
        Assert.Equal(builder.Or(a, b), builder.AtLeast(2, builder.True, a, b));
        Assert.Equal(builder.And(a, b), builder.AtLeast(2, builder.False, a, b));
        Assert.Equal(b, builder.AtLeast(2, a, builder.Not(a), b));
        Assert.Equal(builder.True, builder.AtLeast(0, a));
        Assert.Equal(builder.False, builder.AtLeast(3, a, b));
        Assert.Equal(builder.And(a, b), builder.And(b, a));
    }

    [Fact]
    public void What_stands_twice_counts_twice()
    {
        var tree = builder.Build(builder.AtLeast(2, a, a, b, builder.Event("c", 0.3)));

        Assert.True(tree.Evaluate(new[] { "a" }));
        Assert.False(tree.Evaluate(new[] { "b" }));
        Assert.Equal(0.1 + (0.9 * 0.2 * 0.3), BinaryDecisionDiagram.Of(tree).Probability.Value, 1e-15);
    }

    [Fact]
    public void A_name_means_one_event()
    {
        Assert.Equal(a, builder.Event("a", 0.1));
        Assert.Throws<ArgumentException>(() => builder.Event("a", 0.2));
        Assert.Throws<ArgumentException>(() => builder.House("a", true));
        Assert.Throws<ArgumentOutOfRangeException>(() => builder.Event("d", double.NaN));
    }
}
