using Stoa.Reports.Drawing;

namespace Stoa.Reports.Tests.Drawing;

/// <summary>What a reader of any drawing may expect of its geometry.</summary>
public class LayoutTests
{
    public static TheoryData<string> Samples => ["three-tier-web/well-built", "three-tier-web/naive", "serverless-orders"];

    [Theory]
    [MemberData(nameof(Samples))]
    public void A_sample_is_drawn_cleanly(string sample) => AssertClean(DrawingLayout.Arrange(DrawnEstate.Sample(sample)));

    [Theory]
    [InlineData(10)]
    [InlineData(40)]
    [InlineData(90)]
    [InlineData(150)]
    public void Workloads_of_any_shape_are_drawn_cleanly(int components)
    {
        for (var seed = 1; seed <= 6; seed++)
        {
            var picture = DrawnEstate.Terraform(DrawnEstate.MadeUp((components * 100) + seed, components));
            Assert.NotEmpty(picture.Panels);
            AssertClean(DrawingLayout.Arrange(picture));
        }
    }

    [Theory]
    [InlineData(8, 10)]
    [InlineData(30, 60)]
    [InlineData(60, 150)]
    [InlineData(150, 300)]
    public void Lines_that_lead_anywhere_run_through_no_box_and_on_no_other_line(int nodes, int edges)
    {
        for (var seed = 1; seed <= 10; seed++)
        {
            AssertClean(DrawingLayout.Arrange(Scribble(seed, nodes, edges)));
        }
    }

    [Fact]
    public void Zones_are_columns_in_order_from_left_to_right()
    {
        var layout = DrawingLayout.Arrange(DrawnEstate.Sample("three-tier-web/well-built"));

        var zones = layout.Frames.Where(static f => f.Kind == DrawnFrameKind.Zone).ToList();
        Assert.Equal(["zone 1", "zone 2", "zone 3"], zones.Select(static z => z.Text!.Text));
        Assert.True(zones[0].Rectangle.Right <= zones[1].Rectangle.X && zones[1].Rectangle.Right <= zones[2].Rectangle.X);
        Assert.Single(zones.Select(static z => z.Rectangle.Y).Distinct());
    }

    [Fact]
    public void The_well_built_sample_is_the_figure_of_the_textbook()
    {
        var layout = DrawingLayout.Arrange(DrawnEstate.Sample("three-tier-web/well-built"));
        var zones = layout.Frames.Where(static f => f.Kind == DrawnFrameKind.Zone).Select(static f => f.Rectangle).ToList();
        DrawnBox Of(string address) => layout.Boxes.Single(b => b.Node.Addresses.Contains(address));
        int ZoneOf(DrawnRectangle r) => zones.FindIndex(z => r.X >= z.X && r.Right <= z.Right && r.Y >= z.Y && r.Bottom <= z.Bottom);

        // From the internet down: name, content delivery behind a firewall, balancer, machines, database, replicas.
        string[] down = ["aws_route53_record.www", "aws_cloudfront_distribution.main", "aws_lb.web", "aws_autoscaling_group.web", "aws_db_instance.orders", "aws_db_instance.replica[0]"];
        for (var i = 1; i < down.Length; i++)
        {
            Assert.True(Of(down[i - 1]).Rectangle.Bottom < Of(down[i]).Rectangle.Y, down[i]);
        }

        Assert.NotNull(Of("aws_cloudfront_distribution.main").Firewall);

        // The balancer over all three zones, a machine in each, a way out in each.
        Assert.True(Of("aws_lb.web").Rectangle.X >= zones[0].X && Of("aws_lb.web").Rectangle.Right > zones[2].X);
        Assert.Equal([0, 1, 2], Of("aws_autoscaling_group.web").Units.Select(u => ZoneOf(u.Rectangle)));
        Assert.Equal([0, 1, 2], Enumerable.Range(0, 3).Select(i => ZoneOf(Of($"aws_nat_gateway.main[{i}]").Rectangle)));

        // Primary and standby in two zones with an arrow between them, the replicas in two others' columns.
        var database = Of("aws_db_instance.orders");
        Assert.Equal([("primary", 0), ("standby", 1)], database.Units.Select(u => (u.Text.Text, ZoneOf(u.Rectangle))));
        Assert.Single(database.Copies);
        Assert.Equal([1, 2], new[] { 0, 1 }.Select(i => ZoneOf(Of($"aws_db_instance.replica[{i}]").Rectangle)));
        Assert.Equal(2, layout.Lines.Count(l => l.Style == PictureEdgeStyle.Replication && l.From == database));

        // Everything of the network lies in its frame, and that in its region.
        var network = layout.Frames.Single(static f => f.Kind == DrawnFrameKind.Network).Rectangle;
        var region = layout.Frames.Single(static f => f.Kind == DrawnFrameKind.Region).Rectangle;
        Assert.All(zones, z => Assert.True(Holds(network, z)));
        Assert.True(Holds(region, network));
        Assert.False(region.Overlaps(Of("aws_cloudfront_distribution.main").Rectangle));
        Assert.Equal(["EDGE", "NETWORK", "COMPUTE", "DATA"], layout.Bands.Select(static b => b.Text!.Text.Split(' ')[0]));
    }

