using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Stoa.Assessment;
using Stoa.Reports.Runs;
using Stoa.Reviews;
using Stoa.Reviews.Evidence;
using Stoa.Reviews.Lenses;
using Stoa.Reviews.Store;

namespace Stoa.Server.Runs;

/// <summary>A run that a pipeline brings.</summary>
/// <param name="Source">Which of the workload's sources.</param>
/// <param name="Commit">What was reviewed; null where nobody said.</param>
/// <param name="Result">What it brought.</param>
public sealed record PushedRun(string Source, string? Commit, RunResult Result);

/// <summary>
/// Reads runs that were made elsewhere, documents of schema <c>stoa/run/1</c>. Whoever wrote one holds a token and nothing more: every
/// count, text and picture is bounded, unknown best practices are left out, scores are computed and never believed.
/// </summary>
public sealed class RunReader(LensCatalog lenses)
{
    /// <summary>The longest document in bytes.</summary>
    public const int MaxBytes = 64 * 1024 * 1024;

    private const int MaxDepth = 48;
    private const int MaxCount = 10_000_000;
    private const int MaxProofs = 50_000;
    private const int MaxProofsOfPractice = 500;
    private const int MaxAnswers = 1_000;
    private const int MaxPartBytes = 32 * 1024 * 1024;
    private const int LongestText = 2_000;
    private const int LongestPath = 1_000;
    private const int LongestName = 100;

    private readonly HashSet<string> practices = [.. lenses.Framework.Questions.SelectMany(static q => q.Choices).Select(static c => c.Practice).OfType<string>()];
    private readonly HashSet<string> questions = [.. lenses.Framework.Questions.Select(static q => q.Code)];

    /// <summary>Reads a run.</summary>
    /// <exception cref="InvalidException">The document is no run, or a part of it is out of bounds; the message says which.</exception>
    public PushedRun Read(ReadOnlyMemory<byte> document)
    {
        if (document.Length > MaxBytes)
        {
            throw new InvalidException($"The run is longer than {MaxBytes / 1024 / 1024} MB.");
        }

        try
        {
            using var json = JsonDocument.Parse(document, new JsonDocumentOptions { MaxDepth = MaxDepth });
            return Read(json.RootElement);
        }
        catch (JsonException exception)
        {
            throw new InvalidException($"The run is not JSON that can be read: {exception.Message}");
        }
        catch (InvalidOperationException)
        {
            // A text that is no UTF-8 behind its escapes.
            throw new InvalidException("The run holds a text that is not Unicode.");
        }
    }

    private PushedRun Read(JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Object || Text(root, "schema", LongestName) != RunDocument.Schema)
        {
            throw new InvalidException($"The document is no run of schema {RunDocument.Schema}. 'stoa review --push' writes one.", ("schema", RunDocument.Schema));
        }

        if (!root.TryGetProperty("review", out var review) || review.ValueKind != JsonValueKind.Object || Text(review, "schema", LongestName) != Reports.Json.JsonReport.Schema)
        {
            throw new InvalidException($"The run holds no review of schema {Reports.Json.JsonReport.Schema}.", ("review", "missing"));
        }

