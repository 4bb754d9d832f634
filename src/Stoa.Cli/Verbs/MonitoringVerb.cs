using System.CommandLine;
using System.Text;
using Stoa.Analysis.Monitoring;
using Stoa.Reports.Monitoring;
using Stoa.Reports.Text;

namespace Stoa.Cli.Verbs;

/// <summary><c>stoa monitoring</c>: what watches a workload, and the alarms that are missing, as code.</summary>
internal static class MonitoringVerb
{
    public static Command Create(Terminal terminal)
    {
        var sources = new SourceOptions();
        var format = new Option<string>("--format", "-f") { Description = "text or json", HelpName = "FORMAT", DefaultValueFactory = static _ => "text" };
        format.AcceptOnlyFromAmong("text", "json");
        var missing = new Option<string?>("--missing") { Description = "Write the missing alarms as code: terraform or cloudformation", HelpName = "LANGUAGE" };
        missing.AcceptOnlyFromAmong("terraform", "cloudformation");
        var output = new Option<string?>("--output", "-o") { Description = "Write to a file", HelpName = "FILE" };
        var command = new Command("monitoring", "Show what watches a workload: metrics, alarms, logs, traces; and write the alarms that are missing");
        sources.AddTo(command);
        command.Add(format);
        command.Add(missing);
        command.Add(output);
        command.SetAction(words =>
        {
            var run = sources.Review(words, sources.Knowledge(words));
            var monitoring = run.Figures.Monitoring;
            var file = words.GetValue(output);
            terminal.Write(file, stream =>
            {
                if (words.GetValue(missing) is null && words.GetValue(format) == "json")
                {
                    MonitoringJson.Write(monitoring, stream);
                    return;
                }

                using var writer = new StreamWriter(stream, new UTF8Encoding(false), leaveOpen: true) { NewLine = "\n" };
                if (words.GetValue(missing) is { } language)
                {
                    WriteMissing(terminal, monitoring, language, writer);
                }
                else
                {
                    var layout = new TextReportOptions();
                    MonitoringText.Write(monitoring, run.Assessment.Workload.Name, writer, layout with { Width = file is null ? Terminal.Width : layout.Width, Color = file is null && Terminal.Color });
                }
            });
            return ExitCode.Passed;
        });
        return command;
    }

    private static void WriteMissing(Terminal terminal, MonitoringAnalysis monitoring, string language, TextWriter writer)
    {
        var left = language == "terraform" ? TerraformAlarms.Write(monitoring, writer) : CloudFormationAlarms.Write(monitoring, writer);
        if (left.Count > 0)
        {
            terminal.Error.WriteLine($"stoa: {left.Count} {(left.Count == 1 ? "alarm" : "alarms")} could not be written:");
            foreach (var line in left)
            {
                terminal.Error.WriteLine($"  {line}");
            }
        }
    }
}
