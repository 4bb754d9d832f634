using System.Text;
using System.Text.Json;
using Stoa.Language.Values;
using Stoa.Workloads.Graph;
using Stoa.Workloads.Kinds;

namespace Stoa.Workloads.Tests.Graph;

public sealed class GraphWriterTests
{
    private static readonly KindCatalog Kinds = Estate.Kinds(
        """
        aws.t.thing:
          title: A thing
          terraform: aws_thing
          companions: { aws_thing_lock: thing }
          properties:
            other: [ref(aws.t.thing), other, { n/a: Terraform only }]
            size: [number, size, { n/a: Terraform only }, 3]
        """);

    private readonly Workload workload;

    public GraphWriterTests()
    {
        var estate = new Estate();
        var a = estate.Add(
            "aws_thing", "a",
            ("size", Value.Of(5)), ("secret", Value.Of("hunter2").WithSensitivity(true)), ("admin_password", Value.Of("hunter3")),
            ("list", Value.Tuple(Value.True, Value.Null, Value.Unknown)));
        estate.Add("aws_thing", "b", ("other", Estate.IdOf(a)));
        estate.Add("aws_thing_lock", "l", ("thing", Estate.IdOf(a)));
        estate.Add("aws_other", "c\"#<");
        workload = estate.Build(Kinds);
    }

    [Fact]
    public void Json_has_every_resource_with_its_attributes_and_properties()
    {
        var json = JsonDocument.Parse(Written(GraphWriter.WriteJson)).RootElement;
        var resources = json.GetProperty("resources");

        Assert.Equal("stoa/graph/1", json.GetProperty("schema").GetString());
        Assert.Equal(3, resources.GetArrayLength());
        Assert.Equal(
            """{"unit":".","address":"aws_thing.b","kind":"aws.t.thing","type":"aws_thing","file":"main.tf","line":2,"attributes":"""
            + """{"other":{"$unknown":true}},"properties":{"other":{"$resource":"aws_thing.a"},"size":3}}""",
            JsonSerializer.Serialize(resources[1]));
        Assert.Equal(JsonValueKind.Null, resources[2].GetProperty("kind").ValueKind);
        Assert.Equal("""["aws_thing_lock.l"]""", JsonSerializer.Serialize(resources[0].GetProperty("companions")));
        Assert.Equal(
            """[{"unit":".","from":"aws_thing.b","to":"aws_thing.a","via":"other"}]""", JsonSerializer.Serialize(json.GetProperty("edges")));
    }

    [Fact]
    public void Json_says_what_is_unknown_and_hides_what_is_secret()
    {
        var text = Written(GraphWriter.WriteJson);
        var attributes = JsonDocument.Parse(text).RootElement.GetProperty("resources")[0].GetProperty("attributes");

        Assert.Equal("""[true,null,{"$unknown":true}]""", JsonSerializer.Serialize(attributes.GetProperty("list")));
        Assert.Equal("""{"$sensitive":true}""", JsonSerializer.Serialize(attributes.GetProperty("secret")));
        Assert.DoesNotContain("hunter", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Dot_has_a_node_a_resource_and_quotes_what_must_be_quoted() =>
        Assert.Equal(
            """
            digraph workload {
              rankdir=LR;
              node [shape=box, fontname="sans-serif"];
              subgraph cluster_0 {
                label=".";
                n0 [label="aws_thing.a\nA thing"];
                n1 [label="aws_thing.b\nA thing"];
                n2 [label="aws_other.c\"#<\naws_other"];
              }
              n1 -> n0 [label="other"];
            }

            """,
            Written(GraphWriter.WriteDot));

    [Fact]
    public void Mermaid_has_a_node_a_resource_and_quotes_what_must_be_quoted() =>
        Assert.Equal(
            """
            flowchart LR
              subgraph u0["."]
                n0["aws_thing.a"]
                n1["aws_thing.b"]
                n2["aws_other.c#quot;#35;#lt;"]
              end
              n1 -->|"other"| n0

            """,
            Written(GraphWriter.WriteMermaid));

    private string Written(Action<Workload, Stream> write)
    {
        using var stream = new MemoryStream();
        write(workload, stream);
        return Encoding.UTF8.GetString(stream.ToArray());
    }
}
