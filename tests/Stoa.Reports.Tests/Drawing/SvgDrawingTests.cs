using System.Text;
using System.Xml.Linq;
using Stoa.Reports.Drawing;

namespace Stoa.Reports.Tests.Drawing;

public class SvgDrawingTests
{
    private const string Hostile = "</text><script>alert(1)</script>\"'&\u202e\u0000\u0007]]>";
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    [Theory]
    [InlineData("three-tier-web/well-built")]
    [InlineData("three-tier-web/naive")]
    [InlineData("serverless-orders")]
    public void The_same_workload_gives_the_same_bytes(string sample) =>
        Assert.Equal(Write(DrawnEstate.Sample(sample)), Write(DrawnEstate.Sample(sample)));

    [Fact]
    public void It_stands_alone_and_can_be_read_aloud()
    {
        var svg = XDocument.Parse(Write(DrawnEstate.Sample("three-tier-web/well-built"))).Root!;

        Assert.Equal("img", svg.Attribute("role")!.Value);
        Assert.Equal("Architecture of Orders", svg.Element(Svg + "title")!.Value);
        Assert.Contains("orders.example.com", svg.Element(Svg + "desc")!.Value, StringComparison.Ordinal);
        Assert.DoesNotContain(svg.Descendants(), static e => e.Name.LocalName is "script" or "image" or "foreignObject" or "use");
        Assert.DoesNotContain(svg.Descendants().Attributes(), static a => a.Name.LocalName.StartsWith("on", StringComparison.Ordinal));
        Assert.DoesNotContain("url(", svg.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("@import", svg.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Each_box_leads_to_its_line_and_tells_its_address()
    {
        var svg = XDocument.Parse(Write(DrawnEstate.Sample("three-tier-web/well-built"))).Root!;

        var database = svg.Descendants(Svg + "a").Single(static a => a.Element(Svg + "title")!.Value.StartsWith("aws_db_instance.orders\n", StringComparison.Ordinal));
        Assert.Equal("data.tf#L11", database.Attribute("href")!.Value);
        Assert.Equal(["aws_db_instance.orders", "RDS database instance", "In zone 1, zone 2 of eu-west-1"], database.Element(Svg + "title")!.Value.Split('\n')[..3]);
        Assert.All(svg.Descendants(Svg + "a"), static a => Assert.Matches(@"^[a-z]+\.tf#L\d+$", a.Attribute("href")!.Value));
    }

    [Fact]
    public void Links_lead_from_where_the_drawing_lies() =>
        Assert.Contains("href=\"../in%20fra/data.tf#L11\"", Write(DrawnEstate.Sample("three-tier-web/well-built"), links: "../in fra/"), StringComparison.Ordinal);

    [Fact]
    public void Text_of_what_is_reviewed_is_no_markup()
    {
        var picture = Scribbled(Hostile);

        var svg = XDocument.Parse(Write(picture)).Root!;

        Assert.DoesNotContain(svg.Descendants(), static e => e.Name.LocalName == "script");
        Assert.DoesNotContain(Write(picture), static c => char.IsControl(c) && c != '\n');
        Assert.DoesNotContain('\u202e', Write(picture));
        Assert.Contains(svg.Descendants(Svg + "title"), static t => t.Value.Contains("<script>alert(1)</script>", StringComparison.Ordinal));
    }

    [Fact]
    public void A_path_is_no_scheme()
    {
        var picture = Scribbled("n");
        picture = picture with { Panels = [picture.Panels[0] with { Nodes = [picture.Panels[0].Nodes[0] with { Link = new PictureLink("javascript:alert(1)//\"x", 3) }] }] };

        Assert.Equal("javascript%3Aalert%281%29//%22x#L3", XDocument.Parse(Write(picture)).Descendants(Svg + "a").Single().Attribute("href")!.Value);
    }

    [Fact]
    public void Colours_follow_the_theme()
    {
        var picture = DrawnEstate.Sample("serverless-orders");

        var (light, dark, auto) = (Write(picture, DrawingTheme.Light), Write(picture, DrawingTheme.Dark), Write(picture));

        Assert.DoesNotContain("prefers-color-scheme", light + dark, StringComparison.Ordinal);
        Assert.Contains(".bg{fill:#ffffff}", light, StringComparison.Ordinal);
        Assert.Contains(".bg{fill:#14171c}", dark, StringComparison.Ordinal);
        Assert.Contains("@media (prefers-color-scheme:dark){.bg{fill:#14171c}", auto, StringComparison.Ordinal);
    }

    [Fact]
    public void Mermaid_and_dot_have_the_same_boxes_and_quote_what_they_are_given()
    {
        var picture = DrawnEstate.Sample("three-tier-web/well-built");
        var (mermaid, dot) = (Text(s => GraphDrawing.WriteMermaid(picture, s)), Text(s => GraphDrawing.WriteDot(picture, s)));

        foreach (var node in picture.Panels[0].Nodes)
        {
            Assert.Contains($"p0n{node.Id}", mermaid, StringComparison.Ordinal);
            Assert.Contains($"p0n{node.Id} [label=", dot, StringComparison.Ordinal);
        }

        Assert.Contains("subgraph p0b0z2[\"zone 3\"]", mermaid, StringComparison.Ordinal);
        Assert.Contains("click p0n0 href \"data.tf#L11\"", mermaid, StringComparison.Ordinal);
        Assert.Equal(mermaid.Count(static c => c == '\n'), Text(s => GraphDrawing.WriteMermaid(picture, s)).Count(static c => c == '\n'));

        var hostile = Text(s => GraphDrawing.WriteMermaid(Scribbled(Hostile), s)) + Text(s => GraphDrawing.WriteDot(Scribbled("\"];\n x [label=\"y"), s));
        Assert.DoesNotContain("<script", Text(s => GraphDrawing.WriteMermaid(Scribbled(Hostile), s)), StringComparison.Ordinal);
        Assert.DoesNotContain("\n x [", hostile, StringComparison.Ordinal);
    }

    private static Picture Scribbled(string name) => new()
    {
        Title = name,
        Subtitle = name,
        Notes = [name],
        Panels =
        [
            new PicturePanel
            {
                Title = name,
                Blocks = [new PictureBlock(name, name, [name])],
                Nodes =
                [
                    new PictureNode
                    {
                        Id = 0, Name = name, Label = name, Role = Analysis.Topology.ComponentRole.Machines, Row = PictureRow.Compute, Block = 0, Zones = (0, 0),
                        Units = [new PictureUnit(0, name, 2)], Tooltip = name, Link = new PictureLink(name, 1),
                    },
                ],
                Edges = [],
            },
        ],
    };

    private static string Write(Picture picture, DrawingTheme theme = DrawingTheme.Auto, string links = "") => Text(s => SvgDrawing.Write(picture, s, theme, links));

    private static string Text(Action<Stream> write)
    {
        using var stream = new MemoryStream();
        write(stream);
        return Encoding.UTF8.GetString(stream.ToArray());
    }
}
