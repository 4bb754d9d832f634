using System.Diagnostics;
using System.Net.Sockets;
using System.Text.Json;

namespace Stoa.EndToEnd.Tests;

/// <summary>Files that mean harm: each ends in a diagnostic, and the rest is still reviewed.</summary>
public sealed class HostileInputTests : IDisposable
{
    private const string Neighbour = "resource \"aws_sqs_queue\" \"neighbour\" {}\n";
    private readonly string scratch = Directory.CreateTempSubdirectory("stoa-").FullName;

    public HostileInputTests()
    {
        Directory.CreateDirectory(Path.Combine(scratch, "other"));
        File.WriteAllText(Path.Combine(scratch, "other", "main.tf"), Neighbour);
    }

    public void Dispose() => Directory.Delete(scratch, recursive: true);

    public static TheoryData<string, string, string> Texts => new()
    {
        { "deep.tf", "locals {\n  x = " + new string('[', 100_000) + "\n}\n", "nest" },
        { "count.tf", "resource \"aws_sqs_queue\" \"many\" {\n  count = 1000000000\n}\n", "count" },
        { "file.tf", "resource \"aws_sqs_queue\" \"leak\" {\n  name = file(\"/etc/passwd\")\n}\n", "outside" },
        { "up.tf", "resource \"aws_sqs_queue\" \"leak\" {\n  name = file(\"../../../../../../etc/passwd\")\n}\n", "outside" },
        { "cycle.tf", "locals {\n  a = local.b\n  b = local.a\n}\n\nresource \"aws_sqs_queue\" \"c\" {\n  name = local.a\n}\n", "cycle" },
        { "self.tf", "module \"again\" {\n  source = \"./\"\n}\n\nresource \"aws_sqs_queue\" \"c\" {}\n", "" },
        { "bomb.yaml", "a: &a [x, x, x, x, x, x, x, x, x, x]\nb: &b [*a, *a, *a, *a, *a, *a, *a, *a, *a, *a]\nc: &c [*b, *b, *b, *b, *b, *b, *b, *b, *b, *b]\nd: &d [*c, *c, *c, *c, *c, *c, *c, *c, *c, *c]\ne: &e [*d, *d, *d, *d, *d, *d, *d, *d, *d, *d]\nf: &f [*e, *e, *e, *e, *e, *e, *e, *e, *e, *e]\ng: &g [*f, *f, *f, *f, *f, *f, *f, *f, *f, *f]\nResources:\n  Q:\n    Type: AWS::SQS::Queue\n    Properties: { Tags: *g }\n", "alias" },
        { "nested.json", "{\"Resources\":{\"Q\":{\"Type\":\"AWS::SQS::Queue\",\"Properties\":{\"X\":" + new string('[', 50_000) + new string(']', 50_000) + "}}}}", "nest" },
    };

    [Theory]
    [MemberData(nameof(Texts))]
    public void A_hostile_file_ends_in_a_diagnostic(string name, string text, string word)
    {
        File.WriteAllText(Path.Combine(scratch, name), text);

        var (review, code) = Review();

        Assert.Equal(0, code);
        Assert.Contains(review, static line => line.Contains("neighbour", StringComparison.Ordinal));
        Assert.Contains(review, line => line.Contains($"\"file\":\"{name}\"", StringComparison.Ordinal) && line.Contains(word, StringComparison.OrdinalIgnoreCase));
        Assert.DoesNotContain(review, static line => line.Contains("root:x:0", StringComparison.Ordinal));
    }

    [Fact]
    public void A_link_out_of_the_root_is_not_followed()
    {
        var outside = Directory.CreateTempSubdirectory("outside-").FullName;
        try
        {
            File.WriteAllText(Path.Combine(outside, "secret.tf"), "resource \"aws_sqs_queue\" \"secret\" {}\n");
            Directory.CreateSymbolicLink(Path.Combine(scratch, "linked"), outside);
            File.CreateSymbolicLink(Path.Combine(scratch, "linked.tf"), Path.Combine(outside, "secret.tf"));

            var (review, code) = Review();

            Assert.Equal(0, code);
            Assert.Contains(review, static line => line.Contains("neighbour", StringComparison.Ordinal));
            Assert.DoesNotContain(review, static line => line.Contains("secret", StringComparison.Ordinal) && line.Contains("\"resource\"", StringComparison.Ordinal));
        }
        finally
        {
            Directory.Delete(outside, recursive: true);
        }
    }

