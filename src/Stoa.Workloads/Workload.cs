using Stoa.Language.Diagnostics;
using Stoa.Workloads.Kinds;

namespace Stoa.Workloads;

/// <summary>A workload: every resource of its sources, and what each points at.</summary>
public sealed class Workload
{
    /// <summary>The root modules and stacks it was read from, in the order of their paths.</summary>
    public required IReadOnlyList<SourceUnit> Units { get; init; }

    /// <summary>
    /// All resources that stand on their own, in the order of their units. A companion (<c>aws_s3_bucket_versioning</c>) that was
    /// folded into what it configures is in <see cref="Companions"/> instead.
    /// </summary>
    public required IReadOnlyList<Resource> Resources { get; init; }

    /// <summary>Resources that were folded into another one.</summary>
    public required IReadOnlyList<Resource> Companions { get; init; }

    /// <summary>Every reference from one resource to another, each once, in a stable order.</summary>
    public required IReadOnlyList<Edge> Edges { get; init; }

    /// <summary>What could not be read or followed.</summary>
    public required IReadOnlyList<Diagnostic> Diagnostics { get; init; }

    /// <summary>The resources of a kind, in the order of <see cref="Resources"/>; empty where there are none.</summary>
    public required IReadOnlyDictionary<Kind, IReadOnlyList<Resource>> ByKind { get; init; }
}

/// <summary>A reference from one resource to another.</summary>
/// <param name="From">The resource that refers.</param>
/// <param name="To">The resource referred to.</param>
/// <param name="Via">The attribute or property of <paramref name="From"/> that holds the reference; <c>depends_on</c> for an explicit one.</param>
public sealed record Edge(Resource From, Resource To, string Via);
