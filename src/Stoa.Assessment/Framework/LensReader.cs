using System.Collections.Immutable;
using Stoa.Language.Diagnostics;
using Stoa.Language.Documents;
using Stoa.Language.Text;

namespace Stoa.Assessment.Framework;

/// <summary>
/// Reads a lens from a folder: <c>lens.yaml</c> names its pillars, each pillar is a file of its own. Ids must be unique and well formed.
/// </summary>
public sealed class LensReader
{
    private readonly FileTree files;
    private readonly string folder;
    private readonly DiagnosticBag diagnostics;
    private readonly HashSet<string> ids = [];

    private LensReader(FileTree files, string folder, DiagnosticBag diagnostics)
    {
        this.files = files;
        this.folder = folder;
        this.diagnostics = diagnostics;
    }

    /// <summary>Reads a lens.</summary>
    /// <returns>The lens; null where something in it is an error.</returns>
    public static Lens? Read(FileTree files, string folder, DiagnosticBag diagnostics)
    {
        var found = new DiagnosticBag();
        var lens = new LensReader(files, folder, found).Read();
        diagnostics.AddRange(found);
        return found.HasErrors ? null : lens;
    }

    private Lens? Read()
    {
        if (Document("lens.yaml") is not var (source, root))
        {
            return null;
        }

        var fields = new Fields(root, "a lens", source, diagnostics, "id", "name", "edition", "page", "pillars");
        var id = fields.Text("id", required: true);
        var name = fields.Text("name", required: true);
        var edition = fields.Text("edition", required: true);
        var page = fields.Text("page", required: true);
        var pillars = ImmutableArray.CreateBuilder<Pillar>();
        foreach (var file in fields.Texts("pillars", required: true))
        {
            if (ReadPillar($"{file}.yaml", page ?? "") is { } pillar)
            {
                pillars.Add(pillar);
            }
        }

        return id is null || name is null || edition is null || diagnostics.HasErrors
            ? null
            : new Lens(id, name, edition, pillars.ToImmutable());
    }

    private Pillar? ReadPillar(string file, string page)
    {
        if (Document(file) is not var (source, root))
        {
            return null;
        }

        var fields = new Fields(root, "a pillar", source, diagnostics, "id", "name", "prefix", "principles", "questions");
        var id = Id(fields.Scalar("id", required: true), source, "security", static text => text.All(char.IsAsciiLetter));
        var name = fields.Text("name", required: true);
        var prefix = fields.Text("prefix", required: true) ?? "";
        if (fields.Mapping("questions", required: true) is not { } mapping || id is null || name is null)
        {
            return null;
        }

        var questions = ImmutableArray.CreateBuilder<Question>();
        foreach (var (key, value) in new Fields(mapping, "the questions", source, diagnostics).Entries)
        {
            var question = Id(key, source, $"{prefix}01", text => IsNumbered(text, prefix));
            if (question is not null && value is MappingNode body)
            {
                questions.Add(ReadQuestion(question, id, body, source, page));
            }
        }

        return new Pillar(id, name, prefix, fields.Texts("principles", required: true), questions.ToImmutable());
    }

    private Question ReadQuestion(string id, string pillar, MappingNode body, SourceText source, string page)
    {
        var fields = new Fields(body, $"question {id}", source, diagnostics, "api", "title", "best-practices");
        var practices = ImmutableArray.CreateBuilder<BestPractice>();
        if (fields.Mapping("best-practices", required: true) is { } mapping)
        {
            foreach (var (key, value) in new Fields(mapping, "the best practices", source, diagnostics).Entries)
            {
                var practice = Id(key, source, $"{id}-BP01", text => IsNumbered(text, $"{id}-BP"));
                if (practice is not null && value is MappingNode practiceBody)
                {
                    practices.Add(ReadBestPractice(practice, id, practiceBody, source, page));
                }
            }
        }

        return new Question(
            id, fields.Text("api", required: true) ?? "", fields.Text("title", required: true) ?? "", pillar, practices.ToImmutable());
    }

    private BestPractice ReadBestPractice(string id, string question, MappingNode body, SourceText source, string page)
    {
        var fields = new Fields(body, $"best practice {id}", source, diagnostics, "title", "risk", "api");
        var api = fields.Text("api", required: true) ?? "";
        return new BestPractice(
            id,
            api,
            fields.Text("title", required: true) ?? "",
            fields.Choice("risk", true, ("high", RiskLevel.High), ("medium", RiskLevel.Medium), ("low", RiskLevel.Low)) ?? RiskLevel.Low,
            question,
            page.Replace("{api}", api));
    }

    private string? Id(ScalarNode? scalar, SourceText source, string pattern, Func<string, bool> isValid)
    {
        if (scalar is null)
        {
            return null;
        }

        var at = new Location(source, scalar.Span);
        if (!isValid(scalar.Text))
        {
            diagnostics.Add(AssessmentDiagnostics.BadLensId(scalar.Text, pattern, at));
            return null;
        }

        if (!ids.Add(scalar.Text))
        {
            diagnostics.Add(AssessmentDiagnostics.DuplicateLensId(scalar.Text, at));
            return null;
        }

        return scalar.Text;
    }

    private static bool IsNumbered(string text, string prefix) =>
        text.StartsWith(prefix, StringComparison.Ordinal) && text.Length == prefix.Length + 2 && text[prefix.Length..].All(char.IsAsciiDigit);

    private (SourceText Source, MappingNode Root)? Document(string file)
    {
        var path = folder.Length == 0 ? file : $"{folder}/{file}";
        if (Sources.Read(files, path) is not { } source)
        {
            diagnostics.Add(AssessmentDiagnostics.FileMissing(path, null));
            return null;
        }

        if (Sources.Yaml(source, diagnostics) is MappingNode root)
        {
            return (source, root);
        }

        diagnostics.Add(AssessmentDiagnostics.WrongShape("the file", "a mapping of fields", new Location(source, default)));
        return null;
    }
}
