using System.Runtime.CompilerServices;
using Stoa.Analysis.Facts;
using Stoa.Language.Diagnostics;
using Stoa.Language.Text;
using Stoa.Workloads;
using Stoa.Workloads.CloudFormation;
using Stoa.Workloads.Graph;
using Stoa.Workloads.Kinds;
using Stoa.Workloads.Terraform;

namespace Stoa.Analysis.Tests;

/// <summary>Makes workloads of a few lines of source, read with the kinds and facts that ship.</summary>
internal static class Estate
{
    private static readonly string Root = RootOf();

    /// <summary>The kinds that ship.</summary>
    public static KindCatalog Kinds { get; } = KindCatalog.Read(new DiskFileTree(Root), "knowledge/kinds", new DiagnosticBag());

    /// <summary>The facts that ship.</summary>
    public static FactBook Facts { get; } = new(
        [],
        static path => File.Exists(Path.Combine(Root, "knowledge/facts", path)) ? FactTable.Read(new SourceText(path, File.ReadAllText(Path.Combine(Root, "knowledge/facts", path)))) : null);

    /// <summary>The figures of a Terraform configuration.</summary>
    public static WorkloadFigures Terraform(string source, AnalysisSettings? settings = null) => Read(new MemoryFileTree([new("main.tf", source)]), settings);

    /// <summary>The figures of a CloudFormation template.</summary>
    public static WorkloadFigures Template(string source, AnalysisSettings? settings = null) => Read(new MemoryFileTree([new("template.yaml", source)]), settings);

    /// <summary>The figures of one of the samples: <c>three-tier-web/well-built</c>.</summary>
    public static WorkloadFigures Sample(string name, AnalysisSettings? settings = null) => Read(new DiskFileTree(Path.Combine(Root, "samples", name)), settings);

    private static WorkloadFigures Read(FileTree files, AnalysisSettings? settings)
    {
        var terraform = TerraformReader.Read(files);
        var stacks = CloudFormationReader.Read(files);
        return new WorkloadFigures(WorkloadBuilder.Build([.. terraform.Units, .. stacks.Units], Kinds), Facts, settings ?? AnalysisSettings.None);
    }

    private static string RootOf([CallerFilePath] string thisFile = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(thisFile)!, "../.."));
}
