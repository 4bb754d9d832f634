using System.Collections.Immutable;
using Stoa.Assessment.Answers;
using Stoa.Assessment.Planning;
using Stoa.Assessment.Scoring;
using Stoa.Language.Diagnostics;

namespace Stoa.Assessment.Tests.Planning;

public class PlannerTests
{
    [Fact]
    public void Advice_goes_by_risk_then_severity_then_resources_then_effort_then_name()
    {
        Finding[] findings =
        [
            Found("a-low-effort", "REL01-BP01", Severity.High, Effort.Low, 1),
            Found("b-medium-risk", "REL02-BP01", Severity.High, Effort.Low, 50),
            Found("c-many", "REL01-BP01", Severity.High, Effort.High, 9),
            Found("d-high-effort", "REL01-BP01", Severity.High, Effort.High, 1),
            Found("e-low-severity", "REL01-BP01", Severity.Low, Effort.Low, 99),
            Found("a-low-effort-too", "REL01-BP01", Severity.High, Effort.Low, 1),
        ];
        var plan = Planner.Plan(findings, Pillars(findings));
        Assert.Equal(
            ["c-many", "a-low-effort", "a-low-effort-too", "d-high-effort", "e-low-severity", "b-medium-risk"], plan.Select(static i => i.Check.Id));
        Assert.Equal([1, 2, 3, 4, 5, 6], plan.Select(static i => i.Rank));
        Assert.Equal([Risk.High, Risk.High, Risk.High, Risk.High, Risk.High, Risk.Medium], plan.Select(static i => i.Risk));
    }

    [Fact]
    public void A_check_is_advised_once_for_all_places_and_by_the_practice_at_the_highest_risk()
    {
        Finding[] findings =
        [
            Found("a", "REL02-BP01 REL01-BP01", Severity.High, Effort.Low, 2), Found("a", "REL02-BP01 REL01-BP01", Severity.High, Effort.Low, 3),
        ];
        var item = Assert.Single(Planner.Plan(findings, Pillars(findings)));
        Assert.Equal(("REL01-BP01", "REL01", 5, 2), (item.BestPractice, item.Question, item.Resources, item.Findings.Length));
    }

    private static Finding Found(string id, string practices, Severity severity, Effort effort, int resources)
    {
        var check = Checks.TryGetValue(id, out var known) ? known : Checks[id] = new Check
        {
            Id = id, Title = id, Kind = "aws.rds.instance", BestPractices = [.. practices.Split(' ')], Severity = severity, Effort = effort,
        };
        return new Finding(
            check, Outcome.Fail, null, [.. Enumerable.Range(0, resources).Select(_ => new Verdict(check, null, Outcome.Fail, "is", null))]);
    }

    private static readonly Dictionary<string, Check> Checks = [];

    private static ImmutableArray<PillarResult> Pillars(IEnumerable<Finding> findings) => Scorer.Score(
        SmallKnowledge.Lens,
        findings.DistinctBy(static f => f.Check).Select(static f => new CheckTally(f.Check, 0, f.Verdicts.Length, 0, 0, null)),
        [],
        WorkloadFile.Empty,
        new DateOnly(2026, 11, 23),
        new DiagnosticBag());
}
