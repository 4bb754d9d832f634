using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using Stoa.Server.Api.Aws;

namespace Stoa.Server.Tests.Api.Aws;

public sealed class SigV4VerifierTests
{
    private static readonly DateTimeOffset _signed = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);
    private static readonly AwsCredential _credential = new("STOATEST", "secret", "123456789012", "tester");
    private readonly FixedTime _time = new(_signed);

    [Theory]
    [InlineData(-300)]
    [InlineData(0)]
    [InlineData(300)]
    public void A_clock_may_be_five_minutes_off(int seconds)
    {
        _time.Now = _signed.AddSeconds(seconds);
        Verify(Sign());
    }

    [Fact]
    public void An_old_signature_has_expired()
    {
        _time.Now = _signed.AddSeconds(301);
        AssertInvalid("Signature expired: 20261123T120000Z is now earlier than 20261123T120001Z (20261123T120501Z - 5 min.)", Sign());
    }

    [Fact]
    public void A_signature_from_the_future_is_not_current()
    {
        _time.Now = _signed.AddSeconds(-301);
        AssertInvalid("Signature not yet current: 20261123T120000Z is still later than 20261123T115959Z (20261123T115459Z + 5 min.)", Sign());
    }

    [Fact]
    public void A_signature_for_another_service_is_refused() =>
        AssertInvalid("Credential should be scoped to correct service: 'wellarchitected'.", Sign(service: "s3"));

    [Theory]
    [InlineData("")]
    [InlineData("EU-WEST-1")]
    [InlineData("eu west 1")]
    public void A_region_must_look_like_one(string region) => AssertInvalid("Credential should be scoped to a valid region.", Sign(region: region));

    [Fact]
    public void A_server_may_insist_on_its_regions()
    {
        var verifier = new SigV4Verifier("wellarchitected", _time, regions: new HashSet<string> { "eu-west-1" });
        Verify(Sign(), verifier);
        AssertInvalid("Credential should be scoped to a valid region.", Sign(region: "eu-west-2"), verifier);
    }

    [Theory]
    [InlineData("SignedHeaders=host;x-amz-date, Signature=0", "Authorization header requires 'Credential' parameter.")]
    [InlineData("Credential=a/20261123/r/wellarchitected/aws4_request, SignedHeaders=host", "Authorization header requires 'Signature' parameter.")]
    [InlineData("Credential=a/20261123/r/wellarchitected/aws4_request, Signature=0", "Authorization header requires 'SignedHeaders' parameter.")]
    [InlineData("Credential=a/b, SignedHeaders=host, Signature=0", "Credential must have exactly 5 slash-delimited elements, e.g. keyid/date/region/service/term, got 'a/b'.")]
    [InlineData("Credential", "'Credential' not a valid key=value pair (missing equal-sign or given twice) in Authorization header.")]
    [InlineData("Signature=a, Signature=b", "'Signature=b' not a valid key=value pair (missing equal-sign or given twice) in Authorization header.")]
    [InlineData("", "'' not a valid key=value pair (missing equal-sign or given twice) in Authorization header.")]
    public void A_malformed_header_is_incomplete(string parts, string message) =>
        AssertRefused("IncompleteSignatureException", message, new() { ["Authorization"] = "AWS4-HMAC-SHA256 " + parts, ["X-Amz-Date"] = "20261123T120000Z" });

    [Fact]
    public void Another_algorithm_is_not_supported() =>
        AssertRefused("IncompleteSignatureException", "Unsupported AWS 'algorithm': 'AWS4-ECDSA-P256-SHA256', only 'AWS4-HMAC-SHA256' is supported.",
            new() { ["Authorization"] = "AWS4-ECDSA-P256-SHA256 Credential=a" });

    [Fact]
    public void Two_authorizations_are_one_too_many()
    {
        var headers = Sign();
        headers["Authorization"] = new StringValues([headers["Authorization"]!, headers["Authorization"]!]);
        AssertRefused("IncompleteSignatureException", "The Authorization header must be present once.", headers);
    }

    [Fact]
    public void A_date_is_needed()
    {
        var headers = Sign();
        headers.Remove("X-Amz-Date");
        AssertRefused("IncompleteSignatureException", "Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header.", headers);
    }

    [Fact]
    public void The_scopes_day_is_the_dates_day()
    {
        var headers = Sign();
        headers["Authorization"] = headers["Authorization"].ToString().Replace("20261123", "20261122");
        AssertInvalid("Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: '20261122' != '20261123', from '20261123T120000Z'.", headers);
    }

    [Fact]
    public void A_date_that_is_none_is_incomplete()
    {
        var headers = Sign();
        headers["X-Amz-Date"] = "20261123T999999Z";
        AssertRefused("IncompleteSignatureException", "Date must be in ISO-8601 'basic format'. Got '20261123T999999Z'. See http://en.wikipedia.org/wiki/ISO_8601", headers);
    }

    [Fact]
    public void The_host_must_be_signed()
    {
        var headers = Sign();
        headers["Authorization"] = headers["Authorization"].ToString().Replace("SignedHeaders=host;", "SignedHeaders=");
        AssertInvalid("'Host' must be a 'SignedHeader' in the AWS Authorization.", headers);
    }

    [Fact]
    public void An_unsigned_body_is_refused_unless_the_server_allows_it()
    {
        var headers = Sign(more: new() { ["X-Amz-Content-SHA256"] = "UNSIGNED-PAYLOAD" });
        AssertRefused("InvalidSignatureException", message: null, headers);
        Verify(headers, new SigV4Verifier("wellarchitected", _time, allowUnsignedPayload: true));
    }

    [Fact]
    public void A_streamed_signature_is_refused() =>
        AssertRefused("InvalidSignatureException", message: null, Sign(more: new() { ["X-Amz-Content-SHA256"] = "STREAMING-AWS4-HMAC-SHA256-PAYLOAD" }));

    [Fact]
    public void Repeated_headers_are_joined_and_blanks_folded()
    {
        var headers = Sign(more: new() { ["X-Two"] = "a b,c" });
        headers["X-Two"] = new StringValues(["  a \t  b ", "c"]);
        Verify(headers);
    }

    [Fact]
    public void A_session_token_must_be_the_keys_own()
    {
        var session = new AwsCredential("STOATEST", "secret", "123456789012", "tester") { SessionToken = "token" };
        Verify(Sign(credential: session), credential: session);
        AssertUnrecognized(Sign(), session);
        AssertUnrecognized(Sign(credential: session), _credential);
        AssertUnrecognized(Sign(), null);
    }

    [Fact]
    public void A_key_that_has_ended_is_refused()
    {
        var ended = new AwsCredential("STOATEST", "secret", "123456789012", "tester") { Expires = _signed };
        var error = Assert.Throws<FrontDoorException>(() => Verify(Sign(), credential: ended));
        Assert.Equal("ExpiredTokenException", error.ErrorType);
    }

    [Fact]
    public void A_changed_secret_ends_the_old_one_at_once()
    {
        var verifier = new SigV4Verifier("wellarchitected", _time);
        Verify(Sign(), verifier);
        var changed = new AwsCredential("STOATEST", "another", "123456789012", "tester");
        Assert.Throws<FrontDoorException>(() => Verify(Sign(), verifier, changed));
        Verify(Sign(credential: changed), verifier, changed);
    }

    [Fact]
    public void A_presigned_request_lasts_as_long_as_it_says()
    {
        _time.Now = RecordedRequest.Now.AddSeconds(900);
        VerifyPresigned("presigned");
        _time.Now = RecordedRequest.Now.AddSeconds(901);
        var error = Assert.Throws<FrontDoorException>(() => VerifyPresigned("presigned"));
        Assert.StartsWith("Signature expired: 20261123T123456Z is now earlier than", error.Message);
    }

    [Theory]
    [InlineData("X-Amz-Expires=900", "X-Amz-Expires=604801")]
    [InlineData("X-Amz-Expires=900", "X-Amz-Expires=0")]
    [InlineData("X-Amz-Expires=900&", "")]
    [InlineData("X-Amz-Expires=900", "X-Amz-Expires=900&X-Amz-Expires=901")]
    [InlineData("AWS4-HMAC-SHA256", "AWS4-HMAC-MD5")]
    public void A_malformed_presigned_request_is_incomplete(string part, string instead)
    {
        _time.Now = RecordedRequest.Now;
        var error = Assert.Throws<FrontDoorException>(() => VerifyPresigned("presigned", t => t.Replace(part, instead)));
        Assert.Equal("IncompleteSignatureException", error.ErrorType);
    }

    [Fact]
    public void A_credential_does_not_show_its_secret() => Assert.DoesNotContain("secret", _credential.ToString());

    private static HeaderDictionary Sign(
        AwsCredential? credential = null, string region = "eu-west-1", string service = "wellarchitected", Dictionary<string, string>? more = null)
    {
        var signed = AwsSigner.Sign(credential ?? _credential, _signed, "GET", "/lenses", new Dictionary<string, string>(more ?? []) { ["Host"] = "h" }, "", region, service);
        var headers = new HeaderDictionary();
        foreach (var (name, value) in signed)
        {
            headers[name] = value;
        }
        return headers;
    }

    private void Verify(HeaderDictionary headers, SigV4Verifier? verifier = null, AwsCredential? credential = null)
    {
        verifier ??= new("wellarchitected", _time);
        var target = AwsTarget.Parse("/lenses");
        var claim = verifier.Read(target, headers);
        verifier.CheckCredential(claim, credential ?? _credential);
        verifier.Verify(claim, credential ?? _credential, "GET", target, headers, []);
    }

    private void VerifyPresigned(string name, Func<string, string>? change = null)
    {
        var request = RecordedRequest.Get(name);
        var target = AwsTarget.Parse(change is null ? request.Target : change(request.Target));
        var verifier = new SigV4Verifier("wellarchitected", _time);
        var headers = request.HeaderDictionary();
        verifier.Verify(verifier.Read(target, headers), request.Credential, request.Method, target, headers, []);
    }

    private void AssertInvalid(string message, HeaderDictionary headers, SigV4Verifier? verifier = null) =>
        AssertRefused("InvalidSignatureException", message, headers, verifier);

    private void AssertRefused(string type, string? message, HeaderDictionary headers, SigV4Verifier? verifier = null)
    {
        var error = Assert.Throws<FrontDoorException>(() => Verify(headers, verifier));
        Assert.Equal((403, type), (error.Status, error.ErrorType));
        Assert.Equal(message ?? error.Message, error.Message);
    }

    private void AssertUnrecognized(HeaderDictionary headers, AwsCredential? credential)
    {
        var verifier = new SigV4Verifier("wellarchitected", _time);
        var claim = verifier.Read(AwsTarget.Parse("/lenses"), headers);
        var error = Assert.Throws<FrontDoorException>(() => verifier.CheckCredential(claim, credential));
        Assert.Equal((403, "UnrecognizedClientException", "The security token included in the request is invalid."), (error.Status, error.ErrorType, error.Message));
    }
}
