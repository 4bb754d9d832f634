using System.Text;
using System.Text.Json.Nodes;
using CsCheck;
using Stoa.Server.Api.Aws;

namespace Stoa.Server.Tests.Api.Aws;

public sealed class AwsRequestReaderTests
{
    private const string Id = "0123456789abcdef0123456789abcdef";
    private static readonly AwsRouter _router = new(AwsModel.WellArchitected);

    [Fact]
    public void A_name_that_is_too_short_is_refused_in_the_words_of_the_service()
    {
        var error = Refused("POST", "/workloads", """{"WorkloadName":"x","Description":"abc","Environment":"PRODUCTION","Lenses":["a"],"ClientRequestToken":"t"}""");
        Assert.Equal(
            "1 validation error detected: Value 'x' at 'workloadName' failed to satisfy constraint: Member must have length greater than or equal to 3",
            error.Message);
        Assert.Equal(ValidationReason.FieldValidationFailed, error.Reason);
        Assert.Equal("workloadName", error.Fields.Single().Name);
    }

    [Fact]
    public void Everything_that_is_wrong_is_said_at_once()
    {
        var error = Refused("POST", "/workloads", """
            {"WorkloadName":7,"Environment":"PROD","Lenses":["a",null,{}],"AccountIds":["12345678901x","1"],"Tags":{"":"v"},
             "IsReviewOwnerUpdateAcknowledged":"maybe","JiraConfiguration":{"JiraProjectKey":"lower","IssueManagementType":"AUTO"},"ClientRequestToken":"t"}
            """);
        Assert.Equal(
            """
            workloadName: Value '7' at 'workloadName' failed to satisfy constraint: Member must be a string
            environment: Value 'PROD' at 'environment' failed to satisfy constraint: Member must satisfy enum value set: [PRODUCTION, PREPRODUCTION]
            lenses.2.member: Value null at 'lenses.2.member' failed to satisfy constraint: Member must not be null
            lenses.3.member: Value '{…}' at 'lenses.3.member' failed to satisfy constraint: Member must be a string
            accountIds.1.member: Value '12345678901x' at 'accountIds.1.member' failed to satisfy constraint: Member must satisfy regular expression pattern: [0-9]{12}
            accountIds.2.member: Value '1' at 'accountIds.2.member' failed to satisfy constraint: Member must have length greater than or equal to 12
            accountIds.2.member: Value '1' at 'accountIds.2.member' failed to satisfy constraint: Member must satisfy regular expression pattern: [0-9]{12}
            tags.key: Value '' at 'tags.key' failed to satisfy constraint: Member must have length greater than or equal to 1
            jiraConfiguration.jiraProjectKey: Value 'lower' at 'jiraConfiguration.jiraProjectKey' failed to satisfy constraint: Member must satisfy regular expression pattern: ^[A-Z][A-Z0-9_]*$
            description: Value null at 'description' failed to satisfy constraint: Member must not be null
            """.ReplaceLineEndings("\n"),
            string.Join('\n', error.Fields.Select(f => $"{f.Name}: {f.Message}")));
        Assert.StartsWith("10 validation errors detected: Value '7' at 'workloadName'", error.Message);
    }

