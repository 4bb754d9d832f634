namespace Stoa.Cli;

/// <summary>A line on standard error that says that work goes on: only for a person, and only when it takes longer than half a second.</summary>
internal sealed class Progress : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(0.5);
    private static readonly TimeSpan Step = TimeSpan.FromSeconds(0.1);
    private readonly Lock gate = new();
    private readonly Timer? timer;
    private readonly long started = TimeProvider.System.GetTimestamp();
    private bool shown;
    private bool ended;

    public Progress(string what)
    {
        if (Terminal.ErrorIsPerson && Environment.GetEnvironmentVariable("TERM") != "dumb")
        {
            timer = new Timer(_ => Show(what), null, Patience, Step);
        }
    }

    public void Dispose()
    {
        timer?.Dispose();
        lock (gate)
        {
            ended = true;
            if (shown)
            {
                Console.Error.Write("\r\e[K");
            }
        }
    }

    private void Show(string what)
    {
        lock (gate)
        {
            if (!ended)
            {
                shown = true;
                Console.Error.Write($"\r\e[K{what} {TimeProvider.System.GetElapsedTime(started).TotalSeconds:0.0} s");
            }
        }
    }
}
