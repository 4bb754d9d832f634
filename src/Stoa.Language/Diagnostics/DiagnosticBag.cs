using System.Collections;

namespace Stoa.Language.Diagnostics;

/// <summary>
/// Diagnostics as they are found. Bounded, so that hostile input cannot fill memory with complaints; the same complaint at the
/// same place (a line of a module that is called five hundred times) is kept once. Not thread-safe: one bag a task, merged in order.
/// </summary>
public sealed class DiagnosticBag(int limit = 10_000) : IReadOnlyCollection<Diagnostic>
{
    /// <summary>Up to here it is quicker to go through the complaints than to have a set of them.</summary>
    private const int Few = 8;

    // Most bags stay empty: every declaration is evaluated with one of its own.
    private static readonly List<Diagnostic> None = [];

    private List<Diagnostic> items = None;
    private HashSet<Diagnostic>? seen;
    private int errors;

    /// <summary>How many were kept.</summary>
    public int Count => items.Count;

    /// <summary>How many were dropped because the bag was full.</summary>
    public int Dropped { get; private set; }

    /// <summary>Whether an error is among them.</summary>
    public bool HasErrors => errors > 0;

    /// <summary>Adds a diagnostic unless it is there already.</summary>
    public void Add(Diagnostic diagnostic)
    {
        // Errors are counted even where they are not kept: whoever tries an expression must see that it failed again.
        if (diagnostic.Severity == DiagnosticSeverity.Error)
        {
            errors++;
        }

        if (items.Count >= limit)
        {
            Dropped++;
            return;
        }

        if (IsNew(diagnostic))
        {
            items = ReferenceEquals(items, None) ? [] : items;
            items.Add(diagnostic);
        }
    }

    /// <summary>Adds all of them.</summary>
    public void AddRange(IEnumerable<Diagnostic> diagnostics)
    {
        foreach (var diagnostic in diagnostics)
        {
            Add(diagnostic);
        }
    }

    /// <summary>A mark to come back to: see <see cref="HasErrorsSince"/> and <see cref="TakeBack"/>.</summary>
    public Checkpoint Mark() => new(items.Count, Dropped, errors);

    /// <summary>Whether an error was reported since the mark, be it one that was known before.</summary>
    public bool HasErrorsSince(Checkpoint mark) => errors > mark.Errors;

    /// <summary>Forgets everything reported since the mark, as <c>try</c> does with what it tried.</summary>
    public void TakeBack(Checkpoint mark)
    {
        for (var i = items.Count - 1; i >= mark.Count; i--)
        {
            seen?.Remove(items[i]);
            items.RemoveAt(i);
        }

        Dropped = mark.Dropped;
        errors = mark.Errors;
    }

    private bool IsNew(Diagnostic diagnostic)
    {
        if (seen is null)
        {
            if (items.Count < Few)
            {
                return !items.Contains(diagnostic);
            }

            seen = [.. items];
        }

        return seen.Add(diagnostic);
    }

    /// <inheritdoc/>
    public IEnumerator<Diagnostic> GetEnumerator() => items.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>How full a bag was.</summary>
    public readonly record struct Checkpoint
    {
        internal Checkpoint(int count, int dropped, int errors) => (Count, Dropped, Errors) = (count, dropped, errors);

        internal int Count { get; }

        internal int Dropped { get; }

        internal int Errors { get; }
    }
}
