using Stoa.Language.Diagnostics;
using Stoa.Language.Evaluation;
using Stoa.Workloads;

namespace Stoa.Assessment.Checks;

/// <summary>
/// Asks every check of every resource of its kind. Only resources of kinds that a check names are looked at; the outcomes are bytes,
/// and nothing is made of those that pass until somebody asks.
/// </summary>
internal sealed class CheckEngine(CheckCatalog catalog)
{
    /// <summary>Evaluations that one task does: enough to be worth handing over, few enough to share out evenly.</summary>
    private const int BatchSize = 512;

    /// <summary>Below this many evaluations a second thread costs more than it saves.</summary>
    private const int WorthSharing = 4_096;

    /// <summary>What all loops of one thread's evaluations may do together.</summary>
    private static readonly EvaluationLimits Limits = new() { Steps = 500_000_000 };

    /// <summary>Asks all checks.</summary>
    /// <param name="scope">The workload.</param>
    /// <param name="threads">How many threads may work on it.</param>
    /// <param name="stopping">Ends it between two batches.</param>
    public CheckRun Run(CheckScope scope, int threads, CancellationToken stopping = default)
    {
        var results = new List<CheckOutcomes>();
        var batches = new List<Batch>();
        var evaluations = 0;
        for (var index = 0; index < catalog.Definitions.Length; index++)
        {
            var check = catalog.Definitions[index].Check;
            var resources = check.IsOfWorkload ? [] : scope.Of(check.Kind);
            var count = check.IsOfWorkload ? (scope.Workload.Resources.Count > 0 ? 1 : 0) : resources.Count;
            if (count == 0)
            {
                continue;
            }

            var result = new CheckOutcomes(catalog.Compiled(index), resources, new Outcome[count]);
            results.Add(result);
            evaluations += count;
            for (var start = 0; start < count; start += BatchSize)
            {
                batches.Add(new Batch(result, start, Math.Min(start + BatchSize, count)));
            }
        }

        var stops = threads > 1 && evaluations >= WorthSharing ? Share(scope, batches, threads, stopping) : Work(scope, batches, stopping);
        return new CheckRun(results, Complaints(stops));
    }

    private static List<Stop> Work(CheckScope scope, List<Batch> batches, CancellationToken stopping)
    {
        var (frame, stops) = (NewFrame(scope), new List<Stop>());
        foreach (var batch in batches)
        {
            stopping.ThrowIfCancellationRequested();
            batch.Evaluate(frame, stops);
        }

        return stops;
    }

    private static List<Stop> Share(CheckScope scope, List<Batch> batches, int threads, CancellationToken stopping)
    {
        var next = -1;
        var stops = new List<Stop>[threads];
        Parallel.For(0, threads, new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = stopping }, worker =>
        {
            var frame = NewFrame(scope);
            stops[worker] = [];
            for (int mine; (mine = Interlocked.Increment(ref next)) < batches.Count;)
            {
                stopping.ThrowIfCancellationRequested();
                batches[mine].Evaluate(frame, stops[worker]);
            }
        });
        return [.. stops.SelectMany(static s => s)];
    }

    /// <summary>One complaint for each check that stopped. Which thread met it first is chance; which resource comes first is not.</summary>
    private static List<Diagnostic> Complaints(List<Stop> stops) =>
    [
        .. stops.GroupBy(static s => s.Check.Check.Id).OrderBy(static g => g.Key, StringComparer.Ordinal).Select(static g =>
        {
            var first = g.MinBy(static s => s.Index);
            return AssessmentDiagnostics.CheckStopped(
                g.Key, first.Resource?.Address ?? "the workload", g.Count() - 1, first.Cause, first.Resource?.Declaration);
        }),
    ];

    private static CheckFrame NewFrame(CheckScope scope) =>
        new(scope) { Diagnostics = new DiagnosticBag(), Budget = new EvaluationBudget(Limits) };

    /// <summary>An evaluation that met a mistake in the check.</summary>
    private readonly record struct Stop(CompiledCheck Check, int Index, Resource? Resource, Diagnostic Cause);

    private readonly record struct Batch(CheckOutcomes Result, int Start, int End)
    {
        public void Evaluate(CheckFrame frame, List<Stop> stops)
        {
            var (check, resources, outcomes) = Result;
            var start = frame.Diagnostics.Mark();
            for (var i = Start; i < End; i++)
            {
                frame.Self = resources.Count == 0 ? null : resources[i];
                outcomes[i] = check.Evaluate(frame);
                if (frame.Diagnostics.Count > 0)
                {
                    // What is said in spite of a mistake is worth nothing.
                    outcomes[i] = Outcome.Undecided;
                    stops.Add(new Stop(check, i, frame.Self, frame.Diagnostics.First()));
                    frame.Diagnostics.TakeBack(start);
                }
            }
        }
    }
}

/// <summary>What all checks said.</summary>
/// <param name="Checks">The checks that were asked of something, by id.</param>
/// <param name="Diagnostics">Which checks could not be evaluated, and of what.</param>
internal sealed record CheckRun(IReadOnlyList<CheckOutcomes> Checks, IReadOnlyList<Diagnostic> Diagnostics);

/// <summary>What one check said.</summary>
/// <param name="Check">The check.</param>
/// <param name="Resources">The resources it was asked of; empty where it is of the whole workload.</param>
/// <param name="Outcomes">What it said of each; one outcome where it is of the whole workload.</param>
internal sealed record CheckOutcomes(CompiledCheck Check, IReadOnlyList<Resource> Resources, Outcome[] Outcomes);
