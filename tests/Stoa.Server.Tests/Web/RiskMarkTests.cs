using Bunit;
using Stoa.Assessment;
using Stoa.Server.Web.Components;

namespace Stoa.Server.Tests.Web;

public class RiskMarkTests : BunitContext
{
    [Theory]
    [InlineData(Risk.High, "High")]
    [InlineData(Risk.Medium, "Medium")]
    [InlineData(Risk.None, "None")]
    [InlineData(Risk.Unanswered, "Unanswered")]
    [InlineData(Risk.NotApplicable, "Not applicable")]
    public void A_risk_is_a_word_before_it_is_a_colour(Risk risk, string word)
    {
        var mark = Render<RiskMark>(p => p.Add(static m => m.Risk, risk));
        Assert.Equal(word, mark.Find(".risk").TextContent.Trim());
    }

    [Fact]
    public void Every_risk_has_a_shape_of_its_own()
    {
        var shapes = Enum.GetValues<Risk>().Select(risk => Render<RiskMark>(p => p.Add(static m => m.Risk, risk)).Find("svg").InnerHtml.Trim()).ToList();
        Assert.Equal(shapes.Count, shapes.Distinct().Count());
    }

    [Fact]
    public void A_count_is_read_aloud_with_its_word()
    {
        var mark = Render<RiskMark>(static p => p.Add(static m => m.Risk, Risk.High).Add(static m => m.Count, 2));
        Assert.Equal("2 high risks", mark.Find(".unseen").TextContent);
    }
}
