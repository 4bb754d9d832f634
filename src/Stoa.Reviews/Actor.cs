namespace Stoa.Reviews;

/// <summary>What a person may do in their account. Each role may do what the ones before it may.</summary>
public enum Role
{
    /// <summary>Reads.</summary>
    Viewer,

    /// <summary>Answers questions, brings evidence, works on improvements and decisions.</summary>
    Contributor,

    /// <summary>Creates, shares and deletes workloads, lenses, templates and profiles; saves milestones; accepts risks.</summary>
    Owner,

    /// <summary>Manages people, keys and settings; reads the audit trail.</summary>
    Administrator,
}

/// <summary>Who asks: every operation of the record is done by somebody, and allowed or refused by what this says.</summary>
public sealed record Actor
{
    /// <summary>The account, twelve digits, whose resources the actor works with.</summary>
    public required string AccountId { get; init; }

    /// <summary>The person; null for a token of a pipeline and for the server itself.</summary>
    public string? PersonId { get; init; }

    /// <summary>What the audit trail calls the actor: a name, or a token's.</summary>
    public required string Name { get; init; }

    /// <summary>What the actor may do.</summary>
    public required Role Role { get; init; }

    /// <summary>The one workload that a pipeline's token is for; null for people.</summary>
    public string? OnlyWorkload { get; init; }

    /// <summary>The actor as AWS names principals: <c>arn:aws:iam::123456789012:user/name</c>.</summary>
    public string Arn => $"arn:aws:iam::{AccountId}:user/{PersonId ?? Name}";

    /// <summary>The server itself, working for an account: background jobs, the demonstration.</summary>
    public static Actor Server(string accountId) => new() { AccountId = accountId, Name = "stoa-server", Role = Role.Administrator };
}
