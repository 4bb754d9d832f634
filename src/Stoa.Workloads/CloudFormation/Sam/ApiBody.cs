using Stoa.Language.Documents;

namespace Stoa.Workloads.CloudFormation.Sam;

/// <summary>
/// The description of an interface that nobody wrote: its paths and methods, what answers each, and who may call it. Not byte for byte
/// what the service generates (it has descriptions, models and answers to preflight requests too), but what an architect asks of it.
/// </summary>
internal static class ApiBody
{
    /// <summary>Makes the description from the routes that events bring.</summary>
    public static Node Make(ServerlessExpansion model, ServerlessResource source, string format, string version)
    {
        var nodes = source.Nodes;
        var auth = source["Auth"] as MappingNode;
        var paths = new List<MappingEntry>();
        foreach (var path in model.Routes(source.Id).GroupBy(static r => r.Path))
        {
            var methods = path.Select(r => (
                r.Method is "any" or "*" ? "x-amazon-apigateway-any-method" : r.Method,
                (Node?)nodes.Map(("x-amazon-apigateway-integration", r.Integration), ("security", Security(r, auth, nodes)))));
            paths.Add(new MappingEntry(nodes.Text(path.Key), nodes.Map([.. methods])));
        }

        return nodes.Map(
            (format, nodes.Text(version)),
            ("info", nodes.Map(("title", source["Name"] ?? nodes.Ref("AWS::StackName")), ("version", nodes.Text("1.0")))),
            ("paths", new MappingNode([.. paths], nodes.Span)));
    }

    private static SequenceNode? Security(ApiRoute route, MappingNode? auth, NodeFactory nodes)
    {
        var own = route.Event["Auth"] as MappingNode;
        var authorizer = (own?["Authorizer"] ?? auth?["DefaultAuthorizer"]) as ScalarNode;
        var needed = new List<Node>();
        if (authorizer is { Text: not "NONE" })
        {
            needed.Add(nodes.Map((authorizer.Text, (own?["AuthorizationScopes"] as SequenceNode) ?? nodes.List())));
        }

        if (Intrinsics.IsTrue(own?["ApiKeyRequired"] ?? auth?["ApiKeyRequired"]))
        {
            needed.Add(nodes.Map(("api_key", nodes.List())));
        }

        return needed.Count > 0 ? nodes.List(needed) : null;
    }
}
