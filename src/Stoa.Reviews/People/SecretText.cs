using System.Security.Cryptography;
using System.Text;

namespace Stoa.Reviews.People;

/// <summary>Random texts that open something, and the hashes that are kept of them.</summary>
internal static class SecretText
{
    private const string Letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    private const string Capitals = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    /// <summary>Forty letters and digits: 238 bits.</summary>
    public static string New() => RandomNumberGenerator.GetString(Letters, 40);

    /// <summary>The public half of an access key: twenty capitals and digits.</summary>
    public static string NewKeyId() => "STOA" + RandomNumberGenerator.GetString(Capitals, 16);

    /// <summary>Twelve digits of which the first is not zero.</summary>
    public static string NewAccountId() => $"{RandomNumberGenerator.GetInt32(1, 10)}{RandomNumberGenerator.GetString("0123456789", 11)}";

    /// <summary>What is kept of a text that is random enough to need no salt.</summary>
    public static byte[] Hash(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));

    /// <summary><see cref="Hash"/> in hexadecimal digits.</summary>
    public static string HashText(string text) => Convert.ToHexStringLower(Hash(text));
}
