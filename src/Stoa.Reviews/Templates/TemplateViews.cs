using Stoa.Reviews.Lenses;
using Stoa.Reviews.Store;

namespace Stoa.Reviews.Templates;

/// <summary>A template.</summary>
/// <param name="Template">The template.</param>
/// <param name="Answered">How many questions of its lenses have an answer.</param>
/// <param name="Unanswered">How many have none.</param>
/// <param name="IsCurrent">Whether each of its lenses is in its newest major version, and still there.</param>
/// <param name="ShareInvitationId">The invitation by which it is shared with who asks; null where it is of their own account, and in lists.</param>
public sealed record TemplateView(TemplateRecord Template, int Answered, int Unanswered, bool IsCurrent, string? ShareInvitationId = null);

/// <summary>A template's part about one lens.</summary>
/// <param name="Template">The template.</param>
/// <param name="Lens">The lens, in the version that the template keeps to.</param>
/// <param name="Part">The notes and answers.</param>
/// <param name="Status">Whether that version is the lens's newest.</param>
public sealed record TemplateLensView(TemplateRecord Template, ReviewLens Lens, TemplateLens Part, LensReviews.LensStatus Status)
{
    /// <summary>Whether a question has an answer.</summary>
    public bool IsAnswered(string questionId) => Part.Answers.TryGetValue(questionId, out var answer) && (!answer.IsApplicable || answer.Choices.Values.Any(static c => c.Status is not null));

    /// <summary>What the template says of a question, as an answer of a workload; null where it says nothing.</summary>
    public AnswerRecord? Answer(string questionId) =>
        Part.Answers.TryGetValue(questionId, out var answer) ? TemplateAnswers.ToRecord(answer, "", Lens.Alias, questionId) : null;
}

/// <summary>A change of a template; null members stay as they are.</summary>
public sealed record TemplateUpdate
{
    /// <summary>What people call it.</summary>
    public string? Name { get; init; }

    /// <summary>What it is for.</summary>
    public string? Description { get; init; }

    /// <summary>Notes; empty removes them.</summary>
    public string? Notes { get; init; }

    /// <summary>Lenses to add.</summary>
    public IReadOnlyList<string> Add { get; init; } = [];

    /// <summary>Lenses to take away, with the answers to their questions.</summary>
    public IReadOnlyList<string> Remove { get; init; } = [];

    /// <summary>The version of the record that the change was made from; null: whichever is there.</summary>
    public int? ExpectedVersion { get; init; }
}

/// <summary>Between the answers of templates and those of workloads.</summary>
internal static class TemplateAnswers
{
    /// <summary>An answer of a template as one of a workload.</summary>
    public static AnswerRecord ToRecord(TemplateAnswer answer, string workloadId, string lensAlias, string questionId) => new()
    {
        WorkloadId = workloadId,
        LensAlias = lensAlias,
        QuestionId = questionId,
        IsApplicable = answer.IsApplicable,
        Reason = answer.Reason,
        Notes = answer.Notes,
        Choices = new(answer.Choices),
    };

    /// <summary>An answer of a workload as one of a template.</summary>
    public static TemplateAnswer Of(AnswerRecord answer) => new()
    {
        IsApplicable = answer.IsApplicable, Reason = answer.Reason, Notes = answer.Notes, Choices = answer.Choices,
    };
}
