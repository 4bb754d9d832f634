using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;

namespace Stoa.Assessment.Framework;

/// <summary>A framework to review against: its pillars, their questions, and the best practices of each.</summary>
public sealed class Lens
{
    private readonly Dictionary<string, Pillar> pillars;
    private readonly Dictionary<string, Question> questions;
    private readonly Dictionary<string, BestPractice> bestPractices;

    /// <summary>A lens of the given pillars; ids are unique in it.</summary>
    /// <exception cref="ArgumentException">An id stands twice.</exception>
    public Lens(string id, string name, string edition, ImmutableArray<Pillar> pillars)
    {
        Id = id;
        Name = name;
        Edition = edition;
        Pillars = pillars;
        this.pillars = pillars.ToDictionary(static p => p.Id);
        questions = pillars.SelectMany(static p => p.Questions).ToDictionary(static q => q.Id);
        bestPractices = questions.Values.SelectMany(static q => q.BestPractices).ToDictionary(static b => b.Id);
    }

    /// <summary>The id with its edition: <c>aws-well-architected/2024-11-06</c>.</summary>
    public string Id { get; }

    /// <summary>What people call it: <c>AWS Well-Architected Framework</c>.</summary>
    public string Name { get; }

    /// <summary>Which edition of it this is, as its publisher dates it.</summary>
    public string Edition { get; }

    /// <summary>The pillars in the publisher's order.</summary>
    public ImmutableArray<Pillar> Pillars { get; }

    /// <summary>Every question, in order.</summary>
    public IEnumerable<Question> Questions => Pillars.SelectMany(static p => p.Questions);

    /// <summary>Every best practice, in order.</summary>
    public IEnumerable<BestPractice> BestPractices => Questions.SelectMany(static q => q.BestPractices);

    /// <summary>Finds a pillar by id.</summary>
    public bool TryGetPillar(string id, [MaybeNullWhen(false)] out Pillar pillar) => pillars.TryGetValue(id, out pillar);

    /// <summary>Finds a question by id, <c>REL10</c>.</summary>
    public bool TryGetQuestion(string id, [MaybeNullWhen(false)] out Question question) => questions.TryGetValue(id, out question);

    /// <summary>Finds a best practice by id, <c>REL10-BP01</c>.</summary>
    public bool TryGetBestPractice(string id, [MaybeNullWhen(false)] out BestPractice practice) =>
        bestPractices.TryGetValue(id, out practice);
}

/// <summary>A pillar of a lens.</summary>
/// <param name="Id">The id that AWS's API uses: <c>operationalExcellence</c>, <c>security</c>, …</param>
/// <param name="Name">What people call it.</param>
/// <param name="Prefix">What the ids of its questions begin with: <c>OPS</c>.</param>
/// <param name="Principles">Its design principles, a sentence each, in our own words.</param>
/// <param name="Questions">Its questions in order.</param>
public sealed record Pillar(
    string Id, string Name, string Prefix, ImmutableArray<string> Principles, ImmutableArray<Question> Questions);

/// <summary>A question that a review answers.</summary>
/// <param name="Id"><c>REL10</c></param>
/// <param name="ApiId">The id that AWS's API uses: <c>fault-isolation</c>.</param>
/// <param name="Title">The question, in our own words.</param>
/// <param name="PillarId">The pillar it belongs to.</param>
/// <param name="BestPractices">What a good answer consists of, in order.</param>
public sealed record Question(string Id, string ApiId, string Title, string PillarId, ImmutableArray<BestPractice> BestPractices);

/// <summary>A best practice: one thing that a well-built workload does.</summary>
/// <param name="Id"><c>REL10-BP01</c></param>
/// <param name="ApiId">The choice id that AWS's API uses; also the name of its page.</param>
/// <param name="Title">The practice as one short imperative sentence, in our own words, without full stop.</param>
/// <param name="RiskLevel">How much is at stake where it is not followed, as the framework states it.</param>
/// <param name="QuestionId">The question it belongs to.</param>
/// <param name="Url">The publisher's page about it.</param>
public sealed record BestPractice(string Id, string ApiId, string Title, RiskLevel RiskLevel, string QuestionId, string Url);

/// <summary>How much is at stake where a best practice is not followed.</summary>
public enum RiskLevel
{
    /// <summary>Little; weight 1 in scores.</summary>
    Low,

    /// <summary>Something; weight 2.</summary>
    Medium,

    /// <summary>Much; weight 3.</summary>
    High,
}
