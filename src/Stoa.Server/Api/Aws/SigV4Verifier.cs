using System.Buffers;
using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Stoa.Server.Api.Aws;

/// <summary>
/// Verifies requests signed with Signature Version 4, in headers or presigned in the query. It takes three steps, so that neither a key is
/// looked up nor a body read for a request that cannot be right: <see cref="Read"/>, <see cref="CheckCredential"/>, <see cref="Verify"/>.
/// Every error is a <see cref="FrontDoorException"/> in AWS's own words.
/// </summary>
/// <param name="service">The service that scopes must name.</param>
/// <param name="time">The clock; a signature is good for five minutes either way.</param>
/// <param name="allowUnsignedPayload">Whether a client may leave its body out of the signature.</param>
/// <param name="regions">The regions that scopes may name; null for any.</param>
public sealed class SigV4Verifier(string service, TimeProvider time, bool allowUnsignedPayload = false, IReadOnlySet<string>? regions = null)
{
    private const string Algorithm = "AWS4-HMAC-SHA256";
    private const string Termination = "aws4_request";
    private const string TimestampFormat = "yyyyMMdd'T'HHmmss'Z'";
    private const string EmptyHash = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
    private const string UnsignedPayload = "UNSIGNED-PAYLOAD";
    private const int MaxExpiry = 7 * 24 * 3600;
    private const int MaxKeys = 4096;
    private const int MaxAccessKeyId = 128;
    private static readonly TimeSpan _skew = TimeSpan.FromMinutes(5);
    private static readonly SearchValues<char> _regionCharacters = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789-");

    private readonly ConcurrentDictionary<(string AccessKeyId, string Date, string Region), SigningKey> _keys = new();

    /// <summary>Whether the request carries a signature of any form, good or bad.</summary>
    public static bool IsSigned(AwsTarget target, IHeaderDictionary headers) => IsInHeader(headers) || target.Query.Any(p => p.Key == "X-Amz-Algorithm");

    /// <summary>Reads what the request says of itself and refuses what is malformed, out of date or for another service.</summary>
    public SigV4Claim Read(AwsTarget target, IHeaderDictionary headers)
    {
        var presigned = !IsInHeader(headers);
        var parts = presigned ? QueryParts(target) : HeaderParts(headers);
        if (!parts.TryGetValue("Credential", out var credential)
            || !parts.TryGetValue("Signature", out var signature)
            || !parts.TryGetValue("SignedHeaders", out var signedHeaders)
            || !parts.TryGetValue("Date", out var timestamp))
        {
            throw MissingParts(parts, presigned);
        }
        var scope = credential.Split('/', 6);
        if (scope.Length != 5)
        {
            throw Incomplete($"Credential must have exactly 5 slash-delimited elements, e.g. keyid/date/region/service/term, got '{credential}'.");
        }
        if (scope[0].Length is 0 or > MaxAccessKeyId)
        {
            throw Unrecognized();
        }
        CheckScope(scope, timestamp);
        CheckTime(timestamp, presigned ? parts.GetValueOrDefault("Expires") ?? "" : null);
        if (!signedHeaders.Split(';').Contains("host"))
        {
            throw Invalid("'Host' must be a 'SignedHeader' in the AWS Authorization.");
        }
        var bytes = new byte[SHA256.HashSizeInBytes];
        if (signature.Length != 2 * bytes.Length
            || signature.AsSpan().ContainsAnyInRange('A', 'F')
            || Convert.FromHexString(signature, bytes, out _, out _) != OperationStatus.Done)
        {
            throw Mismatch();
        }
        return new(scope[0], scope[1], scope[2], timestamp, signedHeaders, bytes, parts.GetValueOrDefault("Token"), presigned);
    }

    /// <summary>Refuses a key that is not known, has ended, or whose session token is not the one that the request carries.</summary>
    public void CheckCredential(SigV4Claim claim, AwsCredential? credential)
    {
        if (credential is null || !IsSame(credential.SessionToken ?? "", claim.SecurityToken ?? ""))
        {
            throw Unrecognized();
        }
        if (credential.Expires <= time.GetUtcNow())
        {
            throw new FrontDoorException(403, "ExpiredTokenException", "The security token included in the request is expired");
        }
    }

