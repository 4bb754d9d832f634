using Stoa.Assessment.CustomLenses;

namespace Stoa.Assessment.Tests.CustomLenses;

public class LensDifferenceTests
{
    [Fact]
    public void A_lens_does_not_differ_from_itself_written_otherwise()
    {
        var lens = SmallLens.Lens(SmallLens.Text);
        var other = SmallLens.Lens(SmallLens.With("rotated && vault", "rotated&&vault").Replace("\"number\": 1.50,", "").Replace("House rules", "House rules, again"));
        Assert.True(LensDifference.Between(lens, other).IsEmpty);
    }

    [Theory]
    [InlineData("How do you keep keys?", "Where are keys?")]
    [InlineData("Keys open everything.", "They open all.")]
    [InlineData("https://example.com/keys", "https://example.com/key")]
    [InlineData("Keys are rotated", "Keys are turned")]
    [InlineData("Every ninety days.", "Every week.")]
    [InlineData("https://example.com/rotate", "https://example.com/turn")]
    [InlineData("https://example.com/more", "https://example.com/less")]
    [InlineData("\"HELPFUL_RESOURCE\"", "\"IMPROVEMENT_PLAN\"")]
    [InlineData("rotated && vault\"", "rotated || vault\"")]
    [InlineData("\"default\", \"risk\": \"HIGH_RISK\"", "\"default\", \"risk\": \"MEDIUM_RISK\"")]
    [InlineData(",\n            { \"id\": \"keys_no\", \"title\": \"None of these\" }", "")]
    public void A_question_that_says_something_else_is_updated_and_its_pillar_with_it(string part, string replacement)
    {
        var difference = LensDifference.Between(SmallLens.Lens(SmallLens.Text), SmallLens.Lens(SmallLens.With(part, replacement), LensReading.Lenient));
        var pillar = Assert.Single(difference.Pillars);
        Assert.Equal(("security", "Security", DifferenceStatus.Updated), (pillar.Id, pillar.Name, pillar.Status));
        var question = Assert.Single(pillar.Questions);
        Assert.Equal(("keys", DifferenceStatus.Updated), (question.Id, question.Status));
    }

    [Fact]
    public void What_came_and_what_went_is_listed_with_its_questions()
    {
        var before = SmallLens.Lens(SmallLens.Text);
        var after = before with { Pillars = [new LensPillar("cost", "Cost", before.Pillars[1].Questions), before.Pillars[0] with { Name = "Safety", Questions = [] }] };
        Assert.Equal(
            [
                ("cost", "Cost", DifferenceStatus.New, "runbooks New"),
                ("security", "Safety", DifferenceStatus.Updated, "keys Deleted"),
                ("house_operations", "Operations", DifferenceStatus.Deleted, "runbooks Deleted"),
            ],
            LensDifference.Between(before, after).Pillars.Select(static p => (p.Id, p.Name, p.Status, string.Join(", ", p.Questions.Select(static q => $"{q.Id} {q.Status}")))));
    }

    [Fact]
    public void A_pillar_that_is_only_renamed_is_updated_without_questions()
    {
        var before = SmallLens.Lens(SmallLens.Text);
        var pillar = Assert.Single(LensDifference.Between(before, before with { Pillars = [before.Pillars[0] with { Name = "Safety" }, before.Pillars[1]] }).Pillars);
        Assert.Equal((DifferenceStatus.Updated, "Safety", 0), (pillar.Status, pillar.Name, pillar.Questions.Length));
    }
}
