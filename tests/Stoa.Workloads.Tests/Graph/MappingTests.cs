using Stoa.Language.Values;
using Stoa.Workloads.Graph;
using Stoa.Workloads.Kinds;

namespace Stoa.Workloads.Tests.Graph;

/// <summary>How raw attributes become properties.</summary>
public sealed class MappingTests
{
    private static readonly KindCatalog Kinds = Estate.Kinds(
        """
        aws.t.thing:
          title: A thing
          terraform: aws_thing
          cloudformation: AWS::T::Thing
          names: [identifier, ThingName]
          companions:
            aws_thing_lock: thing
            AWS::T::ThingLock: Thing
          properties:
            flag: [bool, flag, Flag, false]
            days: [number, days, Days, { terraform: 0, cloudformation: 1 }]
            text: [string, text, Text]
            deep: [string, block.inner.value, Block.Inner.Value]
            zones: [list(string), zones, Zones, [a]]
            other: [ref(aws.t.thing), other, Other]
            others: [list(ref(aws.t.thing)), others, Others]
            anything: [ref, anything, Anything]
            peer_text: [string, other.text, Other.Text]
            peer_texts: [any, '[for o in others : o.text]', '[for o in Others : o.Text]']
            peer_days: [any, 'others[*].days', 'Others[*].Days']
            strangers: [any, '[for o in others : o if resource(o, "aws.t.thing") == null]', 'Others']
            locked: [bool, 'length(aws_thing_lock) > 0', 'length(companion("AWS::T::ThingLock")) > 0', false]
            lock_days: [number, aws_thing_lock.days, 'companion("AWS::T::ThingLock").Days']
            policy: [string, { n/a: no such attribute }, '@DeletionPolicy', Snapshot]
            unsayable: [string, { n/a: no such attribute }, { n/a: no such attribute }]
            busy: [bool, days > 0, Days > 0, false]
            labels: [map(string), tags, tags]
            label: [string, name, Name]
            where: [string, region, region]
            shape: ['object({size = number, of = ref(aws.t.thing)})', shape, Shape]
        aws.t.plain:
          title: Plain
          cloudformation: { type: AWS::T::Mixed, when: 'Cluster == null' }
          properties:
            size: [number, { n/a: CloudFormation only }, Size, 3]
        aws.t.member:
          title: Member
          cloudformation: { type: AWS::T::Mixed, when: 'Cluster != null' }
          properties:
            size: [number, { n/a: CloudFormation only }, Size, 4]
        """);

    private readonly Estate estate = new();

    [Fact]
    public void An_attribute_becomes_the_property_with_the_place_it_was_written_at()
    {
        var thing = estate.Add("aws_thing", "a", ("flag", Value.True.WithOrigin(estate.Line(12))));

        Assert.Equal(Value.True, Property(thing, "flag"));
        Assert.Equal("main.tf:12", Property(thing, "flag").Origin!.Location.ToString());
        Assert.False(Property(thing, "flag").Origin!.IsDefault);
    }

    [Fact]
    public void What_nobody_wrote_is_the_default_at_the_header()
    {
        estate.Add("aws_other", "x");
        var thing = estate.Add("aws_thing", "a");

        Assert.Equal(Value.False, Property(thing, "flag"));
        Assert.True(Property(thing, "flag").Origin!.IsDefault);
        Assert.Equal("main.tf:2", Property(thing, "flag").Origin!.Location.ToString());
        Assert.True(Property(thing, "text").IsNull);
    }

    [Theory]
    [InlineData(SourceFormat.Terraform, "aws_thing", 0)]
    [InlineData(SourceFormat.CloudFormation, "AWS::T::Thing", 1)]
    public void Each_format_has_its_own_default(SourceFormat format, string type, int days)
    {
        var other = new Estate(format);
        var thing = other.Add(type, "a");
        other.Build(Kinds);

        Assert.Equal(Value.Of(days), Read(thing, "days"));
    }

