namespace Stoa.Server.Tests.Access.Baseline;

/// <summary>A Content-Security-Policy, asked what it lets through.</summary>
public sealed class ContentPolicy
{
    private static readonly HashSet<string> Lists = new(
        [
            "default-src", "script-src", "script-src-elem", "script-src-attr", "style-src", "style-src-elem", "style-src-attr", "img-src", "connect-src", "frame-src",
            "child-src", "font-src", "media-src", "object-src", "manifest-src", "worker-src", "form-action", "frame-ancestors", "base-uri",
        ], StringComparer.Ordinal);

    private static readonly HashSet<string> Others = new(["sandbox", "report-to", "upgrade-insecure-requests"], StringComparer.Ordinal);

    private static readonly HashSet<string> Keywords = new(
        ["'self'", "'none'", "'unsafe-inline'", "'unsafe-eval'", "'unsafe-hashes'", "'strict-dynamic'", "'report-sample'", "'wasm-unsafe-eval'"], StringComparer.Ordinal);

    private readonly Dictionary<string, string[]> directives = new(StringComparer.Ordinal);
    private readonly List<string> faults = [];

    public ContentPolicy(string text)
    {
        foreach (var directive in text.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var words = directive.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            var name = words[0].ToLowerInvariant();
            if (!Lists.Contains(name) && !Others.Contains(name))
            {
                faults.Add($"unknown directive {name}");
            }

            if (!directives.TryAdd(name, words[1..]))
            {
                faults.Add($"{name} stands twice");
            }

            if (Lists.Contains(name))
            {
                Judge(name, words[1..]);
            }
        }
    }

    /// <summary>What a parser would complain about.</summary>
    public IReadOnlyList<string> Faults => faults;

    /// <summary>The directives by which anybody's host may be loaded from, sent to or framed by.</summary>
    public IEnumerable<string> Wildcards =>
        new[]
        {
            Open("script-src", "script-src-elem", "script-src", "default-src"),
            Open("style-src", "style-src-elem", "style-src", "default-src"),
            Open("img-src", "img-src", "default-src"),
            Open("connect-src", "connect-src", "default-src"),
            Open("frame-src", "frame-src", "child-src", "default-src"),
            Open("font-src", "font-src", "default-src"),
            Open("media-src", "media-src", "default-src"),
            Open("object-src", "object-src", "default-src"),
            Open("manifest-src", "manifest-src", "default-src"),
            Open("worker-src", "worker-src", "child-src", "script-src", "default-src"),
            Open("form-action", "form-action"),
            Open("frame-ancestors", "frame-ancestors"),
        }.OfType<string>();

    /// <summary>Whether script elements that anybody writes into a page run.</summary>
    public bool AllowsInlineScript => AllowsInline("script-src-elem", "script-src", "default-src");

    /// <summary>Whether style elements that anybody writes into a page count.</summary>
    public bool AllowsInlineStyle => AllowsInline("style-src-elem", "style-src", "default-src");

    /// <summary>Whether a directive holds a keyword.</summary>
    public bool Says(string directive, string keyword) => directives.TryGetValue(directive, out var sources) && sources.Contains(keyword);

    private string[]? Governing(params string[] names) => names.Select(directives.GetValueOrDefault).FirstOrDefault(static d => d is not null);

    private string? Open(string kind, params string[] names) => Governing(names) is not { } sources || sources.Any(static s => s is "*" or "http:" or "https:") ? kind : null;

    // A nonce or a hash switches 'unsafe-inline' off.
    private bool AllowsInline(params string[] names) => Governing(names) is not { } sources
        || (sources.Contains("'unsafe-inline'") && !sources.Contains("'strict-dynamic'") && !sources.Any(IsNonceOrHash));

    private void Judge(string name, string[] sources)
    {
        if (sources.Length == 0)
        {
            faults.Add($"{name} is empty");
        }

        if (sources.Contains("'none'") && sources.Length > 1)
        {
            faults.Add($"{name} holds more than 'none'");
        }

        if (sources.Distinct().Count() < sources.Length)
        {
            faults.Add($"{name} says something twice");
        }

        faults.AddRange(sources.Where(static s => s.StartsWith('\'') && !Keywords.Contains(s) && !IsNonceOrHash(s)).Select(s => $"{name} holds {s}"));
    }

    private static bool IsNonceOrHash(string source) => source.StartsWith("'nonce-", StringComparison.Ordinal) || source.StartsWith("'sha", StringComparison.Ordinal);
}
