using Stoa.Language.Values;
using Stoa.Workloads;

namespace Stoa.Analysis.Network;

/// <summary>What security groups let in.</summary>
internal static class SecurityGroups
{
    /// <summary>
    /// Whether one of the groups that a property names lets the internet in. A resource that names none has its VPC's default group,
    /// which admits only its own members.
    /// </summary>
    public static InternetReach Admit(Resource resource, string property)
    {
        var groups = resource.Resources(property);
        if (groups.IsEmpty)
        {
            return InternetReach.Of(false, resource, "has no security group of its own, and the default one admits its own members only");
        }

        var answer = groups.IsComplete
            ? new InternetReach(false, [])
            : InternetReach.Of(null, resource, "has a security group that is not in this workload");
        foreach (var group in groups.Items)
        {
            answer = answer.Or(Admits(group));
        }

        return answer;
    }

    /// <summary>Whether a group has a rule that lets the internet in.</summary>
    public static InternetReach Admits(Resource group)
    {
        // A default group says no more than how many rules it has.
        var rules = group.Get("ingress");
        if (rules.IsNull)
        {
            return Closed(group);
        }

        if (!rules.HasValue || rules.Kind is not (TypeKind.Tuple or TypeKind.List or TypeKind.Set))
        {
            return InternetReach.Of(null, group, "has rules that are not known");
        }

        bool? open = false;
        foreach (var rule in rules.Items)
        {
            var admits = AdmitsEveryone(rule);
            if (admits == true)
            {
                return InternetReach.Of(true, group, $"admits the internet to {Ports(rule)}");
            }

            open |= admits;
        }

        return open is null ? InternetReach.Of(null, group, "has a rule whose source is not known") : Closed(group);
    }

    private static bool? AdmitsEveryone(Value rule)
    {
        var ranges = rule.Get("cidrs");
        if (ranges.IsUnknown)
        {
            return null;
        }

        // What a prefix list holds is nowhere written.
        bool? open = rule.Get("prefix_lists") is { IsNull: false } lists && (lists.IsUnknown || lists.Count > 0) ? null : false;
        foreach (var range in ranges.IsNull ? [] : ranges.Items)
        {
            open |= Everyone.IsIn(range);
        }

        return open;
    }

    private static InternetReach Closed(Resource group) => InternetReach.Of(false, group, "admits nobody from the internet");

    private static string Ports(Value rule)
    {
        var (from, to) = (rule.Get("from_port"), rule.Get("to_port"));
        if (rule.Get("protocol").Text() == "all" || !from.HasValue || !to.HasValue)
        {
            return "some or all ports";
        }

        return from.Equals(to) ? $"port {from.AsNumber()}" : $"ports {from.AsNumber()} to {to.AsNumber()}";
    }
}
