using System.Xml.Linq;

namespace Stoa.EndToEnd.Tests;

/// <summary><c>stoa draw</c>, as a person uses it.</summary>
public sealed class DrawTests : IDisposable
{
    private const string WellBuilt = "samples/three-tier-web/well-built";
    private readonly string scratch = Directory.CreateTempSubdirectory("stoa-").FullName;

    public void Dispose() => Directory.Delete(scratch, recursive: true);

    [Fact]
    public void A_picture_is_well_formed_and_the_same_each_time()
    {
        var first = Repository.Stoa("draw", WellBuilt);
        var second = Repository.Stoa("draw", WellBuilt);

        Assert.Equal(0, first.Code);
        Assert.Equal(first.Output, second.Output);
        var svg = XDocument.Parse(first.Output).Root!;
        Assert.Equal("svg", svg.Name.LocalName);
        Assert.Contains(svg.Descendants(), static e => e.Name.LocalName == "a" && e.Attribute("href")!.Value == "web.tf#L1");
    }

    [Fact]
    public void Links_of_a_file_lead_from_its_folder_to_the_source()
    {
        var work = Path.Combine(scratch, "infra");
        Directory.CreateDirectory(work);
        Directory.CreateDirectory(Path.Combine(scratch, "docs"));
        File.WriteAllText(Path.Combine(work, "main.tf"), "resource \"aws_sqs_queue\" \"q\" {}\n");

        var result = Repository.Stoa(scratch, ["draw", "infra", "--theme", "dark", "--output", "docs/picture.svg"]);

        Assert.Equal(0, result.Code);
        Assert.Empty(result.Output);
        var link = XDocument.Load(Path.Combine(scratch, "docs", "picture.svg")).Descendants().Single(static e => e.Name.LocalName == "a").Attribute("href")!.Value;
        Assert.Equal("../infra/main.tf#L1", link);
        Assert.True(File.Exists(Path.Combine(scratch, "docs", link.Split('#')[0])));
    }

    [Theory]
    [InlineData("mermaid", "flowchart TB", "subgraph p0b0z2[\"zone 3\"]")]
    [InlineData("dot", "digraph workload {", "label=\"zone 3\"")]
    public void Other_tools_draw_the_same_picture(string format, string head, string zone)
    {
        var result = Repository.Stoa("draw", WellBuilt, "--format", format);

        Assert.Equal(0, result.Code);
        Assert.Contains(head, result.Output, StringComparison.Ordinal);
        Assert.Contains(zone, result.Output, StringComparison.Ordinal);
        Assert.Contains("replicates", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void An_unknown_theme_is_wrong_usage() => Assert.Equal(2, Repository.Stoa("draw", WellBuilt, "--theme", "pink").Code);
}
