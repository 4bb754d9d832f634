using Stoa.Analysis.FaultTrees;

namespace Stoa.Analysis.Tests.FaultTrees;

public sealed class MinimalCutSetsTests
{
    private readonly FaultTreeBuilder builder = new();

    [Fact]
    public void The_bridge_has_two_pairs_and_two_triples()
    {
        var parts = Enumerable.Range(1, 5).Select(i => builder.Event($"p{i}", i / 10.0)).ToArray();
        var sets = Find(builder.Or(
            builder.And(parts[0], parts[1]), builder.And(parts[3], parts[4]),
            builder.And(parts[0], parts[2], parts[4]), builder.And(parts[1], parts[2], parts[3])));

        Assert.Equal(["{p4, p5}", "{p1, p2}", "{p2, p3, p4}", "{p1, p3, p5}"], sets.Sets.Select(s => s.ToString()));
        Assert.True(sets.IsComplete);
        Assert.Equal(0.2, sets.Sets[0].Probability, 15);
    }

    [Fact]
    public void A_set_that_includes_another_is_not_minimal()
    {
        var (a, b, c) = (builder.Event("a", 0.1), builder.Event("b", 0.1), builder.Event("c", 0.1));
        var sets = Find(builder.Or(builder.And(a, b, c), builder.And(a, builder.Or(b, builder.And(b, c))), builder.And(b, c)));

        Assert.Equal(["{a, b}", "{b, c}"], sets.Sets.Select(s => s.ToString()).Order());
    }

    [Fact]
    public void An_event_that_brings_everything_down_alone_is_a_single_point_of_failure()
    {
        var tree = builder.Or(
            builder.Event("balancer", 0.001), builder.And(builder.Event("a", 0.01), builder.Event("b", 0.02)), builder.Event("dns", 0.1));

        Assert.Equal(["dns", "balancer"], Find(tree).SinglePointsOfFailure.Select(e => e.Name));
    }

    [Fact]
    public void What_never_fails_has_no_cut_set_and_what_has_failed_the_empty_one()
    {
        Assert.Empty(Find(builder.False).Sets);
        Assert.Equal([0], Find(builder.True).Sets.Select(s => s.Order));
    }

    [Fact]
    public void Random_trees_have_exactly_the_minimal_states_in_which_the_top_holds()
    {
        var random = new Random(2_026);
        var many = 0;
        for (var i = 0; i < 3000; i++)
        {
            var tree = RandomTrees.Next(random, coherent: i % 4 > 0, maximumEvents: 8);
            var expected = Minimal(RandomTrees.TruthTable(tree));
            var found = BinaryDecisionDiagram.Of(tree).MinimalCutSets();

            Assert.True(found.IsComplete);
            Assert.Equal(expected, Masks(tree, found).Order());
            Assert.Equal(found.Sets.Select(s => s.Order).Order(), found.Sets.Select(s => s.Order));
            many += expected.Count > 2 ? 1 : 0;

            var order = random.Next(0, 5);
            var small = BinaryDecisionDiagram.Of(tree).MinimalCutSets(new CutSetOptions { MaximumOrder = order });
            var expectedSmall = expected.Where(m => int.PopCount(m) <= order).ToList();
            Assert.Equal(expectedSmall, Masks(tree, small).Order());
            Assert.Equal((ulong)expectedSmall.Count, small.Count);
        }

        Assert.True(many > 200, $"Only {many} trees had more than two.");
    }

    [Fact]
    public void More_sets_than_fit_are_counted_and_the_smallest_listed()
    {
        // 2 of 30, in each of 20 groups that must all fail: 435 to the power of 20 is beyond counting.
        var groups = Enumerable.Range(0, 20)
            .Select(g => builder.AtLeast(2, Enumerable.Range(0, 30).Select(i => builder.Event($"{g}-{i}", 0.1)).ToArray())).ToArray();
        var two = Find(builder.And(groups[0], groups[1]), 7);
        var all = Find(builder.And(groups), 7);

        Assert.Equal(435ul * 435, two.Count);
        Assert.Equal(7, two.Sets.Length);
        Assert.All(two.Sets, s => Assert.Equal(4, s.Order));
        Assert.Equal(7, two.Sets.Select(s => s.ToString()).Distinct().Count());
        Assert.False(two.IsComplete);
        Assert.Equal(ulong.MaxValue, all.Count);
        Assert.Equal(40, all.Sets[0].Order);
    }

    [Fact]
    public void Looking_only_for_small_sets_says_so()
    {
        var events = Enumerable.Range(0, 6).Select(i => builder.Event($"e{i}", 0.1)).ToArray();
        var sets = BinaryDecisionDiagram.Of(builder.Build(builder.Or(events[0], builder.AtLeast(3, events))))
            .MinimalCutSets(new CutSetOptions { MaximumOrder = 2 });

        Assert.Equal(["{e0}"], sets.Sets.Select(s => s.ToString()));
        Assert.Equal(2, sets.Order);
        Assert.False(sets.IsComplete);
    }

    [Fact]
    public void A_family_that_is_too_large_is_unknown_not_empty()
    {
        var events = Enumerable.Range(0, 12).Select(i => builder.Event($"e{i}", 0.1)).ToArray();
        var sets = BinaryDecisionDiagram.Of(builder.Build(builder.AtLeast(6, events))).MinimalCutSets(new CutSetOptions { NodeLimit = 10 });

        Assert.False(sets.IsKnown);
        Assert.False(sets.IsComplete);
        Assert.Null(sets.Count);
    }

    [Fact]
    public void A_set_goes_that_includes_one_which_lacks_its_first_element()
    {
        // {1, 2} without {{1, 3}, {2}}: it includes {2}. Without {{1, 3}, {4}} it stays.
        var families = new ZeroSuppressedNodes(100);
        int Set(int first, int rest) => families.Make(first, rest, 0);
        var pair = Set(1, Set(2, 1));

        Assert.Equal(0, families.Without(pair, families.Make(1, Set(3, 1), Set(2, 1))));
        Assert.Equal(pair, families.Without(pair, families.Make(1, Set(3, 1), Set(4, 1))));
        Assert.Equal(0, families.Without(pair, families.Make(1, Set(2, 1), Set(4, 1))));
    }

    private MinimalCutSets Find(Formula top, int count = 10_000) =>
        BinaryDecisionDiagram.Of(builder.Build(top)).MinimalCutSets(new CutSetOptions { MaximumCount = count });

    private static IEnumerable<int> Masks(FaultTree tree, MinimalCutSets sets) =>
        sets.Sets.Select(s => s.Events.Sum(e => 1 << tree.IndexOf(e.Name)));

    /// <summary>States in which the top holds and no smaller one has it hold.</summary>
    private static List<int> Minimal(bool[] table)
    {
        var minimal = new List<int>();
        foreach (var mask in Enumerable.Range(0, table.Length).Where(m => table[m]).OrderBy(int.PopCount))
        {
            if (!minimal.Exists(smaller => (smaller & mask) == smaller))
            {
                minimal.Add(mask);
            }
        }

        minimal.Sort();
        return minimal;
    }
}
