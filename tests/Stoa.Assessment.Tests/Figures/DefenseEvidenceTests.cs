using System.Runtime.CompilerServices;
using Stoa.Analysis;
using Stoa.Analysis.Facts;
using Stoa.Assessment.Figures;
using Stoa.Language.Diagnostics;
using Stoa.Language.Text;
using Stoa.Workloads.Graph;
using Stoa.Workloads.Kinds;
using Stoa.Workloads.Terraform;

namespace Stoa.Assessment.Tests.Figures;

public sealed class DefenseEvidenceTests
{
    private static List<FigureEvidence> Of(FileTree files)
    {
        var root = RootOf();
        var kinds = KindCatalog.Read(new DiskFileTree(root), "knowledge/kinds", new DiagnosticBag());
        var facts = new FactBook([], path => FactTable.Read(new SourceText(path, File.ReadAllText(Path.Combine(root, "knowledge/facts", path)))));
        return [.. DefenseEvidence.Of(new WorkloadFigures(WorkloadBuilder.Build([.. TerraformReader.Read(files).Units], kinds), facts, AnalysisSettings.None))];
    }

    private static List<FigureEvidence> OfSample(string name) => Of(new DiskFileTree(Path.Combine(RootOf(), "samples", name)));

    private static string RootOf([CallerFilePath] string thisFile = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(thisFile)!, "../../.."));

    private static (int, int, int) Counts(List<FigureEvidence> evidence, string practice)
    {
        var one = evidence.Single(e => e.Practice == practice);
        return (one.Passed, one.Failed, one.Undecided);
    }

    [Fact]
    public void Each_path_counts_once_for_each_practice_that_it_says_something_of()
    {
        var evidence = OfSample("three-tier-web/naive");

        // Three paths: to the database itself, through the load balancer, and around it. The first has no step behind its door that a
        // group could guard; what machines and databases speak on the internet is their own affair.
        Assert.Equal((0, 3, 0), Counts(evidence, "SEC05-BP01"));
        Assert.Equal((0, 2, 0), Counts(evidence, "SEC05-BP02"));
        Assert.Equal((0, 3, 0), Counts(evidence, "SEC05-BP03"));
        Assert.Equal((0, 1, 2), Counts(evidence, "SEC09-BP02"));
        Assert.Equal((0, 1, 0), Counts(evidence, "SEC06-BP03"));
        Assert.Equal("0 of 3 paths from the internet to data pass a web ACL", evidence.Single(static e => e.Practice == "SEC05-BP03").Note);
    }

    [Fact]
    public void What_is_unknown_is_undecided()
    {
        var evidence = OfSample("three-tier-web/well-built");

        // The replicas have their VPC's default group, of which the graph keeps no rules.
        Assert.Equal((2, 0, 0), Counts(evidence, "SEC05-BP01"));
        Assert.Equal((1, 0, 1), Counts(evidence, "SEC05-BP02"));
        Assert.Equal((2, 0, 0), Counts(evidence, "SEC09-BP02"));
    }

    [Fact]
    public void A_workload_without_paths_says_nothing() => Assert.Empty(Of(new MemoryFileTree([new("main.tf", "resource \"aws_s3_bucket\" \"b\" {}")])));
}
