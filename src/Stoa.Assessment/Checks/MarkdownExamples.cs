using System.Collections.Immutable;
using Stoa.Language.Diagnostics;
using Stoa.Language.Text;

namespace Stoa.Assessment.Checks;

/// <summary>Finds the examples in a page: fenced code whose first line names a language and what it shows.</summary>
internal static class MarkdownExamples
{
    private const int MaxExamples = 200;

    /// <summary>Reads a page's body.</summary>
    /// <param name="source">The page.</param>
    /// <param name="start">Where its body begins.</param>
    /// <param name="diagnostics">Where complaints go.</param>
    /// <returns>What stands before the first example, and the examples.</returns>
    public static (string Prose, ImmutableArray<CheckExample> Examples) Read(SourceText source, int start, DiagnosticBag diagnostics)
    {
        var text = source.Text;
        var examples = ImmutableArray.CreateBuilder<CheckExample>();
        var proseEnd = -1;
        for (var offset = start; offset < text.Length;)
        {
            var next = NextLine(text, offset);
            var line = text.AsSpan(offset, next - offset).TrimEnd();
            if (FenceLength(line) is not (> 0 and var ticks))
            {
                offset = next;
                continue;
            }

            var location = new Location(source, new TextSpan(offset, offset + line.Length));
            var (contentEnd, after) = Close(text, next, ticks);
            if (contentEnd < 0)
            {
                diagnostics.Add(AssessmentDiagnostics.OpenFence(location));
                break;
            }

            if (Example(line.TrimStart()[ticks..].Trim().ToString(), text[next..contentEnd], location, diagnostics) is { } example)
            {
                if (examples.Count == MaxExamples)
                {
                    diagnostics.Add(AssessmentDiagnostics.TooMuch("examples", MaxExamples, location));
                    break;
                }

                proseEnd = proseEnd < 0 ? offset : proseEnd;
                examples.Add(example);
            }

            offset = after;
        }

        return (text[start..(proseEnd < 0 ? text.Length : proseEnd)].Trim(), examples.ToImmutable());
    }

    private static CheckExample? Example(string info, string content, Location location, DiagnosticBag diagnostics)
    {
        var words = info.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (words.Length < 2)
        {
            // An illustration that shows no outcome.
            return null;
        }

        ExampleExpectation? expectation = words[1] switch
        {
            "good" => ExampleExpectation.Good,
            "bad" => ExampleExpectation.Bad,
            "undecided" => ExampleExpectation.Undecided,
            _ => null,
        };
        if (expectation is null || words.Length > 2 || words[0] is not ("hcl" or "yaml" or "json"))
        {
            diagnostics.Add(AssessmentDiagnostics.BadFence(info, location));
            return null;
        }

        return new CheckExample(words[0], expectation.Value, content, location);
    }

    private static (int ContentEnd, int After) Close(string text, int offset, int ticks)
    {
        while (offset < text.Length)
        {
            var next = NextLine(text, offset);
            var line = text.AsSpan(offset, next - offset).Trim();
            if (FenceLength(line) >= ticks && line.Trim('`').IsEmpty)
            {
                return (offset, next);
            }

            offset = next;
        }

        return (-1, -1);
    }

    /// <summary>The number of backticks that a line begins with, behind up to three spaces; 0 where there are fewer than three.</summary>
    private static int FenceLength(ReadOnlySpan<char> line)
    {
        var trimmed = line.TrimStart(' ');
        var ticks = trimmed.Length - trimmed.TrimStart('`').Length;
        return line.Length - trimmed.Length <= 3 && ticks >= 3 ? ticks : 0;
    }

    private static int NextLine(string text, int offset)
    {
        var end = text.IndexOf('\n', offset);
        return end < 0 ? text.Length : end + 1;
    }
}
