using System.Collections.Immutable;
using Stoa.Assessment.CustomLenses;

namespace Stoa.Reviews.Lenses;

/// <summary>Whose a lens is; the names of AWS's LensType.</summary>
public enum LensOrigin
{
    /// <summary>The framework.</summary>
    AwsOfficial,

    /// <summary>Of another account, and shared with the actor.</summary>
    CustomShared,

    /// <summary>Of the actor's account.</summary>
    CustomSelf,
}

/// <summary>Which state of lenses is asked for; the names of AWS's LensStatusType.</summary>
public enum LensState
{
    /// <summary>Whichever there is.</summary>
    All,

    /// <summary>What waits to be published.</summary>
    Draft,

    /// <summary>What can be reviewed against.</summary>
    Published,
}

/// <summary>A lens in its newest version, or as a draft.</summary>
public sealed record LensView
{
    /// <summary>What the version of a draft is called.</summary>
    public const string DraftVersion = "DRAFT";

    /// <summary><c>wellarchitected</c>; of a custom lens its ARN.</summary>
    public required string Alias { get; init; }

    /// <summary>The ARN.</summary>
    public required string Arn { get; init; }

    /// <summary>What people call it.</summary>
    public required string Name { get; init; }

    /// <summary>What it is for; empty where it does not say.</summary>
    public string Description { get; init; } = "";

    /// <summary>The version, or <see cref="DraftVersion"/>.</summary>
    public required string Version { get; init; }

    /// <summary>Whose it is.</summary>
    public required LensOrigin Origin { get; init; }

    /// <summary>The account whose it is; null of the framework.</summary>
    public string? AccountId { get; init; }

    /// <summary>Whether a draft waits to be published.</summary>
    public bool HasDraft { get; init; }

    /// <summary>How many versions are published.</summary>
    public int Versions { get; init; }

    /// <summary>The invitation by which it is shared with the actor.</summary>
    public string? ShareInvitationId { get; init; }

    /// <summary>The tags; empty for those with whom it is shared.</summary>
    public IReadOnlyDictionary<string, string> Tags { get; init; } = new Dictionary<string, string>();

    /// <summary>When it was first imported; null of the framework.</summary>
    public DateTimeOffset? CreatedAt { get; init; }

    /// <summary>When it last changed; null of the framework.</summary>
    public DateTimeOffset? UpdatedAt { get; init; }

    /// <summary>Whether it is only a draft.</summary>
    public bool IsDraft => Version == DraftVersion;
}

/// <summary>A fault of a lens that was read.</summary>
/// <param name="Code">The diagnostic's code.</param>
/// <param name="IsError">Whether the lens is refused for it.</param>
/// <param name="Path">The part of the lens, <c>pillars[2].questions[0].title</c>; null where it is the whole file.</param>
/// <param name="Line">The line, from 1; null where it is the whole file.</param>
/// <param name="Summary">What is wrong.</param>
/// <param name="Detail">What to do, or what was made of it.</param>
public sealed record LensFault(string Code, bool IsError, string? Path, int? Line, string Summary, string Detail);

/// <summary>A lens that was imported.</summary>
/// <param name="Arn">Its ARN.</param>
/// <param name="Faults">What was wrong and could be read all the same, or deserves a look.</param>
public sealed record LensImport(string Arn, IReadOnlyList<LensFault> Faults);

/// <summary>What changed between two versions of a lens.</summary>
/// <param name="Alias">The lens.</param>
/// <param name="Arn">Its ARN.</param>
/// <param name="Base">The earlier version.</param>
/// <param name="Target">The later version.</param>
/// <param name="Latest">The newest published one; null where none is.</param>
/// <param name="Pillars">The pillars that differ.</param>
public sealed record LensChanges(string Alias, string Arn, string Base, string Target, string? Latest, ImmutableArray<PillarDifference> Pillars);
