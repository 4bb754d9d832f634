using System.Buffers;
using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace Stoa.Reviews.Decisions;

/// <summary>
/// What the status of a decision says: one word, or lines as adr-tools writes them (<c>Accepted</c>, <c>Supercedes [1. X](0001-x.md)</c>).
/// </summary>
internal sealed record DecisionStatusText
{
    private static readonly SearchValues<char> Marks = SearchValues.Create("*_~#>-+[!( \t");

    private static readonly string[] DateFormats =
        ["yyyy-MM-dd", "yyyy/MM/dd", "yyyy.MM.dd", "d MMM yyyy", "d MMMM yyyy", "MMM d, yyyy", "MMMM d, yyyy", "yyyy-M-d"];

    // The first that a line begins with; longer ones before what they begin with.
    private static readonly (string Word, DecisionStatus Status)[] Words =
    [
        ("draft", DecisionStatus.Draft), ("wip", DecisionStatus.Draft), ("work in progress", DecisionStatus.Draft),
        ("proposed", DecisionStatus.Proposed), ("proposal", DecisionStatus.Proposed), ("pending", DecisionStatus.Proposed),
        ("in review", DecisionStatus.Proposed), ("under review", DecisionStatus.Proposed), ("in discussion", DecisionStatus.Proposed),
        ("rejected", DecisionStatus.Rejected), ("declined", DecisionStatus.Rejected), ("withdrawn", DecisionStatus.Rejected),
        ("accepted", DecisionStatus.Accepted), ("approved", DecisionStatus.Accepted), ("adopted", DecisionStatus.Accepted),
        ("agreed", DecisionStatus.Accepted), ("decided", DecisionStatus.Accepted),
        ("deprecated", DecisionStatus.Deprecated), ("obsolete", DecisionStatus.Deprecated), ("retired", DecisionStatus.Deprecated),
        ("superseded", DecisionStatus.Superseded), ("superceded", DecisionStatus.Superseded), ("replaced by", DecisionStatus.Superseded),
    ];

    public DecisionStatus Status { get; private init; }

    /// <summary>What the other members do not say.</summary>
    public string Rest { get; private init; } = "";

    public string? SupersededBy { get; private init; }

    public ImmutableArray<string> Supersedes { get; private init; } = [];

    public ImmutableArray<DecisionRelation> RelatedTo { get; private init; } = [];

    public DateOnly? Date { get; private init; }

    /// <summary>The one word for a status, as MADR has it; empty for none.</summary>
    public static string Word(DecisionStatus status) => status == DecisionStatus.None ? "" : status.ToString().ToLowerInvariant();

    /// <summary>A day, in any notation that means one day only.</summary>
    public static DateOnly? ParseDate(ReadOnlySpan<char> text) =>
        DateOnly.TryParseExact(text.Trim(), DateFormats, CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) ? date : null;

    /// <summary>Reads a status.</summary>
    public static DecisionStatusText Parse(string text)
    {
        text = Markdown.Normal(text);
        var status = DecisionStatus.None;
        var supersedes = ImmutableArray.CreateBuilder<string>();
        var related = ImmutableArray.CreateBuilder<DecisionRelation>();
        string? supersededBy = null;
        List<string> rest = [];
        var plain = true;
        foreach (var line in text.Split('\n'))
        {
            if (string.IsNullOrWhiteSpace(line))
            {
                rest.Add(line);
                continue;
            }

            var found = Leading(line);
            var relations = DecisionLinks.Read(line, out var says);
            if (relations.IsEmpty || !says)
            {
                rest.Add(line.TrimEnd());
                plain &= IsOnlyWord(line, found);
            }

            foreach (var relation in relations)
            {
                switch (DecisionLinks.KindOf(relation.Relation))
                {
                    case LinkKind.SupersededBy:
                        supersededBy ??= relation.Target;
                        found = DecisionStatus.Superseded;
                        break;
                    case LinkKind.Supersedes:
                        supersedes.Add(relation.Target);
                        break;
                    default:
                        related.Add(relation);
                        break;
                }
            }

            // What took its place outweighs what it was before; else the first word stands.
            if (found == DecisionStatus.Superseded || status == DecisionStatus.None)
            {
                status = found;
            }
        }

        var left = Markdown.Normal(string.Join('\n', rest));
        return new DecisionStatusText
        {
            Status = status,
            Rest = plain && IsOnlyWord(left, status) ? "" : left,
            SupersededBy = supersededBy,
            Supersedes = supersedes.ToImmutable(),
            RelatedTo = related.ToImmutable(),
            Date = FirstDate(text),
        };
    }

    private static DecisionStatus Leading(string line)
    {
        var start = line.AsSpan().IndexOfAnyExcept(Marks);
        var text = start < 0 ? "" : line.AsSpan(start);
        while (text.Length > 0 && Rune.DecodeFromUtf16(text, out var rune, out var used) == OperationStatus.Done && !Rune.IsLetterOrDigit(rune))
        {
            text = text[used..];
        }

        foreach (var (word, status) in Words)
        {
            if (text.StartsWith(word, StringComparison.OrdinalIgnoreCase) && (text.Length == word.Length || !char.IsLetter(text[word.Length])))
            {
                return status;
            }
        }

        return DecisionStatus.None;
    }

    private static bool IsOnlyWord(string line, DecisionStatus status) =>
        line.AsSpan().Trim("*_. \t\n").Equals(Word(status), StringComparison.OrdinalIgnoreCase);

    private static DateOnly? FirstDate(string text)
    {
        for (var i = 0; i + 10 <= text.Length; i++)
        {
            if (char.IsAsciiDigit(text[i]) && text[i + 4] == '-' && (i == 0 || !char.IsAsciiLetterOrDigit(text[i - 1]) && text[i - 1] is not ('-' or '/'))
                && (i + 10 == text.Length || !char.IsAsciiLetterOrDigit(text[i + 10]) && text[i + 10] != '-')
                && DateOnly.TryParseExact(text.AsSpan(i, 10), "yyyy-MM-dd", out var date))
            {
                return date;
            }
        }

        return null;
    }
}
