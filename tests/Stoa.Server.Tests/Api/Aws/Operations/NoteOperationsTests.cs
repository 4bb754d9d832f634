using Stoa.Reviews.Answers;

namespace Stoa.Server.Tests.Api.Aws.Operations;

public class NoteOperationsTests
{
    [Fact]
    public async Task A_choice_that_is_noted_and_not_answered_is_not_among_the_answers()
    {
        await using var server = await RecordServer.StartAsync();
        var (id, _) = await server.DefineAsync();
        await server.Service<AnswerService>().UpdateAsync(RecordServer.Caller, id, "wellarchitected", "securely-operate", new AnswerUpdate
        {
            Choices = new Dictionary<string, ChoiceUpdate> { ["sec_securely_operate_aws_account"] = new(null, null, "Ask the platform team") },
        });
        var question = new { WorkloadId = id, LensAlias = "wellarchitected", QuestionId = "securely-operate" };
        var noted = (await server.CallAsync("GetAnswer", question))["Answer"]!;
        Assert.Empty(noted["ChoiceAnswers"]!.AsArray());
        Assert.Equal("UNANSWERED", (string?)noted["Risk"]);
        var answered = (await server.CallAsync("UpdateAnswer", new { question.WorkloadId, question.LensAlias, question.QuestionId, SelectedChoices = new[] { "sec_securely_operate_multi_accounts" } }))["Answer"]!;
        var choice = answered["ChoiceAnswers"]!.AsArray().Single(static c => (string?)c!["ChoiceId"] == "sec_securely_operate_aws_account")!;
        Assert.Equal(("UNSELECTED", "Ask the platform team"), ((string?)choice["Status"], (string?)choice["Notes"]));
    }
}
