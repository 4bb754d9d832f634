using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Stoa.Reviews.Store;

namespace Stoa.Reviews.Evidence;

/// <summary>
/// The evidence that counts for a workload: of each source the newest done run. A run's evidence never changes, so what was read once
/// is kept by the ids of the runs.
/// </summary>
public sealed class EvidenceCache
{
    /// <summary>The content of a run that holds its proofs.</summary>
    public const string Content = "evidence.json";

    private const int Kept = 1_000;

    private readonly ConcurrentDictionary<string, RunEvidence> known = new();

    /// <summary>The runs that count, by source.</summary>
    public static async Task<IReadOnlyList<RunRecord>> RunsAsync(RecordContext context, string workloadId)
    {
        var done = await context.Runs.AsNoTracking()
            .Where(r => r.WorkloadId == workloadId && r.Status == RunStatus.Done)
            .GroupBy(static r => r.Source)
            .Select(static g => g.OrderByDescending(static r => r.CreatedAt).ThenByDescending(static r => r.Id).First())
            .ToListAsync();
        return [.. done.OrderBy(static r => r.Source, StringComparer.Ordinal)];
    }

    /// <summary>The proofs of runs together.</summary>
    public async Task<RunEvidence> OfAsync(RecordContext context, IReadOnlyList<RunRecord> runs)
    {
        if (runs.Count == 0)
        {
            return RunEvidence.None;
        }

        var key = string.Join(',', runs.Select(static r => r.Id));
        if (known.TryGetValue(key, out var evidence))
        {
            return evidence;
        }

        var practices = new Dictionary<string, List<Proof>>();
        foreach (var run in runs)
        {
            if (await context.RunContents.AsNoTracking().FirstOrDefaultAsync(c => c.RunId == run.Id && c.Name == Content) is not { } content)
            {
                continue;
            }

            foreach (var (practice, proofs) in RecordJson.Unpack<RunEvidence>(content.Bytes).Practices)
            {
                if (!practices.TryGetValue(practice, out var all))
                {
                    practices.Add(practice, all = []);
                }

                all.AddRange(proofs.Select(p => p with { RunId = run.Id, At = run.CreatedAt }));
            }
        }

        evidence = new RunEvidence(practices.ToDictionary(static p => p.Key, static p => (IReadOnlyList<Proof>)p.Value));
        if (known.Count > Kept)
        {
            known.Clear();
        }

        known.TryAdd(key, evidence);
        return evidence;
    }
}
