using Stoa.Language.Documents;
using Stoa.Language.Text;

namespace Stoa.Workloads.Terraform;

/// <summary>A state file (<c>terraform.tfstate</c>), version 4.</summary>
internal static class StateFile
{
    public static void Read(MappingNode root, SourceText source, SourceUnit unit, List<Resource> resources)
    {
        foreach (var resource in TerraformPlanReader.Items(root["resources"]))
        {
            if (TerraformPlanReader.Text(resource, "mode") != "managed" || TerraformPlanReader.Text(resource, "type") is not { } type
                || TerraformPlanReader.Text(resource, "name") is not { } name)
            {
                continue;
            }

            var module = TerraformPlanReader.Text(resource, "module");
            var address = module is null ? $"{type}.{name}" : $"{module}.{type}.{name}";
            foreach (var instance in TerraformPlanReader.Items(resource["instances"]))
            {
                resources.Add(new Resource
                {
                    Address = address + Key(instance["index_key"] as ScalarNode),
                    Type = type,
                    Name = name,
                    Unit = unit,
                    Declaration = new Location(source, resource["name"]!.Span),
                    Attributes = PlanValues.Read(instance["attributes"], null, null, source),
                });
            }
        }
    }

    private static string Key(ScalarNode? key) =>
        key is null || key.IsNull ? "" : key.IsPlain ? $"[{key.Text}]" : InstanceKeys.Bracketed(key.Text);
}
