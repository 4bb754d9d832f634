using Stoa.Language.Values;
using Stoa.Workloads.Kinds;

namespace Stoa.Workloads.Tests.Graph;

/// <summary>How references become edges.</summary>
public sealed class EdgeTests
{
    private static readonly KindCatalog Kinds = Estate.Kinds(
        """
        aws.t.thing:
          title: A thing
          terraform: aws_thing
          names: [identifier]
          companions: { aws_thing_lock: thing }
          properties:
            other: [ref(aws.t.thing), other, { n/a: Terraform only }]
        """);

    private readonly Estate estate = new();

    [Fact]
    public void References_anywhere_in_the_attributes_are_edges_by_attribute()
    {
        var a = estate.Add("aws_a", "a");
        estate.Add(
            "aws_b", "b",
            ("list", Value.Tuple(Value.Object(("deep", Estate.IdOf(a))), Estate.IdOf(a))),
            ("text", Value.Of("known").WithReference(new Reference(a, "name"))),
            ("whole", a.AsValue),
            ("json", EncodedContent.Encode(Value.Object(("x", Estate.IdOf(a))))));

        Assert.Equal(["aws_b.b -json-> aws_a.a", "aws_b.b -list-> aws_a.a", "aws_b.b -text-> aws_a.a", "aws_b.b -whole-> aws_a.a"], Edges());
    }

    [Fact]
    public void An_explicit_dependency_is_an_edge()
    {
        var a = estate.Add("aws_a", "a");
        estate.Add("aws_b", "b").DependsOn = [a];

        Assert.Equal(["aws_b.b -depends_on-> aws_a.a"], Edges());
    }

    [Fact]
    public void A_literal_name_is_an_edge_by_property()
    {
        estate.Add("aws_thing", "a", ("identifier", Value.Of("orders")));
        estate.Add("aws_thing", "b", ("other", Value.Of("orders")));

        Assert.Equal(["aws_thing.b -other-> aws_thing.a"], Edges());
    }

    [Fact]
    public void An_edge_by_attribute_and_property_is_there_once()
    {
        var a = estate.Add("aws_thing", "a");
        estate.Add("aws_thing", "b", ("other", Estate.IdOf(a)));

        Assert.Equal(["aws_thing.b -other-> aws_thing.a"], Edges());
    }

    [Fact]
    public void What_a_companion_refers_to_its_resource_refers_to()
    {
        var key = estate.Add("aws_key", "k");
        var thing = estate.Add("aws_thing", "a");
        var companion = estate.Add("aws_thing_lock", "l", ("thing", Estate.IdOf(thing)), ("key", Estate.IdOf(key)));
        estate.Add("aws_user", "u").DependsOn = [companion];

        Assert.Equal(["aws_thing.a -aws_thing_lock.key-> aws_key.k", "aws_user.u -depends_on-> aws_thing.a"], Edges());
    }

    [Fact]
    public void A_reference_to_itself_is_no_edge()
    {
        var a = estate.Add("aws_a", "a");
        a.Attributes = Value.Object(("self", Estate.IdOf(a)));

        Assert.Empty(Edges());
    }

    [Fact]
    public void The_workload_answers_who_refers_to_whom()
    {
        var a = estate.Add("aws_thing", "a");
        var b = estate.Add("aws_thing", "b", ("other", Estate.IdOf(a)), ("again", Estate.IdOf(a)));
        var c = estate.Add("aws_c", "c", ("x", Estate.IdOf(a)));
        var workload = estate.Build(Kinds);

        Assert.Equal(["again", "other"], workload.From(b).Select(e => e.Via));
        Assert.Equal([b, b, c], workload.To(a).Select(e => e.From));
        Assert.Equal([b], workload.Referrers(a, Kinds.Find("aws.t.thing")!));
        Assert.Empty(workload.From(a));
    }

    [Fact]
    public void Twelve_hundred_resources_give_the_same_edges_every_time()
    {
        IEnumerable<string> Once()
        {
            var large = new Estate();
            var all = new List<Resource>();
            for (var i = 0; i < 1200; i++)
            {
                all.Add(large.Add(
                    "aws_thing", $"r{i}",
                    ("other", i == 0 ? Value.Null : Estate.IdOf(all[i / 2])), ("more", i < 10 ? Value.Null : Estate.IdOf(all[i - 10]))));
            }

            return large.Build(Kinds).Edges.Select(e => $"{e.From} {e.Via} {e.To}");
        }

        var first = Once().ToList();
        Assert.Equal(2389, first.Count);
        Assert.Equal(first, Once());
    }

    private IEnumerable<string> Edges() => estate.Build(Kinds).Edges.Select(e => $"{e.From} -{e.Via}-> {e.To}");
}
