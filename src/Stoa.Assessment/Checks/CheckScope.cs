using System.Collections.Concurrent;
using Stoa.Analysis.Facts;
using Stoa.Analysis.Network;
using Stoa.Language.Values;
using Stoa.Workloads;

namespace Stoa.Assessment.Checks;

/// <summary>
/// What all checks of one review share: the workload, and the answers to questions about the whole that are worked out once. Safe to
/// share between threads.
/// </summary>
internal sealed class CheckScope
{
    private readonly Dictionary<string, IReadOnlyList<Resource>> byKind;
    private readonly Reachability reachability;
    private readonly Dictionary<string, Lazy<Value>> lists;
    private readonly ConcurrentDictionary<string, ReferenceDoubts> doubts = new();

    /// <summary>The scope of a workload.</summary>
    /// <param name="workload">The workload.</param>
    /// <param name="facts">The tables that figures start from.</param>
    /// <param name="known">What is known already of what the internet can reach.</param>
    public CheckScope(Workload workload, FactBook? facts = null, Reachability? known = null)
    {
        Workload = workload;
        reachability = known ?? new Reachability(workload, facts);
        byKind = workload.ByKind.ToDictionary(static k => k.Key.Id, static k => k.Value);
        lists = byKind.ToDictionary(
            static k => k.Key, static k => new Lazy<Value>(() => Value.Tuple([.. k.Value.Select(static r => r.AsValue)])));
    }

    /// <summary>The workload.</summary>
    public Workload Workload { get; }

    /// <summary>The resources of a kind.</summary>
    public IReadOnlyList<Resource> Of(string kind) => byKind.GetValueOrDefault(kind, []);

    /// <summary><c>resources(kind)</c>: a tuple of resources.</summary>
    public Value Resources(string kind) => lists.TryGetValue(kind, out var list) ? list.Value : Value.EmptyTuple;

    /// <summary>
    /// <c>present(kind)</c>: true, or unknown. Never false: what belongs to the account may be declared in another repository.
    /// </summary>
    public Value Present(string kind) =>
        Of(kind).Any(static r => !r.IsIndeterminate) ? Value.True : Value.UnknownOf(HclType.Bool, notNull: true);

    /// <summary>
    /// <c>referrers(resource, kind)</c>: a tuple of resources. Unknown where none certainly refers to it but one might: one of which
    /// nobody knows whether it exists, or whose reference may lead here (see <see cref="ReferenceDoubts"/>).
    /// </summary>
    public Value Referrers(Resource resource, string kind)
    {
        if (Of(kind) is not [{ Kind: { } wanted }, ..])
        {
            return Value.EmptyTuple;
        }

        var found = Workload.Referrers(resource, wanted);
        foreach (var referrer in found)
        {
            if (!referrer.IsIndeterminate)
            {
                return Value.Tuple([.. found.Select(static r => r.AsValue)]);
            }
        }

        return found.Count > 0 || doubts.GetOrAdd(kind, static (k, scope) => new ReferenceDoubts(scope.Of(k)), this).MayReferTo(resource)
            ? Value.Unknown
            : Value.EmptyTuple;
    }

    /// <summary><c>reachable_from_internet(resource)</c>: a bool, maybe unknown.</summary>
    public Value Reachable(Resource resource) =>
        reachability.FromInternet(resource).IsReachable is { } known ? Value.Of(known) : Value.UnknownOf(HclType.Bool);
}
