using System.Reflection;

namespace Stoa.Server.Hosting;

/// <summary>What was built.</summary>
internal static class ServerVersion
{
    /// <summary>Stoa's version, without the revision it was built from.</summary>
    public static string Text { get; } =
        typeof(ServerVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "0";
}
