using System.Xml;
using Stoa.Language.Diagnostics;
using Stoa.Language.Text;

namespace Stoa.Analysis.FaultTrees;

/// <summary>An element of an Open-PSA file: its name, attributes and children, and where it stands.</summary>
internal sealed record OpenPsaElement(string Name, int Line, int Column)
{
    private List<KeyValuePair<string, string>>? attributes;

    /// <summary>The elements in it.</summary>
    public List<OpenPsaElement> Children { get; } = [];

    /// <summary>An attribute; null if it is not there.</summary>
    public string? this[string attribute]
    {
        get
        {
            foreach (var (key, value) in attributes ?? [])
            {
                if (key == attribute)
                {
                    return value;
                }
            }

            return null;
        }
    }

    /// <summary>The children without labels and attributes, which mean nothing to the analysis.</summary>
    public IEnumerable<OpenPsaElement> Content => Children.Where(c => c.Name is not ("label" or "attributes"));

    internal void Add(string attribute, string value) => (attributes ??= []).Add(new(attribute, value));
}

/// <summary>Reads XML into elements: no document type, no entities of its own, bounded depth and size.</summary>
internal static class OpenPsaDocument
{
    private const int DeepestElement = 100;
    private const int MostElements = 5_000_000;

    /// <summary>The root element; null, with a diagnostic, if the text is not XML or too large.</summary>
    public static OpenPsaElement? Read(SourceText source, DiagnosticBag diagnostics)
    {
        var settings = new XmlReaderSettings
        {
            DtdProcessing = DtdProcessing.Prohibit,
            XmlResolver = null,
            IgnoreComments = true,
            IgnoreProcessingInstructions = true,
            IgnoreWhitespace = true,
        };
        var open = new Stack<OpenPsaElement>();
        OpenPsaElement? root = null;
        var count = 0;
        try
        {
            using var reader = XmlReader.Create(new StringReader(source.Text), settings);
            var lines = (IXmlLineInfo)reader;
            while (reader.Read())
            {
                if (reader.NodeType == XmlNodeType.EndElement)
                {
                    open.Pop();
                    continue;
                }

                if (reader.NodeType != XmlNodeType.Element)
                {
                    continue;
                }

                var element = new OpenPsaElement(reader.Name, lines.LineNumber, lines.LinePosition);
                if (++count > MostElements || open.Count >= DeepestElement)
                {
                    diagnostics.Add(AnalysisDiagnostics.ModelTooLarge(
                        $"It may have {MostElements:N0} elements, nested {DeepestElement} deep.", Locate(source, element.Line, element.Column)));
                    return null;
                }

                var isEmpty = reader.IsEmptyElement;
                while (reader.MoveToNextAttribute())
                {
                    element.Add(reader.Name, reader.Value);
                }

                if (open.TryPeek(out var parent))
                {
                    parent.Children.Add(element);
                }

                root ??= element;
                if (!isEmpty)
                {
                    open.Push(element);
                }
            }
        }
        catch (XmlException e)
        {
            diagnostics.Add(AnalysisDiagnostics.MalformedModel(e.Message, Locate(source, e.LineNumber, e.LinePosition)));
            return null;
        }

        return root;
    }

    /// <summary>A line and column, from 1, as a place in a text.</summary>
    public static Location Locate(SourceText source, int line, int column)
    {
        line = Math.Clamp(line, 1, source.LineCount);
        var offset = Math.Min(source.GetLineStart(line) + Math.Max(0, column - 1), source.Text.Length);
        return new Location(source, new TextSpan(offset, offset));
    }
}
