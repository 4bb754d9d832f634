using Stoa.Language.Documents;

namespace Stoa.Workloads.CloudFormation;

/// <summary>
/// A call of an intrinsic function, however it was written: <c>!Ref X</c>, <c>{Ref: X}</c>, <c>{"Ref": "X"}</c>.
/// </summary>
/// <param name="Name">The long name: <c>Ref</c>, <c>Condition</c>, <c>Fn::Sub</c>.</param>
/// <param name="Argument">What the function is given. In the short form it is the tagged node itself.</param>
/// <param name="IsShort">Whether <paramref name="Argument"/> carries the tag that named the function, which is then not to be read again.</param>
internal readonly record struct Intrinsic(string Name, Node Argument, bool IsShort)
{
    /// <summary>Reads a node as a call; false where it is plain data.</summary>
    public static bool TryRead(Node node, out Intrinsic call)
    {
        if (node.Tag is { } tag && LongName(tag) is { } name)
        {
            call = new Intrinsic(name, node, IsShort: true);
            return true;
        }

        return TryReadContent(node, out call);
    }

    /// <summary>Reads a node as a call in the long form, whatever its tag.</summary>
    public static bool TryReadContent(Node node, out Intrinsic call)
    {
        if (node is MappingNode { Entries: [var entry] } && IsLongName(entry.Key.Text))
        {
            call = new Intrinsic(entry.Key.Text, entry.Value, IsShort: false);
            return true;
        }

        call = default;
        return false;
    }

    /// <summary>Whether a key names a function. <c>Condition</c> is not among them: policies and resources have keys of that name.</summary>
    public static bool IsLongName(string key) => key == "Ref" || key.StartsWith("Fn::", StringComparison.Ordinal);

    /// <summary>The long name of a tag's function; null where the tag names none.</summary>
    private static string? LongName(string tag) => tag switch
    {
        "!Ref" => "Ref",
        "!Condition" => "Condition",
        "!Sub" => "Fn::Sub",
        "!GetAtt" => "Fn::GetAtt",
        "!Join" => "Fn::Join",
        "!If" => "Fn::If",
        "!Equals" => "Fn::Equals",
        "!Not" => "Fn::Not",
        "!And" => "Fn::And",
        "!Or" => "Fn::Or",
        "!Select" => "Fn::Select",
        "!Split" => "Fn::Split",
        "!FindInMap" => "Fn::FindInMap",
        "!ImportValue" => "Fn::ImportValue",
        "!GetAZs" => "Fn::GetAZs",
        "!Cidr" => "Fn::Cidr",
        "!Base64" => "Fn::Base64",
        "!Length" => "Fn::Length",
        "!ToJsonString" => "Fn::ToJsonString",
        "!Transform" => "Fn::Transform",
        "!GetStackOutput" => "Fn::GetStackOutput",
        "!Contains" => "Fn::Contains",
        "!EachMemberEquals" => "Fn::EachMemberEquals",
        "!EachMemberIn" => "Fn::EachMemberIn",
        "!RefAll" => "Fn::RefAll",
        "!ValueOf" => "Fn::ValueOf",
        "!ValueOfAll" => "Fn::ValueOfAll",
        _ => null,
    };
}
