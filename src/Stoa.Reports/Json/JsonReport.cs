using System.Text.Encodings.Web;
using System.Text.Json;
using Stoa.Assessment;
using Stoa.Language.Diagnostics;
using Stoa.Language.Text;
using Stoa.Reports.Figures;

namespace Stoa.Reports.Json;

/// <summary>
/// An assessment as JSON of schema <c>stoa/review/1</c> (docs/reference/review.schema.json). One input gives the same bytes each
/// time: nothing in it depends on the clock or the machine.
/// </summary>
public static class JsonReport
{
    /// <summary>The schema's name, the value of the <c>schema</c> member.</summary>
    public const string Schema = "stoa/review/1";

    /// <summary>How the report is laid out.</summary>
    internal static readonly JsonWriterOptions Layout = new()
    {
        Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Writes the report as UTF-8, with a line feed at the end.</summary>
    /// <param name="assessment">What to report.</param>
    /// <param name="output">Where to; left open.</param>
    /// <param name="version">Stoa's version, for the <c>tool</c> member.</param>
    /// <param name="allVerdicts">Whether passes are listed too, not only failures and what is undecided.</param>
    public static void Write(WorkloadAssessment assessment, Stream output, string version, bool allVerdicts = false)
    {
        using (var json = new Utf8JsonWriter(output, Layout))
        {
            json.WriteStartObject();
            json.WriteString("schema", Schema);
            json.WriteStartObject("tool");
            json.WriteString("name", "stoa");
            json.WriteString("version", version);
            json.WriteEndObject();
            json.WriteString("lens", assessment.LensId);
            WriteWorkload(json, assessment.Workload);
            WriteSources(json, assessment);
            WriteSummary(json, assessment.Summary);
            WritePillars(json, assessment);
            FiguresJson.Write(json, assessment.Figures);
            WritePlan(json, assessment);
            VerdictsJson.Write(json, allVerdicts ? assessment.AllVerdicts.Value : assessment.Verdicts);
            WriteDiagnostics(json, assessment.Diagnostics);
            json.WriteEndObject();
        }

        output.WriteByte((byte)'\n');
    }

    private static void WriteWorkload(Utf8JsonWriter json, WorkloadInfo workload)
    {
        json.WriteStartObject("workload");
        json.WriteString("name", workload.Name);
        json.WriteString("environment", workload.Environment);
        WriteStrings(json, "regions", workload.Regions);
        json.WriteEndObject();
    }

    private static void WriteSources(Utf8JsonWriter json, WorkloadAssessment assessment)
    {
        json.WriteStartArray("sources");
        foreach (var source in assessment.Sources)
        {
            json.WriteStartObject();
            json.WriteString("format", Names.Of(source.Format));
            json.WriteString("path", source.Path);
            json.WriteNumber("files", source.Files);
            json.WriteNumber("resources", source.Resources);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteSummary(Utf8JsonWriter json, AssessmentSummary summary)
    {
        json.WriteStartObject("summary");
        WriteScore(json, "score", summary.Score);
        WriteShare(json, "coverage", summary.Coverage);
        json.WriteNumber("high", summary.Risks.High);
        json.WriteNumber("medium", summary.Risks.Medium);
        json.WriteNumber("resources", summary.Resources);
        json.WriteNumber("files", summary.Files);
        json.WriteNumber("checks", summary.Checks);
        json.WriteStartObject("verdicts");
        json.WriteNumber("pass", summary.Verdicts.Pass);
        json.WriteNumber("fail", summary.Verdicts.Fail);
        json.WriteNumber("undecided", summary.Verdicts.Undecided);
        json.WriteNumber("suppressed", summary.Verdicts.Suppressed);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WritePillars(Utf8JsonWriter json, WorkloadAssessment assessment)
    {
        json.WriteStartArray("pillars");
        foreach (var result in assessment.Pillars)
        {
            json.WriteStartObject();
            json.WriteString("id", result.Pillar.Id);
            json.WriteString("name", result.Pillar.Name);
            WriteScore(json, "score", result.Score);
            WriteShare(json, "coverage", result.Coverage);
            json.WriteNumber("high", result.Risks.High);
            json.WriteNumber("medium", result.Risks.Medium);
            json.WriteBoolean("needsImprovement", result.NeedsImprovement);
            json.WriteStartArray("questions");
            foreach (var question in result.Questions)
            {
                WriteQuestion(json, question);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteQuestion(Utf8JsonWriter json, QuestionResult result)
    {
        json.WriteStartObject();
        json.WriteString("id", result.Question.Id);
        json.WriteString("title", result.Question.Title);
        json.WriteString("risk", Names.Of(result.Risk));
        WriteScore(json, "score", result.Score);
        WriteShare(json, "coverage", result.Coverage);
        json.WriteStartArray("bestPractices");
        foreach (var practice in result.BestPractices)
        {
            json.WriteStartObject();
            json.WriteString("id", practice.BestPractice.Id);
            json.WriteString("title", practice.BestPractice.Title);
            json.WriteString("risk", Names.Of(practice.BestPractice.RiskLevel));
            json.WriteString("state", Names.Of(practice.State));
            WriteShare(json, "met", practice.Met);
            if (practice.Acceptance is { } acceptance)
            {
                json.WriteStartObject("accepted");
                json.WriteString("reason", acceptance.Reason);
                json.WriteString("expires", acceptance.Expires.ToString("yyyy-MM-dd"));
                json.WriteString("owner", acceptance.Owner);
                json.WriteEndObject();
            }

            json.WriteStartArray("evidence");
            foreach (var evidence in practice.Evidence)
            {
                WriteEvidence(json, evidence);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteEvidence(Utf8JsonWriter json, Evidence evidence)
    {
        json.WriteStartObject();
        json.WriteString("source", Names.Of(evidence.Source));
        json.WriteString("ref", evidence.Reference);
        json.WriteString("effect", Names.Of(evidence.Effect));
        if (evidence.Source is EvidenceSource.Check or EvidenceSource.Figure)
        {
            json.WriteNumber("weight", evidence.Weight);
            json.WriteNumber("passed", evidence.Passed);
            json.WriteNumber("failed", evidence.Failed);
            json.WriteNumber("undecided", evidence.Undecided);
            json.WriteNumber("suppressed", evidence.Suppressed);
        }

        if (evidence.Note is not null)
        {
            json.WriteString("note", evidence.Note);
        }

        if (evidence.Date is { } date)
        {
            json.WriteString("date", date.ToString("yyyy-MM-dd"));
        }

        WriteLocation(json, evidence.Location);
        json.WriteEndObject();
    }

    private static void WritePlan(Utf8JsonWriter json, WorkloadAssessment assessment)
    {
        json.WriteStartArray("plan");
        foreach (var item in assessment.Plan)
        {
            json.WriteStartObject();
            json.WriteNumber("rank", item.Rank);
            json.WriteString("check", item.Check.Id);
            json.WriteString("title", item.Check.Title);
            json.WriteString("question", item.Question);
            json.WriteString("bestPractice", item.BestPractice);
            json.WriteString("risk", Names.Of(item.Risk));
            json.WriteString("severity", Names.Of(item.Check.Severity));
            json.WriteString("effort", Names.Of(item.Check.Effort));
            json.WriteNumber("resources", item.Resources);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteDiagnostics(Utf8JsonWriter json, IReadOnlyList<Diagnostic> diagnostics)
    {
        json.WriteStartArray("diagnostics");
        foreach (var diagnostic in diagnostics)
        {
            json.WriteStartObject();
            json.WriteString("code", diagnostic.Code);
            json.WriteString("severity", Names.Of(diagnostic.Severity));
            json.WriteString("message", diagnostic.Summary);
            json.WriteString("detail", diagnostic.Detail);
            WriteLocation(json, diagnostic.Location);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    internal static void WriteLocation(Utf8JsonWriter json, Location? location)
    {
        json.WriteString("file", location?.Path);
        if (location is null)
        {
            json.WriteNull("line");
        }
        else
        {
            json.WriteNumber("line", location.Line);
        }
    }

    internal static void WriteStrings(Utf8JsonWriter json, string name, IEnumerable<string> values)
    {
        json.WriteStartArray(name);
        foreach (var value in values)
        {
            json.WriteStringValue(value);
        }

        json.WriteEndArray();
    }

    // A score is shown with one decimal: more would claim a precision that a review does not have.
    private static void WriteScore(Utf8JsonWriter json, string name, double? score) => WriteRounded(json, name, score, 1);

    private static void WriteShare(Utf8JsonWriter json, string name, double? share) => WriteRounded(json, name, share, 4);

    private static void WriteRounded(Utf8JsonWriter json, string name, double? value, int decimals)
    {
        if (value is { } number)
        {
            json.WriteNumber(name, Math.Round(number, decimals));
        }
        else
        {
            json.WriteNull(name);
        }
    }
}
