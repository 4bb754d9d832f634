using System.Text.Json;
using System.Text.Json.Nodes;
using Stoa.Server.Api.Aws;

namespace Stoa.Server.Tests.Api.Aws;

/// <summary>
/// Holds an output against the model: members, types and enumerations. Lengths are left out on purpose: clients do not check them, and lens files
/// may hold longer texts than the model's outputs allow.
/// </summary>
public static class AwsOutputCheck
{
    /// <summary>What does not fit, a line each; empty when all does.</summary>
    public static IReadOnlyList<string> Problems(AwsShape? shape, JsonNode? output)
    {
        var problems = new List<string>();
        if (shape is not null)
        {
            Check(shape, output, "", problems);
        }
        else if (output is not JsonObject { Count: 0 })
        {
            problems.Add("the operation has no output, but something was answered");
        }
        return problems;
    }

    private static void Check(AwsShape shape, JsonNode? value, string path, List<string> problems)
    {
        switch (shape.Type, value)
        {
            case (AwsShapeType.Structure, JsonObject members):
                foreach (var (name, member) in members)
                {
                    if (shape.Members.FirstOrDefault(m => m.Name == name) is { } known)
                    {
                        Check(known.Shape, member, $"{path}.{name}", problems);
                    }
                    else
                    {
                        problems.Add($"{path}.{name} is not a member of {shape.Name}");
                    }
                }
                problems.AddRange(shape.Members.Where(m => m.IsRequired && !members.ContainsKey(m.Name)).Select(m => $"{path}.{m.Name} is required and missing"));
                break;
            case (AwsShapeType.List, JsonArray entries):
                for (var i = 0; i < entries.Count; i++)
                {
                    Check(shape.Element!, entries[i], $"{path}[{i}]", problems);
                }
                break;
            case (AwsShapeType.Map, JsonObject entries):
                foreach (var (name, entry) in entries)
                {
                    CheckEnum(shape.Key!, name, $"{path} key", problems);
                    Check(shape.Element!, entry, $"{path}[{name}]", problems);
                }
                break;
            default:
                var fits = shape.Type switch
                {
                    AwsShapeType.String => value?.GetValueKind() == JsonValueKind.String,
                    AwsShapeType.Boolean => value?.GetValueKind() is JsonValueKind.True or JsonValueKind.False,
                    AwsShapeType.Integer => value?.GetValueKind() == JsonValueKind.Number && int.TryParse(value.ToJsonString(), out _),
                    AwsShapeType.Timestamp => value?.GetValueKind() == JsonValueKind.Number,
                    _ => false,
                };
                if (!fits)
                {
                    problems.Add($"{path} should be {shape.Type}, but is {value?.ToJsonString() ?? "null"}");
                }
                else if (shape.Type == AwsShapeType.String)
                {
                    CheckEnum(shape, value!.GetValue<string>(), path, problems);
                }
                break;
        }
    }

    private static void CheckEnum(AwsShape shape, string text, string path, List<string> problems)
    {
        if (shape.Values.Length > 0 && !shape.Values.Contains(text))
        {
            problems.Add($"{path} is {text}, which {shape.Name} does not have");
        }
    }
}