    [Theory]
    [InlineData("GET", "/lenses?MaxResults=0", "maxResults", "Member must have value greater than or equal to 1")]
    [InlineData("GET", "/lenses?MaxResults=51", "maxResults", "Member must have value less than or equal to 50")]
    [InlineData("GET", "/lenses?MaxResults=ten", "maxResults", "Member must be an integer")]
    [InlineData("GET", "/lenses?MaxResults=99999999999", "maxResults", "Member must be an integer")]
    [InlineData("GET", "/lenses?LensType=MINE", "lensType", "Member must satisfy enum value set: [AWS_OFFICIAL, CUSTOM_SHARED, CUSTOM_SELF]")]
    [InlineData("GET", "/consolidatedReport?Format=PDF&IncludeSharedResources=yes", "includeSharedResources", "Member must be a boolean")]
    [InlineData("GET", "/consolidatedReport", "format", "Member must not be null")]
    [InlineData("DELETE", "/tags/arn", "tagKeys", "Member must not be null")]
    [InlineData("DELETE", "/tags/arn?tagKeys=", "tagKeys.1.member", "Member must have length greater than or equal to 1")]
    [InlineData("GET", $"/workloads/{Id}%0A", "workloadId", "Member must satisfy regular expression pattern: [0-9a-f]{32}")]
    [InlineData("GET", $"/workloads/{Id}/milestones/x", "milestoneNumber", "Member must be an integer")]
    [InlineData("GET", $"/workloads/{Id}/milestones/101", "milestoneNumber", "Member must have value less than or equal to 100")]
    public void Path_and_query_are_held_against_the_model(string method, string target, string member, string constraint)
    {
        var error = Refused(method, target, "");
        Assert.Contains(error.Fields, f => f.Name == member && f.Message.EndsWith("constraint: " + constraint, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("\"x\"")]
    [InlineData("{} {}")]
    [InlineData("{\"WorkloadNamePrefix\":NaN}")]
    [InlineData("{\"WorkloadNamePrefix\":\"\\ud800\"}")]
    [InlineData("{\"WorkloadNamePrefix\":\"a\",}")]
    [InlineData("   ")]
    public void What_is_not_a_json_object_cannot_be_parsed(string body) =>
        Assert.Equal(ValidationReason.CannotParse, Refused("POST", "/workloadsSummaries", body).Reason);

    [Fact]
    public void Bytes_that_are_no_text_cannot_be_parsed()
    {
        byte[] body = [.. "{\"WorkloadNamePrefix\":\""u8, 0xC3, 0x28, .. "\"}"u8];
        var error = Assert.Throws<ValidationException>(() => AwsRequestReader.Read(_router.Match("POST", "/workloadsSummaries")!, [], body));
        Assert.Equal(ValidationReason.CannotParse, error.Reason);
    }

    [Fact]
    public void Nesting_is_bounded() =>
        Assert.Equal(
            ValidationReason.CannotParse,
            Refused("POST", "/workloadsSummaries", "{\"x\":" + new string('[', 100_000) + new string(']', 100_000) + "}").Reason);

    [Fact]
    public void An_empty_body_is_an_empty_object() => Assert.Equal("{}", Read("POST", "/workloadsSummaries", "").ToJsonString());

    [Fact]
    public void Unknown_members_and_nulls_are_passed_over() =>
        Assert.Equal(
            """{"WorkloadNamePrefix":"a"}""",
            Read("POST", "/workloadsSummaries", """{"New":{"deep":[1,2]},"NextToken":null,"WorkloadNamePrefix":"a","MaxResults":null}""").ToJsonString());

    [Fact]
    public void A_body_cannot_give_what_belongs_in_the_path()
    {
        var input = Read("PATCH", $"/workloads/{Id}", $$"""{"WorkloadId":"{{new string('f', 32)}}","Notes":"n"}""");
        Assert.Equal(Id, (string?)input["WorkloadId"]);
    }

    [Fact]
    public void The_last_of_two_members_with_one_name_counts() =>
        Assert.Equal("b", (string?)Read("POST", "/workloadsSummaries", """{"WorkloadNamePrefix":"a","WorkloadNamePrefix":"b"}""")["WorkloadNamePrefix"]);

    [Fact]
    public void A_parameter_that_repeats_makes_a_list() =>
        Assert.Equal("""["b","a"]""", Read("DELETE", "/tags/arn?tagKeys=b&tagKeys=a&TagKeys=c", "")["TagKeys"]!.ToJsonString());

    [Fact]
    public void Length_is_counted_in_code_points()
    {
        Assert.NotNull(Read("POST", "/workloadsSummaries", $$"""{"WorkloadNamePrefix":"{{string.Concat(Enumerable.Repeat("📐", 100))}}"}"""));
        Assert.Contains("less than or equal to 100", Refused("POST", "/workloadsSummaries", $$"""{"WorkloadNamePrefix":"{{new string('x', 101)}}"}""").Message);
    }

    [Fact]
    public void A_hostile_body_is_not_answered_with_a_longer_one()
    {
        var body = "{\"WorkloadName\":\"" + new string('x', 1_000_000) + "\",\"AccountIds\":[" + string.Join(',', Enumerable.Repeat("{}", 200_000)) + "]}";
        var error = Refused("POST", "/workloads", body);
        Assert.Equal(100, error.Fields.Count);
        Assert.InRange(error.ToBody().ToJsonString().Length, 1, 50_000);
    }

    [Fact]
    public void Patterns_are_those_of_java_and_cover_the_whole_value()
    {
        var shapes = AwsModel.WellArchitected.Shapes;
        Assert.True(shapes["TemplateName"].Matches("It’s (ours) - 1_a\t"));
        Assert.False(shapes["TemplateName"].Matches("semi;colon"));
        Assert.False(shapes["AwsAccountId"].Matches("１２３４５６７８９０１２"));
        Assert.False(shapes["AwsAccountId"].Matches("x123456789012"));
        Assert.True(shapes["WorkloadArchitecturalDesign"].Matches(""));
        Assert.True(shapes["WorkloadArchitecturalDesign"].Matches("https://a.example/b?c"));
        Assert.False(shapes["WorkloadArchitecturalDesign"].Matches("javascript:alert(1)"));
        Assert.False(shapes["WorkloadArchitecturalDesign"].Matches("https://a.example/ b"));
        Assert.False(shapes["WorkloadId"].Matches(Id + "\n"));
    }

    [Fact]
    public void Every_pattern_of_the_model_compiles() =>
        Assert.Equal(14, AwsModel.WellArchitected.Shapes.Values.Count(s => s.Pattern is not null && (s.Matches("") || !s.Matches("\0"))));

    [Fact]
    public void Any_bytes_are_either_an_input_or_refused() =>
        Gen.Select(Gen.Int[0, 71].Select(i => AwsModel.WellArchitected.Operations.Values[i]), Gen.Byte.Array[0, 80]).Sample((operation, body) =>
        {
            try
            {
                AwsRequestReader.Read(new(operation, [.. operation.PathMembers.Select(_ => "x")]), [], body);
            }
            catch (ValidationException)
            {
            }
        });

    private static JsonObject Read(string method, string target, string body)
    {
        var parsed = AwsTarget.Parse(target);
        return AwsRequestReader.Read(_router.Match(method, parsed.Path)!, parsed.Query, Encoding.UTF8.GetBytes(body));
    }

    private static ValidationException Refused(string method, string target, string body) =>
        Assert.Throws<ValidationException>(() => Read(method, target, body));
}
