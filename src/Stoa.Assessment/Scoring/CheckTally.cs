using Stoa.Language.Text;

namespace Stoa.Assessment.Scoring;

/// <summary>What a check said, in numbers.</summary>
/// <param name="Check">The check.</param>
/// <param name="Passed">Resources that pass.</param>
/// <param name="Failed">Resources that fail, the suppressed ones left out.</param>
/// <param name="Undecided">Resources of which nobody can say, the suppressed ones left out.</param>
/// <param name="Suppressed">Resources of which somebody asked not to hear.</param>
/// <param name="Location">The first that fails, else the first undecided, else the first that passes.</param>
public sealed record CheckTally(Check Check, int Passed, int Failed, int Undecided, int Suppressed, Location? Location);
