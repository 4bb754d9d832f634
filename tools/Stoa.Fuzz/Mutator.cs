using System.Text;

namespace Stoa.Fuzz;

/// <summary>Makes texts: changes samples by characters and by words, splices two, repeats brackets, or strings words together.</summary>
internal sealed class Mutator(Random random, Target target, string[] samples, int maxLength)
{
    private readonly Grammar grammar = new(random);
    private readonly string[] words = target.Words;

    /// <summary>The next text.</summary>
    public string Next()
    {
        // Half of what parses stays whole.
        if (target.Generate is { } generate && random.Next(4) > 0)
        {
            var whole = generate(grammar);
            if (whole.Length <= 4 * maxLength && random.Next(2) == 0)
            {
                return whole;
            }

            return Changed(new StringBuilder(whole));
        }

        return Changed(new StringBuilder(samples.Length == 0 || random.Next(4) == 0 ? Generate() : Window(samples[random.Next(samples.Length)])));
    }

    private string Changed(StringBuilder text)
    {
        for (var changes = random.Next(1, 6); changes > 0; changes--)
        {
            Change(text);
        }

        return text.Length > maxLength ? text.ToString(0, maxLength) : text.ToString();
    }

    private string Generate()
    {
        var text = new StringBuilder();
        for (var count = random.Next(1, 40); count > 0; count--)
        {
            text.Append(words[random.Next(words.Length)]);
        }

        return text.ToString();
    }

    private string Window(string sample)
    {
        var length = Math.Min(sample.Length, random.Next(1, maxLength));
        return sample.Substring(random.Next(sample.Length - length + 1), length);
    }

    private void Change(StringBuilder text)
    {
        var at = random.Next(text.Length + 1);
        switch (random.Next(7))
        {
            case 0 when at < text.Length:
                text[at] = (char)random.Next(128);
                break;
            case 1 when at < text.Length:
                text.Remove(at, Math.Min(random.Next(1, 8), text.Length - at));
                break;
            case 2 when samples.Length > 0:
                text.Insert(at, Window(samples[random.Next(samples.Length)]));
                break;
            case 3:
                var word = words[random.Next(words.Length)];
                text.Insert(at, string.Concat(Enumerable.Repeat(word, random.Next(1, 300))));
                break;
            case 4 when text.Length > 1:
                var from = random.Next(text.Length);
                text.Insert(at, text.ToString(from, Math.Min(random.Next(1, 40), text.Length - from)));
                break;
            default:
                text.Insert(at, words[random.Next(words.Length)]);
                break;
        }
    }
}
