using System.Text.Json;

namespace Stoa.Server.Api.V1;

/// <summary>Turns requests that cannot be read into problems as RFC 9457 has them, which name the member or parameter that is wrong.</summary>
internal static class WrongRequests
{
    /// <summary>Lets a request through, and answers where it could not be read.</summary>
    public static async Task InvokeAsync(HttpContext http, RequestDelegate next)
    {
        try
        {
            await next(http);
        }
        catch (BadHttpRequestException refusal) when (!http.Response.HasStarted)
        {
            await Of(refusal).ExecuteAsync(http);
        }
    }

    /// <summary>The problem of a request that could not be read.</summary>
    public static IResult Of(BadHttpRequestException refusal)
    {
        var (detail, members) = refusal.InnerException is JsonException json ? Explain(json) : Explain(refusal);
        return Results.Problem(
            detail,
            statusCode: refusal.StatusCode,
            title: refusal.StatusCode switch
            {
                StatusCodes.Status413PayloadTooLarge => "The request is too long",
                StatusCodes.Status415UnsupportedMediaType => "The body's type is not known",
                _ => "The request is wrong",
            },
            extensions: members.Count == 0 ? null : new Dictionary<string, object?> { ["errors"] = members.ToDictionary(static m => m, _ => new[] { detail }) });
    }

    private static (string Detail, IReadOnlyList<string> Members) Explain(JsonException exception)
    {
        if (exception.InnerException is JsonException || exception.Path is null)
        {
            return ($"The body is not JSON: line {exception.LineNumber + 1}, after {exception.BytePositionInLine} bytes.", []);
        }

        // Of members that are missing, the sentence alone names them, in quotes after the type's name.
        var including = exception.Message.IndexOf("including:", StringComparison.Ordinal);
        if (including >= 0)
        {
            var missing = exception.Message[including..].Split('\'').Where(static (_, i) => i % 2 == 1).ToList();
            return ($"The body lacks {string.Join(", ", missing)}.", missing);
        }

        var member = exception.Path.StartsWith("$.", StringComparison.Ordinal) ? exception.Path[2..] : exception.Path.TrimStart('$');
        return member.Length == 0
            ? ("The body is not what this operation takes: see its description at /api/docs.", [])
            : ($"The member {member} has a value of another kind than this operation takes: see its description at /api/docs.", [member]);
    }

    // "Nullable<int> milestone" stands in quotes where a parameter could not be read.
    private static (string Detail, IReadOnlyList<string> Members) Explain(BadHttpRequestException exception)
    {
        var quoted = exception.Message.Split('"');
        if (quoted.Length < 3 || !exception.Message.Contains(" parameter ", StringComparison.Ordinal))
        {
            return (exception.Message, []);
        }

        var name = quoted[1].Split(' ')[^1];
        return (quoted.Length >= 5 ? $"The parameter {name} cannot be {quoted[3]}." : $"The parameter {name} is missing.", [name]);
    }
}
