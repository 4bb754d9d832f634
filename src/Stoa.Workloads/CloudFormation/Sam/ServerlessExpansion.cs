using Stoa.Language.Diagnostics;
using Stoa.Language.Documents;

namespace Stoa.Workloads.CloudFormation.Sam;

/// <summary>
/// Writes the resources of the Serverless Application Model out as those that CloudFormation creates for them, with the logical ids that
/// the service gives them. Works on nodes: what comes out is a template like any other and is evaluated as one.
/// </summary>
/// <param name="template">The template.</param>
/// <param name="region">The region, where it is known; it decides the partition of ARNs.</param>
/// <param name="diagnostics">Where complaints go.</param>
/// <param name="parameter">The text of a parameter, where it is known.</param>
internal sealed class ServerlessExpansion(Template template, string? region, DiagnosticBag diagnostics, Func<string, string?> parameter)
{
    private const string Prefix = "AWS::Serverless::";
    private const string ImplicitRestApi = "ServerlessRestApi";
    private const string ImplicitHttpApi = "ServerlessHttpApi";

    private readonly Globals globals = new(template.Globals);
    private readonly Dictionary<string, ServerlessResource> resources = [];
    private readonly Dictionary<string, MappingNode> plain = [];
    private readonly Dictionary<string, List<DraftResource>> drafts = [];
    private readonly Dictionary<string, List<ApiRoute>> routes = [];

    /// <summary>Conditions that the expansion adds.</summary>
    public List<(string Name, Node Condition)> Conditions { get; } = [];

    /// <summary>Names by which people refer to what is made, and the logical ids that they stand for: <c>Function.Alias</c>, a layer.</summary>
    public Dictionary<string, string> Aliases { get; } = [];

    /// <summary>The partition of ARNs that are made here; <c>aws</c> where the region is unknown, as for AWS's own translator.</summary>
    public string Partition { get; } = region switch
    {
        ['c', 'n', '-', ..] => "aws-cn",
        ['u', 's', '-', 'g', 'o', 'v', '-', ..] => "aws-us-gov",
        _ => "aws",
    };

    /// <summary>The resources that deployments of aliases need, made once for all functions.</summary>
    public DeploymentExpansion Deployments { get; } = new();

    /// <summary>Writes a section of resources out.</summary>
    public MappingNode Expand(MappingNode section)
    {
        foreach (var entry in section.Entries)
        {
            if (entry.Value is MappingNode body)
            {
                Register(entry, body);
            }
        }

        var written = resources.Values.ToList();
        AddImplicitApis(written);

        // Events of functions and state machines bring routes to the interfaces, which therefore come last.
        foreach (var resource in resources.Values.OrderBy(static r => r.Type is "Api" or "HttpApi" ? 1 : 0).ToList())
        {
            Expand(resource);
        }

        ExpandConnectors(section);
        var entries = new List<MappingEntry>();
        foreach (var entry in section.Entries)
        {
            var made = drafts.GetValueOrDefault(entry.Key.Text);
            if (made is null || !resources.ContainsKey(entry.Key.Text))
            {
                entries.Add(plain.TryGetValue(entry.Key.Text, out var body) ? new MappingEntry(entry.Key, body) : entry);
            }

            entries.AddRange(made?.Select(static d => d.ToEntry()) ?? []);
        }

        foreach (var implicitApi in new[] { ImplicitRestApi, ImplicitHttpApi })
        {
            if (section[implicitApi] is null && drafts.TryGetValue(implicitApi, out var made))
            {
                entries.AddRange(made.Select(static d => d.ToEntry()));
            }
        }

        entries.AddRange(Deployments.ToDrafts(new NodeFactory(section.Span), Partition).Select(static d => d.ToEntry()));
        return new MappingNode([.. entries], section.Span);
    }

    /// <summary>The text of a node, or of the parameter that it refers to; null where that is unknown.</summary>
    public string? Resolve(Node? node) => node switch
    {
        ScalarNode { Tag: null } scalar => scalar.Text,
        null => null,
        _ => Intrinsic.TryRead(node, out var call) && call is { Name: "Ref", Argument: ScalarNode name } ? parameter(name.Text) : null,
    };

