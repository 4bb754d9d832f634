using System.Xml.Linq;

namespace Stoa.EndToEnd.Tests;

/// <summary>The rooms of ARCHITECTURE.md, as the project files have them.</summary>
public class ProjectReferenceTests
{
    // Each project with those it may reference directly; what it reaches through them follows.
    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["Stoa.Language"] = [],
        ["Stoa.Workloads"] = ["Stoa.Language"],
        ["Stoa.Analysis"] = ["Stoa.Language", "Stoa.Workloads"],
        ["Stoa.Assessment"] = ["Stoa.Language", "Stoa.Workloads", "Stoa.Analysis"],
        ["Stoa.Reports"] = ["Stoa.Language", "Stoa.Workloads", "Stoa.Analysis", "Stoa.Assessment"],
        ["Stoa.Reviews"] = ["Stoa.Language", "Stoa.Workloads", "Stoa.Analysis", "Stoa.Assessment"],
        ["Stoa.Server"] = ["Stoa.Language", "Stoa.Workloads", "Stoa.Analysis", "Stoa.Assessment", "Stoa.Reports", "Stoa.Reviews"],
        ["Stoa.Cli"] = ["Stoa.Language", "Stoa.Workloads", "Stoa.Analysis", "Stoa.Assessment", "Stoa.Reports"],
    };

    public static TheoryData<string> Projects =>
        [.. Directory.GetDirectories(Path.Combine(Repository.Root, "src")).Select(static d => Path.GetFileName(d)!).Where(static d => d.StartsWith("Stoa.", StringComparison.Ordinal))];

    [Theory]
    [MemberData(nameof(Projects))]
    public void A_project_knows_only_the_projects_below_it(string project)
    {
        Assert.True(Allowed.ContainsKey(project), $"{project} has no place in the order of projects: add it here and to ARCHITECTURE.md.");
        var file = Path.Combine(Repository.Root, "src", project, $"{project}.csproj");
        var references = XDocument.Load(file).Descendants("ProjectReference")
            // A tool that runs at build and is not linked in is no dependency of the program.
            .Where(static r => (string?)r.Attribute("ReferenceOutputAssembly") != "false")
            .Select(static r => Path.GetFileNameWithoutExtension(r.Attribute("Include")!.Value.Replace('\\', '/')));
        Assert.Empty(references.Except(Allowed[project]));
    }

    [Fact]
    public void No_project_is_left_out_of_the_solution()
    {
        var solution = File.ReadAllText(Path.Combine(Repository.Root, "Stoa.slnx"));
        var projects = new[] { "src", "tests", "tools", "bench" }
            .Select(static folder => Path.Combine(Repository.Root, folder))
            .SelectMany(static folder => Directory.GetFiles(folder, "*.csproj", SearchOption.AllDirectories))
            .Select(static path => Path.GetRelativePath(Repository.Root, path).Replace('\\', '/'));
        Assert.All(projects, path => Assert.Contains($"\"{path}\"", solution, StringComparison.Ordinal));
    }
}
