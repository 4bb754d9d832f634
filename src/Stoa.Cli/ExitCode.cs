namespace Stoa.Cli;

/// <summary>What the program's exit code says; part of its contract.</summary>
internal static class ExitCode
{
    /// <summary>Reviewed, and the gate passed.</summary>
    public const int Passed = 0;

    /// <summary>Reviewed, and the gate failed.</summary>
    public const int GateFailed = 1;

    /// <summary>Wrong usage, or nothing that can be read.</summary>
    public const int Usage = 2;

    /// <summary>A bug of ours.</summary>
    public const int Bug = 3;
}