    [Fact]
    public void Null_written_out_means_the_default() =>
        Assert.Equal(Value.Of(0), Property(estate.Add("aws_thing", "a", ("days", Value.Null)), "days"));

    [Fact]
    public void Unknown_stays_unknown_and_keeps_its_references()
    {
        var other = estate.Add("aws_other", "o");
        var thing = estate.Add("aws_thing", "a", ("flag", Estate.IdOf(other, "flag").WithOrigin(estate.Line(3))));

        Assert.True(Property(thing, "flag").IsUnknown);
        Assert.Same(other, Assert.Single(Property(thing, "flag").References).Target);
        Assert.Equal("main.tf:3", Property(thing, "flag").Origin!.Location.ToString());
    }

    [Fact]
    public void Text_is_converted_as_Terraform_converts()
    {
        var thing = estate.Add("aws_thing", "a", ("flag", Text("true")), ("days", Text("14")), ("text", Value.Of(5)));

        Assert.Equal(Value.True, Property(thing, "flag"));
        Assert.Equal(Value.Of(14), Property(thing, "days"));
        Assert.Equal(Text("5"), Property(thing, "text"));
    }

    [Fact]
    public void What_cannot_be_converted_is_unknown_and_said_at_its_line()
    {
        var thing = estate.Add("aws_thing", "a", ("days", Text("two weeks").WithOrigin(estate.Line(7))));
        var workload = estate.Build(Kinds);

        Assert.True(Read(thing, "days").IsUnknown);
        var diagnostic = Assert.Single(workload.Diagnostics);
        Assert.Equal("STOA2820", diagnostic.Code);
        Assert.Equal("main.tf:7", diagnostic.Location!.ToString());
    }

    [Fact]
    public void A_path_reads_through_blocks_of_one()
    {
        var inner = Value.Tuple(Value.Object(("value", Text("x"))));
        Assert.Equal(Text("x"), Property(estate.Add("aws_thing", "a", ("block", Value.Tuple(Value.Object(("inner", inner))))), "deep"));
    }

    [Fact]
    public void A_path_through_what_is_not_there_is_null()
    {
        Assert.True(Property(estate.Add("aws_thing", "a"), "deep").IsNull);
        Assert.True(Property(estate.Add("aws_thing", "b", ("block", Value.EmptyTuple)), "deep").IsNull);
        Assert.True(Property(estate.Add("aws_thing", "c", ("block", Value.Tuple(Value.EmptyObject))), "deep").IsNull);
    }

    [Fact]
    public void References_are_followed_within_a_loop_and_behind_a_splat()
    {
        var one = estate.Add("aws_thing", "one", ("text", Text("x")), ("days", Value.Of(1)), ("identifier", Text("first")));
        var two = estate.Add("aws_thing", "two", ("text", Text("y")), ("days", Value.Of(2)));
        var thing = estate.Add("aws_thing", "a", ("others", Value.Tuple(Text("first"), Estate.IdOf(two))));

        Assert.Equal(Value.Tuple(Text("x"), Text("y")), Property(thing, "peer_texts"));
        Assert.Equal(Value.Tuple(Value.Of(1), Value.Of(2)), Property(thing, "peer_days"));
        Assert.Equal(Text("x"), Read(one, "text"));
    }

    [Fact]
    public void What_a_loop_meets_that_stands_for_nothing_known_stays_unknown()
    {
        var other = estate.Add("aws_thing", "o", ("text", Text("x")));
        var thing = estate.Add("aws_thing", "a", ("others", Value.Tuple(
            Value.Unknown, Estate.IdOf(other, "block"), Value.Unknown.WithReference(new Reference(other, "id")))));

        // The second is made from something of the other thing, but is not its id; the third may be a block that holds the id somewhere.
        Assert.All(Property(thing, "peer_texts").Items.ToArray(), static item => Assert.True(item.IsUnknown));
    }

