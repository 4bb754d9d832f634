using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Stoa.Assessment;
using Stoa.Assessment.Framework;

namespace Stoa.Reviews.Lenses;

/// <summary>
/// A lens as a review sees it: the framework and custom lenses alike, in the terms of AWS's API. Immutable; one version of one lens.
/// </summary>
public sealed class ReviewLens
{
    /// <summary>The alias of the framework itself.</summary>
    public const string Framework = "wellarchitected";

    /// <summary>The ARN under which AWS's own service returns the framework (steampipe-plugin-aws issue 1695, read 2026-11-23).</summary>
    public const string FrameworkArn = "arn:aws:wellarchitected::aws:lens/wellarchitected";

    private readonly Dictionary<string, ReviewQuestion> questions;

    /// <summary>A lens of the given pillars.</summary>
    public ReviewLens(string alias, string arn, string name, string description, string version, ImmutableArray<ReviewPillar> pillars)
    {
        Alias = alias;
        Arn = arn;
        Name = name;
        Description = description;
        Version = version;
        Pillars = pillars;
        questions = pillars.SelectMany(static p => p.Questions).ToDictionary(static q => q.Id);
    }

    /// <summary><c>wellarchitected</c>; of a custom lens its ARN.</summary>
    public string Alias { get; }

    /// <summary>The ARN.</summary>
    public string Arn { get; }

    /// <summary>What people call it.</summary>
    public string Name { get; }

    /// <summary>What it is for.</summary>
    public string Description { get; }

    /// <summary>The version, as its publisher names it.</summary>
    public string Version { get; }

    /// <summary>The pillars in the publisher's order.</summary>
    public ImmutableArray<ReviewPillar> Pillars { get; }

    /// <summary>Whether somebody other than AWS wrote it.</summary>
    public bool IsCustom => Alias != Framework;

    /// <summary>Every question, in order.</summary>
    public IEnumerable<ReviewQuestion> Questions => Pillars.SelectMany(static p => p.Questions);

    /// <summary>Finds a question by the id of AWS's API, <c>fault-isolation</c>.</summary>
    public bool TryGetQuestion(string id, [MaybeNullWhen(false)] out ReviewQuestion question) => questions.TryGetValue(id, out question);

    /// <summary>The framework as a review sees it.</summary>
    public static ReviewLens Of(Lens lens) => new(
        Framework,
        FrameworkArn,
        lens.Name,
        "Operational excellence, security, reliability, performance efficiency, cost optimization and sustainability of any workload on AWS.",
        lens.Edition,
        [.. lens.Pillars.Select(static pillar => new ReviewPillar(pillar.Id, pillar.Name, [.. pillar.Questions.Select(Of)]))]);

    private static ReviewQuestion Of(Question question)
    {
        // AWS's ids of a question's choices share a beginning, and the one that says "none of these" is that beginning with "_no".
        var first = question.BestPractices[0].ApiId;
        var shared = question.BestPractices.Select(static b => b.ApiId).Aggregate(first, Common);
        var prefix = (question.BestPractices.Length == 1 ? first[..first.LastIndexOf('_')] : shared[..Math.Max(0, shared.LastIndexOf('_'))]).TrimEnd('_');
        return new ReviewQuestion
        {
            Id = question.ApiId,
            Code = question.Id,
            PillarId = question.PillarId,
            Title = question.Title,
            Choices =
            [
                .. question.BestPractices.Select(static b => new ReviewChoice
                {
                    Id = b.ApiId, Practice = b.Id, Title = b.Title, Level = b.RiskLevel, ImprovementUrl = b.Url, HelpfulUrl = b.Url,
                }),
                // One question kept the id of the question that it replaced (public scripts, read 2026-11-23).
                new ReviewChoice { Id = question.ApiId == "observability" ? "ops_telemetry_no" : $"{prefix}_no", Title = "None of these", IsNone = true },
            ],
        };
    }

    private static string Common(string a, string b)
    {
        var length = 0;
        while (length < a.Length && length < b.Length && a[length] == b[length])
        {
            length++;
        }

        return a[..length];
    }
}

/// <summary>A pillar of a lens.</summary>
/// <param name="Id">The id of AWS's API.</param>
/// <param name="Name">What people call it.</param>
/// <param name="Questions">Its questions in order.</param>
public sealed record ReviewPillar(string Id, string Name, ImmutableArray<ReviewQuestion> Questions);

/// <summary>A question of a lens.</summary>
public sealed record ReviewQuestion
{
    /// <summary>The id of AWS's API: <c>fault-isolation</c>.</summary>
    public required string Id { get; init; }

    /// <summary>What people call it: <c>REL10</c>; of custom lenses the id.</summary>
    public required string Code { get; init; }

    /// <summary>The pillar it belongs to.</summary>
    public required string PillarId { get; init; }

    /// <summary>The question.</summary>
    public required string Title { get; init; }

    /// <summary>What it is about; empty where the lens does not say.</summary>
    public string Description { get; init; } = "";

    /// <summary>Where to read more; null where the lens does not say.</summary>
    public string? HelpfulUrl { get; init; }

    /// <summary>What that address is called.</summary>
    public string? HelpfulText { get; init; }

    /// <summary>What a good answer consists of, in order; the choice that says "none of these" among them, where there is one.</summary>
    public required ImmutableArray<ReviewChoice> Choices { get; init; }

    /// <summary>
    /// Of a custom lens: its own rule from the ids of the choices that are met and of those that do not apply. Null: the framework's
    /// rule, the highest level among what is unmet.
    /// </summary>
    public Func<IReadOnlySet<string>, IReadOnlySet<string>, Risk>? RiskRule { get; init; }

    /// <summary>Finds a choice.</summary>
    public ReviewChoice? Choice(string id) => Choices.FirstOrDefault(c => c.Id == id);
}

/// <summary>A choice of a question: a best practice.</summary>
public sealed record ReviewChoice
{
    /// <summary>The id of AWS's API.</summary>
    public required string Id { get; init; }

    /// <summary>The best practice that checks speak of: <c>REL10-BP01</c>; null in custom lenses.</summary>
    public string? Practice { get; init; }

    /// <summary>The best practice in a sentence.</summary>
    public required string Title { get; init; }

    /// <summary>What good looks like; empty where the lens does not say.</summary>
    public string Description { get; init; } = "";

    /// <summary>How much is at stake; custom lenses do not say, and count as MEDIUM.</summary>
    public RiskLevel Level { get; init; } = RiskLevel.Medium;

    /// <summary>Whether it says that none of the others is met.</summary>
    public bool IsNone { get; init; }

    /// <summary>Where to read how to improve.</summary>
    public string? ImprovementUrl { get; init; }

    /// <summary>What to do, where the lens says so in words.</summary>
    public string? ImprovementText { get; init; }

    /// <summary>Where to read more.</summary>
    public string? HelpfulUrl { get; init; }

    /// <summary>What that address is called.</summary>
    public string? HelpfulText { get; init; }
}
