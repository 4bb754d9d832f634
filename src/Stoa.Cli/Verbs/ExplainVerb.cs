using System.CommandLine;
using Stoa.Assessment;
using Stoa.Assessment.Scoring;
using Stoa.Language.Text;
using Stoa.Reports.Text;

namespace Stoa.Cli.Verbs;

/// <summary><c>stoa explain</c>: how a result came about, with the arithmetic.</summary>
internal static class ExplainVerb
{
    public static Command Create(Terminal terminal)
    {
        var subject = new Argument<string>("SUBJECT") { Description = "A question (SEC08), a best practice, a check or a resource's address" };
        var sources = new SourceOptions();
        var command = new Command("explain", "Show why a question, a check or a resource stands as it does") { subject };
        sources.AddTo(command);
        command.SetAction(words =>
        {
            var knowledge = sources.Knowledge(words);
            var run = sources.Review(words, knowledge);
            var name = words.GetValue(subject)!;
            var explanation = Explainer.Explain(name, run.Assessment, knowledge) ?? throw Unknown(name, run, knowledge);
            var resource = explanation is Explanation.OfResource
                ? run.Workload.Resources.FirstOrDefault(r => r.Address == name)
                : null;
            ExplanationText.Write(explanation, resource, terminal.Out, new TextReportOptions { Width = Terminal.Width, Color = Terminal.Color });
            return ExitCode.Passed;
        });
        return command;
    }

    private static UsageException Unknown(string name, ReviewRun run, KnowledgeBase knowledge) =>
        new($"nothing here is called '{name}'.{Spelling.DidYouMean(name, Explainer.Subjects(run.Assessment, knowledge))} Ask for a question (SEC08), a best practice, a check or a resource's address.");
}
