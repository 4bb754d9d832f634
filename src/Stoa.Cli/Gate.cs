using System.Text.Json;
using Stoa.Assessment;

namespace Stoa.Cli;

/// <summary>Decides whether a pipeline goes on: by the severity of what fails, leaving aside what failed before.</summary>
/// <param name="Threshold">The least severity that stops; null: nothing does.</param>
/// <param name="Known">The failures of an earlier review, by check and resource.</param>
internal sealed record Gate(Severity? Threshold, IReadOnlySet<(string Check, string? Resource)> Known)
{
    /// <summary>How many failures stop the pipeline.</summary>
    public int Stopping(WorkloadAssessment assessment) => Threshold is not { } threshold
        ? 0
        : assessment.Verdicts.Count(v => v.IsOpenFailure && v.Check.Severity >= threshold && !Known.Contains((v.Check.Id, v.Resource?.Address)));

    /// <summary>Reads a gate from the options.</summary>
    /// <exception cref="UsageException">The baseline is not a review in JSON.</exception>
    public static Gate Of(string failOn, string? baseline) => new(
        failOn switch
        {
            "high" => Severity.High,
            "medium" => Severity.Medium,
            "low" => Severity.Low,
            _ => null,
        },
        baseline is null ? new HashSet<(string, string?)>() : ReadBaseline(baseline));

    private static HashSet<(string Check, string? Resource)> ReadBaseline(string path)
    {
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(path));
            return
            [
                .. document.RootElement.GetProperty("verdicts").EnumerateArray()
                    .Where(static v => v.GetProperty("verdict").GetString() == "fail")
                    .Select(static v => (v.GetProperty("check").GetString()!, v.GetProperty("resource").GetString())),
            ];
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw new UsageException($"{path}: not a review; write one with 'stoa review --format json --output {path}'.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"{path}: {e.Message}");
        }
    }
}
