using Stoa.Language.Diagnostics;
using Stoa.Language.Text;

namespace Stoa.Analysis;

/// <summary>Everything that can be wrong with what is analysed, a method a code. STOA45xx: fault trees in Open-PSA files.</summary>
public static partial class AnalysisDiagnostics
{
    /// <summary>STOA4501: not XML.</summary>
    public static Diagnostic MalformedModel(string problem, Location where) =>
        new("STOA4501", DiagnosticSeverity.Error, "The file is not well-formed XML",
            $"{problem} A fault tree is read from XML in the Open-PSA Model Exchange Format, without a document type declaration.", where);

    /// <summary>STOA4502: an element that this reader does not know or support.</summary>
    public static Diagnostic UnsupportedElement(string element, string within, Location where) =>
        new("STOA4502", DiagnosticSeverity.Error, $"<{element}> is not supported in {within}",
            "Leaving it out would give another result than its author meant, so nothing is computed. Fault trees with gates, basic events, "
            + "house events and parameters are supported; event trees, common-cause groups, substitutions and imports are not.",
            where);

    /// <summary>STOA4503: an attribute that must be there.</summary>
    public static Diagnostic MissingAttribute(string element, string attribute, Location where) =>
        new("STOA4503", DiagnosticSeverity.Error, $"<{element}> has no {attribute}",
            $"The attribute \"{attribute}\" says what the element is about. Add it.", where);

    /// <summary>STOA4504: a name that nothing defines.</summary>
    public static Diagnostic UndefinedName(string what, string name, string suggestion, Location where) =>
        new("STOA4504", DiagnosticSeverity.Error, $"No {what} is called \"{name}\"",
            $"Each name that a formula uses is defined somewhere in the file.{suggestion}", where);

    /// <summary>STOA4505: a name that is defined twice.</summary>
    public static Diagnostic DuplicateDefinition(string name, int line, Location where) =>
        new("STOA4505", DiagnosticSeverity.Error, $"\"{name}\" is defined twice",
            $"It is defined on line {line} already. Gates, events and parameters each have a name of their own.", where);

    /// <summary>STOA4506: definitions that need each other.</summary>
    public static Diagnostic CircularDefinition(IEnumerable<string> chain, Location where) =>
        new("STOA4506", DiagnosticSeverity.Error, "Definitions refer to each other in a circle",
            $"{string.Join(" → ", chain)}. A fault tree says what a failure comes from, so that no failure can come from itself.", where);

    /// <summary>STOA4507: a number that is none, or out of range.</summary>
    public static Diagnostic InvalidNumber(string problem, Location where) =>
        new("STOA4507", DiagnosticSeverity.Error, "Invalid number", problem, where);

    /// <summary>STOA4508: a gate with too few or too many arguments.</summary>
    public static Diagnostic WrongArgumentCount(string gate, string wanted, int found, Location where) =>
        new("STOA4508", DiagnosticSeverity.Error, $"<{gate}> takes {wanted}", $"It has {found}.", where);

    /// <summary>STOA4509: more than is read.</summary>
    public static Diagnostic ModelTooLarge(string what, Location where) =>
        new("STOA4509", DiagnosticSeverity.Error, "The model is too large", $"{what} Split it, or solve it with a tool made for such sizes.", where);

    /// <summary>STOA4510: a basic event without a probability.</summary>
    public static Diagnostic NoProbability(string name, Location where) =>
        new("STOA4510", DiagnosticSeverity.Error, $"The basic event \"{name}\" has no probability",
            "Define it with an expression: <define-basic-event name=\"…\"><float value=\"0.01\"/></define-basic-event>.", where);

    /// <summary>STOA4511: a file without a tree.</summary>
    public static Diagnostic NoFaultTree(Location where) =>
        new("STOA4511", DiagnosticSeverity.Error, "The file defines no fault tree",
            "A model has the root element <opsa-mef> and in it a <define-fault-tree> with at least one gate that no other gate uses.", where);
}
