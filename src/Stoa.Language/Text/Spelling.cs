namespace Stoa.Language.Text;

/// <summary>Guesses which of the names that exist was meant by one that does not.</summary>
public static class Spelling
{
    /// <summary>Words longer than this are not guessed at; the work grows with the square of the length.</summary>
    private const int LongestWord = 100;

    /// <summary>
    /// The candidate nearest to <paramref name="word"/>, by the letters to insert, delete, replace or swap; upper and lower case are
    /// one. Null where none is near enough: up to one change in a word of three letters, and one more for every three.
    /// </summary>
    public static string? Nearest(string word, IEnumerable<string> candidates)
    {
        if (word.Length > LongestWord)
        {
            return null;
        }

        string? nearest = null;
        var limit = Math.Max(1, word.Length / 3);
        foreach (var candidate in candidates)
        {
            if (Math.Abs(candidate.Length - word.Length) <= limit && Distance(word, candidate) is var distance && distance <= limit)
            {
                // Only a nearer one replaces it: of equals the first stands.
                nearest = candidate;
                limit = distance - 1;
            }
        }

        return nearest;
    }

    /// <summary><c> Did you mean "multi_az"?</c> with a space before it, or nothing.</summary>
    public static string DidYouMean(string word, IEnumerable<string> candidates) =>
        Nearest(word, candidates) is { } nearest ? $" Did you mean \"{nearest}\"?" : "";

    /// <summary>Optimal string alignment: three rows of the table are enough.</summary>
    private static int Distance(string left, string right)
    {
        var before = new int[right.Length + 1];
        var above = new int[right.Length + 1];
        var row = new int[right.Length + 1];
        for (var j = 0; j <= right.Length; j++)
        {
            above[j] = j;
        }

        for (var i = 1; i <= left.Length; i++)
        {
            row[0] = i;
            for (var j = 1; j <= right.Length; j++)
            {
                var same = Same(left[i - 1], right[j - 1]);
                row[j] = Math.Min(Math.Min(above[j], row[j - 1]) + 1, above[j - 1] + (same ? 0 : 1));
                if (i > 1 && j > 1 && Same(left[i - 1], right[j - 2]) && Same(left[i - 2], right[j - 1]))
                {
                    row[j] = Math.Min(row[j], before[j - 2] + 1);
                }
            }

            (before, above, row) = (above, row, before);
        }

        return above[right.Length];

        static bool Same(char a, char b) => char.ToLowerInvariant(a) == char.ToLowerInvariant(b);
    }
}
