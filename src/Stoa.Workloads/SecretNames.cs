namespace Stoa.Workloads;

/// <summary>Names of attributes whose text is a secret, marked as such or not: no report and no graph shows it.</summary>
public static class SecretNames
{
    private static readonly string[] Ends = ["password", "secret_string", "secretstring", "auth_token", "authtoken", "private_key", "privatekey"];

    /// <summary>Whether an attribute or property of this name holds a secret.</summary>
    public static bool Match(string name) => Array.Exists(Ends, end => name.EndsWith(end, StringComparison.OrdinalIgnoreCase));
}
