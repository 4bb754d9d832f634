using System.Collections.Immutable;

namespace Stoa.Reviews.Decisions;

/// <summary>
/// One architecture decision. Texts are Markdown, with lines ended by '\n' and no blank line at either end; a text that is not there is
/// empty. Whatever a file says that has no place of its own here is in <see cref="OtherSections"/> and <see cref="OtherFields"/>.
/// </summary>
public sealed record DecisionDocument
{
    /// <summary>The number, from 0; null where decisions are known by name alone, as log4brains does.</summary>
    public int? Number { get; init; }

    /// <summary>The name of the file without its ending, where it is not what number and title make; else null.</summary>
    public string? Slug { get; init; }

    /// <summary>The title, in one line, without the number.</summary>
    public required string Title { get; init; }

    /// <summary>Where the decision stands. To change it, use <see cref="WithStatus"/>.</summary>
    public DecisionStatus Status { get; init; }

    /// <summary>The status as written, where that says more than <see cref="Status"/> and <see cref="SupersededBy"/> do; else empty.</summary>
    public string StatusText { get; init; } = "";

    /// <summary>The day on which the decision was last changed.</summary>
    public DateOnly? Date { get; init; }

    /// <summary>What is written as date where it is no day (<c>2026-11</c>, <c>spring</c>); else empty.</summary>
    public string DateText { get; init; } = "";

    /// <summary>Who decided.</summary>
    public ImmutableArray<string> DecisionMakers { get; init; } = [];

    /// <summary>Whose opinion was sought.</summary>
    public ImmutableArray<string> Consulted { get; init; } = [];

    /// <summary>Who is kept up to date.</summary>
    public ImmutableArray<string> Informed { get; init; } = [];

    /// <summary>Words to find it by.</summary>
    public ImmutableArray<string> Tags { get; init; } = [];

    /// <summary>The context and the problem.</summary>
    public string Context { get; init; } = "";

    /// <summary>What drove the decision.</summary>
    public ImmutableArray<string> Drivers { get; init; } = [];

    /// <summary>What was considered, each title once.</summary>
    public ImmutableArray<DecisionOption> Options { get; init; } = [];

    /// <summary>The title of the option that was chosen; null where the outcome names none.</summary>
    public string? ChosenOption { get; init; }

    /// <summary>The outcome. With a chosen option a reason begins with "because" and continues its sentence.</summary>
    public string Outcome { get; init; } = "";

    /// <summary>What follows from it.</summary>
    public DecisionConsequences Consequences { get; init; } = DecisionConsequences.None;

    /// <summary>How it is confirmed that the decision is followed.</summary>
    public string Confirmation { get; init; } = "";

    /// <summary>Anything more.</summary>
    public string MoreInformation { get; init; } = "";

    /// <summary>The decisions whose place this one takes: names of files without ending, or numbers as in <c>ADR-0012</c>.</summary>
    public ImmutableArray<string> Supersedes { get; init; } = [];

    /// <summary>The decision that took its place; null where there is none.</summary>
    public string? SupersededBy { get; init; }

    /// <summary>Other decisions that have to do with it.</summary>
    public ImmutableArray<DecisionRelation> RelatedTo { get; init; } = [];

    /// <summary>What of a review it belongs to.</summary>
    public StoaLinks Stoa { get; init; } = StoaLinks.None;

    /// <summary>Sections that have no place of their own above; the one without heading stands below the title.</summary>
    public ImmutableArray<DecisionSection> OtherSections { get; init; } = [];

    /// <summary>Fields of the front matter that mean nothing here, each as its lines of YAML.</summary>
    public ImmutableArray<string> OtherFields { get; init; } = [];

    /// <summary>How the file it was read from is written.</summary>
    public DecisionFormat Format { get; init; }

    /// <summary>What other decisions call it: the name of its file without ending.</summary>
    public string Id => Slug ?? DecisionNames.Derived(Number, Title);

    /// <summary>The decision with another status; what was written of the old one goes.</summary>
    public DecisionDocument WithStatus(DecisionStatus status) => this with
    {
        Status = status,
        StatusText = "",
        SupersededBy = status == DecisionStatus.Superseded ? SupersededBy : null,
    };
}

/// <summary>Something that was considered.</summary>
/// <param name="Title">Its title, in one line.</param>
public sealed record DecisionOption(string Title)
{
    /// <summary>What it is.</summary>
    public string Description { get; init; } = "";

    /// <summary>What speaks for it.</summary>
    public ImmutableArray<string> Pros { get; init; } = [];

    /// <summary>What speaks neither way.</summary>
    public ImmutableArray<string> Neutral { get; init; } = [];

    /// <summary>What speaks against it.</summary>
    public ImmutableArray<string> Cons { get; init; } = [];
}

/// <summary>What follows from a decision.</summary>
public sealed record DecisionConsequences
{
    /// <summary>Nothing is said of it.</summary>
    public static readonly DecisionConsequences None = new();

    /// <summary>In prose.</summary>
    public string Text { get; init; } = "";

    /// <summary>What gets better.</summary>
    public ImmutableArray<string> Good { get; init; } = [];

    /// <summary>What changes, neither for better nor for worse.</summary>
    public ImmutableArray<string> Neutral { get; init; } = [];

    /// <summary>What gets worse.</summary>
    public ImmutableArray<string> Bad { get; init; } = [];

    /// <summary>Whether nothing is said at all.</summary>
    public bool IsEmpty => string.IsNullOrWhiteSpace(Text) && Good.IsEmpty && Neutral.IsEmpty && Bad.IsEmpty;
}

/// <summary>How a decision relates to another.</summary>
/// <param name="Relation">In words: <c>Amends</c>, <c>Refined by</c>.</param>
/// <param name="Target">The other: the name of its file without ending, a number as in <c>ADR-0012</c>, a path or an address.</param>
public sealed record DecisionRelation(string Relation, string Target);

/// <summary>A section of a file as it stands there.</summary>
/// <param name="Heading">Its heading; empty for what stands below the title.</param>
/// <param name="Markdown">Its text.</param>
public sealed record DecisionSection(string Heading, string Markdown);

/// <summary>What of a review a decision belongs to; in the file under the key <c>stoa</c> of the front matter.</summary>
public sealed record StoaLinks
{
    /// <summary>It belongs to nothing.</summary>
    public static readonly StoaLinks None = new();

    /// <summary>Questions, as in <c>REL10</c>.</summary>
    public ImmutableArray<string> Questions { get; init; } = [];

    /// <summary>Best practices, as in <c>REL10-BP01</c>.</summary>
    public ImmutableArray<string> BestPractices { get; init; } = [];

    /// <summary>The milestone, by number or name.</summary>
    public string? Milestone { get; init; }

    /// <summary>The workload, by id or name.</summary>
    public string? Workload { get; init; }

    /// <summary>Whether it belongs to nothing.</summary>
    public bool IsEmpty => Questions.IsEmpty && BestPractices.IsEmpty && Milestone is null && Workload is null;
}
