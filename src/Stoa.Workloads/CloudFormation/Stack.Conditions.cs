using Stoa.Language.Documents;
using Stoa.Language.Values;

namespace Stoa.Workloads.CloudFormation;

/// <summary>Conditions, in Kleene's logic: null is unknown.</summary>
internal sealed partial class Stack
{
    private readonly Dictionary<string, bool?> truths = [];
    private readonly HashSet<string> beingDecided = [];

    // Within a resource its own condition holds: were it false, there would be nothing to describe.
    private string? assumed;

    private bool? ConditionOf(MappingNode body) =>
        body.TryGet("Condition", out Node? node) && node is ScalarNode name ? Condition(name.Text, name) : true;

    private bool? Condition(string name, Node at)
    {
        if (name == assumed)
        {
            return true;
        }

        if (truths.TryGetValue(name, out var known))
        {
            return known;
        }

        if (!conditions.TryGetValue(name, out var node))
        {
            if (!isOpen && !conditions.Keys.Any(Intrinsic.IsLongName))
            {
                settings.Diagnostics.Add(WorkloadDiagnostics.UnknownCondition(name, conditions.Keys, Location(at)));
            }

            return truths[name] = null;
        }

        if (!beingDecided.Add(name))
        {
            settings.Diagnostics.Add(WorkloadDiagnostics.CircularCondition(name, Location(at)));
            return null;
        }

        // What holds within one resource must not be remembered for the others.
        var outer = assumed;
        assumed = null;
        var truth = Truth(node);
        assumed = outer;
        beingDecided.Remove(name);
        return truths[name] = truth;
    }

    private bool? Truth(Node node)
    {
        if (depth >= StackBudget.MaxDepth || !settings.Budget.TryStep())
        {
            ReportTooMuch(node);
            return null;
        }

        depth++;
        var truth = Decide(node);
        depth--;
        return truth;
    }

    private bool? Decide(Node node)
    {
        if (!Intrinsic.TryRead(node, out var call))
        {
            if (node is MappingNode { Entries: [{ Key.Text: "Condition", Value: ScalarNode name }] })
            {
                return Condition(name.Text, name);
            }

            return Evaluate(node) is { } value ? Truth(value) : null;
        }

        var terms = (call.Argument as SequenceNode)?.Items;
        switch (call.Name)
        {
            case "Condition" when call.Argument is ScalarNode name:
                return Condition(name.Text, name);
            case "Fn::Not" when terms is [var term]:
                return !Truth(term);
            case "Fn::And" when terms is not null:
                return Any(terms, decisive: false);
            case "Fn::Or" when terms is not null:
                return Any(terms, decisive: true);
            case "Fn::Equals" when terms is [var left, var right]:
                return AreEqual(left, right);
            case "Fn::Not" or "Fn::And" or "Fn::Or" or "Fn::Equals" or "Condition":
                settings.Diagnostics.Add(WorkloadDiagnostics.WrongArgument(call.Name, Location(node)));
                return null;
            default:
                return Evaluate(node) is { } result ? Truth(result) : null;
        }
    }

    private static bool? Truth(Value value) => TextOf(value) switch
    {
        "true" or "True" => true,
        "false" or "False" => false,
        _ => null,
    };

    /// <summary>Or where true decides; And where false does.</summary>
    private bool? Any(IReadOnlyList<Node> terms, bool decisive)
    {
        bool? result = !decisive;
        foreach (var term in terms)
        {
            var truth = Truth(term);
            if (truth == decisive)
            {
                return decisive;
            }

            if (truth is null)
            {
                result = null;
            }
        }

        return result;
    }

    private bool? AreEqual(Node left, Node right)
    {
        Value? a = Evaluate(left), b = Evaluate(right);
        if (a is null || b is null)
        {
            return a is null && b is null ? true : null;
        }

        if (TextOf(a) is { } x && TextOf(b) is { } y)
        {
            return x == y;
        }

        // A parameter that nobody set can still not be what its declaration does not allow.
        if (Excludes(left, b) || Excludes(right, a))
        {
            return false;
        }

        return a.IsWhollyKnown && b.IsWhollyKnown ? a.WithSensitivity(false).Equals(b.WithSensitivity(false)) : null;
    }

    private bool Excludes(Node node, Value other) =>
        Intrinsic.TryRead(node, out var call)
        && call is { Name: "Ref", Argument: ScalarNode name }
        && parameters.TryGetValue(name.Text, out var parameter)
        && parameter is { Value.IsUnknown: true, Allowed.Count: > 0 }
        && TextOf(other) is { } text
        && !parameter.Allowed.Contains(text);
}
