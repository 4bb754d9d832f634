using System.Buffers;
using Stoa.Analysis.Topology;
using Stoa.Language.Values;
using Stoa.Workloads;

namespace Stoa.Analysis.Defense;

/// <summary>What stands beside all layers: who acts with which secrets, and who notices.</summary>
internal sealed class StripControls(WorkloadFigures figures, EdgeControls edge)
{
    private static readonly (string Control, string Kind, string Name)[] Services =
    [
        ("guardduty", "aws.guardduty.detector", "GuardDuty"), ("security-hub", "aws.securityhub.account", "Security Hub"), ("cloudtrail", "aws.cloudtrail.trail", "CloudTrail"),
        ("config", "aws.config.recorder", "Config"), ("inspector", "aws.inspector.enabler", "Inspector"),
    ];

    private static readonly SearchValues<char> KeyCharacters = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789");

    private readonly List<(string Control, ControlFinding Finding)> account = [.. Services.Select(s => (s.Control, Service(figures.Workload, s.Kind, s.Name)))];

    /// <summary>Adds the strips of a path.</summary>
    public void Ask(PathFinder.Draft path, ControlList controls)
    {
        var compute = path.Components.Where(static c => c.Computes).ToList();
        controls.All("own-role", compute.Select(Role).OfType<ControlFinding>());
        controls.All("no-static-keys", compute.SelectMany(Keys));
        controls.All("no-plain-secrets", compute.SelectMany(Secrets));
        controls.All("managed-password", Password(path.Components[^1].Main) is { } password ? [password] : []);
        foreach (var (control, finding) in account)
        {
            controls.Any(control, [finding]);
        }

        var doors = path.Components.Where(static c => c.Tier is Tier.Edge or Tier.Ingress).ToList();
        var filters = doors.SelectMany(EdgeControls.FiltersOf).Distinct().ToList();
        controls.All("waf-logs", filters.Count > 0
            ? filters.Select(static f => Finding.Says(f, "logging", "logs what it sees", "logs nothing of what it sees"))
            : doors.Select(edge.Filter).OfType<ControlFinding>().Where(static f => f.State == ControlState.Present).Select(static f => f.Resource is { } r ? Finding.Unknown(r, "has a web ACL that is not in this workload, which logs or not") : f));
        controls.All("access-logs", doors.SelectMany(Logs));
    }

    /// <summary>What belongs to the account may be declared elsewhere: never missing.</summary>
    private static ControlFinding Service(Workload workload, string kind, string name)
    {
        foreach (var resource in Network.SecurityGroups.OfKind(workload, kind))
        {
            if (resource.IsIndeterminate)
            {
                return Finding.Unknown(resource, $"turns {name} on or not");
            }

            var isOff = (resource.TryGet("enabled", out var on) && on.Truth() == false) || (resource.TryGet("logging", out var logging) && logging.Truth() == false);
            return isOff ? Finding.Absent(resource, $"turns {name} off") : Finding.Present(resource, $"turns {name} on");
        }

        return Finding.Unknown($"nothing here says whether the account has {name}");
    }

    private static ControlFinding? Role(Component component)
    {
        switch (component.Role)
        {
            case ComponentRole.Machines:
                return RolePowers.RolesOf(component).FirstOrDefault() is { } role ? Finding.Present(component.Main, $"acts as {role.Address}")
                    : component.Main.TryGet("instance_profile", out var profile) && !profile.IsNull ? Finding.Present(component.Main, "acts as a role that is not in this workload", "instance_profile")
                    : component.Settings.Any(static s => s.TryGet("instance_profile", out var p) && !p.IsNull) ? Finding.Present(component.Main, "acts as a role that is not in this workload")
                    : null;
            case ComponentRole.Containers:
                var task = component.Settings.FirstOrDefault(static s => s.Kind?.Id == "aws.ecs.task_definition");
                return task is null ? Finding.Unknown(component.Main, "has a task definition that is not in this workload")
                    : task.Get("task_role").IsNull ? null : Finding.Present(task, "has a role of its own", "task_role");
            case ComponentRole.Function:
                return Finding.Present(component.Main, component.Main.Get("role").Resource() is { } own ? $"acts as {own.Address}" : "acts as a role that is not in this workload", "role");
            default:
                return null;
        }
    }

