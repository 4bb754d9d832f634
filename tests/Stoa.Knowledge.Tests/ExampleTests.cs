using Stoa.Assessment.Checks;

namespace Stoa.Knowledge.Tests;

/// <summary>Every example of every page, each a test of its own.</summary>
public class ExampleTests
{
    public static TheoryData<string, int> Examples()
    {
        var data = new TheoryData<string, int>();
        foreach (var page in RepositoryKnowledge.Pages)
        {
            for (var i = 0; i < page.Examples.Length; i++)
            {
                data.Add(new TheoryDataRow<string, int>(page.Check.Id, i)
                {
                    TestDisplayName = $"{page.Check.Id} says of its example {page.Examples[i]} what the fence says",
                });
            }
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Examples), DisableDiscoveryEnumeration = false)]
    public void A_check_says_of_each_example_what_its_fence_says(string id, int index)
    {
        var page = RepositoryKnowledge.Pages.Single(p => p.Check.Id == id);
        var result = CheckExamples.Run(page.Examples[index], new CheckCatalog([page.Definition], RepositoryKnowledge.Kinds), RepositoryKnowledge.Kinds);
        Assert.True(result.Holds, $"{page.Examples[index].Location}: {result.Problem}\n{string.Join('\n', result.Diagnostics)}");
    }
}
