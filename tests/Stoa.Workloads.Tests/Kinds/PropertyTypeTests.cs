using Stoa.Workloads.Kinds;

namespace Stoa.Workloads.Tests.Kinds;

public sealed class PropertyTypeTests
{
    [Theory]
    [InlineData("bool")]
    [InlineData("number")]
    [InlineData("string")]
    [InlineData("any")]
    [InlineData("ref")]
    [InlineData("ref(aws.ec2.subnet)")]
    [InlineData("ref(aws.ec2.subnet, aws.ec2.vpc)")]
    [InlineData("list(ref(aws.ec2.subnet))")]
    [InlineData("map(list(string))")]
    [InlineData("object({})")]
    [InlineData("list(object({port = number, groups = list(ref(aws.ec2.security_group))}))")]
    public void A_type_is_written_as_it_was_read(string text)
    {
        var type = PropertyType.Parse(text, out var error);

        Assert.Null(error);
        Assert.Equal(text, type!.ToString());
    }

    [Fact]
    public void Spaces_and_lines_mean_nothing() =>
        Assert.Equal("list(object({a = bool, b = ref}))", PropertyType.Parse(" list( object({\n a=bool,\n b = ref,\n}) ) ", out _)!.ToString());

    [Theory]
    [InlineData("", "a type is missing")]
    [InlineData("strng", "\"strng\" is no type")]
    [InlineData("list", "a '(' was expected after list")]
    [InlineData("list(string", "a ')' was expected after the element's type")]
    [InlineData("string)", "\")\" follows a complete type")]
    [InlineData("ref()", "ref( names no kind")]
    [InlineData("object({a bool})", "a '=' was expected after a")]
    [InlineData("object({a = bool, a = bool})", "the member a is there twice")]
    [InlineData("[string]", "'[' begins no type")]
    public void What_is_no_type_is_refused_with_a_reason(string text, string reason)
    {
        Assert.Null(PropertyType.Parse(text, out var error));
        Assert.StartsWith(reason, error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_type_nested_a_thousand_times_is_refused()
    {
        Assert.Null(PropertyType.Parse(string.Concat(Enumerable.Repeat("list(", 1000)), out var error));
        Assert.Equal("it is nested too deeply", error);
    }

    [Theory]
    [InlineData("object({a = list(ref)})", true)]
    [InlineData("map(object({a = string}))", false)]
    public void A_type_knows_whether_it_holds_references(string text, bool holds) =>
        Assert.Equal(holds, PropertyType.Parse(text, out _)!.HasReference);
}
