using System.CommandLine;

namespace Stoa.Cli.Verbs;

/// <summary><c>stoa init</c>: a first <c>stoa.yaml</c>, from what a review finds.</summary>
internal static class InitVerb
{
    private const string FileName = "stoa.yaml";

    public static Command Create(Terminal terminal)
    {
        var folder = new Argument<string>("PATH") { Description = "The folder to describe", DefaultValueFactory = static _ => "." };
        var command = new Command("init", "Describe a workload in its own stoa.yaml") { folder };
        command.SetAction(words =>
        {
            var where = words.GetValue(folder)!;
            var file = where == "." ? FileName : Path.Combine(where, FileName);
            if (File.Exists(file))
            {
                throw new UsageException($"{file} exists already; it was left as it is.");
            }

            var run = new SourceOptions().Review(words, ShippedKnowledge.Open(), [where]);
            var text = Describe(run.Assessment.Workload.Name, run.Assessment.Workload.Regions);
            terminal.Write(file, stream => stream.Write(System.Text.Encoding.UTF8.GetBytes(text)));
            terminal.Out.WriteLine($"Wrote {file}. Name its owner and objectives, then run 'stoa review{(where == "." ? "" : $" {where}")}'.");
            return ExitCode.Passed;
        });
        return command;
    }

    private static string Describe(string name, IEnumerable<string> regions) => $"""
        # What a review cannot read from the code. Every line is optional; docs/reference/stoa-yaml.md explains them all.
        name: {Quoted(name)}
        # environment: production
        # owner: team-name
        # description: What it does, for whom.
        regions: [{string.Join(", ", regions.Select(Quoted))}]

        # objectives:
        #   availability: 99.95
        #   rto: 1h
        #   rpo: 15m
        #   monthly-budget: 1000 USD

        # answers:
        #   OPS07-BP03:
        #     state: met
        #     notes: Runbooks are in the wiki, rehearsed each quarter.
        #     evidence: [docs/runbooks.md]

        # accepted-risks:
        #   - practice: REL13-BP02
        #     reason: A day of downtime is acceptable for this internal tool.
        #     expires: 2027-06-30
        #     owner: head-of-it

        # suppressions:
        #   - check: aws/s3/bucket-tiers-storage
        #     resource: aws_s3_bucket.hot
        #     reason: Read every day.
        #     expires: 2027-06-30

        """;

    private static string Quoted(string text) =>
        text.All(static c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_') && text.Length > 0 && !char.IsAsciiDigit(text[0]) ? text : $"\"{text.Replace("\\", "\\\\").Replace("\"", "\\\"")}\"";
}
