using Stoa.Language.Diagnostics;
using Stoa.Language.Documents;
using Stoa.Language.Text;

namespace Stoa.Workloads.Terraform;

/// <summary>
/// The plans and states among the files of a tree, told by their content. Beside a root module they are passed over unless they are named:
/// they say again what the module says, and every resource would stand twice.
/// </summary>
internal sealed class PlanFiles(FileTree files)
{
    private const int MaxFolderDepth = 64;
    private const int MaxFiles = 200_000;

    private readonly List<SourceUnit> units = [];
    private readonly List<Diagnostic> diagnostics = [];
    private int looked;

    /// <summary>Reads the file at a path, or all below a folder.</summary>
    public static TerraformReading Read(FileTree files, string path)
    {
        var reader = new PlanFiles(files);
        if (files.FileExists(path))
        {
            reader.ReadNamed(path);
        }
        else
        {
            reader.Search(path, 0);
        }

        return new TerraformReading(reader.units, reader.diagnostics);
    }

    private void ReadNamed(string path)
    {
        var content = files.Read(path);
        if (content.Refusal != FileRefusal.None)
        {
            diagnostics.Add(WorkloadDiagnostics.Unreadable(path, content.Refusal));
        }
        else if (content.Bytes.Span.StartsWith("PK\u0003\u0004"u8))
        {
            diagnostics.Add(WorkloadDiagnostics.BinaryPlan(path));
        }
        else if (Recognise(path, content) is { } document)
        {
            Add(document);
        }
    }

    private void Search(string folder, int depth)
    {
        var names = files.Files(folder);
        var isModule = ModuleLoader.HasConfiguration(names);
        foreach (var name in names)
        {
            if (!IsCandidate(name) || looked++ >= MaxFiles)
            {
                continue;
            }

            var path = Combine(folder, name);
            var content = files.Read(path);
            if (content.Refusal != FileRefusal.None || Recognise(path, content) is not { } document)
            {
                continue;
            }

            if (isModule)
            {
                diagnostics.Add(WorkloadDiagnostics.PlanBesideModule(path, new Location(document.Source, default)));
            }
            else
            {
                Add(document);
            }
        }

        if (depth >= MaxFolderDepth)
        {
            return;
        }

        foreach (var name in files.Folders(folder))
        {
            if (name[0] != '.' && name != "node_modules")
            {
                Search(Combine(folder, name), depth + 1);
            }
        }
    }

    private void Add(Document document)
    {
        var reading = TerraformPlanReader.Read(document);
        units.AddRange(reading.Units);
        diagnostics.AddRange(reading.Diagnostics);
    }

    /// <summary>The document, where it is a plan or a state. Most JSON in a repository is something else, and is not parsed.</summary>
    private static Document? Recognise(string path, FileContent content)
    {
        var bytes = content.Bytes.Span;
        if (bytes.IndexOf("\"terraform_version\""u8) < 0 && bytes.IndexOf("\"format_version\""u8) < 0)
        {
            return null;
        }

        var text = System.Text.Encoding.UTF8.GetString(bytes);
        var document = JsonReader.Read(new SourceText(path, text is ['\uFEFF', ..] ? text[1..] : text));
        return TerraformPlanReader.Detect(document) is null ? null : document;
    }

    private static bool IsCandidate(string name) =>
        name.EndsWith(".tfstate", StringComparison.OrdinalIgnoreCase)
        || (name.EndsWith(".json", StringComparison.OrdinalIgnoreCase)
            && !ModuleLoader.IsConfiguration(name)
            && !name.EndsWith(".tfvars.json", StringComparison.Ordinal)
            && !name.EndsWith(".template.json", StringComparison.Ordinal)
            && name is not ("package.json" or "package-lock.json" or "tsconfig.json"));

    private static string Combine(string folder, string name) => folder.Length == 0 ? name : $"{folder}/{name}";
}
