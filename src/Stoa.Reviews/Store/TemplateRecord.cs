namespace Stoa.Reviews.Store;

/// <summary>Answers that are the same for many workloads, given once. Members are those of AWS's ReviewTemplate.</summary>
public sealed class TemplateRecord : IVersioned
{
    public required string Arn { get; init; }

    public required string AccountId { get; init; }

    public required string Name { get; set; }

    public string Description { get; set; } = "";

    public string? Notes { get; set; }

    /// <summary>Its lenses, with version, notes and answers, by alias.</summary>
    public Dictionary<string, TemplateLens> Lenses { get; set; } = [];

    public Dictionary<string, string> Tags { get; set; } = [];

    public DateTimeOffset UpdatedAt { get; set; }

    /// <inheritdoc/>
    public int Version { get; set; }
}

/// <summary>A template's part about one lens.</summary>
public sealed record TemplateLens
{
    public required string LensVersion { get; init; }

    public string? Notes { get; init; }

    /// <summary>Notes by pillar id.</summary>
    public Dictionary<string, string> PillarNotes { get; init; } = [];

    /// <summary>Answers by question id.</summary>
    public Dictionary<string, TemplateAnswer> Answers { get; init; } = [];
}

/// <summary>A template's answer to one question.</summary>
public sealed record TemplateAnswer
{
    public bool IsApplicable { get; init; } = true;

    public string? Reason { get; init; }

    public string? Notes { get; init; }

    public Dictionary<string, ChoiceAnswer> Choices { get; init; } = [];
}
