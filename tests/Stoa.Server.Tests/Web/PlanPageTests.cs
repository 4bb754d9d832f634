using Bunit;
using Microsoft.AspNetCore.Components;
using Stoa.Reviews.Answers;
using Stoa.Reviews.Improvements;
using Stoa.Reviews.Milestones;
using Stoa.Reviews.Store;
using Stoa.Server.Web.Pages;

namespace Stoa.Server.Tests.Web;

public sealed class PlanPageTests : IAsyncLifetime
{
    private const string First = "sec_securely_operate_multi_accounts";
    private const string Second = "sec_securely_operate_aws_account";

    private PageStage stage = null!;

    public async ValueTask InitializeAsync()
    {
        stage = await PageStage.OpenAsync();
        await stage.Server.Service<AnswerService>().UpdateAsync(PageStage.Ada, stage.Workload, PageStage.Lens, "securely-operate", new AnswerUpdate
        {
            Choices = new Dictionary<string, ChoiceUpdate> { [First] = new(ChoiceStatus.Unmet), [Second] = new(ChoiceStatus.Unmet) },
        });
        foreach (var (choice, title) in new[] { (First, "Split the accounts"), (Second, "Lock the root user") })
        {
            await stage.Server.Service<ImprovementService>().PlanAsync(
                PageStage.Ada, stage.Workload, new(PageStage.Lens, "securely-operate", choice, new ImprovementEdit { Title = title }));
        }
    }

    public ValueTask DisposeAsync() => stage.DisposeAsync();

    [Fact]
    public async Task A_card_moves_by_its_menu()
    {
        var page = Open();

        await ChooseAsync(page, "Lock the root user", "Further up");
        page.WaitForAssertion(() => Assert.Equal(["Lock the root user", "Split the accounts"], Cards(page, "ToDo")));

        await ChooseAsync(page, "Lock the root user", "Doing");
        page.WaitForAssertion(() => Assert.Equal(["Lock the root user"], Cards(page, "Doing")));
        Assert.Equal(["Split the accounts"], Cards(page, "ToDo"));
        Assert.Empty(page.FindAll(".card .menu"));
    }

    [Fact]
    public async Task To_leave_it_undone_the_menu_asks_why()
    {
        var page = Open();

        await ChooseAsync(page, "Split the accounts", "Risk accepted…");
        page.WaitForElement("#a-reason");
        await page.Find("#a-reason").ChangeAsync(new ChangeEventArgs { Value = "One account until the merger" });
        await page.FindAll("form").Single(static f => f.TextContent.Contains("The last day", StringComparison.Ordinal)).SubmitAsync();

        page.WaitForAssertion(() => Assert.Equal(["Split the accounts"], Cards(page, "RiskAccepted")));
        Assert.Contains("One account until the merger", page.Find("section[aria-labelledby=accepted]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Words_and_status_are_saved_at_once()
    {
        var page = Open();

        await page.FindAll(".card .title")[0].ClickAsync(new());
        await page.Find("#i-owner").ChangeAsync(new ChangeEventArgs { Value = "Platform team" });
        await page.Find("#i-status").ChangeAsync(new ChangeEventArgs { Value = nameof(ImprovementStatus.Done) });
        await page.FindAll("form").Single(static f => f.QuerySelector("#i-owner") is not null).SubmitAsync();

        page.WaitForAssertion(() => Assert.Equal(["Split the accounts"], Cards(page, "Done")));
        var item = (await stage.Server.Service<ImprovementService>().GetAsync(PageStage.Ada, stage.Workload)).Items[1].Record;
        Assert.Equal(("Platform team", ImprovementStatus.Done), (item.Owner, item.Status));
    }

    [Fact]
    public async Task Milestones_stand_on_a_time_line_and_lead_to_what_changed_since()
    {
        await stage.Server.Service<MilestoneService>().CreateAsync(PageStage.Ada, stage.Workload, "As we <found> it");
        await stage.Server.Service<ImprovementService>().PlanAsync(PageStage.Ada, stage.Workload, new(
            PageStage.Lens, "securely-operate", "sec_securely_operate_control_objectives", new ImprovementEdit { Title = "Write them down", DueDate = new DateOnly(2020, 2, 29) }));
        var page = Open();

        var chart = page.Find("svg.trend.wide");

        var milestone = Assert.Single(chart.QuerySelectorAll("a"));
        Assert.Contains("As we <found> it", milestone.GetAttribute("aria-label"), StringComparison.Ordinal);
        Assert.EndsWith("/compare?from=1&to=now", milestone.GetAttribute("href"), StringComparison.Ordinal);
        Assert.Contains("Write them down", Assert.Single(chart.QuerySelectorAll(".due.late")).TextContent, StringComparison.Ordinal);
        Assert.Equal(2, chart.QuerySelectorAll(".dot").Length);
    }

    private IRenderedComponent<PlanPage> Open()
    {
        var page = stage.Context.Render<PlanPage>(parameters => parameters.Add(static p => p.Id, stage.Workload));
        page.WaitForElement(".card", TimeSpan.FromSeconds(20));
        return page;
    }

    private static async Task ChooseAsync(IRenderedComponent<PlanPage> page, string card, string choice)
    {
        await page.Find($"button[aria-label='Move: {card}']").ClickAsync(new());
        await page.FindAll(".card .menu button").Single(b => b.TextContent.Trim() == choice).ClickAsync(new());
    }

    private static IEnumerable<string> Cards(IRenderedComponent<PlanPage> page, string lane) =>
        page.FindAll($"section[aria-labelledby=lane-{lane}] .title").Select(static title => title.TextContent);
}
