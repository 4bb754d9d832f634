using System.Runtime.CompilerServices;

namespace Stoa.Reports.Tests;

/// <summary>
/// Compares a text with the approved one in <c>approved/</c>. Where they differ the test fails and the new text is written beside the
/// approved one as <c>.received</c>; with STOA_APPROVE=1 it replaces the approved one, for a reviewer to read in the diff.
/// </summary>
internal static class Approved
{
    public static void Verify(string received, string name, [CallerFilePath] string caller = "")
    {
        var approved = Path.Combine(Path.GetDirectoryName(caller)!, "approved", name);
        if (Environment.GetEnvironmentVariable("STOA_APPROVE") == "1")
        {
            File.WriteAllText(approved, received);
        }

        var expected = File.Exists(approved) ? File.ReadAllText(approved) : "";
        if (expected != received)
        {
            File.WriteAllText(approved + ".received", received);
        }

        Assert.Equal(expected, received);
    }
}
