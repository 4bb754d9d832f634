using System.Collections.Immutable;
using CsCheck;
using Stoa.Language.Functions;
using Stoa.Language.Values;

namespace Stoa.Language.Tests.Values;

public class ConversionTests
{
    private static readonly HclType Strings = HclType.List(HclType.String);

    private static readonly Gen<HclType> Primitives =
        Gen.OneOf(Gen.Const(HclType.Bool), Gen.Const(HclType.Number), Gen.Const(HclType.String));

    private static readonly Gen<HclType> Types = Gen.Recursive<HclType>(static (depth, smaller) => depth > 2
        ? Primitives
        : Gen.OneOf(
            Primitives,
            smaller.Select(HclType.List),
            smaller.Select(HclType.Set),
            smaller.Select(HclType.Map),
            smaller.Array[0, 3].Select(static e => HclType.Tuple([.. e])),
            smaller.Array[0, 3].Select(static e => HclType.Object(e.Select(static (t, i) => KeyValuePair.Create($"a{i}", t))))));

    [Theory]
    [InlineData("1", "number", "1")]
    [InlineData("\"1\"", "number", "1")]
    [InlineData("1.50", "string", "\"1.5\"")]
    [InlineData("true", "string", "\"true\"")]
    [InlineData("\"true\"", "bool", "true")]
    [InlineData("\"1\"", "bool", "true")]
    [InlineData("[1,\"a\"]", "list(string)", "[\"1\",\"a\"]")]
    [InlineData("[\"b\",\"a\",\"b\"]", "set(string)", "[\"a\",\"b\"]")]
    [InlineData("{\"b\":1,\"a\":\"x\"}", "map(string)", "{\"a\":\"x\",\"b\":\"1\"}")]
    [InlineData("[10,9,\"1\"]", "set(number)", "[1,9,10]")]
    [InlineData("null", "number", "null")]
    [InlineData("[null,1]", "list(string)", "[null,\"1\"]")]
    public void A_value_takes_the_type_asked_for(string json, string type, string expected) =>
        Assert.Equal(expected, JsonText.Write(Conversion.Convert(JsonText.Read(json).Value, Type(type)).Value));

    [Theory]
    [InlineData("\"x\"", "number", "a number is required")]
    [InlineData("\"x\"", "bool", "a bool is required")]
    [InlineData("\"True\"", "bool", "a bool is required; to convert from string, use lowercase \"true\"")]
    [InlineData("[]", "number", "number required")]
    [InlineData("{}", "list(string)", "list of string required")]
    [InlineData("[1,[]]", "list(string)", "element 1: string required")]
    [InlineData("{\"a\":[]}", "map(string)", "element \"a\": string required")]
    [InlineData("[1,\"x\"]", "list(number)", "[1]: a number is required")]
    [InlineData("{\"a\":\"x\"}", "map(number)", "[\"a\"]: a number is required")]
    public void A_value_that_does_not_fit_is_refused_in_Terraforms_words(string json, string type, string message) =>
        Assert.Equal(message, Conversion.Convert(JsonText.Read(json).Value, Type(type)).Error!.ToString());

    [Fact]
    public void An_attribute_that_is_missing_is_named()
    {
        var type = HclType.Object([KeyValuePair.Create("a", HclType.String), KeyValuePair.Create("b", HclType.String)]);

        Assert.Equal("attributes \"a\" and \"b\" are required", Conversion.Convert(Value.EmptyObject, type).Error!.Message);
    }

    [Fact]
    public void An_attribute_that_nobody_asked_for_is_dropped()
    {
        var type = HclType.Object([KeyValuePair.Create("a", HclType.String)]);
        var value = Value.Object(("a", Value.Of(1)), ("b", Value.Of(2)));

        Assert.Equal("{\"a\":\"1\"}", JsonText.Write(Conversion.Convert(value, type).Value));
    }

    [Fact]
    public void An_optional_attribute_that_is_missing_or_null_takes_its_default()
    {
        var inner = HclType.Object([KeyValuePair.Create("port", HclType.Number)], ["port"]);
        var type = HclType.List(inner);
        var defaults = new TypeDefaults(
            type,
            TypeDefaultsOf(),
            TypeChildrenOf(("", new TypeDefaults(inner, TypeDefaultsOf(("port", Value.Of(443))), TypeChildrenOf()))));

        var value = new TypeConstraint(type, defaults).Apply(JsonText.Read("[{},{\"port\":null},{\"port\":\"80\"}]").Value).Value;

        Assert.Equal("[{\"port\":443},{\"port\":443},{\"port\":80}]", JsonText.Write(value));
    }

