namespace Stoa.Reviews.Decisions;

/// <summary>The headings that mean something in a decision.</summary>
internal enum DecisionHeading
{
    Other,
    Status,
    Date,
    Makers,
    Context,
    MadrContext,
    Drivers,
    Options,
    Outcome,
    MadrOutcome,
    Consequences,
    Positive,
    Negative,
    Confirmation,
    ProsAndCons,
    MoreInformation,
    Links,
}

/// <summary>Finds what a heading means, in the wordings in use.</summary>
internal static class DecisionHeadings
{
    /// <summary>What a heading means.</summary>
    public static DecisionHeading Of(string heading)
    {
        var comment = heading.IndexOf("<!--", StringComparison.Ordinal);
        var words = (comment < 0 ? heading : heading[..comment]).Trim(' ', '\t', '#', ':', '*');
        return words.ToLowerInvariant() switch
        {
            "status" => DecisionHeading.Status,
            "date" => DecisionHeading.Date,
            "deciders" or "decision makers" or "decision-makers" => DecisionHeading.Makers,
            "context" => DecisionHeading.Context,
            "context and problem statement" => DecisionHeading.MadrContext,
            "decision drivers" => DecisionHeading.Drivers,
            "considered options" or "considered alternatives" or "options considered" => DecisionHeading.Options,
            "decision" => DecisionHeading.Outcome,
            "decision outcome" => DecisionHeading.MadrOutcome,
            "consequences" => DecisionHeading.Consequences,
            "positive consequences" => DecisionHeading.Positive,
            "negative consequences" => DecisionHeading.Negative,
            "confirmation" or "validation" => DecisionHeading.Confirmation,
            "pros and cons of the options" or "pros and cons of the alternatives" => DecisionHeading.ProsAndCons,
            "more information" => DecisionHeading.MoreInformation,
            "links" => DecisionHeading.Links,
            _ => DecisionHeading.Other,
        };
    }

    /// <summary>Whether it heads a section, not a part of one.</summary>
    public static bool IsSection(DecisionHeading heading) =>
        heading is not (DecisionHeading.Other or DecisionHeading.Positive or DecisionHeading.Negative or DecisionHeading.Confirmation);

    /// <summary>Whether it heads a part of the outcome.</summary>
    public static bool IsPartOfOutcome(string heading) =>
        Of(heading) is DecisionHeading.Consequences or DecisionHeading.Confirmation or DecisionHeading.Positive or DecisionHeading.Negative;
}
