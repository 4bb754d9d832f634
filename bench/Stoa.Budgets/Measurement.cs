using System.Diagnostics;
using System.Globalization;

namespace Stoa.Budgets;

/// <summary>What one piece of work cost.</summary>
/// <param name="Milliseconds">The median.</param>
/// <param name="Fastest">The fastest run, in milliseconds.</param>
/// <param name="Megabytes">The largest resident set of any run, in MB; null where it was not measured.</param>
internal sealed record Measurement(double Milliseconds, double Fastest, double? Megabytes)
{
    /// <summary>
    /// Runs a program several times, after one run that warms the file system's cache and in which memory is watched: watching costs
    /// time of its own. What the program writes goes nowhere, as it costs a reader nothing that redirects it to a file.
    /// </summary>
    public static Measurement OfProgram(string program, string arguments, int runs)
    {
        var (_, peak) = Run(program, arguments, watch: true);
        var times = new List<double>();
        for (var i = 0; i < runs; i++)
        {
            times.Add(Run(program, arguments, watch: false).Milliseconds);
        }

        times.Sort();
        return new Measurement(times[times.Count / 2], times[0], peak);
    }

    private static (double Milliseconds, double Megabytes) Run(string program, string arguments, bool watch)
    {
        var start = Stopwatch.GetTimestamp();
        using var process = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", $"exec '{program}' {arguments} >/dev/null 2>&1"]) { UseShellExecute = false })!;

        // The high-water mark only rises, so the last reading before the end is the peak, but for what the last millisecond adds.
        double peak = 0;
        while (watch && !process.WaitForExit(1))
        {
            peak = Math.Max(peak, HighWaterMark(process.Id));
        }

        process.WaitForExit();
        var elapsed = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        return process.ExitCode is 0 or 1
            ? (elapsed, peak)
            : throw new InvalidOperationException($"{program} {arguments} ended with {process.ExitCode}.");
    }

    private static double HighWaterMark(int pid)
    {
        try
        {
            foreach (var line in File.ReadLines($"/proc/{pid}/status"))
            {
                if (line.StartsWith("VmHWM:", StringComparison.Ordinal))
                {
                    return double.Parse(line.AsSpan(6).TrimEnd("kB "), CultureInfo.InvariantCulture) / 1024;
                }
            }
        }
        catch (IOException)
        {
            // It has ended.
        }

        return 0;
    }
}
