using System.Collections.Immutable;
using Stoa.Language.Diagnostics;

namespace Stoa.Reviews.Decisions;

/// <summary>The decisions of one folder, in the order of their names.</summary>
public sealed class DecisionFolder(string path, ImmutableArray<DecisionFile> files)
{
    private readonly Lazy<(Dictionary<string, DecisionFile> Names, Dictionary<int, DecisionFile> Numbers)> index = new(() => Index(files));

    /// <summary>The folder's path in the tree.</summary>
    public string Path { get; } = path;

    /// <summary>The decisions.</summary>
    public ImmutableArray<DecisionFile> Files { get; } = files;

    /// <summary>The number that the next decision gets: one above the highest.</summary>
    public int NextNumber => Files.Select(f => f.Document.Number ?? 0).DefaultIfEmpty(0).Max() + 1;

    /// <summary>The decision that a name, a name of a file or a number (<c>ADR-0012</c>) means; null where there is none.</summary>
    public DecisionFile? Find(string reference)
    {
        var name = reference.EndsWith(".md", StringComparison.OrdinalIgnoreCase) ? reference[..^3] : reference;
        return index.Value.Names.TryGetValue(name, out var named) ? named
            : DecisionNames.IsNumberOnly(name) && DecisionNames.NumberOf(name) is { } number && index.Value.Numbers.TryGetValue(number, out var numbered) ? numbered
            : null;
    }

    /// <summary>Checks that numbers are unique, statuses known, and that links between decisions lead somewhere and stand on both sides.</summary>
    public void Check(DiagnosticBag diagnostics)
    {
        foreach (var file in Files)
        {
            CheckNumber(file, diagnostics);
            CheckStatus(file, diagnostics);
            CheckLinks(file, diagnostics);
        }
    }

    /// <summary>
    /// One decision takes the place of another: both are linked, the old one is superseded, and the new one is accepted if it was not
    /// decided yet.
    /// </summary>
    /// <exception cref="ArgumentException">Both are the same decision.</exception>
    public static (DecisionDocument Old, DecisionDocument New) Supersede(DecisionDocument old, DecisionDocument @new)
    {
        if (old.Id == @new.Id)
        {
            throw new ArgumentException("A decision does not supersede itself.", nameof(@new));
        }

        return (
            old with { Status = DecisionStatus.Superseded, StatusText = "", SupersededBy = @new.Id },
            (@new.Status is DecisionStatus.None or DecisionStatus.Draft or DecisionStatus.Proposed ? @new.WithStatus(DecisionStatus.Accepted) : @new) with
            {
                Supersedes = @new.Supersedes.Any(s => Means(s, old)) ? @new.Supersedes : @new.Supersedes.Add(old.Id),
            });
    }

    private void CheckNumber(DecisionFile file, DiagnosticBag diagnostics)
    {
        if (file.Document.Number is { } number && index.Value.Numbers[number] is var first && !ReferenceEquals(first, file))
        {
            diagnostics.Add(ReviewsDiagnostics.NumberTwice(number, first.Path, file.Start));
        }
    }

    private static void CheckStatus(DecisionFile file, DiagnosticBag diagnostics)
    {
        var document = file.Document;
        if (document.Status == DecisionStatus.None)
        {
            diagnostics.Add(document.StatusText.Length == 0
                ? ReviewsDiagnostics.NoStatus(file.Start)
                : ReviewsDiagnostics.UnknownStatus(Shown(document.StatusText), file.Start));
        }
        else if (document is { Status: DecisionStatus.Superseded, SupersededBy: null })
        {
            diagnostics.Add(ReviewsDiagnostics.SupersededByNobody(file.Start));
        }
    }

    private void CheckLinks(DecisionFile file, DiagnosticBag diagnostics)
    {
        var document = file.Document;
        if (document.SupersededBy is { } by && Followed(file, by, diagnostics) is { } newer && !newer.Document.Supersedes.Any(s => ReferenceEquals(Find(s), file)))
        {
            diagnostics.Add(ReviewsDiagnostics.NotSuperseding(newer.Document.Id, document.Id, newer.Start));
        }

        foreach (var target in document.Supersedes)
        {
            var older = Followed(file, target, diagnostics);
            if (older is not null && (older.Document.Status != DecisionStatus.Superseded
                || older.Document.SupersededBy is null || !ReferenceEquals(Find(older.Document.SupersededBy), file)))
            {
                diagnostics.Add(ReviewsDiagnostics.NotSuperseded(older.Document.Id, document.Id, older.Start));
            }
        }

        // A relation may lead to any other text; only what is named like a decision must be one.
        foreach (var relation in document.RelatedTo.Where(r => DecisionNames.NumberOf(r.Target) is not null || DecisionNames.DateOf(r.Target) is not null))
        {
            Followed(file, relation.Target, diagnostics);
        }
    }

    /// <summary>The decision a link leads to; null where that is elsewhere, or nowhere, which is reported.</summary>
    private DecisionFile? Followed(DecisionFile file, string target, DiagnosticBag diagnostics)
    {
        if (target.Contains('/'))
        {
            return null;
        }

        var found = Find(target);
        if (found is null)
        {
            diagnostics.Add(ReviewsDiagnostics.LinkLeadsNowhere(target, file.Start));
        }
        else if (ReferenceEquals(found, file))
        {
            diagnostics.Add(ReviewsDiagnostics.SupersedesItself(file.Start));
            return null;
        }

        return found;
    }

    private static bool Means(string reference, DecisionDocument document) =>
        reference == document.Id
        || DecisionNames.IsNumberOnly(reference) && document.Number is { } number && DecisionNames.NumberOf(reference) == number;

    private static string Shown(string text)
    {
        var end = text.IndexOf('\n');
        var line = end < 0 ? text : text[..end];
        return line.Length <= 60 ? line : line[..60] + "…";
    }

    private static (Dictionary<string, DecisionFile> Names, Dictionary<int, DecisionFile> Numbers) Index(ImmutableArray<DecisionFile> files)
    {
        Dictionary<string, DecisionFile> names = [];
        Dictionary<int, DecisionFile> numbers = [];
        foreach (var file in files)
        {
            names.TryAdd(file.Document.Id, file);
            if (file.Document.Number is { } number)
            {
                numbers.TryAdd(number, file);
            }
        }

        return (names, numbers);
    }
}
