using System.Collections.Immutable;
using Stoa.Language.Diagnostics;
using Stoa.Language.Text;
using Stoa.Workloads;
using Stoa.Workloads.CloudFormation;
using Stoa.Workloads.Graph;
using Stoa.Workloads.Kinds;
using Stoa.Workloads.Terraform;

namespace Stoa.Assessment.Checks;

/// <summary>Runs the examples of a page: each is a whole root module or template, and the check must say of it what its fence says.</summary>
public static class CheckExamples
{
    /// <summary>Runs every example of a page, in the order written.</summary>
    public static ImmutableArray<ExampleResult> Run(CheckPage page, KindCatalog kinds)
    {
        var catalog = new CheckCatalog([page.Definition], kinds);
        return [.. page.Examples.Select(example => Run(example, catalog, kinds))];
    }

    /// <summary>Runs one example against a check, which may be another than its page's own (a test that changes it does).</summary>
    internal static ExampleResult Run(CheckExample example, CheckCatalog catalog, KindCatalog kinds) =>
        Judge(example, Build(example, kinds), catalog);

    /// <summary>The workload of an example.</summary>
    internal static Workload Build(CheckExample example, KindCatalog kinds)
    {
        if (example.Format == SourceFormat.Terraform)
        {
            var terraform = TerraformReader.Read(new MemoryFileTree(("main.tf", example.Text)));
            return WorkloadBuilder.Build(terraform.Units, kinds, terraform.Diagnostics);
        }

        var name = example.Language == "json" ? "template.json" : "template.yaml";
        var stacks = CloudFormationReader.Read(new MemoryFileTree((name, example.Text)));
        return WorkloadBuilder.Build(stacks.Units, kinds, stacks.Diagnostics);
    }

    /// <summary>Whether a check says of an example's workload what the example says.</summary>
    internal static ExampleResult Judge(CheckExample example, Workload workload, CheckCatalog catalog)
    {
        var errors = workload.Diagnostics.Where(static d => d.Severity == DiagnosticSeverity.Error).ToList();
        var scope = new CheckScope(workload);
        var run = new CheckEngine(catalog).Run(scope, threads: 1);
        int passed = 0, failed = 0, undecided = 0;
        foreach (var outcome in run.Checks.SelectMany(static c => c.Outcomes))
        {
            passed += outcome == Outcome.Pass ? 1 : 0;
            failed += outcome == Outcome.Fail ? 1 : 0;
            undecided += outcome == Outcome.Undecided ? 1 : 0;
        }

        var holds = example.Expectation switch
        {
            ExampleExpectation.Good => passed > 0 && failed == 0,
            ExampleExpectation.Bad => failed > 0,
            _ => undecided > 0 && passed == 0 && failed == 0,
        };
        var problem = errors.Count > 0 ? $"the example cannot be read: {errors[0]}"
            : run.Diagnostics.Count > 0 ? $"the check cannot be evaluated: {run.Diagnostics[0]}"
            : holds ? null
            : $"expected {example.Expectation.ToString().ToLowerInvariant()}, found {passed} passed, {failed} failed, {undecided} undecided";
        return new ExampleResult(example, passed, failed, undecided, problem, [.. workload.Diagnostics, .. run.Diagnostics]);
    }
}

/// <summary>What came of an example.</summary>
/// <param name="Example">The example.</param>
/// <param name="Passed">Resources that pass.</param>
/// <param name="Failed">Resources that fail.</param>
/// <param name="Undecided">Resources of which nobody can say.</param>
/// <param name="Problem">Why the example does not hold, as a clause; null where it does.</param>
/// <param name="Diagnostics">What was reported while it was read and checked.</param>
public sealed record ExampleResult(
    CheckExample Example, int Passed, int Failed, int Undecided, string? Problem, ImmutableArray<Diagnostic> Diagnostics)
{
    /// <summary>Whether the check says of it what the example says.</summary>
    public bool Holds => Problem is null;
}
