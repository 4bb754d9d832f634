namespace Stoa.Reviews.Store;

/// <summary>A workload that is reviewed. Members without a comment are those of AWS's API, with its limits.</summary>
public sealed class WorkloadRecord : IVersioned
{
    /// <summary>32 hexadecimal digits.</summary>
    public required string Id { get; init; }

    /// <summary>The account whose it is.</summary>
    public required string AccountId { get; init; }

    /// <summary>Its ARN.</summary>
    public required string Arn { get; init; }

    /// <summary>What people call it; unique in its account.</summary>
    public required string Name { get; set; }

    /// <summary>What it is for.</summary>
    public string Description { get; set; } = "";

    /// <summary><c>PRODUCTION</c> or <c>PREPRODUCTION</c>.</summary>
    public required string Environment { get; set; }

    public List<string> AccountIds { get; set; } = [];

    public List<string> AwsRegions { get; set; } = [];

    public List<string> NonAwsRegions { get; set; } = [];

    public string? ArchitecturalDesign { get; set; }

    public string? ReviewOwner { get; set; }

    public bool IsReviewOwnerUpdateAcknowledged { get; set; }

    public string? IndustryType { get; set; }

    public string? Industry { get; set; }

    public string? Notes { get; set; }

    /// <summary>AWS's one status of the whole plan; ours has one an item.</summary>
    public string ImprovementStatus { get; set; } = "NOT_APPLICABLE";

    /// <summary>The pillars' ids, the most important first; it orders advice.</summary>
    public List<string> PillarPriorities { get; set; } = [];

    /// <summary>Service Catalog applications, kept and not looked up.</summary>
    public List<string> Applications { get; set; } = [];

    /// <summary>At most one profile's ARN, with the version that the workload keeps to.</summary>
    public string? ProfileArn { get; set; }

    public string? ProfileVersion { get; set; }

    /// <summary>AWS's settings of discovery and Jira as JSON texts, by member name: kept, and not acted on.</summary>
    public Dictionary<string, string> Settings { get; set; } = [];

    public Dictionary<string, string> Tags { get; set; } = [];

    /// <summary>What the business asks of it.</summary>
    public WorkloadObjectives Objectives { get; set; } = new();

    /// <summary>How often it is to be reviewed, in days; a quarter unless said otherwise.</summary>
    public int ReviewEveryDays { get; set; } = 91;

    /// <summary>The day from which the next review is counted: the last milestone's, else the day it was defined.</summary>
    public DateTimeOffset ReviewedAt { get; set; }

    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it, an answer or its evidence last changed.</summary>
    public DateTimeOffset UpdatedAt { get; set; }

    /// <summary>Counts everything that can move a score: what is computed of the workload is computed of one revision.</summary>
    public long Revision { get; set; }

    /// <inheritdoc/>
    public int Version { get; set; }
}

/// <summary>What the business asks of a workload; each part may be missing.</summary>
public sealed record WorkloadObjectives
{
    /// <summary>The share of time in which it must serve, from 0 to 1.</summary>
    public double? Availability { get; init; }

    /// <summary>How long an outage may last, in seconds.</summary>
    public double? RecoveryTimeSeconds { get; init; }

    /// <summary>How much data, by its age in seconds, a disaster may cost.</summary>
    public double? RecoveryPointSeconds { get; init; }

    /// <summary>What it may cost in a month.</summary>
    public decimal? MonthlyBudget { get; init; }

    /// <summary>The currency of the budget, three capital letters by ISO 4217.</summary>
    public string? Currency { get; init; }

    /// <summary>What it may emit in a month, in kilograms of CO2 equivalent.</summary>
    public double? MonthlyCarbon { get; init; }
}
