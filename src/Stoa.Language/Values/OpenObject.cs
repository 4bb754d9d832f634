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

    /// <summary>
    /// Not null where the object stands for a collection that has nobody knows which elements (a resource whose <c>count</c> or
    /// <c>for_each</c> is unknown): what any element of it is. Every index gives it; a splat or <c>for</c> gives an unknown collection with
    /// the references of the result for it; <c>length</c> and <c>keys</c> are unknown.
    /// </summary>
    public virtual Value? AnyElement => null;
}
