using System.CommandLine;
using System.Text;
using Stoa.Assessment;
using Stoa.Reports.Json;
using Stoa.Reports.Markdown;
using Stoa.Reports.Text;

namespace Stoa.Cli.Verbs;

/// <summary><c>stoa review</c>: every pillar scored, what to do first, and a gate for pipelines.</summary>
internal static class ReviewVerb
{
    public static Command Create(Terminal terminal)
    {
        var sources = new SourceOptions();
        var format = new Option<string>("--format", "-f") { Description = "text, json or markdown", HelpName = "FORMAT", DefaultValueFactory = static _ => "text" };
        format.AcceptOnlyFromAmong("text", "json", "markdown");
        var output = new Option<string?>("--output", "-o") { Description = "Write the report to a file", HelpName = "FILE" };
        var failOn = new Option<string>("--fail-on") { Description = "Exit with 1 on a failed check of this severity or worse: high, medium, low, none", HelpName = "SEVERITY", DefaultValueFactory = static _ => "none" };
        failOn.AcceptOnlyFromAmong("high", "medium", "low", "none");
        var baseline = new Option<string?>("--baseline") { Description = "An earlier review in JSON: what failed then does not fail the gate", HelpName = "FILE" };
        var verdicts = new Option<string>("--verdicts") { Description = "Which verdicts the JSON lists: failed (and undecided), or all", HelpName = "WHICH", DefaultValueFactory = static _ => "failed" };
        verdicts.AcceptOnlyFromAmong("failed", "all");
        var top = new Option<int>("--top") { Description = "How many pieces of advice the text lists; 0 for all", HelpName = "N", DefaultValueFactory = static _ => 10 };

        var push = new PushOption();

        var command = new Command("review", "Review a workload: score every pillar and say what to do first");
        sources.AddTo(command);
        command.Add(format);
        command.Add(output);
        command.Add(failOn);
        command.Add(baseline);
        command.Add(verdicts);
        command.Add(top);
        push.AddTo(command);
        command.SetAction(words =>
        {
            var gate = Gate.Of(words.GetValue(failOn)!, words.GetValue(baseline));
            var target = push.Target(words, terminal);
            var run = sources.Review(words, sources.Knowledge(words));
            var file = words.GetValue(output);
            terminal.Write(file, stream =>
            {
                if (words.GetValue(format) == "json")
                {
                    JsonReport.Write(run.Assessment, stream, Build.Version, words.GetValue(verdicts) == "all");
                    return;
                }

                using var writer = new StreamWriter(stream, new UTF8Encoding(false), leaveOpen: true);
                if (words.GetValue(format) == "markdown")
                {
                    MarkdownReport.Write(run.Assessment, writer);
                }
                else
                {
                    TextReport.Write(run.Assessment, writer, Layout(run, file, words.GetValue(top)));
                }
            });
            var pushed = target is null || Push(terminal, target, run);
            var code = Close(terminal, gate, run.Assessment);
            return code == ExitCode.Passed && !pushed ? ExitCode.Usage : code;
        });
        return command;
    }

    // The report stands and the gate is still asked: what a server does not take is no verdict on the workload.
    private static bool Push(Terminal terminal, PushTarget target, ReviewRun run)
    {
        try
        {
            terminal.Out.Flush();
            terminal.Error.WriteLine($"stoa: pushed: {PushOption.Push(target, run)}");
            return true;
        }
        catch (UsageException e)
        {
            terminal.Error.WriteLine($"stoa: {e.Message}");
            return false;
        }
    }

    private static TextReportOptions Layout(ReviewRun run, string? file, int top) => new()
    {
        Width = file is null ? Terminal.Width : new TextReportOptions().Width,
        Color = file is null && Terminal.Color,
        Advice = top == 0 ? null : top,
        // A time in a file would make two runs differ.
        Elapsed = file is null && Terminal.OutputIsPerson ? run.Timings.Total : null,
    };

    private static int Close(Terminal terminal, Gate gate, WorkloadAssessment assessment)
    {
        var stopping = gate.Stopping(assessment);
        if (stopping == 0)
        {
            return ExitCode.Passed;
        }

        var limit = gate.Threshold!.Value.ToString().ToLowerInvariant();
        terminal.Error.WriteLine($"stoa: the gate failed: {stopping} {(stopping == 1 ? "failure" : "failures")} of severity {limit} or worse{(gate.Known.Count > 0 ? " that the baseline does not have" : "")}.");
        return ExitCode.GateFailed;
    }
}
