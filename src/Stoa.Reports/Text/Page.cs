namespace Stoa.Reports.Text;

/// <summary>Lines on a screen of some width, in colour or not.</summary>
internal sealed class Page(TextWriter output, TextReportOptions options)
{
    public int Width { get; } = Math.Max(60, options.Width);

    public string Bold(string text) => Paint("1", text);

    public string Dim(string text) => Paint("2", text);

    public string Red(string text) => Paint("31", text);

    public string Green(string text) => Paint("32", text);

    public string Yellow(string text) => Paint("33", text);

    public string Cyan(string text) => Paint("36", text);

    public void Line(string text = "") => output.Write(text.TrimEnd() + "\n");

    /// <summary>Writes a lead and a text behind it, wrapped at words under the text's own beginning.</summary>
    /// <param name="indent">What each line begins with.</param>
    /// <param name="lead">The lead, painted.</param>
    /// <param name="leadWidth">How many columns the lead takes.</param>
    /// <param name="text">The text. Control characters in it are shown as the replacement character: it may quote hostile input.</param>
    public void Wrapped(string indent, string lead, int leadWidth, string text)
    {
        // Under a long path the text would be a ribbon: it then hangs a little to the right of the lead's beginning.
        var hang = leadWidth <= 28 ? indent.Length + leadWidth + 2 : indent.Length + 2;
        var first = $"{indent}{lead}  ";
        foreach (var line in Fill(text, hang, indent.Length + leadWidth + 2))
        {
            Line(first + line);
            first = new string(' ', hang);
        }
    }

    /// <summary>Writes a text in a faint colour, wrapped at words.</summary>
    public void Faint(string indent, string text)
    {
        foreach (var line in Fill(text, indent.Length, indent.Length))
        {
            Line(indent + Dim(line));
        }
    }

    // The lines of a text that begins at one column and goes on at another.
    private IEnumerable<string> Fill(string text, int hang, int column)
    {
        var line = new System.Text.StringBuilder();
        foreach (var word in Printable(text).Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (column + word.Length > Width && column > hang)
            {
                yield return line.ToString().TrimEnd();
                line.Clear();
                column = hang;
            }

            line.Append(word).Append(' ');
            column += word.Length + 1;
        }

        yield return line.ToString().TrimEnd();
    }

    private static string Printable(string text) =>
        text.Any(char.IsControl) ? string.Concat(text.Select(static c => c == '\n' ? ' ' : char.IsControl(c) ? '\uFFFD' : c)) : text;

    private string Paint(string code, string text) => options.Color && text.Length > 0 ? $"\e[{code}m{text}\e[0m" : text;
}
