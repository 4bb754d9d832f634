namespace Stoa.Reviews.Store;

/// <summary>The answer to a request that a client may repeat with the same token.</summary>
public sealed class IdempotencyRecord
{
    public required string AccountId { get; init; }

    /// <summary>AWS's name of the operation.</summary>
    public required string Operation { get; init; }

    public required string Token { get; init; }

    /// <summary>SHA-256 of the request's parameters: the same token with others is refused.</summary>
    public required byte[] RequestHash { get; init; }

    /// <summary>The answer as JSON.</summary>
    public required string Response { get; init; }

    public DateTimeOffset At { get; init; }
}
