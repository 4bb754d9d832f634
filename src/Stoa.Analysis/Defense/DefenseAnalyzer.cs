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

        var reached = paths.Select(static p => p.Store).ToHashSet();
        return new DefenseAnalysis
        {
            Paths = paths,
            HasMore = hasMore,
            Unreached = [.. figures.Topology.Components.Where(c => c.KeepsData && !reached.Contains(c))],
            Controls = book.Definitions,
            UnusedCorrections = [.. corrections.Where(c => !used.Contains(c))],
        };
    }
}
