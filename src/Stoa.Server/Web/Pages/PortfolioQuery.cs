using Stoa.Reviews.Workloads;

namespace Stoa.Server.Web.Pages;

/// <summary>What of the portfolio is shown, and in which order.</summary>
public sealed record PortfolioQuery
{
    /// <summary>Part of a name, description, owner, region or tag; null: any.</summary>
    public string? Text { get; init; }

    /// <summary>The owner; null: any.</summary>
    public string? Owner { get; init; }

    /// <summary><c>high</c>, <c>medium</c> (or high), <c>overdue</c>, <c>unreviewed</c>; null: all.</summary>
    public string? Show { get; init; }

    /// <summary><c>name</c>, <c>owner</c>, <c>score</c>, <c>high</c>, <c>medium</c>, <c>evidence</c>, <c>review</c>; null: by name.</summary>
    public string? Sort { get; init; }

    /// <summary>Whether the order is turned round.</summary>
    public bool Descending { get; init; }

    /// <summary>Filters and sorts.</summary>
    /// <param name="entries">The portfolio.</param>
    /// <param name="now">The instant that decides what is overdue.</param>
    public PortfolioEntry[] Apply(IReadOnlyList<PortfolioEntry> entries, DateTimeOffset now)
    {
        var words = (Text ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var shown = entries.Where(e => Matches(e, now) && Array.TrueForAll(words, word => Contains(e, word)));
        // What is missing stands last, whichever way the rest is sorted.
        var sorted = Sort switch
        {
            "owner" => Order(shown, static e => e.View.Workload.ReviewOwner is { Length: > 0 } owner ? owner.ToUpperInvariant() : null),
            "score" => Order(shown, static e => e.View.Summary.Score is { } score ? (IComparable)score : null),
            "high" => Order(shown, static e => (e.View.Summary.Risks.High * 100_000) + e.View.Summary.Risks.Medium),
            "medium" => Order(shown, static e => e.View.Summary.Risks.Medium),
            "evidence" => Order(shown, static e => e.View.Summary.EvidenceAt is { } at ? (IComparable)at : null),
            "review" => Order(shown, static e => e.ReviewDue),
            _ => Order(shown, static e => e.View.Workload.Name.ToUpperInvariant()),
        };
        return [.. sorted.ThenBy(static e => e.View.Workload.Name, StringComparer.OrdinalIgnoreCase)];
    }

    private IOrderedEnumerable<PortfolioEntry> Order(IEnumerable<PortfolioEntry> entries, Func<PortfolioEntry, IComparable?> key)
    {
        var known = entries.OrderBy(e => key(e) is null);
        return Descending ? known.ThenByDescending(key) : known.ThenBy(key);
    }

    private bool Matches(PortfolioEntry entry, DateTimeOffset now) =>
        (string.IsNullOrEmpty(Owner) || entry.View.Workload.ReviewOwner == Owner)
        && Show switch
        {
            "high" => entry.View.Summary.Risks.High > 0,
            "medium" => entry.View.Summary.Risks.High + entry.View.Summary.Risks.Medium > 0,
            "overdue" => entry.ReviewDue < now,
            "unreviewed" => entry.Milestones.Count == 0,
            _ => true,
        };

    private static bool Contains(PortfolioEntry entry, string word)
    {
        var workload = entry.View.Workload;
        return Has(workload.Name) || Has(workload.Description) || Has(workload.ReviewOwner) || workload.AwsRegions.Exists(Has)
            || workload.Tags.Any(t => Has(t.Key) || Has(t.Value));

        bool Has(string? text) => text is not null && text.Contains(word, StringComparison.OrdinalIgnoreCase);
    }
}
