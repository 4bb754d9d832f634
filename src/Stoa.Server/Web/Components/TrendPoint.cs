namespace Stoa.Server.Web.Components;

/// <summary>A score at a moment.</summary>
/// <param name="At">When.</param>
/// <param name="Name">What people call the moment: a milestone's name, <c>now</c>.</param>
/// <param name="Score">From 0 to 100; null where nothing was known.</param>
/// <param name="Href">Where it leads; null: nowhere.</param>
public sealed record TrendPoint(DateTimeOffset At, string Name, double? Score, string? Href = null);

/// <summary>A day on which something is to be done.</summary>
/// <param name="Day">The day.</param>
/// <param name="Title">What.</param>
/// <param name="IsLate">Whether it is past.</param>
public sealed record TrendDay(DateOnly Day, string Title, bool IsLate);
