using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Stoa.EndToEnd.Tests;

/// <summary>The scores worked out in the samples' README files are what the program says.</summary>
public partial class SampleScoreTests
{
    public static TheoryData<string> Samples => ["samples/three-tier-web/naive", "samples/three-tier-web/well-built", "samples/serverless-orders"];

    [Theory]
    [MemberData(nameof(Samples))]
    public void A_sample_has_the_scores_that_its_README_works_out(string sample)
    {
        var expected = ReadScores(File.ReadAllText(Path.Combine(Repository.Root, sample, "README.md")));
        using var review = JsonDocument.Parse(Repository.Stoa("review", sample, "--format", "json").Output);

        var found = review.RootElement.GetProperty("pillars").EnumerateArray()
            .ToDictionary(static p => p.GetProperty("name").GetString()!, static p => p.GetProperty("score").GetDouble());
        found.Add("All pillars", review.RootElement.GetProperty("summary").GetProperty("score").GetDouble());
        Assert.Equal(7, expected.Count);
        Assert.Equal(expected.OrderBy(static e => e.Key), found.OrderBy(static f => f.Key));
    }

    [Theory]
    [MemberData(nameof(Samples))]
    public void A_sample_has_the_best_practice_shares_that_its_README_works_out(string sample)
    {
        var expected = Row().Matches(File.ReadAllText(Path.Combine(Repository.Root, sample, "README.md")))
            .ToDictionary(static m => m.Groups["id"].Value, static m => double.Parse(m.Groups["m"].Value, CultureInfo.InvariantCulture));
        using var review = JsonDocument.Parse(Repository.Stoa("review", sample, "--format", "json").Output);

        var found = review.RootElement.GetProperty("pillars").EnumerateArray()
            .SelectMany(static p => p.GetProperty("questions").EnumerateArray())
            .SelectMany(static q => q.GetProperty("bestPractices").EnumerateArray())
            .Where(static b => b.GetProperty("met").ValueKind == JsonValueKind.Number)
            .ToDictionary(static b => b.GetProperty("id").GetString()!, static b => b.GetProperty("met").GetDouble());
        Assert.NotEmpty(expected);
        Assert.Equal(expected.OrderBy(static e => e.Key), found.OrderBy(static f => f.Key));
    }

    private static Dictionary<string, double> ReadScores(string readme) => Score().Matches(readme)
        .ToDictionary(static m => m.Groups["name"].Value, static m => double.Parse(m.Groups["score"].Value, CultureInfo.InvariantCulture));

    // | Security | 12.1 |
    [GeneratedRegex(@"(?m)^\| (?<name>[A-Z][A-Za-z ]+) \| (?<score>[0-9.]+) \|$")]
    private static partial Regex Score();

    // | SEC08-BP02 | 3 | … | 3/9 = 0.3333 | 1.0000 |
    [GeneratedRegex(@"(?m)^\| (?<id>[A-Z]+\d\d-BP\d\d) \|.* = (?<m>[0-9.]+) \| [0-9.]+ \|$")]
    private static partial Regex Row();
}
