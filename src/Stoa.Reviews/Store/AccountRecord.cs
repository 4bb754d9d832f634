namespace Stoa.Reviews.Store;

/// <summary>An account: whose workloads these are. People belong to one; what is shared is shared with others.</summary>
public sealed class AccountRecord : IVersioned
{
    /// <summary>Twelve digits.</summary>
    public required string Id { get; init; }

    /// <summary>What people call it.</summary>
    public required string Name { get; set; }

    /// <summary>Whether its administrators manage the server itself: other accounts among it.</summary>
    public bool IsHost { get; init; }

    /// <summary>Settings of AWS's GetGlobalSettings, by member name.</summary>
    public Dictionary<string, string> Settings { get; set; } = [];

    /// <summary>When it was made.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <inheritdoc/>
    public int Version { get; set; }
}
