using System.Text.Json;

namespace Stoa.EndToEnd.Tests;

/// <summary><c>stoa monitoring</c>, as a person uses it.</summary>
public sealed class MonitoringVerbTests : IDisposable
{
    private readonly string scratch = Directory.CreateTempSubdirectory("stoa-").FullName;

    public void Dispose() => Directory.Delete(scratch, recursive: true);

    [Theory]
    [InlineData("samples/three-tier-web/naive")]
    [InlineData("samples/three-tier-web/well-built")]
    public void The_alarms_that_it_writes_in_terraform_close_the_gap(string sample)
    {
        foreach (var file in Directory.EnumerateFiles(Path.Combine(Repository.Root, sample)))
        {
            File.Copy(file, Path.Combine(scratch, Path.GetFileName(file)));
        }

        Assert.True(Missing(scratch).Count > 10);
        Repository.Stoa(scratch, ["monitoring", "--missing", "terraform", "--output", "alarms.tf"]);
        Assert.Empty(Missing(scratch));

        // Only that nobody gave the topic yet.
        using var review = JsonDocument.Parse(Repository.Stoa(scratch, ["review", "--format", "json"]).Output);
        Assert.All(
            review.RootElement.GetProperty("diagnostics").EnumerateArray().Where(static d => d.GetProperty("file").GetString() == "alarms.tf"),
            static d => Assert.Contains("alarm_topic_arn", d.GetProperty("detail").GetString(), StringComparison.Ordinal));
    }

    [Fact]
    public void The_alarms_that_it_writes_for_a_template_close_the_gap()
    {
        var path = Path.Combine(scratch, "template.yaml");
        var template = File.ReadAllText(Path.Combine(Repository.Root, "samples/serverless-orders/template.yaml"));
        File.WriteAllText(path, template);
        Assert.True(Missing(path).Count > 10);

        var written = Repository.Stoa("monitoring", path, "--missing", "cloudformation").Output;
        var parameters = written[(written.IndexOf("Parameters:\n", StringComparison.Ordinal) + "Parameters:\n".Length)..written.IndexOf("Resources:\n", StringComparison.Ordinal)];
        var resources = written[(written.IndexOf("Resources:\n", StringComparison.Ordinal) + "Resources:\n".Length)..];
        Assert.Contains("\nResources:\n", template, StringComparison.Ordinal);
        template = template.Contains("\nParameters:\n", StringComparison.Ordinal)
            ? template.Replace("\nParameters:\n", $"\nParameters:\n{parameters}", StringComparison.Ordinal)
            : template.Replace("\nResources:\n", $"\nParameters:\n{parameters}\nResources:\n", StringComparison.Ordinal);
        File.WriteAllText(path, template.Replace("\nResources:\n", $"\nResources:\n{resources}", StringComparison.Ordinal));
        Assert.Empty(Missing(path));
    }

    [Fact]
    public void The_text_names_what_is_missing_with_its_place()
    {
        var output = Repository.Stoa("monitoring", "samples/three-tier-web/naive").Output;
        Assert.Contains("data.tf:", output, StringComparison.Ordinal);
        Assert.Contains("AWS/RDS CPUUtilization > 90", output, StringComparison.Ordinal);
    }

    [Fact]
    public void Performance_says_where_answers_are_kept_and_what_it_does_not_know()
    {
        var output = Repository.Stoa("performance", "samples/three-tier-web/naive").Output;
        Assert.Contains("No content delivery network stands on the way", output, StringComparison.Ordinal);
        Assert.Contains("too little is known to say more", output, StringComparison.Ordinal);

        using var report = JsonDocument.Parse(Repository.Stoa("performance", "samples/three-tier-web/naive", "--format", "json").Output);
        Assert.Equal("missing", report.RootElement.GetProperty("readPaths")[0].GetProperty("layers").GetProperty("database").GetProperty("state").GetString());
    }

    private static List<string> Missing(string path)
    {
        using var report = JsonDocument.Parse(Repository.Stoa("monitoring", path, "--format", "json").Output);
        Assert.Equal("stoa/monitoring/1", report.RootElement.GetProperty("schema").GetString());
        return [.. report.RootElement.GetProperty("resources").EnumerateArray().SelectMany(static r => r.GetProperty("alarms").EnumerateArray()
            .Where(static a => a.GetProperty("state").GetString() == "missing").Select(a => $"{r.GetProperty("resource").GetString()} {a.GetProperty("metric").GetString()}"))];
    }
}
