using System.Collections.Immutable;

namespace Stoa.Assessment;

/// <summary>What a check is about: the part of its page that reports show.</summary>
public sealed record Check
{
    /// <summary>Its path among the pages: <c>aws/rds/instance-multi-az</c>.</summary>
    public required string Id { get; init; }

    /// <summary>The good condition, stated as a fact, without full stop.</summary>
    public required string Title { get; init; }

    /// <summary>The kind it asks about, <c>aws.rds.instance</c>; <c>workload</c> where it is asked once of the whole.</summary>
    public required string Kind { get; init; }

    /// <summary>The best practices it is evidence for: <c>REL10-BP01</c>.</summary>
    public required ImmutableArray<string> BestPractices { get; init; }

    /// <summary>How bad a failure is.</summary>
    public required Severity Severity { get; init; }

    /// <summary>How hard the fix is.</summary>
    public required Effort Effort { get; init; }

    /// <summary>The version of Stoa that first had it.</summary>
    public string Since { get; init; } = "";

    /// <summary>The same idea in other tools: <c>CKV_AWS_157</c>.</summary>
    public ImmutableArray<string> Aliases { get; init; } = [];

    /// <summary>Pages worth reading.</summary>
    public ImmutableArray<string> Links { get; init; } = [];

    /// <summary>Whether it is asked once of the whole workload, not of each resource of a kind.</summary>
    public bool IsOfWorkload => Kind == "workload";

    /// <summary>The id.</summary>
    public override string ToString() => Id;
}

/// <summary>How bad a failure is.</summary>
public enum Severity
{
    /// <summary>Untidy; weight 1 where the checks of a best practice are weighed.</summary>
    Low,

    /// <summary>A weakness; weight 2.</summary>
    Medium,

    /// <summary>A danger; weight 3.</summary>
    High,
}

/// <summary>How hard a fix is.</summary>
public enum Effort
{
    /// <summary>A line of configuration, without downtime.</summary>
    Low,

    /// <summary>Several resources, a migration, or some downtime.</summary>
    Medium,

    /// <summary>A change of design.</summary>
    High,
}
