using Stoa.Assessment.Scoring;
using Stoa.Language.Text;

namespace Stoa.Assessment.Tests.Scoring;

public class ExplainerTests
{
    private static readonly KnowledgeBase Knowledge = SmallKnowledge.Of(SmallKnowledge.Good(SmallKnowledge.Page("aliases: [CKV_AWS_157]")));

    private static readonly WorkloadAssessment Assessment = Reviewer.Run(
        new MemoryFileTree(
            ("main.tf", "resource \"aws_db_instance\" \"a\" {\n  multi_az = true\n}\nresource \"aws_db_instance\" \"b\" {}\n"),
            ("stoa.yaml", "answers:\n  REL01-BP03: met\n")),
        new ReviewOptions(),
        Knowledge,
        TimeProvider.System).Assessment;

    [Theory]
    [InlineData("REL01")]
    [InlineData("rel01")]
    [InlineData("REL01-BP02")]
    public void A_question_is_explained_by_the_sum_that_gives_its_score(string subject)
    {
        var explanation = Assert.IsType<Explanation.OfQuestion>(Explainer.Explain(subject, Assessment, Knowledge));
        Assert.Equal([(3, 0.5), (2, null), (1, 1.0)], explanation.Terms.Select(static t => (t.Weight, t.Met)));
        Assert.Equal((2.5, 4, 2, 3), (explanation.Met, explanation.Weight, explanation.Known, explanation.Applicable));
        Assert.Equal(100 * explanation.Met / explanation.Weight, explanation.Result.Score);
        Assert.StartsWith("REL01-BP01 is not followed everywhere", explanation.RiskReason);
    }

    [Theory]
    [InlineData("aws/rds/standby")]
    [InlineData("CKV_AWS_157")]
    public void A_check_is_explained_by_what_it_said_of_each_resource(string subject)
    {
        var explanation = Assert.IsType<Explanation.OfCheck>(Explainer.Explain(subject, Assessment, Knowledge));
        Assert.Equal("Why.", explanation.Page!.Prose);
        Assert.Equal([Outcome.Pass, Outcome.Fail], explanation.Verdicts.Select(static v => v.Outcome));
        Assert.Equal("REL01-BP01", Assert.Single(explanation.BestPractices).BestPractice.Id);
    }

    [Fact]
    public void A_resource_is_explained_by_what_all_checks_said_of_it()
    {
        var explanation = Assert.IsType<Explanation.OfResource>(Explainer.Explain("aws_db_instance.b", Assessment, Knowledge));
        Assert.Equal(Outcome.Fail, Assert.Single(explanation.Verdicts).Outcome);
    }

    [Fact]
    public void What_is_not_there_cannot_be_explained_but_its_neighbours_can_be_named()
    {
        Assert.Null(Explainer.Explain("aws_db_instance.c", Assessment, Knowledge));
        Assert.Equal(
            ["REL01", "REL02", "aws/rds/standby", "aws_db_instance.a", "aws_db_instance.b"], Explainer.Subjects(Assessment, Knowledge));
    }
}
