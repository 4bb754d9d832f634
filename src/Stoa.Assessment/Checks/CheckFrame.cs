using Stoa.Language.Evaluation;
using Stoa.Workloads;

namespace Stoa.Assessment.Checks;

/// <summary>The surroundings of a check's evaluation; one for each thread, used for one resource after another.</summary>
internal sealed class CheckFrame(CheckScope scope) : Frame
{
    /// <summary>What all checks share.</summary>
    public CheckScope Scope => scope;

    /// <summary>The resource asked about; null where the check is of the whole workload.</summary>
    public Resource? Self { get; set; }
}
