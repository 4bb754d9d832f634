namespace Stoa.Reviews.Store;

/// <summary>What matters to a business, in answers to a few questions; it says which questions of a review come first.</summary>
public sealed class ProfileRecord : IVersioned
{
    public required string Arn { get; init; }

    public required string AccountId { get; init; }

    public required string Name { get; set; }

    public string Description { get; set; } = "";

    /// <summary>Every version's answers: the selected choices by question. The last is the current one.</summary>
    public List<ProfileVersion> Versions { get; set; } = [];

    public Dictionary<string, string> Tags { get; set; } = [];

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset UpdatedAt { get; set; }

    /// <summary>When it was deleted; workloads keep what they had. Null while it exists.</summary>
    public DateTimeOffset? DeletedAt { get; set; }

    /// <inheritdoc/>
    public int Version { get; set; }
}

/// <summary>One version of a profile's answers.</summary>
/// <param name="Name">The version's name: <c>1</c>, <c>2</c>, ….</param>
/// <param name="Answers">The selected choices by question id.</param>
/// <param name="At">When.</param>
public sealed record ProfileVersion(string Name, Dictionary<string, List<string>> Answers, DateTimeOffset At);
