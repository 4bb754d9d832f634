using Stoa.Assessment.Answers;
using Stoa.Knowledge.Tests;
using Stoa.Language.Diagnostics;
using Stoa.Language.Text;

namespace Stoa.Assessment.Tests.Answers;

public class WorkloadFileDocumentationTests
{
    [Fact]
    public void The_example_in_the_documentation_is_read_without_a_complaint()
    {
        var page = File.ReadAllText(Path.Combine(RepositoryKnowledge.Root, "docs", "reference", "stoa-yaml.md"));
        var start = page.IndexOf("```yaml\n", StringComparison.Ordinal) + "```yaml\n".Length;
        var diagnostics = new DiagnosticBag();
        var file = WorkloadFileReader.Read(
            new SourceText("stoa.yaml", page[start..page.IndexOf("```", start, StringComparison.Ordinal)]), RepositoryKnowledge.Lens, diagnostics);
        Assert.Empty(diagnostics);
        Assert.Equal(("Orders", 3, 1, 1), (file.Name, file.Answers.Length, file.AcceptedRisks.Length, file.Suppressions.Length));
    }
}
