using Stoa.Analysis.Topology;

namespace Stoa.Analysis.Performance;

/// <summary>The places between a reader and the data at which an answer can be kept.</summary>
public enum CacheLayerKind
{
    /// <summary>The reader's own browser or application.</summary>
    Client,

    /// <summary>A content delivery network.</summary>
    ContentDelivery,

    /// <summary>The managed API.</summary>
    Api,

    /// <summary>A cache beside the application.</summary>
    Application,

    /// <summary>The database's own: replicas, DAX.</summary>
    Database,
}

/// <summary>Whether answers are kept at a layer.</summary>
public enum CacheState
{
    /// <summary>They are.</summary>
    Present,

    /// <summary>Some are.</summary>
    Partly,

    /// <summary>They are not, though they could be.</summary>
    Missing,

    /// <summary>The code does not tell.</summary>
    Undecided,

    /// <summary>The path has no such layer.</summary>
    NotApplicable,
}

/// <summary>A caching layer of a read path.</summary>
/// <param name="Kind">Which.</param>
/// <param name="State">Whether answers are kept there.</param>
/// <param name="Reason">Why that is so: a sentence without its full stop; empty where the path has no such layer.</param>
/// <param name="Component">The component that keeps or could keep them; null where there is none.</param>
public sealed record CacheLayer(CacheLayerKind Kind, CacheState State, string Reason, Component? Component);

/// <summary>The way of reads on a journey, and where answers are kept on it.</summary>
/// <param name="Journey">The journey.</param>
/// <param name="Layers">One of each kind, from the reader to the data.</param>
/// <param name="Advice">The missing layers that would matter, each a sentence with its reason, without full stop.</param>
public sealed record ReadPath(Journey Journey, IReadOnlyList<CacheLayer> Layers, IReadOnlyList<string> Advice)
{
    /// <summary>A layer.</summary>
    public CacheLayer this[CacheLayerKind kind] => Layers[(int)kind];
}
