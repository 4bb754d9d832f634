namespace Stoa.Reviews.Store;

/// <summary>What people say of one question of one lens. Nothing is stored of a question that nobody has answered.</summary>
public sealed class AnswerRecord : IVersioned
{
    public required string WorkloadId { get; init; }

    public required string LensAlias { get; init; }

    /// <summary>The question, by the id of AWS's API.</summary>
    public required string QuestionId { get; init; }

    /// <summary>Whether the question concerns the workload.</summary>
    public bool IsApplicable { get; set; } = true;

    /// <summary>Why it does not: AWS's AnswerReason.</summary>
    public string? Reason { get; set; }

    public string? Notes { get; set; }

    /// <summary>What is said of each choice, by its id; a choice that is not here has neither an answer nor a note.</summary>
    public Dictionary<string, ChoiceAnswer> Choices { get; set; } = [];

    public DateTimeOffset UpdatedAt { get; set; }

    /// <summary>Who changed it last.</summary>
    public string UpdatedBy { get; set; } = "";

    /// <inheritdoc/>
    public int Version { get; set; }

    /// <summary>The answer to a choice; null where there is none, though there may be a note.</summary>
    public ChoiceAnswer? AnswerTo(string choiceId) => Choices.GetValueOrDefault(choiceId) is { Status: not null } said ? said : null;
}

/// <summary>What a person says of a best practice.</summary>
public enum ChoiceStatus
{
    /// <summary>It is followed: AWS's SELECTED.</summary>
    Met,

    /// <summary>It is followed in part; AWS's API shows it as UNSELECTED.</summary>
    Partly,

    /// <summary>It is not followed: AWS's UNSELECTED.</summary>
    Unmet,

    /// <summary>It does not concern the workload.</summary>
    NotApplicable,
}

/// <summary>What a person says of a best practice, who, and when.</summary>
/// <param name="Status">The answer; null: there is a note, and nothing is answered yet.</param>
/// <param name="Reason">AWS's ChoiceReason; null where none is given.</param>
/// <param name="Notes">Why; null where nothing is written.</param>
/// <param name="By">Who says so.</param>
/// <param name="At">When.</param>
public sealed record ChoiceAnswer(ChoiceStatus? Status, string? Reason, string? Notes, string By, DateTimeOffset At);
