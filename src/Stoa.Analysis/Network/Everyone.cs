using Stoa.Language.Values;

namespace Stoa.Analysis.Network;

/// <summary>Which ranges of addresses are the internet at large.</summary>
internal static class Everyone
{
    /// <summary>
    /// Whether a range holds the whole internet: <c>0.0.0.0/0</c>, <c>::/0</c>, or one of the halves in which people write it to get
    /// past a check. Null where the range is unknown.
    /// </summary>
    public static bool? IsIn(Value range) => range.IsUnknown
        ? null
        : range.Text() is { } text && (text.EndsWith("/0", StringComparison.Ordinal) || text.EndsWith("/1", StringComparison.Ordinal));
}
