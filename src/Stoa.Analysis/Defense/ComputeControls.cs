using Stoa.Analysis.Network;
using Stoa.Analysis.Topology;
using Stoa.Language.Values;
using Stoa.Workloads;

namespace Stoa.Analysis.Defense;

/// <summary>How what runs the code is guarded.</summary>
internal sealed class ComputeControls(WorkloadFigures figures)
{
    private readonly Workload workload = figures.Workload;
    private readonly RolePowers powers = new(figures.Workload);
    private readonly Dictionary<(string Control, Component Component), IReadOnlyList<ControlFinding>> known = [];
    private readonly Resource? patcher = figures.Workload.Resources.FirstOrDefault(static r => r.Type is "aws_ssm_patch_baseline" or "aws_ssm_patch_group" or "AWS::SSM::PatchBaseline"
        || (r.Type is "aws_ssm_association" or "AWS::SSM::Association" && r.Attributes.Get(r.Unit.IsCloudFormation ? "Name" : "name").Text() is "AWS-RunPatchBaseline" or "AWS-RunPatchBaselineAssociation"));

    private readonly Resource? scanner = figures.Workload.Resources.FirstOrDefault(static r =>
        r.Kind?.Id == "aws.ecr.registry_scanning" || (r.Kind?.Id == "aws.inspector.enabler" && r.Get("resource_types").Elements().Any(static t => t.Text() == "ECR")));

    /// <summary>Adds what guards the compute of a path.</summary>
    public void Ask(PathFinder.Draft path, ControlList controls)
    {
        var compute = path.Components.Where(static c => c.Computes).ToList();
        controls.Any("authentication", path.Components.SelectMany(c => Known("authentication", c, Authentication)));
        if (compute.Count == 0)
        {
            return;
        }

        controls.All("imds", compute.SelectMany(c => Known("imds", c, Metadata)));
        controls.All("no-remote-login", compute.SelectMany(c => Known("no-remote-login", c, Login)));
        controls.All("patching", compute.SelectMany(c => Known("patching", c, Patching)));
        controls.All("image-scanning", compute.SelectMany(c => Known("image-scanning", c, Scanning)));
        controls.All("least-privilege", compute.SelectMany(c => Known("least-privilege", c, Privilege)));
        controls.All("unprivileged", compute.SelectMany(c => Known("unprivileged", c, Privileged)));
        controls.All("read-only-root", compute.SelectMany(c => Known("read-only-root", c, ReadOnly)));
    }

    private IReadOnlyList<ControlFinding> Known(string control, Component component, Func<Component, IEnumerable<ControlFinding>> ask)
    {
        if (!known.TryGetValue((control, component), out var findings))
        {
            known.Add((control, component), findings = [.. ask(component)]);
        }

        return findings;
    }

    private static IEnumerable<ControlFinding> Authentication(Component component)
    {
        switch (component.Role)
        {
            case ComponentRole.FunctionAddress:
                yield return component.Main.Get("authorization").Text() switch
                {
                    "AWS_IAM" => Finding.Present(component.Main, "answers signed requests only", "authorization"),
                    "NONE" => Finding.Absent(component.Main, "answers everybody", "authorization"),
                    _ => Finding.Unknown(component.Main, "has an authorization that is not known", "authorization"),
                };
                break;
            case ComponentRole.Api:
                var routes = component.Members.Where(static m => m.Kind?.Id is "aws.apigateway.method" or "aws.apigateway.http_route" && m.Get("http_method").Text() != "OPTIONS").ToList();
                if (component.Main.TryGet("protocol", out var protocol) && protocol.Text() == "WEBSOCKET")
                {
                    // Callers of a WebSocket are asked once, when they connect.
                    routes.RemoveAll(static r => r.Get("key").Text() is { } key && key != "$connect");
                }

                var open = routes.Find(static r => r.Get("authorization").Text() == "NONE" && !(r.TryGet("api_key_required", out var key) && key.Truth() == true));
                var described = component.Main.TryGet("described_routes", out var document) ? document : Value.Null;
                if (open is not null)
                {
                    yield return Finding.Absent(open, "answers everybody", "authorization");
                }
                else if (described.Elements().FirstOrDefault(static r => r.Get("authorized").Truth() == false) is { } free)
                {
                    yield return Finding.Absent(component.Main, $"answers everybody at {free.Get("key").Text() ?? "a route"}", "described_routes");
                }
                else if (described.Elements() is { Count: > 0 } all && all.All(static r => r.Get("authorized").Truth() == true))
                {
                    yield return Finding.Present(component.Main, "asks callers of its routes who they are", "described_routes");
                }
                else if (routes.Count == 0 || routes.Exists(static r => r.Get("authorization").IsUnknown))
                {
                    yield return Finding.Unknown(component.Main, routes.Count == 0 ? "has no route in this workload that could say who may call it" : "has a route of which nobody knows who may call it");
                }
                else
                {
                    yield return Finding.Present(routes[0], $"asks callers who they are{(routes.Count > 1 ? $", as all {routes.Count} routes do" : "")}", "authorization");
                }

                break;
            case ComponentRole.LoadBalancer:
                foreach (var door in component.Members.Where(static m => m.Kind?.Id is "aws.elb.listener" or "aws.elb.listener_rule"))
                {
                    if (door.Get("actions").Elements().FirstOrDefault(static a => a.Text() is "authenticate-oidc" or "authenticate-cognito" or "jwt-validation") is { } action)
                    {
                        yield return Finding.Present(door, $"asks callers who they are ({action.Text()})", "actions");
                    }
                }

                break;
        }
    }

