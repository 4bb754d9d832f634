namespace Stoa.Language.Values;

/// <summary>
/// A list that nobody knows, whose elements can still be told from each other: the names of the Availability Zones of an account. The list
/// is unknown, as in Terraform, but carries a <see cref="Reference"/> to this, so that its elements at known positions
/// (<c>names[0]</c>, <c>element(names, 1)</c>, <c>slice(names, 0, 3)</c>) are unknowns that differ in what they point at.
/// </summary>
/// <param name="element">The type of the elements.</param>
/// <param name="target">What the list is an attribute of.</param>
/// <param name="attribute">The attribute.</param>
public sealed class SymbolicList(HclType element, object target, string attribute)
{
    // No account has as many zones in a region.
    private const int MaxSlice = 64;

    /// <summary>The unknown list.</summary>
    public static Value Create(HclType element, object target, string attribute) =>
        Value.UnknownOf(HclType.List(element), notNull: true)
            .WithReferences([new Reference(target, attribute), new Reference(new SymbolicList(element, target, attribute), "")]);

    /// <summary>What a list made by <see cref="Create"/> stands for; null for any other, and where it may be one of several.</summary>
    public static SymbolicList? Find(Value list)
    {
        SymbolicList? found = null;
        foreach (var reference in list.References)
        {
            if (reference.Target is SymbolicList symbolic)
            {
                if (found is not null)
                {
                    return null;
                }

                found = symbolic;
            }
        }

        return list.IsUnknown ? found : null;
    }

    /// <summary>
    /// The elements from one position up to another: a list of known length, since it would be an error were there fewer. Null where the
    /// positions are none.
    /// </summary>
    public Value? Slice(Number from, Number to)
    {
        if (!from.TryToInt32(out var start) || !to.TryToInt32(out var end) || start < 0 || end < start || end - start > MaxSlice)
        {
            return null;
        }

        var items = new Value[end - start];
        for (var i = 0; i < items.Length; i++)
        {
            items[i] = ElementAt(start + i);
        }

        return Value.List(element, items);
    }

    /// <summary>The element at a position from 0; it points at <c>attribute[position]</c>.</summary>
    public Value ElementAt(int position) =>
        Value.UnknownOf(element, notNull: true).WithReferences([new Reference(target, $"{attribute}[{position}]")]);
}
