using Stoa.Language.Diagnostics;
using Stoa.Language.Evaluation;
using Stoa.Language.Text;
using Stoa.Language.Values;

namespace Stoa.Workloads.Terraform;

/// <summary>The evaluation of one root module: what all instances of its modules share. Used by one thread.</summary>
internal sealed class UnitEvaluation
{
    /// <summary>How many instances of resources and modules a root module is reviewed up to.</summary>
    public const int MaxInstances = 200_000;

    /// <summary>How deep calls of modules may be nested.</summary>
    public const int MaxModuleDepth = 32;

    /// <summary>How many declarations may wait for each other's values; the threads of a review have the stack for it.</summary>
    public const int MaxChain = 1_000;

    private readonly ModuleCatalog catalog;
    private readonly RootVariables variables;
    private readonly ModuleManifest manifest;
    private readonly Stack<EvaluationStep> chain = new();
    private readonly SortedDictionary<string, ModuleSource> modules = new(StringComparer.Ordinal);
    private readonly List<Resource> resources = [];
    private readonly Value? workspace;
    private bool isWorkspaceMissed;
    private int instances;

    public UnitEvaluation(ModuleCatalog catalog, ModuleSource root, TerraformOptions options, SourceUnit unit)
    {
        this.catalog = catalog;
        SourceUnit = unit;
        Folder = root.Folder;
        workspace = options.Workspace is { } name ? Value.Of(name) : null;
        manifest = ModuleManifest.Read(catalog.Files, root.Folder);
        variables = RootVariables.Read(catalog.Files, root, options, Diagnostics);
        modules.Add(root.Folder, root);
        Root = new ModuleInstance(this, root);
    }

    public SourceUnit SourceUnit { get; }

    public ModuleInstance Root { get; }

    /// <summary>The folder of the root module: what relative paths in functions start from.</summary>
    public string Folder { get; }

    public FileTree Files => catalog.Files;

    public EvaluationBudget Budget { get; } = new();

    /// <summary>What has been found wrong so far, without what the modules' own files and compilation report.</summary>
    public DiagnosticBag Diagnostics { get; } = new();

    /// <summary>The modules that it uses, by folder.</summary>
    public IReadOnlyDictionary<string, ModuleSource> Modules => modules;

    /// <summary>Evaluates every resource and fills the unit.</summary>
    public void Run()
    {
        Visit(Root);
        foreach (var resource in resources)
        {
            if (resource.Attributes.IsNull)
            {
                throw new InvalidOperationException($"{resource} was not evaluated.");
            }
        }

        variables.ReportMissing(Root.Source, Diagnostics);
        SourceUnit.Resources = resources;
        var files = new SortedSet<string>(variables.Files, StringComparer.Ordinal);
        foreach (var module in modules.Values)
        {
            files.UnionWith(module.Files);
        }

        SourceUnit.Files = [.. files];
    }

    /// <summary>The value that somebody gave a variable of the root module; null where nobody did.</summary>
    public Value? RootValue(VariableDeclaration declaration, DiagnosticBag diagnostics) => variables.ValueOf(declaration, diagnostics);

    /// <summary>The value of <c>terraform.workspace</c>: unknown unless somebody gave it, which is said once, where it is first asked for.</summary>
    public Value WorkspaceAt(Location where)
    {
        if (workspace is not null)
        {
            return workspace;
        }

        if (!isWorkspaceMissed)
        {
            isWorkspaceMissed = true;
            Diagnostics.Add(WorkloadDiagnostics.WorkspaceNotGiven(where));
        }

        return Value.UnknownOf(HclType.String, notNull: true);
    }

