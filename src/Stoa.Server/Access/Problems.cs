using Microsoft.AspNetCore.Mvc;

namespace Stoa.Server.Access;

/// <summary>Refusals to programs, as RFC 9457 has them.</summary>
internal static class Problems
{
    /// <summary>Answers with a problem.</summary>
    public static Task WriteAsync(HttpContext context, int status, string title, string detail)
    {
        context.Response.StatusCode = status;
        return context.Response.WriteAsJsonAsync(
            new ProblemDetails { Status = status, Title = title, Detail = detail }, options: null, contentType: "application/problem+json", context.RequestAborted);
    }
}
