using Stoa.Assessment;
using Stoa.Workloads;

namespace Stoa.Reports.Drawing;

/// <summary>The failed checks of resources.</summary>
internal sealed class BadgeBook
{
    private readonly Dictionary<Resource, List<(Check Check, Severity Severity)>> failures = [];

    /// <summary>Reads the open failures of an assessment.</summary>
    public BadgeBook(WorkloadAssessment assessment)
    {
        foreach (var verdict in assessment.Findings.SelectMany(static f => f.Verdicts))
        {
            if (verdict.Resource is { } resource)
            {
                if (!failures.TryGetValue(resource, out var list))
                {
                    failures.Add(resource, list = []);
                }

                list.Add((verdict.Check, verdict.Check.Severity));
            }
        }
    }

    /// <summary>The badge of resources together; null where none of them fails.</summary>
    public PictureBadge? Of(IEnumerable<Resource> resources)
    {
        var count = 0;
        var worst = Severity.Low;
        foreach (var resource in resources.Distinct())
        {
            foreach (var (_, severity) in failures.GetValueOrDefault(resource) ?? [])
            {
                count++;
                worst = severity > worst ? severity : worst;
            }
        }

        return count == 0 ? null : new PictureBadge(count, worst);
    }

    /// <summary>How many checks fail of resources that are not shown.</summary>
    public int Outside(HashSet<Resource> shown) => failures.Where(f => !shown.Contains(f.Key)).Sum(static f => f.Value.Count);
}
