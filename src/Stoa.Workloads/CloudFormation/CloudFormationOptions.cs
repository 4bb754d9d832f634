namespace Stoa.Workloads.CloudFormation;

/// <summary>What the caller knows about the stacks beside their templates.</summary>
public sealed record CloudFormationOptions
{
    /// <summary>
    /// Parameter files, relative to the reviewed root, in either shape that the AWS CLI takes; a later one wins. They hold for every
    /// stack that has a parameter of the name.
    /// </summary>
    public IReadOnlyList<string> ParameterFiles { get; init; } = [];

    /// <summary>Parameters by name; they win over those of files, and a later one over an earlier one.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Parameters { get; init; } = [];

    /// <summary>The region the stacks are meant for; null where nobody said, so that <c>AWS::Region</c> is unknown.</summary>
    public string? Region { get; init; }
}
