using System.Security.Cryptography;

namespace Stoa.Reviews;

/// <summary>Ids of new things, and the ARNs that AWS's API names them by.</summary>
public static class Ids
{
    /// <summary>32 lower-case hexadecimal digits from the system's source of randomness.</summary>
    public static string New() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));

    /// <summary><c>arn:aws:wellarchitected:REGION:ACCOUNT:KIND/ID</c></summary>
    public static string Arn(string region, string accountId, string kind, string id) => $"arn:aws:wellarchitected:{region}:{accountId}:{kind}/{id}";

    /// <summary>The last part of an ARN: the id. A text that is no ARN is returned as it is.</summary>
    public static string IdOf(string arn) => arn[(arn.LastIndexOf('/') + 1)..];
}
