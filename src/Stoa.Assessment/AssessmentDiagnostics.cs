using Stoa.Language.Diagnostics;
using Stoa.Language.Text;

namespace Stoa.Assessment;

/// <summary>Every complaint of this project about check pages, lenses and workload files; one method a code.</summary>
internal static partial class AssessmentDiagnostics
{
    // 30xx: check pages

    public static Diagnostic NoFrontMatter(Location at) => Error(
        "STOA3001",
        "The page has no front matter",
        "A check's page begins with a line '---', then its fields in YAML, then a second line '---'.",
        at);

    public static Diagnostic PunctuationTrap(string field, string culprit, Location at) => Error(
        "STOA3002",
        $"YAML reads '{culprit}' in \"{field}\" as punctuation of its own",
        $"An expression that begins with '!', '[', '{{', '*', '&' or a quoted text, or that holds ': ' or ' #', must stand in a block scalar: write \"{field}: |\" and the expression on the next line, indented.",
        at);

    public static Diagnostic UnknownField(string name, string where, IEnumerable<string> known, Location at) => Error(
        "STOA3003",
        $"\"{name}\" is not a field of {where}",
        $"It means nothing there.{Spelling.DidYouMean(name, known)} The fields are: {string.Join(", ", known)}.",
        at);

    public static Diagnostic MissingField(string name, string where, Location at) => Error(
        "STOA3004", $"The field \"{name}\" of {where} is missing", $"Add a line \"{name}: …\".", at);

    public static Diagnostic WrongShape(string name, string wanted, Location at) => Error(
        "STOA3005", $"\"{name}\" must be {wanted}", $"What stands there is something else. Write {wanted}.", at);

    public static Diagnostic NotAChoice(string name, string value, IReadOnlyCollection<string> choices, Location at) => Error(
        "STOA3006",
        $"\"{value}\" is no {name}",
        $"It is one of: {string.Join(", ", choices)}.{Spelling.DidYouMean(value, choices)}",
        at);

    public static Diagnostic UnknownKind(string kind, IEnumerable<string> known, Location at) => Error(
        "STOA3007",
        $"There is no kind \"{kind}\"",
        $"Kinds are described in knowledge/kinds.{Spelling.DidYouMean(kind, known)}",
        at);

    public static Diagnostic UnknownBestPractice(string id, IEnumerable<string> known, string lens, Location at) => Error(
        "STOA3008",
        $"There is no best practice \"{id}\"",
        $"The lens {lens} has none of that id.{Spelling.DidYouMean(id, known)}",
        at);

    public static Diagnostic UnknownProperty(string name, string owner, IEnumerable<string> known, Location at) => Error(
        "STOA3009", $"{owner} has no property \"{name}\"", $"A check reads the properties of its kind.{Spelling.DidYouMean(name, known)}", at);

    public static Diagnostic UnknownName(string name, IEnumerable<string> known, string? instead, Location at) => Error(
        "STOA3010",
        $"\"{name}\" means nothing here",
        instead is null
            ? $"A check sees \"self\", the variables of its own for expressions, and functions.{Spelling.DidYouMean(name, known)}"
            : $"Properties are read from the resource: write \"{instead}\".",
        at);

    public static Diagnostic WrongType(string what, string wanted, string actual, Location at) => Error(
        "STOA3011",
        $"{what} is {actual}, not {wanted}",
        "Checks convert nothing on the way, so this could never come out right. Compare like with like, or convert with tostring or tonumber.",
        at);

    public static Diagnostic NeverEqual(string left, string right, Location at) => Error(
        "STOA3012",
        $"This compares {left} with {right}",
        "The two are never equal: checks convert nothing on the way. Compare like with like, or convert with tostring or tonumber.",
        at);

    public static Diagnostic NeedsSplat(string name, Location at) => Error(
        "STOA3013",
        $"\"{name}\" is read from a list",
        $"A list has no properties; its elements have. Write \"[*].{name}\" to read it from each of them.",
        at);

    public static Diagnostic NeedsLiteralKind(string function, Location at) => Error(
        "STOA3014",
        $"{function}() needs the name of a kind as a literal text",
        $"Write for example {function}({(function == "referrers" ? "self, " : "")}\"aws.cloudwatch.alarm\"): the kind must be known when the check is loaded.",
        at);

    public static Diagnostic BadFence(string info, Location at) => Error(
        "STOA3015",
        $"The example \"{info}\" cannot be run",
        "An example's fence names its language and what it shows: ```hcl good, ```hcl bad or ```hcl undecided; likewise with yaml or json. Other fences name no outcome.",
        at);

    public static Diagnostic OpenFence(Location at) => Error(
        "STOA3016", "The fence is never closed", "An example ends with a line of as many backticks as it begins with.", at);

    public static Diagnostic DuplicateCheck(string id, string other, Location at) => Error(
        "STOA3017", $"There are two checks \"{id}\"", $"The other one is {other}. Rename one of the files.", at);

