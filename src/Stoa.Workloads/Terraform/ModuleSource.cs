using Stoa.Language.Diagnostics;
using Stoa.Language.Evaluation;
using Stoa.Language.Syntax;
using Stoa.Language.Text;

namespace Stoa.Workloads.Terraform;

/// <summary>
/// A module as its files declare it, read once however often and from wherever it is called. Shared by threads: all that changes are
/// evaluations compiled on first use.
/// </summary>
internal sealed class ModuleSource
{
    private readonly Lock compiling = new();
    private readonly DiagnosticBag compileDiagnostics = new();
    private readonly ModuleBinder binder;
    private readonly Dictionary<IteratorScope, ModuleBinder> scopedBinders = new(ReferenceEqualityComparer.Instance);

    public ModuleSource(string folder)
    {
        Folder = folder;
        binder = new ModuleBinder(this, null);
    }

    /// <summary>The folder, relative to the reviewed root.</summary>
    public string Folder { get; }

    /// <summary>The files it was read from.</summary>
    public List<string> Files { get; } = [];

    public DeclarationTable<VariableDeclaration> Variables { get; } = new();

    public DeclarationTable<LocalDeclaration> Locals { get; } = new();

    public DeclarationTable<OutputDeclaration> Outputs { get; } = new();

    /// <summary>Resources and data sources, by <see cref="ResourceDeclaration.Key"/>, in the order declared.</summary>
    public DeclarationTable<ResourceDeclaration> Resources { get; } = new();

    public DeclarationTable<ModuleCall> Calls { get; } = new();

    public List<ProviderDeclaration> Providers { get; } = [];

    /// <summary>What could not be read of its files.</summary>
    public DiagnosticBag Diagnostics { get; } = new();

    /// <summary>Whether part of a file could not be read, so that a name may be declared where nobody can see it.</summary>
    public bool IsIncomplete { get; set; }

    /// <summary>
    /// Whether it declares a managed resource or calls a module, so that it describes something; or may, where nobody can read it.
    /// </summary>
    public bool IsWorthReviewing => IsIncomplete || Calls.Count > 0 || Resources.Any(static r => !r.IsData);

    /// <summary>What compiling has found so far; complete once everything has been evaluated.</summary>
    public IReadOnlyCollection<Diagnostic> CompileDiagnostics => compileDiagnostics;

    /// <summary>What names mean in the module, outside of dynamic blocks.</summary>
    public Binder Binder => binder;

    public Evaluation Compile(Expression expression, SourceText source, IteratorScope? scope)
    {
        // Two threads that read two root modules may meet in a module that both call.
        lock (compiling)
        {
            return Compiler.Compile(expression, BinderOf(scope), new CompilationContext(source, compileDiagnostics));
        }
    }

    private ModuleBinder BinderOf(IteratorScope? scope)
    {
        if (scope is null)
        {
            return binder;
        }

        if (!scopedBinders.TryGetValue(scope, out var scoped))
        {
            scopedBinders.Add(scope, scoped = new ModuleBinder(this, scope));
        }

        return scoped;
    }
}

/// <summary>Declarations by name, each with the slot that evaluation uses instead of the name: its position in the order declared.</summary>
internal sealed class DeclarationTable<T> : IEnumerable<T>
{
    private readonly Dictionary<string, int> slots = [];
    private readonly List<T> items = [];

    public int Count => items.Count;

    public IEnumerable<string> Names => slots.Keys;

    public T this[int slot] => items[slot];

    public bool TryAdd(string name, T item)
    {
        if (!slots.TryAdd(name, items.Count))
        {
            return false;
        }

        items.Add(item);
        return true;
    }

    public T? Find(string name) => slots.TryGetValue(name, out var slot) ? items[slot] : default;

    public bool TryGetSlot(string name, out int slot) => slots.TryGetValue(name, out slot);

    public IEnumerator<T> GetEnumerator() => items.GetEnumerator();

    System.Collections.IEnumerator System.Collections.IEnumerable.GetEnumerator() => GetEnumerator();
}