    /// <summary>Refuses the request unless <paramref name="credential"/> made its signature over this very method, target, headers and body.</summary>
    public void Verify(SigV4Claim claim, AwsCredential credential, string method, AwsTarget target, IHeaderDictionary headers, ReadOnlySpan<byte> body)
    {
        var slot = (claim.AccessKeyId, claim.Date, claim.Region);
        var cached = _keys.TryGetValue(slot, out var key) && IsSame(key.Secret, credential.Secret);
        key = cached ? key! : Derive(credential.Secret, claim);
        var canonical = SigV4Canonical.Hash(method, target, headers, claim.SignedHeaders, PayloadHash(headers, body));
        var signed = Hmac(key.Bytes, $"{Algorithm}\n{claim.Timestamp}\n{claim.Date}/{claim.Region}/{service}/{Termination}\n{canonical}");
        if (!CryptographicOperations.FixedTimeEquals(signed, claim.Signature))
        {
            throw Mismatch();
        }
        // Kept only now, so that nobody without a secret can fill the cache.
        if (!cached)
        {
            if (_keys.Count >= MaxKeys)
            {
                _keys.Clear();
            }
            _keys[slot] = key;
        }
    }

    private static bool IsInHeader(IHeaderDictionary headers) =>
        headers.Authorization.Any(v => v is not null && v.StartsWith("AWS4-", StringComparison.Ordinal));

    private static Dictionary<string, string> HeaderParts(IHeaderDictionary headers)
    {
        if (headers.Authorization is not [{ } authorization])
        {
            throw Incomplete("The Authorization header must be present once.");
        }
        var blank = authorization.IndexOf(' ');
        var algorithm = blank < 0 ? authorization : authorization[..blank];
        if (algorithm != Algorithm)
        {
            throw Incomplete($"Unsupported AWS 'algorithm': '{algorithm}', only '{Algorithm}' is supported.");
        }
        var parts = new Dictionary<string, string>();
        var rest = blank < 0 ? [] : authorization.AsSpan(blank + 1);
        foreach (var range in rest.Split(','))
        {
            var part = rest[range].Trim();
            var equals = part.IndexOf('=');
            if (equals <= 0 || !parts.TryAdd(part[..equals].ToString(), part[(equals + 1)..].ToString()))
            {
                throw Incomplete($"'{part}' not a valid key=value pair (missing equal-sign or given twice) in Authorization header.");
            }
        }
        // What has another source must not come from here.
        parts.Remove("Date");
        parts.Remove("Token");
        if (HeaderTimestamp(headers) is { } timestamp)
        {
            parts["Date"] = timestamp;
        }
        if (headers["X-Amz-Security-Token"] is [{ } token])
        {
            parts["Token"] = token;
        }
        return parts;
    }

    private static string? HeaderTimestamp(IHeaderDictionary headers)
    {
        if (headers["X-Amz-Date"] is [{ } timestamp])
        {
            return timestamp;
        }
        return headers["X-Amz-Date"].Count == 0 && headers.Date is [{ } date]
            ? DateTimeOffset.TryParse(date, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var parsed)
                ? parsed.UtcDateTime.ToString(TimestampFormat, CultureInfo.InvariantCulture)
                : date
            : null;
    }

    private static Dictionary<string, string> QueryParts(AwsTarget target)
    {
        var parts = new Dictionary<string, string>();
        foreach (var (name, value) in target.Query)
        {
            var part = name switch
            {
                "X-Amz-Algorithm" => "Algorithm",
                "X-Amz-Credential" => "Credential",
                "X-Amz-Date" => "Date",
                "X-Amz-Expires" => "Expires",
                "X-Amz-SignedHeaders" => "SignedHeaders",
                "X-Amz-Signature" => "Signature",
                "X-Amz-Security-Token" => "Token",
                _ => null,
            };
            if (part is not null && !parts.TryAdd(part, value))
            {
                throw Incomplete($"'{name}' was given twice.");
            }
        }
        return parts.GetValueOrDefault("Algorithm") == Algorithm
            ? parts
            : throw Incomplete($"Unsupported AWS 'algorithm': '{parts.GetValueOrDefault("Algorithm")}', only '{Algorithm}' is supported.");
    }

