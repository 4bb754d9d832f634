using Stoa.Analysis.Availability;
using Stoa.Analysis.FaultTrees;
using Stoa.Language.Diagnostics;
using Stoa.Language.Text;

namespace Stoa.Analysis.Tests.Availability;

public sealed class AvailabilityTests
{
    /// <summary>An event with so many failures a year, of so many hours each: λr / (1 + λr), a year of 8,766 hours.</summary>
    private static double Down(double perYear, double hours) => perYear / 8766 * hours / (1 + (perYear / 8766 * hours));

    [Fact]
    public void The_floor_of_the_sample_is_the_product_of_five_service_levels()
    {
        var journey = Assert.Single(Estate.Sample("three-tier-web/well-built").Availability.Journeys);

        // Route 53 × CloudFront × load balancer in three zones × instances in three zones × Multi-AZ database: 99.830 %
        Assert.Equal(1 * 0.999 * 0.9999 * 0.9999 * 0.9995, journey.Floor.Share, 1e-15);
        Assert.Equal("99.830", (journey.Floor.Share * 100).ToString("0.000", System.Globalization.CultureInfo.InvariantCulture));
        Assert.Empty(journey.Floor.Unpromised);
    }

    [Fact]
    public void The_estimate_of_the_sample_is_what_its_README_works_out()
    {
        var journey = Assert.Single(Estate.Sample("three-tier-web/well-built").Availability.Journeys);

        // The tiers share three zones, so each of the eight states of the zones is worked out by itself.
        double zone = Down(0.2, 4), machine = Down(0.9, 0.1667), database = Down(0.9, 0.5), inZones = 0;
        for (var state = 0; state < 8; state++)
        {
            var lost = new[] { (state & 1) != 0, (state & 2) != 0, (state & 4) != 0 };
            if (state == 7)
            {
                continue;   // the load balancer stands in all three
            }

            var probability = lost.Aggregate(1.0, (p, l) => p * (l ? zone : 1 - zone));
            var works = lost.Select(l => l ? 0 : 1 - machine).ToArray();
            var two = (works[0] * works[1] * (1 - works[2])) + (works[0] * (1 - works[1]) * works[2]) + ((1 - works[0]) * works[1] * works[2]) + (works[0] * works[1] * works[2]);
            var primary = lost[0] ? 0 : 1 - database;
            var standby = lost[1] ? 0 : 1 - database;
            inZones += probability * two * (1 - ((1 - primary) * (1 - standby)));
        }

        var series = (1 - 1e-5) * (1 - (0.001 * 0.1)) * (1 - (0.0001 * 0.1)) * (1 - Down(0.05, 5))
            * (1 - Down(0.1, 0.1667)) * (1 - Down(0.1, 0.5)) * (1 - Down(2, 0.025));
        Assert.Equal(inZones * series, journey.Estimate, 1e-12);
        Assert.Equal(0.999838132558, journey.Estimate, 1e-9);
        Assert.Equal(85.1358, journey.DowntimeMinutes, 1e-4);
        Assert.Empty(journey.OwnSinglePoints);
    }

    [Fact]
    public void The_naive_sample_has_a_zone_and_a_database_as_single_points()
    {
        var journeys = Estate.Sample("three-tier-web/naive").Availability.Journeys;
        var journey = journeys.Single(j => j.Journey.Name == "orders.example.com");

        // Zone a holds both machines, of which one is enough; the load balancer stands in a and b; the database in one that nobody knows.
        double zone = Down(0.2, 4), machine = Down(0.9, 0.1667);
        var expected = (1 - zone) * (1 - (machine * machine)) * (1 - 1e-5) * (1 - 1e-5) * (1 - Down(0.05, 5)) * (1 - Down(0.1, 0.1667)) * (1 - Down(1, 0.5)) * (1 - zone);
        Assert.Equal(expected, journey.Estimate, 1e-12);
        Assert.Equal(1 * 0.9999 * 0.995 * 0.995, journey.Floor.Share, 1e-15);
        Assert.Equal(
            ["aws_db_instance.orders unit", "zone eu-west-1a of eu-west-1"],
            journey.OwnSinglePoints.Select(p => p.Event.Name).Order(StringComparer.Ordinal));
        Assert.Equal(["zone that nobody knows of eu-west-1"], journey.PossibleSinglePoints.Select(p => p.Event.Name));
    }

    [Fact]
    public void Four_nines_are_52_6_minutes_a_year() =>
        Assert.Equal("52.6", ((1 - 0.9999) * JourneyAvailability.MinutesAYear).ToString("0.0", System.Globalization.CultureInfo.InvariantCulture));

