using Stoa.Reviews;

namespace Stoa.Server.Api.V1;

/// <summary>What operations read of a request beside its members.</summary>
internal static class RequestParts
{
    private const int LongestKey = 100;

    /// <summary>An alias or ARN as a path holds it: slashes of ARNs come escaped, and stay so in route values.</summary>
    public static string Unescape(this string segment) => Uri.UnescapeDataString(segment);

    /// <summary>An alias or ARN as a path holds it.</summary>
    public static string Escape(string segment) => Uri.EscapeDataString(segment);

    /// <summary>What lets a request be repeated: the header <c>Idempotency-Key</c>; null without one.</summary>
    /// <param name="http">The request.</param>
    /// <param name="operation">The operation's id.</param>
    /// <param name="parameters">What the same key must always come with.</param>
    /// <exception cref="InvalidException">The key is too long.</exception>
    public static Reviews.Store.Idempotency? Idempotency(this HttpContext http, string operation, object parameters)
    {
        var key = http.Request.Headers["Idempotency-Key"].FirstOrDefault();
        return key is { Length: > LongestKey }
            ? throw new InvalidException($"[Validation] An Idempotency-Key has at most {LongestKey} characters.", ("Idempotency-Key", "too long"))
            : Reviews.Store.Idempotency.Of($"v1/{operation}", string.IsNullOrEmpty(key) ? null : key, parameters);
    }

    /// <summary>A parameter that holds one of a few names, in whatever case; the server's own binding asks for the case of its types.</summary>
    /// <exception cref="InvalidException">It holds none of them.</exception>
    public static T? Value<T>(string parameter, string? text)
        where T : struct, Enum
    {
        if (text is null)
        {
            return null;
        }

        return Enum.GetNames<T>().FirstOrDefault(n => n.Equals(text, StringComparison.OrdinalIgnoreCase)) is { } name
            ? Enum.Parse<T>(name)
            : throw new InvalidException($"[Validation] The parameter {parameter} cannot be {text}: see this operation's description at /api/docs.", (parameter, "no such value"));
    }

    /// <summary>Likewise, with a value where the parameter is left out.</summary>
    public static T Value<T>(string parameter, string? text, T otherwise)
        where T : struct, Enum => Value<T>(parameter, text) ?? otherwise;

    /// <summary>Demands that a text, where there is one, is of some length.</summary>
    /// <exception cref="InvalidException">It is shorter or longer.</exception>
    public static void Demand(string member, string? text, int least, int most)
    {
        if (text is not null && (text.Length < least || text.Length > most))
        {
            var length = least == 0 ? $"at most {most} characters" : $"{least} to {most} characters";
            throw new InvalidException($"[Validation] {member} has {length}.", (member, length));
        }
    }
}
