using System.Text;
using System.Text.RegularExpressions;

namespace Stoa.Server.Api.Aws;

/// <summary>
/// Patterns of the model are regular expressions of Java. Java's <c>\d</c> and <c>\s</c> are ASCII, and the service matches the whole value
/// where .NET's <c>$</c> would let a line feed pass at the end.
/// </summary>
internal static class AwsPattern
{
    internal static Regex Compile(string pattern) =>
        new($@"\A(?:{Translate(pattern)})\z", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);

    private static string Translate(string pattern)
    {
        var text = new StringBuilder(pattern.Length + 16);
        var inClass = false;
        for (var i = 0; i < pattern.Length; i++)
        {
            var c = pattern[i];
            if (c == '\\' && i + 1 < pattern.Length)
            {
                var escaped = pattern[++i] switch
                {
                    'd' => "0-9",
                    's' => @" \t\n\v\f\r",
                    'w' => "a-zA-Z0-9_",
                    _ => null,
                };
                text.Append(escaped is null ? pattern.Substring(i - 1, 2) : inClass ? escaped : $"[{escaped}]");
                continue;
            }
            inClass = inClass ? c != ']' : c == '[';
            text.Append(c);
        }
        return text.ToString();
    }
}
