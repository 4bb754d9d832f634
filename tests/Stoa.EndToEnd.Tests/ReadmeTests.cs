namespace Stoa.EndToEnd.Tests;

/// <summary>What the README shows is what the program writes today.</summary>
public sealed class ReadmeTests
{
    [Fact]
    public void The_picture_in_the_README_is_what_draw_draws()
    {
        var shown = File.ReadAllText(Path.Combine(Repository.Root, "docs", "images", "three-tier-web.svg"));

        Assert.Equal(shown, Repository.Stoa("draw", "samples/three-tier-web/well-built").Output);
    }

    [Fact]
    public void The_review_in_the_README_has_todays_scores()
    {
        var readme = File.ReadAllText(Path.Combine(Repository.Root, "README.md"));
        var lines = Repository.Stoa("review", "samples/three-tier-web/naive", "--top", "4").Output.Split('\n');

        var pillars = lines.Where(static l => l.Contains("% known", StringComparison.Ordinal)).ToList();
        Assert.Equal(6, pillars.Count);
        Assert.All(pillars, line =>
        {
            var words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            var pillar = string.Join(' ', words.TakeWhile(static w => char.IsAsciiLetter(w[0])));
            var score = words.First(static w => char.IsAsciiDigit(w[0]));
            Assert.Matches($@"(?m)^  {pillar} +{score} ", readme);
        });
    }
}
