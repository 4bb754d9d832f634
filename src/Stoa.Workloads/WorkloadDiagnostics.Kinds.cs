using Stoa.Language.Diagnostics;
using Stoa.Language.Text;
using Stoa.Workloads.Kinds;

namespace Stoa.Workloads;

/// <content>STOA28xx: kinds, and the mapping of resources to them.</content>
public static partial class WorkloadDiagnostics
{
    private const string KindsPage = "See knowledge/kinds/README.md.";

    /// <summary>STOA2801: a part of a kinds file that has another form than it must.</summary>
    public static Diagnostic KindShape(string what, string wanted, Location where) =>
        new("STOA2801", DiagnosticSeverity.Error, $"The {what} cannot be read", $"It has to be {wanted}. {KindsPage}", where);

    /// <summary>STOA2802: a key that means nothing where it stands.</summary>
    public static Diagnostic KindKey(string key, string holder, string suggestion, Location where) =>
        new("STOA2802", DiagnosticSeverity.Error, $"A {holder} has no \"{key}\"", $"The key means nothing here.{suggestion} {KindsPage}", where);

    /// <summary>STOA2803: something that a kind or property must say and does not.</summary>
    public static Diagnostic KindIncomplete(string what, string missing, Location where) =>
        new("STOA2803", DiagnosticSeverity.Error, $"The {what} has no {missing}", $"Add it. {KindsPage}", where);

    /// <summary>STOA2804: a type of a property that cannot be read.</summary>
    public static Diagnostic PropertyTypeNotReadable(string property, string problem, Location where) =>
        new("STOA2804", DiagnosticSeverity.Error, $"The type of {property} cannot be read",
            $"{char.ToUpperInvariant(problem[0])}{problem.AsSpan(1)}. Within [ … ], a type with a comma or brace in it stands in quotes.", where);

    /// <summary>STOA2805: a column that is no expression, or one that means nothing.</summary>
    public static Diagnostic ColumnNotReadable(string holder, string column, string summary, string detail, Location where) =>
        new("STOA2805", DiagnosticSeverity.Error, $"An expression of {holder} cannot be used: {summary}",
            $"{detail} The expression begins: {(column.Length > 80 ? $"{column.AsSpan(0, 80)}…" : column)}", where);

    /// <summary>STOA2806: a kind that is described twice.</summary>
    public static Diagnostic KindTwice(string kind, Location first, Location second) =>
        new("STOA2806", DiagnosticSeverity.Error, $"The kind {kind} is described twice",
            $"It was described at {first}; this second description is left out.", second);

    /// <summary>STOA2807: a type that refers to a kind which nobody describes.</summary>
    public static Diagnostic UnknownKind(string property, string kind, string suggestion, Location where) =>
        new("STOA2807", DiagnosticSeverity.Error, $"The type of {property} refers to the kind {kind}, which does not exist",
            $"A reference of this type would never be found.{suggestion}", where);

    /// <summary>STOA2808: the name of an attribute or companion that is worked out, not written.</summary>
    public static Diagnostic NameNotLiteral(string function, Location where) =>
        new("STOA2808", DiagnosticSeverity.Error, $"Function \"{function}\" takes one name in quotes",
            "The name has to be written out, so that it is known before any resource is.", where);

    /// <summary>STOA2809: a function of one argument that got another number.</summary>
    public static Diagnostic OneArgument(string function, Location where) =>
        new("STOA2809", DiagnosticSeverity.Error, $"Function \"{function}\" takes one argument", "Give it exactly one.", where);

    /// <summary>STOA2811: a function that looks for a kind which is worked out, not written.</summary>
    public static Diagnostic KindNotLiteral(string function, Location where) =>
        new("STOA2811", DiagnosticSeverity.Error, $"Function \"{function}\" takes a value and one kind in quotes",
            "Give it what names the resource, then the kind that the resource has to be of.", where);

    /// <summary>STOA2810: a raw type that two kinds claim without telling when.</summary>
    public static Diagnostic TypeClaimedTwice(string type, string first, string second, Location where) =>
        new("STOA2810", DiagnosticSeverity.Error, $"Both {first} and {second} are of type {type}",
            "Which of the two a resource is must follow from it: give each a \"when\".", where);

    /// <summary>STOA2820: a value that does not fit its property's type.</summary>
    public static Diagnostic PropertyMismatch(string kind, string property, PropertyType type, string problem, Location where) =>
        new("STOA2820", DiagnosticSeverity.Info, $"The {property} of a resource cannot be read",
            $"{kind} has {property} as {type}, but for this value {problem}. It is taken as unknown, so nothing is concluded from it.", where);
}
