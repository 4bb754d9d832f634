using System.Reflection;

namespace Stoa.Cli;

/// <summary>What was built.</summary>
internal static class Build
{
    /// <summary>Stoa's version, without the revision it was built from.</summary>
    public static string Version { get; } =
        typeof(Build).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "0";
}
