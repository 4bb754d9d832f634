using System.Collections.Immutable;
using Stoa.Language.Text;

namespace Stoa.Assessment;

/// <summary>
/// What reports for people show: the verdicts of one check that one source line caused, in one. A module that is called five
/// hundred times gives one finding of five hundred addresses.
/// </summary>
/// <param name="Check">The check.</param>
/// <param name="Outcome"><see cref="Outcome.Fail"/> or <see cref="Outcome.Undecided"/>.</param>
/// <param name="Location">Where; null where the check is of the whole workload and points at nothing.</param>
/// <param name="Verdicts">The verdicts, by address; at least one.</param>
public sealed record Finding(Check Check, Outcome Outcome, Location? Location, ImmutableArray<Verdict> Verdicts)
{
    /// <summary>The message of the first verdict.</summary>
    public string Message => Verdicts[0].Message;
}
