using System.CommandLine;
using Stoa.Language.Evaluation;
using Stoa.Workloads.Terraform;

namespace Stoa.Cli.Verbs;

/// <summary><c>stoa console</c>: one expression a line in, its value a line out.</summary>
internal static class ConsoleVerb
{
    public static Command Create(Terminal terminal)
    {
        var folder = new Argument<string?>("PATH") { Description = "A root module whose variables, locals and resources resolve", Arity = ArgumentArity.ZeroOrOne };
        var command = new Command("console", "Evaluate expressions, one a line: as JSON, !unknown or !error SUMMARY") { folder };
        command.SetAction(words =>
        {
            var session = words.GetValue(folder) is { } path ? Open(path) : new ConsoleSession();
            var interactive = !Console.IsInputRedirected;
            while (true)
            {
                if (interactive)
                {
                    terminal.Error.Write("> ");
                }

                if (Console.In.ReadLine() is not { } line)
                {
                    return ExitCode.Passed;
                }

                if (line.Trim().Length == 0)
                {
                    continue;
                }

                terminal.Out.WriteLine(session.Evaluate(line).ToString());
                if (interactive)
                {
                    terminal.Out.Flush();
                }
            }
        });
        return command;
    }

    private static ConsoleSession Open(string path)
    {
        var target = ReviewTarget.Of([path], null);
        var console = TerraformConsole.Open(target.Files, target.Paths[0])
            ?? throw new UsageException($"{path}: no Terraform root module here.");
        return new ConsoleSession(console.Binder, diagnostics =>
        {
            console.Frame.Diagnostics = diagnostics;
            return console.Frame;
        });
    }
}
