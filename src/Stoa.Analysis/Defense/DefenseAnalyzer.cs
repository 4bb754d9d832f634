namespace Stoa.Analysis.Defense;

/// <summary>Follows every way from the internet to the data and asks each control of it.</summary>
public static class DefenseAnalyzer
{
    /// <summary>Analyzes a workload.</summary>
    public static DefenseAnalysis Analyze(WorkloadFigures figures)
    {
        ArgumentNullException.ThrowIfNull(figures);
        var book = new ControlBook(figures.Facts);
        var (drafts, hasMore) = new PathFinder(figures.Topology, figures.Reachability).Find();
        var corrections = figures.Settings.Defense.Controls;
        var used = new HashSet<ControlCorrection>();
        var paths = new List<DefensePath>(drafts.Count);
        if (drafts.Count > 0)
        {
            var edge = new EdgeControls(figures, book);
            var network = new NetworkControls(figures);
            var compute = new ComputeControls(figures);
            var data = new DataControls(figures, book);
            var strips = new StripControls(figures, edge);
            foreach (var draft in drafts)
            {
                var controls = new ControlList(book);
                edge.Ask(draft, controls);
                network.Ask(draft, controls);
                compute.Ask(draft, controls);
                data.Ask(draft, controls);
                strips.Ask(draft, controls);
                paths.Add(new DefensePath
                {
                    Entry = draft.Entry,
                    Names = draft.Names,
                    Hops = draft.Hops,
                    Reach = draft.Reach,
                    Bypassed = draft.Bypassed,
                    Layers = controls.Layers([.. draft.Components.Select(static c => c.Id)], corrections, used),
                });
            }
        }

        paths = Fold(paths);
        var reached = paths.SelectMany(static p => p.Alike.Prepend(p.Store)).ToHashSet();
        return new DefenseAnalysis
        {
            Paths = paths,
            HasMore = hasMore,
            Unreached = [.. figures.Topology.Components.Where(c => c.KeepsData && !reached.Contains(c))],
            Controls = book.Definitions,
            UnusedCorrections = [.. corrections.Where(c => !used.Contains(c))],
        };
    }

    /// <summary>One path for the stores that one block declares, where nothing tells them apart.</summary>
    private static List<DefensePath> Fold(List<DefensePath> paths)
    {
        var folded = new List<DefensePath>(paths.Count);
        var byKey = new Dictionary<(string Before, Language.Text.Location Declaration, string States), int>();
        foreach (var path in paths)
        {
            var before = string.Join('|', path.Hops.SkipLast(1).Select(static h => h.Component.Id));
            var states = string.Concat(path.Layers.SelectMany(static l => l.Controls).Select(static c => (char)('0' + (int)c.State)));
            var key = (before, path.Store.Main.Declaration, states);
            if (path.Hops.Count > 1 && byKey.TryGetValue(key, out var first))
            {
                folded[first] = folded[first].With(path.Store);
            }
            else
            {
                byKey.TryAdd(key, folded.Count);
                folded.Add(path);
            }
        }

        return folded;
    }
}
