using Stoa.Language.Documents;

namespace Stoa.Workloads.CloudFormation.Sam;

/// <summary>What the expansion needs to see of functions without evaluating them.</summary>
internal static class Intrinsics
{
    /// <summary>The logical id or parameter that a node refers to by <c>Ref</c> or <c>Fn::GetAtt</c>; null for any other node.</summary>
    public static string? Target(Node? node)
    {
        if (node is null || !Intrinsic.TryRead(node, out var call))
        {
            return null;
        }

        return call switch
        {
            { Name: "Ref", Argument: ScalarNode name } => name.Text,
            { Name: "Fn::GetAtt", Argument: ScalarNode path } => path.Text.Split('.')[0],
            { Name: "Fn::GetAtt", Argument: SequenceNode { Items: [ScalarNode id, ..] } } => id.Text,
            _ => null,
        };
    }

    /// <summary>Whether a node stands for "as if nobody had written this".</summary>
    public static bool IsNoValue(Node node) => Target(node) == "AWS::NoValue";

    /// <summary>The three parts of <c>Fn::If</c>.</summary>
    public static bool TryIf(Node? node, out string condition, out Node whenTrue, out Node whenFalse)
    {
        if (node is not null
            && Intrinsic.TryRead(node, out var call)
            && call is { Name: "Fn::If", Argument: SequenceNode { Items: [ScalarNode name, var a, var b] } })
        {
            (condition, whenTrue, whenFalse) = (name.Text, a, b);
            return true;
        }

        (condition, whenTrue, whenFalse) = ("", null!, null!);
        return false;
    }

    /// <summary>Whether a plain or quoted text says true.</summary>
    public static bool IsTrue(Node? node) => node is ScalarNode { Text: "true" or "True" };

    /// <summary>Whether a plain or quoted text says false.</summary>
    public static bool IsFalse(Node? node) => node is ScalarNode { Text: "false" or "False" };
}
