using System.CommandLine;
using System.Text;
using Stoa.Analysis.Recovery;
using Stoa.Reports.Recovery;
using Stoa.Reports.Text;

namespace Stoa.Cli.Verbs;

/// <summary><c>stoa recovery</c>: what each disaster costs, by which strategy the workload outlives it, and how to test that.</summary>
internal static class RecoveryVerb
{
    public static Command Create(Terminal terminal)
    {
        var sources = new SourceOptions();
        var format = new Option<string>("--format", "-f") { Description = "text, json or mermaid", HelpName = "FORMAT", DefaultValueFactory = static _ => "text" };
        format.AcceptOnlyFromAmong("text", "json", "mermaid");
        var words = Enum.GetValues<Disaster>().Select(DisasterOutcome.WordOf).ToArray();
        var disaster = new Option<string?>("--disaster") { Description = $"Whose steps are drawn: {string.Join(", ", words)}", HelpName = "DISASTER" };
        disaster.AcceptOnlyFromAmong(words);
        var gameDay = new Option<string?>("--game-day") { Description = "Write the experiments that test it instead: terraform or cloudformation", HelpName = "LANGUAGE" };
        gameDay.AcceptOnlyFromAmong("terraform", "cloudformation");
        var years = new Option<int>("--years") { Description = "How many years of disasters are played; 0 for none", HelpName = "N", DefaultValueFactory = static _ => DisasterSimulation.DefaultYears };
        var seed = new Option<ulong>("--seed") { Description = "The seed of the years that are played", HelpName = "N", DefaultValueFactory = static _ => 1 };
        var output = new Option<string?>("--output", "-o") { Description = "Write to a file", HelpName = "FILE" };
        var command = new Command("recovery", "Work out what disasters cost in data and time, and how to test the recovery");
        sources.AddTo(command);
        command.Add(format);
        command.Add(disaster);
        command.Add(gameDay);
        command.Add(years);
        command.Add(seed);
        command.Add(output);
        command.SetAction(given =>
        {
            var played = given.GetValue(years);
            if (played is < 0 or > 1_000_000)
            {
                throw new UsageException($"--years {played}: give a number from 0 to 1000000.");
            }

            var run = sources.Review(given, sources.Knowledge(given));
            var figures = run.Figures.Recovery;
            var name = run.Assessment.Workload.Name;
            var file = given.GetValue(output);
            var shown = given.GetValue(disaster) is { } word ? (Disaster?)Array.IndexOf(words, word) : null;
            terminal.Write(file, stream =>
            {
                if (given.GetValue(gameDay) is null && given.GetValue(format) == "json")
                {
                    RecoveryJson.Write(figures, Simulate(), name, Build.Version, stream);
                    return;
                }

                using var writer = new StreamWriter(stream, new UTF8Encoding(false), leaveOpen: true) { NewLine = "\n" };
                switch (given.GetValue(gameDay), given.GetValue(format))
                {
                    case ("terraform", _):
                        GameDayTerraform.Write(figures.GameDay, writer);
                        break;
                    case ("cloudformation", _):
                        GameDayCloudFormation.Write(figures.GameDay, writer);
                        break;
                    case (_, "mermaid"):
                        RecoveryGantt.Write(figures, name, shown, writer);
                        break;
                    default:
                        RecoveryText.Write(figures, Simulate(), name, shown, writer, new TextReportOptions { Width = Terminal.Width, Color = Terminal.Color && file is null });
                        break;
                }

                DisasterSimulation? Simulate() => played == 0 ? null : RecoveryAnalyzer.Simulate(run.Figures, given.GetValue(seed), played);
            });
            return ExitCode.Passed;
        });
        return command;
    }
}
