using Stoa.Reviews.Store;

namespace Stoa.Reviews.Evidence;

/// <summary>
/// What a reviewed repository's own file says of a question or best practice. It fills in what nobody has answered; what people say in
/// the record stands over it.
/// </summary>
/// <param name="Id">A best practice, <c>REL10-BP01</c>, or a question, <c>REL10</c>: then each of its best practices without an answer of its own.</param>
/// <param name="Status">The answer.</param>
/// <param name="Notes">Why, and what shows it; null where nothing is written.</param>
/// <param name="Person">Whom the file names; null where it names nobody.</param>
/// <param name="Date">The day of the answer; null where the file does not say.</param>
public sealed record FileAnswer(string Id, ChoiceStatus Status, string? Notes, string? Person, DateOnly? Date)
{
    /// <summary>The file.</summary>
    public const string File = "stoa.yaml";

    private const string OfFile = $" ({File})";

    /// <summary>Who the record says has answered. It names the file too: a file cannot speak as somebody who is signed in.</summary>
    public string By => string.IsNullOrWhiteSpace(Person) ? File : Person + OfFile;

    /// <summary>Whether an answer came from a file: then a later run's file may change it.</summary>
    public static bool Wrote(ChoiceAnswer answer) => answer.By == File || answer.By.EndsWith(OfFile, StringComparison.Ordinal);
}
