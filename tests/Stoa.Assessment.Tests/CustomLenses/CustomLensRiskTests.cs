using Stoa.Assessment.CustomLenses;

namespace Stoa.Assessment.Tests.CustomLenses;

public class CustomLensRiskTests
{
    private static LensQuestion Keys => SmallLens.Lens(SmallLens.Text).Question("keys")!;

    [Theory]
    [InlineData("", "", Risk.Unanswered)]
    [InlineData("", "rotated vault", Risk.Unanswered)]
    [InlineData("gone_since_the_last_version", "", Risk.Unanswered)]
    [InlineData("rotated vault", "", Risk.None)]
    [InlineData("rotated", "", Risk.Medium)]
    [InlineData("vault gone", "", Risk.Medium)]
    [InlineData("keys_no", "", Risk.High)]
    [InlineData("rotated", "vault", Risk.None)]
    [InlineData("rotated", "keys_no", Risk.Medium)]
    [InlineData("rotated", "vault_of_another_question", Risk.Medium)]
    public void The_first_rule_that_holds_decides_and_what_does_not_apply_counts_as_met(string selected, string notApplicable, Risk risk) =>
        Assert.Equal(risk, CustomLensRisk.Of(Keys, Words(selected), Words(notApplicable)));

    [Fact]
    public void The_rule_that_decided_can_be_shown()
    {
        Assert.Equal("(rotated || vault) && !keys_no", CustomLensRisk.DecidingRule(Keys, ["vault"], [])!.Condition);
        Assert.True(CustomLensRisk.DecidingRule(Keys, ["keys_no"], [])!.IsDefault);
        Assert.Null(CustomLensRisk.DecidingRule(Keys, [], []));
    }

    [Fact]
    public void Where_no_rule_holds_and_none_is_the_default_the_risk_is_high()
    {
        var question = Keys with { RiskRules = [new RiskRule("rotated && vault", Risk.None)] };
        Assert.Equal(Risk.None, CustomLensRisk.Of(question, ["rotated", "vault"], []));
        Assert.Equal(Risk.High, CustomLensRisk.Of(question, ["rotated"], []));
        Assert.Equal(Risk.High, CustomLensRisk.Of(question with { RiskRules = [] }, ["rotated"], []));
    }

    [Fact]
    public void A_rule_that_cannot_be_read_is_not_taken_for_safe()
    {
        var question = Keys with { RiskRules = [new RiskRule("rotated", Risk.Medium), new RiskRule("vault &", Risk.Medium), new RiskRule("default", Risk.None)] };
        Assert.Equal(Risk.Medium, CustomLensRisk.Of(question, ["rotated"], []));
        Assert.Equal(Risk.High, CustomLensRisk.Of(question, ["vault"], []));
    }

    private static string[] Words(string text) => text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
