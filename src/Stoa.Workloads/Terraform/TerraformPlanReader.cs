using Stoa.Language.Diagnostics;
using Stoa.Language.Documents;
using Stoa.Language.Text;
using Stoa.Language.Values;

namespace Stoa.Workloads.Terraform;

/// <summary>
/// Reads what <c>terraform show -json</c> writes of a plan or a state, and state files themselves (version 4). The resources are those of
/// the files, with fewer unknowns; in a plan, what is unknown still points at what its configuration names.
/// </summary>
public static class TerraformPlanReader
{
    private const int StateVersion = 4;

    /// <summary>Which of the formats a JSON document is, told by its content; null where it is none of them.</summary>
    public static SourceFormat? Detect(Document document) => document.Root switch
    {
        MappingNode root when root.TryGet("format_version", out _) && (root.TryGet("planned_values", out _) || root.TryGet("resource_changes", out _)) =>
            SourceFormat.TerraformPlan,
        MappingNode root when root.TryGet("format_version", out _) && root.TryGet("values", out var values) && values is MappingNode =>
            SourceFormat.TerraformState,
        MappingNode root when root["version"] is ScalarNode && root["terraform_version"] is ScalarNode && root["resources"] is SequenceNode =>
            SourceFormat.TerraformState,
        _ => null,
    };

    /// <summary>Reads a document that <see cref="Detect"/> has recognised.</summary>
    public static TerraformReading Read(Document document)
    {
        var format = Detect(document) ?? SourceFormat.TerraformPlan;
        var unit = new SourceUnit(format, document.Source.Path) { Files = [document.Source.Path] };
        var diagnostics = new List<Diagnostic>(document.Diagnostics);
        if (document.Root is not MappingNode root)
        {
            diagnostics.Add(WorkloadDiagnostics.InvalidPlan("plan", "The file holds no JSON object", new Location(document.Source, default)));
            return new TerraformReading([unit], diagnostics);
        }

        var resources = new List<Resource>();
        if (format == SourceFormat.TerraformPlan)
        {
            ReadPlan(root, document.Source, unit, resources);
        }
        else if (root["values"] is MappingNode values)
        {
            ReadModules(values["root_module"], document.Source, unit, resources, static (_, _) => null);
        }
        else if (root["version"] is ScalarNode { Text: "4" })
        {
            StateFile.Read(root, document.Source, unit, resources);
        }
        else
        {
            diagnostics.Add(WorkloadDiagnostics.InvalidPlan(
                "state", $"Only version {StateVersion} of the format is read", new Location(document.Source, root["version"]!.Span)));
        }

        foreach (var resource in resources)
        {
            Settle(resource);
        }

        unit.Resources = resources;
        return new TerraformReading([unit], diagnostics);
    }

    private static void ReadPlan(MappingNode root, SourceText source, SourceUnit unit, List<Resource> resources)
    {
        var changes = new Dictionary<string, MappingNode>();
        foreach (var change in Items(root["resource_changes"]))
        {
            if (Text(change, "address") is { } address && change["change"] is MappingNode details)
            {
                changes[address] = details;
            }
        }

        var configuration = new PlanConfiguration(root);
        if (root["planned_values"] is MappingNode planned)
        {
            ReadModules(planned["root_module"], source, unit, resources, (address, _) =>
                changes.TryGetValue(address, out var details) ? details["after_unknown"] : null);
        }

        configuration.Apply(resources);
    }

    private static void ReadModules(
        Node? module, SourceText source, SourceUnit unit, List<Resource> resources, Func<string, MappingNode, Node?> unknownOf)
    {
        if (module is not MappingNode mapping)
        {
            return;
        }

        foreach (var resource in Items(mapping["resources"]))
        {
            if (Text(resource, "mode") == "managed" && Text(resource, "address") is { } address && Text(resource, "type") is { } type)
            {
                resources.Add(new Resource
                {
                    Address = address,
                    Type = type,
                    Name = Text(resource, "name") ?? "",
                    Unit = unit,
                    Declaration = new Location(source, resource["address"]!.Span),
                    Attributes = PlanValues.Read(resource["values"], unknownOf(address, resource), resource["sensitive_values"], source),
                });
            }
        }

        // The document's depth is bounded, and with it that of modules.
        foreach (var child in Items(mapping["child_modules"]))
        {
            ReadModules(child, source, unit, resources, unknownOf);
        }
    }

    /// <summary>Region and tags, where the attributes of the resource say them.</summary>
    private static void Settle(Resource resource)
    {
        if (!resource.Type.StartsWith("aws_", StringComparison.Ordinal) || !resource.Attributes.HasValue)
        {
            return;
        }

        if (Known("region") is { } region)
        {
            resource.Region = region;
        }
        else if (Known("arn")?.Split(':') is [_, _, _, { Length: > 0 } fromArn, ..])
        {
            resource.Region = fromArn;
        }

        if (resource.Attributes.TryGet("tags_all", out var tags) && !tags.IsNull)
        {
            resource.Tags = tags;
        }
        else if (resource.Attributes.TryGet("tags", out tags))
        {
            resource.Tags = tags;
        }

        string? Known(string name) =>
            resource.Attributes.TryGet(name, out var value) && value is { HasValue: true, Kind: TypeKind.String } && value.AsString().Length > 0
                ? value.AsString()
                : null;
    }

    internal static IEnumerable<MappingNode> Items(Node? node) => node is SequenceNode sequence ? sequence.Items.OfType<MappingNode>() : [];

    internal static string? Text(MappingNode node, string key) => (node[key] as ScalarNode)?.Text;
}
