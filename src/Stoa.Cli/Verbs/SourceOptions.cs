using System.CommandLine;
using Stoa.Assessment;

namespace Stoa.Cli.Verbs;

/// <summary>The words that say what is read; every verb that reads a workload has them.</summary>
internal sealed class SourceOptions
{
    private const long UncollectedBytes = 290_000_000;

    private readonly Argument<string[]> paths = new("PATH")
    {
        Description = "Folders and files: Terraform, plan or state JSON, CloudFormation, SAM, cdk.out [default: .]",
        Arity = ArgumentArity.ZeroOrMore,
    };

    private readonly Option<string[]> variableFiles = new("--var-file")
    {
        Description = "Values of variables (.tfvars) or parameters (.json); may be repeated",
        HelpName = "FILE",
        DefaultValueFactory = static _ => [],
    };

    private readonly Option<string[]> variables = new("--var")
    {
        Description = "The value of one variable or parameter; may be repeated",
        HelpName = "NAME=VALUE",
        DefaultValueFactory = static _ => [],
    };

    private readonly Option<string?> root = new("--root")
    {
        Description = "The widest folder that is read: modules outside of PATH are found in it [default: PATH's Git repository]",
        HelpName = "FOLDER",
    };

    private readonly Option<string?> workspace = new("--workspace")
    {
        Description = "Terraform's workspace [default: unknown, or what stoa.yaml says]",
        HelpName = "NAME",
    };

    private readonly Option<string?> region = new("--region")
    {
        Description = "The region of stacks that do not say theirs",
        HelpName = "REGION",
    };

    private readonly Option<string?> workloadFile = new("--workload")
    {
        Description = "The workload's own file [default: stoa.yaml where there is one]",
        HelpName = "FILE",
    };

    private readonly Option<string?> checks = new("--checks")
    {
        Description = "A folder of check pages of your own",
        HelpName = "FOLDER",
    };

    /// <summary>Adds the options to a command, and the paths where it takes them as its arguments.</summary>
    public void AddTo(Command command, bool withPaths = true)
    {
        if (withPaths)
        {
            command.Add(paths);
        }

        command.Add(variableFiles);
        command.Add(variables);
        command.Add(root);
        command.Add(workspace);
        command.Add(region);
        command.Add(workloadFile);
        command.Add(checks);
    }

    /// <summary>Reviews what the words name.</summary>
    /// <exception cref="UsageException">A path does not exist, or nothing in it can be read.</exception>
    public ReviewRun Review(ParseResult words, KnowledgeBase knowledge, IReadOnlyCollection<string>? where = null) =>
        Review(words, knowledge, out _, where);

    /// <summary>Reviews what the words name.</summary>
    /// <param name="words">The words.</param>
    /// <param name="knowledge">The knowledge.</param>
    /// <param name="folder">The folder that the paths of the review are relative to.</param>
    /// <param name="where">The paths; null: those of the words.</param>
    /// <exception cref="UsageException">A path does not exist, or nothing in it can be read.</exception>
    public ReviewRun Review(ParseResult words, KnowledgeBase knowledge, out string folder, IReadOnlyCollection<string>? where = null)
    {
        var named = words.GetValue(variableFiles)!.ToList();
        var workload = words.GetValue(workloadFile);
        var target = ReviewTarget.Of(where ?? words.GetValue(paths)!, words.GetValue(root), workload is null ? named : named.Append(workload));
        folder = target.Root;
        var options = new ReviewOptions
        {
            Paths = target.Paths,
            Name = target.Name,
            WorkloadFile = workload is null ? null : target.PathOf(workload),
            VariableFiles = [.. named.Select(target.PathOf)],
            Variables = [.. words.GetValue(variables)!.Select(Variable)],
            Workspace = words.GetValue(workspace),
            Region = words.GetValue(region),
        };

        // A review keeps nearly all it makes until it ends, so that collecting on the way finds little: the first 290 megabytes
        // are not collected at all. It takes a quarter off the time of a large estate; memory is only taken as it is used.
        GC.TryStartNoGCRegion(UncollectedBytes);

        ReviewRun run;
        using (new Progress("reviewing"))
        {
            run = Reviewer.Run(target.Files, options, knowledge, TimeProvider.System);
        }

        return run.Assessment.Sources.IsEmpty ? throw NothingRead(run.Assessment) : run;
    }

    /// <summary>The knowledge to use: the program's own, with the user's pages.</summary>
    public KnowledgeBase Knowledge(ParseResult words) => ShippedKnowledge.Open(words.GetValue(checks));

    private static KeyValuePair<string, string> Variable(string word)
    {
        var equals = word.IndexOf('=', StringComparison.Ordinal);
        return equals > 0
            ? KeyValuePair.Create(word[..equals], word[(equals + 1)..])
            : throw new UsageException($"--var {word}: write it as NAME=VALUE.");
    }

    private static UsageException NothingRead(WorkloadAssessment assessment)
    {
        var reasons = assessment.Diagnostics.Select(static d => $"\n  {d}");
        return new UsageException(
            $"nothing to review: no Terraform root module, plan, state or CloudFormation template was found here.{string.Concat(reasons)}");
    }
}