        var source = SourceOf(Text(root, "source", LongestName));
        var commit = Text(root, "commit", LongestName);
        if (commit is not null && !commit.All(static c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-' or '/'))
        {
            throw new InvalidException("The commit is a name of letters, digits and . _ - / only.", ("commit", "not a commit"));
        }

        var evidence = EvidenceOf(review);
        var summary = review.TryGetProperty("summary", out var figures) && figures.ValueKind == JsonValueKind.Object ? figures : default;
        var verdicts = summary.ValueKind == JsonValueKind.Object && summary.TryGetProperty("verdicts", out var counts) ? counts : default;
        var errors = Items(review, "diagnostics").Count(static d => d.ValueKind == JsonValueKind.Object && Text(d, "severity", LongestName) == "error");
        return new PushedRun(source, commit, new RunResult
        {
            ToolVersion = review.TryGetProperty("tool", out var tool) && tool.ValueKind == JsonValueKind.Object ? Text(tool, "version", LongestName) ?? "unknown" : "unknown",
            Resources = Count(summary, "resources"),
            Failures = Count(verdicts, "fail"),
            Score = RunMaker.ScoreOf(lenses, evidence),
            Message = RunMaker.MessageOf(errors),
            Evidence = evidence,
            Answers = AnswersOf(root),
            Contents = ContentsOf(root),
        });
    }

    /// <summary>The name of a source as it may be kept.</summary>
    /// <exception cref="InvalidException">It holds characters that a name may not.</exception>
    internal static string SourceOf(string? name)
    {
        var source = string.IsNullOrWhiteSpace(name) ? NewRun.DefaultSource : name.Trim();
        return source.Length <= LongestName && !source.Any(char.IsControl)
            ? source
            : throw new InvalidException($"The source is a name of at most {LongestName} characters.", ("source", "not a name"));
    }

    private RunEvidence EvidenceOf(JsonElement review)
    {
        var found = new Dictionary<string, IReadOnlyList<Proof>>();
        var total = 0;
        foreach (var practice in Items(review, "pillars").SelectMany(static p => Items(p, "questions")).SelectMany(static q => Items(q, "bestPractices")))
        {
            if (practice.ValueKind != JsonValueKind.Object || Text(practice, "id", LongestName) is not { } id || !practices.Contains(id))
            {
                continue;
            }

            var proofs = Items(practice, "evidence").Select(ProofOf).OfType<Proof>().ToList();
            total += proofs.Count;
            if (proofs.Count > MaxProofsOfPractice || total > MaxProofs || !found.TryAdd(id, proofs))
            {
                throw new InvalidException($"The review holds more evidence of {id} than a review can.", ("review", id));
            }
        }

        return new RunEvidence(found.Where(static f => f.Value.Count > 0).ToDictionary(static f => f.Key, static f => f.Value));
    }

    private static Proof? ProofOf(JsonElement evidence)
    {
        // What people said in the file is no proof.
        if (evidence.ValueKind != JsonValueKind.Object
            || Text(evidence, "source", LongestName) is not { } source || source is not ("check" or "figure")
            || Text(evidence, "ref", LongestName) is not { } reference)
        {
            return null;
        }

        int passed = Count(evidence, "passed"), failed = Count(evidence, "failed"), undecided = Count(evidence, "undecided");
        var line = Count(evidence, "line");
        return new Proof
        {
            Source = source,
            Ref = reference,
            // What it says follows from the counts; nobody can say otherwise.
            Effect = failed > 0 ? EvidenceEffect.Contradicts : undecided > 0 ? EvidenceEffect.Undecided : passed > 0 ? EvidenceEffect.Supports : EvidenceEffect.NotApplicable,
            Weight = Count(evidence, "weight") is >= 1 and <= 3 and var weight ? weight : throw new InvalidException($"The weight of {reference} is not 1, 2 or 3.", ("weight", reference)),
            Passed = passed,
            Failed = failed,
            Undecided = undecided,
            Suppressed = Count(evidence, "suppressed"),
            File = Text(evidence, "file", LongestPath),
            Line = line == 0 ? null : line,
            Note = Text(evidence, "note", LongestText),
        };
    }

    private List<FileAnswer> AnswersOf(JsonElement root)
    {
        var answers = new List<FileAnswer>();
        foreach (var item in Items(root, "answers").Take(MaxAnswers))
        {
            if (item.ValueKind != JsonValueKind.Object || Text(item, "id", LongestName) is not { } id || !(practices.Contains(id) || questions.Contains(id)))
            {
                continue;
            }

            ChoiceStatus? status = Text(item, "answer", LongestName) switch
            {
                "met" => ChoiceStatus.Met,
                "partly" => ChoiceStatus.Partly,
                "unmet" => ChoiceStatus.Unmet,
                "not-applicable" => ChoiceStatus.NotApplicable,
                _ => null,
            };
            if (status is { } said)
            {
                var documents = Items(item, "evidence").Where(static e => e.ValueKind == JsonValueKind.String).Take(20).Select(static e => Cut(e.GetString()!, LongestPath)).ToList();
                answers.Add(new FileAnswer(
                    id,
                    said,
                    RunMaker.NotesOf(Text(item, "notes", LongestText), documents),
                    Text(item, "by", LongestName),
                    DateOnly.TryParseExact(Text(item, "date", LongestName), "yyyy-MM-dd", out var date) ? date : null));
            }
        }

        return answers;
    }

    private static Dictionary<string, byte[]> ContentsOf(JsonElement root)
    {
        var contents = new Dictionary<string, byte[]>();
        foreach (var part in RunParts.Documents)
        {
            var name = part[..part.IndexOf('.')];
            if (root.TryGetProperty(name, out var element) && element.ValueKind == JsonValueKind.Object)
            {
                var bytes = part == RunParts.Findings ? FindingsOf(element) : Bytes(element);
                contents.Add(part, bytes.Length <= MaxPartBytes
                    ? bytes
                    : throw new InvalidException($"\"{name}\" is longer than {MaxPartBytes / 1024 / 1024} MB.", (name, "too long")));
            }
        }

        if (Text(root, "picture", PictureGuard.MaxBytes) is { } picture)
        {
            contents.Add(RunParts.Picture, PictureGuard.Clean(Encoding.UTF8.GetBytes(picture))
                ?? throw new InvalidException("The picture holds more than shapes and texts. 'stoa review --push' draws one that can be shown.", ("picture", "not accepted")));
        }

        return contents;
    }

    private static byte[] FindingsOf(JsonElement element)
    {
        var checks = Items(element, "checks").Where(static c => c.ValueKind == JsonValueKind.Object).Take(2_000).Select(static check => new CheckFindings
        {
            Check = Text(check, "check", LongestName) ?? "",
            Title = Text(check, "title", LongestText) ?? "",
            Severity = Level(check, "severity"),
            Effort = Level(check, "effort"),
            More = Count(check, "more"),
            Places = [.. Items(check, "places").Where(static p => p.ValueKind == JsonValueKind.Object).Take(FindingsJson.MostPlaces).Select(PlaceOf)],
        });
        return JsonSerializer.SerializeToUtf8Bytes(new RunFindings { Checks = [.. checks] }, RecordJson.Options);
    }

    private static FindingPlace PlaceOf(JsonElement place)
    {
        int line = Count(place, "line"), first = Count(place, "first");
        return new FindingPlace
        {
            Outcome = Text(place, "outcome", LongestName) == "undecided" ? "undecided" : "fail",
            Message = Text(place, "message", LongestText) ?? "",
            Resources = [.. Strings(place, "resources", LongestPath).Take(FindingsJson.MostResources)],
            More = Count(place, "more"),
            File = Text(place, "file", LongestPath),
            Line = line == 0 ? null : line,
            First = first == 0 ? null : first,
            Code = [.. Strings(place, "code", 400).Take((2 * FindingsJson.LinesAround) + 1)],
        };
    }

    private static string Level(JsonElement element, string name) => Text(element, name, LongestName) switch
    {
        "high" => "high",
        "medium" => "medium",
        _ => "low",
    };

    private static IEnumerable<string> Strings(JsonElement element, string name, int most) =>
        Items(element, name).Where(static e => e.ValueKind == JsonValueKind.String).Select(e => Cut(e.GetString()!, most));

    private static byte[] Bytes(JsonElement element)
    {
        using var output = new MemoryStream();
        using (var json = new Utf8JsonWriter(output, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            element.WriteTo(json);
        }

        return output.ToArray();
    }

    private static IEnumerable<JsonElement> Items(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var items) && items.ValueKind == JsonValueKind.Array ? items.EnumerateArray() : [];

    // A text that is longer is cut, not refused: a long message is no attack, and nothing hangs on its end.
    private static string? Text(JsonElement element, string name, int most) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? Cut(value.GetString()!, most) : null;

    private static string Cut(string text, int most)
    {
        if (text.Length <= most)
        {
            return text;
        }

        return char.IsHighSurrogate(text[most - 1]) ? text[..(most - 1)] : text[..most];
    }

    private static int Count(JsonElement element, string name)
    {
        if (element.ValueKind != JsonValueKind.Object || !element.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Null)
        {
            return 0;
        }

        return value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var count) && count is >= 0 and <= MaxCount
            ? count
            : throw new InvalidException($"\"{name}\" is a whole number from 0 to {MaxCount}.", (name, "not a count"));
    }
}
