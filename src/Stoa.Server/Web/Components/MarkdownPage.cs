using Markdig;
using Markdig.Renderers.Html;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;
using Microsoft.AspNetCore.Components;

namespace Stoa.Server.Web.Components;

/// <summary>
/// Markdown that people wrote, as HTML that can do nothing: tags stand there as text, addresses lead only to web pages, mail and places
/// inside this application, pictures become links to them, and no attribute can be set.
/// </summary>
public static class MarkdownPage
{
    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder()
        .DisableHtml()
        .UsePipeTables()
        .UseTaskLists()
        .UseEmphasisExtras(Markdig.Extensions.EmphasisExtras.EmphasisExtraOptions.Strikethrough)
        .UseAutoLinks()
        .Build();

    /// <summary>Renders a text.</summary>
    /// <param name="markdown">The text.</param>
    /// <param name="headings">How far headings move down, since a page has a first one of its own.</param>
    /// <param name="resolve">Where a relative address leads; null, or a null answer: nowhere, and its words stay.</param>
    public static MarkupString Render(string markdown, int headings = 1, Func<string, string?>? resolve = null)
    {
        var document = Markdown.Parse(markdown, Pipeline);
        foreach (var heading in document.Descendants<HeadingBlock>())
        {
            heading.Level = Math.Min(6, heading.Level + headings);
        }

        // What is replaced is taken out of the tree that is being walked.
        foreach (var link in document.Descendants<LinkInline>().ToList())
        {
            var address = link.GetDynamicUrl?.Invoke() ?? link.Url;
            link.GetDynamicUrl = null;
            link.IsImage = false;
            if (AddressOf(address, resolve) is { } known)
            {
                link.Url = known;
                if (!link.Any())
                {
                    link.AppendChild(new LiteralInline(known));
                }

                Guard(link, known);
            }
            else
            {
                Unwrap(link);
            }
        }

        foreach (var link in document.Descendants<AutolinkInline>().ToList())
        {
            if (link.IsEmail || AddressOf(link.Url, null) is not null)
            {
                Guard(link, link.Url);
            }
            else
            {
                link.ReplaceBy(new LiteralInline(link.Url));
            }
        }

        return new MarkupString(document.ToHtml(Pipeline));
    }

    /// <summary>The address as it may stand in a page; null where it may not.</summary>
    public static string? AddressOf(string? address, Func<string, string?>? resolve = null)
    {
        if (string.IsNullOrWhiteSpace(address) || address.Any(static c => char.IsControl(c) || c == '\\'))
        {
            return null;
        }

        if (Uri.TryCreate(address, UriKind.Absolute, out var absolute) && !address.StartsWith('/'))
        {
            return absolute.Scheme is "http" or "https" or "mailto" ? address : null;
        }

        // Without a scheme of its own, but with something a browser might take for one.
        return address.AsSpan().IndexOf(':') is var colon and >= 0 && address.AsSpan(0, colon).IndexOfAny("/?#") < 0 ? null : resolve?.Invoke(address);
    }

    private static void Guard(MarkdownObject link, string address)
    {
        if (address.Contains(':'))
        {
            link.GetAttributes().AddProperty("rel", "noopener noreferrer nofollow");
        }
    }

    private static void Unwrap(LinkInline link)
    {
        var before = (Inline)link;
        foreach (var child in link.ToList())
        {
            child.Remove();
            before.InsertAfter(child);
            before = child;
        }

        link.Remove();
    }
}
