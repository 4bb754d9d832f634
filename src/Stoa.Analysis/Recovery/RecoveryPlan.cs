using Stoa.Analysis.Topology;

namespace Stoa.Analysis.Recovery;

/// <summary>A step of a recovery.</summary>
public sealed class RecoveryStep
{
    internal RecoveryStep(string name, Estimate takes, IReadOnlyList<RecoveryStep> after, Component? of, string? because)
    {
        Name = name;
        Takes = takes;
        After = after;
        Of = of;
        Because = because;
        Begins = after.Aggregate(Estimate.Zero, static (sum, step) => Estimate.Worse(sum, step.Ends));
        Ends = Begins + takes;
    }

    /// <summary>What is done: <c>restore aws_db_instance.orders</c>.</summary>
    public string Name { get; }

    /// <summary>How long it takes.</summary>
    public Estimate Takes { get; }

    /// <summary>The steps that must be done before.</summary>
    public IReadOnlyList<RecoveryStep> After { get; }

    /// <summary>The component that it is about; null for steps of the whole.</summary>
    public Component? Of { get; }

    /// <summary>Why it is so, a clause; null where the name says it.</summary>
    public string? Because { get; }

    /// <summary>When it begins, from the disaster on.</summary>
    public Estimate Begins { get; }

    /// <summary>When it ends.</summary>
    public Estimate Ends { get; }

    /// <summary>Whether the whole takes longer when it does.</summary>
    public bool IsCritical { get; internal set; }
}

/// <summary>The steps of a recovery in an order in which they can be done, and how long the whole takes.</summary>
public sealed class RecoveryPlan
{
    private readonly List<RecoveryStep> steps = [];
    private Estimate? takes;

    /// <summary>The steps, each after those that it waits for.</summary>
    public IReadOnlyList<RecoveryStep> Steps => steps;

    /// <summary>How long it takes until the last step is done.</summary>
    public Estimate Takes => takes ?? steps.Aggregate(Estimate.Zero, static (worst, step) => Estimate.Worse(worst, step.Ends));

    /// <summary>Adds a step that begins when others are done.</summary>
    internal RecoveryStep Add(string name, Estimate takes, IReadOnlyList<RecoveryStep> after, Component? of = null, string? because = null)
    {
        var step = new RecoveryStep(name, takes, after, of, because);
        steps.Add(step);
        return step;
    }

    /// <summary>Marks the steps that decide how long the whole takes. What is unknown, or takes for ever, decides before what is long.</summary>
    internal RecoveryPlan Closed()
    {
        takes = Takes;
        var last = Latest(steps);
        while (last is not null)
        {
            last.IsCritical = true;
            last = Latest(last.After);
        }

        return this;
    }

    private static RecoveryStep? Latest(IReadOnlyList<RecoveryStep> steps)
    {
        RecoveryStep? latest = null;
        foreach (var step in steps)
        {
            if (latest is null || latest.Ends.IsBetterThan(step.Ends))
            {
                latest = step;
            }
        }

        return latest;
    }
}
