using Stoa.Language.Text;

namespace Stoa.Assessment;

/// <summary>A risk that somebody has decided to live with.</summary>
/// <param name="Practice">A best practice or a whole question, by id.</param>
/// <param name="Reason">Why, in full.</param>
/// <param name="Expires">The last day on which the acceptance holds.</param>
/// <param name="Owner">Who answers for it; null where nobody is named.</param>
/// <param name="Location">Where it is written.</param>
public sealed record AcceptedRisk(string Practice, string Reason, DateOnly Expires, string? Owner, Location? Location);
