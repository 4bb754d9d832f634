using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Stoa.EndToEnd.Tests;

/// <summary>The availability worked out in the samples' README files is what the program says, to the last digit written.</summary>
public partial class SampleAvailabilityTests
{
    private const string Serverless = "samples/serverless-orders";

    [Theory]
    [InlineData("samples/three-tier-web/well-built", 1)]
    [InlineData(Serverless, 2)]
    public void A_sample_is_as_available_as_its_README_works_out(string sample, int journeys)
    {
        var expected = Figure().Matches(Section(sample)).Select(static m => m.Groups["figure"].Value).ToList();
        using var json = JsonDocument.Parse(Repository.Stoa("availability", sample, "--format", "json").Output);

        Assert.Equal(2 * journeys, expected.Count);
        Assert.Equal(expected, Journeys(json)
            .SelectMany(static j => new[] { Share(j, "promised"), Share(j, "estimated") })
            .Zip(expected, static (found, written) => found.ToString($"F{written.Length - 2}", CultureInfo.InvariantCulture)));
    }

    [Fact]
    public void The_serverless_sample_has_the_downtime_that_its_README_works_out()
    {
        var rows = JourneyRow().Matches(Section(Serverless));
        using var json = JsonDocument.Parse(Repository.Stoa("availability", Serverless, "--format", "json").Output);
        var text = Repository.Stoa("availability", Serverless).Output;

        Assert.Equal(Journeys(json).Select(static j => j.GetProperty("name").GetString()), rows.Select(static r => r.Groups["name"].Value));
        foreach (var (row, journey) in rows.Zip(Journeys(json)))
        {
            Assert.Equal(row.Groups["minutes"].Value, journey.GetProperty("estimated").GetProperty("downtimeMinutesAYear").GetDouble().ToString("F6", CultureInfo.InvariantCulture));
            Assert.Matches($@"promised +{Regex.Escape(row.Groups["promised"].Value)}  {row.Groups["promisedTime"].Value} a year\n", text);
            Assert.Matches($@"estimated +{Regex.Escape(row.Groups["estimated"].Value)}  {row.Groups["estimatedTime"].Value} a year\n", text);
        }
    }

    [Fact]
    public void Each_part_of_the_serverless_sample_has_the_promise_the_source_and_the_estimate_that_its_README_names()
    {
        var rows = PartRow().Matches(Section(Serverless)).ToLookup(static r => r.Groups["journey"].Value);
        using var json = JsonDocument.Parse(Repository.Stoa("availability", Serverless, "--format", "json").Output);

        Assert.Equal(2, rows.Count);
        foreach (var journey in Journeys(json))
        {
            var written = rows[journey.GetProperty("name").GetString()!].ToList();
            Assert.Equal(
                journey.GetProperty("promised").GetProperty("factors").EnumerateArray().Select(static f =>
                    $"{f.GetProperty("component")} {f.GetProperty("share").GetDouble().ToString(CultureInfo.InvariantCulture)} {f.GetProperty("source")} {f.GetProperty("date")}"),
                written.Where(static r => r.Groups["promised"].Length > 0).Select(static r =>
                    $"{r.Groups["part"]} {r.Groups["promised"]} {r.Groups["source"]}"));

            var events = journey.GetProperty("events").EnumerateArray().ToDictionary(
                static e => e.GetProperty("component").GetString() ?? "the region",
                static e => e.GetProperty("probability").GetDouble());
            Assert.Equal(
                written.Select(static r => (r.Groups["part"].Value, r.Groups["q"].Value)).Order(),
                written.Select(r => (r.Groups["part"].Value, events[r.Groups["part"].Value].ToString($"F{r.Groups["q"].Length - 2}", CultureInfo.InvariantCulture))).Order());
            Assert.Equal(events.Count, written.Count);
        }
    }

    private static IEnumerable<JsonElement> Journeys(JsonDocument json) => json.RootElement.GetProperty("journeys").EnumerateArray();

    private static double Share(JsonElement journey, string figure) => journey.GetProperty(figure).GetProperty("share").GetDouble();

    private static string Section(string sample)
    {
        var readme = File.ReadAllText(Path.Combine(Repository.Root, sample, "README.md"));
        var start = readme.IndexOf("## How available it is, worked out", StringComparison.Ordinal);
        Assert.True(start >= 0, $"{sample}/README.md does not work its availability out");
        return readme[start..];
    }

    // **0.999838132558**
    [GeneratedRegex(@"\*\*(?<figure>0\.[0-9]+)\*\*")]
    private static partial Regex Figure();

    // | Api | 99.79 % | 18.4 h | 99.9762 % | 2.1 h | 125.440396 |
    [GeneratedRegex(@"(?m)^\| (?<name>\w+) \| (?<promised>[0-9.]+ %) \| (?<promisedTime>[0-9.]+ \w+) \| (?<estimated>[0-9.]+ %) \| (?<estimatedTime>[0-9.]+ \w+) \| (?<minutes>[0-9.]+) \|$")]
    private static partial Regex JourneyRow();

    // | Api | Orders | DynamoDB in one region | 0.9999 | https://aws.amazon.com/dynamodb/sla/ 2023-01-01 | 0.00001 |
    [GeneratedRegex(@"(?m)^\| (?<journey>\w+) \| (?<part>[\w ]+) \| [^|]*\| ?(?<promised>[0-9.]*) ?\| ?(?<source>[^|]*?) ?\| (?<q>0\.[0-9]+) \|$")]
    private static partial Regex PartRow();
}
