namespace Stoa.Assessment.Checks;

/// <summary>Patterns in which <c>*</c> stands for any text; all else stands for itself, in whatever case.</summary>
internal static class Wildcard
{
    /// <summary>Whether a text fits a pattern. Time grows with the product of the lengths, never faster.</summary>
    public static bool Fits(string pattern, string text)
    {
        int p = 0, t = 0, star = -1, resume = 0;
        while (t < text.Length)
        {
            if (p < pattern.Length && pattern[p] == '*')
            {
                star = p++;
                resume = t;
            }
            else if (p < pattern.Length && char.ToLowerInvariant(pattern[p]) == char.ToLowerInvariant(text[t]))
            {
                p++;
                t++;
            }
            else if (star >= 0)
            {
                p = star + 1;
                t = ++resume;
            }
            else
            {
                return false;
            }
        }

        return pattern.AsSpan(p).TrimStart('*').IsEmpty;
    }
}
