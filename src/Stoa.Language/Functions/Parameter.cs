using Stoa.Language.Values;

namespace Stoa.Language.Functions;

/// <summary>A parameter of a function: what its arguments are converted to, and what it can bear.</summary>
/// <param name="Name">The name that messages use.</param>
/// <param name="Type">The type that an argument is converted to.</param>
/// <param name="Bears">What is not taken care of before the function is called.</param>
public sealed record Parameter(string Name, HclType Type, Bears Bears = Bears.Nothing);

/// <summary>What a parameter lets through to the function; anything else is refused or answered before the call.</summary>
[Flags]
public enum Bears
{
    /// <summary>The argument is known, not null, and stripped of sensitivity; unknown elements may be in it.</summary>
    Nothing = 0,

    /// <summary>Null comes through; otherwise it is an error.</summary>
    Null = 1,

    /// <summary>Unknown values and open objects come through; otherwise the result is unknown.</summary>
    Unknown = 2,

    /// <summary>Sensitivity stays on the argument and the function carries it over; otherwise the whole result is sensitive.</summary>
    Sensitive = 4,

    /// <summary>The opposite of bearing: the result is unknown also where anything inside the argument is.</summary>
    OnlyWhollyKnown = 8,
}
