using System.Diagnostics.CodeAnalysis;
using Stoa.Language.Diagnostics;
using Stoa.Language.Evaluation;
using Stoa.Language.Values;

namespace Stoa.Workloads.Terraform;

/// <summary>
/// The surroundings of one evaluation in a module: which instance of it, and what <c>each</c>, <c>count</c>, <c>self</c> and the
/// iterators of dynamic blocks mean. Every declaration is evaluated in a frame of its own, with a bag of its own: <c>try</c> takes back
/// the complaints of what it tried, not those of the declarations that this happened to evaluate first.
/// </summary>
internal sealed class ModuleFrame : Frame
{
    private Value[] iterators = [];

    [SetsRequiredMembers]
    public ModuleFrame(ModuleInstance module, InstanceKey key = default)
    {
        Module = module;
        Key = key;
        Diagnostics = new DiagnosticBag();
        Files = module.Unit.Files;
        Folder = module.Unit.Folder;
        Budget = module.Unit.Budget;
    }

    public ModuleInstance Module { get; }

    public InstanceKey Key { get; }

    /// <summary>Whether it is unknown if what is evaluated here exists at all.</summary>
    public bool IsHypothetical => Key.IsIndeterminate || Module.IsIndeterminate;

    /// <summary>The values of the iterators of the dynamic blocks around the evaluation, outermost first.</summary>
    public ReadOnlySpan<Value> Iterators => iterators;

    /// <summary>Sets an iterator and gives back what it was.</summary>
    public Value SetIterator(int slot, Value value)
    {
        if (slot >= iterators.Length)
        {
            var grown = new Value[slot + 1];
            iterators.CopyTo(grown, 0);
            Array.Fill(grown, Value.Unknown, iterators.Length, grown.Length - iterators.Length);
            iterators = grown;
        }

        var before = iterators[slot];
        iterators[slot] = value;
        return before;
    }
}

/// <summary>Which instance of a repeated block: the text behind its address, and what <c>each</c> and <c>count</c> are in it.</summary>
/// <param name="Text"><c>[0]</c>, <c>["a"]</c>, <c>[*]</c> where it is unknown, or null for a block that stands once.</param>
/// <param name="Count">The value of <c>count.index</c>; null where the block has no count.</param>
/// <param name="Each">The value of <c>each.key</c>; null where the block has no for_each.</param>
/// <param name="EachValue">The value of <c>each.value</c>.</param>
internal readonly record struct InstanceKey(string? Text, Value? Count, Value? Each, Value? EachValue)
{
    /// <summary>Whether it stands for nobody knows how many.</summary>
    public bool IsIndeterminate => Text == "[*]";
}
