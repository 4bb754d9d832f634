using System.CommandLine;
using Stoa.Reports.Defense;
using Stoa.Reports.Text;

namespace Stoa.Cli.Verbs;

/// <summary><c>stoa defense</c>: what stands between the internet and the data.</summary>
internal static class DefenseVerb
{
    public static Command Create(Terminal terminal)
    {
        var sources = new SourceOptions();
        var format = new Option<string>("--format", "-f") { Description = "text, json or markdown", HelpName = "FORMAT", DefaultValueFactory = static _ => "text" };
        format.AcceptOnlyFromAmong("text", "json", "markdown");
        var all = new Option<bool>("--all") { Description = "Of text: every path, and what is there and unknown beside what is missing" };
        var output = new Option<string?>("--output", "-o") { Description = "Write to a file", HelpName = "FILE" };
        var command = new Command("defense", "Follow each path from the internet to data, and the controls on it, layer by layer");
        sources.AddTo(command);
        command.Add(format);
        command.Add(all);
        command.Add(output);
        command.SetAction(words =>
        {
            var run = sources.Review(words, sources.Knowledge(words));
            var analysis = run.Figures.Defense;
            var name = run.Assessment.Workload.Name;
            terminal.Write(words.GetValue(output), stream =>
            {
                if (words.GetValue(format) == "json")
                {
                    DefenseJson.Write(analysis, name, Build.Version, stream);
                    return;
                }

                using var writer = new StreamWriter(stream, leaveOpen: true);
                if (words.GetValue(format) == "markdown")
                {
                    DefenseMarkdown.Write(analysis, writer);
                }
                else
                {
                    DefenseText.Write(analysis, name, words.GetValue(all), writer, new TextReportOptions { Width = Terminal.Width, Color = Terminal.Color && words.GetValue(output) is null });
                }
            });
            return ExitCode.Passed;
        });
        return command;
    }
}