    [Fact]
    public void A_resource_that_a_value_stands_for_is_told_from_none_and_from_nobody_knows()
    {
        var other = estate.Add("aws_thing", "o", ("identifier", Text("first")));
        var known = estate.Add("aws_thing", "a", ("others", Value.Tuple(Text("first"), Text("elsewhere"), Estate.IdOf(other))));
        var unknown = estate.Add("aws_thing", "b", ("others", Value.Tuple(Text("first"), Value.Unknown)));

        Assert.Equal(Value.Tuple(Text("elsewhere")), Property(known, "strangers"));
        Assert.False(Read(unknown, "strangers").IsWhollyKnown);
    }

    [Fact]
    public void An_arn_of_an_unknown_account_names_whom_it_ends_in()
    {
        var other = estate.Add("aws_thing", "o", ("identifier", Text("first")));
        var thing = estate.Add("aws_thing", "a", ("other", Arn("first")));
        var stranger = estate.Add("aws_thing", "b", ("other", Arn("second")), ("others", Value.Tuple(Arn("first"), Arn("second"))));

        Assert.Same(other, Property(thing, "other").Open);
        Assert.True(Read(stranger, "other").IsUnknown);
        Assert.Equal(1, Read(stranger, "strangers").Count);

        static Value Arn(string name) =>
            Value.UnknownText([Text("arn:aws:t::"), Value.UnknownOf(HclType.String, notNull: true), Text(":thing/" + name)]);
    }

    [Fact]
    public void A_list_property_takes_a_value_alone_and_a_set()
    {
        Assert.Equal(Value.Tuple(Text("x")), Property(estate.Add("aws_thing", "a", ("zones", Text("x"))), "zones"));
        Assert.Equal(Value.Tuple(Text("x")), Property(estate.Add("aws_thing", "b", ("zones", Value.List(HclType.String, Text("x")))), "zones"));
        Assert.Equal(Value.Tuple(Text("a")), Property(estate.Add("aws_thing", "c"), "zones"));
    }

    [Fact]
    public void A_reference_becomes_the_resource()
    {
        var a = estate.Add("aws_thing", "a");
        var b = estate.Add("aws_thing", "b", ("other", Estate.IdOf(a)), ("others", Value.Tuple(Estate.IdOf(a, "arn"), Text("thing-123"))));

        Assert.Same(a, Property(b, "other").Open);
        Assert.Same(a, Property(b, "others").Items[0].Open);
        Assert.True(Property(b, "others").Items[1].IsUnknown);
    }

    [Fact]
    public void A_literal_name_becomes_the_resource_of_that_name()
    {
        var a = estate.Add("aws_thing", "a", ("identifier", Text("orders")));
        var b = estate.Add("aws_thing", "b", ("other", Text("orders")), ("anything", Text("arn:aws:t:eu-west-1:123456789012:thing/orders")));
        var c = estate.Add("aws_thing", "c", ("other", Text("arn:aws:t:eu-west-1:123456789012:thing/orders")));

        Assert.Same(a, Property(b, "other").Open);
        Assert.Same(a, Property(c, "other").Open);

        // Of which kind it must be, the property does not say: the end of an arn is not enough.
        Assert.True(Property(b, "anything").IsUnknown);
    }

    [Fact]
    public void A_name_that_two_resources_have_leads_to_neither()
    {
        estate.Add("aws_thing", "a", ("identifier", Text("orders")));
        estate.Add("aws_thing", "b", ("identifier", Text("orders")));
        var c = estate.Add("aws_thing", "c", ("other", Text("orders")));

        Assert.True(Property(c, "other").IsUnknown);
    }

