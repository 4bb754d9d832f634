using System.Collections.Concurrent;
using Stoa.Language.Diagnostics;
using Stoa.Language.Documents;
using Stoa.Language.Text;
using Stoa.Language.Values;

namespace Stoa.Workloads.CloudFormation;

/// <summary>What was read.</summary>
/// <param name="Units">The stacks, in the order of their paths; nested ones are part of the one that nests them.</param>
/// <param name="Diagnostics">What could not be read or followed, in the same order.</param>
public sealed record CloudFormationReading(IReadOnlyList<SourceUnit> Units, IReadOnlyCollection<Diagnostic> Diagnostics);

/// <summary>
/// Finds the CloudFormation templates below a path (the Serverless Application Model and cloud assemblies included) and evaluates them.
/// </summary>
public sealed class CloudFormationReader
{
    private readonly FileTree files;
    private readonly CloudFormationOptions options;
    private readonly DiagnosticBag diagnostics = new();
    private readonly ConcurrentDictionary<string, Lazy<Candidate?>> candidates = new();
    private readonly Dictionary<string, Value> arguments = [];

    private CloudFormationReader(FileTree files, CloudFormationOptions options)
    {
        this.files = files;
        this.options = options;
    }

    /// <summary>Reads the stacks at or below a path.</summary>
    /// <param name="files">The files that may be read.</param>
    /// <param name="path">A folder, or one template; empty for the root.</param>
    /// <param name="options">What is known beside the templates.</param>
    public static CloudFormationReading Read(FileTree files, string path = "", CloudFormationOptions? options = null) =>
        new CloudFormationReader(files, options ?? new CloudFormationOptions()).Read(path);

    private CloudFormationReading Read(string path)
    {
        ReadArguments();
        var paths = new TemplateFinder(files, diagnostics).Find(path);
        var found = new (TemplateFile File, Template? Template, DiagnosticBag Diagnostics)[paths.Count];
        Parallel.For(0, paths.Count, i =>
        {
            var document = ReadCandidate(paths[i].Path);
            found[i] = (paths[i], document?.Template, document?.Diagnostics ?? new DiagnosticBag());
        });

        var templates = found.Where(static f => f.Template is not null).ToList();
        var local = new LocalTemplates(files, templates.Select(static t => t.File.Path));
        var roots = Roots(templates.ConvertAll(static t => t.Template!), local).ToHashSet();
        var stacks = new StackUnit[templates.Count(t => roots.Contains(t.Template!))];
        var own = templates.Where(t => roots.Contains(t.Template!)).ToList();
        var exports = new ExportTable();
        Parallel.For(0, stacks.Length, i => stacks[i] = Build(own[i].File, own[i].Template!, local, exports));
        if (templates.Exists(static t => t.Template!.Source.Text.Contains("ImportValue", StringComparison.Ordinal)))
        {
            exports.Fill(stacks.Select(static s => s.Stack));
        }

        Parallel.For(0, stacks.Length, i => Finish(stacks[i]));
        foreach (var file in found)
        {
            diagnostics.AddRange(file.Diagnostics);
        }

        foreach (var stack in stacks)
        {
            diagnostics.AddRange(stack.Diagnostics);
        }

        return new CloudFormationReading([.. stacks.Select(static s => s.Unit)], diagnostics);
    }

    private void ReadArguments()
    {
        foreach (var path in options.ParameterFiles)
        {
            var content = files.Read(path);
            if (content.Refusal != FileRefusal.None)
            {
                diagnostics.Add(WorkloadDiagnostics.TemplateUnreadable(path, content.Refusal));
                continue;
            }

            if (!ParameterFile.TryRead(Parse(path, content.Bytes, diagnostics).Root, arguments))
            {
                diagnostics.Add(WorkloadDiagnostics.NotParameterFile(path));
            }
        }

        foreach (var (name, value) in options.Parameters)
        {
            arguments[name] = Value.Of(value);
        }
    }

    private StackUnit Build(TemplateFile file, Template template, LocalTemplates local, ExportTable exports)
    {
        var unit = new SourceUnit(SourceFormat.CloudFormation, file.Path);
        var bag = new DiagnosticBag();
        var stack = new Stack(template, new StackSettings
        {
            Unit = unit,
            Diagnostics = bag,
            Arguments = arguments,
            Budget = new StackBudget(),
            Region = options.Region ?? file.Region,
            Account = file.Account,
            Files = files,
            Templates = local,
            FindExport = exports.Find,
            FindTemplate = path => ReadCandidate(path)?.Template,
            FindDocument = ReadAny,
        });
        return new StackUnit(unit, stack, bag);
    }

