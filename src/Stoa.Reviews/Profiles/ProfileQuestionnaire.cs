using System.Collections.Immutable;
using System.Text.Json;

namespace Stoa.Reviews.Profiles;

/// <summary>
/// The few questions that a profile answers, in our own words, and which questions of the framework each answer puts first
/// (docs/reference/profiles.md).
/// </summary>
public sealed class ProfileQuestionnaire
{
    /// <summary>How many questions of the framework come first at most: where everything comes first, nothing does.</summary>
    public const int MostPrioritized = 20;

    private ProfileQuestionnaire(string name, DateTimeOffset edition, ImmutableArray<ProfileQuestion> questions)
    {
        Name = name;
        Edition = edition;
        Questions = questions;
    }

    /// <summary>The questionnaire of this program.</summary>
    public static ProfileQuestionnaire Shipped { get; } = Read();

    /// <summary>What people call it.</summary>
    public string Name { get; }

    /// <summary>When it was last changed.</summary>
    public DateTimeOffset Edition { get; }

    /// <summary>The questions in order.</summary>
    public ImmutableArray<ProfileQuestion> Questions { get; }

    /// <summary>
    /// The questions of the framework that answers put first: those that the selected choices name most often, and of those named equally
    /// often the earlier; <see cref="MostPrioritized"/> at most.
    /// </summary>
    /// <param name="answers">The selected choices by question id; unknown ones are passed over.</param>
    /// <param name="order">The framework's questions in order, by code: <c>REL10</c>.</param>
    public IReadOnlyList<string> Prioritize(IReadOnlyDictionary<string, List<string>> answers, IEnumerable<string> order)
    {
        var named = Questions
            .SelectMany(q => q.Choices.Where(c => answers.GetValueOrDefault(q.Id)?.Contains(c.Id) == true))
            .SelectMany(static c => c.Prioritizes)
            .CountBy(static code => code)
            .ToDictionary();
        // Sorting keeps the framework's order among equals.
        return [.. order.Where(named.ContainsKey).OrderByDescending(code => named[code]).Take(MostPrioritized)];
    }

    /// <summary>Refuses answers that the questionnaire does not allow.</summary>
    /// <exception cref="InvalidException">A question or choice is unknown, or too few or too many are selected.</exception>
    public void Demand(IReadOnlyDictionary<string, List<string>> answers)
    {
        var faults = new List<(string Field, string Message)>();
        faults.AddRange(answers.Keys.Where(id => !Questions.Any(q => q.Id == id)).Select(static id => (id, $"no question with ID {id}")));
        foreach (var question in Questions)
        {
            var selected = answers.GetValueOrDefault(question.Id) ?? [];
            faults.AddRange(selected.Where(id => !question.Choices.Any(c => c.Id == id)).Select(id => (question.Id, $"no choice with ID {id}")));
            if (selected.Distinct().Count() != selected.Count)
            {
                faults.Add((question.Id, "a choice is selected twice"));
            }

            if (selected.Count < question.Min || selected.Count > question.Max)
            {
                var wanted = question.Min == question.Max ? $"{question.Min}" : $"{question.Min} to {question.Max}";
                faults.Add((question.Id, $"{wanted} of its choices can be selected, not {selected.Count}"));
            }
        }

        if (faults.Count > 0)
        {
            throw new InvalidException($"[Validation] The answers do not fit the questionnaire: {faults[0].Field}: {faults[0].Message}.", [.. faults]);
        }
    }

    private static ProfileQuestionnaire Read()
    {
        using var stream = typeof(ProfileQuestionnaire).Assembly.GetManifestResourceStream("Stoa.Reviews.Profiles.questionnaire.json")!;
        var document = JsonSerializer.Deserialize<Document>(stream, RecordJson.Options)!;
        return new ProfileQuestionnaire(document.Name, new DateTimeOffset(document.Edition, TimeOnly.MinValue, TimeSpan.Zero),
        [
            .. document.Questions.Select(static q => new ProfileQuestion(q.Id, q.Title, q.Description, q.Min, q.Max,
                [.. q.Choices.Select(static c => new ProfileChoice(c.Id, c.Title, c.Description, [.. c.Questions]))])),
        ]);
    }

    private sealed record Document(string Name, DateOnly Edition, QuestionPart[] Questions);

    private sealed record QuestionPart(string Id, string Title, string Description, int Min, int Max, ChoicePart[] Choices);

    private sealed record ChoicePart(string Id, string Title, string Description, string[] Questions);
}

/// <summary>A question of the questionnaire.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Title">The question.</param>
/// <param name="Description">What to think of when answering.</param>
/// <param name="Min">How many choices must be selected.</param>
/// <param name="Max">How many can be.</param>
/// <param name="Choices">The choices in order.</param>
public sealed record ProfileQuestion(string Id, string Title, string Description, int Min, int Max, ImmutableArray<ProfileChoice> Choices);

/// <summary>A choice of a question.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Title">The choice.</param>
/// <param name="Description">What it means.</param>
/// <param name="Prioritizes">The codes of the framework's questions that it puts first: <c>REL10</c>.</param>
public sealed record ProfileChoice(string Id, string Title, string Description, ImmutableArray<string> Prioritizes);
