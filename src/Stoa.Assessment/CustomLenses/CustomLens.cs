using System.Collections.Immutable;

namespace Stoa.Assessment.CustomLenses;

/// <summary>
/// A lens in the format of the AWS Well-Architected Tool: what an organization asks of its workloads beside the framework, with rules that
/// say what an answer means. <see cref="CustomLensReader"/> reads one; <c>docs/reference/custom-lens.md</c> describes the format.
/// </summary>
/// <param name="SchemaVersion">The version of the format: <see cref="CurrentSchema"/>.</param>
/// <param name="Name">What people call it.</param>
/// <param name="Description">What it is for; null where its file does not say.</param>
/// <param name="Pillars">Its pillars in order.</param>
public sealed record CustomLens(string SchemaVersion, string Name, string? Description, ImmutableArray<LensPillar> Pillars) : LensPart
{
    /// <summary>The one version of the format that exists.</summary>
    public const string CurrentSchema = "2021-11-01";

    /// <summary>Every question, in order.</summary>
    public IEnumerable<LensQuestion> Questions => Pillars.SelectMany(static p => p.Questions);

    /// <summary>The question of an id; null where there is none. Ids of questions are unique in a lens.</summary>
    public LensQuestion? Question(string id) => Questions.FirstOrDefault(q => q.Id == id);
}

/// <summary>A pillar of a lens.</summary>
/// <param name="Id">Its id; that of a pillar of the framework (<c>security</c>, <c>costOptimization</c>) maps it onto that.</param>
/// <param name="Name">What people call it.</param>
/// <param name="Questions">Its questions in order.</param>
public sealed record LensPillar(string Id, string Name, ImmutableArray<LensQuestion> Questions) : LensPart;

/// <summary>A question of a lens.</summary>
/// <param name="Id">Its id, unique in the lens.</param>
/// <param name="Title">The question.</param>
/// <param name="Choices">The best practices to choose from, in order.</param>
/// <param name="RiskRules">What an answer means; the first rule that holds decides (<see cref="CustomLensRisk"/>).</param>
public sealed record LensQuestion(string Id, string Title, ImmutableArray<LensChoice> Choices, ImmutableArray<RiskRule> RiskRules) : LensPart
{
    /// <summary>More about it; may be null.</summary>
    public string? Description { get; init; }

    /// <summary>What helps to answer it; may be null.</summary>
    public LensLink? HelpfulResource { get; init; }

    /// <summary>The choice of an id; null where there is none.</summary>
    public LensChoice? Choice(string id) => Choices.FirstOrDefault(c => c.Id == id);
}

/// <summary>A choice of a question: a best practice that a workload follows, or "None of these".</summary>
/// <param name="Id">Its id, unique in the question; rules name it.</param>
/// <param name="Title">The best practice.</param>
public sealed record LensChoice(string Id, string Title) : LensPart
{
    private const string NoneSuffix = "_no";

    /// <summary>More about it. AWS's page on the format does not have this member, but lenses do; may be null.</summary>
    public string? Description { get; init; }

    /// <summary>What helps to understand it; may be null.</summary>
    public LensLink? HelpfulResource { get; init; }

    /// <summary>What to do where it is not followed. Null for "None of these", and in lenses read leniently.</summary>
    public LensLink? ImprovementPlan { get; init; }

    /// <summary>Further links.</summary>
    public ImmutableArray<AdditionalResources> AdditionalResources { get; init; } = [];

    /// <summary>Whether it is "None of these": its id ends with <c>_no</c>.</summary>
    public bool IsNone => Id.EndsWith(NoneSuffix, StringComparison.Ordinal);
}

/// <summary>A text with a link: a helpful resource, an improvement plan, or one of several more of them.</summary>
/// <param name="DisplayText">The text; null where the file has none.</param>
/// <param name="Url">Where it leads: an http or https address, or null. What a file says that is none is kept among the members only.</param>
public sealed record LensLink(string? DisplayText, string? Url) : LensPart;

/// <summary>Further links of a choice, of one type.</summary>
/// <param name="Type">What they are.</param>
/// <param name="Content">The links in order.</param>
public sealed record AdditionalResources(AdditionalResourceType Type, ImmutableArray<LensLink> Content) : LensPart;

/// <summary>What further links of a choice are.</summary>
public enum AdditionalResourceType
{
    /// <summary><c>HELPFUL_RESOURCE</c></summary>
    HelpfulResource,

    /// <summary><c>IMPROVEMENT_PLAN</c></summary>
    ImprovementPlan,
}
