using System.Collections.Immutable;
using Stoa.Assessment.Answers;
using Stoa.Language.Diagnostics;
using Stoa.Workloads;

namespace Stoa.Assessment.Checks;

/// <summary>
/// Who asked not to hear of what: beside the resource, or in the workload's file. A name may be an id of ours or another tool's; one
/// that has expired holds no longer and is reported.
/// </summary>
internal sealed class Suppressions
{
    private readonly CheckCatalog catalog;
    private readonly DateOnly today;
    private readonly ImmutableArray<SuppressionRule> rules;

    /// <summary>The suppressions of a review.</summary>
    public Suppressions(
        CheckCatalog catalog, Workload workload, ImmutableArray<SuppressionRule> rules, DateOnly today, DiagnosticBag diagnostics)
    {
        this.catalog = catalog;
        this.today = today;
        this.rules = [.. rules.Where(rule => IsInForce(rule.Check, rule.Expires, rule.Location, diagnostics))];
        foreach (var resource in workload.Resources.Concat(workload.Companions))
        {
            foreach (var suppression in resource.Suppressions)
            {
                IsInForce(suppression.Check, suppression.Expires, suppression.Location, diagnostics);
            }
        }
    }

    /// <summary>Who asked not to hear of a check about a resource; null where nobody did.</summary>
    public SuppressedBy? Find(Check check, Resource? resource)
    {
        if (resource is not null)
        {
            if (Beside(check, resource) is { } found)
            {
                return found;
            }

            foreach (var companion in resource.Companions)
            {
                if (Beside(check, companion) is { } foundThere)
                {
                    return foundThere;
                }
            }
        }

        foreach (var rule in rules)
        {
            if (Names(rule.Check, check) && Covers(rule, resource))
            {
                return new SuppressedBy(SuppressionSource.WorkloadFile, rule.Check, rule.Reason, rule.Expires, rule.Location);
            }
        }

        return null;
    }

    private SuppressedBy? Beside(Check check, Resource resource)
    {
        foreach (var suppression in resource.Suppressions)
        {
            if (!(today > suppression.Expires) && Names(suppression.Check, check))
            {
                return new SuppressedBy(
                    SuppressionSource.Resource, suppression.Check, suppression.Reason, suppression.Expires, suppression.Location);
            }
        }

        return null;
    }

    private static bool Covers(SuppressionRule rule, Resource? resource) =>
        rule.Resources.IsEmpty || (resource is not null && rule.Resources.Any(pattern => Wildcard.Fits(pattern, resource.Address)));

    /// <summary>Whether a name, as somebody wrote it, means a check.</summary>
    private static bool Names(string name, Check check) =>
        name.Contains('*')
            ? Wildcard.Fits(name, check.Id)
            : name.Equals(check.Id, StringComparison.OrdinalIgnoreCase)
                || check.Aliases.Contains(name, StringComparer.OrdinalIgnoreCase);

    private bool IsInForce(string name, DateOnly? expires, Language.Text.Location location, DiagnosticBag diagnostics)
    {
        if (today > expires)
        {
            diagnostics.Add(AssessmentDiagnostics.ExpiredSuppression(name, expires.Value, location));
            return false;
        }

        // Other tools have many checks that we have not; a name with a '/' can only be meant as ours.
        if (name.Contains('/') && !name.Contains('*') && !catalog.TryGet(name.ToLowerInvariant(), out _))
        {
            diagnostics.Add(AssessmentDiagnostics.UnknownSuppressedCheck(
                name, catalog.Definitions.Select(static d => d.Check.Id), location));
        }

        return true;
    }
}
