using Stoa.Assessment;
using Stoa.Language.Diagnostics;
using Stoa.Language.Documents;
using Stoa.Language.Evaluation;
using Stoa.Language.Functions;
using Stoa.Language.Syntax;
using Stoa.Language.Text;
using Stoa.Language.Values;

namespace Stoa.Fuzz;

/// <summary>What is under test (a reader, the evaluation, a whole review): whatever the text, it returns, soon and with little memory.</summary>
/// <param name="Name">How the command line calls it.</param>
/// <param name="Extensions">Which files of a corpus are samples for it.</param>
/// <param name="Words">What its texts are made of, for generation and splices.</param>
/// <param name="Run">Reads a text; throws where something is wrong.</param>
internal sealed record Target(string Name, string[] Extensions, string[] Words, Action<SourceText> Run)
{
    private static readonly string[] HclWords =
    [
        "a", "var.x", "\n", " ", "=", "==", "{", "}", "[", "]", "(", ")", "\"", "${", "%{ if a }", "%{ endif }", "%{ for x in y }", "%{ endfor }",
        "%{ else }", "~}", "${~", "$${", "\\n", "\\u0041", "<<EOT\n", "\nEOT\n", "<<-X\n  ", "\n  X\n", "# c\n", "//", "/*", "*/", ",", ".", "...", "?",
        ":", "::", "=>", "1", "2.5e3", "0.1", "for a, b in c : ", "if", "[*]", ".*", ".0", "-", "!", "&&", "||", "<", ">=", "+", "*", "/", "%", "é", "😀",
        "\0", "'", "true", "null", "resource \"a\" \"b\" {\n", "f(", "\r\n", "\t",
    ];

    private static readonly string[] YamlWords =
    [
        "a", ": ", ":", "\n", "\n  ", "\n    ", "- ", "-", "? ", "[", "]", "{", "}", ",", "\"", "'", "''", "\\n", "\\x41", "\\\n", "|\n", "|2-\n", ">+\n",
        "!Sub ", "!!str ", "!", "&x ", "*x", "<<: ", "# c", "---", "...", "%YAML 1.2\n", "\t", " ", "\r\n", "~", "1", "é", "😀", "\0", "@", "`", "Fn::If",
    ];

    private static readonly string[] JsonWords =
    [
        "{", "}", "[", "]", "\"a\"", ":", ",", "1", "-", "0.5e+3", "true", "null", "\"", "\\u0041", "\\", "\n", " ", "é", "\0", "\"${a}\"", "\"resource\"",
        "\"locals\"", "\"dynamic\"", "\"lifecycle\"", "{\"a\":", "[[",
    ];

    private static readonly string[] EvaluationWords =
    [
        .. FunctionTable.Names.Select(static n => n + "("), "u", "l", "o", "n", "s", "null", "[1, \"a\", null]", "{ a = 1, b = u }", "for v in l : v", "1e9",
        "[*]", "toset([\"a\", s])", "\"%d %s\"", "-1", "\"2020-01-01T00:00:00Z\"", "\"10.0.0.0/8\"", ", ", ")", "])", "...",
    ];

    private static readonly string[] TemplateWords =
    [
        "Resources:\n  A:\n    Type: AWS::S3::Bucket\n    Properties:\n", "  B:\n    Type: AWS::RDS::DBInstance\n", "Type: AWS::Serverless::Function",
        "Transform: AWS::Serverless-2016-10-31\n", "Conditions:\n", "Parameters:\n", "!Ref A", "!GetAtt A.Arn", "!If [c, a, b]", "!Sub ${A}", "!Join [',', [a]]",
        "Fn::ForEach::X:", "!FindInMap [a, b, c]", "!Select [0, []]", "!Split [',', a]", "!Cidr [a, 1, 2]", "Condition: c", "DependsOn: B",
    ];

