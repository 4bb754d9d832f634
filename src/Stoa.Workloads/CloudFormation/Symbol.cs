namespace Stoa.Workloads.CloudFormation;

/// <summary>
/// Something that unknown values of a stack point at although it is no resource of the workload: a parameter that nobody set, the
/// availability zones of a region, a pseudo parameter. Two unknowns that point at the same attribute of one symbol are the same value.
/// Compared by reference; a stack has each symbol once.
/// </summary>
/// <param name="name">What people call it.</param>
/// <param name="listsZones">Whether it is a list of zones of one region, each once.</param>
public sealed class Symbol(string name, bool listsZones = false)
{
    /// <summary>What people call it: the name of the parameter, <c>AWS::AccountId</c>, <c>Fn::GetAZs</c>.</summary>
    public string Name { get; } = name;

    /// <summary>Whether it is a list of Availability Zones of one region, each once, so that two positions are two zones.</summary>
    public bool ListsZones { get; } = listsZones;

    /// <summary>The name.</summary>
    public override string ToString() => Name;
}
