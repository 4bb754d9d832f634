using Stoa.Assessment.Checks;
using Stoa.Language.Text;
using Stoa.Workloads;
using Stoa.Workloads.Graph;
using Stoa.Workloads.Terraform;

namespace Stoa.Knowledge.Tests;

/// <summary>A shipped check has a verdict on whatever is written: where it stumbles, the mistake is ours and not the reader's.</summary>
public class EvaluationTests
{
    public static TheoryData<string> Values() => new("var.nothing", "null", "\"\"", "\"text\"", "0", "true", "[]", "[null]", "[var.nothing]", "{}", "[{}]");

    [Theory]
    [MemberData(nameof(Values))]
    public void No_check_stumbles_over_a_value_that_nobody_expected(string value)
    {
        var text = new System.Text.StringBuilder("variable \"nothing\" {}\n");
        foreach (var page in RepositoryKnowledge.Pages)
        {
            foreach (var example in page.Examples.Where(static e => e.Format == SourceFormat.Terraform))
            {
                // Whatever an example writes on one line, written as the value instead.
                foreach (var line in example.Text.Split('\n'))
                {
                    var at = line.IndexOf(" = ", StringComparison.Ordinal);
                    text.Append(at > 0 && !line.EndsWith('{') && !line.EndsWith('[') && !line.EndsWith('(') && line.TrimStart()[0] is >= 'a' and <= 'z'
                        ? $"{line[..at]} = {value}\n"
                        : $"{line}\n");
                }
            }
        }

        var reading = TerraformReader.Read(new MemoryFileTree(("main.tf", text.ToString())));
        var workload = WorkloadBuilder.Build(reading.Units, RepositoryKnowledge.Kinds, reading.Diagnostics);
        var catalog = new CheckCatalog(RepositoryKnowledge.Pages.Select(static p => p.Definition), RepositoryKnowledge.Kinds);
        var run = new CheckEngine(catalog).Run(new CheckScope(workload), 1);

        Assert.True(run.Checks.Count > 100, $"Only {run.Checks.Count} checks were asked of anything.");
        Assert.Empty(run.Diagnostics);
    }
}