    [Fact]
    public void A_name_is_looked_for_in_its_own_unit_first()
    {
        var elsewhere = new Estate(path: "b");
        var far = elsewhere.Add("aws_thing", "a", ("identifier", Text("orders")));
        var near = estate.Add("aws_thing", "a", ("identifier", Text("orders")));
        var asks = estate.Add("aws_thing", "b", ("other", Text("orders")));
        var asksThere = elsewhere.Add("aws_thing", "b", ("other", Text("orders")));
        WorkloadBuilder.Build([estate.Unit, elsewhere.Unit], Kinds);

        Assert.Same(near, Read(asks, "other").Open);
        Assert.Same(far, Read(asksThere, "other").Open);
    }

    [Fact]
    public void A_reference_to_another_kind_leads_out_of_the_workload()
    {
        var other = estate.Add("aws_other", "o");
        var thing = estate.Add("aws_thing", "a", ("other", Estate.IdOf(other)), ("anything", Estate.IdOf(other)));

        Assert.True(Property(thing, "other").IsUnknown);
        Assert.Same(other, Property(thing, "anything").Open);
    }

    [Fact]
    public void One_of_two_references_and_nobody_knows_which_is_unknown()
    {
        var a = estate.Add("aws_thing", "a");
        var b = estate.Add("aws_thing", "b");
        var either = Estate.IdOf(a).WithReference(new Reference(b, "id"));
        var thing = estate.Add("aws_thing", "c", ("other", either));

        Assert.True(Property(thing, "other").IsUnknown);
        Assert.Equal(2, Property(thing, "other").References.Length);
    }

    [Fact]
    public void What_is_read_of_another_resource_is_not_that_resource()
    {
        var a = estate.Add("aws_thing", "a");
        var b = estate.Add("aws_thing", "b", ("other", Estate.IdOf(a)));

        // aws_thing.b.other: whose id it is, is known; it was read from b.
        var passedOn = Estate.IdOf(a).WithReference(new Reference(b, "other"));
        var c = estate.Add("aws_thing", "c", ("other", passedOn));

        Assert.Same(a, Property(c, "other").Open);
    }

    [Fact]
    public void A_step_on_a_reference_reads_the_other_resource()
    {
        var a = estate.Add("aws_thing", "a", ("text", Text("hello")), ("identifier", Text("orders")));
        var b = estate.Add("aws_thing", "b", ("other", Estate.IdOf(a)));
        var c = estate.Add("aws_thing", "c", ("other", Text("orders")));
        var d = estate.Add("aws_thing", "d", ("other", Text("elsewhere")));

        Assert.Equal(Text("hello"), Property(b, "peer_text"));
        Assert.Equal(Text("hello"), Property(c, "peer_text"));
        Assert.True(Property(d, "peer_text").IsUnknown);
    }

    [Fact]
    public void A_companion_folds_into_what_it_configures()
    {
        var thing = estate.Add("aws_thing", "a");
        var companion = estate.Add("aws_thing_lock", "l", ("thing", Estate.IdOf(thing)), ("days", Value.Of(9)));
        var workload = estate.Build(Kinds);

        Assert.Equal(Value.True, Read(thing, "locked"));
        Assert.Equal(Value.Of(9), Read(thing, "lock_days"));
        Assert.Equal([thing], workload.Resources);
        Assert.Equal([companion], workload.Companions);
        Assert.Equal([companion], thing.Companions);
    }

    [Fact]
    public void A_companion_folds_by_a_literal_name_too()
    {
        var thing = estate.Add("aws_thing", "a", ("identifier", Text("orders")));
        estate.Add("aws_thing_lock", "l", ("thing", Text("orders")));

        Assert.Equal(Value.True, Property(thing, "locked"));
    }

    [Fact]
    public void Without_companions_there_are_none()
    {
        var thing = estate.Add("aws_thing", "a");
        estate.Add("aws_thing_lock", "l", ("thing", Text("elsewhere")));
        var workload = estate.Build(Kinds);

        Assert.Equal(Value.False, Read(thing, "locked"));
        Assert.True(Read(thing, "lock_days").IsNull);
        Assert.Equal(2, workload.Resources.Count);
    }