    /// <summary>What machines are made from: themselves, or their group's or node group's template.</summary>
    private static IEnumerable<Resource> Machines(Component component)
    {
        switch (component.Role)
        {
            case ComponentRole.Machines:
                foreach (var member in component.Members)
                {
                    if (member.Kind?.Id == "aws.ec2.instance")
                    {
                        yield return member;
                    }
                    else if (member.Kind?.Id == "aws.autoscaling.group" && Reachability.LaunchOf(member) is { } launch)
                    {
                        yield return launch;
                    }
                }

                break;
            case ComponentRole.ContainerCluster:
                foreach (var group in component.Members)
                {
                    if (group.Kind?.Id == "aws.eks.node_group" && group.Get("launch_template").Resource() is { } template)
                    {
                        yield return template;
                    }
                }

                break;
        }
    }

    private static bool IsMachines(Component component) => component.Role == ComponentRole.Machines;

    private static IEnumerable<ControlFinding> Metadata(Component component)
    {
        var any = false;
        foreach (var machine in Machines(component))
        {
            any = true;
            yield return machine.Get("metadata_endpoint").Text() == "disabled" ? Finding.Present(machine, "has no metadata service", "metadata_endpoint")
                : machine.Get("metadata_tokens").Text() switch
                {
                    "required" => Finding.Present(machine, "asks for a token (IMDSv2)", "metadata_tokens"),
                    "optional" => Finding.Absent(machine, "answers without a token (IMDSv1), unless the account or image decides otherwise", "metadata_tokens"),
                    _ => Finding.Unknown(machine, "asks for a token or not", "metadata_tokens"),
                };
        }

        if (!any && IsMachines(component))
        {
            yield return Finding.Unknown(component.Main, "has a launch template that is not in this workload");
        }
    }

    private IEnumerable<ControlFinding> Login(Component component)
    {
        if (component.Role == ComponentRole.ContainerCluster)
        {
            foreach (var group in component.Members.Where(static m => m.Kind?.Id == "aws.eks.node_group"))
            {
                yield return group.Get("ssh_key").IsNull ? Finding.Present(group, "has no SSH key")
                    : group.Get("ssh_sources").Elements().Count == 0 && !group.Get("ssh_sources").IsUnknown ? Finding.Absent(group, "opens SSH to everybody", "ssh_key")
                    : Finding.Absent(group, "is logged in to with a key", "ssh_key");
            }

            yield break;
        }

        if (!IsMachines(component))
        {
            yield break;
        }

        var groups = CallFinder.GroupsOf(component).Distinct().ToList();
        foreach (var group in groups)
        {
            foreach (var port in (ReadOnlySpan<int>)[22, 3389])
            {
                if (OpenTo(group, port) is { } range)
                {
                    yield return Finding.Absent(group, $"admits {range} to port {port}", "ingress");
                    yield break;
                }
            }
        }

        var role = RolePowers.RolesOf(component).FirstOrDefault();
        var arns = role?.Get("managed_policy_arns");
        var managed = arns?.Elements().Any(static a => End(a) is "AmazonSSMManagedInstanceCore" or "AmazonSSMManagedEC2InstanceDefaultPolicy" or "AmazonEC2RoleforSSM") == true;
        foreach (var machine in Machines(component))
        {
            var key = machine.Get("key_name");
            yield return key.IsNull ? Finding.Present(machine, managed ? $"has no key pair; {role!.Address} lets Session Manager in" : "has no key pair")
                : key.IsUnknown ? Finding.Unknown(machine, "has a key pair or not", "key_name")
                : Finding.Absent(machine, $"is logged in to with the key pair {key.Text()}{(managed ? ", though Session Manager could do without" : "")}", "key_name");
        }
    }

    private static string? End(Value arn)
    {
        var text = arn.Text() ?? (arn is { IsUnknown: true, Parts: [.., var last] } ? last.Text() : null);
        return text?[(text.LastIndexOf('/') + 1)..];
    }

    private static string? OpenTo(Resource group, int port)
    {
        foreach (var rule in group.TryGet("ingress", out var rules) ? rules.Elements() : [])
        {
            var isAll = rule.Get("protocol").Text() == "all";
            if (!isAll && (rule.Get("protocol").Text() != "tcp" || !(rule.Get("from_port").Count() <= port && rule.Get("to_port").Count() >= port)))
            {
                continue;
            }

            foreach (var range in rule.Get("cidrs").Elements())
            {
                if (InternetPeer.Parts.Any(p => p.IsIn(range) == true))
                {
                    return $"the whole internet ({range.Text()})";
                }
            }
        }

        return null;
    }

