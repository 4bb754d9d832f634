using Stoa.Language.Values;

namespace Stoa.Language.Evaluation;

/// <summary><c>alltrue([for …])</c> or <c>anytrue([for …])</c>: what most checks of lists come down to.</summary>
/// <param name="call">The call, for all that is not simply true or false.</param>
/// <param name="loop">Its argument.</param>
/// <param name="decisive">What decides: false for all, true for any.</param>
internal sealed class Quantifier(Call call, Loop loop, bool decisive)
{
    public Value Run(Frame frame)
    {
        var list = loop.Run(frame, decisive, out var tally);
        if (list is not null)
        {
            return call.RunWith(list, frame);
        }

        return call.TrySpend(tally.Count, frame)
            ? Value.Of((tally.Decisive > 0) == decisive)
            : Value.UnknownOf(HclType.Bool);
    }
}
