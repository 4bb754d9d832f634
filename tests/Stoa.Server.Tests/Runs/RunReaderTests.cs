using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Stoa.Assessment;
using Stoa.Reviews;
using Stoa.Reviews.Evidence;
using Stoa.Server.Runs;

namespace Stoa.Server.Tests.Runs;

/// <summary>A run is written by whoever holds a token: nothing in it is believed or shown that a review would not write.</summary>
public class RunReaderTests
{
    private static readonly RunReader Reader = new(Samples.Lenses);

    [Theory]
    [InlineData("", "not JSON")]
    [InlineData("[]", "stoa/run/1")]
    [InlineData("{\"schema\":\"stoa/run/2\"}", "stoa/run/1")]
    [InlineData("{\"schema\":\"stoa/run/1\"}", "stoa/review/1")]
    [InlineData("{\"schema\":\"stoa/run/1\",\"review\":7}", "stoa/review/1")]
    [InlineData("{\"schema\":\"stoa/run/1\",\"review\":{\"schema\":\"stoa/review/1\"},\"commit\":\"a b<script>\"}", "commit")]
    [InlineData("{\"schema\":\"stoa/run/1\",\"review\":{\"schema\":\"stoa/review/1\"},\"source\":\"a\\nb\"}", "source")]
    [InlineData("{\"schema\":\"stoa/run/1\",\"review\":{\"schema\":\"stoa/review/1\",\"summary\":{\"resources\":-1}}}", "resources")]
    [InlineData("{\"schema\":\"stoa/run/1\",\"review\":{\"schema\":\"stoa/review/1\",\"summary\":{\"resources\":1e99}}}", "resources")]
    [InlineData("{\"schema\":\"stoa/run/1\",\"review\":{\"schema\":\"stoa/review/1\",\"summary\":{\"verdicts\":{\"fail\":\"many\"}}}}", "fail")]
    public void A_document_that_is_no_run_is_refused_with_the_reason(string document, string reason)
    {
        var refusal = Assert.Throws<InvalidException>(() => Reader.Read(Encoding.UTF8.GetBytes(document)));
        Assert.Contains(reason, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_document_as_deep_as_a_well_is_refused() =>
        Assert.Throws<InvalidException>(() => Reader.Read(Encoding.UTF8.GetBytes($"{{\"schema\":\"stoa/run/1\",\"review\":{new string('[', 100_000)}")));

    [Theory]
    [InlineData("passed", -1)]
    [InlineData("failed", 2_000_000_000)]
    [InlineData("weight", 100)]
    [InlineData("weight", 0)]
    public void A_count_that_no_review_has_is_refused(string member, int value)
    {
        var evidence = Evidence();
        evidence[member] = value;

        Assert.Throws<InvalidException>(() => Read("REL10-BP01", evidence));
    }

    [Fact]
    public void An_unknown_best_practice_is_left_out() => Assert.Empty(Read("REL99-BP01", Evidence()).Evidence.Practices);

    [Fact]
    public void What_evidence_says_follows_from_its_counts()
    {
        var evidence = Evidence();
        evidence["effect"] = "supports";
        evidence["failed"] = 3;

        Assert.Equal(EvidenceEffect.Contradicts, Assert.Single(Read("REL10-BP01", evidence).Evidence.Of("REL10-BP01")).Effect);
    }

    [Fact]
    public void The_score_is_computed_and_never_believed()
    {
        var document = Document("REL10-BP01", Evidence());
        document["review"]!["summary"] = new JsonObject { ["score"] = 1 };

        Assert.Equal(100, Read(document).Score);
    }

    [Fact]
    public void A_persons_word_in_a_review_is_no_proof()
    {
        var evidence = Evidence();
        evidence["source"] = "person";

        Assert.Empty(Read("REL10-BP01", evidence).Evidence.Practices);
    }

    [Fact]
    public void Endless_evidence_of_one_practice_is_refused()
    {
        var document = Document("REL10-BP01", Evidence());
        var all = document["review"]!["pillars"]![0]!["questions"]![0]!["bestPractices"]![0]!["evidence"]!.AsArray();
        for (var i = 0; i < 500; i++)
        {
            all.Add(Evidence());
        }

        Assert.Throws<InvalidException>(() => Read(document));
    }

    [Fact]
    public void Texts_are_cut_without_breaking_a_character()
    {
        var evidence = Evidence();
        evidence["note"] = new string('a', 1_999) + "😀 and on";

        Assert.Equal(new string('a', 1_999), Assert.Single(Read("REL10-BP01", evidence).Evidence.Of("REL10-BP01")).Note);
    }

    [Fact]
    public void Findings_are_bounded_however_many_are_sent()
    {
        var document = Document("REL10-BP01", Evidence());
        var place = new JsonObject { ["outcome"] = "fail", ["message"] = new string('m', 10_000), ["file"] = "a.tf", ["line"] = 3, ["code"] = new JsonArray([.. Enumerable.Repeat("x", 50).Select(static x => JsonValue.Create(x))]) };
        document["findings"] = new JsonObject
        {
            ["schema"] = "stoa/findings/1",
            ["checks"] = new JsonArray(new JsonObject
            {
                ["check"] = "aws/rds/instance-multi-az",
                ["severity"] = "<b>high",
                ["places"] = new JsonArray([.. Enumerable.Range(0, 100).Select(_ => place.DeepClone())]),
            }),
        };

        var check = Assert.Single(RunFindings.Read(Read(document).Contents[RunFindings.Content]).Checks);
        Assert.Equal((20, "low"), (check.Places.Count, check.Severity));
        Assert.Equal((2_000, 7), (check.Places[0].Message.Length, check.Places[0].Code.Count));
    }

    [Theory]
    [InlineData("<svg xmlns=\"http://www.w3.org/2000/svg\"><script>alert(1)</script></svg>")]
    [InlineData("<svg xmlns=\"http://www.w3.org/2000/svg\" onload=\"alert(1)\"/>")]
    [InlineData("<svg xmlns=\"http://www.w3.org/2000/svg\"><image width=\"1\" height=\"1\"/></svg>")]
    [InlineData("<svg xmlns=\"http://www.w3.org/2000/svg\"><rect fill=\"url(https://evil.example)\"/></svg>")]
    [InlineData("<svg xmlns=\"http://www.w3.org/2000/svg\"><style>@import 'https://evil.example';</style></svg>")]
    [InlineData("<svg xmlns=\"http://www.w3.org/2000/svg\"><style>.a{fill:u\\72l(x)}</style></svg>")]
    [InlineData("<svg xmlns=\"http://www.w3.org/2000/svg\"><foreignObject><p xmlns=\"http://www.w3.org/1999/xhtml\"/></foreignObject></svg>")]
    [InlineData("<!DOCTYPE svg [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;\">]><svg xmlns=\"http://www.w3.org/2000/svg\">&b;</svg>")]
    [InlineData("<html/>")]
    [InlineData("no picture")]
    public void A_picture_with_anything_but_shapes_and_texts_is_refused(string picture)
    {
        var document = Document("REL10-BP01", Evidence());
        document["picture"] = picture;

        Assert.Contains("picture", Assert.Throws<InvalidException>(() => Read(document)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Links_of_a_picture_are_left_out()
    {
        var clean = Encoding.UTF8.GetString(PictureGuard.Clean(
            "<svg xmlns=\"http://www.w3.org/2000/svg\"><a href=\"javascript:alert(1)\"><text x=\"1\" y=\"2\">A &amp; B</text></a></svg>"u8)!);

        Assert.Equal("<svg xmlns=\"http://www.w3.org/2000/svg\"><g><text x=\"1\" y=\"2\">A &amp; B</text></g></svg>", clean);
    }

    private static JsonObject Evidence() => new()
    {
        ["source"] = "check", ["ref"] = "aws/rds/instance-multi-az", ["effect"] = "supports", ["weight"] = 3, ["passed"] = 2, ["failed"] = 0, ["undecided"] = 0, ["suppressed"] = 0,
    };

    private static JsonObject Document(string practice, JsonObject evidence) => new()
    {
        ["schema"] = "stoa/run/1",
        ["review"] = new JsonObject
        {
            ["schema"] = "stoa/review/1",
            ["pillars"] = new JsonArray(new JsonObject
            {
                ["questions"] = new JsonArray(new JsonObject
                {
                    ["bestPractices"] = new JsonArray(new JsonObject { ["id"] = practice, ["evidence"] = new JsonArray(evidence) }),
                }),
            }),
        },
    };

    private static RunResult Read(string practice, JsonObject evidence) => Read(Document(practice, evidence));

    private static RunResult Read(JsonObject document) => Reader.Read(JsonSerializer.SerializeToUtf8Bytes(document)).Result;
}
