using System.CommandLine;

namespace Stoa.Cli;

/// <summary>The command line: reads the words, runs the verb, answers with an exit code.</summary>
internal static class Program
{
    public static int Main(string[] args)
    {
        using var terminal = new Terminal();
        try
        {
            var words = CommandTree.Create(terminal).Parse(args.Length == 0 ? ["--help"] : args);
            // Somebody who asks for help beside words that are wrong gets help, where the words lead to a verb at all.
            if (words.Errors.Count > 0 && !(CommandTree.AsksForHelp(words) && words.UnmatchedTokens.Count == 0))
            {
                foreach (var error in words.Errors)
                {
                    terminal.Error.WriteLine($"stoa: {error.Message}");
                }

                var verb = CommandTree.PathOf(words.CommandResult.Command);
                terminal.Error.WriteLine($"See '{verb} --help'.");
                return ExitCode.Usage;
            }

            return words.Invoke(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
        }
        catch (UsageException e)
        {
            terminal.Error.WriteLine($"stoa: {e.Message}");
            return ExitCode.Usage;
        }
        catch (IOException) when (Console.IsOutputRedirected)
        {
            // The reader went away ('stoa review | head'): nothing is left to say to anybody.
            return ExitCode.Passed;
        }
        catch (Exception e)
        {
            terminal.Error.WriteLine($"stoa: this is a bug of Stoa, not of your input: {e.GetType().Name}: {e.Message}");
            terminal.Error.WriteLine(e.StackTrace);
            terminal.Error.WriteLine("Please report it with these lines and, if you can, the file that causes it (SECURITY.md says how to do so in private).");
            return ExitCode.Bug;
        }
    }
}

/// <summary>The words on the command line, or a file they name, cannot be used; the message says why and what to do.</summary>
internal sealed class UsageException(string message) : Exception(message);