    /// <summary>The node with references to known parameters replaced by their texts.</summary>
    public Node Resolved(Node node)
    {
        switch (node)
        {
            case MappingNode { Tag: null } map when !Intrinsic.TryReadContent(map, out _):
                return new MappingNode([.. map.Entries.Select(e => new MappingEntry(e.Key, Resolved(e.Value)))], map.Span);
            case SequenceNode { Tag: null } list:
                return new SequenceNode([.. list.Items.Select(Resolved)], list.Span);
            default:
                return node is not ScalarNode { Tag: null } && Resolve(node) is { } text ? new ScalarNode(text, ScalarStyle.Plain, node.Span) : node;
        }
    }

    /// <summary>The type of a resource of the model, by logical id; those that nobody wrote (an implicit interface) too.</summary>
    public string? TypeOf(string id) => Find(id) is { } resource ? Prefix + resource.Type : null;

    /// <summary>A resource of the model, by logical id.</summary>
    public ServerlessResource? Find(string id) => resources.GetValueOrDefault(id);

    /// <summary>The body of a resource that is not of the model, which an event is about to change; null where there is none.</summary>
    public MappingNode? Plain(string? id) =>
        id is null ? null
        : plain.TryGetValue(id, out var changed) ? changed
        : template.Resources[id] is MappingNode body && !resources.ContainsKey(id) ? body : null;

    /// <summary>Puts a changed body in the place of the one written.</summary>
    public void Change(string id, MappingNode body) => plain[id] = body;

    /// <summary>Adds a resource that comes from one of the model.</summary>
    public DraftResource Add(ServerlessResource source, DraftResource draft)
    {
        if (!drafts.TryGetValue(source.Id, out var list))
        {
            drafts.Add(source.Id, list = []);
        }

        if (!list.Exists(d => d.Id == draft.Id))
        {
            list.Add(draft);
        }

        return draft;
    }

    /// <summary>A resource that several of the model share: the one made already, or a new one.</summary>
    public DraftResource Shared(ServerlessResource source, string id, string type) =>
        drafts.Values.SelectMany(static d => d).FirstOrDefault(d => d.Id == id) ?? Add(source, source.Draft(id, type));

    /// <summary>The record sets of a hosted zone.</summary>
    public DraftResource RecordSets(ServerlessResource source, string id) => Shared(source, id, "AWS::Route53::RecordSetGroup");

    /// <summary>Adds a route to an interface.</summary>
    public void Add(string api, ApiRoute route)
    {
        if (!routes.TryGetValue(api, out var list))
        {
            routes.Add(api, list = []);
        }

        list.Add(route);
    }

    /// <summary>The routes that events bring to an interface.</summary>
    public IReadOnlyList<ApiRoute> Routes(string api) => routes.TryGetValue(api, out var list) ? list : [];

    private void Register(MappingEntry entry, MappingNode body)
    {
        if (body["Type"] is not ScalarNode { Tag: null } type || !type.Text.StartsWith(Prefix, StringComparison.Ordinal))
        {
            return;
        }

        var kind = type.Text[Prefix.Length..];
        var properties = body["Properties"] as MappingNode ?? new MappingNode([], body.Span);
        resources.TryAdd(
            entry.Key.Text,
            new ServerlessResource(entry.Key.Text, kind, globals.Merge(kind, properties, body["IgnoreGlobals"]), body, new NodeFactory(entry.Key.Span)));
    }

