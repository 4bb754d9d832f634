using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using Stoa.Language.Diagnostics;
using Stoa.Language.Text;
using Stoa.Language.Values;
using Stoa.Workloads.Terraform;

namespace Stoa.Workloads.Tests.Terraform;

/// <summary>
/// Module trees and what Terraform itself plans for them (tools/terraform-plans.mjs): every address, known value, unknown and sensitive
/// part has to be the same.
/// </summary>
public sealed class PlanTests
{
    public static TheoryData<string> Trees =>
        [.. Directory.GetDirectories(Folder()).Select(static d => Path.GetFileName(d)!).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Trees))]
    public void A_tree_expands_as_terraform_plan_says(string name)
    {
        var tree = Load(Path.Combine(Folder(), name));
        var expected = JsonNode.Parse(File.ReadAllText(Path.Combine(Folder(), name, "expected.json")))!;

        var catalog = new ModuleCatalog(tree);
        Assert.True(catalog.TryGet("", out var module));
        // The plans were made in Terraform's first workspace.
        var options = Options(name) with { Workspace = "default" };
        var unit = new UnitEvaluation(catalog, module, options, new SourceUnit(SourceFormat.Terraform, "."));
        unit.Run();
        var reading = TerraformReader.Merge([unit]);

        Assert.Empty(reading.Diagnostics.Where(static d => d.Severity == DiagnosticSeverity.Error).Select(static d => d.ToString()));
        Assert.Equal(
            expected["resources"]!.AsObject().Select(static r => r.Key),
            reading.Units[0].Resources.Select(static r => r.Address).Order(StringComparer.Ordinal));
        foreach (var resource in reading.Units[0].Resources)
        {
            Assert.Equal($"{resource.Address} = {Text(expected["resources"]![resource.Address])}", $"{resource.Address} = {Text(resource)}");
        }

        foreach (var (output, value) in expected["outputs"]!.AsObject())
        {
            Assert.True(module.Outputs.TryGetSlot(output, out var slot), output);
            Assert.Equal($"{output} = {Text(value)}", $"{output} = {Text(ToJson(unit.Root.Output(slot)))}");
        }
    }

    [Fact]
    public void At_least_thirty_trees_are_compared() => Assert.True(Trees.Count >= 30);

    private static string Folder([CallerFilePath] string here = "") => Path.Combine(Path.GetDirectoryName(here)!, "plans");

    private static MemoryFileTree Load(string folder)
    {
        var tree = new MemoryFileTree();
        foreach (var file in Directory.GetFiles(folder, "*", SearchOption.AllDirectories))
        {
            if (Path.GetFileName(file) != "expected.json")
            {
                tree.Add(Path.GetRelativePath(folder, file).Replace('\\', '/'), File.ReadAllBytes(file));
            }
        }

        return tree;
    }

    private static TerraformOptions Options(string name)
    {
        var file = Path.Combine(Folder(), name, "arguments");
        if (!File.Exists(file))
        {
            return TerraformOptions.Default;
        }

        var assignments = new List<VariableAssignment>();
        foreach (var line in File.ReadAllLines(file))
        {
            if (line.StartsWith("-var-file=", StringComparison.Ordinal))
            {
                var path = line["-var-file=".Length..];
                assignments.Add(new VariableAssignment.File(new SourceText(path, File.ReadAllText(Path.Combine(Folder(), name, path)))));
            }
            else if (line.StartsWith("-var=", StringComparison.Ordinal))
            {
                var pair = line["-var=".Length..].Split('=', 2);
                assignments.Add(new VariableAssignment.Text(pair[0], pair[1]));
            }
        }

        return new TerraformOptions { Variables = assignments };
    }

    private static string Text(Resource resource)
    {
        var attributes = new JsonObject();
        foreach (var name in (ReadOnlySpan<string>)["input", "output", "triggers_replace"])
        {
            Assert.True(resource.Attributes.TryGet(name, out var value));
            attributes[name] = ToJson(value);
        }

        return Text(attributes);
    }

    // Numbers are compared as JavaScript, which wrote the expectations, keeps them.
    private static string Text(JsonNode? node) => node switch
    {
        null => "null",
        JsonObject o => $"{{{string.Join(", ", o.OrderBy(static p => p.Key, StringComparer.Ordinal).Select(static p => $"{p.Key}: {Text(p.Value)}"))}}}",
        JsonArray a => $"[{string.Join(", ", a.Select(Text))}]",
        JsonValue v when v.GetValueKind() == System.Text.Json.JsonValueKind.Number => double.Parse(v.ToJsonString()).ToString("R"),
        _ => node.ToJsonString(),
    };

    private static JsonNode? ToJson(Value value, bool hidden = false)
    {
        if (value.IsItselfSensitive && !hidden)
        {
            return new JsonObject { ["$sensitive"] = ToJson(value, hidden: true) };
        }

        return value switch
        {
            { IsNull: true } => null,
            { HasValue: false } => new JsonObject { ["$unknown"] = true },
            { Open: not null } => new JsonObject { ["$open"] = true },
            { Kind: TypeKind.Bool } => value.AsBool(),
            { Kind: TypeKind.String } => value.AsString(),
            { Kind: TypeKind.Number } => JsonNode.Parse(value.AsNumber().ToString()),
            { Kind: TypeKind.List or TypeKind.Set or TypeKind.Tuple } => new JsonArray([.. value.ItemList.Select(i => ToJson(i, hidden))]),
            _ => new JsonObject(value.Pairs.Select(p => KeyValuePair.Create(p.Key, ToJson(p.Value, hidden)))),
        };
    }
}