    [Fact]
    public void A_box_tells_its_subnets()
    {
        var nodes = DrawnEstate.Sample("three-tier-web/well-built").Panels.Single().Nodes;
        string Of(string address) => nodes.Single(n => n.Addresses.Contains(address)).Tooltip.Split('\n')[^1];

        Assert.Equal("Subnets: aws_subnet.public[0], aws_subnet.public[1], aws_subnet.public[2]", Of("aws_lb.web"));
        Assert.Equal("Subnet: aws_subnet.public[0]", Of("aws_nat_gateway.main[0]"));
    }

    [Fact]
    public void What_anybody_can_reach_past_the_door_is_marked()
    {
        var layout = DrawingLayout.Arrange(DrawnEstate.Sample("three-tier-web/naive"));

        var exposed = layout.Lines.Where(static l => l.Style == PictureEdgeStyle.Exposure).Select(static l => l.To.Node.Addresses.Single());
        Assert.Contains("aws_db_instance.orders", exposed);
        Assert.Contains(layout.Legend, static l => l.Style == PictureEdgeStyle.Exposure);
    }

    [Fact]
    public void What_one_block_declares_many_times_in_one_place_is_one_box()
    {
        var picture = DrawnEstate.Terraform("""
            resource "aws_sqs_queue" "work" {
              count = 23
            }
            resource "aws_lambda_function" "worker" {
              count         = 23
              function_name = "worker-${count.index}"
            }
            resource "aws_lambda_event_source_mapping" "work" {
              count            = 23
              event_source_arn = aws_sqs_queue.work[count.index].arn
              function_name    = aws_lambda_function.worker[count.index].arn
            }
            """);

        var nodes = Assert.Single(picture.Panels).Nodes;
        Assert.Equal([("work", 23), ("worker", 23)], nodes.Select(static n => (n.Name, n.Count)).Order());
        Assert.Contains(DrawingLayout.Arrange(picture).AllTexts, static t => t.Text == "worker ×23");
    }

    [Fact]
    public void What_nothing_is_tied_to_stands_apart_by_role()
    {
        var picture = DrawnEstate.Terraform(string.Concat(Enumerable.Range(0, 12).Select(static i => $"resource \"aws_s3_bucket\" \"b{i}\" {{}}\n")));

        Assert.Empty(picture.Panels);
        var buckets = Assert.Single(picture.Idle);
        Assert.Equal(("S3 buckets", 12), (buckets.Name, buckets.Count));
        Assert.Contains(DrawingLayout.Arrange(picture).Texts, static t => t.Text == "Not on any journey");
    }

    [Fact]
    public void A_network_of_which_no_zone_is_known_has_no_columns()
    {
        var layout = DrawingLayout.Arrange(DrawnEstate.Terraform("""
            variable "subnets" {}
            resource "aws_lb" "web" {
              subnets = var.subnets
            }
            """));

        Assert.Equal("VPC not in this code", Assert.Single(layout.Frames, static f => f.Kind == DrawnFrameKind.Network).Text!.Text);
        Assert.DoesNotContain(layout.Frames, static f => f.Kind == DrawnFrameKind.Zone);
        AssertClean(layout);
    }

    [Fact]
    public void What_runs_in_several_zones_that_nobody_knows_lies_over_all_of_its_network()
    {
        var layout = DrawingLayout.Arrange(DrawnEstate.Terraform("""
            variable "subnets" {}
            resource "aws_vpc" "main" {}
            resource "aws_subnet" "a" {
              vpc_id            = aws_vpc.main.id
              availability_zone = "eu-west-1a"
            }
            resource "aws_subnet" "b" {
              vpc_id            = aws_vpc.main.id
              availability_zone = "eu-west-1b"
            }
            resource "aws_nat_gateway" "a" {
              subnet_id = aws_subnet.a.id
            }
            resource "aws_nat_gateway" "b" {
              subnet_id = aws_subnet.b.id
            }
            resource "aws_security_group" "web" {
              vpc_id = aws_vpc.main.id
            }
            resource "aws_lb" "web" {
              subnets         = var.subnets
              security_groups = [aws_security_group.web.id]
            }
            """));

        var zones = layout.Frames.Where(static f => f.Kind == DrawnFrameKind.Zone).ToList();
        Assert.Equal(["eu-west-1a", "eu-west-1b"], zones.Select(static z => z.Text!.Text));
        var balancer = layout.Boxes.Single(static b => b.Node.Addresses.Contains("aws_lb.web"));
        Assert.EndsWith("zones not known", balancer.Node.Label, StringComparison.Ordinal);
        Assert.True(balancer.Rectangle.X < zones[0].Rectangle.Right && balancer.Rectangle.Right > zones[1].Rectangle.X);
    }

