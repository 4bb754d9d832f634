using System.Text;

namespace Stoa.Server.Api.Aws;

/// <summary>
/// A request's target as it stood on the wire, since a signature covers those very bytes: <c>%2F</c> inside a segment is no separator.
/// </summary>
/// <param name="Path">The path, still encoded, without dot segments and doubled slashes, as signers normalise it and as it is routed.</param>
/// <param name="Query">The query's parameters in the order of the wire, each decoded once.</param>
public sealed record AwsTarget(string Path, IReadOnlyList<KeyValuePair<string, string>> Query)
{
    /// <summary>Reads a raw target: <c>/path?query</c>, or the absolute form that proxies send.</summary>
    public static AwsTarget Parse(string raw)
    {
        var start = 0;
        if (!raw.StartsWith('/') && raw.IndexOf("://", StringComparison.Ordinal) is var scheme and > 0)
        {
            start = raw.AsSpan(scheme + 3).IndexOfAny('/', '?') is var path and >= 0 ? scheme + 3 + path : raw.Length;
        }
        var mark = raw.IndexOf('?', start);
        return new(
            Normalize(raw[start..(mark < 0 ? raw.Length : mark)]),
            mark < 0 || mark + 1 == raw.Length ? [] : Parameters(raw.AsSpan(mark + 1)));
    }

    private static string Normalize(string path)
    {
        if (path.Length == 0)
        {
            return "/";
        }
        if (!path.Contains("//", StringComparison.Ordinal) && !path.Contains("/.", StringComparison.Ordinal))
        {
            return path;
        }
        var kept = new List<string>();
        foreach (var segment in path.Split('/'))
        {
            if (segment == "..")
            {
                kept.RemoveRange(Math.Max(kept.Count - 1, 0), Math.Min(kept.Count, 1));
            }
            else if (segment is not ("" or "."))
            {
                kept.Add(segment);
            }
        }
        var text = new StringBuilder(path.Length).Append('/').AppendJoin('/', kept);
        return path.EndsWith('/') && kept.Count > 0 ? text.Append('/').ToString() : text.ToString();
    }

    private static List<KeyValuePair<string, string>> Parameters(ReadOnlySpan<char> query)
    {
        var parameters = new List<KeyValuePair<string, string>>();
        foreach (var range in query.Split('&'))
        {
            var parameter = query[range];
            if (parameter.Length == 0)
            {
                continue;
            }
            var equals = parameter.IndexOf('=');
            parameters.Add(equals < 0
                ? new(Uri.UnescapeDataString(parameter), "")
                : new(Uri.UnescapeDataString(parameter[..equals]), Uri.UnescapeDataString(parameter[(equals + 1)..])));
        }
        return parameters;
    }
}