    /// <summary>The module that a call calls; null, with a diagnostic, where it is not to be had.</summary>
    public ModuleSource? Find(ModuleInstance caller, ModuleCall call)
    {
        if (call.Source is null)
        {
            Diagnostics.Add(WorkloadDiagnostics.ModuleSourceNotLiteral(call.Name, call.SourceLocation));
            return null;
        }

        var folder = call.IsLocal
            ? Files.Resolve(caller.Source.Folder, call.Source)
            : manifest.FolderOf(caller.Key.Length == 0 ? call.Name : $"{caller.Key}.{call.Name}");
        if (folder is null || !catalog.TryGet(folder, out var source))
        {
            Diagnostics.Add(!call.IsLocal ? WorkloadDiagnostics.ModuleNotInstalled(call.Source, call.SourceLocation)
                : folder is null ? WorkloadDiagnostics.ModuleOutside(call.Source, call.SourceLocation)
                : WorkloadDiagnostics.ModuleFolderMissing(call.Source, call.SourceLocation));
            return null;
        }

        if (caller.Depth >= MaxModuleDepth)
        {
            Diagnostics.Add(WorkloadDiagnostics.ModulesTooDeep(MaxModuleDepth, call.Header));
            return null;
        }

        for (var outer = caller; outer is not null; outer = outer.Parent)
        {
            if (outer.Source == source)
            {
                Diagnostics.Add(WorkloadDiagnostics.RecursiveModule(folder.Length == 0 ? "." : folder, call.Header));
                return null;
            }
        }

        modules.TryAdd(folder, source);
        return source;
    }

    /// <summary>Whether so many more instances are still within the limit; they are counted if so.</summary>
    public bool TryTakeInstances(long count)
    {
        if (count > MaxInstances - instances)
        {
            return false;
        }

        instances += (int)count;
        return true;
    }

    /// <summary>Begins to work out a declaration; false where too many others wait for it.</summary>
    public bool TryEnter(EvaluationStep step)
    {
        if (chain.Count >= MaxChain)
        {
            var last = chain.Peek();
            Diagnostics.Add(WorkloadDiagnostics.ChainTooLong(last.ToString(), MaxChain, last.Location));
            return false;
        }

        chain.Push(step);
        return true;
    }

    /// <summary>Ends what <see cref="TryEnter"/> began.</summary>
    public void Leave(ModuleFrame frame)
    {
        chain.Pop();

        // What stands for nobody knows how many may stand for none, and then nothing of it is ever evaluated.
        if (frame.Diagnostics.Count > 0 && !frame.IsHypothetical)
        {
            Diagnostics.AddRange(frame.Diagnostics);
        }
    }

    /// <summary>Reports that a declaration, which is being worked out, is needed for that.</summary>
    public void ReportCycle(EvaluationStep step)
    {
        var names = new List<string> { step.ToString() };
        foreach (var other in chain)
        {
            names.Add(other.ToString());
            if (other == step)
            {
                break;
            }
        }

        names.Reverse();
        Diagnostics.Add(WorkloadDiagnostics.Cycle(names, step.Location));
    }

    private void Visit(ModuleInstance module)
    {
        for (var i = 0; i < module.Source.Resources.Count; i++)
        {
            if (module.Source.Resources[i].IsData)
            {
                continue;
            }

            foreach (var instance in module.Resource(i).Instances)
            {
                instance.Complete();
                resources.Add((Resource)instance.Target);
            }
        }

        for (var i = 0; i < module.Source.Calls.Count; i++)
        {
            var calls = module.Calls(i);
            calls.CheckArguments();
            foreach (var instance in calls.Instances)
            {
                Visit(instance);
            }
        }

        module.ResolveDependsOn();
    }
}

/// <summary>A declaration that is being worked out: <c>local.x</c> in some instance of a module.</summary>
internal readonly record struct EvaluationStep(ModuleInstance Module, string Kind, string Name)
{
    /// <summary>Where it is declared.</summary>
    public Location? Location => Kind switch
    {
        "var." => Module.Source.Variables.Find(Name)?.Header,
        "local." => Module.Source.Locals.Find(Name)?.Value.Location,
        "output." => Module.Source.Outputs.Find(Name)?.Header,
        "module." => Module.Source.Calls.Find(Name)?.Header,
        _ => Module.Source.Resources.Find(Kind.TrimEnd('.'))?.Header,
    };

    /// <summary>Its name, behind the calls that lead to its module; the same for all instances.</summary>
    public override string ToString()
    {
        var calls = Module.Key.Length == 0 ? "" : $"module.{Module.Key.Replace(".", ".module.", StringComparison.Ordinal)}.";
        return $"{calls}{Kind}{Name}";
    }
}
