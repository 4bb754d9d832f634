using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Text.Json;

namespace Stoa.Server.Api.Aws;

/// <summary>An operation as the service's model describes it.</summary>
/// <param name="Name">The name, for example <c>GetWorkload</c>.</param>
/// <param name="Method">The HTTP method in capitals.</param>
/// <param name="Path">The path's template, for example <c>/workloads/{WorkloadId}</c>.</param>
/// <param name="Status">The HTTP status of success.</param>
/// <param name="Input">The input; null where the operation takes none.</param>
/// <param name="Output">The output; null where the operation answers with an empty object.</param>
/// <param name="Errors">The names of the errors that it declares.</param>
/// <param name="IdempotencyToken">The input's member that makes a repeated call one call; null where there is none.</param>
public sealed record AwsOperationModel(
    string Name,
    string Method,
    string Path,
    int Status,
    AwsShape? Input,
    AwsShape? Output,
    ImmutableArray<string> Errors,
    AwsMember? IdempotencyToken)
{
    /// <summary>The members that travel in the path, in the template's order.</summary>
    public ImmutableArray<AwsMember> PathMembers { get; } =
    [
        .. Path.Split('/').Where(s => s.StartsWith('{')).Select(s => Input!.Members.Single(m => m.Location == AwsLocation.Path && m.WireName == s[1..^1])),
    ];

    /// <summary>Whether any member of the input travels in the body.</summary>
    public bool HasBody { get; } = Input is not null && Input.Members.Any(m => m.Location == AwsLocation.Body);
}

/// <summary>The operations and shapes of the AWS Well-Architected Tool's API of 2020-03-31, from <c>model.json</c> beside this file.</summary>
public sealed class AwsModel
{
    private const string Resource = "Stoa.Server.Api.Aws.model.json";
    private static readonly Lazy<AwsModel> _embedded = new(Load);

    private AwsModel(string service, FrozenDictionary<string, AwsOperationModel> operations, FrozenDictionary<string, AwsShape> shapes)
    {
        Service = service;
        Operations = operations;
        Shapes = shapes;
    }

    /// <summary>The model that ships with the server, read on first use.</summary>
    public static AwsModel WellArchitected => _embedded.Value;

    /// <summary>The service's name in a signature's scope.</summary>
    public string Service { get; }

    /// <summary>All operations by name.</summary>
    public FrozenDictionary<string, AwsOperationModel> Operations { get; }

    /// <summary>All shapes by name.</summary>
    public FrozenDictionary<string, AwsShape> Shapes { get; }

    private static AwsModel Load()
    {
        using var stream = typeof(AwsModel).Assembly.GetManifestResourceStream(Resource)!;
        using var document = JsonDocument.Parse(stream);
        var root = document.RootElement;
        var shapes = root.GetProperty("shapes").EnumerateObject().ToFrozenDictionary(p => p.Name, p => Shape(p.Name, p.Value));
        foreach (var property in root.GetProperty("shapes").EnumerateObject())
        {
            Link(shapes[property.Name], property.Value, shapes);
        }
        var operations = root.GetProperty("operations").EnumerateObject().ToFrozenDictionary(p => p.Name, p => Operation(p.Name, p.Value, shapes));
        return new(root.GetProperty("service").GetString()!, operations, shapes);
    }

    private static AwsShape Shape(string name, JsonElement json) => new(
        name,
        Enum.Parse<AwsShapeType>(json.GetProperty("type").GetString()!, ignoreCase: true),
        Number(json, "min"),
        Number(json, "max"),
        Text(json, "pattern"),
        Texts(json, "enum"),
        Number(json, "status"));

    private static void Link(AwsShape shape, JsonElement json, FrozenDictionary<string, AwsShape> shapes)
    {
        shape.Element = Text(json, "element") is { } element ? shapes[element] : null;
        shape.Key = Text(json, "key") is { } key ? shapes[key] : null;
        if (json.TryGetProperty("members", out var members))
        {
            var required = Texts(json, "required");
            shape.Members = [.. members.EnumerateObject().Select(m => Member(m.Name, m.Value, required.Contains(m.Name), shapes))];
        }
    }

    private static AwsMember Member(string name, JsonElement json, bool required, FrozenDictionary<string, AwsShape> shapes) =>
        json.ValueKind == JsonValueKind.String
            ? new(name, name, AwsLocation.Body, required, IsIdempotencyToken: false, shapes[json.GetString()!])
            : new(
                name,
                Text(json, "locationName") ?? name,
                Text(json, "location") switch { "uri" => AwsLocation.Path, "querystring" => AwsLocation.Query, _ => AwsLocation.Body },
                required,
                json.TryGetProperty("idempotencyToken", out _),
                shapes[Text(json, "shape")!]);

    private static AwsOperationModel Operation(string name, JsonElement json, FrozenDictionary<string, AwsShape> shapes)
    {
        var input = Text(json, "input") is { } i ? shapes[i] : null;
        return new(
            name,
            Text(json, "method")!,
            Text(json, "path")!,
            Number(json, "status") ?? 200,
            input,
            Text(json, "output") is { } output ? shapes[output] : null,
            Texts(json, "errors"),
            input?.Members.FirstOrDefault(m => m.IsIdempotencyToken));
    }

    private static string? Text(JsonElement json, string name) => json.TryGetProperty(name, out var value) ? value.GetString() : null;

    private static int? Number(JsonElement json, string name) => json.TryGetProperty(name, out var value) ? value.GetInt32() : null;

    private static ImmutableArray<string> Texts(JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) ? [.. value.EnumerateArray().Select(v => v.GetString()!)] : [];
}
