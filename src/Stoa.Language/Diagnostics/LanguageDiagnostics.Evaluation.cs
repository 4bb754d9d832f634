using Stoa.Language.Text;
using Stoa.Language.Values;

namespace Stoa.Language.Diagnostics;

/// <summary>What can be wrong with an expression when it is compiled and evaluated: STOA1200 to STOA1299.</summary>
public static partial class LanguageDiagnostics
{
    /// <summary>
    /// The code of an expression that reads a file which is not there. Such an expression fails (so <c>try</c> goes on), but where a
    /// build is to make the file, nothing is wrong with the source.
    /// </summary>
    public const string FileMissingCode = "STOA1207";

    /// <summary>The code of an expression that reads a file outside of what may be read.</summary>
    public const string FileOutsideCode = "STOA1208";

    internal static Diagnostic UnknownFunction(string name, string suggestion, Location where) => Error(
        "STOA1201", $"There is no function \"{name}\"", $"Nothing here provides a function of that name.{suggestion}", where);

    internal static Diagnostic TooFewArguments(string function, string parameter, int least, Location where) => Error(
        "STOA1202",
        $"Function \"{function}\" needs more arguments",
        $"It takes {(least == 1 ? "at least one argument" : $"at least {least} arguments")}; the one for \"{parameter}\" is missing.",
        where);

    internal static Diagnostic TooManyArguments(string function, int most, Location where) => Error(
        "STOA1203",
        $"Function \"{function}\" takes fewer arguments",
        most == 0 ? "It takes none." : $"It takes no more than {most}; leave out the rest.",
        where);

    internal static Diagnostic ArgumentMismatch(string function, string parameter, string problem, Location where) => Error(
        "STOA1204",
        $"The argument \"{parameter}\" of function \"{function}\" does not fit",
        Sentence(problem),
        where);

    internal static Diagnostic FunctionFailed(string function, string problem, Location where) => Error(
        "STOA1205", $"Function \"{function}\" failed", Sentence(problem), where);

    internal static Diagnostic ExpansionMismatch(string function, string got, Location where) => Error(
        "STOA1206",
        $"The last argument of function \"{function}\" cannot be expanded",
        $"An argument before \"...\" stands for several and must be a list, set or tuple; this is {got}.",
        where);

    internal static Diagnostic FileMissing(string path, Location where) => Error(
        FileMissingCode,
        $"The file {path} is not there",
        "If a build makes it, build first; else correct the path. Until then what is read from it is unknown.",
        where);

    internal static Diagnostic FileOutside(string path, Location where) => Error(
        FileOutsideCode,
        $"The file {path} lies outside the folder under review and its repository",
        "Nothing there is read, so what it says is unknown. Where it lies in a folder above, name that with --root FOLDER.",
        where);

    internal static Diagnostic AttributeOfNull(string name, Location where) => Error(
        "STOA1210",
        $"Attribute \"{name}\" of a null value",
        "The value before the dot is null, so it has no attributes. Give it a value, or read it with try().",
        where);

    internal static Diagnostic NoSuchAttribute(string name, string reason, Location where) => Error(
        "STOA1211", $"There is no attribute \"{name}\"", reason, where);

    internal static Diagnostic IndexOfNull(Location where) => Error(
        "STOA1212",
        "Index into a null value",
        "The value before the bracket is null, so it has no elements. Give it a value, or read it with try().",
        where);

    internal static Diagnostic InvalidIndex(string reason, Location where) => Error(
        "STOA1213", "No element has this index", reason, where);

    internal static Diagnostic OperationFailed(OperationError error, Location where) =>
        Error("STOA1214", error.Summary, error.Detail, where);

    internal static Diagnostic NullCondition(Location where) => Error(
        "STOA1216", "The condition is null", "A condition must be true or false. Compare with null to test for it.", where);

    internal static Diagnostic ConditionMismatch(string problem, Location where) => Error(
        "STOA1217", "The condition is neither true nor false", Sentence(problem), where);

