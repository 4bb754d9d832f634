using System.Globalization;

namespace Stoa.Server.Web.Pages.Decisions;

/// <summary>A decision's file, as a page shows it.</summary>
internal static class DecisionText
{
    /// <summary>The text below front matter and title, which the page shows in its own way.</summary>
    public static string Body(string markdown)
    {
        var text = markdown.AsSpan();
        if (text.StartsWith("---\n") && text[4..].IndexOf("\n---\n") is var end and >= 0)
        {
            text = text[(4 + end + 5)..];
        }

        text = text.TrimStart();
        if (text.StartsWith("# "))
        {
            var line = text.IndexOf('\n');
            text = line < 0 ? [] : text[(line + 1)..];
        }

        return text.Trim().ToString();
    }

    /// <summary>The number with which the name of a decision's file begins: 12 of <c>./0012-keep-a-standby.md</c>.</summary>
    public static int? NumberOf(string address)
    {
        var name = address.AsSpan(address.LastIndexOf('/') + 1);
        var digits = name.IndexOfAnyExceptInRange('0', '9');
        return digits is > 0 and <= 6 && name[digits..].Contains(".md", StringComparison.OrdinalIgnoreCase)
            ? int.Parse(name[..digits], CultureInfo.InvariantCulture)
            : null;
    }
}
