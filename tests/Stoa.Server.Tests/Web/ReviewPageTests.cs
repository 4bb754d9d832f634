using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Stoa.Reviews;
using Stoa.Reviews.Answers;
using Stoa.Reviews.Improvements;
using Stoa.Reviews.Milestones;
using Stoa.Reviews.Store;
using Stoa.Server.Tests.Hosting;
using Stoa.Server.Web;
using Stoa.Server.Web.Pages.Review;

namespace Stoa.Server.Tests.Web;

public sealed class ReviewPageTests : IAsyncLifetime
{
    private const string Lens = PageStage.Lens;
    private static readonly Actor Ada = PageStage.Ada;
    private static readonly Actor Ben = PageStage.Ben;

    private PageStage stage = null!;
    private BunitContext context = null!;
    private TestServer server = null!;
    private string workload = "";

    public async ValueTask InitializeAsync()
    {
        stage = await PageStage.OpenAsync();
        (context, server, workload) = (stage.Context, stage.Server, stage.Workload);
    }

    public ValueTask DisposeAsync() => stage.DisposeAsync();

    [Fact]
    public async Task A_key_answers_a_best_practice_and_the_score_moves()
    {
        var page = Open("REL10");
        Assert.Equal("–", page.Find(".review-strip .score").TextContent);

        await PressAsync(page, "1");

        page.WaitForAssertion(() => Assert.Equal("100", page.Find(".review-strip .score").TextContent));
        Assert.Equal("true", page.Find(".practice .answers button").GetAttribute("aria-pressed"));
        Assert.Equal(ChoiceStatus.Met, (await AnswerAsync())!.Choices.Values.Single().Status);

        await PressAsync(page, "1");

        page.WaitForAssertion(() => Assert.Equal("false", page.Find(".practice .answers button").GetAttribute("aria-pressed")));
        Assert.Empty((await AnswerAsync())!.Choices);
    }

    [Fact]
    public async Task A_note_is_saved_as_one_types()
    {
        var page = Open("REL10");

        await page.Find("#question-note").InputAsync(new ChangeEventArgs { Value = "Ask the platform team" });

        await WaitAsync(async () => (await AnswerAsync())?.Notes == "Ask the platform team");
        page.WaitForAssertion(() => Assert.Contains("saved", page.Find(".save-mark").TextContent));
    }

    [Fact]
    public async Task A_note_is_kept_before_anybody_answers_and_after_an_answer_is_taken_back()
    {
        var page = Open("REL10");
        await page.Find(".practice .title").ClickAsync(new());

        await page.Find(".practice textarea").InputAsync(new ChangeEventArgs { Value = "Ask the platform team" });

        await WaitAsync(async () => (await AnswerAsync())?.Choices.Values.SingleOrDefault()?.Notes == "Ask the platform team");
        Assert.Equal("–", page.Find(".review-strip .score").TextContent);
        await PressAsync(page, "1");
        page.WaitForAssertion(() => Assert.Equal("100", page.Find(".review-strip .score").TextContent));
        await PressAsync(page, "1");
        page.WaitForAssertion(() => Assert.Equal("–", page.Find(".review-strip .score").TextContent));
        Assert.Equal((null, "Ask the platform team"), ((await AnswerAsync())!.Choices.Values.Single() is var kept ? (kept.Status, kept.Notes) : default));
    }

    [Fact]
    public async Task A_conflict_says_who_was_faster_and_keeps_what_was_typed()
    {
        var page = Open("REL10");
        var answers = server.Service<AnswerService>();
        await answers.UpdateAsync(Ben, workload, Lens, "fault-isolation", new AnswerUpdate { Notes = "Ben's words" });

        await page.Find("#question-note").InputAsync(new ChangeEventArgs { Value = "Ada's words" });

        page.WaitForAssertion(() => Assert.Contains("Ben was faster", page.Find("[role=alert]").TextContent), TimeSpan.FromSeconds(10));
        Assert.Equal("Ada's words", page.Find("#question-note").GetAttribute("value"));
        Assert.Equal("Ben's words", (await AnswerAsync())!.Notes);

        await page.FindAll("button").Single(static b => b.TextContent == "Save mine over it").ClickAsync(new());

        page.WaitForAssertion(() => Assert.Empty(page.FindAll("[role=alert]")));
        Assert.Equal("Ada's words", (await AnswerAsync())!.Notes);
    }

