using System.CommandLine;
using Stoa.Analysis.FaultTrees;
using Stoa.Language.Text;
using Stoa.Reports.Availability;
using Stoa.Reports.Text;

namespace Stoa.Cli.Verbs;

/// <summary><c>stoa availability</c>: how available each journey is, and what takes it down.</summary>
internal static class AvailabilityVerb
{
    public static Command Create(Terminal terminal)
    {
        var sources = new SourceOptions();
        var format = new Option<string>("--format", "-f") { Description = "text, json or openpsa", HelpName = "FORMAT", DefaultValueFactory = static _ => "text" };
        format.AcceptOnlyFromAmong("text", "json", "openpsa");
        var journey = new Option<string?>("--journey") { Description = "Of openpsa: which journey, by name [default: the first]", HelpName = "NAME" };
        var output = new Option<string?>("--output", "-o") { Description = "Write to a file", HelpName = "FILE" };
        var command = new Command("availability", "Work out how available each journey is: promised, estimated, and what takes it down");
        sources.AddTo(command);
        command.Add(format);
        command.Add(journey);
        command.Add(output);
        command.SetAction(words =>
        {
            var run = sources.Review(words, sources.Knowledge(words));
            var analysis = run.Figures.Availability;
            var name = run.Assessment.Workload.Name;
            terminal.Write(words.GetValue(output), stream =>
            {
                switch (words.GetValue(format))
                {
                    case "json":
                        AvailabilityJson.Write(analysis, name, Build.Version, stream);
                        break;
                    case "openpsa":
                        var wanted = words.GetValue(journey);
                        var chosen = analysis.Journeys.FirstOrDefault(j => wanted is null || j.Journey.Name == wanted)
                            ?? throw new UsageException(wanted is null
                                ? "no journey was found: nothing that the internet, a schedule or a queue can call leads to a component."
                                : $"no journey is called '{wanted}'.{Spelling.DidYouMean(wanted, analysis.Journeys.Select(static j => j.Journey.Name))}");
                        stream.Write(System.Text.Encoding.UTF8.GetBytes(OpenPsaWriter.Write(chosen.Tree)));
                        break;
                    default:
                        using (var writer = new StreamWriter(stream, leaveOpen: true))
                        {
                            AvailabilityText.Write(analysis, name, writer, new TextReportOptions { Width = Terminal.Width, Color = Terminal.Color && words.GetValue(output) is null });
                        }

                        break;
                }
            });
            return ExitCode.Passed;
        });
        return command;
    }
}