    private void AddImplicitApis(List<ServerlessResource> written)
    {
        foreach (var (id, type, eventType, property) in new[]
        {
            (ImplicitRestApi, "Api", "Api", "RestApiId"),
            (ImplicitHttpApi, "HttpApi", "HttpApi", "ApiId"),
        })
        {
            var users = written.Where(r => UsesImplicit(r, id, eventType, property)).ToList();
            if (users.Count == 0)
            {
                continue;
            }

            var nodes = users[0].Nodes;
            var own = type == "Api" ? nodes.Map(("StageName", nodes.Text("Prod"))) : nodes.Map();

            // It stands as long as one of its functions may; with one condition on all of them it has that.
            var conditions = users.Select(static u => (u.Body["Condition"] as ScalarNode)?.Text).Distinct().ToList();
            Node? condition = null;
            if (!conditions.Contains(null))
            {
                condition = nodes.Text(conditions.Count == 1 ? conditions[0]! : id + "Condition");
                if (conditions.Count > 1)
                {
                    Conditions.Add((id + "Condition", nodes.Map(("Fn::Or", nodes.List(conditions.Select(c => nodes.Map(("Condition", nodes.Text(c!)))))))));
                }
            }

            resources.TryAdd(id, new ServerlessResource(id, type, globals.Merge(type, own, null), nodes.Map(
                ("Condition", condition), ("DeletionPolicy", Strictest(users, "DeletionPolicy")), ("UpdateReplacePolicy", Strictest(users, "UpdateReplacePolicy"))), nodes));
        }
    }

    /// <summary>Of the policies that the users of an implicit interface have, the one that keeps most.</summary>
    private static Node? Strictest(List<ServerlessResource> users, string attribute)
    {
        var policies = users.Select(u => u.Body[attribute]).OfType<ScalarNode>().ToList();
        return policies.Find(static p => p.Text == "Retain") ?? policies.FirstOrDefault();
    }

    private static bool UsesImplicit(ServerlessResource resource, string id, string eventType, string property) =>
        resource.Type is "Function" or "StateMachine"
        && resource["Events"] is MappingNode events
        && events.Entries.Any(e => e.Value is MappingNode map
            && map["Type"] is ScalarNode type && type.Text == eventType
            && (map["Properties"] is not MappingNode properties
                ? eventType == "HttpApi"
                : properties[property] is not { } api || Intrinsics.Target(api) == id));

    private void Expand(ServerlessResource resource)
    {
        switch (resource.Type)
        {
            case "Function":
                new FunctionExpansion(this, resource).Expand();
                break;
            case "Api":
                new RestApiExpansion(this, resource).Expand();
                break;
            case "HttpApi":
                new HttpApiExpansion(this, resource).Expand();
                break;
            case "StateMachine":
                new StateMachineExpansion(this, resource).Expand();
                break;
            case "SimpleTable":
                ExpandTable(resource);
                break;
            case "LayerVersion":
                ExpandLayer(resource);
                break;
            case "Application":
                ExpandApplication(resource);
                break;
            case "Connector":
                break;
            default:
                diagnostics.Add(WorkloadDiagnostics.NotExpanded(resource.Id, Prefix + resource.Type, new Language.Text.Location(template.Source, resource.Nodes.Span)));
                break;
        }
    }

    private void ExpandConnectors(MappingNode section)
    {
        var expansion = new ConnectorExpansion(this, section);
        foreach (var entry in section.Entries)
        {
            if (Find(entry.Key.Text) is { Type: "Connector" } connector)
            {
                expansion.Expand(connector);
            }
            else if (entry.Value is MappingNode body && body["Connectors"] is MappingNode)
            {
                var empty = new MappingNode([], body.Span);
                expansion.ExpandEmbedded(Find(entry.Key.Text) ?? new ServerlessResource(entry.Key.Text, "", empty, body, new NodeFactory(entry.Key.Span)));
            }
        }
    }

    private void ExpandTable(ServerlessResource resource)
    {
        var nodes = resource.Nodes;
        var table = Add(resource, resource.Draft(resource.Id, "AWS::DynamoDB::Table"));
        var key = resource["PrimaryKey"] as MappingNode;
        var name = key?["Name"] ?? nodes.Text("id");
        var type = (key?["Type"] as ScalarNode)?.Text switch { "Number" => "N", "Binary" => "B", _ => "S" };
        table["AttributeDefinitions"] = nodes.List(nodes.Map(("AttributeName", name), ("AttributeType", nodes.Text(type))));
        table["KeySchema"] = nodes.List(nodes.Map(("AttributeName", name), ("KeyType", nodes.Text("HASH"))));
        table["BillingMode"] = resource["ProvisionedThroughput"] is null ? nodes.Text("PAY_PER_REQUEST") : null;
        table.Copy(resource.Properties, "ProvisionedThroughput", "SSESpecification", "TableName", "PointInTimeRecoverySpecification");
        table["Tags"] = resource["Tags"] is null ? null : resource.TagList(null);
    }

