using System.Collections;

namespace Stoa.Language.Diagnostics;

/// <summary>
/// Diagnostics as they are found. Bounded, so that hostile input cannot fill memory with complaints; the same complaint at the
/// same place (a line of a module that is called five hundred times) is kept once. Not thread-safe: one bag a task, merged in order.
/// </summary>
public sealed class DiagnosticBag(int limit = 10_000) : IReadOnlyCollection<Diagnostic>
{
    private readonly List<Diagnostic> items = [];
    private HashSet<Diagnostic>? seen;

    /// <summary>How many were kept.</summary>
    public int Count => items.Count;

    /// <summary>How many were dropped because the bag was full.</summary>
    public int Dropped { get; private set; }

    /// <summary>Whether an error is among them.</summary>
    public bool HasErrors { get; private set; }

    /// <summary>Adds a diagnostic unless it is there already.</summary>
    public void Add(Diagnostic diagnostic)
    {
        HasErrors |= diagnostic.Severity == DiagnosticSeverity.Error;
        if (items.Count >= limit)
        {
            Dropped++;
            return;
        }

        if ((seen ??= []).Add(diagnostic))
        {
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

    /// <inheritdoc/>
    public IEnumerator<Diagnostic> GetEnumerator() => items.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
