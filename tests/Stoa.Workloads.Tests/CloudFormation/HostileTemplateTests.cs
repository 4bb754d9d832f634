using System.Text;

namespace Stoa.Workloads.Tests.CloudFormation;

public sealed class HostileTemplateTests
{
    [Fact]
    public void One_odd_resource_never_costs_the_others()
    {
        var reading = Templates.Read("""
            Resources:
              Module: { Type: !Rain::Module ./bucket.yml }
              Dotted: { Type: 'Custom::My.Thing', Properties: { ServiceToken: x } }
              List: [1, 2]
              Text: hello
              Typeless: { Properties: { A: 1 } }
              Numbered: { Type: 7 }
              Odd: { Type: 'AWS::SQS::Queue', Properties: [1], DependsOn: { A: 1 }, Condition: [x] }
              Fine: { Type: 'AWS::SQS::Queue', Properties: { QueueName: !Ref Module } }
            """);
        Assert.Equal("Module Dotted Numbered Odd Fine", reading.Addresses());
        Assert.Equal("STOA2506 STOA2504 STOA2504 STOA2505 STOA2508", reading.Codes());
    }

    [Fact]
    public void Sections_of_the_wrong_shape_cost_themselves()
    {
        var reading = Templates.Read("""
            Parameters: [a]
            Mappings: text
            Conditions:
            Outputs: [b]
            Resources: { X: { Type: 'AWS::SQS::Queue' } }
            """);
        Assert.Equal("X", reading.Addresses());
        Assert.Equal("STOA2502 STOA2502 STOA2502", reading.Codes());
    }

    [Fact]
    public void Deep_nesting_ends_in_a_diagnostic()
    {
        var deep = new StringBuilder("Resources: { X: { Type: 'AWS::SQS::Queue', Properties: { V: ");
        deep.Append('[', 150).Append(']', 150).Append(" } } }");
        Assert.Equal("STOA2525", Templates.Read(deep.ToString()).Codes());
    }

    [Fact]
    public void Loops_in_loops_are_bounded()
    {
        var text = new StringBuilder("Resources:\n");
        var indent = "  ";
        for (var i = 0; i < 8; i++)
        {
            text.Append($"{indent}Fn::ForEach::L{i}:\n{indent}  - V{i}\n{indent}  - [a, b, c, d, e, f, g, h, i, j]\n{indent}  -\n");
            indent += "      ";
        }

        text.Append($"{indent}R${{V0}}${{V1}}${{V2}}${{V3}}${{V4}}${{V5}}${{V6}}${{V7}}: {{ Type: 'AWS::SQS::Queue' }}\n");
        var reading = Templates.Read(text.ToString());
        Assert.Contains("STOA2525", reading.Codes(), StringComparison.Ordinal);
        Assert.True(reading.Units.Sum(static u => u.Resources.Count) <= 50_000);
    }

    [Fact]
    public void Texts_that_double_are_bounded()
    {
        var text = new StringBuilder("Resources: { X: { Type: 'AWS::SQS::Queue', Properties: { V: ");
        for (var i = 0; i < 40; i++)
        {
            text.Append("{ 'Fn::ToJsonString': [");
        }

        text.Append("'\"\"'").Insert(text.Length, "] }", 40).Append(" } } }");
        Assert.Equal("STOA2525", Templates.Read(text.ToString()).Codes());
    }

    [Fact]
    public void Resources_that_name_themselves_by_each_other_end()
    {
        var reading = Templates.Read("""
            Resources:
              A: { Type: 'AWS::S3::Bucket', Properties: { BucketName: !Sub '${B}x' } }
              B: { Type: 'AWS::S3::Bucket', Properties: { BucketName: !Sub '${A}x' } }
            """);
        Assert.True(reading.Resource("A").Attribute("BucketName").IsUnknown);
    }

    [Fact]
    public void A_template_that_nests_a_wide_one_many_times_over_is_bounded()
    {
        var files = new List<(string, string)>();
        for (var level = 0; level < 6; level++)
        {
            var text = new StringBuilder("Resources:\n");
            for (var i = 0; i < 60; i++)
            {
                text.Append($"  S{i}: {{ Type: 'AWS::CloudFormation::Stack', Properties: {{ TemplateURL: l{level + 1}.yaml }} }}\n");
            }

            files.Add(($"l{level}.yaml", text.ToString()));
        }

        files.Add(("l6.yaml", "Resources: { Q: { Type: 'AWS::SQS::Queue' } }"));
        var reading = Templates.ReadAll(files.ToArray());
        Assert.Contains("STOA2524", reading.Codes(), StringComparison.Ordinal);
        Assert.True(reading.Units.Sum(static u => u.Resources.Count) <= 50_000);
    }

    [Theory]
    [InlineData("Resources: { X: { Type: 'AWS::X::Y', Properties: { V: !Sub [] } } }")]
    [InlineData("Resources: { X: { Type: 'AWS::X::Y', Properties: { V: !Sub [{}, []] } } }")]
    [InlineData("Resources: { X: { Type: 'AWS::X::Y', Properties: { V: !Sub '${' } } }")]
    [InlineData("Resources: { X: { Type: 'AWS::X::Y', Properties: { V: !Sub '${}${!}${.}' } } }")]
    [InlineData("Resources: { X: { Type: 'AWS::X::Y', Properties: { V: !GetAtt . } } }")]
    [InlineData("Resources: { X: { Type: 'AWS::X::Y', Properties: { V: !GetAtt [] } } }")]
    [InlineData("Resources: { X: { Type: 'AWS::X::Y', Properties: { V: !Select [-1, [a]] } } }")]
    [InlineData("Resources: { X: { Type: 'AWS::X::Y', Properties: { V: !Select [99999999999, [a]] } } }")]
    [InlineData("Resources: { X: { Type: 'AWS::X::Y', Properties: { V: !Cidr ['::/0', 256, 127] } } }")]
    [InlineData("Resources: { X: { Type: 'AWS::X::Y', Properties: { V: !Cidr [0.0.0.0/0, 1, 31] } } }")]
    [InlineData("Resources: { X: { Type: 'AWS::X::Y', Properties: { V: !FindInMap [a] } } }")]
    [InlineData("Resources: { X: { Type: 'AWS::X::Y', Properties: { V: !If [] } } }")]
    [InlineData("Resources: { X: { Type: 'AWS::X::Y', Properties: { V: !Split ['', a] } } }")]
    [InlineData("Resources: { X: { Type: 'AWS::X::Y', Properties: !Ref AWS::NoValue } }")]
    [InlineData("Resources: { X: { Type: 'AWS::X::Y', Properties: { Tags: [1, { Key: !Ref AWS::Region }] } } }")]
    [InlineData("Resources: { X: { Type: 'AWS::X::Y', Properties: { Ref: X } } }")]
    [InlineData("Resources: { X: { Type: 'AWS::X::Y', Metadata: { cfn_nag: { rules_to_suppress: [1, {}, { id: [] }] } } } }")]
    [InlineData("Transform: [{}, { Name: [] }, 'x']\nResources: { X: { Type: 'AWS::X::Y' } }")]
    public void Nonsense_is_read_without_an_exception(string text) => Assert.Equal("X", Templates.Read(text).Addresses());
}
