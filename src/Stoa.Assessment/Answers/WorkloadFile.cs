using System.Collections.Immutable;
using Stoa.Analysis;
using Stoa.Language.Text;

namespace Stoa.Assessment.Answers;

/// <summary>What a workload's own file, <c>stoa.yaml</c>, says of it. Every part may be missing.</summary>
public sealed record WorkloadFile
{
    /// <summary>A workload of which nobody has said anything.</summary>
    public static readonly WorkloadFile Empty = new();

    /// <summary>Where the file stands, relative to the reviewed root; null where there is none.</summary>
    public string? Path { get; init; }

    /// <summary>What the workload is called.</summary>
    public string? Name { get; init; }

    /// <summary>Production, staging, ….</summary>
    public string? Environment { get; init; }

    /// <summary>Who answers for it.</summary>
    public string? Owner { get; init; }

    /// <summary>What it is for.</summary>
    public string? Description { get; init; }

    /// <summary>The regions it runs in.</summary>
    public ImmutableArray<string> Regions { get; init; } = [];

    /// <summary>What the business asks of it.</summary>
    public Objectives Objectives { get; init; } = Objectives.None;

    /// <summary>The folders and files to review, relative to the file; empty: the file's folder.</summary>
    public ImmutableArray<string> Sources { get; init; } = [];

    /// <summary>Terraform variable files, relative to the file, a later one over an earlier one.</summary>
    public ImmutableArray<string> VariableFiles { get; init; } = [];

    /// <summary>Terraform's workspace, the value of <c>terraform.workspace</c>; null where it is not said.</summary>
    public string? Workspace { get; init; }

    /// <summary>What people say that figures take into account; the objectives among it.</summary>
    public AnalysisSettings Settings { get; init; } = AnalysisSettings.None;

    /// <summary>What people say of questions and best practices, in the order written.</summary>
    public ImmutableArray<Answer> Answers { get; init; } = [];

    /// <summary>The risks that somebody has decided to live with, in the order written.</summary>
    public ImmutableArray<AcceptedRisk> AcceptedRisks { get; init; } = [];

    /// <summary>The findings that somebody asked not to hear of, in the order written.</summary>
    public ImmutableArray<SuppressionRule> Suppressions { get; init; } = [];

    /// <summary>What a server that keeps the record calls the workload.</summary>
    public ServerSettings Server { get; init; } = new(null, null);
}

/// <summary>
/// What a server calls a workload and this part of it. Which server it is the file cannot say: whoever writes a reviewed file could
/// have the review, and the token for it, sent anywhere.
/// </summary>
/// <param name="Workload">The workload's id; null where the file does not say.</param>
/// <param name="Source">Which of the workload's sources this is; null where the file does not say.</param>
public sealed record ServerSettings(string? Workload, string? Source);

/// <summary>What the business asks of a workload.</summary>
public sealed record Objectives
{
    /// <summary>Nothing was asked.</summary>
    public static readonly Objectives None = new();

    /// <summary>The share of time in which it must serve, from 0 to 1.</summary>
    public double? Availability { get; init; }

    /// <summary>How long an outage may last.</summary>
    public TimeSpan? RecoveryTime { get; init; }

    /// <summary>How much data, by its age, a disaster may cost.</summary>
    public TimeSpan? RecoveryPoint { get; init; }

    /// <summary>What it may cost in a month.</summary>
    public Money? MonthlyBudget { get; init; }

    /// <summary>What it may emit in a month, in kilograms of CO2 equivalent.</summary>
    public double? MonthlyCarbon { get; init; }
}

/// <summary>An amount of money.</summary>
/// <param name="Amount">The amount.</param>
/// <param name="Currency">Three capital letters, by ISO 4217.</param>
public readonly record struct Money(decimal Amount, string Currency);

/// <summary>What a person can say of a best practice.</summary>
public enum AnswerState
{
    /// <summary>It is followed.</summary>
    Met,

    /// <summary>It is followed in part; counts as half.</summary>
    Partly,

    /// <summary>It is not followed.</summary>
    Unmet,

    /// <summary>It does not concern this workload.</summary>
    NotApplicable,
}

/// <summary>A person's answer.</summary>
/// <param name="Id">A best practice, or a question: then for each of its best practices that has no answer of its own.</param>
/// <param name="State">The answer.</param>
/// <param name="Notes">Why; null where nothing is written.</param>
/// <param name="Evidence">Documents and addresses that show it.</param>
/// <param name="By">Who says so; null where nobody is named.</param>
/// <param name="Date">When; null where it is not said.</param>
/// <param name="Location">Where it is written.</param>
public sealed record Answer(
    string Id, AnswerState State, string? Notes, ImmutableArray<string> Evidence, string? By, DateOnly? Date, Location Location);

/// <summary>A wish, in the workload's file, not to hear of a check's findings.</summary>
/// <param name="Check">The check: an id of ours, another tool's name, or a pattern with <c>*</c>.</param>
/// <param name="Resources">Addresses or patterns with <c>*</c>; empty: all resources.</param>
/// <param name="Reason">Why.</param>
/// <param name="Expires">The last day on which it holds; null: for ever.</param>
/// <param name="Location">Where it is written.</param>
public sealed record SuppressionRule(
    string Check, ImmutableArray<string> Resources, string Reason, DateOnly? Expires, Location Location);
