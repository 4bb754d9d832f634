using System.Collections.Immutable;
using Stoa.Assessment.Scoring;
using Stoa.Language.Diagnostics;
using Stoa.Language.Text;

namespace Stoa.Assessment.Checks;

/// <summary>The outcomes of a run as verdicts in their stable order: by file, line, check and address.</summary>
internal sealed class VerdictList
{
    private readonly CheckScope scope;
    private readonly Suppressions suppressions;

    private VerdictList(CheckScope scope, Suppressions suppressions)
    {
        this.scope = scope;
        this.suppressions = suppressions;
    }

    /// <summary>Every failure and everything undecided.</summary>
    public required ImmutableArray<Verdict> Verdicts { get; init; }

    /// <summary>Every pass too.</summary>
    public required Lazy<IReadOnlyList<Verdict>> All { get; init; }

    /// <summary>The numbers of each check, by its id.</summary>
    public required ImmutableArray<CheckTally> Tallies { get; init; }

    /// <summary>The verdicts of a run.</summary>
    public static VerdictList Of(CheckRun run, CheckScope scope, Suppressions suppressions)
    {
        var maker = new VerdictList(scope, suppressions) { Verdicts = [], All = new([]), Tallies = [] };
        var verdicts = maker.Make(run, static outcome => outcome is Outcome.Fail or Outcome.Undecided);
        return new VerdictList(scope, suppressions)
        {
            Verdicts = verdicts,
            All = new Lazy<IReadOnlyList<Verdict>>(() => maker.Make(run, static outcome => outcome != Outcome.NotApplicable)),
            Tallies = maker.Tally(run, verdicts),
        };
    }

    /// <summary>The verdicts of one outcome that nobody suppressed, the instances of one source line in one.</summary>
    public static ImmutableArray<Finding> Fold(ImmutableArray<Verdict> verdicts, Outcome outcome)
    {
        var groups = new Dictionary<(string Check, SourceText? Source, int Line), (int Order, List<Verdict> Verdicts)>();
        foreach (var verdict in verdicts)
        {
            if (verdict.Outcome != outcome || verdict.Suppression is not null)
            {
                continue;
            }

            var key = (verdict.Check.Id, verdict.Location?.Source, verdict.Location?.Line ?? 0);
            if (!groups.TryGetValue(key, out var group))
            {
                groups.Add(key, group = (groups.Count, []));
            }

            group.Verdicts.Add(verdict);
        }

        return
        [
            .. groups.Values.OrderBy(static g => g.Order).Select(g => new Finding(
                g.Verdicts[0].Check, outcome, g.Verdicts[0].Location, [.. g.Verdicts])),
        ];
    }

    private ImmutableArray<Verdict> Make(CheckRun run, Func<Outcome, bool> wanted)
    {
        var frame = new CheckFrame(scope) { Diagnostics = new DiagnosticBag() };
        var made = new List<(string Path, int Line, Verdict Verdict)>();
        foreach (var (check, resources, outcomes) in run.Checks)
        {
            Func<Verdict, string> describe = verdict => check.Describe(
                new CheckFrame(scope) { Diagnostics = new DiagnosticBag(), Self = verdict.Resource }, verdict.Outcome);
            for (var i = 0; i < outcomes.Length; i++)
            {
                if (!wanted(outcomes[i]))
                {
                    continue;
                }

                var resource = frame.Self = resources.Count == 0 ? null : resources[i];
                var location = check.Point(frame);
                made.Add((location?.Path ?? "", location?.Line ?? 0, new Verdict(check.Check, resource, outcomes[i], describe, location)
                {
                    Suppression = outcomes[i] == Outcome.Pass ? null : suppressions.Find(check.Check, resource),
                }));
            }
        }

        made.Sort(static (a, b) =>
        {
            var order = string.CompareOrdinal(a.Path, b.Path);
            order = order != 0 ? order : a.Line.CompareTo(b.Line);
            order = order != 0 ? order : string.CompareOrdinal(a.Verdict.Check.Id, b.Verdict.Check.Id);
            return order != 0 ? order : string.CompareOrdinal(a.Verdict.Address, b.Verdict.Address);
        });
        return [.. made.Select(static m => m.Verdict)];
    }

    private ImmutableArray<CheckTally> Tally(CheckRun run, ImmutableArray<Verdict> verdicts)
    {
        var byCheck = verdicts.ToLookup(static v => v.Check.Id);
        var frame = new CheckFrame(scope) { Diagnostics = new DiagnosticBag() };
        var tallies = ImmutableArray.CreateBuilder<CheckTally>(run.Checks.Count);
        foreach (var (check, resources, outcomes) in run.Checks)
        {
            int failed = 0, undecided = 0, suppressed = 0;
            Location? firstFailed = null, firstUndecided = null;
            foreach (var verdict in byCheck[check.Check.Id])
            {
                if (verdict.Suppression is not null)
                {
                    suppressed++;
                }
                else if (verdict.Outcome == Outcome.Fail)
                {
                    failed++;
                    firstFailed ??= verdict.Location;
                }
                else
                {
                    undecided++;
                    firstUndecided ??= verdict.Location;
                }
            }

            var firstPass = Array.IndexOf(outcomes, Outcome.Pass);
            frame.Self = firstPass < 0 || resources.Count == 0 ? null : resources[firstPass];
            tallies.Add(new CheckTally(
                check.Check,
                outcomes.AsSpan().Count(Outcome.Pass),
                failed,
                undecided,
                suppressed,
                firstFailed ?? firstUndecided ?? (firstPass < 0 ? null : check.Point(frame))));
        }

        return tallies.ToImmutable();
    }
}
