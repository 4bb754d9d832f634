using Stoa.Language.Values;

namespace Stoa.Workloads.Kinds;

/// <summary>How one format says a property, ready to run.</summary>
/// <param name="Property">The property.</param>
/// <param name="Expression">What to evaluate; null where the format cannot say the property.</param>
/// <param name="Default">What holds when nobody says it; null where nothing does.</param>
/// <param name="FirstInput">Where the inputs of the expression begin among those of all columns of the kind.</param>
internal sealed record CompiledColumn(Property Property, CompiledExpression? Expression, Value? Default, int FirstInput);
