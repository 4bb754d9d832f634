using Stoa.Reviews;
using Stoa.Server.Access;

namespace Stoa.Server.Hosting;

/// <summary>
/// The settings of a server. Each is set by <c>STOA_NAME</c> in the environment, <c>Stoa:Name</c> in <c>appsettings.json</c>, or
/// <c>--name</c> on the command line.
/// </summary>
public sealed class StoaOptions
{
    /// <summary>Where the server keeps its files: the SQLite database, the master key.</summary>
    public string DataDirectory { get; set; } = Path.Combine(Environment.CurrentDirectory, ".stoa", "data");

    /// <summary>A PostgreSQL connection string; null: SQLite in <see cref="DataDirectory"/>.</summary>
    public string? Database { get; set; }

    /// <summary>
    /// The key under which secrets are kept: 32 bytes in base64. Null: a file in <see cref="DataDirectory"/>, made at the first start.
    /// Several servers on one database need the same.
    /// </summary>
    public string? MasterKey { get; set; }

    /// <summary>The region of the ARNs of new resources when a client's request names none.</summary>
    public string Region { get; set; } = "us-east-1";

    /// <summary>Where people reach the server, for links; null: as the request came.</summary>
    public string? PublicUrl { get; set; }

    /// <summary>
    /// The certificate for TLS: a PEM file, which may hold the chain, or a PFX file. Null: no TLS, unless Kestrel's own settings say so.
    /// </summary>
    public string? Certificate { get; set; }

    /// <summary>The certificate's private key, a PEM file; null where <see cref="Certificate"/> holds it.</summary>
    public string? CertificateKey { get; set; }

    /// <summary>
    /// The addresses (<c>10.0.0.7</c>) or networks (<c>10.0.0.0/8</c>) of the proxies in front of the server: only what comes from these
    /// is believed when it says for whom it asks and by which scheme.
    /// </summary>
    public IList<string> Proxies { get; set; } = [];

    /// <summary>The identity provider; none unless its authority is set.</summary>
    public OidcOptions Oidc { get; set; } = new();

    /// <summary>How much one client may ask.</summary>
    public RateLimits RateLimits { get; set; } = new();

    /// <summary>Whether an empty record is filled with the samples, reviewed.</summary>
    public bool Demo { get; set; }

    /// <summary>Where the samples are, for <see cref="Demo"/>.</summary>
    public string? Samples { get; set; }

    /// <summary>The longest upload in bytes; 50 MB unless said otherwise.</summary>
    public long MaxUploadBytes { get; set; } = 50L * 1024 * 1024;

    /// <summary>How long the review of an upload may take: a minute unless said otherwise, and no longer than two.</summary>
    public TimeSpan ReviewLimit { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>How much the record keeps of each thing.</summary>
    public Limits Limits { get; set; } = new();

    /// <summary>The SQLite database.</summary>
    public string SqliteFile => Path.Combine(DataDirectory, "stoa.db");
}
