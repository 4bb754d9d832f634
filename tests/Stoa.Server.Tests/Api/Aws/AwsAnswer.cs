using System.Text.Json.Nodes;

namespace Stoa.Server.Tests.Api.Aws;

/// <summary>What came back over the wire.</summary>
public sealed record AwsAnswer(int Status, IReadOnlyDictionary<string, string> Headers, string Body)
{
    public JsonNode Json => JsonNode.Parse(Body)!;

    /// <summary>The error's name; null for a success.</summary>
    public string? ErrorType => Headers.GetValueOrDefault("x-amzn-ErrorType");

    /// <summary>The error's message, in whichever spelling.</summary>
    public string? Message => (string?)(Json[nameof(Message)] ?? Json["message"]);

    /// <summary>The output of a success.</summary>
    public JsonNode Output
    {
        get
        {
            Assert.True(Status == 200, $"{Status} {ErrorType}: {Body}");
            return Json;
        }
    }

    /// <summary>Expects an error of this name and status.</summary>
    public AwsAnswer Refused(int status, string errorType)
    {
        Assert.Equal((status, errorType), (Status, ErrorType));
        return this;
    }
}
