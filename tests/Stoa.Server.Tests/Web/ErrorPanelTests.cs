using Bunit;
using Stoa.Reviews;
using Stoa.Server.Web.Components;

namespace Stoa.Server.Tests.Web;

public class ErrorPanelTests : BunitContext
{
    [Fact]
    public void A_conflict_names_who_was_faster_and_offers_to_read_again()
    {
        var reloads = 0;
        var panel = Render<ErrorPanel>(p => p
            .Add(static e => e.Exception, new ConflictException("[Conflict] Bo changed it meanwhile. Read it again and repeat your change.", "IMPROVEMENT", "1"))
            .Add(static e => e.OnReload, () => reloads++));
        Assert.Equal("Bo changed it meanwhile. Read it again and repeat your change.", panel.Find("p").TextContent);
        panel.Find("button").Click();
        Assert.Equal(1, reloads);
    }

    [Fact]
    public void A_refusal_of_fields_lists_them_and_no_refusal_shows_nothing()
    {
        var panel = Render<ErrorPanel>(static p => p.Add(static e => e.Exception, new InvalidException("[Validation] No.", ("Owner", "at most 100 characters"))));
        Assert.Equal("Owner: at most 100 characters", panel.Find("li").TextContent);
        Assert.Equal("", Render<ErrorPanel>(static p => p.Add(static e => e.Exception, null)).Markup.Trim());
    }
}
