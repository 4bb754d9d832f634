using System.Collections.Immutable;

namespace Stoa.Assessment.CustomLenses;

/// <summary>
/// What every object in a lens's file has: its members in the order written, those among them that Stoa does not know, and those whose
/// value it could not use. <see cref="CustomLensWriter"/> writes the object back from them, so that a lens that went in comes out again.
/// </summary>
public abstract record LensPart
{
    /// <summary>The members in the order written; empty for a part that no file said.</summary>
    public ImmutableArray<LensMember> Members { get; init; } = [];
}

/// <summary>A member of an object in a lens's file.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Json">
/// Its value as JSON; null where a property of the part holds it. Where the part has such a property with a value, that value counts.
/// </param>
public readonly record struct LensMember(string Name, string? Json);
