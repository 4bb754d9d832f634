using Stoa.Language.Text;

namespace Stoa.Language.Values;

/// <summary>Where a value came from.</summary>
/// <param name="Source">The file.</param>
/// <param name="Span">The expression, or the resource's header where the value is a default.</param>
/// <param name="IsDefault">Nobody wrote it: it is the format's, the provider's or the service's default.</param>
public sealed record Origin(SourceText Source, TextSpan Span, bool IsDefault = false)
{
    /// <summary>The same place without the word on defaults.</summary>
    public Location Location => new(Source, Span);
}

/// <summary>
/// What a value points at: it is, or was made from, an attribute of another thing in the workload. References are how a graph
/// grows out of values that nobody knows yet (<c>aws_subnet.a.id</c> is unknown, but whose id it is, is known).
/// </summary>
/// <param name="Target">The thing, as the format that made the value represents it; compared by reference.</param>
/// <param name="Attribute">The attribute read, for example <c>id</c> or <c>arn</c>; empty for the thing as a whole.</param>
public sealed record Reference(object Target, string Attribute);
