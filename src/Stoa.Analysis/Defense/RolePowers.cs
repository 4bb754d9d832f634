using Stoa.Language.Values;
using Stoa.Workloads;

namespace Stoa.Analysis.Defense;

/// <summary>Judges whether roles may do more than a task needs: everything, or everything with a service.</summary>
internal sealed class RolePowers(Workload workload)
{
    // Services of which everything still reads and changes no data.
    private static readonly string[] Harmless = ["logs", "xray", "cloudwatch", "ec2messages", "ssmmessages"];

    private readonly Dictionary<Resource, ControlFinding> judged = [];

    /// <summary>What a role may do.</summary>
    public ControlFinding Judge(Resource role)
    {
        if (!judged.TryGetValue(role, out var finding))
        {
            judged.Add(role, finding = Ask(role));
        }

        return finding;
    }

    /// <summary>The roles of a component.</summary>
    public static IEnumerable<Resource> RolesOf(Topology.Component component) => component.Settings
        .Concat(component.Members.Where(static m => m.Kind?.Id is "aws.eks.node_group").SelectMany(static m => m.Resources("role").Items))
        .Where(static s => s.Kind?.Id == "aws.iam.role")
        .Concat(component.Role is Topology.ComponentRole.Workflow && component.Main.TryGet("role", out var value) && value.Resource() is { } own ? [own] : [])
        .Distinct();

    private ControlFinding Ask(Resource role)
    {
        var doubt = Read(role, role.Get("inline_statements"), "its own policies", out var finding);
        if (finding is not null)
        {
            return finding;
        }

        var arns = role.Get("managed_policy_arns");
        doubt |= arns.IsUnknown;
        foreach (var arn in arns.Elements())
        {
            if (arn.Text() is { } text)
            {
                if (Broad(text) is { } reason)
                {
                    return Finding.Absent(role, reason);
                }

                // A policy that AWS keeps grants no more than its name says; somebody else's is not known.
                doubt |= !text.Contains(":iam::aws:policy/", StringComparison.Ordinal);
            }
            else if (PolicyIn(arn) is { } policy)
            {
                doubt |= Read(policy, policy.Get("statements"), "it", out finding);
            }
            else if (arn is { IsUnknown: true, Parts: [.., var last] } && last.Text() is { } end && end.Contains("policy/", StringComparison.Ordinal))
            {
                // arn:${partition}:iam::aws:policy/…
                if (Broad(end) is { } reason)
                {
                    return Finding.Absent(role, reason);
                }
            }
            else
            {
                doubt = true;
            }

            if (finding is not null)
            {
                return finding;
            }
        }

        foreach (var edge in workload.To(role))
        {
            if (edge.From.Kind?.Id == "aws.iam.policy" || edge.From.Type is "AWS::IAM::Policy")
            {
                var statements = edge.From.Kind is not null ? edge.From.Get("statements") : Workloads.Policies.PolicyStatements.Of(edge.From.Attributes.Get("PolicyDocument"));
                doubt |= Read(edge.From, statements, "it", out finding);
                if (finding is not null)
                {
                    return finding;
                }
            }
        }

        return doubt ? Finding.Unknown(role, "has a policy that is not known") : Finding.Present(role, "may not do everything, nor everything with a service");
    }

    private static Resource? PolicyIn(Value arn) => arn.Resource() is { Kind.Id: "aws.iam.policy" } open ? open
        : arn.References.Select(static r => r.Target).OfType<Resource>().FirstOrDefault(static r => r.Kind?.Id == "aws.iam.policy");

    private static string? Broad(string arn)
    {
        var name = arn[(arn.LastIndexOf('/') + 1)..];
        return name is "AdministratorAccess" ? "has AdministratorAccess: it may do everything"
            : name is "PowerUserAccess" ? "has PowerUserAccess: it may do everything but manage users"
            : name.EndsWith("FullAccess", StringComparison.Ordinal) && !name.Contains("Logs", StringComparison.Ordinal) && !name.Contains("XRay", StringComparison.OrdinalIgnoreCase) ? $"has {name}: it may do everything with a service"
            : null;
    }

    /// <summary>Whether something in the statements is unknown; and what grants too much.</summary>
    private static bool Read(Resource holder, Value statements, string what, out ControlFinding? finding)
    {
        finding = null;
        if (statements.IsNull)
        {
            return false;
        }

        if (!statements.HasValue || statements.Open is not null || statements.Kind is not (TypeKind.Tuple or TypeKind.List or TypeKind.Set))
        {
            return true;
        }

        var doubt = false;
        foreach (var statement in statements.Items)
        {
            if (statement.IsUnknown)
            {
                doubt = true;
                continue;
            }

            if (statement.Get("effect").Text() != "Allow" || statement.Get("conditions") is { HasValue: true, Open: null, Count: > 0 })
            {
                continue;
            }

            if (!statement.Get("resources").Elements().Any(static r => r.Text() == "*"))
            {
                doubt |= statement.Get("resources").IsUnknown;
                continue;
            }

            foreach (var action in statement.Get("actions").Elements())
            {
                if (action.Text() is not { } text)
                {
                    doubt = true;
                }
                else if (text is "*" or "*:*")
                {
                    finding = Finding.Absent(holder, $"grants every action on every resource");
                    return false;
                }
                else if (text.EndsWith(":*", StringComparison.Ordinal) && !Harmless.Contains(text[..^2]))
                {
                    finding = Finding.Absent(holder, $"grants {text} on every resource");
                    return false;
                }
            }
        }

        return doubt;
    }
}