    [Fact]
    public void A_network_ends_below_its_last_box()
    {
        var layout = DrawingLayout.Arrange(DrawnEstate.Terraform("""
            resource "aws_vpc" "main" {}
            resource "aws_subnet" "a" {
              vpc_id            = aws_vpc.main.id
              availability_zone = "eu-west-1a"
            }
            resource "aws_nat_gateway" "a" {
              subnet_id = aws_subnet.a.id
            }
            resource "aws_sqs_queue" "work" {}
            resource "aws_lambda_function" "worker" {
              function_name = "worker"
            }
            resource "aws_lambda_event_source_mapping" "work" {
              event_source_arn = aws_sqs_queue.work.arn
              function_name    = aws_lambda_function.worker.arn
            }
            """));

        var network = layout.Frames.Single(static f => f.Kind == DrawnFrameKind.Network).Rectangle;
        var gateway = layout.Boxes.Single(static b => b.Node.Addresses.Contains("aws_nat_gateway.a")).Rectangle;
        Assert.True(Holds(network, gateway));
        Assert.True(layout.Boxes.Max(static b => b.Rectangle.Bottom) > network.Bottom);
        AssertClean(layout);
    }

    [Fact]
    public void A_root_module_of_one_box_is_no_panel_beside_others()
    {
        var picture = DrawnEstate.Terraform(
            ("queue/main.tf", """
            resource "aws_sqs_queue" "work" {}
            resource "aws_lambda_function" "worker" {
              function_name = "worker"
            }
            resource "aws_lambda_event_source_mapping" "work" {
              event_source_arn = aws_sqs_queue.work.arn
              function_name    = aws_lambda_function.worker.arn
            }
            """),
            ("store/main.tf", """
            resource "aws_db_instance" "orders" {
              engine = "postgres"
            }
            """));

        Assert.Equal("queue", Assert.Single(picture.Panels).Title);
        Assert.Equal(("orders", "RDS database, store"), picture.Idle.Select(static n => (n.Name, n.Label)).Single());
    }

    [Fact]
    public void A_hundred_and_fifty_components_stay_readable()
    {
        for (var seed = 1; seed <= 5; seed++)
        {
            var picture = DrawnEstate.Terraform(DrawnEstate.MadeUp(seed, 150));

            Assert.All(picture.Panels, static p => Assert.True(p.Nodes.Count <= 60, $"{p.Nodes.Count} boxes"));
        }
    }

