using Stoa.Language.Documents;

namespace Stoa.Language.Tests.Documents;

/// <summary>Writes a document on one line, styles and tags visible.</summary>
internal static class DocumentNotation
{
    public static string Of(Node? node) => node switch
    {
        null => "nothing",
        ScalarNode s => Tag(s) + s.Style switch
        {
            ScalarStyle.Plain => s.Text,
            ScalarStyle.SingleQuoted => $"'{Escape(s.Text)}'",
            ScalarStyle.DoubleQuoted => $"\"{Escape(s.Text)}\"",
            ScalarStyle.Literal => $"|{Escape(s.Text)}|",
            _ => $">{Escape(s.Text)}>",
        },
        SequenceNode s => $"{Tag(s)}[{string.Join(", ", s.Items.Select(Of))}]",
        MappingNode m => $"{Tag(m)}{{{string.Join(", ", m.Entries.Select(e => $"{Of(e.Key)}: {Of(e.Value)}"))}}}",
        _ => throw new InvalidOperationException(),
    };

    private static string Tag(Node node) => node.Tag is null ? "" : node.Tag + " ";

    private static string Escape(string text) => text.Replace("\n", "\\n").Replace("\t", "\\t");
}
