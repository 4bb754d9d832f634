using System.Globalization;
using System.Text.RegularExpressions;
using AngleSharp.Dom;

namespace Stoa.Server.Tests.Access.Baseline;

/// <summary>
/// The rules of OWASP ZAP's baseline about headers, cookies, forms, and what pages give away. Left out: rules that only inform of what
/// is neither good nor bad (that an application is modern, that an answer may be stored), and those about other people's products. Nothing is
/// accepted: a complaint of any of these about any page fails the test.
/// </summary>
public static partial class PassiveRules
{
    private static readonly string[] Comments =
        ["TODO", "FIXME", "BUG", "BUGS", "XXX", "QUERY", "DB", "ADMIN", "ADMINISTRATOR", "USER", "USERNAME", "SELECT", "WHERE", "FROM", "LATER", "DEBUG"];

    private static readonly string[] DebugErrors =
    [
        "error occurred while processing request", "internal server error", "under construction", "access denied for user", "incorrect syntax near",
        "unclosed quotation mark before the character string", "there seems to have been a problem with the", "customerrors mode", "asp.net_sessionid",
        "this error page might contain sensitive information because asp.net", "servlet error:", "404 sc_not_found",
    ];

    // The last two are what .NET shows.
    private static readonly string[] ApplicationErrors =
    [
        "Internal Server Error", "internal error", "Error Occurred While Processing Request", "Error Diagnostic Information", "Custom Error Message",
        "ASP.NET is configured to show verbose error messages", "A syntax error has occurred", "Invalid procedure call or argument", "SQLite Error",
        "An unhandled exception occurred", "   at Stoa.",
    ];

    private static readonly string[] SensitiveParameters = ["user", "pass", "pwd", "token", "ticket", "session"];

