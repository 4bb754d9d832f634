namespace Stoa.Workloads.CloudFormation;

/// <summary>
/// How much work a root stack and all that it nests may cause. A template can be small and its evaluation huge (aliases, loops in loops,
/// a stack nested many times over), so that steps are counted, not bytes.
/// </summary>
internal sealed class StackBudget
{
    /// <summary>The most steps: nodes evaluated or copied. The largest template that CloudFormation takes (1 MB) has about 100,000 nodes.</summary>
    public const int MaxSteps = 2_000_000;

    /// <summary>The most resources; CloudFormation allows 500 in each of at most some dozens of nested stacks.</summary>
    public const int MaxResources = 50_000;

    /// <summary>The longest text that a function may make, in characters.</summary>
    public const int MaxText = 1 << 20;

    /// <summary>The deepest nesting of nodes, functions included.</summary>
    public const int MaxDepth = 120;

    /// <summary>The deepest nesting of stacks.</summary>
    public const int MaxStacks = 8;

    private int steps;
    private int resources;

    /// <summary>Whether the complaint about an exhausted budget was made.</summary>
    public bool IsReported { get; set; }

    /// <summary>Takes steps; false once there are none left.</summary>
    public bool TryStep(int count = 1) => (steps += count) is >= 0 and <= MaxSteps;

    /// <summary>Takes a resource; false once there is none left.</summary>
    public bool TryResource() => ++resources <= MaxResources;
}