    [Fact]
    public async Task Taking_theirs_after_a_conflict_shows_theirs()
    {
        var page = Open("REL10");
        await server.Service<AnswerService>().UpdateAsync(Ben, workload, Lens, "fault-isolation", new AnswerUpdate { Notes = "Ben's words" });
        await page.Find("#question-note").InputAsync(new ChangeEventArgs { Value = "Ada's words" });
        page.WaitForElement("[role=alert]", TimeSpan.FromSeconds(10));

        await page.FindAll("button").Single(static b => b.TextContent == "Keep theirs").ClickAsync(new());

        Assert.Equal("Ben's words", page.Find("#question-note").GetAttribute("value"));
        Assert.Equal("Ben's words", (await AnswerAsync())!.Notes);
    }

    [Fact]
    public async Task None_of_these_takes_back_what_was_met()
    {
        var page = Open("REL10");
        await PressAsync(page, "2");
        page.WaitForAssertion(() => Assert.Equal("100", page.Find(".review-strip .score").TextContent));

        await page.Find(".none-of-these input").ChangeAsync(new ChangeEventArgs { Value = true });

        page.WaitForAssertion(() => Assert.Equal("0", page.Find(".review-strip .score").TextContent));
        Assert.Single((await AnswerAsync())!.Choices);
    }

    [Fact]
    public async Task A_point_leads_to_the_unanswered_question_that_is_worth_most()
    {
        var page = Open("REL10");
        var board = new ReviewBoard((await server.Service<MilestoneService>().SnapshotAsync(Ada, workload)).Lenses[0].Standing);
        var navigation = context.Services.GetRequiredService<NavigationManager>();

        await PressAsync(page, ".");

        Assert.EndsWith("/" + board.MostWorth("fault-isolation")!.Standing.Code, navigation.Uri);
    }

    [Fact]
    public async Task What_is_open_in_the_questions_of_a_pillar_is_all_that_is_missing()
    {
        await server.Service<AnswerService>().UpdateAsync(Ada, workload, Lens, "fault-isolation", new AnswerUpdate { SelectedChoices = [], Notes = "x" });
        var board = new ReviewBoard((await server.Service<MilestoneService>().SnapshotAsync(Ada, workload)).Lenses[0].Standing);

        Assert.All(board.Questions.GroupBy(static q => q.Pillar.Id), static pillar => Assert.Equal(1, pillar.Sum(static q => q.Open), 6));
    }

    [Fact]
    public async Task A_best_practice_adds_as_many_points_in_the_review_as_in_the_plan()
    {
        var question = (await server.Service<AnswerService>().GetAsync(Ada, workload, Lens, "fault-isolation")).Question;
        await server.Service<AnswerService>().UpdateAsync(Ada, workload, Lens, "fault-isolation", new AnswerUpdate
        {
            Choices = new Dictionary<string, ChoiceUpdate> { [question.Choices[0].Id] = new(ChoiceStatus.Met), [question.Choices[1].Id] = new(ChoiceStatus.Unmet) },
        });
        var planned = Assert.Single((await server.Service<ImprovementService>().GetAsync(Ada, workload)).Candidates).Worth.PillarPoints;

        var page = Open("REL10");

        Assert.Contains(page.FindAll(".practice .title"), title => title.TextContent.Contains($"+{planned:0} points", StringComparison.Ordinal));
    }

    [Fact]
    public void A_question_that_is_not_there_is_said_so()
    {
        var page = Render("REL99");

        page.WaitForAssertion(() => Assert.Contains("There is nothing here", page.Markup));
    }

    private IRenderedComponent<ReviewPage> Open(string question)
    {
        var page = Render(question);
        page.WaitForElement(".practices", TimeSpan.FromSeconds(20));
        return page;
    }

    private IRenderedComponent<ReviewPage> Render(string question) => context.Render<ReviewPage>(parameters => parameters
        .Add(static p => p.Id, workload).Add(static p => p.LensName, Lens).Add(static p => p.QuestionName, question));

    private Task PressAsync(IRenderedComponent<ReviewPage> page, string key) =>
        page.InvokeAsync(() => context.Services.GetRequiredService<Shortcuts>().PressAsync(key));

    private async Task<AnswerRecord?> AnswerAsync() => (await server.Service<AnswerService>().GetAsync(Ada, workload, Lens, "fault-isolation")).Answer;

    private static async Task WaitAsync(Func<Task<bool>> isSo)
    {
        for (var i = 0; i < 100 && !await isSo(); i++)
        {
            await Task.Delay(100, Xunit.TestContext.Current.CancellationToken);
        }

        Assert.True(await isSo());
    }
}