    private IEnumerable<ControlFinding> Keys(Component component)
    {
        foreach (var holder in component.Members.Concat(component.Settings))
        {
            if (figures.Workload.From(holder).FirstOrDefault(static e => e.To.Kind?.Id == "aws.iam.access_key") is { } edge)
            {
                yield return Finding.Absent(holder, $"carries the access key {edge.To.Address}");
            }
        }

        foreach (var machine in component.Members.Concat(component.Settings).Where(static m => m.Kind?.Id is "aws.ec2.instance" or "aws.ec2.launch_template" or "aws.autoscaling.launch_configuration"))
        {
            var data = machine.Get("user_data");
            if (Texts(data).Any(static t => t.Contains("aws_secret_access_key", StringComparison.OrdinalIgnoreCase) || HasKeyId(t)))
            {
                yield return Finding.Absent(machine, "carries an access key in its user data", "user_data");
            }
        }

        foreach (var (holder, names) in Environments(component))
        {
            if (names is null)
            {
                yield return Finding.Unknown(holder, "has an environment that is not known");
            }
            else
            {
                yield return names.Keys.FirstOrDefault(static n => n is "AWS_SECRET_ACCESS_KEY" or "AWS_ACCESS_KEY_ID") is { } name
                    ? Finding.Absent(holder, $"carries {name} in its environment")
                    : Finding.Present(holder, "carries no access key in its environment");
            }
        }
    }

    private static IEnumerable<string> Texts(Value value) => value.Text() is { } text ? [text]
        : value.IsUnknown ? value.Parts.ToArray().Select(static p => p.Text()).OfType<string>() : [];

    /// <summary>Whether a text holds the id of an access key: AKIA and sixteen capitals or digits.</summary>
    private static bool HasKeyId(string text)
    {
        for (var at = text.IndexOf("AKIA", StringComparison.Ordinal); at >= 0; at = text.IndexOf("AKIA", at + 4, StringComparison.Ordinal))
        {
            if (at + 20 <= text.Length && !text.AsSpan(at + 4, 16).ContainsAnyExcept(KeyCharacters))
            {
                return true;
            }
        }

        return false;
    }

    private static IEnumerable<ControlFinding> Secrets(Component component)
    {
        foreach (var (holder, names) in Environments(component))
        {
            if (names is null)
            {
                yield return Finding.Unknown(holder, "has an environment that is not known");
                continue;
            }

            var name = names.FirstOrDefault(static n => IsSecret(n.Key) && !IsPointer(n.Key, n.Value)).Key;
            yield return name is not null ? Finding.Absent(holder, $"carries {name} in its environment, for everybody to read who may describe it") : Finding.Present(holder, "carries no secret in its environment");
        }
    }

    /// <summary>The names in the environments of what runs, with their values where those are known; null where they are not.</summary>
    private static IEnumerable<(Resource Holder, Dictionary<string, Value>? Names)> Environments(Component component)
    {
        switch (component.Role)
        {
            case ComponentRole.Function:
                var variables = component.Main.Get("environment");
                yield return (component.Main, variables.IsNull ? []
                    : variables is { HasValue: true, Open: null, Kind: TypeKind.Map or TypeKind.Object } ? variables.Pairs.ToDictionary(static p => p.Key, static p => p.Value) : null);
                break;
            case ComponentRole.Containers:
                foreach (var task in component.Settings.Where(static s => s.Kind?.Id == "aws.ecs.task_definition"))
                {
                    var containers = task.Get("containers");
                    if (!containers.HasValue || containers.Open is not null)
                    {
                        yield return (task, null);
                        continue;
                    }

                    foreach (var container in containers.Elements())
                    {
                        var names = container.Get("environment");
                        yield return (task, names.IsUnknown ? null : names.Elements().Select(static n => n.Text()).OfType<string>().Distinct().ToDictionary(static n => n, static _ => Value.Null));
                    }
                }

                break;
        }
    }

