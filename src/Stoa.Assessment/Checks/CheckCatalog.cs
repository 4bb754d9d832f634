using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Stoa.Language.Diagnostics;
using Stoa.Workloads.Kinds;

namespace Stoa.Assessment.Checks;

/// <summary>The checks that a review asks, by id and by the names that other tools have for them. Each is compiled when first needed.</summary>
public sealed class CheckCatalog
{
    private readonly KindCatalog kinds;
    private readonly Dictionary<string, int> byId;
    private readonly Lazy<ILookup<string, Check>> byAlias;
    private readonly CompiledCheck?[] compiled;

    /// <summary>A catalogue of the given checks, whose ids are unique and whose kinds the catalogue of kinds has.</summary>
    public CheckCatalog(IEnumerable<CheckDefinition> definitions, KindCatalog kinds)
    {
        this.kinds = kinds;
        Definitions = [.. definitions.OrderBy(static d => d.Check.Id, StringComparer.Ordinal)];
        byId = Definitions.Index().ToDictionary(static d => d.Item.Check.Id, static d => d.Index);
        byAlias = new Lazy<ILookup<string, Check>>(() => Definitions
            .SelectMany(static d => d.Check.Aliases, static (d, alias) => (alias, d.Check))
            .ToLookup(static a => a.alias, static a => a.Check, StringComparer.OrdinalIgnoreCase));
        compiled = new CompiledCheck?[Definitions.Length];
    }

    /// <summary>The checks, by id in ordinal order.</summary>
    public ImmutableArray<CheckDefinition> Definitions { get; }

    /// <summary>Finds a check by its id.</summary>
    public bool TryGet(string id, [MaybeNullWhen(false)] out CheckDefinition definition)
    {
        definition = byId.TryGetValue(id, out var index) ? Definitions[index] : null;
        return definition is not null;
    }

    /// <summary>The checks that a name stands for: an id of ours, or another tool's, in whatever case.</summary>
    public IEnumerable<Check> Named(string name) => TryGet(name, out var definition) ? [definition.Check] : byAlias.Value[name];

    /// <summary>The same checks and more; one of the same id replaces the one that was there.</summary>
    public CheckCatalog With(IEnumerable<CheckDefinition> more)
    {
        var all = Definitions.ToDictionary(static d => d.Check.Id);
        foreach (var definition in more)
        {
            all[definition.Check.Id] = definition;
        }

        return new CheckCatalog(all.Values, kinds);
    }

    /// <summary>A check, compiled. Two threads may both compile it; either result serves.</summary>
    internal CompiledCheck Compiled(int index)
    {
        return compiled[index] ??= Compile(Definitions[index]);

        CompiledCheck Compile(CheckDefinition definition)
        {
            // The page was checked when it was loaded: what is reported here was reported there.
            return CompiledCheck.Compile(
                definition, definition.Check.IsOfWorkload ? null : kinds.Find(definition.Check.Kind), new DiagnosticBag());
        }
    }
}
