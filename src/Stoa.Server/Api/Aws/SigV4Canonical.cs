using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Primitives;

namespace Stoa.Server.Api.Aws;

/// <summary>
/// The canonical form of a request that Signature Version 4 hashes: method, path, query, the signed headers and the body's hash, a line each.
/// </summary>
internal static class SigV4Canonical
{
    private const string Unreserved = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";
    private static readonly SearchValues<byte> _unreserved = SearchValues.Create(Encoding.ASCII.GetBytes(Unreserved));
    private static readonly SearchValues<byte> _unreservedOrSlash = SearchValues.Create(Encoding.ASCII.GetBytes(Unreserved + "/"));

    /// <summary>The hash of the canonical form in hexadecimal.</summary>
    internal static string Hash(string method, AwsTarget target, IHeaderDictionary headers, string signedHeaders, string payloadHash)
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        Write(buffer, method);
        Write(buffer, "\n");
        // This service signs the path encoded once more than it travels: %2F on the wire is %252F here.
        Encode(buffer, target.Path, _unreservedOrSlash);
        Write(buffer, "\n");
        WriteQuery(buffer, target.Query);
        Write(buffer, "\n");
        foreach (var range in signedHeaders.AsSpan().Split(';'))
        {
            var name = signedHeaders[range];
            Write(buffer, name);
            Write(buffer, ":");
            WriteValues(buffer, headers[name]);
            Write(buffer, "\n");
        }
        Write(buffer, "\n");
        Write(buffer, signedHeaders);
        Write(buffer, "\n");
        Write(buffer, payloadHash);
        return Convert.ToHexStringLower(SHA256.HashData(buffer.WrittenSpan));
    }

    // Names and values are encoded first, then sorted: the order of the encoded text counts. The signature itself is never signed.
    private static void WriteQuery(ArrayBufferWriter<byte> buffer, IReadOnlyList<KeyValuePair<string, string>> query)
    {
        if (query.Count == 0)
        {
            return;
        }
        var encoded = new List<(string Name, string Value)>(query.Count);
        foreach (var (name, value) in query)
        {
            if (name != "X-Amz-Signature")
            {
                encoded.Add((Encode(name), Encode(value)));
            }
        }
        encoded.Sort((a, b) => string.CompareOrdinal(a.Name, b.Name) is not 0 and var order ? order : string.CompareOrdinal(a.Value, b.Value));
        for (var i = 0; i < encoded.Count; i++)
        {
            Write(buffer, i == 0 ? "" : "&");
            Write(buffer, encoded[i].Name);
            Write(buffer, "=");
            Write(buffer, encoded[i].Value);
        }
    }

    // Values of one name are joined by commas; blanks around a value go, a run of blanks inside becomes one.
    private static void WriteValues(ArrayBufferWriter<byte> buffer, StringValues values)
    {
        for (var i = 0; i < values.Count; i++)
        {
            Write(buffer, i == 0 ? "" : ",");
            var value = values[i].AsSpan();
            var first = true;
            foreach (var range in value.SplitAny(" \t\r\n\v\f"))
            {
                var word = value[range];
                if (word.Length > 0)
                {
                    Write(buffer, first ? "" : " ");
                    Write(buffer, word);
                    first = false;
                }
            }
        }
    }

    private static string Encode(string text)
    {
        var buffer = new ArrayBufferWriter<byte>(Math.Max(text.Length, 1) * 2);
        Encode(buffer, text, _unreserved);
        return Encoding.ASCII.GetString(buffer.WrittenSpan);
    }

    private static void Encode(ArrayBufferWriter<byte> buffer, string text, SearchValues<byte> plain)
    {
        Span<byte> stack = stackalloc byte[512];
        var length = Encoding.UTF8.GetByteCount(text);
        var bytes = length <= stack.Length ? stack[..length] : new byte[length];
        Encoding.UTF8.GetBytes(text, bytes);
        while (bytes.Length > 0)
        {
            var run = bytes.IndexOfAnyExcept(plain);
            if (run != 0)
            {
                run = run < 0 ? bytes.Length : run;
                buffer.Write(bytes[..run]);
            }
            else
            {
                var span = buffer.GetSpan(3);
                span[0] = (byte)'%';
                span[1] = Hex(bytes[0] >> 4);
                span[2] = Hex(bytes[0] & 15);
                buffer.Advance(3);
                run = 1;
            }
            bytes = bytes[run..];
        }
    }

    private static byte Hex(int digit) => (byte)(digit < 10 ? '0' + digit : 'A' + digit - 10);

    private static void Write(ArrayBufferWriter<byte> buffer, ReadOnlySpan<char> text)
    {
        var span = buffer.GetSpan(Encoding.UTF8.GetMaxByteCount(text.Length));
        buffer.Advance(Encoding.UTF8.GetBytes(text, span));
    }
}
