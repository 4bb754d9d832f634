using Stoa.Cli.Verbs;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using System.CommandLine;

namespace Stoa.Cli;

/// <summary>Every verb, and their help with examples.</summary>
internal static class CommandTree
{
    public static RootCommand Create(Terminal terminal)
    {
        var root = new RootCommand("Reviews cloud workloads against the Well-Architected Framework, from Terraform and CloudFormation, offline.")
        {
            ReviewVerb.Create(terminal),
            GraphVerb.Create(terminal),
            DrawVerb.Create(terminal),
            AvailabilityVerb.Create(terminal),
            MonitoringVerb.Create(terminal),
            RecoveryVerb.Create(terminal),
            DefenseVerb.Create(terminal),
            PerformanceVerb.Create(terminal),
            ConsoleVerb.Create(terminal),
            ChecksVerb.Create(terminal),
            LensVerb.Create(terminal),
            ExplainVerb.Create(terminal),
            InitVerb.Create(terminal),
        };
        var help = root.Options.OfType<HelpOption>().Single();
        help.Action = new HelpWithExamples((HelpAction)help.Action!);
        return root;
    }

    /// <summary>The words that lead to a command: <c>stoa checks list</c>.</summary>
    public static string PathOf(Command command)
    {
        var parent = command.Parents.OfType<Command>().FirstOrDefault();
        return command is RootCommand || parent is null ? "stoa" : $"{PathOf(parent)} {command.Name}";
    }

    /// <summary>Whether the words ask for help.</summary>
    public static bool AsksForHelp(ParseResult words) => words.Action is HelpWithExamples;

    private sealed class HelpWithExamples(HelpAction inner) : SynchronousCommandLineAction
    {
        public override int Invoke(ParseResult parseResult)
        {
            inner.Invoke(parseResult);
            var examples = PathOf(parseResult.CommandResult.Command) switch
            {
                "stoa" => Examples.Root,
                "stoa review" => Examples.Review,
                "stoa graph" => Examples.Graph,
                "stoa draw" => Examples.Draw,
                "stoa availability" => Examples.Availability,
                "stoa monitoring" => Examples.Monitoring,
                "stoa recovery" => Examples.Recovery,
                "stoa defense" => Examples.Defense,
                "stoa performance" => Examples.Performance,
                "stoa console" => Examples.Console,
                "stoa checks" or "stoa checks list" or "stoa checks show" or "stoa checks test" => Examples.Checks,
                "stoa lens" or "stoa lens validate" => Examples.Lens,
                "stoa explain" => Examples.Explain,
                "stoa init" => Examples.Init,
                _ => "",
            };
            parseResult.InvocationConfiguration.Output.Write(examples);
            return ExitCode.Passed;
        }
    }
}
