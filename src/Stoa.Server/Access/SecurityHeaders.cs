using System.Security.Cryptography;
using Microsoft.Extensions.Primitives;

namespace Stoa.Server.Access;

/// <summary>Marks a page that has neither scripts nor styles in it: the strictest policy holds for it.</summary>
internal sealed class PlainPage;

/// <summary>What browsers are told not to do with our pages.</summary>
internal static class SecurityHeaders
{
    private const string Rest =
        "; img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'; object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'";

    // Bars and marks have their lengths in style attributes; neither styles nor scripts stand in pages as elements.
    private const string Styles = "; style-src 'self'; style-src-attr 'unsafe-inline'";

    // The page that describes the API writes these three, always the same; another version of it, others.
    private const string DocumentedStyles =
        "; style-src 'self' 'sha256-St8O8YusCkYeC9X2ma3nlCP1u4+35DgBPOzt1kBwxsM=' 'sha256-l/2OpPg0d+2VLTLgwjf5mQo2CYwHDEqdj5TjbfEyVJI=' " +
        "'sha256-T13Uev3xCax2N28XaoAE8DOzQZKvPp7ZQVAi1iRREjo='; style-src-attr 'unsafe-inline'";

    private const string StrictPolicy =
        "default-src 'none'; style-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

    private const string PagePolicy = "default-src 'self'; script-src 'self'" + Styles + Rest;

    private static readonly StringValues Features =
        "accelerometer=(), autoplay=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), hid=(), magnetometer=(), microphone=(), midi=(), payment=(), " +
        "serial=(), usb=(), xr-spatial-tracking=()";

    // Caches of the reader's browser too: whoever sits down at it next must not find it.
    private const string NotKept = "no-store, no-cache, must-revalidate";

    private static readonly object NonceKey = new();

    /// <summary>A word that allows one script element of this response: <c>&lt;script nonce="…"&gt;</c>. Of the API's description alone.</summary>
    public static string ScriptNonce(this HttpContext context)
    {
        if (context.Items[NonceKey] is not string nonce)
        {
            nonce = Convert.ToBase64String(RandomNumberGenerator.GetBytes(16));
            context.Items[NonceKey] = nonce;
        }

        return nonce;
    }

    /// <summary>Adds the headers to every response.</summary>
    public static IApplicationBuilder UseSecurityHeaders(this IApplicationBuilder app) => app.Use(static (context, next) =>
    {
        context.Response.OnStarting(static state =>
        {
            Add((HttpContext)state);
            return Task.CompletedTask;
        }, context);
        return next(context);
    });

    private static void Add(HttpContext context)
    {
        var headers = context.Response.Headers;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "same-origin";
        if (context.Request.IsHttps)
        {
            headers.StrictTransportSecurity = "max-age=31536000; includeSubDomains";
        }

        // AWS's clients show nothing to anybody.
        if (headers.ContainsKey("x-amzn-RequestId"))
        {
            return;
        }

        // What serves something that others wrote has said something stricter.
        if (headers.ContentSecurityPolicy.Count == 0)
        {
            headers.ContentSecurityPolicy = context.GetEndpoint()?.Metadata.GetMetadata<PlainPage>() is not null ? StrictPolicy
                : context.Items[NonceKey] is string nonce ? $"default-src 'self'; script-src 'self' 'nonce-{nonce}'{DocumentedStyles}{Rest}"
                : PagePolicy;
        }

        headers.XFrameOptions = "DENY";
        headers["Permissions-Policy"] = Features;
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers["Cross-Origin-Embedder-Policy"] = "require-corp";
        // Files that everybody gets say for how long; all else is somebody's. Where the framework says it, it says less.
        if (headers.CacheControl.Count == 0 || headers.CacheControl.ToString().Contains("no-store", StringComparison.Ordinal)
            || context.Response.ContentType?.StartsWith("text/html", StringComparison.Ordinal) == true)
        {
            headers.CacheControl = NotKept;
        }
    }
}
