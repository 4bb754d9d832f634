using Stoa.Analysis.Facts;
using Stoa.Analysis.Topology;

namespace Stoa.Analysis.Performance;

/// <summary>Weighs a data store against the pattern of its data, where somebody says it.</summary>
internal sealed class DataAdvisor(WorkloadFigures figures)
{
    private readonly List<(string Pattern, string Name, string Says, IReadOnlyList<string> Kinds)> rows =
        [.. FactTable.Read(figures.Facts, "aws/database-fit.yaml").Rows.Select(static r => (r.Text("pattern"), r.Text("name"), r.Text("says"), r.Texts("kinds")))];

    private readonly Dictionary<string, string?> purposes = [];

    /// <summary>Advice on a store; null where it is one of which nobody asks (a bucket, a file system) and nobody says anything.</summary>
    public ServiceAdvice? Advise(Component store)
    {
        var said = figures.Settings.Performance.Stores.GetValueOrDefault(store.Id);
        var kind = store.Main.Kind!.Id;
        var purpose = Purpose(kind);
        if (said?.Pattern is not { } pattern)
        {
            return store.Role is ComponentRole.Database or ComponentRole.Table or ComponentRole.SearchIndex or ComponentRole.Warehouse && purpose is not null
                ? Advice(store, Fit.Undecided, [], [purpose], [])
                : null;
        }

        var fitting = rows.Where(r => r.Pattern == pattern).ToList();
        var match = fitting.Find(r => r.Kinds.Contains(kind));
        return match.Name is not null
            ? Advice(store, Fit.Suits, [$"{pattern} data (stoa.yaml)"], [$"it is made for {match.Says}"], [])
            : Advice(store, Fit.DoesNotSuit, [$"{pattern} data (stoa.yaml)"], [purpose ?? $"it is not made for {pattern} data"], [.. fitting.Select(static f => (f.Name, f.Says))]);
    }

    /// <summary>What stores of a kind are made for; null where the table does not say.</summary>
    private string? Purpose(string kind)
    {
        if (!purposes.TryGetValue(kind, out var purpose))
        {
            var own = rows.Where(r => r.Kinds.Contains(kind)).Select(static r => r.Says).Distinct().ToList();
            purposes.Add(kind, purpose = own.Count == 0 ? null : $"it is made for {string.Join(" or ", own)}");
        }

        return purpose;
    }

    private static ServiceAdvice Advice(Component store, Fit fit, IReadOnlyList<string> known, IReadOnlyList<string> reasons, IReadOnlyList<(string, string)> better) => new()
    {
        Component = store,
        Service = store.Main.Kind!.Title,
        Fit = fit,
        Known = known,
        Reasons = reasons,
        Better = better,
        Unknown = fit == Fit.Undecided ? ["pattern"] : [],
    };
}
