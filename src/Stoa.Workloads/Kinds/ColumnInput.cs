using Stoa.Language.Values;

namespace Stoa.Workloads.Kinds;

/// <summary>What an expression reads of a resource.</summary>
/// <param name="Name">An attribute, a block, or the type of a companion.</param>
/// <param name="IsCompanion">Whether it can only be a companion.</param>
internal readonly record struct ColumnInput(string Name, bool IsCompanion)
{
    /// <summary>Its value.</summary>
    public Value Read(ColumnFrame frame) => IsCompanion ? frame.Companion(Name) : frame.Root(Name);
}
