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

    /// <summary>
    /// The addresses of the resources, as people read them: with the root module or template where another one of the finding has the
    /// same address.
    /// </summary>
    public IReadOnlyList<string> Addresses
    {
        get
        {
            var seen = new Dictionary<string, int>();
            foreach (var verdict in Verdicts)
            {
                seen[verdict.Address] = seen.GetValueOrDefault(verdict.Address) + 1;
            }

            return [.. Verdicts
                .Where(static v => v.Address.Length > 0)
                .Select(v => seen[v.Address] > 1 ? $"{v.Address} of {v.Resource!.Unit.Path}" : v.Address)];
        }
    }
}
