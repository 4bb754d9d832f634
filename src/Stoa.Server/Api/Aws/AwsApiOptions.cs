namespace Stoa.Server.Api.Aws;

/// <summary>How this server offers AWS's API.</summary>
public sealed class AwsApiOptions
{
    /// <summary>The longest body in bytes. The default, 2 MB, holds the largest custom lens with every character escaped.</summary>
    public int MaxBodyBytes { get; set; } = 2 * 1024 * 1024;

    /// <summary>Whether clients may leave the body out of the signature (<c>UNSIGNED-PAYLOAD</c>). Off: anyone on the way could change the body.</summary>
    public bool AllowUnsignedPayload { get; set; }

    /// <summary>The regions that clients may sign for; null for any.</summary>
    public IReadOnlySet<string>? Regions { get; set; }

    /// <summary>The operations that this server can do.</summary>
    public IList<AwsOperation> Operations { get; } = [];

    /// <summary>Makes an error of the record one that clients understand; null for an error that is our own fault.</summary>
    public Func<Exception, AwsException?> MapException { get; set; } = _ => null;
}
