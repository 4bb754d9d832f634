using Stoa.Assessment;
using Stoa.Assessment.Checks;
using Stoa.Language.Diagnostics;
using Stoa.Workloads;

namespace Stoa.Knowledge.Tests;

/// <summary>What holds for the pages taken together.</summary>
public class PageTests
{
    public static TheoryData<string> Ids() => [.. RepositoryKnowledge.Pages.Select(static p => p.Check.Id)];

    [Fact]
    public void Every_page_and_every_kind_is_read_without_a_complaint() =>
        Assert.DoesNotContain(RepositoryKnowledge.Diagnostics, static d => d.Severity != DiagnosticSeverity.Info);

    [Fact]
    public void Every_page_in_the_folder_is_read()
    {
        var files = Directory.EnumerateFiles(Path.Combine(RepositoryKnowledge.Root, "knowledge", "checks"), "*.md", SearchOption.AllDirectories)
            .Count(static f => Path.GetFileName(f) != "README.md");
        Assert.Equal(files, RepositoryKnowledge.Pages.Length);
    }

    [Fact]
    public void No_two_checks_have_the_same_title()
    {
        var twice = RepositoryKnowledge.Pages.GroupBy(static p => p.Check.Title, StringComparer.OrdinalIgnoreCase)
            .Where(static g => g.Count() > 1).Select(static g => $"{g.Key}: {string.Join(", ", g.Select(static p => p.Check.Id))}");
        Assert.Empty(twice);
    }

    [Fact]
    public void There_are_at_least_eighty_checks_and_eight_for_each_pillar()
    {
        Assert.True(RepositoryKnowledge.Pages.Length >= 80, $"{RepositoryKnowledge.Pages.Length} checks");
        foreach (var pillar in RepositoryKnowledge.Lens.Pillars)
        {
            var practices = pillar.Questions.SelectMany(static q => q.BestPractices).Select(static b => b.Id).ToHashSet();
            var count = RepositoryKnowledge.Pages.Count(p => p.Check.BestPractices.Any(practices.Contains));
            Assert.True(count >= 8, $"{pillar.Name} has {count} checks");
        }
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void A_title_is_one_fact_without_a_full_stop(string id)
    {
        var title = Page(id).Check.Title;
        Assert.False(title.EndsWith('.'), title);
        Assert.True(char.IsUpper(title[0]) || char.IsAsciiDigit(title[0]), title);
        Assert.InRange(title.Length, 10, 100);
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void A_page_explains_itself(string id) => Assert.True(Page(id).Prose.Length >= 80, $"The prose of {id} is too short to teach anybody.");

    [Theory]
    [MemberData(nameof(Ids))]
    public void A_message_is_a_clause_without_a_full_stop(string id) => Assert.False(Page(id).Definition.Message.ToString().EndsWith('.'));

    [Theory]
    [MemberData(nameof(Ids))]
    public void No_best_practice_or_alias_stands_twice_on_a_page(string id)
    {
        var check = Page(id).Check;
        Assert.Equal(check.BestPractices.Distinct(), check.BestPractices);
        Assert.Equal(check.Aliases.Distinct(StringComparer.OrdinalIgnoreCase), check.Aliases);
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void A_page_has_a_good_and_a_bad_example_in_each_language_that_its_kind_maps(string id)
    {
        var page = Page(id);
        foreach (var format in FormatsOf(page))
        {
            var shown = page.Examples.Where(e => e.Format == format).Select(static e => e.Expectation).ToHashSet();
            Assert.True(shown.Contains(ExampleExpectation.Good), $"{id} has no good example in {format}.");

            // What is only ever present or unknown has no bad example: its counterpart is undecided, the same in every language.
            Assert.True(
                shown.Contains(ExampleExpectation.Bad)
                    || (CannotFail(page) && page.Examples.Any(static e => e.Expectation == ExampleExpectation.Undecided)),
                $"{id} has no bad example in {format}.");
        }
    }

    private static bool CannotFail(CheckPage page) => page.Definition.Require.ToString().Contains("present(", StringComparison.Ordinal);

    private static IEnumerable<SourceFormat> FormatsOf(CheckPage page)
    {
        if (page.Check.IsOfWorkload)
        {
            return [SourceFormat.Terraform, SourceFormat.CloudFormation];
        }

        var definition = RepositoryKnowledge.Kinds.Definition(page.Check.Kind)!;
        return [.. definition.Terraform.Count > 0 ? [SourceFormat.Terraform] : (SourceFormat[])[],
            .. definition.CloudFormation.Count > 0 ? [SourceFormat.CloudFormation] : (SourceFormat[])[]];
    }

    private static CheckPage Page(string id) => RepositoryKnowledge.Pages.Single(p => p.Check.Id == id);
}
