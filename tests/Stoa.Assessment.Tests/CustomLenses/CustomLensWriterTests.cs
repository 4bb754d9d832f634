using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using CsCheck;
using Stoa.Assessment.CustomLenses;

namespace Stoa.Assessment.Tests.CustomLenses;

public class CustomLensWriterTests
{
    [Fact]
    public void A_lens_comes_out_as_it_went_in_members_that_nobody_knows_included()
    {
        var text = CustomLensWriter.Write(SmallLens.Lens(SmallLens.Text));
        AssertSame(SmallLens.Text, text);
        Assert.Contains("\"number\": 1.50,", text, StringComparison.Ordinal);
        Assert.Equal(text, CustomLensWriter.Write(SmallLens.Lens(text)));
    }

    [Fact]
    public void What_lenient_reading_could_not_use_comes_out_too()
    {
        var text = SmallLens.With("\"Keys open everything.\"", "null").Replace("\"https://example.com/more\"", "\"ftp://example.com\"").Replace("\"https://example.com/rotate\"", "\"\"")
            .Replace("{ \"displayText\": \"Use a vault\" }", "[1, {\"x\": []}]");
        AssertSame(text, CustomLensWriter.Write(SmallLens.Lens(text, LensReading.Lenient)));
    }

    [Fact]
    public void What_is_changed_is_written_where_it_stood_and_what_is_added_at_the_end()
    {
        var lens = SmallLens.Lens(SmallLens.Text);
        var question = lens.Question("runbooks")! with { Title = "Who answers?", Description = "At any hour." };
        var text = CustomLensWriter.Write(lens with { Pillars = [lens.Pillars[0], lens.Pillars[1] with { Questions = [question] }] });
        var node = JsonNode.Parse(text)!["pillars"]![1]!["questions"]![0]!.AsObject();
        Assert.Equal(["id", "title", "choices", "riskRules", "description"], node.Select(static m => m.Key));
        Assert.Equal("Who answers?", (string?)node["title"]);
        Assert.Equal("At any hour.", (string?)node["description"]);
    }

    [Fact]
    public void A_lens_that_would_only_fit_without_indentation_is_written_without()
    {
        var links = string.Concat(Enumerable.Repeat("""{"displayText":"x"},""", 12_000)).TrimEnd(',');
        var lens = SmallLens.Lens(SmallLens.With("[ { \"displayText\": \"More\", \"url\": \"https://example.com/more\" } ]", $"[{links}]"), LensReading.Lenient);
        var text = CustomLensWriter.Write(lens);
        Assert.InRange(text.Length, 200_000, CustomLensReader.MaxLength);
        Assert.DoesNotContain('\n', text);
    }

    [Fact]
    public void Every_lens_made_by_hand_is_read_as_it_was_written()
    {
        Lenses.Sample(lens =>
        {
            var text = CustomLensWriter.Write(lens);
            var (read, diagnostics) = SmallLens.Read(text);
            Assert.True(read is not null, $"{text}\n{string.Join('\n', diagnostics)}");
            Assert.Equal((lens.SchemaVersion, lens.Name, lens.Description), (read.SchemaVersion, read.Name, read.Description));
            Assert.Equal(lens.Pillars.Select(static p => (p.Id, p.Name)), read.Pillars.Select(static p => (p.Id, p.Name)));
            Assert.True(LensDifference.Between(lens, read).IsEmpty);
            Assert.Equal(text, CustomLensWriter.Write(read));
        }, iter: 300);
    }

    // Any text that is not blank, of characters that JSON must escape and such that it need not.
    private static Gen<string> Texts => Gen.Char["ab \"\\/\n\t\u0001<>&é漢\u2028"].Array[0, 20].Select(static c => $"x{new string(c)}");

    private static Gen<LensLink> Links => Gen.Select(Texts, SmallLens.OneOf<string?>("https://example.com/a?b=c&d", "http://example.com", null)).Select(static (text, url) => new LensLink(text, url));

    private static Gen<CustomLens> Lenses
    {
        get
        {
            var resources = Gen.Select(Gen.Enum<AdditionalResourceType>(), Links.Array[1, 2]).Select(static (type, links) => new AdditionalResources(type, [.. links])).Array[0, 2];
            var choice = Gen.Select(Texts, Gen.Null(Texts), Gen.Null(Links), Links, resources);
            var question = Gen.Select(Texts, Gen.Null(Texts), Gen.Null(Links), choice.Array[1, 5]);
            var pillar = Gen.Select(Texts, question.Array[1, 4]);
            return Gen.Select(Texts, Texts, pillar.Array[1, 4]).Select(static (name, description, pillars) => new CustomLens(
                CustomLens.CurrentSchema, name, description, [.. pillars.Select(static (p, i) => new LensPillar($"pillar_{i}", p.Item1, Questions(p.Item2, i)))]));
        }
    }

    private static ImmutableArray<LensQuestion> Questions((string Title, string? Description, LensLink? Resource, (string, string?, LensLink?, LensLink, AdditionalResources[])[] Choices)[] questions, int pillar) =>
        [.. questions.Select((q, i) => new LensQuestion($"question_{pillar}_{i}", q.Title, Choices(q.Choices), [new RiskRule("!choice_0", Risk.Medium), new RiskRule("default", Risk.None)])
        {
            Description = q.Description,
            HelpfulResource = q.Resource,
        })];

    private static ImmutableArray<LensChoice> Choices((string Title, string? Description, LensLink? Resource, LensLink Plan, AdditionalResources[] More)[] choices) =>
        [.. choices.Select(static (c, i) => new LensChoice($"choice_{i}", c.Title)
        {
            Description = c.Description,
            HelpfulResource = c.Resource,
            ImprovementPlan = c.Plan,
            AdditionalResources = [.. c.More],
        })];

    // The same members in the same order with the same values.
    private static void AssertSame(string expected, string actual)
    {
        using var left = JsonDocument.Parse(expected);
        using var right = JsonDocument.Parse(actual);
        Assert.Equal(JsonSerializer.Serialize(left.RootElement), JsonSerializer.Serialize(right.RootElement));
    }
}
