using Stoa.Workloads.CloudFormation;

namespace Stoa.Workloads.Tests.CloudFormation;

public sealed class IntrinsicTests
{
    // A property named V of the resource X, beside everything that the expressions below refer to.
    private const string Frame = """
        AWSTemplateFormatVersion: '2010-09-09'
        Parameters:
          Given: { Type: String, Default: orders }
          Count: { Type: Number, Default: '3' }
          Zones: { Type: CommaDelimitedList, Default: 'a, b,c' }
          Asked: { Type: String }
          AskedZones: { Type: 'List<AWS::EC2::AvailabilityZone::Name>' }
          Stage: { Type: String, AllowedValues: [prod, test] }
          Only: { Type: String, AllowedValues: [one] }
          Secret: { Type: String, Default: hush, NoEcho: true }
          Image: { Type: 'AWS::SSM::Parameter::Value<String>', Default: /aws/image }
        Mappings:
          Sizes:
            prod: { Type: large, Same: x, Zones: [a, b] }
            test: { Type: small, Same: x, Zones: [a] }
        Conditions:
          Yes: !Equals [orders, !Ref Given]
          No: !Not [!Condition Yes]
          Maybe: !Equals [!Ref Asked, x]
        Resources:
          Named: { Type: 'AWS::S3::Bucket', Properties: { BucketName: data } }
          Nameless: { Type: 'AWS::S3::Bucket' }
          Queue: { Type: 'AWS::SQS::Queue', Properties: { QueueName: jobs } }
          X:
            Type: AWS::Test::Thing
            Properties:
              V: 
        """;

    [Theory]
    [InlineData("!Ref Given", "\"orders\"")]
    [InlineData("{ Ref: Given }", "\"orders\"")]
    [InlineData("{ \"Ref\": \"Count\" }", "3")]
    [InlineData("!Ref Zones", "[\"a\", \"b\", \"c\"]")]
    [InlineData("!Ref Only", "\"one\"")]
    [InlineData("!Ref Named", "\"data\"")]
    [InlineData("!GetAtt Queue.QueueName", "\"jobs\"")]
    [InlineData("{ Fn::GetAtt: [Queue, QueueName] }", "\"jobs\"")]
    [InlineData("!Sub 'x-${Given}-${Count}'", "\"x-orders-3\"")]
    [InlineData("!Sub '${!Given} ${Given}'", "\"${Given} orders\"")]
    [InlineData("!Sub ['${A}/${Given}', { A: !Select [1, !Ref Zones] }]", "\"b/orders\"")]
    [InlineData("{ Fn::Sub: ['${A}', { A: 1 }] }", "\"1\"")]
    [InlineData("!Join ['-', [a, !Ref Given, 7]]", "\"a-orders-7\"")]
    [InlineData("{ Fn::Join: [',', { Ref: Zones }] }", "\"a,b,c\"")]
    [InlineData("!Join ['-', [a, !Ref AWS::NoValue, b]]", "\"a-b\"")]
    [InlineData("!Select [0, [a, b]]", "\"a\"")]
    [InlineData("{ Fn::Select: ['2', { Ref: Zones }] }", "\"c\"")]
    [InlineData("!Split [',', 'a,b']", "[\"a\", \"b\"]")]
    [InlineData("!Select [1, { Fn::Split: [':', 'x:y'] }]", "\"y\"")]
    [InlineData("!FindInMap [Sizes, prod, Type]", "\"large\"")]
    [InlineData("{ Fn::FindInMap: [Sizes, !Ref Given, Type, { DefaultValue: medium }] }", "\"medium\"")]
    [InlineData("!FindInMap [Sizes, test, Zones]", "[\"a\"]")]
    [InlineData("!FindInMap [Sizes, !Ref Stage, Same]", "\"x\"")]
    [InlineData("!Base64 hello", "\"aGVsbG8=\"")]
    [InlineData("{ Fn::Base64: !Sub 'hello' }", "\"aGVsbG8=\"")]
    [InlineData("{ Fn::Length: !Ref Zones }", "3")]
    [InlineData("!Length [1, 2]", "2")]
    [InlineData("{ Fn::ToJsonString: { a: [1, true, x] } }", "\"{\"a\":[1,true,\"x\"]}\"")]
    [InlineData("!Cidr [10.0.0.0/16, 2, 8]", "[\"10.0.0.0/24\", \"10.0.1.0/24\"]")]
    [InlineData("{ Fn::Cidr: ['10.0.0.0/22', 1] }", "[\"10.0.0.0/24\"]")]
    [InlineData("!Cidr ['2001:db8::/56', 2, 64]", "[\"2001:db8::/64\", \"2001:db8:0:1::/64\"]")]
    [InlineData("!If [Yes, a, b]", "\"a\"")]
    [InlineData("{ Fn::If: [No, a, b] }", "\"b\"")]
    [InlineData("!If [Maybe, same, same]", "\"same\"")]
    [InlineData("[1, !If [Yes, !Ref AWS::NoValue, 2], 3]", "[1, 3]")]
    [InlineData("{ A: 1, B: !Ref AWS::NoValue }", "{A = 1}")]
    [InlineData("true", "true")]
    [InlineData("'true'", "\"true\"")]
    [InlineData("Yes", "\"Yes\"")]
    [InlineData("012345678901", "\"012345678901\"")]
    [InlineData("8.0", "\"8.0\"")]
    [InlineData("2012-10-17", "\"2012-10-17\"")]
    [InlineData("443", "443")]
    public void A_function_gives_the_value_that_it_has_in_CloudFormation(string expression, string expected)
    {
        var reading = Templates.Read(Frame + expression);
        Assert.Empty(reading.Diagnostics);
        Assert.Equal(expected, reading.Resource("X").Attribute("V").ToString());
    }

