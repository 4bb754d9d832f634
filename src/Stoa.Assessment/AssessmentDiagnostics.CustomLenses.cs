using Stoa.Language.Diagnostics;
using Stoa.Language.Text;

namespace Stoa.Assessment;

/// <summary>
/// What can be wrong with a custom lens: STOA3110 to STOA3139. Each summary begins with the path in the file, as in
/// <c>pillars[2].questions[0].choices[3].title</c>, where it is about a part of the lens.
/// </summary>
internal static partial class AssessmentDiagnostics
{
    public static Diagnostic LensTooLong(int length, int limit, Location at) => Error(
        "STOA3110",
        $"The lens is {length:N0} characters long, and {limit:N0} are allowed",
        "It is not read. Shorten texts, or split it into several lenses.",
        at);

    public static Diagnostic NoLens(Location at) => Error(
        "STOA3111",
        "The file is no lens",
        "A lens is a JSON object with the members schemaVersion, name, description and pillars.",
        at);

    public static Diagnostic LensMemberMissing(string path, string what, Location at) => Error(
        "STOA3112", $"{path} is missing", $"Add the member: {what}.", at);

    public static Diagnostic LensMemberWrong(string path, string wanted, Location at) => Error(
        "STOA3113", $"{path} must be {wanted}", $"What stands there is something else. Write {wanted}, or leave the member out where it is optional.", at);

    public static Diagnostic LensMemberEmpty(string path, string what, Location at) => Error(
        "STOA3114", $"{path} is empty", $"It needs {what}.", at);

    public static Diagnostic LensTextTooLong(string path, int length, int limit, Location at) => Error(
        "STOA3115", $"{path} is {length:N0} characters long, and {limit:N0} are allowed", "Shorten it.", at);

    public static Diagnostic LensTooMany(string path, int count, int limit, string what, Location at) => Error(
        "STOA3116", $"{path} holds {count:N0} {what}, and {limit} are allowed", "This is the first one too many. Merge some, or split the lens.", at);

    public static Diagnostic LensIdInvalid(string path, string id, Location at) => Error(
        "STOA3117",
        $"{path} \"{Excerpt(id)}\" is no id",
        "An id has 3 to 128 characters, all of them unaccented letters, digits or \"_\".",
        at);

    public static Diagnostic LensIdReserved(string path, string id, Location at) => Error(
        "STOA3118", $"{path} \"{Excerpt(id)}\" is a word of the rules", "A rule could not tell the choice from the word. Rename the choice.", at);

    public static Diagnostic LensIdTwice(string path, string id, string other, Location at, Location first) =>
        Error("STOA3119", $"{path} \"{Excerpt(id)}\" stands already at {other}", "Answers and rules could not tell the two apart. Rename one.", at)
            with { Context = first };

    public static Diagnostic LensSchemaUnknown(string path, string version, string known, Location at) => Error(
        "STOA3120", $"{path} \"{Excerpt(version)}\" is unknown", $"There is one version of the format so far: write \"{known}\".", at);

    public static Diagnostic NoImprovementPlan(string path, Location at) => Error(
        "STOA3121",
        $"{path} is missing",
        "Every choice says what to do where it is not followed; only \"None of these\", whose id ends with \"_no\", does not. Add an object with a displayText and, if there is one, a url.",
        at);

    public static Diagnostic LensLinkWithoutText(string path, Location at) => Error(
        "STOA3122", $"{path} is missing", "A link needs a text to be shown as. Add a displayText beside the url.", at);

    public static Diagnostic LensUrlInvalid(string path, string url, Location at) => Error(
        "STOA3123", $"{path} \"{Excerpt(url)}\" is no web address", "A link begins with https:// or http://, then names a host. Correct it, or leave it out.", at);

    public static Diagnostic LensUrlUntidy(string path, bool isEmpty, Location at) => new(
        "STOA3124",
        isEmpty ? DiagnosticSeverity.Info : DiagnosticSeverity.Warning,
        isEmpty ? $"{path} is empty" : $"{path} has blanks in it",
        isEmpty ? "It links to nothing. Leave it out." : "Browsers may not follow it. Remove them, or write %20 within the address.",
        at);

    public static Diagnostic LensResourcesUnknown(string path, string type, IReadOnlyCollection<string> known, Location at) => Error(
        "STOA3125", $"{path} \"{Excerpt(type)}\" is unknown", $"It is one of: {string.Join(", ", known)}.{Spelling.DidYouMean(type, known)}", at);

    public static Diagnostic LensRiskUnknown(string path, string risk, IReadOnlyCollection<string> known, Location at) => Error(
        "STOA3126", $"{path} \"{Excerpt(risk)}\" is unknown", $"It is one of: {string.Join(", ", known)}.{Spelling.DidYouMean(risk, known)}", at);

    public static Diagnostic RiskRuleUnreadable(string path, string problem, string remedy, Location at) => Error(
        "STOA3127", $"{path} cannot be read: {problem}", remedy, at);

    public static Diagnostic RiskRuleUnknownChoice(string path, string id, IEnumerable<string> known, Location at) => Error(
        "STOA3128",
        $"{path} names a choice \"{Excerpt(id)}\" that the question does not have",
        $"Only choices of the rule's own question can be named.{Spelling.DidYouMean(id, known)}",
        at);

    public static Diagnostic RiskLevelTwice(string path, string risk, string other, Location at, Location first) =>
        Error("STOA3129", $"{path} \"{risk}\" is already the risk of {other}", "A question has one rule for each level. Join the two conditions by ||.", at)
            with { Context = first };

    public static Diagnostic NoDefaultRule(string path, Location at) => Error(
        "STOA3130",
        $"{path} has no default",
        "For some answers no rule holds, and what they mean is open. Add a last rule whose condition is \"default\".",
        at);

    public static Diagnostic DefaultNotLast(string path, Location at) => Error(
        "STOA3131",
        $"{path} is \"default\", and rules follow it",
        "It holds for every answer, so that those are never reached. Make it the last rule.",
        at);

    public static Diagnostic LensNotANumber(string path, string word, Location at) => Error(
        "STOA3132",
        $"{path} is {word}, which is no JSON",
        "Programs write it for an empty cell of a table. Write what was meant, or leave the member out.",
        at);

    public static Diagnostic LensMemberUnknown(string path, string name, int others, string? nearest, Location at) => new(
        "STOA3133",
        nearest is null ? DiagnosticSeverity.Info : DiagnosticSeverity.Warning,
        $"{Excerpt(path)} is not a member of the format{(others > 0 ? $"; it stands in {others:N0} more {(others == 1 ? "place" : "places")}" : "")}",
        nearest is null ? $"\"{Excerpt(name)}\" is kept and means nothing." : $"It is kept and means nothing. Did you mean \"{nearest}\"?",
        at);

    // A text of the file in a message: not more than a line of it, and nothing that a terminal would obey.
    private static string Excerpt(string text) =>
        string.Concat((text.Length <= 80 ? text : $"{text.AsSpan(0, 77)}...").Select(static c => char.IsControl(c) ? '\uFFFD' : c));
}
