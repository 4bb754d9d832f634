namespace Stoa.Server.Web.Components;

/// <summary>A score at a moment.</summary>
/// <param name="At">When.</param>
/// <param name="Name">What people call the moment: a milestone's name, <c>now</c>.</param>
/// <param name="Score">From 0 to 100; null where nothing was known.</param>
public sealed record TrendPoint(DateTimeOffset At, string Name, double? Score);
