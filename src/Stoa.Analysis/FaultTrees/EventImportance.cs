namespace Stoa.Analysis.FaultTrees;

/// <summary>What one basic event matters to the top event. Q is the top's probability, q the event's.</summary>
/// <param name="Event">Which.</param>
/// <param name="Top">Q.</param>
/// <param name="Birnbaum">
/// ∂Q/∂q: how much more likely the top is if the event certainly holds than if it certainly does not. −1 to 1; negative only where a
/// tree with opposites makes the event useful.
/// </param>
public readonly record struct EventImportance(BasicEvent Event, double Top, double Birnbaum)
{
    /// <summary>Q if the event certainly holds.</summary>
    public double TopIfHeld => Math.Clamp(Top + ((1 - Event.Probability) * Birnbaum), 0, 1);

    /// <summary>Q if the event certainly does not hold.</summary>
    public double TopIfNever => Math.Clamp(Top - (Event.Probability * Birnbaum), 0, 1);

    /// <summary>
    /// Birnbaum · q / Q: the chance that the event is what tips the top. For independent events it equals <see cref="FussellVesely"/>.
    /// NaN where the top never holds.
    /// </summary>
    public double Criticality => Event.Probability * Birnbaum / Top;

    /// <summary>
    /// (Q − Q without the event) / Q: the share of the top's probability that goes away if the event never happens, the form in use in
    /// risk assessment. NaN where the top never holds.
    /// </summary>
    public double FussellVesely => Criticality;

    /// <summary>The chance that the event holds when the top does, which is where a diagnosis begins. NaN where the top never holds.</summary>
    public double Diagnostic => Event.Probability * TopIfHeld / Top;

    /// <summary>How many times more likely the top becomes if the event certainly holds (RAW). NaN where the top never holds.</summary>
    public double RiskAchievementWorth => TopIfHeld / Top;

    /// <summary>
    /// How many times less likely the top becomes if the event never happens (RRW); infinite where it then never holds. NaN where it
    /// never holds anyway.
    /// </summary>
    public double RiskReductionWorth => Top / TopIfNever;
}
