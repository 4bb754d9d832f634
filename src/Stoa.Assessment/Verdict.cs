using Stoa.Language.Text;
using Stoa.Workloads;

namespace Stoa.Assessment;

/// <summary>What a check says of one resource, or of the whole workload.</summary>
public enum Outcome : byte
{
    /// <summary>The check does not concern the resource: its <c>when</c> is false.</summary>
    NotApplicable,

    /// <summary>What it requires holds.</summary>
    Pass,

    /// <summary>What it requires does not hold.</summary>
    Fail,

    /// <summary>Nobody can say before deployment: a question for a person.</summary>
    Undecided,
}

/// <summary>
/// A check's outcome for one resource. One that someone asked not to hear of keeps its outcome and carries the
/// <see cref="Suppression"/>.
/// </summary>
public sealed class Verdict
{
    private readonly Func<Verdict, string>? describe;
    private string? message;

    /// <summary>A verdict whose message is known.</summary>
    public Verdict(Check check, Resource? resource, Outcome outcome, string message, Location? location)
    {
        Check = check;
        Resource = resource;
        Outcome = outcome;
        this.message = message;
        Location = location;
    }

    /// <summary>A verdict whose message is worked out when first asked for: most are never shown.</summary>
    internal Verdict(Check check, Resource? resource, Outcome outcome, Func<Verdict, string> describe, Location? location)
    {
        Check = check;
        Resource = resource;
        Outcome = outcome;
        this.describe = describe;
        Location = location;
    }

    /// <summary>The check.</summary>
    public Check Check { get; }

    /// <summary>The resource; null where the check is of the whole workload.</summary>
    public Resource? Resource { get; }

    /// <summary>What the check says.</summary>
    public Outcome Outcome { get; }

    /// <summary>Who asked not to hear of this failure or question, and why; null where nobody did.</summary>
    public SuppressedBy? Suppression { get; init; }

    /// <summary>A failure that nobody asked not to hear of.</summary>
    public bool IsOpenFailure => Outcome == Outcome.Fail && Suppression is null;

    /// <summary>The resource's address; empty where the check is of the whole workload.</summary>
    public string Address => Resource?.Address ?? "";

    /// <summary>What was found, in one sentence without full stop.</summary>
    public string Message => message ??= describe!(this);

    /// <summary>
    /// Where: the value that the check points at, else the resource's declaration. Null where the check is of the whole workload
    /// and points at nothing.
    /// </summary>
    public Location? Location { get; }
}

/// <summary>Why a failure is not to be shown.</summary>
/// <param name="Source">Where the wish was written.</param>
/// <param name="Name">The check as written there: an id of ours, an alias, or a pattern.</param>
/// <param name="Reason">Why; null where none is given.</param>
/// <param name="Expires">The last day on which it holds; null: for ever.</param>
/// <param name="Location">The comment, metadata entry or line of the workload's file.</param>
public sealed record SuppressedBy(SuppressionSource Source, string Name, string? Reason, DateOnly? Expires, Location? Location);

/// <summary>Where a suppression was written.</summary>
public enum SuppressionSource
{
    /// <summary>Beside the resource: a comment or metadata.</summary>
    Resource,

    /// <summary>In the workload's file, <c>stoa.yaml</c>.</summary>
    WorkloadFile,
}
