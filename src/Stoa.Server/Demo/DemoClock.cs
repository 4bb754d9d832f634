namespace Stoa.Server.Demo;

/// <summary>A clock that stands at a moment of the demonstration's past.</summary>
internal sealed class DemoClock(DateTimeOffset now) : TimeProvider
{
    /// <summary>The moment.</summary>
    public DateTimeOffset Now { get; set; } = now;

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => Now;
}
