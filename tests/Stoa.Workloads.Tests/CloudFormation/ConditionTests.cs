namespace Stoa.Workloads.Tests.CloudFormation;

public sealed class ConditionTests
{
    [Theory]
    [InlineData("!Equals [a, a]", "X")]
    [InlineData("!Equals [a, b]", "")]
    [InlineData("!Equals [!Ref Number, '1']", "X")]
    [InlineData("!Equals ['true', true]", "X")]
    [InlineData("!Not [!Equals [a, a]]", "")]
    [InlineData("!Equals [!Ref Asked, a]", "X?")]
    [InlineData("!Not [!Equals [!Ref Asked, a]]", "X?")]
    [InlineData("!And [!Equals [a, b], !Equals [!Ref Asked, a]]", "")]
    [InlineData("!And [!Equals [a, a], !Equals [!Ref Asked, a]]", "X?")]
    [InlineData("!Or [!Equals [a, a], !Equals [!Ref Asked, a]]", "X")]
    [InlineData("!Or [!Equals [a, b], !Equals [!Ref Asked, a]]", "X?")]
    [InlineData("!Or [!Equals [a, b], { Condition: Other }]", "X")]
    [InlineData("{ Fn::And: [{ Condition: Other }, { Fn::Equals: [a, a] }] }", "X")]
    [InlineData("!Condition Other", "X")]
    [InlineData("!Equals [!Ref Stage, dev]", "")]
    [InlineData("!Equals [!Ref Stage, prod]", "X?")]
    [InlineData("!Equals [!Join ['', !Ref Zones], ab]", "X")]
    public void A_resource_stands_unless_its_condition_is_false(string condition, string expected)
    {
        var reading = Templates.Read($$"""
            Parameters:
              Asked: { Type: String }
              Number: { Type: Number, Default: 1 }
              Stage: { Type: String, AllowedValues: [prod, test] }
              Zones: { Type: CommaDelimitedList, Default: 'a,b' }
            Conditions:
              Other: !Equals [x, x]
              Wanted: {{condition}}
            Resources:
              X: { Type: 'AWS::SQS::Queue', Condition: Wanted }
            """);
        Assert.Empty(reading.Diagnostics);
        Assert.Equal(expected, reading.Addresses());
    }

    [Fact]
    public void Within_a_resource_its_own_condition_holds()
    {
        var reading = Templates.Read("""
            Parameters: { Asked: { Type: String } }
            Conditions: { Wanted: !Equals [!Ref Asked, x] }
            Resources:
              X:
                Type: AWS::SQS::Queue
                Condition: Wanted
                Properties: { QueueName: !If [Wanted, a, b] }
              Y:
                Type: AWS::SQS::Queue
                Properties: { QueueName: !If [Wanted, a, b] }
            """);
        Assert.Equal("\"a\"", reading.Resource("X").Attribute("QueueName").ToString());
        Assert.True(reading.Resource("Y").Attribute("QueueName").IsUnknown);
    }

    [Fact]
    public void Conditions_in_a_circle_are_unknown_and_say_so()
    {
        var reading = Templates.Read("""
            Conditions: { A: !Condition B, B: !Not [!Condition A] }
            Resources: { X: { Type: 'AWS::SQS::Queue', Condition: A } }
            """);
        Assert.Equal("X?", reading.Addresses());
        Assert.Equal("STOA2512", reading.Codes());
    }

    [Fact]
    public void A_reference_to_an_absent_resource_is_reported_unless_the_same_condition_guards_it()
    {
        var reading = Templates.Read("""
            Conditions: { Never: !Equals [a, b] }
            Resources:
              Gone: { Type: 'AWS::SQS::Queue', Condition: Never }
              Guarded: { Type: 'AWS::SQS::Queue', Properties: { QueueName: !If [Never, !Ref Gone, x] } }
              Bare: { Type: 'AWS::SQS::Queue', Properties: { QueueName: !Ref Gone } }
            """);
        var diagnostic = Assert.Single(reading.Diagnostics);
        Assert.Equal("STOA2514", diagnostic.Code);
        Assert.Equal("template.yaml:5", diagnostic.Location!.ToString());
    }
}
