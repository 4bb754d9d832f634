using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.AspNetCore.StaticAssets;
using Stoa.Server.Tests.Hosting;

namespace Stoa.Server.Tests.Access.Baseline;

/// <summary>Walks from page to page by what they link to, as a scanner's spider does: of each kind of page a few.</summary>
public sealed class Crawler(TestServer server, Visitor visitor)
{
    private const int OfEachKind = 2;

    // What the routes say in words; everything else in an address is somebody's id.
    private readonly HashSet<string> words = [.. Routes(server)
        .SelectMany(static r => r.RoutePattern.PathSegments.SelectMany(static s => s.Parts).OfType<RoutePatternLiteralPart>().SelectMany(static p => p.Content.Split('/')))];

    private readonly HashSet<string> known = [];
    private readonly Dictionary<string, int> kinds = [];
    private readonly Queue<string> waiting = new();
    private readonly List<Exchange> exchanges = [];

    /// <summary>Opens the start and all that it leads to, then what else the routes offer, then what is asked for besides.</summary>
    /// <param name="values">Of parameters in routes; what needs another is opened only where a link leads to it.</param>
    /// <param name="more">More addresses.</param>
    public async Task<IReadOnlyList<Exchange>> WalkAsync(IReadOnlyDictionary<string, string> values, params IEnumerable<string> more)
    {
        Meet("/");
        await FollowAsync();
        foreach (var pattern in Routes(server).Where(static r => IsRead(r)).Select(static r => r.RoutePattern).Where(p => p.Parameters.All(v => values.ContainsKey(v.Name))))
        {
            Meet("/" + string.Join('/', pattern.PathSegments.Select(s => string.Concat(s.Parts.Select(p => p is RoutePatternLiteralPart literal
                ? literal.Content
                : values[((RoutePatternParameterPart)p).Name])))));
        }

        foreach (var path in more)
        {
            Meet(path);
        }

        await FollowAsync();
        return exchanges;
    }

    /// <summary>Notes an exchange that no link leads to.</summary>
    public async Task AddAsync(HttpResponseMessage answer)
    {
        var exchange = await Exchange.ReadAsync(answer);
        exchanges.Add(exchange);
        IEnumerable<string?> links = exchange.Header("Location");
        if (exchange.IsHtml)
        {
            links = links.Concat(exchange.Document.QuerySelectorAll("[href]").Select(static e => e.GetAttribute("href")))
                .Concat(exchange.Document.QuerySelectorAll("[src]").Select(static e => e.GetAttribute("src")))
                .Concat(exchange.Document.QuerySelectorAll("form:not([method=post])").Select(static e => e.GetAttribute("action")));
        }

        // Every page has its base at the root.
        foreach (var link in links.OfType<string>())
        {
            if (Uri.TryCreate(server.Address, link, out var address) && address.Authority == server.Address.Authority && address.Scheme == server.Address.Scheme)
            {
                Meet(address.PathAndQuery);
            }
        }
    }

    private async Task FollowAsync()
    {
        while (waiting.TryDequeue(out var path))
        {
            using var answer = await visitor.GetAsync(path);
            await AddAsync(answer);
        }
    }

    private void Meet(string path)
    {
        if (!known.Add(path))
        {
            return;
        }

        var parts = path.Split('?', 2);
        var kind = string.Join('/', parts[0].Split('/').Select(s => words.Contains(s) ? s : "*"))
            + "?" + string.Join('&', parts.ElementAtOrDefault(1)?.Split('&').Select(static p => p.Split('=')[0]) ?? []);
        var met = kinds.GetValueOrDefault(kind);
        if (met < OfEachKind)
        {
            kinds[kind] = met + 1;
            waiting.Enqueue(path);
        }
    }

    private static IEnumerable<RouteEndpoint> Routes(TestServer server) => server.Service<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>();

    // The socket of a page is not a page; files are found by what pages load.
    private static bool IsRead(RouteEndpoint route) => route.RoutePattern.RawText?.Contains("_blazor", StringComparison.Ordinal) == false
        && route.Metadata.GetMetadata<StaticAssetDescriptor>() is null
        && route.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods.Contains("GET") != false;
}
