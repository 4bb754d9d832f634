using System.CommandLine;
using Stoa.Assessment;
using Stoa.Assessment.Checks;
using Stoa.Language.Text;

namespace Stoa.Cli.Verbs;

/// <summary><c>stoa checks</c>: what is checked, page by page, and a runner for pages of one's own.</summary>
internal static class ChecksVerb
{
    public static Command Create(Terminal terminal) =>
        new("checks", "List, read and test checks") { List(terminal), Show(terminal), Test(terminal) };

    private static Command List(Terminal terminal)
    {
        var pillar = new Option<string?>("--pillar") { Description = "Only the checks of a pillar, for example 'reliability' or 'REL'", HelpName = "PILLAR" };
        var folder = new Option<string?>("--checks") { Description = "A folder of check pages of your own", HelpName = "FOLDER" };
        var command = new Command("list", "List the checks: id, severity, best practices, title") { pillar, folder };
        command.SetAction(words =>
        {
            var knowledge = ShippedKnowledge.Open(words.GetValue(folder));
            var prefix = words.GetValue(pillar) is { } name ? PrefixOf(knowledge, name) : "";
            var checks = knowledge.Checks.Definitions.Select(static d => d.Check)
                .Where(c => c.BestPractices.Any(b => b.StartsWith(prefix, StringComparison.Ordinal))).ToList();
            var width = checks.Select(static c => c.Id.Length).DefaultIfEmpty().Max();
            foreach (var check in checks)
            {
                terminal.Out.WriteLine($"{check.Id.PadRight(width)}  {check.Severity.ToString().ToLowerInvariant(),-6}  {string.Join(' ', check.BestPractices)}  {check.Title}");
            }

            return ExitCode.Passed;
        });
        return command;
    }

    private static string PrefixOf(KnowledgeBase knowledge, string name) =>
        knowledge.Lens.Pillars.FirstOrDefault(p =>
            p.Prefix.Equals(name, StringComparison.OrdinalIgnoreCase)
            || p.Name.Replace(" ", "").StartsWith(name.Replace(" ", "").Replace("-", ""), StringComparison.OrdinalIgnoreCase))?.Prefix
        ?? throw new UsageException($"--pillar {name}: the pillars are {string.Join(", ", knowledge.Lens.Pillars.Select(static p => $"'{p.Name}'"))}.");

    private static Command Show(Terminal terminal)
    {
        var id = new Argument<string>("ID") { Description = "The check's id, or another tool's id for the same idea (CKV_AWS_157)" };
        var folder = new Option<string?>("--checks") { Description = "A folder of check pages of your own", HelpName = "FOLDER" };
        var command = new Command("show", "Show a check's page") { id, folder };
        command.SetAction(words =>
        {
            var knowledge = ShippedKnowledge.Open(words.GetValue(folder));
            var found = knowledge.Checks.Named(words.GetValue(id)!).ToList();
            if (found.Count == 0)
            {
                throw NoSuchCheck(knowledge, words.GetValue(id)!);
            }

            foreach (var check in found)
            {
                WritePage(terminal.Out, knowledge.Page(check.Id)!);
            }

            return ExitCode.Passed;
        });
        return command;
    }

    internal static UsageException NoSuchCheck(KnowledgeBase knowledge, string id)
    {
        var near = Spelling.Nearest(id, knowledge.Checks.Definitions.Select(static d => d.Check.Id));
        return new UsageException($"no check is called '{id}'{(near is null ? "; 'stoa checks list' has them all" : $"; did you mean '{near}'?")}");
    }

    private static void WritePage(TextWriter output, CheckPage page)
    {
        var check = page.Check;
        output.WriteLine($"# {check.Title}");
        output.WriteLine();
        output.WriteLine($"{check.Id} · {check.Kind} · {string.Join(", ", check.BestPractices)} · severity {check.Severity.ToString().ToLowerInvariant()} · effort {check.Effort.ToString().ToLowerInvariant()}");
        if (page.Definition.When is { } when)
        {
            output.WriteLine($"when     {when}");
        }

        output.WriteLine($"require  {page.Definition.Require}");
        if (!check.Aliases.IsEmpty)
        {
            output.WriteLine($"aliases  {string.Join(", ", check.Aliases)}");
        }

        output.WriteLine();
        output.WriteLine(page.Prose.Trim());
        foreach (var example in page.Examples)
        {
            output.WriteLine();
            output.WriteLine($"```{example.Language} {example.Expectation.ToString().ToLowerInvariant()}");
            output.WriteLine(example.Text.TrimEnd());
            output.WriteLine("```");
        }

        if (!check.Links.IsEmpty)
        {
            output.WriteLine();
            foreach (var link in check.Links)
            {
                output.WriteLine(link);
            }
        }
    }

    private static Command Test(Terminal terminal)
    {
        var folder = new Argument<string>("FOLDER") { Description = "A folder of check pages" };
        var command = new Command("test", "Run the examples of check pages") { folder };
        command.SetAction(words =>
        {
            var knowledge = ShippedKnowledge.Open();
            var pages = ShippedKnowledge.ReadPages(knowledge, words.GetValue(folder)!);
            if (pages.IsEmpty)
            {
                throw new UsageException($"{words.GetValue(folder)}: no check page (.md) here.");
            }

            int passed = 0, failed = 0;
            foreach (var page in pages)
            {
                foreach (var result in CheckExamples.Run(page, knowledge.Kinds))
                {
                    if (result.Problem is null)
                    {
                        passed++;
                        continue;
                    }

                    failed++;
                    terminal.Out.WriteLine($"{result.Example.Location}  {page.Check.Id}  {result.Example}: {result.Problem}");
                }
            }

            terminal.Out.WriteLine($"{pages.Length} {(pages.Length == 1 ? "page" : "pages")}, {passed} examples passed, {failed} failed");
            return failed == 0 ? ExitCode.Passed : ExitCode.GateFailed;
        });
        return command;
    }
}
