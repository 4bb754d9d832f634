using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Stoa.Server.Api.Aws;

namespace Stoa.Server.Tests.Api.Aws;

/// <summary>Signs requests for tests of the server. That the verifier agrees with real clients, the recorded requests prove.</summary>
public static class AwsSigner
{
    /// <summary>The headers with <c>X-Amz-Date</c> and <c>Authorization</c> added; all given ones are signed.</summary>
    public static Dictionary<string, string> Sign(
        AwsCredential credential, DateTimeOffset now, string method, string target, IReadOnlyDictionary<string, string> headers, string body,
        string region = "eu-west-1", string service = "wellarchitected")
    {
        var signed = new Dictionary<string, string>(headers) { ["X-Amz-Date"] = now.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'") };
        if (credential.SessionToken is { } token)
        {
            signed["X-Amz-Security-Token"] = token;
        }
        var collection = new HeaderDictionary();
        foreach (var (name, value) in signed)
        {
            collection[name] = value;
        }
        var names = string.Join(';', signed.Keys.Select(k => k.ToLowerInvariant()).Order(StringComparer.Ordinal));
        var payload = signed.GetValueOrDefault("X-Amz-Content-SHA256") ?? Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(body)));
        var canonical = SigV4Canonical.Hash(method, AwsTarget.Parse(target), collection, names, payload);
        var scope = $"{signed["X-Amz-Date"][..8]}/{region}/{service}/aws4_request";
        var key = scope.Split('/').Aggregate(Encoding.UTF8.GetBytes("AWS4" + credential.Secret), (k, part) => HMACSHA256.HashData(k, Encoding.UTF8.GetBytes(part)));
        var signature = HMACSHA256.HashData(key, Encoding.UTF8.GetBytes($"AWS4-HMAC-SHA256\n{signed["X-Amz-Date"]}\n{scope}\n{canonical}"));
        signed["Authorization"] =
            $"AWS4-HMAC-SHA256 Credential={credential.AccessKeyId}/{scope}, SignedHeaders={names}, Signature={Convert.ToHexStringLower(signature)}";
        return signed;
    }
}
