using Stoa.Server.Web.Components;

namespace Stoa.Server.Tests.Web;

public sealed class MarkdownPageTests
{
    [Theory]
    [InlineData("<script>alert(1)</script>", "<script")]
    [InlineData("<img src=x onerror=alert(1)>", "<img")]
    [InlineData("a <b onclick=alert(1)>b</b>", "<b ")]
    [InlineData("[x](javascript:alert(1))", "javascript")]
    [InlineData("[x](JaVaScRiPt:alert(1))", "href")]
    [InlineData("[x](java&#10;script:alert(1))", "href")]
    [InlineData("[x](&#106;avascript:alert(1))", "href")]
    [InlineData("[x](data:text/html,<script>alert(1)</script>)", "href")]
    [InlineData("[x](vbscript:x)", "href")]
    [InlineData("[x](//evil.example/x)", "href")]
    [InlineData("[x](\\\\evil.example)", "href")]
    [InlineData("<javascript:alert(1)>", "href")]
    [InlineData("[x][1]\n\n[1]: javascript:alert(1)", "href")]
    [InlineData("![x](javascript:alert(1))", "src")]
    [InlineData("![x](https://evil.example/pixel.png)", "<img")]
    [InlineData("# x {onclick=alert(1)}", "<h2 onclick")]
    [InlineData("x {style=position:fixed}", "style=\"")]
    public void Markdown_cannot_inject(string markdown, string never)
    {
        Assert.DoesNotContain(never, MarkdownPage.Render(markdown).Value, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void A_link_to_the_web_says_nothing_of_where_it_came_from()
    {
        var html = MarkdownPage.Render("[the incident](https://example.com/1?a=b&c)").Value;

        Assert.Contains("<a href=\"https://example.com/1?a=b&amp;c\" rel=\"noopener noreferrer nofollow\">the incident</a>", html);
    }

    [Fact]
    public void A_relative_link_leads_where_the_page_says()
    {
        var html = MarkdownPage.Render("[one](0001-one.md), [two](0002-two.md)", resolve: address => address == "0001-one.md" ? "/decisions/1" : null).Value;

        Assert.Contains("<a href=\"/decisions/1\">one</a>", html);
        Assert.Contains(", two", html);
        Assert.DoesNotContain("0002", html);
    }

    [Fact]
    public void Words_of_a_link_that_may_not_be_stay()
    {
        Assert.Contains("a <em>fine</em> thing", MarkdownPage.Render("a [*fine* thing](javascript:x)").Value);
    }

    [Fact]
    public void Headings_stand_below_that_of_the_page()
    {
        var html = MarkdownPage.Render("# One\n\n###### Six", headings: 2).Value;

        Assert.Contains("<h3>One</h3>", html);
        Assert.Contains("<h6>Six</h6>", html);
    }
}
