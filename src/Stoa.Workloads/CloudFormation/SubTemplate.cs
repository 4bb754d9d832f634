namespace Stoa.Workloads.CloudFormation;

/// <summary>The text that <c>Fn::Sub</c> fills in, cut into literal stretches and names.</summary>
internal static class SubTemplate
{
    /// <summary>A stretch of the text.</summary>
    /// <param name="Text">The literal text; of a name, what stands between <c>${</c> and <c>}</c>.</param>
    /// <param name="IsName">Whether it stands for a value.</param>
    public readonly record struct Part(string Text, bool IsName);

    /// <summary>
    /// Cuts the text. <c>${!Name}</c> is the literal <c>${Name}</c>; a <c>${</c> that nothing closes, or that holds no name, is literal.
    /// </summary>
    public static List<Part> Split(string text)
    {
        var parts = new List<Part>();
        var literal = 0;
        var at = 0;
        while ((at = text.IndexOf("${", at, StringComparison.Ordinal)) >= 0)
        {
            var end = text.IndexOf('}', at);
            if (end < 0)
            {
                break;
            }

            var name = text.AsSpan(at + 2, end - at - 2).Trim();
            if (name is ['!', ..])
            {
                Add(parts, text[literal..(at + 2)]);
                literal = text.IndexOf('!', at) + 1;
            }
            else if (IsName(name))
            {
                Add(parts, text[literal..at]);
                parts.Add(new Part(name.ToString(), IsName: true));
                literal = end + 1;
            }

            at = end + 1;
        }

        Add(parts, text[literal..]);
        return parts;
    }

    private static void Add(List<Part> parts, string literal)
    {
        if (literal.Length > 0)
        {
            parts.Add(new Part(literal, IsName: false));
        }
    }

    // Shell text in user data has ${VAR:-x} and the like; CloudFormation refuses those, we leave them as they are.
    private static bool IsName(ReadOnlySpan<char> name)
    {
        if (name.IsEmpty)
        {
            return false;
        }

        foreach (var c in name)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('.' or ':' or '_' or '-'))
            {
                return false;
            }
        }

        return !name.Contains(":-", StringComparison.Ordinal);
    }
}
