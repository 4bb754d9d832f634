using System.CommandLine;
using Stoa.Assessment.CustomLenses;
using Stoa.Language.Diagnostics;
using Stoa.Language.Text;

namespace Stoa.Cli.Verbs;

/// <summary><c>stoa lens</c>: lenses of one's own, in the format of the AWS Well-Architected Tool.</summary>
internal static class LensVerb
{
    public static Command Create(Terminal terminal) => new("lens", "Check lenses of your own") { Validate(terminal) };

    private static Command Validate(Terminal terminal)
    {
        var file = new Argument<string>("FILE") { Description = "A custom lens of the AWS Well-Architected Tool, as JSON" };
        var lenient = new Option<bool>("--lenient") { Description = "Take what can be understood, as an import with the option of that name does, and warn of the rest" };
        var command = new Command("validate", "Say whether a lens keeps the format of the AWS Well-Architected Tool, else what is wrong and where") { file, lenient };
        command.SetAction(words =>
        {
            var path = words.GetValue(file)!;
            var diagnostics = new DiagnosticBag();
            var source = SourceText.FromUtf8(path, Bytes(path), diagnostics);
            var lens = CustomLensReader.Read(source, words.GetValue(lenient) ? LensReading.Lenient : LensReading.Strict, diagnostics);
            foreach (var diagnostic in diagnostics)
            {
                Write(terminal.Out, diagnostic);
            }

            terminal.Out.WriteLine(lens is null || diagnostics.HasErrors ? $"{path} is no valid lens: {Counts(diagnostics)}" : $"{path} is {(words.GetValue(lenient) ? "readable" : "valid")}: {Contents(lens)}{(diagnostics.Count > 0 ? $"; {Counts(diagnostics)}" : "")}");
            return lens is null || diagnostics.HasErrors ? ExitCode.GateFailed : ExitCode.Passed;
        });
        return command;
    }

    private static byte[] Bytes(string path)
    {
        try
        {
            return new FileInfo(path).Length <= FileTree.MaxFileBytes ? File.ReadAllBytes(path) : throw new UsageException($"{path} is too large to be a lens.");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"{path} cannot be read: {(Directory.Exists(path) ? "it is a folder" : File.Exists(path) ? error.Message : "there is no such file")}.");
        }
    }

    private static void Write(TextWriter output, Diagnostic diagnostic)
    {
        var place = diagnostic.Location is { } at ? $"{at.Path}:{at.Line}:{at.Source.GetPosition(at.Span.Start).Column}: " : "";
        var severity = diagnostic.Severity == DiagnosticSeverity.Info ? "note" : diagnostic.Severity.ToString().ToLowerInvariant();
        output.WriteLine($"{place}{severity} {diagnostic.Code}: {diagnostic.Summary}");
        output.WriteLine($"    {diagnostic.Detail}");
    }

    private static string Contents(CustomLens lens)
    {
        var questions = lens.Questions.ToList();
        return string.Join(
            ", ",
            Count(lens.Pillars.Length, "pillar"),
            Count(questions.Count, "question"),
            Count(questions.Sum(static q => q.Choices.Length), "choice"),
            Count(questions.Sum(static q => q.RiskRules.Length), "rule"));
    }

    private static string Counts(DiagnosticBag diagnostics)
    {
        (DiagnosticSeverity, string)[] kinds = [(DiagnosticSeverity.Error, "error"), (DiagnosticSeverity.Warning, "warning"), (DiagnosticSeverity.Info, "note")];
        return string.Join(", ", kinds.Select(k => (Count: diagnostics.Count(d => d.Severity == k.Item1), Word: k.Item2)).Where(static k => k.Count > 0).Select(static k => Count(k.Count, k.Word)));
    }

    private static string Count(int count, string word) => $"{count} {word}{(count == 1 ? "" : "s")}";
}
