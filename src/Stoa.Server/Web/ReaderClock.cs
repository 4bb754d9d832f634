namespace Stoa.Server.Web;

/// <summary>Now, and the reader's own time zone. One for each circuit.</summary>
public sealed class ReaderClock(TimeProvider time)
{
    /// <summary>Now.</summary>
    public DateTimeOffset Now => time.GetUtcNow();

    /// <summary>The reader's time zone; UTC until the browser has said it.</summary>
    public TimeZoneInfo Zone { get; private set; } = TimeZoneInfo.Utc;

    /// <summary>The reader's day.</summary>
    public DateOnly Today => DateOnly.FromDateTime(Local(Now).DateTime);

    /// <summary>Raised when the time zone is known.</summary>
    public event Action? Changed;

    /// <summary>An instant in the reader's time zone.</summary>
    public DateTimeOffset Local(DateTimeOffset at) => TimeZoneInfo.ConvertTime(at, Zone);

    /// <summary>Asks the browser for its time zone.</summary>
    public async Task ReadAsync(Browser browser)
    {
        if (await browser.AskAsync<string>("zone") is { } name && name != Zone.Id && TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone))
        {
            Zone = zone;
            Changed?.Invoke();
        }
    }
}
