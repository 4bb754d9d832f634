using Stoa.Language.Diagnostics;
using Stoa.Language.Text;

namespace Stoa.Workloads.Terraform;

/// <summary>Reads the Terraform and OpenTofu root modules, plans and states of a tree.</summary>
public static class TerraformReader
{
    /// <summary>
    /// Finds every root module in or below a folder and evaluates it. Deterministic: units in the order of their paths, resources by
    /// module and as declared, diagnostics by file and line.
    /// </summary>
    /// <param name="files">What may be read.</param>
    /// <param name="options">Values for variables.</param>
    /// <param name="path">
    /// Where to look for root modules, plans and states; modules that are called may lie anywhere in the tree. A file of a module stands
    /// for its module, any other file for itself.
    /// </param>
    public static TerraformReading Read(FileTree files, TerraformOptions? options = null, string path = "")
    {
        if (!files.FileExists(path))
        {
            var modules = ReadModules(files, options ?? TerraformOptions.Default, catalog => RootModules.Find(catalog, path));
            var plans = PlanFiles.Read(files, path);
            return new TerraformReading([.. modules.Units, .. plans.Units], [.. modules.Diagnostics, .. plans.Diagnostics]);
        }

        var slash = path.LastIndexOf('/');
        return ModuleLoader.IsConfiguration(path[(slash + 1)..])
            ? ReadModules(files, options ?? TerraformOptions.Default, catalog => catalog.TryGet(slash < 0 ? "" : path[..slash], out var module) ? [module] : [])
            : PlanFiles.Read(files, path);
    }

    private static TerraformReading ReadModules(
        FileTree files, TerraformOptions options, Func<ModuleCatalog, IReadOnlyList<ModuleSource>> find)
    {
        var catalog = new ModuleCatalog(files);
        var roots = find(catalog);
        var evaluations = new UnitEvaluation[roots.Count];
        Workers.For(roots.Count, i =>
        {
            var path = roots[i].Folder.Length == 0 ? "." : roots[i].Folder;
            evaluations[i] = new UnitEvaluation(catalog, roots[i], options, new SourceUnit(SourceFormat.Terraform, path));
            evaluations[i].Run();
        });

        var reading = Merge(evaluations);
        return roots.Count == 0 ? reading : reading with { Diagnostics = [.. reading.Diagnostics, .. UnusedValues(options, roots)] };
    }

    /// <summary>What several evaluations found, in an order that does not depend on which of them ended first.</summary>
    internal static TerraformReading Merge(IReadOnlyList<UnitEvaluation> evaluations)
    {
        var diagnostics = new List<Diagnostic>();
        var modules = new HashSet<ModuleSource>();
        foreach (var evaluation in evaluations)
        {
            diagnostics.AddRange(evaluation.Diagnostics);
            modules.UnionWith(evaluation.Modules.Values);
        }

        foreach (var module in modules)
        {
            diagnostics.AddRange(module.Diagnostics);
            diagnostics.AddRange(module.CompileDiagnostics);
        }

        return new TerraformReading([.. evaluations.Select(static e => e.SourceUnit)], InOrder(diagnostics));
    }

    private static IEnumerable<Diagnostic> UnusedValues(TerraformOptions options, IReadOnlyList<ModuleSource> roots)
    {
        foreach (var text in options.Variables.OfType<VariableAssignment.Text>())
        {
            if (!roots.Any(r => r.Variables.TryGetSlot(text.Name, out _)))
            {
                yield return WorkloadDiagnostics.UndeclaredVariableValue(
                    text.Name, Spelling.DidYouMean(text.Name, roots.SelectMany(static r => r.Variables.Names).Distinct()), null);
            }
        }
    }

    /// <summary>
    /// Each complaint once, by file and place: which root module, and which thread, met a shared module first must not show. Of one
    /// module or file that is missing, and of the workspace, only the first use is reported.
    /// </summary>
    private static List<Diagnostic> InOrder(List<Diagnostic> diagnostics)
    {
        var missing = new HashSet<(string, string)>();
        return [.. diagnostics
            .Select(static d => IsUnreadFile(d) ? d with { Severity = DiagnosticSeverity.Warning } : d)
            .Distinct()
            .OrderBy(static d => d.Location?.Path, StringComparer.Ordinal)
            .ThenBy(static d => d.Location?.Span.Start)
            .ThenBy(static d => d.Code, StringComparer.Ordinal)
            .ThenBy(static d => d.Detail, StringComparer.Ordinal)
            .Where(d => !IsSaidOnce(d) || missing.Add((d.Code, d.Summary)))];
    }

    private static bool IsSaidOnce(Diagnostic diagnostic) =>
        diagnostic.Code is WorkloadDiagnostics.ModuleNotInstalledCode or WorkloadDiagnostics.WorkspaceNotGivenCode || IsUnreadFile(diagnostic);

    // A file that a build is to make is no mistake of the source: what needs it is unknown, and the rest is reviewed.
    private static bool IsUnreadFile(Diagnostic diagnostic) =>
        diagnostic.Code is LanguageDiagnostics.FileMissingCode or LanguageDiagnostics.FileOutsideCode;
}

/// <summary>What was read.</summary>
/// <param name="Units">One a root module, in the order of their paths.</param>
/// <param name="Diagnostics">What could not be read or followed, by file and line.</param>
public sealed record TerraformReading(IReadOnlyList<SourceUnit> Units, IReadOnlyList<Diagnostic> Diagnostics);
