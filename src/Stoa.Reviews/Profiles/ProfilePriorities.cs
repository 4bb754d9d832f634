using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Stoa.Reviews.Lenses;
using Stoa.Reviews.Store;

namespace Stoa.Reviews.Profiles;

/// <summary>Which questions of the framework a workload's profile puts first. A version never changes, so what follows from it is kept.</summary>
/// <param name="lenses">The lenses, for the framework's questions.</param>
public sealed class ProfilePriorities(LensCatalog lenses)
{
    private const int Kept = 1024;

    private readonly ConcurrentDictionary<(string Arn, string Version), IReadOnlySet<string>> known = new();

    /// <summary>The questions' ids; null where the workload has no profile.</summary>
    public async Task<IReadOnlySet<string>?> OfAsync(RecordContext context, WorkloadRecord workload)
    {
        if (workload.ProfileArn is not { } arn || workload.ProfileVersion is not { } version)
        {
            return null;
        }

        if (known.TryGetValue((arn, version), out var ids))
        {
            return ids;
        }

        var profile = await context.Profiles.AsNoTracking().FirstOrDefaultAsync(p => p.Arn == arn);
        if (profile?.Versions.Find(v => v.Name == version) is not { } found)
        {
            return null;
        }

        var codes = ProfileQuestionnaire.Shipped.Prioritize(found.Answers, lenses.Framework.Questions.Select(static q => q.Code)).ToHashSet();
        if (known.Count > Kept)
        {
            known.Clear();
        }

        return known.GetOrAdd((arn, version), lenses.Framework.Questions.Where(q => codes.Contains(q.Code)).Select(static q => q.Id).ToHashSet());
    }
}