    private void ExpandLayer(ServerlessResource resource)
    {
        var nodes = resource.Nodes;
        var resolved = new List<MappingEntry>();
        foreach (var entry in resource.Properties.Entries)
        {
            var isResolved = entry.Key.Text is "LayerName" or "LicenseInfo" or "Description" or "RetentionPolicy";
            resolved.Add(isResolved ? new MappingEntry(entry.Key, Resolved(entry.Value)) : entry);
        }

        // A layer's versions are immutable: its id changes with everything that is said of it.
        var identity = nodes.Map((resource.Id, nodes.Map(
            ("Type", nodes.Text(Prefix + resource.Type)),
            ("DependsOn", resource.Body["DependsOn"]),
            ("Condition", resource.Body["Condition"]),
            ("Properties", new MappingNode([.. resolved], resource.Properties.Span)))));
        var id = resource.Id + LogicalIds.Hash(identity);
        Aliases[resource.Id] = id;
        var layer = Add(resource, resource.Draft(id, "AWS::Lambda::LayerVersion"));
        layer.With("DependsOn", resource.Body["DependsOn"]).With("Metadata", resource.Body["Metadata"]);
        layer["LayerName"] = resource["LayerName"] ?? nodes.Text(resource.Id);
        layer["Content"] = Code(resource["ContentUri"], nodes);
        layer.Copy(resource.Properties, "Description", "CompatibleArchitectures", "CompatibleRuntimes", "LicenseInfo");
        var retention = Resolve(resource["RetentionPolicy"]);
        layer.With("DeletionPolicy", retention is not null
            ? nodes.Text(retention.Equals("delete", StringComparison.OrdinalIgnoreCase) ? "Delete" : "Retain")
            : resource.Body["DeletionPolicy"] ?? nodes.Text("Retain"));
    }

    private void ExpandApplication(ServerlessResource resource)
    {
        var nodes = resource.Nodes;
        var stack = Add(resource, resource.Draft(resource.Id, Stack.NestedStackType));
        stack["TemplateURL"] = resource["Location"] as ScalarNode;
        stack.Copy(resource.Properties, "Parameters", "NotificationARNs", "TimeoutInMinutes");
        var tags = new List<Node>(resource.TagList("lambda:createdBy").Items);
        if (resource["Location"] is MappingNode location)
        {
            tags.AddRange(new[] { ("serverlessrepo:applicationId", "ApplicationId"), ("serverlessrepo:semanticVersion", "SemanticVersion") }
                .Where(t => location[t.Item2] is not null)
                .Select(t => nodes.Map(("Key", nodes.Text(t.Item1)), ("Value", location[t.Item2]))));
        }

        stack["Tags"] = nodes.List(tags);
    }

    /// <summary>Where code or content lies: <c>s3://bucket/key</c>, or a mapping; a local path that is yet to be packaged stays as it is.</summary>
    public static Node? Code(Node? location, NodeFactory nodes)
    {
        if (location is MappingNode map && map["Bucket"] is { } bucket)
        {
            return nodes.Map(("S3Bucket", bucket), ("S3Key", map["Key"]), ("S3ObjectVersion", map["Version"]));
        }

        if (location is not ScalarNode { Tag: null } text)
        {
            return location is null ? null : nodes.Map(("S3Key", location));
        }

        const string Scheme = "s3://";
        var slash = text.Text.StartsWith(Scheme, StringComparison.Ordinal) ? text.Text.IndexOf('/', Scheme.Length) : -1;
        if (slash < 0)
        {
            return nodes.Map(("S3Key", text));
        }

        var key = text.Text[(slash + 1)..].Split("?versionId=", 2);
        return nodes.Map(
            ("S3Bucket", nodes.Text(text.Text[Scheme.Length..slash])),
            ("S3Key", nodes.Text(key[0])),
            ("S3ObjectVersion", key.Length > 1 ? nodes.Text(key[1]) : null));
    }
}
