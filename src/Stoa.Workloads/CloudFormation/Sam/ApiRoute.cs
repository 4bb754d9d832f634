using Stoa.Language.Documents;

namespace Stoa.Workloads.CloudFormation.Sam;

/// <summary>A path and method of an interface, brought by an event.</summary>
/// <param name="Path">The path.</param>
/// <param name="Method">The method in lower case; <c>any</c> for all.</param>
/// <param name="Integration">What answers.</param>
/// <param name="Event">The event's properties.</param>
internal sealed record ApiRoute(string Path, string Method, Node Integration, MappingNode Event);
