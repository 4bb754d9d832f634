using Stoa.Language.Values;

namespace Stoa.Workloads.CloudFormation;

/// <summary>A parameter of a stack with the value it has there.</summary>
/// <param name="Value">The value, or unknown.</param>
/// <param name="Allowed">The texts that it may have; empty where any is allowed.</param>
internal sealed record Parameter(Value Value, IReadOnlyList<string> Allowed);
