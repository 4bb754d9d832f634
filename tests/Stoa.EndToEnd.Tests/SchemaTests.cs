using System.Diagnostics;

namespace Stoa.EndToEnd.Tests;

/// <summary>The published schema and what the program writes.</summary>
public class SchemaTests
{
    private static readonly string Schema = Path.Combine(Repository.Root, "docs", "reference", "review.schema.json");

    [Theory]
    [InlineData("samples/three-tier-web/naive", "failed")]
    [InlineData("samples/three-tier-web/well-built", "all")]
    [InlineData("samples/serverless-orders", "all")]
    [InlineData("samples", "all")]
    public void A_review_in_JSON_is_valid_against_the_published_schema(string folder, string verdicts)
    {
        var review = Repository.Stoa("review", folder, "--format", "json", "--verdicts", verdicts);
        Assert.Equal(0, review.Code);

        var validation = Validate(review.Output);

        Assert.True(validation.Code == 0, validation.Output + validation.Error);
    }

    [Fact]
    public void The_schema_refuses_what_is_no_review()
    {
        Assert.Equal(1, Validate("{\"schema\":\"stoa/review/1\"}").Code);
    }

    private static Result Validate(string json) => Repository.Run(
        new ProcessStartInfo("node", [Path.Combine(Repository.Root, "tests", "node", "validate.mjs"), Schema])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        },
        json);
}
