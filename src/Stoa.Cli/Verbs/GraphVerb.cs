using System.CommandLine;
using Stoa.Workloads.Graph;

namespace Stoa.Cli.Verbs;

/// <summary><c>stoa graph</c>: every resource and reference of a workload.</summary>
internal static class GraphVerb
{
    public static Command Create(Terminal terminal)
    {
        var sources = new SourceOptions();
        var format = new Option<string>("--format", "-f") { Description = "json, dot or mermaid", HelpName = "FORMAT", DefaultValueFactory = static _ => "json" };
        format.AcceptOnlyFromAmong("json", "dot", "mermaid");
        var output = new Option<string?>("--output", "-o") { Description = "Write to a file", HelpName = "FILE" };
        var command = new Command("graph", "Write the graph of resources and references");
        sources.AddTo(command);
        command.Add(format);
        command.Add(output);
        command.SetAction(words =>
        {
            var workload = sources.Review(words, sources.Knowledge(words)).Workload;
            terminal.Write(words.GetValue(output), stream =>
            {
                switch (words.GetValue(format))
                {
                    case "dot":
                        GraphWriter.WriteDot(workload, stream);
                        break;
                    case "mermaid":
                        GraphWriter.WriteMermaid(workload, stream);
                        break;
                    default:
                        GraphWriter.WriteJson(workload, stream);
                        break;
                }
            });
            return ExitCode.Passed;
        });
        return command;
    }
}
