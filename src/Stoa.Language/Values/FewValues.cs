using System.Runtime.CompilerServices;

namespace Stoa.Language.Values;

/// <summary>Room for a few values where they are used, for what is called too often to ask the heap for it each time.</summary>
[InlineArray(Length)]
internal struct FewValues
{
    /// <summary>How many there is room for.</summary>
    public const int Length = 4;

    private Value first;
}