    internal static Diagnostic InconsistentBranches(string problem, Location where) => Error(
        "STOA1218",
        "The two results of the condition have no type in common",
        $"Both results of a conditional must fit one type. {Sentence(problem)}",
        where);

    internal static Diagnostic NullInTemplate(Location where) => Error(
        "STOA1220",
        "A null value in a template",
        "This is null, which cannot be written as text. Give it a value, or a fallback with coalesce().",
        where);

    internal static Diagnostic TemplateMismatch(string problem, Location where) => Error(
        "STOA1221",
        "A value in a template that is not text",
        $"{Sentence(problem)} Write it with jsonencode() or join(), or name one of its elements.",
        where);

    internal static Diagnostic IterationOverNull(Location where) => Error(
        "STOA1222", "A \"for\" over a null value", "A null value has no elements to go through. Give it a value, or an empty collection.", where);

    internal static Diagnostic NotIterable(string type, Location where) => Error(
        "STOA1223",
        "A \"for\" over a value without elements",
        $"A {type} has no elements to go through; a list, set, map, tuple or object is needed.",
        where);

    internal static Diagnostic ForConditionMismatch(string problem, Location where) => Error(
        "STOA1224", "The \"if\" of a \"for\" is neither true nor false", Sentence(problem), where);

    internal static Diagnostic DuplicateKey(string key, Location where) => Error(
        "STOA1225",
        $"Two elements have the key \"{key}\"",
        "Keys of an object are distinct. Write \"...\" after the value to group the values of one key.",
        where);

    internal static Diagnostic InvalidKey(string problem, Location where) => Error(
        "STOA1226", "A key that is not text", Sentence(problem), where);

    internal static Diagnostic SplatOfNull(Location where) => Error(
        "STOA1227", "A splat over a null list", "The list is null, so it has no elements. Give it a value, or an empty list.", where);

    internal static Diagnostic TooManySteps(long limit, Location where) => Error(
        "STOA1230",
        "The evaluation takes too many steps",
        $"It was stopped after {limit} steps; what was not finished is unknown. Shrink the collections that its loops go through.",
        where);

    internal static Diagnostic TextTooLong(int limit, Location where) => Error(
        "STOA1232", "The expression builds too long a text", $"No text may have more than {limit} characters; this one is taken as unknown.", where);

    internal static Diagnostic NestedTooDeeply(int limit, Location where) => Error(
        "STOA1233",
        "The expression is nested too deeply",
        $"No more than {limit} expressions may stand within one another; this one is taken as unknown. Split it with local values.",
        where);

    internal static Diagnostic UnknownTemplateVariable(string name, string suggestion, Location where) => Error(
        "STOA1240",
        $"The template uses \"{name}\", which it is not given",
        $"A template sees only what stands in the variables it is rendered with.{suggestion} Add \"{name}\" to them.",
        where);

    internal static Diagnostic InvalidType(string problem, Location where) => Error(
        "STOA1250", "Not a type", problem, where);

    internal static Diagnostic InvalidTypeDefault(string attribute, string problem, Location where) => Error(
        "STOA1251", $"The default of \"{attribute}\" does not fit its type", Sentence(problem), where);

    internal static Diagnostic UnknownVariable(string name, string suggestion, Location where) => Error(
        "STOA1260", $"Nothing here is called \"{name}\"", $"No variable of that name is in reach.{suggestion}", where);

    private static Diagnostic Error(string code, string summary, string detail, Location where) =>
        new(code, DiagnosticSeverity.Error, summary, detail, where);

    // Problems come as clauses ("a number is required"), from conversions and functions that do not know in what they will stand.
    private static string Sentence(string problem) =>
        problem.Length == 0 ? "" : $"{char.ToUpperInvariant(problem[0])}{problem.AsSpan(1)}{(problem[^1] is '.' or '?' ? "" : ".")}";
}
