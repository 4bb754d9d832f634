using Stoa.Language.Diagnostics;
using Stoa.Language.Text;

namespace Stoa.Reviews;

/// <summary>Every complaint of this project; one method a code.</summary>
internal static partial class ReviewsDiagnostics
{
    // 50xx: reading decisions

    public static Diagnostic DecisionTooLarge(string name, int limit) => Error(
        "STOA5001",
        $"\"{name}\" is longer than {limit} characters",
        "A decision is a page or two. What is that long is left unread; move its material to files of its own and link to them.",
        null);

    public static Diagnostic DecisionWithoutTitle(Location at) => Warning(
        "STOA5002", "The decision has no title", "The name of the file stands in for it. Begin the text with a line \"# Title\".", at);

    public static Diagnostic UnreadableFrontMatter(Location at) => Warning(
        "STOA5003",
        "The front matter is no YAML mapping",
        "It is kept as text, and says nothing of the decision. Write lines like \"status: accepted\" between two lines \"---\".",
        at);

    public static Diagnostic WrongDecisionField(string name, string wanted, Location at) => Warning(
        "STOA5004", $"\"{name}\" must be {wanted}", $"What stands there is something else and is kept as it is. Write {wanted}.", at);

    public static Diagnostic UnknownStoaField(string name, IEnumerable<string> known, Location at) => Warning(
        "STOA5005",
        $"\"{name}\" is not a field of \"stoa\"",
        $"It means nothing there and is dropped when the decision is saved.{Spelling.DidYouMean(name, known)} The fields are: {string.Join(", ", known)}.",
        at);

    public static Diagnostic TooManyDecisions(string folder, int limit) => Error(
        "STOA5006", $"The folder \"{folder}\" holds more than {limit} decisions", "Those beyond are left unread. Split the folder.", null);

    public static Diagnostic UnreadableDecision(string path, FileRefusal refusal) => Error(
        "STOA5007",
        $"\"{path}\" could not be read",
        refusal switch
        {
            FileRefusal.TooLarge => "It is too large for a decision.",
            FileRefusal.OutsideRoot => "It lies outside of what may be read, directly or behind a symbolic link.",
            FileRefusal.Missing => "It was there when the folder was listed and is gone.",
            _ => "It is not a regular file, or the system refused to read it.",
        },
        null);

    public static Diagnostic DecisionFolderMissing(string path, string config, Location? at) => Warning(
        "STOA5008",
        $"There is no folder \"{path}\"",
        $"{config} says that decisions are kept there. Correct the path; it is relative to that file and may not leave the root.",
        at);

    // 51xx: decisions of one folder

    public static Diagnostic NumberTwice(int number, string other, Location? at) => Error(
        "STOA5101",
        $"The number {number} is taken twice",
        $"{other} has it too, so that \"ADR-{number:0000}\" could mean either. Give the later one the next free number.",
        at);

    public static Diagnostic NoStatus(Location? at) => Warning(
        "STOA5102",
        "The decision has no status",
        "Nobody can tell if it holds. Say one of: draft, proposed, rejected, accepted, deprecated, superseded by another.",
        at);

    public static Diagnostic UnknownStatus(string text, Location? at) => Warning(
        "STOA5103",
        $"\"{text}\" is no status of a decision",
        "It is one of: draft, proposed, rejected, accepted, deprecated, superseded by another. Begin with that word; more may follow it.",
        at);

    public static Diagnostic SupersededByNobody(Location? at) => Warning(
        "STOA5104",
        "The decision is superseded, but nobody knows by which",
        "A reader needs the decision that holds now. Write \"superseded by ADR-0012\", or \"deprecated\" if nothing took its place.",
        at);

    public static Diagnostic LinkLeadsNowhere(string target, Location? at) => Warning(
        "STOA5105",
        $"There is no decision \"{target}\" in this folder",
        "The link leads nowhere. Correct the number or the name of the file.",
        at);

    public static Diagnostic NotSuperseding(string newer, string older, Location? at) => Warning(
        "STOA5106",
        $"{newer} does not say that it supersedes {older}",
        $"{older} says that {newer} took its place. Links stand on both sides: name it in {newer} too.",
        at);

    public static Diagnostic NotSuperseded(string older, string newer, Location? at) => Warning(
        "STOA5107",
        $"{older} does not say that {newer} supersedes it",
        $"{newer} says so. Whoever reads {older} would take it for what holds: set its status to \"superseded by {newer}\".",
        at);

    public static Diagnostic SupersedesItself(Location? at) => Error(
        "STOA5108", "The decision supersedes itself", "Name the other decision.", at);

    private static Diagnostic Error(string code, string summary, string detail, Location? at) =>
        new(code, DiagnosticSeverity.Error, summary, detail, at);

    private static Diagnostic Warning(string code, string summary, string detail, Location? at) =>
        new(code, DiagnosticSeverity.Warning, summary, detail, at);
}
