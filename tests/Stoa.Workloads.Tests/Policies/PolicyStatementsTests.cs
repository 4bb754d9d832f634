using Stoa.Language.Values;
using Stoa.Workloads.Policies;

namespace Stoa.Workloads.Tests.Policies;

public sealed class PolicyStatementsTests
{
    private const string ReadBucket =
        """
        {
          "Version": "2012-10-17",
          "Statement": {
            "Sid": "Read", "Effect": "Allow", "Principal": { "AWS": ["arn:aws:iam::1:root", "arn:aws:iam::2:root"], "Service": "ec2.amazonaws.com" },
            "Action": "s3:GetObject", "Resource": ["arn:aws:s3:::a/*"],
            "Condition": { "StringEquals": { "aws:SourceVpc": "vpc-1", "aws:PrincipalTag/team": ["a", "b"] } }
          }
        }
        """;

    [Theory]
    [InlineData("false", "false")]
    [InlineData("[true, 300]", "true", "300")]
    public void Values_of_conditions_are_texts_however_they_were_written(string written, params string[] values)
    {
        var policy = $$"""{ "Statement": { "Effect": "Deny", "Condition": { "Bool": { "aws:SecureTransport": {{written}} } } } }""";
        var condition = Assert.Single(Get(Assert.Single(PolicyStatements.Of(Value.Of(policy)).ItemList), "conditions").ItemList);

        Assert.Equal(Texts(values), Get(condition, "values"));
    }

    [Fact]
    public void Text_is_read_into_statements_whose_lists_are_always_lists()
    {
        var statement = Assert.Single(PolicyStatements.Of(Value.Of(ReadBucket)).ItemList);

        Assert.Equal(
            ["actions", "conditions", "effect", "not_actions", "not_principals", "not_resources", "principals", "resources", "sid"],
            statement.Keys.ToArray());
        Assert.Equal(Value.Of("Read"), Get(statement, "sid"));
        Assert.Equal(Value.Of("Allow"), Get(statement, "effect"));
        Assert.Equal(Texts("s3:GetObject"), Get(statement, "actions"));
        Assert.Equal(Texts("arn:aws:s3:::a/*"), Get(statement, "resources"));
        Assert.Equal(Value.EmptyTuple, Get(statement, "not_actions"));
        Assert.Equal(Value.EmptyTuple, Get(statement, "not_principals"));
        Assert.Equal(
            Value.Tuple(Principal("AWS", "arn:aws:iam::1:root"), Principal("AWS", "arn:aws:iam::2:root"), Principal("Service", "ec2.amazonaws.com")),
            Get(statement, "principals"));
        Assert.Equal(
            Value.Tuple(
                Condition("StringEquals", "aws:PrincipalTag/team", "a", "b"), Condition("StringEquals", "aws:SourceVpc", "vpc-1")),
            Get(statement, "conditions"));
    }

    [Fact]
    public void Everyone_is_a_principal_of_its_own_type() =>
        Assert.Equal(
            Value.Tuple(Principal("*", "*")),
            Get(PolicyStatements.Of(Value.Of("""{"Statement":[{"Principal":"*"}]}""")).Items[0], "principals"));

    [Fact]
    public void An_object_says_the_same_as_its_text()
    {
        var policy = Value.Object(("Statement", Value.Tuple(Value.Object(("Effect", Value.Of("Deny")), ("NotAction", Texts("iam:*"))))));

        Assert.Equal(PolicyStatements.Of(Value.Of("""{"Statement":[{"Effect":"Deny","NotAction":["iam:*"]}]}""")), PolicyStatements.Of(policy));
    }

    [Fact]
    public void Several_policies_give_the_statements_of_all() =>
        Assert.Equal(2, PolicyStatements.Of(Value.Tuple(Value.Of("""{"Statement":{}}"""), Value.Null, Value.Of("""{"Statement":[{}]}"""))).Count);

