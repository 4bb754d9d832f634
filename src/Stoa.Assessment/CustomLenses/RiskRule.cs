namespace Stoa.Assessment.CustomLenses;

/// <summary>What an answer means where a condition holds.</summary>
public sealed record RiskRule : LensPart
{
    /// <summary>A rule.</summary>
    /// <param name="condition">The condition as written.</param>
    /// <param name="risk"><see cref="Assessment.Risk.High"/>, <see cref="Assessment.Risk.Medium"/> or <see cref="Assessment.Risk.None"/>.</param>
    public RiskRule(string condition, Risk risk)
    {
        Condition = condition;
        Risk = risk;
    }

    /// <summary>The condition as written: <c>encrypted &amp;&amp; (backed_up || replicated)</c>, or <c>default</c>.</summary>
    public string Condition
    {
        get;
        init
        {
            field = value;
            Expression = RiskRuleExpression.TryParse(value, out var expression, out _) ? expression : null;
        }
    }

    /// <summary>The risk where it holds: high, medium or none.</summary>
    public Risk Risk { get; init; }

    /// <summary>The condition, parsed; null where it cannot be (only in lenses read leniently).</summary>
    public RiskRuleExpression? Expression { get; private init; }

    /// <summary>Whether it holds for every answer.</summary>
    public bool IsDefault => Expression is { IsDefault: true };
}
