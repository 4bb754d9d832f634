using System.Runtime.CompilerServices;
using Stoa.Analysis;
using Stoa.Analysis.Facts;
using Stoa.Analysis.Recovery;
using Stoa.Assessment.Figures;
using Stoa.Language.Diagnostics;
using Stoa.Language.Text;
using Stoa.Workloads.Graph;
using Stoa.Workloads.Kinds;
using Stoa.Workloads.Terraform;

namespace Stoa.Assessment.Tests.Figures;

public sealed class RecoveryEvidenceTests
{
    private const string Tables = """
        resource "aws_dynamodb_table" "orders" {
          name = "orders"
          point_in_time_recovery { enabled = true }
        }
        resource "aws_dynamodb_table" "carts" { name = "carts" }
        """;

    private static List<FigureEvidence> Of(string source, AnalysisSettings? settings = null)
    {
        var root = RootOf();
        var kinds = KindCatalog.Read(new DiskFileTree(root), "knowledge/kinds", new DiagnosticBag());
        var facts = new FactBook([], path => FactTable.Read(new SourceText(path, File.ReadAllText(Path.Combine(root, "knowledge/facts", path)))));
        var units = TerraformReader.Read(new MemoryFileTree([new("main.tf", source)])).Units;
        return [.. RecoveryEvidence.Of(new WorkloadFigures(WorkloadBuilder.Build([.. units], kinds), facts, settings ?? AnalysisSettings.None))];
    }

    private static string RootOf([CallerFilePath] string thisFile = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(thisFile)!, "../../.."));

    [Fact]
    public void Stores_without_a_copy_to_go_back_to_are_counted_and_the_first_is_shown()
    {
        var backups = Of(Tables).Single(static e => e.Practice == "REL09-BP01");
        Assert.Equal((1, 1, 0), (backups.Passed, backups.Failed, backups.Undecided));
        Assert.Equal("1 of 2 data stores have a copy that goes back to before a mistake", backups.Note);
        Assert.Equal(5, backups.Location?.Line);
    }

    [Fact]
    public void Nothing_is_said_of_objectives_that_nobody_stated() => Assert.DoesNotContain(Of(Tables), static e => e.Practice.StartsWith("REL13", StringComparison.Ordinal));

    [Fact]
    public void A_strategy_is_held_against_the_objectives()
    {
        var evidence = Of(Tables, AnalysisSettings.None with { RecoveryTime = TimeSpan.FromHours(4), RecoveryPoint = TimeSpan.FromMinutes(15) });
        Assert.Equal(1, evidence.Single(static e => e.Practice == "REL13-BP01").Passed);

        // The zone costs nothing; the region and a deletion cost all; how long a deletion takes, nobody knows.
        var met = evidence.Single(static e => e.Practice == "REL13-BP02");
        Assert.Equal((2, 3, 1), (met.Passed, met.Failed, met.Undecided));
    }

    [Fact]
    public void Rehearsals_are_proof()
    {
        var settings = AnalysisSettings.None with { Recovery = new RecoverySettings { Drills = [new RecoveryDrill(Disaster.Region, new DateOnly(2026, 9, 14), null)] } };
        Assert.Equal("the recovery was rehearsed 1 time, last on 2026-09-14", Of(Tables, settings).Single(static e => e.Practice == "REL13-BP03").Note);
    }

    [Fact]
    public void An_experiment_that_nothing_stops_is_half_a_proof()
    {
        var tests = Of("""
            resource "aws_fis_experiment_template" "stop" {
              description = "stop"
              stop_condition { source = "none" }
              action {
                name      = "stop"
                action_id = "aws:ec2:stop-instances"
              }
            }
            """).Single(static e => e.Practice == "REL12-BP04");
        Assert.Equal((0, 1), (tests.Passed, tests.Failed));
    }
}
