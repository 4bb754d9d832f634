using System.Text.Json.Nodes;
using Stoa.Server.Api.Aws;

namespace Stoa.Server.Tests.Api.Aws;

public sealed class RecordedRequestTests
{
    private static readonly AwsRouter _router = new(AwsModel.WellArchitected);
    private readonly SigV4Verifier _verifier = new("wellarchitected", new FixedTime(RecordedRequest.Now));

    [Fact]
    public void Every_operation_is_among_the_recorded_requests()
    {
        var recorded = RecordedRequest.All.Select(r => r.Operation).Distinct().Order(StringComparer.Ordinal);
        Assert.Equal(72, AwsModel.WellArchitected.Operations.Count);
        Assert.Equal(AwsModel.WellArchitected.Operations.Keys.Order(StringComparer.Ordinal), recorded);
    }

    [Theory]
    [MemberData(nameof(RecordedRequest.Names), MemberType = typeof(RecordedRequest))]
    public void A_real_clients_target_leads_to_its_operation(string name)
    {
        var request = RecordedRequest.Get(name);
        Assert.Equal(request.Operation, _router.Match(request.Method, request.ParsedTarget.Path)?.Operation.Name);
    }

    [Theory]
    [MemberData(nameof(RecordedRequest.Names), MemberType = typeof(RecordedRequest))]
    public void A_real_clients_input_arrives_as_it_was_given(string name)
    {
        var request = RecordedRequest.Get(name);
        var target = request.ParsedTarget;
        var input = AwsRequestReader.Read(_router.Match(request.Method, target.Path)!, target.Query, request.BodyBytes);
        Assert.True(JsonNode.DeepEquals(request.Input, input), input.ToJsonString());
    }

    [Theory]
    [MemberData(nameof(RecordedRequest.Names), MemberType = typeof(RecordedRequest))]
    public void A_real_clients_signature_verifies(string name) => Verify(RecordedRequest.Get(name));

    [Theory]
    [MemberData(nameof(RecordedRequest.Names), MemberType = typeof(RecordedRequest))]
    public void A_signature_covers_method_target_body_and_every_signed_header(string name)
    {
        var request = RecordedRequest.Get(name);
        AssertRefused(request with { Method = request.Method == "GET" ? "HEAD" : "GET" });
        AssertRefused(request with { Target = Change(request.Target, 1) });
        AssertRefused(request with { Target = request.Target + (request.Target.Contains('?') ? "&" : "?") + "MaxResults=1" });
        AssertRefused(request with { Body = request.Body + " " });
        foreach (var (header, value) in request.Headers)
        {
            AssertRefused(request with { Headers = new(request.Headers) { [header] = Change(value, value.Length / 2) } });
            AssertRefused(request with { Headers = new(request.Headers) { [header] = Change(value, value.Length - 1) } });
            AssertRefused(request with { Headers = request.Headers.Where(h => h.Key != header).ToDictionary() });
        }
        if (request.Target.Contains('?'))
        {
            AssertRefused(request with { Target = Change(request.Target, request.Target.Length - 1) });
            AssertRefused(request with { Target = request.Target[..request.Target.LastIndexOfAny(['&', '?'])] });
        }
    }

    private static string Change(string text, int at) => string.Concat(text.AsSpan(0, at), text[at] == '1' ? "2" : "1", text.AsSpan(at + 1));

    private void AssertRefused(RecordedRequest request)
    {
        var error = Assert.Throws<FrontDoorException>(() => Verify(request));
        Assert.Equal(403, error.Status);
    }

    private void Verify(RecordedRequest request)
    {
        var target = request.ParsedTarget;
        var headers = request.HeaderDictionary();
        var claim = _verifier.Read(target, headers);
        // The key is found by its id; one with another id is not there.
        _verifier.CheckCredential(claim, claim.AccessKeyId == RecordedRequest.AccessKeyId ? RecordedRequest.Get(request.Name).Credential : null);
        _verifier.Verify(claim, request.Credential, request.Method, target, headers, request.BodyBytes);
    }
}
