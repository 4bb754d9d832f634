using Stoa.Reviews.Workloads;

namespace Stoa.Server.Web.Layout;

/// <summary>The workload whose page is open, for the pages inside its frame.</summary>
/// <param name="Id">The workload.</param>
/// <param name="View">It, as the frame shows it; null until it is read.</param>
/// <param name="ReloadAsync">Reads it again: a page calls this when it has changed what the frame shows.</param>
public sealed record WorkloadFrame(string Id, WorkloadView? View, Func<Task> ReloadAsync)
{
    /// <summary>Its name, once it is known.</summary>
    public string? Name => View?.Workload.Name;

    /// <summary>An address inside the workload: <c>plan</c>; empty for the overview.</summary>
    public string Address(string page) => page.Length == 0 ? $"/workloads/{Id}" : $"/workloads/{Id}/{page}";

    /// <summary>Where a question is answered.</summary>
    public static string Question(string workloadId, string lensAlias, string questionId) =>
        $"/workloads/{workloadId}/review/{Uri.EscapeDataString(lensAlias)}/{Uri.EscapeDataString(questionId)}";
}
