using Stoa.Reviews.Profiles;
using Stoa.Reviews.Tests.Databases;

namespace Stoa.Reviews.Tests.Profiles;

public class ProfileServiceTests
{
    private static readonly Dictionary<string, List<string>> Answers = new()
    {
        ["stage"] = ["stage_launch"], ["goals"] = ["goals_availability"], ["stakes"] = ["stakes_revenue"],
    };

    public static TheoryData<string> Kinds => Database.Kinds;

    [Fact]
    public void Every_question_that_a_choice_puts_first_is_one_of_the_framework()
    {
        var codes = Book.Framework.Questions.Select(static q => q.Code).ToHashSet();
        var choices = ProfileQuestionnaire.Shipped.Questions.SelectMany(static q => q.Choices).ToList();
        Assert.All(choices, c => Assert.All(c.Prioritizes, code => Assert.Contains(code, codes)));
        Assert.All(choices, static c => Assert.NotEmpty(c.Prioritizes));
        Assert.Equal(codes.Order(), choices.SelectMany(static c => c.Prioritizes).Distinct().Order());
        Assert.Equal(choices.Count, choices.Select(static c => c.Id).Distinct().Count());
    }

    [Fact]
    public void What_most_choices_name_comes_first_and_never_more_than_twenty_questions()
    {
        var order = Book.Framework.Questions.Select(static q => q.Code).ToList();
        Assert.Equal("REL12", ProfileQuestionnaire.Shipped.Prioritize(Answers, order).First(static c => c.StartsWith("REL12", StringComparison.Ordinal)));
        Assert.Equal(["REL10", "REL12"], ProfileQuestionnaire.Shipped.Prioritize(Answers, order).Take(2));
        var everything = ProfileQuestionnaire.Shipped.Questions.ToDictionary(static q => q.Id, static q => q.Choices.Select(static c => c.Id).ToList());
        Assert.Equal(20, ProfileQuestionnaire.Shipped.Prioritize(everything, order).Count);
        Assert.Empty(ProfileQuestionnaire.Shipped.Prioritize(new Dictionary<string, List<string>>(), order));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_profile_counts_the_risks_of_the_questions_that_it_puts_first(string kind)
    {
        await using var book = await Book.OpenAsync(kind);
        var id = await book.DefineAsync();
        Assert.Equal(0, (await book.Workloads.GetAsync(Book.Viewer, id)).Summary.PrioritizedRisks.Unanswered);
        var (arn, version) = await book.Profiles.CreateAsync(Book.Owner, "Shop", "What sells", Answers);
        Assert.Equal("1", version);
        await book.Profiles.AssociateAsync(Book.Owner, id, [arn]);
        var named = ProfileQuestionnaire.Shipped.Prioritize(Answers, Book.Framework.Questions.Select(static q => q.Code)).Count;
        Assert.Equal(named, (await book.Workloads.GetAsync(Book.Viewer, id)).Summary.PrioritizedRisks.Unanswered);
        await book.Profiles.DisassociateAsync(Book.Owner, id, [arn]);
        Assert.Equal(0, (await book.Workloads.GetAsync(Book.Viewer, id)).Summary.PrioritizedRisks.Unanswered);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Other_answers_make_a_version_that_a_workload_moves_to_with_a_milestone(string kind)
    {
        await using var book = await Book.OpenAsync(kind);
        var id = await book.DefineAsync();
        var (arn, _) = await book.Profiles.CreateAsync(Book.Owner, "Shop", "What sells", Answers);
        await book.Profiles.AssociateAsync(Book.Owner, id, [arn]);
        Assert.Equal("1", (await book.Profiles.UpdateAsync(Book.Owner, arn, "What sells most", Answers)).Version.Name);
        Assert.Empty(await book.Notifications.ProfilesAsync(Book.Viewer));
        await Assert.ThrowsAsync<ConflictException>(() => book.Profiles.UpgradeAsync(Book.Owner, id, arn));

        Assert.Equal("2", (await book.Profiles.UpdateAsync(Book.Owner, arn, null, new Dictionary<string, List<string>> { ["goals"] = ["goals_cost"] })).Version.Name);
        Assert.Equal("1", (await book.Workloads.GetAsync(Book.Viewer, id)).Workload.ProfileVersion);
        var notification = Assert.Single(await book.Notifications.ProfilesAsync(Book.Viewer, id));
        Assert.Equal(("PROFILE_ANSWERS_UPDATED", "1", "2", "Shop"),
            (notification.Type, notification.CurrentVersion, notification.LatestVersion, notification.SubjectName));

        await book.Profiles.UpgradeAsync(Book.Owner, id, arn, "Before costs");
        Assert.Equal("2", (await book.Workloads.GetAsync(Book.Viewer, id)).Workload.ProfileVersion);
        Assert.Equal("Before costs", Assert.Single(await book.Milestones.ListAsync(Book.Viewer, id)).Name);
        Assert.Empty(await book.Notifications.ProfilesAsync(Book.Viewer));
        Assert.Equal(["goals_availability"], (await book.Profiles.GetAsync(Book.Viewer, arn, "1")).Version.Answers["goals"]);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_workload_keeps_what_a_deleted_profile_put_first_and_is_told(string kind)
    {
        await using var book = await Book.OpenAsync(kind);
        var id = await book.DefineAsync();
        var (arn, _) = await book.Profiles.CreateAsync(Book.Owner, "Shop", "What sells", Answers);
        await book.Profiles.AssociateAsync(Book.Owner, id, [arn]);
        await book.Profiles.DeleteAsync(Book.Owner, arn);
        await Assert.ThrowsAsync<NotFoundException>(() => book.Profiles.GetAsync(Book.Viewer, arn));
        Assert.Empty(await book.Profiles.ListAsync(Book.Viewer));
        Assert.True((await book.Workloads.GetAsync(Book.Viewer, id)).Summary.PrioritizedRisks.Unanswered > 0);
        Assert.Equal("PROFILE_DELETED", Assert.Single(await book.Notifications.ProfilesAsync(Book.Viewer)).Type);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Answers_that_the_questionnaire_does_not_allow_are_refused(string kind)
    {
        await using var book = await Book.OpenAsync(kind);
        foreach (var (question, selected) in new (string, List<string>)[]
        {
            ("stage", []), ("stage", ["stage_build", "stage_launch"]), ("goals", ["goals_fame"]), ("mood", ["mood_good"]), ("goals", ["goals_cost", "goals_cost"]),
        })
        {
            var refusal = await Assert.ThrowsAsync<InvalidException>(
                () => book.Profiles.CreateAsync(Book.Owner, "Shop", "What sells", new Dictionary<string, List<string>>(Answers) { [question] = selected }));
            Assert.Equal(question, refusal.Fields[0].Field);
        }

        var (arn, _) = await book.Profiles.CreateAsync(Book.Owner, "Shop", "What sells", Answers);
        await Assert.ThrowsAsync<ConflictException>(() => book.Profiles.CreateAsync(Book.Owner, "Shop", "Again", Answers));
        await Assert.ThrowsAsync<DeniedException>(() => book.Profiles.DeleteAsync(Book.Contributor, arn));
        await Assert.ThrowsAsync<NotFoundException>(() => book.Profiles.GetAsync(Book.Stranger, arn));
    }
}