    [Fact]
    public void A_folder_that_links_to_its_parent_or_to_itself_is_walked_once()
    {
        Directory.CreateSymbolicLink(Path.Combine(scratch, "other", "parent"), "..");
        Directory.CreateSymbolicLink(Path.Combine(scratch, "other", "self"), ".");
        File.CreateSymbolicLink(Path.Combine(scratch, "circle.tf"), "circle.tf");
        File.CreateSymbolicLink(Path.Combine(scratch, "circle.yaml"), "other/parent/circle.yaml");

        var (review, code) = Review();

        Assert.Equal(0, code);
        var resources = review.Where(static line => line.Contains("aws_sqs_queue.neighbour", StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(resources);
        Assert.All(resources, static line => Assert.Contains("other/main.tf", line, StringComparison.Ordinal));
        Assert.Equal(resources.Count, resources.Distinct().Count());
    }

    [Theory]
    [InlineData("pipe.tf")]
    [InlineData("pipe.tfvars")]
    [InlineData("pipe.yaml")]
    [InlineData("pipe.json")]
    [InlineData("stoa.yaml")]
    public void A_pipe_that_nobody_writes_to_is_not_waited_for(string name)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        Process.Start("mkfifo", Path.Combine(scratch, name)).WaitForExit();

        var (review, code) = Review();

        Assert.Equal(0, code);
        Assert.Contains(review, static line => line.Contains("neighbour", StringComparison.Ordinal));
    }

    [Fact]
    public void A_socket_and_a_device_are_not_opened()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        socket.Bind(new UnixDomainSocketEndPoint(Path.Combine(scratch, "socket.tf")));
        File.CreateSymbolicLink(Path.Combine(scratch, "zero.tf"), "/dev/zero");
        File.CreateSymbolicLink(Path.Combine(scratch, "zero.yaml"), "/dev/zero");

        var (review, code) = Review();

        Assert.Equal(0, code);
        Assert.Contains(review, static line => line.Contains("neighbour", StringComparison.Ordinal));
    }

    [Fact]
    public void A_file_of_a_gigabyte_is_refused_and_not_read()
    {
        using (var file = File.Create(Path.Combine(scratch, "huge.tf")))
        {
            // Sparse: it has the size without the bytes.
            file.SetLength(1L << 30);
        }

        var (review, code) = Review();

        Assert.Equal(0, code);
        Assert.Contains(review, static line => line.Contains("\"file\":\"huge.tf\"", StringComparison.Ordinal));
        Assert.Contains(review, static line => line.Contains("neighbour", StringComparison.Ordinal));
    }

    [Fact]
    public void A_pipe_that_ends_early_is_no_crash()
    {
        var start = new ProcessStartInfo("/bin/sh", ["-c", $"\"$0\" review \"$1\" --format json --verdicts all | head -n 1; echo done"])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "..", "..", "..", "..", "..", "src", "Stoa.Cli", "bin", Path.GetFileName(Path.GetDirectoryName(AppContext.BaseDirectory.TrimEnd('/'))!), "net10.0", "stoa"));
        start.ArgumentList.Add(Path.Combine(Repository.Root, "samples"));

        var result = Repository.Run(start);

        Assert.Equal("{\ndone\n", result.Output);
        Assert.DoesNotContain("bug", result.Error, StringComparison.Ordinal);
    }

    // Verdicts and diagnostics, one a line, as they stand in the JSON.
    private (List<string> Lines, int Code) Review()
    {
        var result = Repository.Stoa(scratch, ["review", "--format", "json", "--verdicts", "all"]);
        using var review = JsonDocument.Parse(result.Output);
        var lines = new[] { "verdicts", "diagnostics" }
            .SelectMany(name => review.RootElement.GetProperty(name).EnumerateArray().Select(static e => JsonSerializer.Serialize(e)))
            .ToList();
        return (lines, result.Code);
    }
}
