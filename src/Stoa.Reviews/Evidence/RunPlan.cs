using System.Text.Json;

namespace Stoa.Reviews.Evidence;

/// <summary>A piece of advice of a run.</summary>
public sealed record RunAdvice
{
    /// <summary>From 1, the most urgent first.</summary>
    public int Rank { get; init; }

    /// <summary>The check whose failures it would end.</summary>
    public string Check { get; init; } = "";

    /// <summary>What the check asks for.</summary>
    public string Title { get; init; } = "";

    /// <summary>The best practice: <c>REL10-BP01</c>.</summary>
    public string BestPractice { get; init; } = "";

    /// <summary>The question: <c>REL10</c>.</summary>
    public string Question { get; init; } = "";

    /// <summary>The question's risk by the run alone: <c>high</c>, <c>medium</c>, <c>none</c>, ….</summary>
    public string Risk { get; init; } = "";

    /// <summary><c>low</c>, <c>medium</c> or <c>high</c>.</summary>
    public string Effort { get; init; } = "";

    /// <summary>How many resources fail.</summary>
    public int Resources { get; init; }
}

/// <summary>What a run advises: the <c>plan</c> of its <c>review.json</c> (docs/reference/review.schema.json).</summary>
public static class RunPlan
{
    /// <summary>The content of a run that holds its review.</summary>
    public const string Content = "review.json";

    /// <summary>Reads the advice of a review; a document that is none gives none.</summary>
    public static IReadOnlyList<RunAdvice> Read(byte[] review)
    {
        try
        {
            return JsonSerializer.Deserialize<Document>(review, RecordJson.Options)?.Plan ?? [];
        }
        catch (JsonException)
        {
            return [];
        }
    }

    private sealed record Document(IReadOnlyList<RunAdvice>? Plan);
}