    [Fact]
    public void A_companion_that_may_not_exist_makes_what_it_says_unknown()
    {
        var thing = estate.Add("aws_thing", "a");
        estate.Add("aws_thing_lock", "l", isIndeterminate: true, ("thing", Estate.IdOf(thing)), ("days", Value.Of(9)));

        Assert.True(Property(thing, "locked").IsUnknown);
        Assert.True(Property(thing, "lock_days").IsUnknown);
    }

    [Fact]
    public void A_companion_of_one_of_two_makes_what_it_says_unknown_for_both()
    {
        var a = estate.Add("aws_thing", "a");
        var b = estate.Add("aws_thing", "b");
        var c = estate.Add("aws_thing", "c");
        estate.Add("aws_thing_lock", "l", ("thing", Estate.IdOf(a).WithReference(new Reference(b, "id"))));
        estate.Build(Kinds);

        Assert.True(Read(a, "locked").IsUnknown);
        Assert.True(Read(b, "locked").IsUnknown);
        Assert.Equal(Value.False, Read(c, "locked"));
    }

    [Fact]
    public void A_CloudFormation_companion_and_attribute_are_read_by_functions()
    {
        var stack = new Estate(SourceFormat.CloudFormation, "stack.yaml");
        var thing = stack.Add("AWS::T::Thing", "A", ("@DeletionPolicy", Text("Retain")));
        stack.Add("AWS::T::ThingLock", "L", ("Thing", Estate.IdOf(thing, "Ref")), ("Days", Text("30")));
        stack.Build(Kinds);

        Assert.Equal(Value.True, Read(thing, "locked"));
        Assert.Equal(Value.Of(30), Read(thing, "lock_days"));
        Assert.Equal(Text("Retain"), Read(thing, "policy"));
    }

    [Fact]
    public void What_the_format_cannot_say_is_the_default_or_unknown()
    {
        var thing = estate.Add("aws_thing", "a");

        Assert.Equal(Text("Snapshot"), Property(thing, "policy"));
        Assert.True(Property(thing, "unsayable").IsUnknown);
    }

    [Fact]
    public void An_expression_points_at_what_it_was_made_from()
    {
        var thing = estate.Add("aws_thing", "a", ("days", Value.Of(3).WithOrigin(estate.Line(44))));

        Assert.Equal(Value.True, Property(thing, "busy"));
        Assert.Equal("main.tf:44", Property(thing, "busy").Origin!.Location.ToString());
    }

    [Fact]
    public void An_expression_over_nothing_is_the_default()
    {
        Assert.Equal(Value.False, Property(estate.Add("aws_thing", "a"), "busy"));
        Assert.True(Property(estate.Add("aws_thing", "b", ("days", Value.Unknown)), "busy").IsUnknown);
    }

    [Fact]
    public void Name_region_and_tags_are_there_where_no_attribute_is()
    {
        var thing = estate.Add("aws_thing", "a", ("tags", Value.Object(("own", Text("1")))));
        thing.Region = "eu-west-1";
        thing.Tags = Value.Object(("own", Text("1")), ("team", Text("orders")));

        Assert.Equal(Text("a"), Property(thing, "label"));
        Assert.Equal(Text("eu-west-1"), Property(thing, "where"));
        Assert.Equal(thing.Tags, Property(thing, "labels"));
        Assert.Equal(Text("b"), Property(estate.Add("aws_thing", "c", ("name", Text("b"))), "label"));
    }

    [Fact]
    public void A_structure_converts_its_members_and_has_null_for_those_not_written()
    {
        var a = estate.Add("aws_thing", "a");
        var b = estate.Add("aws_thing", "b", ("shape", Value.Tuple(Value.Object(("size", Text("5")), ("of", Estate.IdOf(a)), ("more", Value.True)))));
        var c = estate.Add("aws_thing", "c", ("shape", Value.EmptyObject));
        estate.Build(Kinds);

        Assert.Equal(["of", "size"], Read(b, "shape").Keys.ToArray());
        Assert.True(Read(b, "shape").TryGet("size", out var size) && size.Equals(Value.Of(5)));
        Assert.True(Read(b, "shape").TryGet("of", out var of) && ReferenceEquals(of.Open, a));
        Assert.True(Read(c, "shape").TryGet("size", out var missing) && missing.IsNull);
    }

