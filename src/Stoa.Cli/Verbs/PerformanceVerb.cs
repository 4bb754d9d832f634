using System.CommandLine;
using System.Text;
using Stoa.Reports.Performance;
using Stoa.Reports.Text;

namespace Stoa.Cli.Verbs;

/// <summary><c>stoa performance</c>: where answers are kept, what follows the load, and whether services suit their work.</summary>
internal static class PerformanceVerb
{
    public static Command Create(Terminal terminal)
    {
        var sources = new SourceOptions();
        var format = new Option<string>("--format", "-f") { Description = "text or json", HelpName = "FORMAT", DefaultValueFactory = static _ => "text" };
        format.AcceptOnlyFromAmong("text", "json");
        var output = new Option<string?>("--output", "-o") { Description = "Write to a file", HelpName = "FILE" };
        var command = new Command("performance", "Show where a workload's performance has holes: caches on each read path, scaling, and whether services suit their work");
        sources.AddTo(command);
        command.Add(format);
        command.Add(output);
        command.SetAction(words =>
        {
            var run = sources.Review(words, sources.Knowledge(words));
            var file = words.GetValue(output);
            terminal.Write(file, stream =>
            {
                if (words.GetValue(format) == "json")
                {
                    PerformanceJson.Write(run.Figures.Performance, stream);
                    return;
                }

                using var writer = new StreamWriter(stream, new UTF8Encoding(false), leaveOpen: true) { NewLine = "\n" };
                var layout = new TextReportOptions();
                PerformanceText.Write(
                    run.Figures.Performance, run.Assessment.Workload.Name, writer,
                    layout with { Width = file is null ? Terminal.Width : layout.Width, Color = file is null && Terminal.Color });
            });
            return ExitCode.Passed;
        });
        return command;
    }
}