    [Theory]
    [InlineData("!Ref Asked", "unknown(string)", "Asked.")]
    [InlineData("!Ref AskedZones", "unknown(list(string))", "AskedZones.")]
    [InlineData("!Select [1, !Ref AskedZones]", "unknown(string)", "AskedZones.1")]
    [InlineData("!Select [0, !GetAZs '']", "unknown(string)", "Fn::GetAZs.0")]
    [InlineData("!Select [1, { Fn::GetAZs: !Ref AWS::Region }]", "unknown(string)", "Fn::GetAZs.1")]
    [InlineData("!Select [1, !GetAZs eu-west-1]", "unknown(string)", "Fn::GetAZs eu-west-1.1")]
    [InlineData("!Ref Image", "unknown(string)", "Image.")]
    [InlineData("!Ref Nameless", "unknown(string)", "Nameless.Ref")]
    [InlineData("!GetAtt Nameless.Arn", "unknown(string)", "Nameless.Arn")]
    [InlineData("{ Fn::GetAtt: [Nameless, Arn] }", "unknown(string)", "Nameless.Arn")]
    [InlineData("!Sub '${Nameless.Arn}/*'", "unknown(string)", "Nameless.Arn")]
    [InlineData("!Join ['', ['arn:', !GetAtt Nameless.Arn, !Ref Asked]]", "unknown(string)", "Nameless.Arn Asked.")]
    [InlineData("!Split [',', !Ref Asked]", "unknown(list(string))", "Asked.")]
    [InlineData("!FindInMap [Sizes, !Ref Stage, Type]", "unknown(dynamic)", "Stage.")]
    [InlineData("!If [Maybe, !Ref Nameless, !Ref Named]", "unknown(string)", "Nameless.Ref Named.Ref")]
    [InlineData("!If [Maybe, 1, !Ref AWS::NoValue]", "unknown(dynamic)", "")]
    [InlineData("!Ref AWS::AccountId", "unknown(string)", "AWS::AccountId.")]
    [InlineData("!ImportValue elsewhere", "unknown(dynamic)", "export elsewhere.")]
    [InlineData("!Length { Ref: AskedZones }", "unknown(number)", "AskedZones.")]
    [InlineData("!Base64 { Ref: Asked }", "unknown(string)", "Asked.")]
    [InlineData("'{{resolve:ssm:/a/b}}'", "unknown(string)", "")]
    public void What_nobody_knows_before_deployment_is_unknown_and_points_at_what_it_comes_from(
        string expression, string expected, string references)
    {
        var reading = Templates.Read(Frame + expression);
        var value = reading.Resource("X").Attribute("V");
        Assert.Empty(reading.Diagnostics);
        Assert.Equal(expected, value.ToString());
        Assert.Equal(references, value.References());
    }

