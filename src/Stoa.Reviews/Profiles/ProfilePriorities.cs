using Stoa.Reviews.Store;

namespace Stoa.Reviews.Profiles;

/// <summary>Which questions of the framework a workload's profile puts first.</summary>
public sealed class ProfilePriorities
{
    /// <summary>The questions' ids; null where the workload has no profile.</summary>
    public Task<IReadOnlySet<string>?> OfAsync(RecordContext context, WorkloadRecord workload) => Task.FromResult<IReadOnlySet<string>?>(null);
}
