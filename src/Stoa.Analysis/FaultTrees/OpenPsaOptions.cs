namespace Stoa.Analysis.FaultTrees;

/// <summary>What an Open-PSA file leaves to its reader.</summary>
public sealed record OpenPsaOptions
{
    /// <summary>The mission time in hours, at which failures that grow with time are taken; a year of 365 days as other tools have it.</summary>
    public double MissionTime { get; init; } = 8760;
}
