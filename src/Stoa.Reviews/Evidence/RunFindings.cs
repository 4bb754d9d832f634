using System.Text.Json;

namespace Stoa.Reviews.Evidence;

/// <summary>What fails and what is undecided in a run, check by check: its part <c>findings.json</c>.</summary>
public sealed record RunFindings
{
    /// <summary>The name of the part.</summary>
    public const string Content = "findings.json";

    /// <summary>Nothing was found.</summary>
    public static readonly RunFindings None = new();

    /// <summary>The checks that fail or are undecided somewhere, by id.</summary>
    public IReadOnlyList<CheckFindings> Checks { get; init; } = [];

    /// <summary>What a check found; null where it found nothing.</summary>
    public CheckFindings? Of(string check) => Checks.FirstOrDefault(c => c.Check == check);

    /// <summary>Reads the part of a run.</summary>
    /// <exception cref="JsonException">The bytes hold something else.</exception>
    public static RunFindings Read(ReadOnlySpan<byte> json) => JsonSerializer.Deserialize<RunFindings>(json, RecordJson.Options) ?? None;
}

/// <summary>Where one check fails or is undecided.</summary>
public sealed record CheckFindings
{
    /// <summary>The check's id.</summary>
    public required string Check { get; init; }

    /// <summary>The good condition, stated as a fact.</summary>
    public string Title { get; init; } = "";

    /// <summary><c>high</c>, <c>medium</c> or <c>low</c>.</summary>
    public string Severity { get; init; } = "low";

    /// <summary><c>high</c>, <c>medium</c> or <c>low</c>.</summary>
    public string Effort { get; init; } = "medium";

    /// <summary>The places, failures first; at most twenty.</summary>
    public IReadOnlyList<FindingPlace> Places { get; init; } = [];

    /// <summary>How many further places there are.</summary>
    public int More { get; init; }
}

/// <summary>One line of code at which a check fails or is undecided.</summary>
public sealed record FindingPlace
{
    /// <summary><c>fail</c> or <c>undecided</c>.</summary>
    public string Outcome { get; init; } = "fail";

    /// <summary>What was found, in one sentence without full stop.</summary>
    public string Message { get; init; } = "";

    /// <summary>The addresses of the resources; at most twenty.</summary>
    public IReadOnlyList<string> Resources { get; init; } = [];

    /// <summary>How many further resources there are.</summary>
    public int More { get; init; }

    /// <summary>The file, relative to what was reviewed; null where the check is of the whole workload.</summary>
    public string? File { get; init; }

    /// <summary>The line, from 1.</summary>
    public int? Line { get; init; }

    /// <summary>The number of the first line of <see cref="Code"/>.</summary>
    public int? First { get; init; }

    /// <summary>The lines around the place; empty where the source is not to be shown.</summary>
    public IReadOnlyList<string> Code { get; init; } = [];
}