    /// <summary>The table.</summary>
    public static IReadOnlyList<PassiveRule> All { get; } =
    [
        new(10010, "Cookie without HttpOnly", static e => Cookies(e).Where(static c => !Has(c, "httponly")), Cookie("a=b; secure; samesite=lax")),
        new(10011, "Cookie without Secure", static e => e.IsTls ? Cookies(e).Where(static c => !Has(c, "secure")) : [], Cookie("a=b; httponly; samesite=lax")),
        new(10015, "What must not be kept may be kept", Cached, Exchange.Of("<p>", ("Cache-Control", "no-store"))),
        new(10017, "Script from another host", static e => Elsewhere(e, "script[src]:not([integrity])", "src"), Exchange.Of("<script src='//other.example/a.js'></script>")),
        new(10019, "No content type", static e => e.Body.Length > 0 && e.Type.Length == 0 ? ["missing"] : [], Exchange.Of(200, "https://stoa.example/", "a", ("Content-Type", ""))),
        new(10020, "May be framed", Framed, Exchange.Of("<p>", ("Content-Security-Policy", "default-src 'self'"))),
        new(10021, "Type may be guessed", static e => e.Body.Length > 0 && !e.Header("X-Content-Type-Options").Contains("nosniff") ? ["no nosniff"] : [], Exchange.Of("<p>")),
        new(10023, "Debug message", static e => e.IsText && !e.IsScript ? DebugErrors.Where(w => e.Body.Contains(w, StringComparison.OrdinalIgnoreCase)) : [], Exchange.Of("Incorrect syntax near 'x'")),
        new(10024, "Something secret in the address", SecretAddress, Exchange.Of(200, "https://stoa.example/?sessionId=1", "")),
        new(10025, "Addresses are told to other sites", Referrer, Exchange.Of("<p>", ("Referrer-Policy", "unsafe-url"))),
        new(10027, "Comment that says too much", SuspiciousComments, Exchange.Of("<p><!-- FIXME: later -->")),
        new(10033, "Folder that can be browsed", static e => e.Body.Contains("<title>Index of /", StringComparison.Ordinal) ? ["a listing"] : [], Exchange.Of("<title>Index of /a</title>")),
        new(10035, "No Strict-Transport-Security", Transport, Exchange.Of("<p>", ("Strict-Transport-Security", "max-age=0"))),
        new(10036, "Server header", static e => e.Header("Server"), Exchange.Of("", ("Server", "Kestrel"))),
        new(10037, "X-Powered-By header", static e => e.Header("X-Powered-By"), Exchange.Of("", ("X-Powered-By", "ASP.NET"))),
        new(10038, "No Content-Security-Policy", PolicyMissing, Exchange.Of("<p>", ("Content-Security-Policy-Report-Only", "default-src 'self'"))),
        new(10039, "X-Backend-Server header", static e => e.Header("X-Backend-Server"), Exchange.Of("", ("X-Backend-Server", "a"))),
        new(10040, "Plain http in a page over https", Mixed, Exchange.Of("<img src='http://stoa.example/a.png'>")),
        new(10041, "Form that mixes http and https", MixedForms, Exchange.Of(200, "http://stoa.example/", "<form action='https://stoa.example/'></form>")),
        new(10042, "Form sent over plain http", MixedForms, Exchange.Of("<form action='http://stoa.example/'></form>")),
        new(10044, "Redirect with a long body", static e => e.IsRedirect && e.Body.Length > 300 + (e.Header("Location").FirstOrDefault()?.Length ?? 0) ? ["long body"] : [], Exchange.Of(302, "https://stoa.example/", new string('a', 400))),
        new(10052, "Debugging header", static e => e.Header("X-ChromeLogger-Data"), Exchange.Of("", ("X-ChromeLogger-Data", "a"))),
        new(10054, "Cookie without SameSite", static e => Cookies(e).Where(static c => !Has(c, "samesite=lax") && !Has(c, "samesite=strict")), Cookie("a=b; httponly; secure; samesite=none")),
        new(10055, "Content-Security-Policy with holes", PolicyHoles, Exchange.Of("", ("Content-Security-Policy", "default-src 'self'; style-src 'unsafe-inline'; form-action 'self'; frame-ancestors 'none'"))),
        new(10056, "X-Debug-Token header", static e => e.Header("X-Debug-Token"), Exchange.Of("", ("X-Debug-Token", "a"))),
        new(10061, "X-AspNet-Version header", static e => e.Header("X-AspNet-Version").Concat(e.Header("X-AspNetMvc-Version")), Exchange.Of("", ("X-AspNet-Version", "4"))),
        new(10062, "Number of a payment card", Cards, Exchange.Of("<p>4111 1111 1111 1111")),
        new(10063, "No Permissions-Policy", static e => (e.IsHtml || e.IsScript) && !e.IsRedirect && !e.Header("Permissions-Policy").Any() ? ["missing"] : [], Exchange.Of("<p>")),
        new(10096, "Unix time", Timestamps, Exchange.Of("<p>1700000000")),
        new(10098, "Anybody's scripts may read it", static e => e.Header("Access-Control-Allow-Origin").Where(static o => o == "*"), Exchange.Of("", ("Access-Control-Allow-Origin", "*"))),
        new(10108, "Link that lets the other page reach back", static e => e.Document.QuerySelectorAll("a[target][rel~=opener]").Select(static a => a.OuterHtml), Exchange.Of("<a href='//other.example' target='_blank' rel='opener'>a</a>")),
        new(10202, "Form without a token", Forms, Exchange.Of("<form method='post'><input name='a'></form>")),
        new(90003, "Style or script from elsewhere without its hash", static e => Elsewhere(e, "link[rel=stylesheet]:not([integrity])", "href"), Exchange.Of("<link rel='stylesheet' href='https://other.example/a.css'>")),
        new(90004, "Not kept apart from other sites", Isolation, Exchange.Of("<p>", ("Cross-Origin-Resource-Policy", "same-origin"), ("Cross-Origin-Opener-Policy", "same-origin"))),
        new(90011, "Two charsets", Charsets, Exchange.Of("<meta charset='latin1'>")),
        new(90022, "Error of the application", Errors, Exchange.Of(500, "https://stoa.example/", "")),
        new(90033, "Cookie for a whole domain", static e => Cookies(e).Where(static c => c.Contains("domain=", StringComparison.OrdinalIgnoreCase)), Cookie("a=b; domain=example")),
    ];

    /// <summary>Everything that the rules say of an exchange.</summary>
    public static IEnumerable<string> Of(Exchange exchange) => All.SelectMany(rule => rule.Complaints(exchange)
        .Select(complaint => $"{rule.Id} {rule.Name}: {exchange.Method} {exchange.Address.PathAndQuery} ({exchange.Status}): {(complaint.Length > 300 ? complaint[..300] : complaint)}"));

    private static Exchange Cookie(string cookie) => Exchange.Of("", ("Set-Cookie", cookie));

    // One that is taken back says nothing.
    private static IEnumerable<string> Cookies(Exchange exchange) => exchange.Header("Set-Cookie").Where(static c => !c.Contains("expires=Thu, 01 Jan 1970", StringComparison.OrdinalIgnoreCase));

    private static bool Has(string cookie, string attribute) =>
        cookie.Split(';', StringSplitOptions.TrimEntries).Skip(1).Contains(attribute, StringComparer.OrdinalIgnoreCase);

    private static IEnumerable<string> Cached(Exchange e)
    {
        if (!e.IsTls || e.Body.Length == 0 || e.Method == "POST" || e.IsImage || e.IsRedirect || e.IsError || !e.IsText || e.IsScript || e.IsStyle)
        {
            return [];
        }

        var cache = string.Join(',', e.Header("Cache-Control"));
        return new[] { "no-store", "no-cache", "must-revalidate" }.Where(word => !cache.Contains(word, StringComparison.OrdinalIgnoreCase)).Select(word => $"{word} is not in \"{cache}\"");
    }

