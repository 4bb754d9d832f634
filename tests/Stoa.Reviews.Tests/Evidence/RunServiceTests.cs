using Microsoft.EntityFrameworkCore;
using Stoa.Assessment;
using Stoa.Reviews.Answers;
using Stoa.Reviews.Evidence;
using Stoa.Reviews.Lenses;
using Stoa.Reviews.Store;
using Stoa.Reviews.Tests.Databases;

namespace Stoa.Reviews.Tests.Evidence;

/// <summary>Runs bring evidence and what a file says; what people say stands over both.</summary>
public class RunServiceTests
{
    public static TheoryData<string> Kinds => Database.Kinds;

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_file_answers_what_nobody_has_answered(string kind)
    {
        await using var book = await Book.OpenAsync(kind);
        var id = await book.DefineAsync();
        var question = book.Lenses.Framework.Questions.Single(static q => q.Code == "SUS06");
        var own = question.Choices.First(static c => c.Practice == "SUS06-BP01");
        await book.Answers.UpdateAsync(Book.Contributor, id, ReviewLens.Framework, question.Id, new AnswerUpdate
        {
            Choices = new Dictionary<string, ChoiceUpdate> { [own.Id] = new(ChoiceStatus.Met) },
        });

        await book.Runs.AddAsync(Book.Contributor, id, new NewRun("a", "push"), Result(
            new FileAnswer("SUS06", ChoiceStatus.NotApplicable, "Elsewhere.", "Ada", new DateOnly(2026, 10, 1)),
            new FileAnswer("SUS06-BP03", ChoiceStatus.Partly, null, null, null)));

        var answer = (await book.Answers.GetAsync(Book.Viewer, id, ReviewLens.Framework, question.Id)).Answer!;
        ChoiceAnswer Of(string practice) => answer.Choices[question.Choices.First(c => c.Practice == practice).Id];
        Assert.Equal((ChoiceStatus.Met, "cora"), (Of("SUS06-BP01").Status, Of("SUS06-BP01").By));
        Assert.Equal((ChoiceStatus.NotApplicable, "Ada (stoa.yaml)", "Elsewhere."), (Of("SUS06-BP02").Status, Of("SUS06-BP02").By, Of("SUS06-BP02").Notes));
        Assert.Equal(new DateTimeOffset(2026, 10, 1, 0, 0, 0, TimeSpan.Zero), Of("SUS06-BP02").At);
        Assert.Equal((ChoiceStatus.Partly, "stoa.yaml", book.Clock.Now), (Of("SUS06-BP03").Status, Of("SUS06-BP03").By, Of("SUS06-BP03").At));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_later_file_changes_what_an_earlier_one_said_and_nothing_else(string kind)
    {
        await using var book = await Book.OpenAsync(kind);
        var id = await book.DefineAsync();
        var question = book.Lenses.Framework.Questions.Single(static q => q.Code == "SUS06");
        var choice = question.Choices.First(static c => c.Practice == "SUS06-BP01").Id;
        var other = question.Choices.First(static c => c.Practice == "SUS06-BP02").Id;
        await book.Runs.AddAsync(Book.Contributor, id, new NewRun("a", "push"), Result(new FileAnswer("SUS06", ChoiceStatus.Met, null, null, null)));
        await book.Answers.UpdateAsync(Book.Contributor, id, ReviewLens.Framework, question.Id, new AnswerUpdate
        {
            Choices = new Dictionary<string, ChoiceUpdate> { [choice] = new(ChoiceStatus.Met, null, "I looked.") },
        });

        await book.Runs.AddAsync(Book.Contributor, id, new NewRun("a", "push"), Result(new FileAnswer("SUS06", ChoiceStatus.Unmet, null, null, null)));

        var choices = (await book.Answers.GetAsync(Book.Viewer, id, ReviewLens.Framework, question.Id)).Answer!.Choices;
        Assert.Equal(("cora", ChoiceStatus.Met), (choices[choice].By, choices[choice].Status));
        Assert.Equal(("stoa.yaml", ChoiceStatus.Unmet), (choices[other].By, choices[other].Status));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_question_that_does_not_concern_the_workload_stays_so(string kind)
    {
        await using var book = await Book.OpenAsync(kind);
        var id = await book.DefineAsync();
        var question = book.Lenses.Framework.Questions.Single(static q => q.Code == "SUS06");
        await book.Answers.UpdateAsync(Book.Contributor, id, ReviewLens.Framework, question.Id, new AnswerUpdate { IsApplicable = false, Reason = "OUT_OF_SCOPE" });

        await book.Runs.AddAsync(Book.Contributor, id, new NewRun("a", "push"), Result(new FileAnswer("SUS06", ChoiceStatus.Met, null, null, null)));

        Assert.Empty((await book.Answers.GetAsync(Book.Viewer, id, ReviewLens.Framework, question.Id)).Answer!.Choices);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Only_the_first_worker_that_finishes_a_run_has_an_effect(string kind)
    {
        await using var book = await Book.OpenAsync(kind);
        var id = await book.DefineAsync();
        var run = await book.Runs.QueueAsync(Book.Contributor, id, new NewRun("a", "upload", "a.zip"), [1, 2, 3]);

        var taken = await book.Runs.TakeAsync(run);
        Assert.Equal([1, 2, 3], taken!.Value.Archive);
        Assert.Null(await book.Runs.TakeAsync(run));
        Assert.Empty(await book.Runs.RequeueAsync(TimeSpan.FromMinutes(3)));
        book.Clock.Now += TimeSpan.FromMinutes(4);
        // The first worker is thought to be dead, and is not.
        Assert.Equal([run], await book.Runs.RequeueAsync(TimeSpan.FromMinutes(3)));
        Assert.NotNull(await book.Runs.TakeAsync(run));
        var finished = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => book.Runs.CompleteAsync(run, Result(new FileAnswer("SUS06-BP01", ChoiceStatus.Met, null, null, null)))));

        Assert.Single(finished, static f => f);
        Assert.False(await book.Runs.FailAsync(run, "too late"));
        Assert.Null(await book.Runs.TakeAsync(run));
        Assert.Empty(await book.Runs.RequeueAsync(null));
        Assert.Equal(RunStatus.Done, (await book.Runs.GetAsync(Book.Viewer, id, run)).Status);
        await using var context = book.Open();
        Assert.Equal(["evidence.json", "review.json"], await context.RunContents.Where(c => c.RunId == run).Select(static c => c.Name).Order().ToListAsync(TestContext.Current.CancellationToken));
        Assert.Equal(1, await context.Audit.CountAsync(static a => a.Action == "answer.file", TestContext.Current.CancellationToken));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task One_worker_of_many_takes_a_run(string kind)
    {
        await using var book = await Book.OpenAsync(kind);
        var id = await book.DefineAsync();
        var run = await book.Runs.QueueAsync(Book.Contributor, id, new NewRun("a", "upload", "a.zip"), [1]);

        // On PostgreSQL those that lose the race are told so; either way one has it.
        var taken = await Task.WhenAll(Enumerable.Range(0, 8).Select(async _ =>
        {
            try
            {
                return await book.Runs.TakeAsync(run) is not null;
            }
            catch (ConflictException)
            {
                return false;
            }
        }));

        Assert.Single(taken, static t => t);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_run_that_takes_its_server_down_each_time_is_given_up(string kind)
    {
        await using var book = await Book.OpenAsync(kind);
        var id = await book.DefineAsync();
        var run = await book.Runs.QueueAsync(Book.Contributor, id, new NewRun("a", "upload", "a.zip"), [1]);
        for (var i = 0; i < 3; i++)
        {
            Assert.NotNull(await book.Runs.TakeAsync(run));
            Assert.Equal([run], await book.Runs.RequeueAsync(null));
        }

        Assert.Null(await book.Runs.TakeAsync(run));
        var record = await book.Runs.GetAsync(Book.Viewer, id, run);
        Assert.Equal(RunStatus.Failed, record.Status);
        Assert.Contains("3 times", record.Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Large_parts_of_old_runs_are_dropped_and_their_proofs_are_kept(string kind)
    {
        await using var book = await Book.OpenAsync(kind);
        var id = await book.DefineAsync();
        var runs = new List<string>();
        for (var i = 0; i < 12; i++)
        {
            book.Clock.Now += TimeSpan.FromMinutes(1);
            runs.Add(await book.Runs.AddAsync(Book.Contributor, id, new NewRun("a", "push"), Result()));
        }

        await book.Runs.AddAsync(Book.Contributor, id, new NewRun("b", "push"), Result());

        Assert.Null(await book.Runs.ContentAsync(Book.Viewer, id, runs[1], "review.json"));
        Assert.NotNull(await book.Runs.ContentAsync(Book.Viewer, id, runs[1], "evidence.json"));
        Assert.NotNull(await book.Runs.ContentAsync(Book.Viewer, id, runs[2], "review.json"));
    }

    private static RunResult Result(params FileAnswer[] answers) => new()
    {
        ToolVersion = "0.1.0",
        Resources = 1,
        Failures = 0,
        Score = 100,
        Evidence = new RunEvidence(new Dictionary<string, IReadOnlyList<Proof>>
        {
            ["REL10-BP01"] = [new Proof { Source = "check", Ref = "aws/rds/instance-multi-az", Effect = EvidenceEffect.Supports, Weight = 3, Passed = 1 }],
        }),
        Answers = answers,
        Contents = new Dictionary<string, byte[]> { ["review.json"] = "{}"u8.ToArray() },
    };
}
