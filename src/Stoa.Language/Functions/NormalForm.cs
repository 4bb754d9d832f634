using System.Text;

namespace Stoa.Language.Functions;

/// <summary>
/// Normal form C of Unicode, to which Terraform brings every text. .NET's own does nothing where no culture data is installed,
/// as in this program.
/// </summary>
public static partial class NormalForm
{
    private const int HangulBase = 0xAC00, LeadBase = 0x1100, VowelBase = 0x1161, TrailBase = 0x11A7;
    private const int Leads = 19, Vowels = 21, Trails = 28;

    /// <summary>The text with letters and their marks put together where a character for both exists.</summary>
    public static string Compose(string text)
    {
        // Below the first mark every character is as it should be, and so is nearly every text.
        if (text.AsSpan().IndexOfAnyExceptInRange('\0', '\u02FF') < 0 || !NeedsWork(text))
        {
            return text;
        }

        var characters = new List<int>(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            Decompose(rune.Value, characters);
        }

        OrderMarks(characters);
        ComposePairs(characters);
        var result = new StringBuilder(text.Length);
        foreach (var character in characters)
        {
            result.Append(new Rune(character).ToString());
        }

        return result.ToString();
    }

    private static bool NeedsWork(string text)
    {
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune.Value >= 0x300 && Tables.Suspects.Contains(rune.Value))
            {
                return true;
            }
        }

        return false;
    }

    private static void Decompose(int character, List<int> result)
    {
        if (character is >= HangulBase and < HangulBase + Leads * Vowels * Trails)
        {
            var index = character - HangulBase;
            result.Add(LeadBase + index / (Vowels * Trails));
            result.Add(VowelBase + index / Trails % Vowels);
            if (index % Trails > 0)
            {
                result.Add(TrailBase + index % Trails);
            }
        }
        else if (Tables.Parts.TryGetValue(character, out var parts))
        {
            // Decompositions nest three deep at most.
            Decompose(parts.First, result);
            if (parts.Second != 0)
            {
                result.Add(parts.Second);
            }
        }
        else
        {
            result.Add(character);
        }
    }

    /// <summary>Sorts each run of marks by their classes, keeping the order within a class.</summary>
    private static void OrderMarks(List<int> characters)
    {
        for (var i = 0; i < characters.Count;)
        {
            if (Class(characters[i]) == 0)
            {
                i++;
                continue;
            }

            var start = i;
            while (i < characters.Count && Class(characters[i]) != 0)
            {
                i++;
            }

            if (i - start > 1)
            {
                var ordered = characters.GetRange(start, i - start).OrderBy(Class).ToList();
                for (var j = 0; j < ordered.Count; j++)
                {
                    characters[start + j] = ordered[j];
                }
            }
        }
    }

    private static void ComposePairs(List<int> characters)
    {
        int starter = -1, lastClass = -1, kept = 0;
        foreach (var character in characters.ToArray())
        {
            var order = Class(character);
            // A mark reaches its letter unless one of its own class, or another letter, stands between.
            if (starter >= 0 && lastClass < order + (lastClass < 0 ? 1 : 0) && Combine(characters[starter], character) is { } composed)
            {
                characters[starter] = composed;
                continue;
            }

            if (order == 0)
            {
                starter = kept;
                lastClass = -1;
            }
            else
            {
                lastClass = order;
            }

            characters[kept++] = character;
        }

        characters.RemoveRange(kept, characters.Count - kept);
    }

    private static int? Combine(int first, int second)
    {
        if (first is >= LeadBase and < LeadBase + Leads && second is >= VowelBase and < VowelBase + Vowels)
        {
            return HangulBase + ((first - LeadBase) * Vowels + second - VowelBase) * Trails;
        }

        if (first is >= HangulBase and < HangulBase + Leads * Vowels * Trails && (first - HangulBase) % Trails == 0
            && second is > TrailBase and < TrailBase + Trails)
        {
            return first + second - TrailBase;
        }

        return Tables.Pairs.TryGetValue((first, second), out var composed) ? composed : null;
    }

    private static int Class(int character) => character < 0x300 ? 0 : Tables.Classes.GetValueOrDefault(character);

    /// <summary>The data in the shape that looking up needs; made when the first text asks for it.</summary>
    private static class Tables
    {
        public static readonly Dictionary<int, (int First, int Second)> Parts = [];
        public static readonly Dictionary<(int First, int Second), int> Pairs = [];
        public static readonly Dictionary<int, int> Classes = [];

        /// <summary>What may not stand where it stands: marks, second halves, and characters that always stand for others.</summary>
        public static readonly HashSet<int> Suspects = [];

        static Tables()
        {
            var decompositions = Decompositions;
            for (var i = 0; i < decompositions.Length; i += 3)
            {
                var (character, first, second) = (decompositions[i], decompositions[i + 1], decompositions[i + 2]);
                Parts.Add(Math.Abs(character), (first, second));
                if (character > 0)
                {
                    Pairs.Add((first, second), character);
                    Suspects.Add(second);
                }
                else
                {
                    Suspects.Add(-character);
                }
            }

            var classes = CombiningClasses;
            for (var i = 0; i < classes.Length; i += 3)
            {
                for (var mark = classes[i]; mark <= classes[i + 1]; mark++)
                {
                    Classes.Add(mark, classes[i + 2]);
                    Suspects.Add(mark);
                }
            }

            Suspects.UnionWith(Enumerable.Range(VowelBase, Vowels));
            Suspects.UnionWith(Enumerable.Range(TrailBase + 1, Trails - 1));
        }
    }
}
