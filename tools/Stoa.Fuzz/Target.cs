using Stoa.Language.Documents;
using Stoa.Language.Syntax;
using Stoa.Language.Text;

namespace Stoa.Fuzz;

/// <summary>A reader under test: whatever the text, it returns, soon and with little memory.</summary>
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
    ];

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
