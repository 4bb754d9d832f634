using Stoa.Language.Text;

namespace Stoa.Language.Diagnostics;

/// <summary>What can be wrong with a YAML or JSON document: STOA1100 to STOA1199.</summary>
public static partial class LanguageDiagnostics
{
    /// <summary>YAML that is none.</summary>
    public static Diagnostic InvalidYaml(Location at, string problem) =>
        Error("STOA1101", "The YAML cannot be read from here on", $"{Sentence(problem)} Look at the indentation, quotes and brackets here and just above.", at);

    /// <summary>A key set twice.</summary>
    public static Diagnostic DuplicateKey(Location at, string key, Location first) =>
        Error("STOA1102", $"The key \"{key}\" is set twice", $"It was already set at {first}. The later value stands; remove one of the two.", at)
            with { Context = first };

    /// <summary>A key that is a list or a mapping.</summary>
    public static Diagnostic ComplexKey(Location at) =>
        Error("STOA1103", "A key must be text", "A list or a mapping cannot be a key here; the entry is left out.", at);

    /// <summary>An alias without an anchor before it.</summary>
    public static Diagnostic UnknownAlias(Location at, string name) =>
        Error(
            "STOA1104",
            $"There is no anchor \"&{name}\" for this alias",
            "An alias stands for a node that was anchored before it and does not hold it. Write the anchor first, or put the text in quotes.",
            at);

    /// <summary>More content than is read; most likely aliases that multiply.</summary>
    public static Diagnostic DocumentTooLarge(Location at, int limit) =>
        Error(
            "STOA1105",
            "The document holds too much",
            $"With its aliases expanded it would hold more than {limit:N0} nodes; what stands here is not read. Split the document.",
            at);

    /// <summary>A merge of something that is no mapping.</summary>
    public static Diagnostic InvalidMerge(Location at) =>
        Error("STOA1106", "Only mappings can be merged", "The value of \"<<\" must be an alias of a mapping, or a list of such aliases.", at);

    /// <summary>Nesting without reason.</summary>
    public static Diagnostic DocumentTooDeep(Location at, int limit) =>
        Error("STOA1107", "Nested too deeply", $"Lists and mappings may be nested at most {limit} deep; the document is not read beyond this.", at);

    /// <summary>More than one document in a file.</summary>
    public static Diagnostic SeveralDocuments(Location at) =>
        new(
            "STOA1108",
            DiagnosticSeverity.Warning,
            "Only the first document of the file is read",
            "A second YAML document begins here. Put it in a file of its own.",
            at);

    /// <summary>JSON that is none.</summary>
    public static Diagnostic InvalidJson(Location at, string detail) =>
        Error("STOA1121", "The JSON cannot be read from here on", detail, at);
}