    [Fact]
    public void A_known_name_still_points_at_its_resource() =>
        Assert.Equal("Named.Ref", Templates.Read(Frame + "!Ref Named").Resource("X").Attribute("V").References());

    [Theory]
    [InlineData("!Ref Secret")]
    [InlineData("!Sub 'password=${Secret}'")]
    [InlineData("'{{resolve:secretsmanager:db:SecretString:password}}'")]
    [InlineData("'{{resolve:ssm-secure:/db/password:1}}'")]
    [InlineData("!Sub '{{resolve:secretsmanager:${Asked}:SecretString:password}}'")]
    [InlineData("{ A: [!Ref Secret] }")]
    public void A_secret_stays_one_whatever_is_made_of_it(string expression) =>
        Assert.True(Templates.Read(Frame + expression).Resource("X").Attribute("V").IsSensitive);

    [Theory]
    [InlineData("!Ref Nowhere", "STOA2510")]
    [InlineData("!GetAtt Nowhere.Arn", "STOA2510")]
    [InlineData("!Sub '${Nowhere}'", "STOA2510")]
    [InlineData("!If [Perhaps, 1, 2]", "STOA2511")]
    [InlineData("!Select [5, [a]]", "STOA2515")]
    [InlineData("!FindInMap [Sizes, prod, Colour]", "STOA2516")]
    [InlineData("!Join [a]", "STOA2517")]
    [InlineData("!GetAtt Queue", "STOA2517")]
    [InlineData("!Cidr [10.0.0.0/30, 9, 8]", "STOA2517")]
    [InlineData("{ Fn::Invent: x }", "STOA2518")]
    [InlineData("!Rain::Embed file.sh", "STOA2519")]
    [InlineData("{ Fn::Transform: { Name: Mine } }", "STOA2520")]
    public void What_cannot_be_followed_is_one_diagnostic_and_unknown(string expression, string code)
    {
        var reading = Templates.Read(Frame + expression);
        Assert.Equal(code, reading.Codes());
        Assert.True(reading.Resource("X").Attribute("V").IsUnknown);
        Assert.Equal("Named Nameless Queue X", reading.Addresses());
    }

    [Fact]
    public void The_message_for_a_misspelt_name_suggests_the_likely_one()
    {
        var diagnostic = Assert.Single(Templates.Read(Frame + "!Ref Quue").Diagnostics);
        Assert.Contains("Did you mean Queue?", diagnostic.Detail, StringComparison.Ordinal);
        Assert.Equal("template.yaml:27", diagnostic.Location!.ToString());
    }

    [Fact]
    public void A_value_knows_where_it_was_written()
    {
        var value = Templates.Read(Frame + "!Sub 'x-${Given}'").Resource("X").Attribute("V");
        Assert.Equal("template.yaml:27", value.Origin!.Location.ToString());
    }

    [Fact]
    public void The_region_is_known_where_somebody_says_it()
    {
        var options = new CloudFormationOptions { Region = "cn-north-1" };
        var reading = Templates.Read(Frame + "!Sub '${AWS::Region} ${AWS::Partition} ${AWS::URLSuffix}'", options);
        Assert.Equal("\"cn-north-1 aws-cn amazonaws.com.cn\"", reading.Resource("X").Attribute("V").ToString());
        Assert.Equal("cn-north-1", reading.Resource("X").Region);
    }
}
