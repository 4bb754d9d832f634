using System.Collections.Concurrent;

namespace Stoa.Analysis.Facts;

/// <summary>
/// The figures that analyses start from: service levels, recovery times, recommended alarms. Each table is a file of
/// <c>knowledge/facts</c>, of which every row names its source and its date; a table is read when it is first asked for. Safe to share
/// between threads.
/// </summary>
/// <param name="paths">The paths of the tables in a folder; a pack, of which nobody asks, has none to say.</param>
/// <param name="read">Gives a table by its path in <c>knowledge/facts</c> (<c>aws/service-levels.yaml</c>); null where there is none.</param>
public sealed class FactBook(IReadOnlyList<string> paths, Func<string, FactTable?> read)
{
    /// <summary>A book without tables.</summary>
    public static readonly FactBook Empty = new([], static _ => null);

    private readonly ConcurrentDictionary<string, FactTable?> tables = new(StringComparer.Ordinal);

    /// <summary>The paths of its tables, where it was read from a folder.</summary>
    public IReadOnlyList<string> Paths => paths;

    /// <summary>A table; null where the book has none of that path.</summary>
    /// <exception cref="InvalidDataException">The text is not a table.</exception>
    public FactTable? Table(string path) => tables.GetOrAdd(path, read);
}
