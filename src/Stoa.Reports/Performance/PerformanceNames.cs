using Stoa.Analysis.Performance;

namespace Stoa.Reports.Performance;

/// <summary>The words that reports of performance use.</summary>
internal static class PerformanceNames
{
    private const int MaxListed = 3;

    public static string Of(CacheLayerKind kind) => kind switch
    {
        CacheLayerKind.Client => "client",
        CacheLayerKind.ContentDelivery => "CDN",
        CacheLayerKind.Api => "API",
        CacheLayerKind.Application => "application",
        _ => "database",
    };

    public static string Of(CacheState state) => state switch
    {
        CacheState.Present => "yes",
        CacheState.Partly => "part",
        CacheState.Missing => "no",
        CacheState.Undecided => "?",
        _ => "–",
    };

    /// <summary>The first few of several names.</summary>
    public static string Some(IReadOnlyList<string> names) =>
        names.Count <= MaxListed ? string.Join(", ", names) : $"{string.Join(", ", names.Take(MaxListed))} and {names.Count - MaxListed:N0} more";
}