    private static IEnumerable<string> Elsewhere(Exchange e, string selector, string attribute) => e.Document.QuerySelectorAll(selector)
        .Select(element => element.GetAttribute(attribute)!)
        .Where(address => Uri.TryCreate(e.Address, address, out var whole) && whole.Host != e.Address.Host);

    // Errors too.
    private static IEnumerable<string> Framed(Exchange e)
    {
        if (!e.IsHtml || e.Body.Length == 0 || e.IsRedirect)
        {
            yield break;
        }

        if (!e.Header("Content-Security-Policy").Any(static p => p.Contains("frame-ancestors", StringComparison.Ordinal)))
        {
            yield return "no frame-ancestors";
        }

        if (!e.Header("X-Frame-Options").SequenceEqual(["DENY"]))
        {
            yield return "X-Frame-Options is not DENY";
        }
    }

    private static IEnumerable<string> SecretAddress(Exchange e) => e.Address.Query.TrimStart('?').Split('&').Select(Uri.UnescapeDataString).Where(static p =>
        SensitiveParameters.Any(w => p.Split('=')[0].Contains(w, StringComparison.OrdinalIgnoreCase)) || EMail().IsMatch(p) || SocialSecurity().IsMatch(p));

    // ZAP sees what browsers send; we see that they are told not to.
    private static IEnumerable<string> Referrer(Exchange e) => e.IsHtml && !e.Header("Referrer-Policy").Any(static p => p is "same-origin" or "no-referrer")
        ? [string.Join(", ", e.Header("Referrer-Policy"))]
        : [];

    // Libraries' scripts hold their licences. The sealed descriptor in Blazor's own comments is not language.
    private static IEnumerable<string> SuspiciousComments(Exchange e) =>
        (e.IsHtml ? e.Document.Descendants<IComment>().Select(static c => c.Data).Where(static c => !BlazorState().IsMatch(c))
                .Concat(e.Document.QuerySelectorAll("script").SelectMany(static s => ScriptComment().Matches(s.TextContent).Select(static m => m.Value)))
            : e.IsScript && !e.IsLibrary ? ScriptComment().Matches(e.Body).Select(static m => m.Value) : [])
        .Where(static comment => Comments.Any(word => Regex.IsMatch(comment, $@"\b{word}\b", RegexOptions.IgnoreCase)));

    private static IEnumerable<string> Transport(Exchange e) => !e.IsTls ? [] : e.Header("Strict-Transport-Security").ToList() switch
    {
        [var one] when MaxAge().IsMatch(one) => [],
        var others => [$"\"{string.Join(", ", others)}\""],
    };

    private static IEnumerable<string> PolicyMissing(Exchange e) => !e.IsHtml || e.IsRedirect ? []
        : e.Header("Content-Security-Policy").Any() && !e.Header("Content-Security-Policy-Report-Only").Any() && !e.Header("X-Content-Security-Policy").Any() ? []
        : ["missing, only reported, or under an old name"];

    private static IEnumerable<string> PolicyHoles(Exchange e)
    {
        if (!e.IsHtml)
        {
            yield break;
        }

        foreach (var text in e.Header("Content-Security-Policy"))
        {
            var policy = new ContentPolicy(text);
            foreach (var fault in policy.Faults.Concat(policy.Wildcards.Select(static w => $"anything in {w}")))
            {
                yield return fault;
            }

            foreach (var (hole, name) in new[]
            {
                (policy.AllowsInlineScript, "script-src unsafe-inline"),
                (policy.AllowsInlineStyle, "style-src unsafe-inline"),
                (policy.Says("script-src", "'unsafe-hashes'"), "script-src unsafe-hashes"),
                (policy.Says("style-src", "'unsafe-hashes'"), "style-src unsafe-hashes"),
                (policy.Says("script-src", "'unsafe-eval'"), "script-src unsafe-eval"),
            }.Where(static h => h.Item1))
            {
                yield return $"{name} in {text}";
            }
        }

        if (e.Document.QuerySelector("meta[http-equiv='Content-Security-Policy' i]") is { } meta)
        {
            yield return meta.OuterHtml;
        }
    }

    private static IEnumerable<string> Mixed(Exchange e) => e.IsTls
        ? new[] { "src", "background", "classid", "codebase", "data", "icon", "usemap", "action", "formaction" }
            .SelectMany(a => e.Document.QuerySelectorAll($"[{a}^='http:']")).Select(static m => m.OuterHtml)
        : [];

    private static IEnumerable<string> MixedForms(Exchange e) => e.Document.QuerySelectorAll(e.IsTls ? "form[action^='http:']" : "form[action^='https:']").Select(static f => f.OuterHtml);

