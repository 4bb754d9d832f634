using Stoa.Analysis.Network;
using Stoa.Language.Values;

namespace Stoa.Analysis.Tests.Network;

/// <summary>How many zones there are where some of their names are unknown.</summary>
public class ZonesTests
{
    private static readonly object Zone = new();
    private static readonly object OtherRegion = new();
    private static readonly Value Anything = Value.UnknownOf(HclType.String);

    [Fact]
    public void Known_names_are_counted_once_each() =>
        Assert.Equal(new Zones(2, 2), Count(Value.Of("eu-west-1a"), Value.Of("eu-west-1b"), Value.Of("eu-west-1a")));

    [Fact]
    public void Positions_of_one_list_are_zones_of_their_own() =>
        Assert.Equal(new Zones(2, 2), Count(At(Zone, 0), At(Zone, 1), At(Zone, 0)));

    [Fact]
    public void Positions_of_two_lists_may_be_the_same_zone() =>
        Assert.Equal(new Zones(1, 2), Count(At(Zone, 0), At(OtherRegion, 1)));

    [Fact]
    public void Positions_of_a_list_of_anything_else_tell_nothing()
    {
        var subnets = new Value[2];
        for (var i = 0; i < 2; i++)
        {
            subnets[i] = Anything.WithReferences([new Reference(Zone, $"subnet_ids[{i}]")]);
        }

        Assert.Equal(new Zones(1, 2), Count(subnets));
    }

    [Fact]
    public void One_of_two_positions_is_any_zone()
    {
        var either = Anything.WithReferences([new Reference(Zone, "names[0]"), new Reference(Zone, "names[1]")]);
        Assert.Equal(new Zones(1, 2), Count(either, At(Zone, 0)));
    }

    [Fact]
    public void Names_that_end_in_different_letters_differ_whatever_the_region() =>
        Assert.Equal(new Zones(2, 2), Count(Letter("a"), Letter("b")));

    [Fact]
    public void A_zone_that_AWS_picks_may_be_any() => Assert.Equal(new Zones(1, 2), Count(Value.Of("eu-west-1a"), Value.Null));

    [Fact]
    public void One_zone_is_one_zone_even_if_nobody_knows_which() => Assert.Equal(new Zones(1, 1), Count(Anything));

    [Fact]
    public void No_list_has_no_zones_and_an_unknown_one_any_number()
    {
        Assert.Equal(new Zones(0, 0), Zones.Count(Value.Null));
        Assert.Null(Zones.Count(Value.Unknown));
    }

    [Theory]
    [InlineData(1, true)]
    [InlineData(2, null)]
    [InlineData(4, false)]
    public void What_is_open_stays_open(int wanted, bool? answer) => Assert.Equal(answer, new Zones(1, 3).AreAtLeast(wanted));

    private static Zones? Count(params Value[] names) => Zones.Count(Value.Tuple(names));

    private static Value At(object list, int position) => Anything.WithReferences([new Reference(list, $"names[{position}]")]);

    private static Value Letter(string letter) => Value.UnknownText([Anything, Value.Of(letter)]);
}
