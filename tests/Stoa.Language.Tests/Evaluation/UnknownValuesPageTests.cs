using Stoa.Language.Values;

namespace Stoa.Language.Tests.Evaluation;

/// <summary>The tables of <c>docs/reference/unknown-values.md</c> are true.</summary>
public class UnknownValuesPageTests
{
    public static TheoryData<string, string> Rows()
    {
        var page = Path.Combine(ConsoleFixture.Folder, "../../../docs/reference/unknown-values.md");
        var rows = new TheoryData<string, string>();
        foreach (var line in File.ReadLines(page))
        {
            if (line.StartsWith("| `", StringComparison.Ordinal))
            {
                var cells = line.Replace("\\|", "\u0001").Split('|', StringSplitOptions.TrimEntries);
                rows.Add(cells[1].Trim('`').Replace('\u0001', '|'), cells[2].Trim('`'));
            }
        }

        return rows;
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public void What_the_page_says_of_an_expression_holds(string expression, string result)
    {
        var given = new Given(
            ("b", Value.UnknownOf(HclType.Bool)),
            ("n", Value.UnknownOf(HclType.Number)),
            ("s", Value.UnknownOf(HclType.String)),
            ("l", Value.UnknownOf(HclType.List(HclType.String))),
            ("e", Value.UnknownOf(HclType.Set(HclType.String))),
            ("m", Value.UnknownOf(HclType.Map(HclType.String))),
            ("o", Value.UnknownOf(HclType.Object([new("id", HclType.String), new("size", HclType.Number)]))),
            ("x", Value.Unknown));
        Assert.Equal(result, Given.Show(given.Evaluate(expression)));
        Assert.Empty(given.Diagnostics);
    }

    [Fact]
    public void The_page_has_tables() => Assert.InRange(Rows().Count, 100, int.MaxValue);
}
