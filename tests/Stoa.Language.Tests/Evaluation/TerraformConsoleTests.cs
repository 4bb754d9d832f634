using Stoa.Language.Evaluation;
using Stoa.Language.Syntax;
using Stoa.Language.Text;

namespace Stoa.Language.Tests.Evaluation;

/// <summary>
/// Every expression of <c>terraform-console-1.11.4.tsv</c> gives what <c>terraform console</c> 1.11.4 gave, but for the differences
/// that <c>terraform-console-differences.tsv</c> lists with their reasons. See <c>tools/console-corpus.mjs</c>.
/// </summary>
public class TerraformConsoleTests
{
    private static readonly Dictionary<string, string> Terraform = Read("terraform-console-1.11.4.tsv");

    private static readonly Dictionary<string, string> Differences = Read("terraform-console-differences.tsv");

    [Fact]
    public void Every_expression_gives_what_Terraform_gives()
    {
        var session = ConsoleFixture.NewSession();
        var disagreements = new List<string>();
        foreach (var (expression, terraform) in Terraform)
        {
            var expected = Differences.GetValueOrDefault(expression, terraform);
            var actual = Answer(session, expression);
            if (!Agrees(expected, actual))
            {
                disagreements.Add($"{expression}\n    wanted {expected}\n    got    {actual}");
            }
        }

        Assert.True(disagreements.Count == 0, $"{disagreements.Count} of {Terraform.Count} disagree:\n{string.Join('\n', disagreements)}");
    }

    [Fact]
    public void A_difference_that_is_none_any_more_is_not_kept() =>
        Assert.DoesNotContain(Differences, static d => !Terraform.TryGetValue(d.Key, out var terraform) || Agrees(terraform, d.Value));

    [Fact]
    public void The_corpus_holds_at_least_eight_hundred_expressions() => Assert.InRange(Terraform.Count, 800, int.MaxValue);

    private static bool Agrees(string expected, string actual) => expected.StartsWith("!error", StringComparison.Ordinal)
        ? actual.StartsWith("!error", StringComparison.Ordinal)
        : actual == expected;

    private static string Answer(ConsoleSession session, string expression)
    {
        if (expression.StartsWith("type(", StringComparison.Ordinal))
        {
            // Only Terraform's console has this function.
            var argument = session.Evaluate(expression["type".Length..]);
            return argument.Value?.Type.ToString().Replace(" ", "").Replace('=', ':') ?? argument.ToString();
        }

        var answer = session.Evaluate(expression);
        return answer.Value is { IsSensitive: true, IsWhollyKnown: true } ? "!sensitive" : answer.ToString();
    }

    private static Dictionary<string, string> Read(string file) => File
        .ReadLines(Path.Combine(ConsoleFixture.Folder, file))
        .Where(static line => line.Length > 0 && line[0] != '#')
        .Select(static line => line.Split('\t'))
        .ToDictionary(static columns => columns[0], static columns => columns[1]);
}
