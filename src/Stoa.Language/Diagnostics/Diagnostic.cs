using Stoa.Language.Text;

namespace Stoa.Language.Diagnostics;

/// <summary>How bad a diagnostic is.</summary>
public enum DiagnosticSeverity
{
    /// <summary>Something worth knowing; nothing is lost.</summary>
    Info,

    /// <summary>Something was read in a way its author may not have meant, or could not be followed.</summary>
    Warning,

    /// <summary>Something could not be read; the rest still was.</summary>
    Error,
}

/// <summary>
/// What is wrong with an input, in the manner of hashicorp/hcl: what, why, where and what to do. Input never throws;
/// an exception is a bug of ours.
/// </summary>
/// <param name="Code">A stable code, <c>STOA1001</c>; the catalogue of the project that reports it has the list.</param>
/// <param name="Severity">How bad it is.</param>
/// <param name="Summary">One sentence without a full stop: what is wrong.</param>
/// <param name="Detail">Full sentences: why, and what to do about it.</param>
/// <param name="Location">Where; null where no file is to blame.</param>
public sealed record Diagnostic(string Code, DiagnosticSeverity Severity, string Summary, string Detail, Location? Location)
{
    /// <summary>A wider stretch that helps to understand <see cref="Location"/> (the whole block, the whole call); may be null.</summary>
    public Location? Context { get; init; }

    /// <summary><c>path:line: severity: summary; detail</c>.</summary>
    public override string ToString() =>
        $"{(Location is null ? "" : $"{Location}: ")}{Severity.ToString().ToLowerInvariant()}: {Summary}; {Detail}";
}
