using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace Stoa.Language.Syntax;

/// <summary>
/// One growing buffer for all the lists of one element type that a parser is building at a time. Lists nest as the parser's calls
/// do, so each takes the part above a mark and gives it back as an array of exactly its size.
/// </summary>
internal struct Scratch<T>
{
    private T[] buffer;

    /// <summary>Where the next element goes: the mark of a list that begins now.</summary>
    public int Mark { get; private set; }

    /// <summary>The elements of the list that began at a mark.</summary>
    public readonly ReadOnlySpan<T> Since(int mark) => buffer.AsSpan(mark, Mark - mark);

    /// <summary>The elements of the list that began at a mark, to be changed in place.</summary>
    public readonly Span<T> SinceMutable(int mark) => buffer.AsSpan(mark, Mark - mark);

    /// <summary>Appends to the innermost list.</summary>
    public void Add(T item)
    {
        buffer ??= new T[16];
        if (Mark == buffer.Length)
        {
            Array.Resize(ref buffer, buffer.Length * 2);
        }

        buffer[Mark++] = item;
    }

    /// <summary>Ends the list that began at a mark.</summary>
    public ImmutableArray<T> Take(int mark)
    {
        if (Mark == mark)
        {
            return [];
        }

        var items = buffer.AsSpan(mark, Mark - mark).ToArray();
        Mark = mark;
        return ImmutableCollectionsMarshal.AsImmutableArray(items);
    }

    /// <summary>Drops the list that began at a mark.</summary>
    public void Drop(int mark) => Mark = mark;
}
