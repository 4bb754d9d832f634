using System.Diagnostics.CodeAnalysis;
using Stoa.Language.Values;

namespace Stoa.Language.Tests.Values;

public class OperatorTests
{
    private static readonly Value Unknown = Value.UnknownOf(HclType.Bool);

    [Fact]
    public void And_is_false_where_either_is_and_unknown_only_where_neither_decides()
    {
        Assert.Equal(Value.False, Operators.And(Value.False, Unknown).Value);
        Assert.Equal(Value.False, Operators.And(Unknown, Value.False).Value);
        Assert.True(Operators.And(Value.True, Unknown).Value.IsUnknown);
        Assert.True(Operators.And(Unknown, Unknown).Value.IsUnknown);
    }

    [Fact]
    public void Or_is_true_where_either_is_and_unknown_only_where_neither_decides()
    {
        Assert.Equal(Value.True, Operators.Or(Value.True, Unknown).Value);
        Assert.Equal(Value.True, Operators.Or(Unknown, Value.True).Value);
        Assert.True(Operators.Or(Value.False, Unknown).Value.IsUnknown);
    }

    [Fact]
    public void An_unknown_that_is_certain_not_to_be_null_differs_from_null()
    {
        Assert.Equal(Value.False, Operators.Equal(Value.UnknownOf(HclType.String, notNull: true), Value.Null));
        Assert.True(Operators.Equal(Value.UnknownOf(HclType.String), Value.Null).IsUnknown);
    }

    [Fact]
    public void A_text_of_which_a_part_is_known_is_not_empty()
    {
        var unknown = Value.UnknownOf(HclType.String, notNull: true);

        Assert.Equal(Value.False, Operators.Equal(Value.UnknownText([Value.Of("a-"), unknown]), Value.EmptyString));
        Assert.Equal(Value.True, Operators.NotEqual(Value.EmptyString, Value.UnknownText([unknown, Value.Of("-a")])));
        Assert.True(Operators.Equal(Value.UnknownText([unknown, unknown]), Value.EmptyString).IsUnknown);
        Assert.True(Operators.Equal(Value.UnknownText([Value.Of("a-"), unknown]), Value.Of("a-b")).IsUnknown);
    }

    [Fact]
    public void A_known_difference_decides_between_partly_unknown_collections()
    {
        var left = Value.Tuple(Value.UnknownOf(HclType.String), Value.Of("a"));

        Assert.Equal(Value.False, Operators.Equal(left, Value.Tuple(Value.Of("x"), Value.Of("b"))));
        Assert.True(Operators.Equal(left, Value.Tuple(Value.Of("x"), Value.Of("a"))).IsUnknown);
    }

    [Fact]
    public void Values_of_different_types_differ_even_where_one_is_unknown() =>
        Assert.Equal(Value.False, Operators.Equal(Value.UnknownOf(HclType.String, notNull: true), Value.Of(1)));

    [Fact]
    public void An_unknown_result_points_at_what_its_operands_point_at()
    {
        var (first, second) = (new Reference(new object(), "a"), new Reference(new object(), "b"));
        var sum = Operators.Add(Value.UnknownOf(HclType.Number).WithReference(first), Value.UnknownOf(HclType.Number).WithReference(second));

        Assert.Equal([first, second], sum.Value.References);
    }

    [Fact]
    public void No_more_than_eight_references_are_kept()
    {
        var items = Enumerable.Range(0, 20).Select(static i => Value.UnknownOf(HclType.String).WithReference(new Reference(new object(), $"{i}"))).ToArray();

        Assert.Equal(References.Limit, References.Of(Value.Tuple(items)).Length);
    }

    [Fact]
    public void What_is_worked_out_from_something_sensitive_is_sensitive()
    {
        var secret = Value.Of(2).WithSensitivity(true);

        Assert.True(Operators.Add(secret, Value.Of(1)).Value.IsSensitive);
        Assert.True(Operators.Equal(Value.Tuple(secret), Value.Tuple(Value.Of(2))).IsSensitive);
        Assert.False(Operators.Equal(Value.Tuple(secret), Value.Null).IsSensitive);
    }

    [Fact]
    public void An_open_object_is_not_null_and_nobody_knows_what_it_equals()
    {
        var open = Value.Of(new Bucket());

        Assert.Equal(Value.False, Operators.Equal(open, Value.Null));
        Assert.True(Operators.Equal(open, Value.EmptyObject).IsUnknown);
    }

    [Fact]
    public void A_value_that_nests_without_end_becomes_unknown_and_not_a_crash()
    {
        var nested = Value.EmptyTuple;
        for (var depth = 0; depth <= Value.MaxDepth; depth++)
        {
            Assert.True(nested.HasValue);
            nested = Value.Tuple(nested);
        }

        Assert.True(nested.IsUnknown);
    }

    private sealed class Bucket : OpenObject
    {
        public override bool TryGet(string name, [MaybeNullWhen(false)] out Value value)
        {
            value = name == "bucket" ? Value.Of("logs") : null;
            return value is not null;
        }
    }
}