    [Fact]
    public void What_was_encoded_is_read_even_where_its_text_is_unknown()
    {
        var arn = Value.UnknownOf(HclType.String, notNull: true).WithReference(new Reference("bucket", "arn"));
        var text = EncodedContent.Encode(Value.Object(("Statement", Value.Tuple(Value.Object(
            ("Action", Value.Of("s3:*")), ("Resource", arn))))));

        var statement = Assert.Single(PolicyStatements.Of(text).ItemList);
        Assert.Equal(Texts("s3:*"), Get(statement, "actions"));
        Assert.True(Get(statement, "resources").Items[0].IsUnknown);
        Assert.Equal("arn", Assert.Single(Get(statement, "resources").Items[0].References).Attribute);
    }

    [Fact]
    public void A_template_is_read_around_its_unknown_parts()
    {
        var arn = Value.UnknownOf(HclType.String, notNull: true).WithReference(new Reference("bucket", "arn"));
        var text = Value.UnknownText(
        [
            Value.Of("""{"Statement":[{"Effect":"Allow","Action":["s3:Get*"],"Resource":["""), Value.Of("\""), arn, Value.Of("/*\",\""), arn, Value.Of("\"]}]}"),
        ]);

        var statement = Assert.Single(PolicyStatements.Of(text).ItemList);
        var resources = Get(statement, "resources");
        Assert.Equal(Texts("s3:Get*"), Get(statement, "actions"));
        Assert.Equal(2, resources.Count);
        Assert.Equal(Value.Of("/*"), resources.Items[0].Parts[1]);
        Assert.Same(arn, resources.Items[1]);
    }

    [Fact]
    public void An_unknown_list_of_actions_stays_unknown_and_the_rest_is_read()
    {
        var statement = PolicyStatements.Of(Value.Object(("Statement", Value.Object(("Action", Value.Unknown), ("Effect", Value.Of("Allow")))))).Items[0];

        Assert.True(Get(statement, "actions").IsUnknown);
        Assert.Equal(Value.Of("Allow"), Get(statement, "effect"));
    }

    [Fact]
    public void An_unknown_statement_is_one_statement_and_unknown_statements_are_unknown()
    {
        Assert.True(PolicyStatements.Of(Value.Object(("Statement", Value.Tuple(Value.Unknown)))).Items[0].IsUnknown);
        Assert.True(PolicyStatements.Of(Value.Object(("Statement", Value.Unknown))).IsUnknown);
        Assert.True(PolicyStatements.Of(Value.Unknown).IsUnknown);
        Assert.True(PolicyStatements.Of(Value.Null).IsNull);
    }

    [Theory]
    [InlineData("not json")]
    [InlineData("{\"Statement\":[}")]
    [InlineData("{} {}")]
    [InlineData("{\"Statement\": \"text\"}")]
    [InlineData("{\"Version\": \"2012-10-17\"}")]
    [InlineData("\"\\ud800\"")]
    public void What_is_no_policy_is_unknown(string text) => Assert.True(PolicyStatements.Of(Value.Of(text)).IsUnknown);

    [Fact]
    public void A_policy_nested_a_hundred_thousand_times_is_unknown()
    {
        var text = $"{{\"Statement\":{new string('[', 100_000)}{new string(']', 100_000)}}}";
        var value = Value.EmptyTuple;
        for (var i = 0; i < 1000; i++)
        {
            value = Value.Tuple(value);
        }

        Assert.True(PolicyStatements.Of(Value.Of(text)).IsUnknown);
        Assert.True(PolicyStatements.Of(value).IsUnknown);
    }

    private static Value Get(Value statement, string name) => statement.TryGet(name, out var value) ? value : throw new InvalidOperationException(name);

    private static Value Texts(params string[] texts) => Value.Tuple([.. texts.Select(Value.Of)]);

    private static Value Principal(string type, string identifier) =>
        Value.Object(("type", Value.Of(type)), ("identifier", Value.Of(identifier)));

    private static Value Condition(string test, string key, params string[] values) =>
        Value.Object(("operator", Value.Of(test)), ("key", Value.Of(key)), ("values", Texts(values)));
}
