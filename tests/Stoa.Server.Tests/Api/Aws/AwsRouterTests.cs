using Stoa.Server.Api.Aws;

namespace Stoa.Server.Tests.Api.Aws;

public sealed class AwsRouterTests
{
    private const string Id = "0123456789abcdef0123456789abcdef";
    private readonly AwsRouter _router = new(AwsModel.WellArchitected);

    [Theory]
    [InlineData("GET", $"/workloads/{Id}", "GetWorkload")]
    [InlineData("PUT", $"/workloads/{Id}/profiles/arn%3Aaws%3Awellarchitected%3Aeu-west-1%3A123456789012%3Aprofile%2Fab/upgrade", "UpgradeProfileVersion")]
    [InlineData("PATCH", $"/workloads/{Id}/associateProfiles", "AssociateProfiles")]
    [InlineData("GET", "/profileNotifications/", "ListProfileNotifications")]
    [InlineData("GET", "/profileNotifications", "ListProfileNotifications")]
    [InlineData("POST", "/templates/shares/arn%3Ax", "CreateTemplateShare")]
    [InlineData("DELETE", $"/templates/shares/arn%3Ax/{Id}", "DeleteTemplateShare")]
    [InlineData("GET", "/%6Censes", "ListLenses")]
    public void A_target_leads_to_its_operation(string method, string target, string operation) =>
        Assert.Equal(operation, _router.Match(method, AwsTarget.Parse(target).Path)?.Operation.Name);

    [Theory]
    [InlineData("GET", "/")]
    [InlineData("GET", "/nothing")]
    [InlineData("GET", "/workloads")]
    [InlineData("get", "/lenses")]
    [InlineData("GET", "/lenses/")]
    [InlineData("GET", "/Lenses")]
    [InlineData("DELETE", $"/workloads/{Id}/shares/")]
    [InlineData("GET", "/a/b/c/d/e/f/g/h/i/j/k")]
    [InlineData("GET", "lenses")]
    [InlineData("OPTIONS", "*")]
    [InlineData("GET", $"/workloads/{Id}/lensReviews/arn:aws:wellarchitected::aws:lens/wellarchitected/answers/x")]
    public void A_target_that_the_model_lacks_leads_nowhere(string method, string target) =>
        Assert.Null(_router.Match(method, AwsTarget.Parse(target).Path));

    [Fact]
    public void An_encoded_slash_stays_inside_its_segment_and_is_decoded_once()
    {
        var route = _router.Match("GET", $"/workloads/{Id}/lensReviews/arn%3Aaws%3Alens%2Fa%252Fb/answers/ops-1")!;
        Assert.Equal([Id, "arn:aws:lens/a%2Fb", "ops-1"], route.Values);
    }

    [Fact]
    public void A_value_that_is_the_name_of_a_path_is_a_value_where_no_such_path_exists()
    {
        var route = _router.Match("GET", "/lenses/export/export")!;
        Assert.Equal(("ExportLens", "export"), (route.Operation.Name, route.Values.Single()));
    }

    [Theory]
    [InlineData("/a?x=1", "/a")]
    [InlineData("http://host:80/a/b?x=1", "/a/b")]
    [InlineData("http://host", "/")]
    [InlineData("http://host?x=1", "/")]
    [InlineData("", "/")]
    [InlineData("/a//b/./c/../d/", "/a/b/d/")]
    [InlineData("/../../a", "/a")]
    [InlineData("/..", "/")]
    [InlineData("/a%2F..%2Fb", "/a%2F..%2Fb")]
    public void A_target_is_read_as_signers_write_it(string raw, string path) => Assert.Equal(path, AwsTarget.Parse(raw).Path);

    [Fact]
    public void Parameters_keep_their_order_and_repetitions_and_are_decoded_once()
    {
        var target = AwsTarget.Parse("/a?k=b&k=a&&flag&empty=&%C3%A9=%252B+&=x");
        Assert.Equal(
            [new("k", "b"), new("k", "a"), new("flag", ""), new("empty", ""), new("é", "%2B+"), new KeyValuePair<string, string>("", "x")],
            target.Query);
    }
}