    [Fact]
    public void A_load_balancer_in_one_zone_is_promised_less_than_one_in_two()
    {
        const string Balancer = """
            resource "aws_subnet" "a" { availability_zone = "eu-west-1a" }
            resource "aws_subnet" "b" { availability_zone = "eu-west-1b" }
            resource "aws_lb" "front" {
              internal = false
              subnets  = [SUBNETS]
            }
            """;
        Assert.Equal(0.999, Floor("aws_subnet.a.id"));
        Assert.Equal(0.9999, Floor("aws_subnet.a.id, aws_subnet.b.id"));

        double Floor(string subnets) => Assert.Single(Estate.Terraform(Balancer.Replace("SUBNETS", subnets, StringComparison.Ordinal)).Availability.Journeys).Floor.Share;
    }

    [Fact]
    public void What_nothing_is_promised_for_is_named_and_not_taken_for_perfect()
    {
        var journey = Assert.Single(Estate.Terraform("""
            resource "aws_subnet" "a" { availability_zone = "eu-west-1a" }
            resource "aws_lb" "front" {
              internal = false
              subnets  = [aws_subnet.a.id]
            }
            resource "aws_lb_target_group" "web" {}
            resource "aws_lb_listener" "web" {
              load_balancer_arn = aws_lb.front.arn
              default_action {
                type             = "forward"
                target_group_arn = aws_lb_target_group.web.arn
              }
            }
            resource "aws_ecs_service" "web" {
              desired_count = 1
              load_balancer { target_group_arn = aws_lb_target_group.web.arn }
            }
            """).Availability.Journeys);

        Assert.Equal(["aws_ecs_service.web"], journey.Floor.Unpromised.Select(c => c.Id));
    }

    [Fact]
    public void An_assumption_of_the_workloads_own_replaces_ours_and_says_so()
    {
        var settings = AnalysisSettings.None with
        {
            Assumptions = new Dictionary<string, AssumptionOverride> { ["region"] = new(1, 8.766, null), ["nonsense"] = new(1, 1, null) },
        };

        var analysis = Estate.Sample("serverless-orders", settings).Availability;

        var region = analysis.Assumptions.Single(a => a.Id == "region");
        Assert.Equal("stoa.yaml", region.Basis);
        Assert.Equal(0.001 / 1.001, analysis.Journeys[0].Events["region that nobody names"].Event.Probability, 1e-12);
        Assert.Equal(["nonsense"], analysis.UnknownOverrides);
    }

    [Fact]
    public void The_units_that_the_load_needs_change_the_estimate()
    {
        Assert.True(Estimate(3) < Estimate(2));
        Assert.True(Estimate(2) < Estimate(1));

        static double Estimate(int needed) => Assert.Single(Estate.Sample("three-tier-web/well-built", AnalysisSettings.None with
        {
            Topology = new() { UnitsNeeded = new Dictionary<string, int> { ["aws_autoscaling_group.web"] = needed } },
        }).Availability.Journeys).Estimate;
    }

    [Fact]
    public void The_blast_radius_of_what_two_journeys_share_is_both()
    {
        var radii = Estate.Sample("serverless-orders").Availability.BlastRadii;

        Assert.Equal(1, radii.Single(r => r.Component.Name == "Orders").Share);
        Assert.Equal(0.5, radii.Single(r => r.Component.Name == "Api").Share);
    }

    [Fact]
    public void The_interval_holds_the_estimate_and_is_the_same_each_time()
    {
        var journey = Assert.Single(Estate.Sample("three-tier-web/well-built").Availability.Journeys);
        var again = Assert.Single(Estate.Sample("three-tier-web/well-built").Availability.Journeys);

        Assert.NotNull(journey.Interval);
        Assert.InRange(journey.Unavailability, journey.Interval.Lower, journey.Interval.Upper);
        Assert.Equal(journey.Interval.Upper, again.Interval!.Upper);
    }

    [Fact]
    public void The_exported_model_read_back_gives_the_same_number()
    {
        var journey = Assert.Single(Estate.Sample("three-tier-web/well-built").Availability.Journeys);
        var diagnostics = new DiagnosticBag();

        var model = Assert.Single(OpenPsaReader.Read(new SourceText("model.xml", OpenPsaWriter.Write(journey.Tree)), diagnostics));

        Assert.Empty(diagnostics);
        Assert.Equal(journey.Unavailability, BinaryDecisionDiagram.Of(model).Probability.Value, 1e-15);
    }
}