    public static Diagnostic BadCheckId(string id, Location at) => Error(
        "STOA3018",
        $"\"{id}\" is no id of a check",
        "The path of a page is its id: folders and a name of small letters, digits and hyphens, like aws/rds/instance-multi-az.md.",
        at);

    public static Diagnostic DuplicateField(string name, string where, Location at) => Error(
        "STOA3019", $"\"{name}\" stands twice in {where}", "Only one of them can hold. Remove the other.", at);

    public static Diagnostic TooMuch(string what, int limit, Location at) => Error(
        "STOA3020", $"There are more than {limit} {what}", "What goes beyond is left unread. Split the file.", at);

    // 31xx: lenses; from 3110 on in AssessmentDiagnostics.CustomLenses.cs

    public static Diagnostic BadLensId(string id, string pattern, Location at) => Error(
        "STOA3101", $"\"{id}\" is no valid id", $"Ids here look like {pattern}.", at);

    public static Diagnostic DuplicateLensId(string id, Location at) => Error(
        "STOA3102", $"The id \"{id}\" stands twice in the lens", "Answers and checks could not tell the two apart. Rename one.", at);

    public static Diagnostic FileMissing(string path, Location? at) => Error(
        "STOA3103", $"{path} cannot be read", "It is not there, is too large, or lies outside the folder.", at);

    // 32xx: workload files

    public static Diagnostic NotADate(string name, string value, Location at) => Error(
        "STOA3201", $"\"{value}\" is no date", $"Write \"{name}\" as year, month and day: 2027-03-31.", at);

    public static Diagnostic UnknownQuestion(string id, IEnumerable<string> known, string lens, Location at) => Error(
        "STOA3202",
        $"There is no question or best practice \"{id}\"",
        $"The lens {lens} has none of that id.{Spelling.DidYouMean(id, known)}",
        at);

    public static Diagnostic ExpiredAcceptance(string id, DateOnly expired, Location? at) => Warning(
        "STOA3203",
        $"The acceptance of {id} expired on {expired:yyyy-MM-dd}",
        "Its risk counts again. Remove the entry, or decide anew and set a later date.",
        at);

    public static Diagnostic ExpiredSuppression(string check, DateOnly expired, Location? at) => Warning(
        "STOA3204",
        $"The suppression of {check} expired on {expired:yyyy-MM-dd}",
        "Its findings are shown again. Remove it, or decide anew and set a later date.",
        at);

    public static Diagnostic UnknownSuppressedCheck(string check, IEnumerable<string> known, Location? at) => Warning(
        "STOA3205",
        $"The suppression names a check \"{check}\" that does not exist",
        $"It suppresses nothing.{Spelling.DidYouMean(check, known)}",
        at);

    public static Diagnostic NotADuration(string name, string value, Location at) => Error(
        "STOA3206", $"\"{value}\" is no duration", $"Write \"{name}\" as a number and a unit: 30s, 15m, 4h or 2d.", at);

    public static Diagnostic NotAPercentage(string name, string value, Location at) => Error(
        "STOA3207", $"\"{value}\" is no percentage", $"Write \"{name}\" as a number from 0 to 100, like 99.95 or 99.95%.", at);

    public static Diagnostic NotMoney(string name, string value, Location at) => Error(
        "STOA3208", $"\"{value}\" is no amount of money", $"Write \"{name}\" as an amount and a currency of three letters, like 2500 USD.", at);

    public static Diagnostic NotAnAmount(string name, string value, Location at) => Error(
        "STOA3209", $"\"{value}\" is no amount", $"Write \"{name}\" as a number of kilograms of CO2 equivalent a month, zero or more.", at);

    public static Diagnostic AnswerNeedsNote(string id, Location at) => Error(
        "STOA3210",
        $"The answer to {id} says not-applicable without saying why",
        "Add \"notes: …\": whoever reads the review must be able to judge it.",
        at);

    public static Diagnostic WorkloadFileMissing(string path) => Error(
        "STOA3211", $"There is no workload file {path}", "Check the path, or leave the option out: then stoa.yaml in the reviewed folder is read where there is one.", null);

    // 33xx: checking

    public static Diagnostic CheckStopped(string check, string address, int others, Diagnostic cause, Location? at) => new(
        "STOA3301",
        DiagnosticSeverity.Info,
        $"The check {check} could not be evaluated for {address}{(others > 0 ? $" and {others} more" : "")}",
        $"{cause.Summary}. {cause.Detail} The mistake is in the check ({cause.Location}), not in the files reviewed. What it could not decide is a question for a person.",
        at);

    private static Diagnostic Error(string code, string summary, string detail, Location? at) =>
        new(code, DiagnosticSeverity.Error, summary, detail, at);

    private static Diagnostic Warning(string code, string summary, string detail, Location? at) =>
        new(code, DiagnosticSeverity.Warning, summary, detail, at);
}
