using Stoa.Analysis.Topology;

namespace Stoa.Analysis.Defense;

/// <summary>What stands between the internet and the data of a workload.</summary>
public sealed class DefenseAnalysis
{
    /// <summary>The paths, in the order of their entries and stores.</summary>
    public required IReadOnlyList<DefensePath> Paths { get; init; }

    /// <summary>Whether some were left out because there are too many; see <see cref="PathFinder.MaxPaths"/>.</summary>
    public required bool HasMore { get; init; }

    /// <summary>The data stores to which no path leads from the internet, as far as the sources show.</summary>
    public required IReadOnlyList<Component> Unreached { get; init; }

    /// <summary>The controls that were looked for.</summary>
    public required IReadOnlyList<ControlDefinition> Controls { get; init; }

    /// <summary>What people say of controls that fits no control or no path, in the order written.</summary>
    public required IReadOnlyList<ControlCorrection> UnusedCorrections { get; init; }

    /// <summary>The paths with a layer of which nothing is there.</summary>
    public IEnumerable<DefensePath> WithEmptyLayers => Paths.Where(static p => p.EmptyLayers.Any());

    /// <summary>What a control says of each resource that it was asked of, each once, over all paths.</summary>
    public IReadOnlyList<ControlFinding> Findings(string control) =>
        [.. Paths.Select(p => p.Control(control)).OfType<Control>().SelectMany(static c => c.Findings).Where(static f => f.State != ControlState.NotApplicable).DistinctBy(static f => (f.Resource?.Address, f.State, f.Reason))];
}

/// <summary>What people say of controls that their code cannot show. Read from <c>stoa.yaml</c>.</summary>
public sealed record DefenseSettings
{
    /// <summary>Nobody said anything.</summary>
    public static readonly DefenseSettings None = new();

    /// <summary>What is said, in the order written; the last word on a control counts.</summary>
    public IReadOnlyList<ControlCorrection> Controls { get; init; } = [];
}

/// <summary>What a person says of a control.</summary>
/// <param name="Control">The control's id.</param>
/// <param name="On">The address of a component: it is said of the paths through it; null: of all paths.</param>
/// <param name="State">Whether it is there.</param>
/// <param name="Note">Why, or where.</param>
/// <param name="Location">Where it is written.</param>
public sealed record ControlCorrection(string Control, string? On, ControlState State, string? Note, Language.Text.Location Location);
