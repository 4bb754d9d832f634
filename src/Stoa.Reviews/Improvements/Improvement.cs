using Stoa.Assessment;
using Stoa.Assessment.Framework;
using Stoa.Reviews.Store;

namespace Stoa.Reviews.Improvements;

/// <summary>What doing a best practice in full would add.</summary>
/// <param name="Pillar">The pillar that it belongs to, by its id.</param>
/// <param name="PillarName">What people call that.</param>
/// <param name="PillarPoints">What the pillar's score would gain, in points of 100.</param>
/// <param name="Points">What the lens's whole score would gain.</param>
public sealed record ImprovementWorth(string Pillar, string PillarName, double PillarPoints, double Points);

/// <summary>A best practice in which a workload is at risk, as a plan sees it.</summary>
public sealed record ImprovementSubject
{
    /// <summary>The lens.</summary>
    public required string LensAlias { get; init; }

    /// <summary>The question, by the id of AWS's API.</summary>
    public required string QuestionId { get; init; }

    /// <summary>What people call the question: <c>REL10</c>.</summary>
    public required string QuestionCode { get; init; }

    /// <summary>The question's risk now.</summary>
    public required Risk QuestionRisk { get; init; }

    /// <summary>The best practice, by the id of AWS's API.</summary>
    public required string ChoiceId { get; init; }

    /// <summary><c>REL10-BP01</c>; null in custom lenses.</summary>
    public string? Practice { get; init; }

    /// <summary>The best practice in a sentence.</summary>
    public required string Title { get; init; }

    /// <summary>How much is at stake.</summary>
    public required RiskLevel Level { get; init; }

    /// <summary>What is known of it now.</summary>
    public required BestPracticeState State { get; init; }

    /// <summary>Whether it counts as not followed where risks are judged.</summary>
    public required bool IsAtRisk { get; init; }

    /// <summary>What following it in full would add.</summary>
    public required ImprovementWorth Worth { get; init; }
}

/// <summary>An improvement with what it is about.</summary>
/// <param name="Record">The improvement.</param>
/// <param name="Subject">Its best practice as it stands now; null where the workload no longer has the lens or the lens the practice.</param>
public sealed record ImprovementView(ImprovementRecord Record, ImprovementSubject? Subject)
{
    /// <summary>Whether it is said to be done, and evidence or an answer still says that the best practice is not followed.</summary>
    public bool IsUnproven => Record.Status == ImprovementStatus.Done && Subject is { IsAtRisk: true };
}

/// <summary>What is to be done about a workload.</summary>
/// <param name="Items">The improvements, by status and then by place.</param>
/// <param name="Candidates">Best practices at risk that no improvement is about, the riskiest and most worth first.</param>
public sealed record ImprovementPlan(IReadOnlyList<ImprovementView> Items, IReadOnlyList<ImprovementSubject> Candidates);

/// <summary>How far the plan had come at a milestone.</summary>
/// <param name="Number">The milestone; null: now.</param>
/// <param name="At">When.</param>
/// <param name="Planned">To do.</param>
/// <param name="Doing">Under way.</param>
/// <param name="Done">Done.</param>
/// <param name="Accepted">Risks accepted instead.</param>
public sealed record ImprovementProgress(int? Number, DateTimeOffset At, int Planned, int Doing, int Done, int Accepted);

/// <summary>An improvement that is to be planned.</summary>
/// <param name="LensAlias">The lens.</param>
/// <param name="QuestionId">The question.</param>
/// <param name="ChoiceId">The best practice.</param>
/// <param name="Edit">What people write; a null title stands for the best practice's own.</param>
public sealed record NewImprovement(string LensAlias, string QuestionId, string ChoiceId, ImprovementEdit Edit);

/// <summary>What people write of an improvement, all of it.</summary>
public sealed record ImprovementEdit
{
    /// <summary>What is to be done, up to 200 characters; null leaves it as it is.</summary>
    public string? Title { get; init; }

    /// <summary>Who does it, up to 100 characters; null: nobody is named.</summary>
    public string? Owner { get; init; }

    /// <summary>Until when; null: no day is set.</summary>
    public DateOnly? DueDate { get; init; }

    /// <summary><c>LOW</c>, <c>MEDIUM</c> or <c>HIGH</c>.</summary>
    public string Effort { get; init; } = "MEDIUM";

    /// <summary>The address of a ticket elsewhere, <c>https://…</c> or <c>http://…</c>; null: none.</summary>
    public string? TicketUrl { get; init; }

    /// <summary>Up to 2,000 characters; null: none.</summary>
    public string? Notes { get; init; }

    /// <summary>How far it has come; null leaves that as it is. What comes to a status stands last in it.</summary>
    public ImprovementStatus? Status { get; init; }
}
