using Stoa.Language.Text;

namespace Stoa.Workloads;

/// <summary>A wish, written beside a resource, not to be told of one check's failure.</summary>
/// <param name="Check">The check as written: an id of ours (<c>aws/rds/instance-multi-az</c>) or of another tool (<c>CKV_AWS_157</c>).</param>
/// <param name="Reason">Why, in its author's words; null where none is given.</param>
/// <param name="Expires">The last day on which it holds; null: for ever.</param>
/// <param name="Location">The comment or metadata entry.</param>
public sealed record Suppression(string Check, string? Reason, DateOnly? Expires, Location Location);