    [Fact]
    public void A_condition_tells_kinds_of_one_type_apart()
    {
        var stack = new Estate(SourceFormat.CloudFormation, "stack.yaml");
        var plain = stack.Add("AWS::T::Mixed", "P");
        var member = stack.Add("AWS::T::Mixed", "M", ("Cluster", Text("c")));
        var unsure = stack.Add("AWS::T::Mixed", "U", ("Cluster", Value.Unknown));
        stack.Build(Kinds);

        Assert.Equal("aws.t.plain", plain.Kind!.Id);
        Assert.Equal("aws.t.member", member.Kind!.Id);
        Assert.Equal(Value.Of(4), Read(member, "size"));

        // It is one of the two, so nothing is certain of it.
        Assert.True(Read(unsure, "size").IsUnknown);
    }

    [Fact]
    public void Instances_of_one_block_share_their_values()
    {
        var zones = Value.List(HclType.String, Text("x"), Text("y"));
        var a = estate.Add("aws_thing", "a", ("zones", zones));
        var b = estate.Add("aws_thing", "b", ("zones", zones));
        estate.Build(Kinds);

        Assert.Same(Read(a, "zones"), Read(b, "zones"));
    }

    [Fact]
    public void What_follows_from_a_value_follows_from_it_again_and_from_no_other()
    {
        var (none, some) = (Value.Of(0), Value.Of(5));
        Resource[] things = [.. new[] { some, some, none, some, none, none }.Select((days, i) => estate.Add("aws_thing", $"t{i}", ("days", days)))];
        var silent = estate.Add("aws_thing", "silent");
        estate.Build(Kinds);

        Assert.Equal([Value.True, Value.True, Value.False, Value.True, Value.False, Value.False], things.Select(thing => Read(thing, "busy")));
        Assert.Equal(Value.False, Read(silent, "busy"));
        Assert.Equal("main.tf:7", Read(silent, "busy").Origin!.Location.ToString());
    }

    [Fact]
    public void One_value_shared_by_two_units_is_followed_within_each()
    {
        var others = Value.Tuple(Text("orders"));
        var elsewhere = new Estate(path: "b");
        estate.Add("aws_thing", "named", ("identifier", Text("orders")), ("text", Text("near")));

        // One is read right after the other.
        var asks = estate.Add("aws_thing", "asks", ("others", others));
        var asksThere = elsewhere.Add("aws_thing", "asks", ("others", others));
        elsewhere.Add("aws_thing", "named", ("identifier", Text("orders")), ("text", Text("far")));
        WorkloadBuilder.Build([estate.Unit, elsewhere.Unit], Kinds);

        Assert.Equal(Value.Tuple(Text("near")), Read(asks, "peer_texts"));
        Assert.Equal(Value.Tuple(Text("far")), Read(asksThere, "peer_texts"));
    }

    [Fact]
    public void A_resource_without_a_kind_stays_with_its_attributes()
    {
        var other = estate.Add("aws_other", "o", ("text", Text("x")));
        var workload = estate.Build(Kinds);

        Assert.Equal([other], workload.Resources);
        Assert.Null(other.Kind);
        Assert.True(other.TryGet("anything", out var value) && value.IsUnknown);
    }

    private static Value Text(string text) => Estate.Text(text);

    private static Value Read(Resource resource, string property) =>
        resource.TryGet(property, out var value) ? value : throw new InvalidOperationException(property);

    private Value Property(Resource resource, string property)
    {
        estate.Build(Kinds);
        return Read(resource, property);
    }
}
