using Stoa.Language.Diagnostics;
using Stoa.Language.Evaluation;
using Stoa.Language.Syntax;
using Stoa.Language.Text;
using Stoa.Language.Values;
using Evaluation = Stoa.Language.Evaluation.Evaluation;

namespace Stoa.Language.Tests.Evaluation;

/// <summary>The module in <c>console/</c>, as far as expressions of the corpus name it.</summary>
internal sealed class ConsoleFixture : Binder
{
    private static readonly Dictionary<string, Value> Variables = new()
    {
        ["s"] = Value.UnknownOf(HclType.String),
        ["n"] = Value.UnknownOf(HclType.Number),
        ["b"] = Value.UnknownOf(HclType.Bool),
        ["l"] = Value.UnknownOf(HclType.List(HclType.String)),
        ["set"] = Value.UnknownOf(HclType.Set(HclType.String)),
        ["m"] = Value.UnknownOf(HclType.Map(HclType.String)),
        ["o"] = Value.UnknownOf(HclType.Object([new("a", HclType.String), new("b", HclType.Number)])),
        ["any"] = Value.Unknown,
        ["secret"] = Value.Of("hush").WithSensitivity(true),
        ["template"] = Value.Of("Hello ${name}!"),
    };

    private static readonly Dictionary<string, Value> Locals = new()
    {
        ["numbers"] = Value.Tuple(Value.Of(1), Value.Of(2), Value.Of(3)),
        ["settings"] = Value.Object(("a", Value.Object(("b", Value.Of("deep"))))),
        ["template"] = Value.Of("Bye ${name}!"),
    };

    private static readonly MemoryFileTree Files = ReadFiles();

    /// <summary>The folder that holds the corpus.</summary>
    public static string Folder { get; } = FindFolder();

    public static ConsoleSession NewSession() =>
        new(new ConsoleFixture(), static diagnostics => new Frame { Diagnostics = diagnostics, Files = Files });

    public override Stoa.Language.Evaluation.Evaluation? BindTraversal(
        VariableExpression root, IReadOnlyList<Expression> steps, out int consumed, CompilationContext context)
    {
        consumed = 0;
        var values = root.Name switch
        {
            "var" => Variables,
            "local" => Locals,
            "path" => new() { ["module"] = Value.Of("."), ["root"] = Value.Of("."), ["cwd"] = Value.Of(".") },
            "terraform" => new() { ["workspace"] = Value.Of("default") },
            _ => [],
        };
        if (steps is [AttributeAccess access, ..] && values.TryGetValue(access.Name, out var value))
        {
            consumed = 1;
            return _ => value;
        }

        context.Diagnostics.Add(LanguageDiagnostics.UnknownVariable(root.Name, "", context.At(root.Span)));
        return null;
    }

    private static string FindFolder()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Stoa.slnx")))
        {
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("The repository was not found.");
        }

        return Path.Combine(folder, "tests", "Stoa.Language.Tests", "Evaluation");
    }

    private static MemoryFileTree ReadFiles()
    {
        var root = Path.Combine(FindFolder(), "console");
        var files = new MemoryFileTree();
        foreach (var path in Directory.EnumerateFiles(root, "*", SearchOption.AllDirectories))
        {
            files.Add(Path.GetRelativePath(root, path), File.ReadAllBytes(path));
        }

        return files;
    }
}
