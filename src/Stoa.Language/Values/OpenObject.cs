using System.Diagnostics.CodeAnalysis;

namespace Stoa.Language.Values;

/// <summary>
/// An object whose attributes are not all listed anywhere: a resource, to which its provider adds attributes that no file shows.
/// Reading an attribute that nobody wrote gives an unknown value that points at the object, not an error. As a whole it is known
/// (it is not null) but never wholly known; functions and operators that would need all of it answer unknown.
/// </summary>
public abstract class OpenObject
{
    /// <summary>Reads an attribute; false only where it is certain that the object has none of that name.</summary>
    public abstract bool TryGet(string name, [MaybeNullWhen(false)] out Value value);
}