    private static void Finish(StackUnit built)
    {
        built.Stack.Evaluate();
        var resources = new List<Resource>();
        var read = new List<string>();
        built.Stack.AddTo(resources, read);
        read.Sort(StringComparer.Ordinal);
        built.Unit.Resources = resources;
        built.Unit.Files = read;
    }

    /// <summary>
    /// The templates that are stacks of their own: those that no other one nests, and of templates that nest each other the first.
    /// </summary>
    private static List<Template> Roots(List<Template> templates, LocalTemplates local)
    {
        var byPath = templates.ToDictionary(static t => t.Source.Path);
        var nested = new HashSet<Template>();
        foreach (var template in templates)
        {
            nested.UnionWith(Nested(template).Where(n => n != template));
        }

        var reached = new HashSet<Template>();
        var roots = templates.Where(t => !nested.Contains(t)).ToList();
        roots.ForEach(Reach);
        foreach (var template in templates)
        {
            if (!reached.Contains(template))
            {
                roots.Add(template);
                Reach(template);
            }
        }

        return roots;

        IEnumerable<Template> Nested(Template template)
        {
            if (!template.NestsStacks)
            {
                yield break;
            }

            foreach (var entry in template.Resources.Entries)
            {
                if (entry.Value is MappingNode body
                    && body.TryGet("Type", out Node? type)
                    && type is ScalarNode { Text: Stack.NestedStackType or "AWS::Serverless::Application" }
                    && local.Of(template.Source.Path, body) is { Path: var path }
                    && byPath.TryGetValue(path, out var inner))
                {
                    yield return inner;
                }
            }
        }

        void Reach(Template root)
        {
            var open = new Stack<Template>([root]);
            while (open.TryPop(out var template))
            {
                if (reached.Add(template))
                {
                    foreach (var inner in Nested(template))
                    {
                        open.Push(inner);
                    }
                }
            }
        }
    }

    private Candidate? ReadCandidate(string path) =>
        candidates.GetOrAdd(path, static (p, reader) => new Lazy<Candidate?>(() => reader.LoadCandidate(p)), this).Value;

    private Candidate? LoadCandidate(string path)
    {
        var content = files.Read(path);
        if (content.Refusal != FileRefusal.None)
        {
            var refused = new DiagnosticBag();
            refused.Add(WorkloadDiagnostics.TemplateUnreadable(path, content.Refusal));
            return content.Refusal == FileRefusal.Missing ? null : new Candidate(null, refused);
        }

        // Most YAML and JSON in a repository is something else, and is not parsed.
        var bytes = content.Bytes.Span;
        if (bytes.IndexOf("Resources"u8) < 0 || bytes.IndexOf("::"u8) < 0 || bytes.IndexOf("Type"u8) < 0)
        {
            return new Candidate(null, new DiagnosticBag());
        }

        var bag = new DiagnosticBag();
        var read = Parse(path, content.Bytes, bag);
        var template = Template.TryRead(read, bag);

        // What is wrong with a file that is no template is not our business.
        var isOurs = template is not null
            || (read.Root is null && (bytes.IndexOf("AWSTemplateFormatVersion"u8) >= 0 || bytes.IndexOf("AWS::"u8) >= 0));
        return new Candidate(template, isOurs ? bag : new DiagnosticBag());
    }

    private Node? ReadAny(string path)
    {
        var content = files.Read(path);
        return content.Refusal == FileRefusal.None ? Parse(path, content.Bytes, new DiagnosticBag()).Root : null;
    }

    private static Document Parse(string path, ReadOnlyMemory<byte> bytes, DiagnosticBag bag)
    {
        var text = System.Text.Encoding.UTF8.GetString(bytes.Span);
        var source = new SourceText(path, text is ['\uFEFF', ..] ? text[1..] : text);
        var document = path.EndsWith(".json", StringComparison.OrdinalIgnoreCase) || source.Text.AsSpan().TrimStart() is ['{', ..]
            ? JsonReader.Read(source)
            : YamlReader.Read(source);
        if (document.Diagnostics.Length > 0 && !path.EndsWith(".json", StringComparison.OrdinalIgnoreCase) && source.Text.AsSpan().TrimStart() is ['{', ..])
        {
            // YAML may begin with a brace too.
            document = YamlReader.Read(source);
        }

        bag.AddRange(document.Diagnostics);
        return document;
    }

    private sealed record Candidate(Template? Template, DiagnosticBag Diagnostics);

    private sealed record StackUnit(SourceUnit Unit, Stack Stack, DiagnosticBag Diagnostics);
}
