using Stoa.Language.Text;
using Stoa.Workloads;

namespace Stoa.Analysis.Defense;

/// <summary>What an attacker has to come past, from the outside in, and what stands beside all of it.</summary>
public enum DefenseLayer
{
    /// <summary>Where requests arrive: content delivery, filters, encryption.</summary>
    Edge,

    /// <summary>What may talk to what.</summary>
    Network,

    /// <summary>What runs the code.</summary>
    Compute,

    /// <summary>What keeps the data.</summary>
    Data,

    /// <summary>A strip beside the layers: who acts, and with which secrets.</summary>
    Identity,

    /// <summary>A strip beside the layers: who notices.</summary>
    Detection,
}

/// <summary>Whether a control is there.</summary>
public enum ControlState
{
    /// <summary>It is there.</summary>
    Present,

    /// <summary>It is not there.</summary>
    Absent,

    /// <summary>Nobody can say from the sources.</summary>
    Unknown,

    /// <summary>It means nothing here.</summary>
    NotApplicable,
}

/// <summary>A control of <c>knowledge/facts/aws/defense-controls.yaml</c>.</summary>
/// <param name="Id">Its name in reports and in <c>stoa.yaml</c>: <c>waf</c>.</param>
/// <param name="Layer">Where it stands.</param>
/// <param name="Title">What is so where it is there: <c>Machines are not logged in to</c>.</param>
/// <param name="Practice">The best practice that asks for it.</param>
/// <param name="IsExtra">Whether it deepens a layer but is not expected of every workload: it counts only where it is there.</param>
/// <param name="Source">The address of the page that recommends it.</param>
public sealed record ControlDefinition(string Id, DefenseLayer Layer, string Title, string Practice, bool IsExtra, string Source);

/// <summary>What one resource says of a control.</summary>
/// <param name="State">Whether it is there.</param>
/// <param name="Resource">The resource; null where none can say.</param>
/// <param name="Location">Where it says so; null without a resource.</param>
/// <param name="Reason">A clause with the resource as its subject, or a sentence without full stop where there is none.</param>
public sealed record ControlFinding(ControlState State, Resource? Resource, Location? Location, string Reason)
{
    /// <summary><c>aws_lb.web has no web ACL</c></summary>
    public override string ToString() => Resource is null ? Reason : $"{Resource.Address} {Reason}";
}

/// <summary>A control on a path: what the resources of the path say of it together.</summary>
/// <param name="Definition">The control.</param>
/// <param name="State">Whether it is there.</param>
/// <param name="Findings">What decided comes first.</param>
public sealed record Control(ControlDefinition Definition, ControlState State, IReadOnlyList<ControlFinding> Findings)
{
    /// <summary>Whether it counts in its layer: it applies, and an extra one is there.</summary>
    public bool Counts => State == ControlState.Present || (State != ControlState.NotApplicable && !Definition.IsExtra);
}

/// <summary>A layer of a path.</summary>
/// <param name="Layer">Which one.</param>
/// <param name="Controls">Its controls in the order of the table, those that do not apply too.</param>
public sealed record LayerState(DefenseLayer Layer, IReadOnlyList<Control> Controls)
{
    /// <summary>How many controls are there.</summary>
    public int Present { get; } = Controls.Count(static c => c.State == ControlState.Present);

    /// <summary>How many count.</summary>
    public int Applicable { get; } = Controls.Count(static c => c.Counts);

    /// <summary>Of how many nobody can say.</summary>
    public int Unknown { get; } = Controls.Count(static c => c.Counts && c.State == ControlState.Unknown);

    /// <summary>Whether it is one of the four that stand one behind another.</summary>
    public bool IsLayer => Layer <= DefenseLayer.Data;

    /// <summary>Whether nothing of it is there: null where something may be; false where nothing applies.</summary>
    public bool? IsEmpty => Applicable == 0 || Present > 0 ? false : Unknown > 0 ? null : true;

    /// <summary>What is missing.</summary>
    public IEnumerable<Control> Gaps => Controls.Where(static c => c is { State: ControlState.Absent, Counts: true });
}