    private IEnumerable<ControlFinding> Patching(Component component)
    {
        switch (component.Role)
        {
            case ComponentRole.Function:
                yield return component.Main.Get("package_type").Text() == "Image"
                    ? Finding.Unknown(component.Main, "runs an image, which somebody has to rebuild", "package_type")
                    : Finding.Present(component.Main, "runs on a system that AWS patches");
                break;
            case ComponentRole.Containers:
                yield return component.Main.Get("launch_type").Text() == "FARGATE" || IsFargate(component.Main) ? Finding.Present(component.Main, "runs on Fargate, of which AWS patches the system")
                    : Finding.Unknown(component.Main, "runs on machines of which nothing here shows how they are patched");
                break;
            case ComponentRole.ContainerCluster:
                yield return component.Main.Get("auto_mode").Truth() == true ? Finding.Present(component.Main, "lets EKS replace its nodes", "auto_mode")
                    : Finding.Unknown(component.Main, "has nodes of which nothing here shows how they are patched");
                break;
            case ComponentRole.Machines:
                yield return patcher is not null ? Finding.Present(patcher, "patches machines")
                    : component.Main.TryGet("max_instance_lifetime", out var life) && life.HasValue ? Finding.Present(component.Main, "replaces its machines regularly", "max_instance_lifetime")
                    : Finding.Unknown(component.Main, "shows nothing of how it is patched");
                break;
        }
    }

    private static bool IsFargate(Resource service) => service.Get("capacity_providers").Elements() is { Count: > 0 } providers
        && providers.All(static p => p.Get("provider").Text() is "FARGATE" or "FARGATE_SPOT");

    private static Resource? TaskOf(Component component) => component.Settings.FirstOrDefault(static s => s.Kind?.Id == "aws.ecs.task_definition");

    private static IEnumerable<(Resource Task, Value Container)> ContainersOf(Component component) => component.Role == ComponentRole.Containers && TaskOf(component) is { } task
        ? task.Get("containers").Elements().Select(c => (task, c)) : [];

    private IEnumerable<ControlFinding> Scanning(Component component)
    {
        if (component.Role == ComponentRole.Function && component.Main.Get("package_type").Text() == "Image")
        {
            yield return Scanned(component.Main, component.Main.Get("image_uri"));
            yield break;
        }

        if (component.Role != ComponentRole.Containers)
        {
            yield break;
        }

        var any = false;
        foreach (var (task, container) in ContainersOf(component))
        {
            any = true;
            yield return Scanned(task, container.Get("image"));
        }

        if (!any)
        {
            yield return Finding.Unknown(TaskOf(component) ?? component.Main, "runs images that are not known");
        }
    }

    private ControlFinding Scanned(Resource user, Value image)
    {
        var repository = RouteFinder.ResourcesIn(image).FirstOrDefault(static r => r.Kind?.Id == "aws.ecr.repository");
        return scanner is not null ? Finding.Present(scanner, "scans images")
            : repository is not null ? Finding.Says(repository, "scans_on_push", "scans images when they are pushed", "does not scan images")
            : Finding.Unknown(user, $"runs {image.Text() ?? "an image"} from a repository that is not in this workload");
    }

    private IEnumerable<ControlFinding> Privilege(Component component)
    {
        var roles = RolePowers.RolesOf(component).ToList();
        foreach (var role in roles)
        {
            yield return powers.Judge(role);
        }

        // Machines without a profile may do nothing; what must have a role has one that nobody sees.
        if (roles.Count == 0 && component.Role is ComponentRole.Function or ComponentRole.Workflow)
        {
            yield return Finding.Unknown(component.Main, "has a role that is not in this workload");
        }
        else if (roles.Count == 0 && IsMachines(component) && Machines(component).Any(static m => !m.Get("instance_profile").IsNull))
        {
            yield return Finding.Unknown(component.Main, "has an instance profile that is not in this workload");
        }
        else if (roles.Count == 0 && component.Role == ComponentRole.Containers && TaskOf(component) is { } task && !task.Get("task_role").IsNull)
        {
            yield return Finding.Unknown(task, "has a role that is not in this workload");
        }
    }

    private static IEnumerable<ControlFinding> Privileged(Component component) => ContainersOf(component).Select(static c => Finding.Of(
        c.Container.Get("privileged").IsUnknown ? null : c.Container.Get("privileged").Truth() != true, c.Task, "runs without the host's privileges", $"runs {c.Container.Get("name").Text()} with the host's privileges",
        "runs with the host's privileges or not", "containers"));

    private static IEnumerable<ControlFinding> ReadOnly(Component component) => ContainersOf(component).Select(static c => Finding.Of(
        c.Container.Get("read_only_root").Truth(), c.Task, "cannot write to its own image", $"lets {c.Container.Get("name").Text()} write to its own image", "can write to its own image or not", "containers"));
}