    /// <summary>All of them.</summary>
    public static IReadOnlyList<Target> All { get; } =
    [
        new("hcl", [".tf"], HclWords, static s => HclParser.Parse(s)),
        new("tokens", [".tf"], HclWords, CheckTokens),
        new("expression", [".tf"], HclWords, static s => HclParser.ParseExpression(s)),
        new("template", [".tf"], HclWords, static s => HclParser.ParseTemplate(s)),
        new("yaml", [".yaml", ".yml"], YamlWords, static s => YamlReader.Read(s)),
        new("json", [".json"], JsonWords, static s => JsonReader.Read(s)),
        new("hcljson", [".json"], JsonWords, static s => HclJson.Parse(s)),
        new("evaluation", [".tf"], [.. HclWords, .. EvaluationWords], Evaluate) { AllocationScale = 50, Generate = static g => g.Expression(5) },
        new("terraform", [".tf"], HclWords, static s => Review("main.tf", [s])) { AllocationScale = 20, Generate = static g => g.Module(), Together = static s => Review("main.tf", s) },
        new("cloudformation", [".yaml", ".yml", ".json"], [.. YamlWords, .. TemplateWords], static s => Review("template.yaml", [s]))
        {
            AllocationScale = 20, Generate = static g => g.Template(), Together = static s => Review("template.yaml", s),
        },
    ];

    /// <summary>How many times more memory than a reader it may take.</summary>
    public int AllocationScale { get; init; } = 1;

    /// <summary>Makes a text that parses; null where words in a row are enough.</summary>
    public Func<Grammar, string>? Generate { get; init; }

    /// <summary>Reads several texts at once, where that is much faster; null where not.</summary>
    public Action<IReadOnlyList<SourceText>>? Together { get; init; }

    // Evaluations may do so much and no more: an input must not take longer than the watchdog allows.
    private static readonly EvaluationLimits Limits = new() { Steps = 20_000, TextLength = 50_000 };

    private static readonly Lazy<KnowledgeBase> Knowledge = new(static () =>
        KnowledgeBase.Read(new DiskFileTree(Path.GetFullPath("knowledge")), "", new DiagnosticBag())
        ?? throw new InvalidOperationException("Run it where the knowledge folder is."));

    private static void Evaluate(SourceText source)
    {
        var (tree, _) = HclParser.ParseExpression(source);
        var bag = new DiagnosticBag();
        var value = Compiler.Compile(tree, new Names(), new CompilationContext(source, bag))(
            new Frame { Diagnostics = bag, Budget = new EvaluationBudget(Limits), Files = new MemoryFileTree(("a", "x${s}")) });
        if (!value.Equals(value) || value.GetHashCode() != value.GetHashCode())
        {
            throw new InvalidOperationException("The value does not equal itself.");
        }
    }

    // Each text in a folder of its own: a root module or a template by itself.
    private static void Review(string name, IReadOnlyList<SourceText> sources) =>
        Reviewer.Run(
            new MemoryFileTree([.. sources.Select((s, i) => ($"{i}/{name}", s.Text))]), new ReviewOptions { Threads = 1 }, Knowledge.Value, TimeProvider.System);

    /// <summary>A few names with values, known and not.</summary>
    private sealed class Names : Binder
    {
        private static readonly Dictionary<string, Value> Values = new()
        {
            ["u"] = Value.Unknown,
            ["s"] = Value.UnknownOf(HclType.String),
            ["n"] = Value.Of(3),
            ["a"] = Value.Of("text"),
            ["l"] = Value.List(HclType.String, Value.Of("a"), Value.UnknownOf(HclType.String)),
            ["o"] = Value.Object(("a", Value.Null), ("b", Value.Unknown)),
        };

        public override Language.Evaluation.Evaluation? BindTraversal(
            VariableExpression root, IReadOnlyList<Expression> steps, out int consumed, CompilationContext context)
        {
            consumed = 0;
            var value = Values.GetValueOrDefault(root.Name, Value.Unknown);
            return _ => value;
        }
    }

    private static void CheckTokens(SourceText source)
    {
        var at = 0;
        foreach (var token in HclLexer.Tokenize(source))
        {
            if (token.Span.Start != at)
            {
                throw new InvalidOperationException($"A token begins at {token.Span.Start}, not at {at}.");
            }

            at = token.Span.End;
        }
    }
}