    private static bool IsSecret(string name)
    {
        var upper = name.ToUpperInvariant();
        return SecretNames.Match(name) || upper.EndsWith("PASSWD", StringComparison.Ordinal) || upper.EndsWith("_SECRET", StringComparison.Ordinal) || upper.EndsWith("API_KEY", StringComparison.Ordinal)
            || upper.EndsWith("SECRET_KEY", StringComparison.Ordinal) || upper.EndsWith("_TOKEN", StringComparison.Ordinal) || upper is "SECRET" or "TOKEN";
    }

    /// <summary>The name of a secret, or its address, is none.</summary>
    private static bool IsPointer(string name, Value value) =>
        value.Text() is { } text && (text.Length == 0 || text.StartsWith("arn:", StringComparison.Ordinal) || text.StartsWith("{{resolve:", StringComparison.Ordinal))
        || value.References.Any(static r => r.Target is Resource { Kind.Id: "aws.secretsmanager.secret" or "aws.ssm.parameter" } && r.Attribute is "" or "arn" or "id" or "name" or "Ref" or "Arn");

    private static ControlFinding? Password(Resource store)
    {
        if (store.Kind?.Id is not ("aws.rds.instance" or "aws.rds.cluster") || (store.TryGet("is_replica", out var replica) && replica.Truth() == true))
        {
            return null;
        }

        if (store.Get("manages_password_in_secrets").Truth() == true)
        {
            return Finding.Present(store, "leaves its password to Secrets Manager", "manages_password_in_secrets");
        }

        var password = store.Get("password");
        if (password.Text() is { } text)
        {
            return text.StartsWith("{{resolve:secretsmanager", StringComparison.Ordinal) || text.StartsWith("{{resolve:ssm-secure", StringComparison.Ordinal)
                ? Finding.Present(store, "takes its password from where secrets are kept", "password")
                : Finding.Absent(store, "has its password in the source", "password");
        }

        if (password.IsNull)
        {
            return store.Get("iam_authentication").Truth() == true ? Finding.Present(store, "takes identities instead of passwords", "iam_authentication")
                : Finding.Unknown(store, "has a password that nobody here gives it");
        }

        var fromSecret = password.Parts.ToArray().Append(password).Any(static p => p.Text()?.StartsWith("{{resolve:secretsmanager", StringComparison.Ordinal) == true
            || p.References.Any(static r => r.Target is Resource { Kind.Id: "aws.secretsmanager.secret" or "aws.ssm.parameter" } or Resource { Type: "aws_secretsmanager_secret_version" }
                or Workloads.Terraform.DataSource { Type: "aws_secretsmanager_secret_version" or "aws_ssm_parameter" }));
        return fromSecret ? Finding.Present(store, "takes its password from where secrets are kept", "password")
            : Finding.Absent(store, "is given its password as a value, which stays where values are kept", "password");
    }

    private static IEnumerable<ControlFinding> Logs(Component door)
    {
        switch (door.Role)
        {
            case ComponentRole.ContentDelivery:
                yield return Finding.Of(door.Main.Get("logging").Truth() | door.Main.Get("realtime_logs").Truth(), door.Main, "logs requests", "logs no request", "logs requests or not", "logging");
                break;
            case ComponentRole.LoadBalancer:
                yield return Finding.Says(door.Main, "access_logs", "logs requests", "logs no request");
                break;
            case ComponentRole.Api:
                foreach (var stage in door.Members.Where(static m => m.Kind?.Id is "aws.apigateway.stage" or "aws.apigateway.http_stage"))
                {
                    yield return Finding.Says(stage, "access_logs", "logs requests", "logs no request");
                }

                break;
        }
    }
}