    [Fact]
    public void An_unknown_keeps_what_it_points_at_and_takes_the_new_type()
    {
        var reference = new Reference(new object(), "id");
        var unknown = Value.UnknownOf(HclType.Number).WithReference(reference);

        var converted = Conversion.Convert(unknown, HclType.String).Value;

        Assert.True(converted.IsUnknown);
        Assert.Equal(HclType.String, converted.Type);
        Assert.Equal(reference, Assert.Single(converted.References));
    }

    [Fact]
    public void A_set_of_unknown_elements_makes_a_list_of_unknown_length()
    {
        var set = Sets.Of(HclType.String, [Value.Of("a"), Value.UnknownOf(HclType.String)]);

        Assert.True(Conversion.Convert(set, Strings).Value.IsUnknown);
    }

    [Fact]
    public void A_sensitive_element_makes_its_set_sensitive()
    {
        var set = Sets.Of(HclType.String, [Value.Of("a").WithSensitivity(true), Value.Of("b")]);

        Assert.True(set.IsItselfSensitive);
        Assert.False(set.Items[0].IsSensitive);
    }

    [Fact]
    public void Types_unify_to_themselves_and_in_any_order() =>
        Gen.Select(Types, Types).Sample(static (a, b) =>
        {
            Assert.Equal(a, Unification.Unify([a, a]));
            var (first, second) = (Unification.Unify([a, b]), Unification.Unify([b, a]));
            // Between sorts of collections the order written decides, as in Terraform; whether there is a common type it never does.
            Assert.Equal(first is null, second is null);
            if (first is not null)
            {
                Assert.True(Conversion.IsPossible(a, first));
                Assert.True(Conversion.IsPossible(b, first));
            }
        });

    [Fact]
    public void Converting_twice_changes_nothing_more() =>
        Gen.Select(Types, Types).Sample(static (from, to) =>
        {
            if (Conversion.Convert(Example(from), to).TryGet(out var once, out _))
            {
                Assert.Same(once, Conversion.Convert(once, to).Value);
                Assert.Equal(to, once.Type);
            }
        });

    [Fact]
    public void Null_and_unknown_convert_wherever_their_type_does() =>
        Gen.Select(Types, Types).Sample(static (from, to) =>
        {
            var possible = Conversion.IsPossible(from, to);
            Assert.Equal(possible, Conversion.Convert(Value.NullOf(from), to).Error is null);
            Assert.Equal(possible, Conversion.Convert(Value.UnknownOf(from), to).Error is null);
        });

    private static ImmutableSortedDictionary<string, Value> TypeDefaultsOf(params (string Name, Value Value)[] attributes) =>
        ImmutableSortedDictionary.CreateRange(attributes.Select(static a => KeyValuePair.Create(a.Name, a.Value)));

    private static ImmutableSortedDictionary<string, TypeDefaults> TypeChildrenOf(params (string Name, TypeDefaults Defaults)[] children) =>
        ImmutableSortedDictionary.CreateRange(children.Select(static c => KeyValuePair.Create(c.Name, c.Defaults)));

    /// <summary>A value of a type, with two elements in each collection.</summary>
    private static Value Example(HclType type) => type.Kind switch
    {
        TypeKind.Bool => Value.True,
        TypeKind.Number => Value.Of(7),
        TypeKind.String => Value.Of("1"),
        TypeKind.List => Value.List(type.Element, Example(type.Element), Example(type.Element)),
        TypeKind.Set => Sets.Of(type.Element, [Example(type.Element)]),
        TypeKind.Map => Value.Map(type.Element, Entries(("k", Example(type.Element)))),
        TypeKind.Tuple => Value.Tuple([.. type.Elements.Select(Example)]),
        _ => Value.Object(Entries([.. type.Attributes.Select(static a => (a.Key, Example(a.Value)))])),
    };

    private static Entries Entries(params (string Name, Value Value)[] entries)
    {
        var builder = new EntriesBuilder();
        foreach (var (name, value) in entries)
        {
            builder[name] = value;
        }

        return builder.ToEntries();
    }

    private static HclType Type(string text) => text switch
    {
        "bool" => HclType.Bool,
        "number" => HclType.Number,
        "string" => HclType.String,
        _ when text.StartsWith("list(", StringComparison.Ordinal) => HclType.List(Type(text[5..^1])),
        _ when text.StartsWith("set(", StringComparison.Ordinal) => HclType.Set(Type(text[4..^1])),
        _ => HclType.Map(Type(text[4..^1])),
    };
}
