namespace Stoa.Server.Tests.Access.Baseline;

/// <summary>A rule of OWASP ZAP's passive scan, by the condition under which ZAP raises its alert at the usual threshold, or a stricter one.</summary>
/// <param name="Id">Its number there.</param>
/// <param name="Name">What it looks at.</param>
/// <param name="Complaints">What is wrong with an exchange; nothing where it is in order.</param>
/// <param name="Example">An exchange that it complains about.</param>
public sealed record PassiveRule(int Id, string Name, Func<Exchange, IEnumerable<string>> Complaints, Exchange Example);