    private static FrontDoorException MissingParts(Dictionary<string, string> parts, bool presigned)
    {
        var text = new StringBuilder();
        foreach (var name in (string[])["Credential", "Signature", "SignedHeaders"])
        {
            if (!parts.ContainsKey(name))
            {
                text.Append(presigned ? $"AWS query-string parameters must include 'X-Amz-{name}'. " : $"Authorization header requires '{name}' parameter. ");
            }
        }
        if (!parts.ContainsKey("Date"))
        {
            text.Append(presigned
                ? "AWS query-string parameters must include 'X-Amz-Date'. "
                : "Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header. ");
        }
        return Incomplete(text.ToString().TrimEnd());
    }

    private void CheckScope(string[] scope, string timestamp)
    {
        if (scope[4] != Termination)
        {
            throw Invalid($"Credential should be scoped with correct termination string: '{Termination}', not '{scope[4]}'.");
        }
        if (scope[3] != service)
        {
            throw Invalid($"Credential should be scoped to correct service: '{service}'.");
        }
        if (regions is not null ? !regions.Contains(scope[2]) : scope[2].Length is 0 or > 32 || scope[2].AsSpan().ContainsAnyExcept(_regionCharacters))
        {
            throw Invalid("Credential should be scoped to a valid region.");
        }
        var day = timestamp.Length > 8 ? timestamp[..8] : timestamp;
        if (scope[1] != day)
        {
            throw Invalid($"Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: '{scope[1]}' != '{day}', from '{timestamp}'.");
        }
    }

    // expires: the seconds that a presigned request is good for; null for a request signed in its headers.
    private void CheckTime(string timestamp, string? expires)
    {
        if (!DateTimeOffset.TryParseExact(timestamp, TimestampFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var signed))
        {
            throw Incomplete($"Date must be in ISO-8601 'basic format'. Got '{timestamp}'. See http://en.wikipedia.org/wiki/ISO_8601");
        }
        var now = time.GetUtcNow();
        var life = _skew;
        if (expires is not null)
        {
            if (!int.TryParse(expires, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) || seconds is < 1 or > MaxExpiry)
            {
                throw Incomplete($"X-Amz-Expires must be a number of seconds from 1 to {MaxExpiry}.");
            }
            life = TimeSpan.FromSeconds(seconds);
        }
        if (signed < now - life)
        {
            var margin = expires is null ? $"{Text(now)} - 5 min." : $"{Text(now)} - {expires} s.";
            throw Invalid($"Signature expired: {timestamp} is now earlier than {Text(now - life)} ({margin})");
        }
        if (signed > now + _skew)
        {
            throw Invalid($"Signature not yet current: {timestamp} is still later than {Text(now + _skew)} ({Text(now)} + 5 min.)");
        }
    }

    // Clients that send the hash sign it; what they sent must be the body's. The AWS CLI sends none, and the body is hashed in its place.
    private string PayloadHash(IHeaderDictionary headers, ReadOnlySpan<byte> body)
    {
        var claimed = headers["X-Amz-Content-SHA256"];
        if (claimed == UnsignedPayload && allowUnsignedPayload)
        {
            return UnsignedPayload;
        }
        var hash = body.IsEmpty ? EmptyHash : Convert.ToHexStringLower(SHA256.HashData(body));
        return claimed.Count == 0 || claimed == hash ? hash : throw Mismatch();
    }

    private SigningKey Derive(string secret, SigV4Claim claim)
    {
        var day = Hmac(Encoding.UTF8.GetBytes("AWS4" + secret), claim.Date);
        return new(secret, Hmac(Hmac(Hmac(day, claim.Region), service), Termination));
    }

    private static byte[] Hmac(byte[] key, string text) => HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(text));

    private static bool IsSame(string a, string b) => CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(a), Encoding.UTF8.GetBytes(b));

    private static string Text(DateTimeOffset instant) => instant.UtcDateTime.ToString(TimestampFormat, CultureInfo.InvariantCulture);

    private static FrontDoorException Incomplete(string message) => new(403, "IncompleteSignatureException", message);

    private static FrontDoorException Unrecognized() => new(403, "UnrecognizedClientException", "The security token included in the request is invalid.");

    private static FrontDoorException Invalid(string message) => new(403, "InvalidSignatureException", message);

    private static FrontDoorException Mismatch() => Invalid(
        "The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. " +
        "Consult the service documentation for details.");

    private sealed record SigningKey(string Secret, byte[] Bytes);
}