    [Fact]
    public void A_picture_of_nothing_says_so()
    {
        var layout = DrawingLayout.Arrange(DrawnEstate.Terraform("resource \"aws_kms_key\" \"k\" {}\n"));

        Assert.Empty(layout.Boxes);
        Assert.Contains(layout.Texts, static t => t.Text.StartsWith("Nothing in this workload", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("a short name", "a short name")]
    [InlineData("a_name_that_is_much_too_long_for_any_box", "a_name_tha…any_box")]
    public void A_name_that_does_not_fit_keeps_both_ends(string name, string shown)
    {
        var fitted = DrawingText.FitEnds(name, 140, 12.5, bold: true);

        Assert.Equal(shown, fitted);
        Assert.True(DrawingText.Width(fitted, 12.5, bold: true) <= 140);
    }

    private static bool Holds(DrawnRectangle outer, DrawnRectangle inner) =>
        outer.X <= inner.X && outer.Y <= inner.Y && outer.Right >= inner.Right && outer.Bottom >= inner.Bottom;

    private static void AssertClean(DrawingLayout layout)
    {
        var page = new DrawnRectangle(0, 0, layout.Width, layout.Height);
        var texts = layout.AllTexts.Select(static t => (t.Bounds, t.Text)).ToList();
        var parts = layout.Lines.SelectMany(static l => Parts(l).Select(p => (Line: l, Part: p))).ToList();
        foreach (var (bounds, text) in texts)
        {
            Refuse(!Holds(page, bounds), text, "leaves the page");
        }

        Pairs(texts, static (a, b) => Refuse(a.Bounds.Overlaps(b.Bounds), a.Text, b.Text));
        Pairs(layout.Boxes, static (a, b) => Refuse(a.Rectangle.Overlaps(b.Rectangle), a.Node.Name, b.Node.Name));
        foreach (var (line, part) in parts)
        {
            Refuse(part.Width > 0.3 && part.Height > 0.3, line.From.Node.Name, "is oblique");
            foreach (var box in layout.Boxes)
            {
                Refuse(Shrink(box.Rectangle).Overlaps(part), line.From.Node.Name, line.To.Node.Name, "runs through", box.Node.Name);
            }

            foreach (var (bounds, text) in texts)
            {
                Refuse(bounds.Overlaps(part), line.From.Node.Name, line.To.Node.Name, "runs over", text);
            }
        }

        // Lines of one net may share their way; others cross at most.
        Pairs(parts, static (a, b) => Refuse(
            a.Part.Width < 0.3 == b.Part.Width < 0.3 && a.Part.Overlaps(b.Part) && !IsNet(a.Line, b.Line),
            a.Line.From.Node.Name, a.Line.To.Node.Name, "lies on", b.Line.From.Node.Name, b.Line.To.Node.Name));
    }

    private static bool IsNet(DrawnLine a, DrawnLine b) => a.Style == b.Style && (a.Edge.From == b.Edge.From || a.Edge.To == b.Edge.To);

    private static void Refuse(bool isUgly, params ReadOnlySpan<string> what)
    {
        if (isUgly)
        {
            Assert.Fail(string.Join(" · ", what.ToArray()));
        }
    }

    private static void Pairs<T>(IReadOnlyList<T> items, Action<T, T> action)
    {
        for (var i = 0; i < items.Count; i++)
        {
            for (var k = i + 1; k < items.Count; k++)
            {
                action(items[i], items[k]);
            }
        }
    }

    private static DrawnRectangle Shrink(DrawnRectangle r) => new(r.X + 1, r.Y + 1, r.Width - 2, r.Height - 2);

    private static IEnumerable<DrawnRectangle> Parts(DrawnLine line)
    {
        for (var i = 1; i < line.Points.Count; i++)
        {
            var (a, b) = (line.Points[i - 1], line.Points[i]);
            if (Math.Abs(a.X - b.X) + Math.Abs(a.Y - b.Y) > 0.1)
            {
                yield return new DrawnRectangle(Math.Min(a.X, b.X) - 0.1, Math.Min(a.Y, b.Y) - 0.1, Math.Abs(a.X - b.X) + 0.2, Math.Abs(a.Y - b.Y) + 0.2);
            }
        }
    }

    /// <summary>A panel as no workload has it: boxes anywhere, lines in all directions.</summary>
    private static Picture Scribble(int seed, int count, int lines)
    {
        var random = new Random((seed * 1000) + count);
        var blocks = new List<PictureBlock>
        {
            new("eu-west-1", "a network with a name that is a good deal longer than its columns are wide", ["eu-west-1a", "eu-west-1b", "a zone with a long name"]) { Badge = new PictureBadge(12, Assessment.Severity.High) },
            new("eu-west-1", null, []),
            new("us-east-1", "b", ["us-east-1a"]),
        };
        var nodes = Enumerable.Range(0, count).Select(id =>
        {
            var block = random.Next(-1, blocks.Count);
            var zones = block < 0 ? 0 : blocks[block].Zones.Count;
            var first = random.Next(Math.Max(1, zones));
            var last = random.Next(first, Math.Max(1, zones));
            return new PictureNode
            {
                Id = id,
                Name = $"node {id} {new string('x', random.Next(40))}",
                Label = "something or other that is long",
                Role = Analysis.Topology.ComponentRole.Machines,
                Row = block < 0 ? PictureRow.Edge : (PictureRow)random.Next(2, 9),
                Block = block,
                Zones = zones == 0 ? null : (first, last),
                Units = zones > 0 && random.Next(2) == 0 ? [.. Enumerable.Range(first, last - first + 1).Select(z => new PictureUnit(z, "unit", random.Next(3)))] : [],
                IsFailover = random.Next(2) == 0,
                Count = random.Next(1, 3),
                HasFirewall = random.Next(4) == 0,
                Badge = random.Next(2) == 0 ? new PictureBadge(random.Next(1, 2000), Assessment.Severity.Low) : null,
            };
        }).ToList();
        var edges = Enumerable.Range(0, lines).Select(_ => new PictureEdge(random.Next(count), random.Next(count), (PictureEdgeStyle)random.Next(6), ""))
            .Where(static e => e.From != e.To).DistinctBy(static e => (e.From, e.To, e.Style == PictureEdgeStyle.Replication)).ToList();
        return new Picture
        {
            Title = "Scribble",
            Subtitle = "",
            Panels = [new PicturePanel { Title = "a panel", Blocks = blocks, Nodes = nodes, Edges = edges }],
        };
    }
}
