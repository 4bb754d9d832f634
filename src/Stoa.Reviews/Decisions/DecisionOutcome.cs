namespace Stoa.Reviews.Decisions;

/// <summary>The sentence with which an outcome names the chosen option: <c>Chosen option: "X", because …</c>.</summary>
internal static class DecisionOutcome
{
    private const string Start = "Chosen option:";

    /// <summary>The option, if one is named, and the text after it.</summary>
    public static (string? Chosen, string Outcome) Read(string text)
    {
        if (!text.StartsWith(Start, StringComparison.OrdinalIgnoreCase))
        {
            return (null, text);
        }

        var end = text.IndexOf('\n');
        end = end < 0 ? text.Length : end;
        var line = text.AsSpan(Start.Length, end - Start.Length);
        var reason = line.IndexOf(", because", StringComparison.Ordinal);
        var option = reason < 0 ? line : line[..reason];
        option = option.Trim();
        if (option.EndsWith('.'))
        {
            option = option[..^1];
        }

        foreach (var quote in (ReadOnlySpan<string>)["**", "\"", "“", "_", "'"])
        {
            var closing = quote == "“" ? "”" : quote;
            if (option.Length > 2 * quote.Length && option.StartsWith(quote) && option.EndsWith(closing))
            {
                option = option[quote.Length..^closing.Length];
                break;
            }
        }

        option = option.Trim();
        return option.IsEmpty || option.Contains('"')
            ? (null, text)
            : (option.ToString(), reason < 0 ? Markdown.Normal(text[end..]) : text[(Start.Length + reason + 2)..].TrimEnd());
    }

    /// <summary>The text that <see cref="Read"/> reads.</summary>
    public static string Write(string? chosen, string outcome)
    {
        if (string.IsNullOrWhiteSpace(chosen))
        {
            return outcome;
        }

        var option = $"{Start} \"{chosen.Trim().Replace('\n', ' ').Replace('"', '\'')}\"";
        return outcome.Length == 0 ? $"{option}."
            : outcome.StartsWith("because", StringComparison.Ordinal) && (outcome.Length == 7 || char.IsWhiteSpace(outcome[7])) ? $"{option}, {outcome}"
            : $"{option}.\n\n{outcome}";
    }
}