    private static IEnumerable<string> Forms(Exchange e) => e.Document.QuerySelectorAll("form[method]")
        .Where(static f => !f.GetAttribute("method")!.Equals("get", StringComparison.OrdinalIgnoreCase) && f.QuerySelector("input[name=__RequestVerificationToken]") is null)
        .Select(static f => f.OuterHtml);

    private static IEnumerable<string> Cards(Exchange e)
    {
        if (e.IsStyle || e.IsImage || e.IsLibrary || !e.IsText)
        {
            return [];
        }

        var text = e.IsHtml ? string.Join(' ', e.Document.QuerySelectorAll("body").Select(static b => b.TextContent)) : e.Body;
        return Digits().Matches(text).Select(static m => string.Concat(m.Value.Where(char.IsAsciiDigit))).Where(static d => Card().IsMatch(d) && IsLuhn(d));
    }

    private static bool IsLuhn(string digits) => digits.Reverse().Select(static (c, i) => i % 2 == 0 ? c - '0' : (c - '0') * 2 % 10 + ((c - '0') / 5)).Sum() % 10 == 0;

    private static IEnumerable<string> Timestamps(Exchange e) =>
        (e.IsText && !e.IsLibrary ? UnixTime().Matches(e.Body) : Enumerable.Empty<Match>())
        .Concat(e.Headers.Where(static h => h.Name is not ("ETag" or "Age" or "Cache-Control" or "Strict-Transport-Security")).SelectMany(static h => UnixTime().Matches(h.Value)))
        .Select(static m => m.Value)
        .Where(static t => Math.Abs(long.Parse(t, CultureInfo.InvariantCulture) - DateTimeOffset.UtcNow.ToUnixTimeSeconds()) < 3_653 * 86_400L);

    private static IEnumerable<string> Isolation(Exchange e)
    {
        if (e.Status is < 200 or >= 300)
        {
            yield break;
        }

        var required = e.IsHtml
            ? new[] { ("Cross-Origin-Resource-Policy", "same-origin"), ("Cross-Origin-Opener-Policy", "same-origin"), ("Cross-Origin-Embedder-Policy", "require-corp") }
            : [("Cross-Origin-Resource-Policy", "same-origin")];
        foreach (var (name, value) in required.Where(r => !e.Header(r.Item1).SequenceEqual([r.Item2])))
        {
            yield return $"{name} is not {value}";
        }
    }

    private static IEnumerable<string> Charsets(Exchange e) => e.Type.Split("charset=") is [_, var said] && e.Document.QuerySelector("meta[charset]")?.GetAttribute("charset") is { } meant
        && !said.Equals(meant, StringComparison.OrdinalIgnoreCase) ? [$"{said} and {meant}"] : [];

    private static IEnumerable<string> Errors(Exchange e) => e.Status >= 500 ? [$"{e.Status}"]
        : e.Status == 404 || e.IsScript || e.IsStyle || !e.IsText ? []
        : ApplicationErrors.Where(w => e.Body.Contains(w, StringComparison.Ordinal));

    [GeneratedRegex(@"\b[a-zA-Z0-9._%+-]+@[a-zA-Z0-9.-]+\.[a-zA-Z]{2,4}\b")]
    private static partial Regex EMail();

    [GeneratedRegex(@"\b[0-9]{3}-[0-9]{2}-[0-9]{4}\b")]
    private static partial Regex SocialSecurity();

    [GeneratedRegex(@"^\s*max-age=[1-9][0-9]*(?:;|$)", RegexOptions.IgnoreCase)]
    private static partial Regex MaxAge();

    // Sealed by the server, in base 64: any word of three letters is in it sooner or later.
    [GeneratedRegex(@"^/?Blazor(?:-Server-Component-State)?:")]
    private static partial Regex BlazorState();

    [GeneratedRegex(@"/\*.*?\*/|(?<![:'""`])//[^\n]*", RegexOptions.Singleline)]
    private static partial Regex ScriptComment();

    [GeneratedRegex(@"(?<![\d.])(?>\d{3,}\s?)+(?![.\d])")]
    private static partial Regex Digits();

    [GeneratedRegex(@"^(?:3[47]\d{13}|3(?:0[0-5]|[68]\d)\d{11}|6(?:011|5\d\d)\d{12}|(?:2131|1800|35\d{3})\d{11}|(?:5[1-5]\d\d|222[1-9]|22[3-9]\d|2[3-6]\d\d|27[01]\d|2720)\d{12}|4\d{12}(?:\d{3})?)$")]
    private static partial Regex Card();

    [GeneratedRegex(@"\b(?:1\d|2[0-2])\d{8}\b(?!%)")]
    private static partial Regex UnixTime();
}
