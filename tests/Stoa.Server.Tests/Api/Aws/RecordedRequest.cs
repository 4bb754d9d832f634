using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Stoa.Server.Api.Aws;

namespace Stoa.Server.Tests.Api.Aws;

/// <summary>A request as a real client wrote and signed it; tools/aws-requests.py records them.</summary>
public sealed record RecordedRequest(
    string Name,
    string Operation,
    string Method,
    string Target,
    Dictionary<string, string> Headers,
    string Body,
    JsonNode Input)
{
    private static readonly Lazy<(JsonNode File, Dictionary<string, RecordedRequest> Requests)> _file = new(Load);

    public static string AccessKeyId => (string)_file.Value.File["key"]!;

    public static string Secret => (string)_file.Value.File["secret"]!;

    public static string SessionToken => (string)_file.Value.File["token"]!;

    public static string Region => (string)_file.Value.File["region"]!;

    public static DateTimeOffset Now => DateTimeOffset.Parse((string)_file.Value.File["now"]!);

    public static IReadOnlyCollection<RecordedRequest> All => _file.Value.Requests.Values;

    public static TheoryData<string> Names => [.. _file.Value.Requests.Keys];

    public static RecordedRequest Get(string name) => _file.Value.Requests[name];

    public AwsTarget ParsedTarget => AwsTarget.Parse(Target);

    public byte[] BodyBytes => Encoding.UTF8.GetBytes(Body);

    /// <summary>The key that signed it.</summary>
    public AwsCredential Credential => new(AccessKeyId, Secret, "123456789012", "somebody")
    {
        SessionToken = Headers.ContainsKey("X-Amz-Security-Token") ? SessionToken : null,
    };

    public HeaderDictionary HeaderDictionary()
    {
        var headers = new HeaderDictionary();
        foreach (var (name, value) in Headers)
        {
            headers[name] = value;
        }
        return headers;
    }

    private static (JsonNode, Dictionary<string, RecordedRequest>) Load()
    {
        using var stream = typeof(RecordedRequest).Assembly.GetManifestResourceStream("Stoa.Server.Tests.Api.Aws.requests.json")!;
        var file = JsonNode.Parse(stream)!;
        var requests = file["requests"]!.Deserialize<RecordedRequest[]>(JsonSerializerOptions.Web)!;
        return (file, requests.ToDictionary(r => r.Name));
    }
}
