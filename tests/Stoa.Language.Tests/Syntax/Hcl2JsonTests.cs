using System.Diagnostics;
using System.Text;
using System.Text.Json.Nodes;
using Stoa.Language.Syntax;
using Stoa.Language.Text;

namespace Stoa.Language.Tests.Syntax;

/// <summary>
/// Our tree beside that of HashiCorp's own parser (<c>@cdktf/hcl2json</c>): structure, names, literals, templates. A folder of further
/// files is compared where the environment variable <c>STOA_HCL_CORPUS</c> names one.
/// </summary>
public class Hcl2JsonTests
{
    private static readonly string Root = FindRoot();

    private static readonly string Files = Path.Combine(Root, "tests", "Stoa.Language.Tests", "Syntax", "hcl2json");

    [Fact]
    public void Our_tree_says_what_the_tree_of_HashiCorp_says()
    {
        // A folder of other files than our own can be named, to search for what our own leave out.
        var folder = Environment.GetEnvironmentVariable("STOA_HCL_CORPUS");
        var (files, refused, differences) = Compare(folder ?? Files);
        Assert.True(files >= 40, $"{files} files");
        Assert.True(folder is not null || refused == 0, $"{refused} files are refused by both.");
        Assert.True(differences.Count == 0, $"{files} files, {refused} refused by both, {differences.Count} disagreements\n{string.Join('\n', differences.Take(20))}");
    }

    /// <summary>Compares every file below a folder: how many there are, how many both refuse, and what differs.</summary>
    private static (int Files, int Refused, List<string> Differences) Compare(string folder)
    {
        var paths = Directory.GetFiles(folder, "*.tf", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint });
        Array.Sort(paths, StringComparer.Ordinal);
        var answers = Ask(paths);
        Assert.Equal(paths.Length, answers.Count);

        var refused = 0;
        var differences = new List<string>();
        for (var i = 0; i < paths.Length; i++)
        {
            var source = new SourceText(paths[i], File.ReadAllText(paths[i], Encoding.UTF8));
            var tree = HclParser.Parse(source);
            var theirs = JsonNode.Parse(answers[i])!;
            if (theirs["error"] is not null)
            {
                // It also refuses what is no error of syntax (a name twice in one object): only a silence of ours is looked at.
                refused++;
            }
            else if (!tree.Diagnostics.IsEmpty)
            {
                differences.Add($"{paths[i]}: only we refuse it: {tree.Diagnostics[0]}");
            }
            else if (Difference(Hcl2Json.Body(source, tree.Body), theirs["value"], "") is { } difference)
            {
                differences.Add($"{paths[i]}{difference}");
            }
        }

        return (paths.Length, refused, differences);
    }

    private static List<string> Ask(string[] paths)
    {
        using var node = Process.Start(new ProcessStartInfo("node", [Path.Combine(Root, "tests", "node", "hcl2json.mjs")])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            StandardOutputEncoding = Encoding.UTF8,
        })!;
        var output = node.StandardOutput.ReadToEndAsync();
        node.StandardInput.Write(string.Join('\n', paths));
        node.StandardInput.Close();
        node.WaitForExit();
        return [.. output.Result.Split('\n', StringSplitOptions.RemoveEmptyEntries)];
    }

    private static string? Difference(JsonNode? ours, JsonNode? theirs, string at)
    {
        switch (ours, theirs)
        {
            case (JsonObject a, JsonObject b):
                return a.Select(static p => p.Key).Union(b.Select(static p => p.Key)).Order(StringComparer.Ordinal)
                    .Select(key => a.ContainsKey(key) == b.ContainsKey(key)
                        ? Difference(a[key], b[key], $"{at}/{key}")
                        : $"{at}/{key}: only {(a.ContainsKey(key) ? "ours" : "theirs")} has it")
                    .FirstOrDefault(static d => d is not null);
            case (JsonArray a, JsonArray b) when a.Count == b.Count:
                return a.Select((item, i) => Difference(item, b[i], $"{at}/{i}")).FirstOrDefault(static d => d is not null);
            default:
                return Same(ours, theirs) ? null : $"{at}: ours {ours?.ToJsonString() ?? "null"}, theirs {theirs?.ToJsonString() ?? "null"}";
        }
    }

    // Theirs has been through the numbers of JavaScript.
    private static bool Same(JsonNode? a, JsonNode? b) => JsonNode.DeepEquals(a, b)
        || (a is JsonValue x && b is JsonValue y && x.GetValueKind() == System.Text.Json.JsonValueKind.Number
            && y.GetValueKind() == System.Text.Json.JsonValueKind.Number && (double)x == (double)y);

    private static string FindRoot()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Stoa.slnx")))
        {
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("The tests do not run inside a checkout.");
        }

        return folder;
    }
}
