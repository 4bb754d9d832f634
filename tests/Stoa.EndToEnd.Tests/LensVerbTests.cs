namespace Stoa.EndToEnd.Tests;

/// <summary><c>stoa lens</c>, as a person uses it.</summary>
public sealed class LensVerbTests : IDisposable
{
    // The one of docs/reference/custom-lens.md, which shall be right.
    private static readonly string Documented = Example();
    private readonly string scratch = Directory.CreateTempSubdirectory("stoa-").FullName;

    public void Dispose() => Directory.Delete(scratch, recursive: true);

    [Fact]
    public void The_lens_of_the_documentation_is_valid()
    {
        var result = Validate(Documented);
        Assert.Equal((0, "lens.json is valid: 1 pillar, 1 question, 3 choices, 3 rules\n", ""), (result.Code, result.Output, result.Error));
    }

    [Fact]
    public void A_fault_is_shown_with_line_column_path_and_remedy_and_the_code_is_1()
    {
        var result = Validate(Documented.Replace("\"MEDIUM_RISK\"", "\"NO_RISK\"", StringComparison.Ordinal));
        Assert.Equal(1, result.Code);
        Assert.Matches(@"^lens\.json:\d+:\d+: error STOA3129: pillars\[0\]\.questions\[0\]\.riskRules\[1\]\.risk ""NO_RISK"" is already the risk of ", result.Output);
        Assert.Contains("    A question has one rule for each level.", result.Output, StringComparison.Ordinal);
        Assert.EndsWith("lens.json is no valid lens: 1 error\n", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Leniently_the_same_fault_is_a_warning_and_the_code_is_0()
    {
        var result = Validate(Documented.Replace("\"MEDIUM_RISK\"", "\"NO_RISK\"", StringComparison.Ordinal), "--lenient");
        Assert.Equal(0, result.Code);
        Assert.EndsWith("lens.json is readable: 1 pillar, 1 question, 3 choices, 3 rules; 1 warning\n", result.Output, StringComparison.Ordinal);
        Assert.Equal(1, Validate("not json", "--lenient").Code);
    }

    [Theory]
    [InlineData("missing.json", "there is no such file")]
    [InlineData(".", "it is a folder")]
    public void A_file_that_cannot_be_read_is_wrong_usage(string path, string reason)
    {
        var result = Repository.Stoa(scratch, ["lens", "validate", path]);
        Assert.Equal((2, ""), (result.Code, result.Output));
        Assert.Contains($"{path} cannot be read: {reason}.", result.Error, StringComparison.Ordinal);
    }

    private Result Validate(string text, params string[] options)
    {
        File.WriteAllText(Path.Combine(scratch, "lens.json"), text);
        return Repository.Stoa(scratch, ["lens", "validate", "lens.json", .. options]);
    }

    private static string Example()
    {
        var page = File.ReadAllText(Path.Combine(Repository.Root, "docs/reference/custom-lens.md"));
        var start = page.IndexOf("```json\n", StringComparison.Ordinal) + "```json\n".Length;
        return page[start..page.IndexOf("```", start, StringComparison.Ordinal)];
    }
}
