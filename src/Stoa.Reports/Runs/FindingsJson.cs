using System.Text.Encodings.Web;
using System.Text.Json;
using Stoa.Assessment;
using Stoa.Language.Text;
using Stoa.Workloads;

namespace Stoa.Reports.Runs;

/// <summary>
/// What fails and what is undecided, check by check, with the lines of code it is about: what a server shows beside a best practice.
/// Schema <c>stoa/findings/1</c>.
/// </summary>
public static class FindingsJson
{
    /// <summary>The schema's name, the value of the <c>schema</c> member.</summary>
    public const string Schema = "stoa/findings/1";

    /// <summary>The places that are listed of a check, at most.</summary>
    public const int MostPlaces = 20;

    /// <summary>The resources that are named of a place, at most.</summary>
    public const int MostResources = 20;

    /// <summary>The lines of code before and after the one that a place points at, at most.</summary>
    public const int LinesAround = 3;

    private const int LongestLine = 200;

    /// <summary>Writes the findings as UTF-8.</summary>
    /// <param name="assessment">What to report.</param>
    /// <param name="output">Where to; left open.</param>
    public static void Write(WorkloadAssessment assessment, Stream output)
    {
        using var json = new Utf8JsonWriter(output, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        json.WriteStartObject();
        json.WriteString("schema", Schema);
        json.WriteStartArray("checks");
        foreach (var check in assessment.Findings.Concat(assessment.Undecided)
            .GroupBy(static f => f.Check.Id).OrderBy(static g => g.Key, StringComparer.Ordinal))
        {
            var findings = check.ToList();
            json.WriteStartObject();
            json.WriteString("check", check.Key);
            json.WriteString("title", findings[0].Check.Title);
            json.WriteString("severity", Names.Of(findings[0].Check.Severity));
            json.WriteString("effort", Names.Of(findings[0].Check.Effort));
            json.WriteNumber("more", Math.Max(0, findings.Count - MostPlaces));
            json.WriteStartArray("places");
            foreach (var finding in findings.Take(MostPlaces))
            {
                WritePlace(json, finding);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WritePlace(Utf8JsonWriter json, Finding finding)
    {
        var addresses = finding.Addresses;
        json.WriteStartObject();
        json.WriteString("outcome", Names.Of(finding.Outcome));
        json.WriteString("message", finding.Message);
        json.WriteStartArray("resources");
        foreach (var address in addresses.Take(MostResources))
        {
            json.WriteStringValue(address);
        }

        json.WriteEndArray();
        json.WriteNumber("more", Math.Max(0, addresses.Count - MostResources));
        if (finding.Location is { } location)
        {
            json.WriteString("file", location.Path);
            json.WriteNumber("line", location.Line);
            if (IsCode(finding, location))
            {
                WriteCode(json, location);
            }
        }

        json.WriteEndObject();
    }

    // A plan, a state and a file of values are no code that somebody wrote to be read, and hold secrets in clear.
    private static bool IsCode(Finding finding, Location location) =>
        finding.Verdicts[0].Resource?.Unit.Format is null or SourceFormat.Terraform or SourceFormat.CloudFormation
        && !location.Path.EndsWith(".tfvars", StringComparison.OrdinalIgnoreCase)
        && !location.Path.EndsWith(".tfvars.json", StringComparison.OrdinalIgnoreCase)
        && !location.Path.EndsWith(".tfstate", StringComparison.OrdinalIgnoreCase);

    private static void WriteCode(Utf8JsonWriter json, Location location)
    {
        var source = location.Source;
        var first = Math.Max(1, location.Line - LinesAround);
        var last = Math.Min(source.LineCount, location.Line + LinesAround);
        json.WriteNumber("first", first);
        json.WriteStartArray("code");
        for (var line = first; line <= last; line++)
        {
            json.WriteStringValue(Shown(source.GetLineText(line)));
        }

        json.WriteEndArray();
    }

    /// <summary>A line as it may be shown: not longer than a screen, and without the text of an attribute that holds a secret.</summary>
    private static string Shown(ReadOnlySpan<char> line)
    {
        var at = line.IndexOfAny('=', ':');
        if (at > 0 && SecretNames.Match(line[..at].Trim().Trim('"').ToString()) && line[(at + 1)..].Trim().Length > 0)
        {
            return $"{line[..(at + 1)]} …";
        }

        return line.Length <= LongestLine ? line.ToString() : $"{line[..LongestLine]}…";
    }
}
