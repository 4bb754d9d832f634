using Stoa.Language.Diagnostics;
using Stoa.Language.Documents;

namespace Stoa.Workloads.CloudFormation.Sam;

internal sealed class ServerlessExpansion(Template template, string? region, DiagnosticBag diagnostics, Func<string, string?> parameter)
{
    public IReadOnlyList<(string Name, Node Condition)> Conditions => [];
    public MappingNode Expand(MappingNode resources) { _ = template; _ = region; _ = diagnostics; _ = parameter; return resources; }
}
