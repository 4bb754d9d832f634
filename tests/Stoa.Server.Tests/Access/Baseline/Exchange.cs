using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;

namespace Stoa.Server.Tests.Access.Baseline;

/// <summary>One request and what was answered: all that a passive scanner sees.</summary>
public sealed class Exchange(string method, Uri address, int status, IReadOnlyList<(string Name, string Value)> headers, string body)
{
    private IHtmlDocument? document;

    public string Method => method;

    public Uri Address => address;

    public int Status => status;

    public string Body => body;

    public IReadOnlyList<(string Name, string Value)> Headers => headers;

    public string Type => Header("Content-Type").FirstOrDefault() ?? "";

    public bool IsTls => address.Scheme == Uri.UriSchemeHttps;

    public bool IsRedirect => status is >= 300 and < 400;

    public bool IsError => status >= 400;

    public bool IsHtml => Type.Contains("html", StringComparison.OrdinalIgnoreCase);

    public bool IsScript => Type.Contains("javascript", StringComparison.OrdinalIgnoreCase);

    public bool IsStyle => Type.Contains("css", StringComparison.OrdinalIgnoreCase);

    public bool IsImage => Type.StartsWith("image/", StringComparison.OrdinalIgnoreCase);

    public bool IsText => IsHtml || IsScript || Type.StartsWith("text/", StringComparison.OrdinalIgnoreCase)
        || Type.Contains("json", StringComparison.OrdinalIgnoreCase) || Type.Contains("xml", StringComparison.OrdinalIgnoreCase);

    /// <summary>What others wrote and we only pass on: the libraries' scripts.</summary>
    public bool IsLibrary => IsScript && !address.AbsolutePath.StartsWith("/js/", StringComparison.Ordinal);

    public IHtmlDocument Document => document ??= new HtmlParser().ParseDocument(IsHtml ? body : "");

    public IEnumerable<string> Header(string name) => headers.Where(h => h.Name.Equals(name, StringComparison.OrdinalIgnoreCase)).Select(static h => h.Value);

    /// <summary>An answer as a rule's example has it: a page over https.</summary>
    public static Exchange Of(string body, params (string Name, string Value)[] headers) => Of(200, "https://stoa.example/", body, headers);

    /// <summary>Such an answer with a status, and to an address.</summary>
    public static Exchange Of(int status, string address, string body, params (string Name, string Value)[] headers) => new(
        "GET", new Uri(address), status, headers.Any(static h => h.Name == "Content-Type") ? headers : [.. headers, ("Content-Type", "text/html; charset=utf-8")], body);

    public static async Task<Exchange> ReadAsync(HttpResponseMessage answer)
    {
        // One line for each value of a header that came as several.
        var lines = answer.Headers.Concat(answer.Content.Headers).SelectMany(static h => h.Key == "Set-Cookie"
            ? h.Value.Select(v => (h.Key, v))
            : [(h.Key, string.Join(", ", h.Value))]);
        return new(
            answer.RequestMessage!.Method.Method,
            answer.RequestMessage.RequestUri!,
            (int)answer.StatusCode,
            [.. lines],
            await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }
}
