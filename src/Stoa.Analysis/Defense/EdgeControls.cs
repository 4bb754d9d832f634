using Stoa.Analysis.Topology;
using Stoa.Language.Values;
using Stoa.Workloads;

namespace Stoa.Analysis.Defense;

/// <summary>Where requests arrive: content delivery, filters, encryption on the way in.</summary>
internal sealed class EdgeControls(WorkloadFigures figures, ControlBook book)
{
    private readonly Workload workload = figures.Workload;
    private readonly Dictionary<Component, ControlFinding?> filters = [];
    private readonly Lazy<Dictionary<SourceUnit, Resource>> looseAssociations = new(() =>
    {
        var loose = new Dictionary<SourceUnit, Resource>();
        foreach (var resource in figures.Workload.Resources)
        {
            if (resource.Kind?.Id == "aws.wafv2.web_acl_association" && resource.Get("resource").IsUnknown && !resource.Get("resource").References.Any(static x => x.Target is Resource))
            {
                loose.TryAdd(resource.Unit, resource);
            }
        }

        return loose;
    });

    /// <summary>Adds what stands at the edge of a path.</summary>
    public void Ask(PathFinder.Draft path, ControlList controls)
    {
        var doors = path.Components.Where(static c => c.Tier is Tier.Edge or Tier.Ingress).ToList();
        controls.Any("cdn", Delivery(path));
        controls.Any("waf", doors.Where(static c => c.Role != ComponentRole.DnsName).Select(Filter).OfType<ControlFinding>().DefaultIfEmpty(Finding.Absent(path.Door.Main, "is reached without anything that could filter requests")));
        controls.Any("ddos", Absorption(path));
        controls.All("tls", Encryption(path));
        controls.All("tls-version", Versions(path.Door));
        controls.All("origin", Origins(path));
        controls.Any("throttling", doors.SelectMany(Limits).DefaultIfEmpty(Finding.Absent(path.Door.Main, "takes as many requests of one client as it sends")));
        controls.Any("geo", path.Components.Where(static c => c.Role == ComponentRole.ContentDelivery).Select(static c => Finding.Of(
            c.Main.Get("geo_restriction") is { IsUnknown: false } kind ? kind.Text() is "whitelist" or "blacklist" : null, c.Main,
            "serves chosen countries only", "serves every country", "serves chosen countries or not", "geo_restriction")));
    }

    /// <summary>The filter at a door; null where a door is nothing that could have one.</summary>
    public ControlFinding? Filter(Component door)
    {
        if (!filters.TryGetValue(door, out var finding))
        {
            filters.Add(door, finding = FilterOf(door));
        }

        return finding;
    }

    /// <summary>The web ACLs at the doors of a path, as far as they are in the workload.</summary>
    public static IEnumerable<Resource> FiltersOf(Component door) => door.Members
        .Select(static m => m.TryGet("web_acl", out var acl) ? acl.Resource() : null).OfType<Resource>().Distinct();

    private static IEnumerable<ControlFinding> Delivery(PathFinder.Draft path)
    {
        foreach (var component in path.Components)
        {
            if (component.Role == ComponentRole.ContentDelivery)
            {
                yield return Finding.Present(component.Main, "stands in front");
            }
            else if (component == path.Door)
            {
                yield return component.Main.Kind?.Id == "aws.apigateway.rest_api" && component.Main.Get("endpoint_type").Text() == "EDGE"
                    ? Finding.Present(component.Main, "is edge-optimized: requests arrive through CloudFront, though nothing of it can be set", "endpoint_type")
                    : Finding.Absent(component.Main, "meets the internet itself");
            }
        }
    }

    private ControlFinding? FilterOf(Component door)
    {
        switch (door.Role)
        {
            case ComponentRole.ContentDelivery:
                return door.Main.Get("has_web_acl").Truth() switch
                {
                    true => Rated(door.Main, door.Main.Get("web_acl").Resource()),
                    false => Finding.Absent(door.Main, "has no web ACL"),
                    null => Finding.Unknown(door.Main, "has a web ACL or not", "has_web_acl"),
                };
            case ComponentRole.LoadBalancer when door.Main.Kind?.Id != "aws.elb.load_balancer" || door.Main.Get("type").Text() is not ("application" or null):
                return Finding.Absent(door.Main, "is a load balancer to which no web ACL can be attached");
            case ComponentRole.LoadBalancer:
                return Attached(door, [door.Main]);
            case ComponentRole.Api when door.Main.Kind?.Id == "aws.apigateway.http_api":
                return Finding.Absent(door.Main, "is an HTTP API, to which no web ACL can be attached");
            case ComponentRole.Api:
                return Attached(door, door.Members.Where(static m => m.Kind?.Id is "aws.apigateway.stage" or "aws.apigateway.rest_api"));
            case ComponentRole.FunctionAddress:
                return Finding.Absent(door.Main, "is a function URL, to which no web ACL can be attached");
            default:
                return null;
        }
    }

    private ControlFinding Attached(Component door, IEnumerable<Resource> members)
    {
        ControlFinding? doubt = null;
        foreach (var member in members)
        {
            var acl = member.TryGet("web_acl", out var value) ? value : Value.Null;
            if (acl.Resource() is { } known)
            {
                return Rated(member, known);
            }

            if (member.Companions.FirstOrDefault(static c => IsAssociation(c)) is { } companion)
            {
                if (!companion.IsIndeterminate)
                {
                    return new ControlFinding(ControlState.Present, member, companion.Declaration, $"has a web ACL that is not in this workload, by {companion.Address}");
                }

                doubt = Finding.Unknown(companion, $"attaches a web ACL to {member.Address} or not");
            }
            else if (acl.IsUnknown)
            {
                doubt ??= Finding.Unknown(member, "has a web ACL or not");
            }

            // An association that names it in a way of its own (an ARN put together), and those of the first version.
            if (workload.To(member).FirstOrDefault(static e => IsAssociation(e.From)) is { } edge)
            {
                if (!edge.From.IsIndeterminate)
                {
                    return Finding.Present(edge.From, $"attaches a web ACL to {member.Address}");
                }

                doubt ??= Finding.Unknown(edge.From, $"attaches a web ACL to {member.Address} or not");
            }
        }

        return doubt
            ?? (looseAssociations.Value.GetValueOrDefault(door.Main.Unit) is { } loose ? Finding.Unknown(loose, $"attaches a web ACL to something that is not known, perhaps to {door.Id}") : null)
            ?? Finding.Absent(door.Main, "has no web ACL");
    }

    private static bool IsAssociation(Resource resource) => resource.Type
        is "aws_wafv2_web_acl_association" or "AWS::WAFv2::WebACLAssociation" or "aws_wafregional_web_acl_association" or "AWS::WAFRegional::WebACLAssociation";

    /// <summary>A web ACL that lets everything through filters nothing.</summary>
    private static ControlFinding Rated(Resource door, Resource? acl)
    {
        if (acl is null)
        {
            return Finding.Present(door, "has a web ACL that is not in this workload");
        }

        var rules = acl.Get("rules");
        var isEmpty = rules.IsNull || (rules.HasValue && rules.Open is null && rules.Count == 0);
        return isEmpty && acl.Get("default_action").Text() == "allow"
            ? Finding.Absent(acl, $"is attached to {door.Address}, but has no rule and lets everything through")
            : Finding.Present(acl, $"is attached to {door.Address}{(isEmpty || !rules.HasValue ? "" : $", with {rules.Count} rule{(rules.Count == 1 ? "" : "s")}")}");
    }

    private IEnumerable<ControlFinding> Absorption(PathFinder.Draft path)
    {
        foreach (var component in path.Components.Where(c => c.Tier is Tier.Edge or Tier.Ingress || c == path.Door).OrderBy(static c => c.Role == ComponentRole.ContentDelivery ? 0 : c.Role == ComponentRole.Accelerator ? 1 : 2))
        {
            if (workload.To(component.Main).FirstOrDefault(static e => e.From.Type is "aws_shield_protection" or "AWS::Shield::Protection") is { } edge)
            {
                yield return Finding.Present(edge.From, $"protects {component.Id} with Shield Advanced");
            }

            yield return component.Role switch
            {
                ComponentRole.ContentDelivery => Finding.Present(component.Main, "is CloudFront, which Shield Standard watches at the edge"),
                ComponentRole.DnsName => Finding.Present(component.Main, "is a name in Route 53, which Shield Standard watches; what it leads to has Shield's common protection only"),
                ComponentRole.Api when component.Main.Kind?.Id == "aws.apigateway.rest_api" && component.Main.Get("endpoint_type").Text() == "EDGE" =>
                    Finding.Present(component.Main, "is edge-optimized: requests arrive through CloudFront, which Shield Standard watches", "endpoint_type"),
                ComponentRole.Accelerator => Finding.Present(component.Main, "is Global Accelerator, which Shield Standard watches at the edge"),
                _ => Finding.Absent(component.Main, "has Shield's common protection only"),
            };
        }
    }

    private IEnumerable<ControlFinding> Encryption(PathFinder.Draft path)
    {
        for (var i = 0; i < path.Components.Count; i++)
        {
            var component = path.Components[i];
            if (component.Role == ComponentRole.ContentDelivery)
            {
                yield return FromViewers(component.Main);
                if (i + 1 < path.Components.Count && ToOrigin(component.Main, path.Components[i + 1]) is { } finding)
                {
                    yield return finding;
                }
            }
            else if (component == path.Door)
            {
                foreach (var finding in AtDoor(component))
                {
                    yield return finding;
                }
            }
        }
    }

    private static ControlFinding FromViewers(Resource distribution)
    {
        var behaviors = distribution.Get("behaviors");
        if (!behaviors.HasValue || behaviors.Open is not null)
        {
            return Finding.Unknown(distribution, "has behaviors that are not known", "behaviors");
        }

        bool? all = true;
        foreach (var behavior in behaviors.Elements())
        {
            var policy = behavior.Get("viewer_protocol");
            if (policy.Text() == "allow-all")
            {
                return Finding.Absent(distribution, $"answers {behavior.Get("path").Text() ?? "*"} over plain HTTP too", "behaviors");
            }

            all &= policy.IsUnknown ? null : true;
        }

        return Finding.Of(all, distribution, "answers over HTTPS only", "", "has behaviors of which the protocol is not known");
    }

    private ControlFinding? ToOrigin(Resource distribution, Component origin)
    {
        foreach (var declared in distribution.Get("origins").Elements())
        {
            var isThis = RouteFinder.ResourcesIn(declared.Get("target")).Concat(RouteFinder.ResourcesIn(declared.Get("domain"))).Any(r => figures.Topology.Of(r) == origin);
            if (!isThis || declared.Get("s3").Truth() == true)
            {
                continue;
            }

            var protocol = declared.Get("protocol");
            return protocol.IsUnknown ? Finding.Unknown(distribution, $"asks {origin.Id} over a protocol that is not known")
                : protocol.Text() switch
                {
                    "https-only" => Finding.Present(distribution, $"asks {origin.Id} over HTTPS only"),
                    "http-only" => Finding.Absent(distribution, $"asks {origin.Id} over plain HTTP"),
                    "match-viewer" => Finding.Present(distribution, $"asks {origin.Id} as the viewer asked it"),
                    _ => null,
                };
        }

        return null;
    }

    private IEnumerable<ControlFinding> AtDoor(Component door)
    {
        switch (door.Role)
        {
            case ComponentRole.LoadBalancer when door.Main.Kind?.Id == "aws.elb.classic_load_balancer":
                foreach (var listener in door.Main.Get("listeners").Elements())
                {
                    yield return listener.Get("protocol").Text() switch
                    {
                        "HTTPS" or "SSL" => Finding.Present(door.Main, $"takes {listener.Get("protocol").Text()} at {Port(listener.Get("port"))}"),
                        "HTTP" => Finding.Absent(door.Main, $"takes plain HTTP at {Port(listener.Get("port"))}"),
                        _ => Finding.Unknown(door.Main, $"hands on what comes to {Port(listener.Get("port"))}, encrypted or not"),
                    };
                }

                break;
            case ComponentRole.LoadBalancer:
                var listeners = door.Members.Where(static m => m.Kind?.Id == "aws.elb.listener").ToList();
                foreach (var listener in listeners)
                {
                    yield return Listens(listener);
                }

                if (listeners.Count == 0)
                {
                    yield return Finding.Unknown(door.Main, "has no listener in this workload");
                }

                break;
            case ComponentRole.Api or ComponentRole.FunctionAddress:
                yield return Finding.Present(door.Main, "answers over HTTPS only");
                break;
            case ComponentRole.ObjectStore:
                yield return Finding.Absent(door.Main, "is a website of S3, which answers over plain HTTP only");
                break;
            case ComponentRole.Accelerator:
                break;
            default:
                yield return Finding.Unknown(door.Main, "answers over protocols that its own code decides");
                break;
        }
    }

    private static ControlFinding Listens(Resource listener)
    {
        var protocol = listener.Get("protocol");
        var port = Port(listener.Get("port"));
        return protocol.Text() switch
        {
            "HTTPS" or "TLS" => Finding.Present(listener, $"takes {protocol.Text()} at {port}"),
            "HTTP" => listener.Get("redirects_to_https").Truth() switch
            {
                true => Finding.Present(listener, $"sends {port} on to HTTPS", "redirects_to_https"),
                false when listener.Get("actions").Elements() is [var only] && only.Text() == "fixed-response" => Finding.Present(listener, $"hands nothing on that comes to {port}"),
                false => Finding.Absent(listener, $"takes plain HTTP at {port}"),
                null => Finding.Unknown(listener, $"sends {port} on to HTTPS or not"),
            },
            null => Finding.Unknown(listener, "has a protocol that is not known", "protocol"),
            _ => Finding.Unknown(listener, $"hands on {protocol.Text()} as it comes to {port}, encrypted or not"),
        };
    }

    private static string Port(Value port) => port.Count() is { } number ? $"port {number}" : "its port";

    private IEnumerable<ControlFinding> Versions(Component door)
    {
        switch (door.Role)
        {
            case ComponentRole.ContentDelivery:
                yield return door.Main.Get("default_certificate").Truth() switch
                {
                    true => Finding.Absent(door.Main, "uses CloudFront's own certificate, with which viewers may use TLS 1.0", "default_certificate"),
                    _ => Policy(door.Main, "min_tls"),
                };
                break;
            case ComponentRole.LoadBalancer when door.Main.Kind?.Id == "aws.elb.load_balancer":
                foreach (var listener in door.Members.Where(static m => m.Kind?.Id == "aws.elb.listener" && m.Get("protocol").Text() is "HTTPS" or "TLS"))
                {
                    yield return Policy(listener, "tls_policy");
                }

                break;
            case ComponentRole.LoadBalancer when door.Main.Get("listeners").Elements().Any(static l => l.Get("protocol").Text() is "HTTPS" or "SSL"):
                yield return Finding.Unknown(door.Main, "has a TLS policy that the graph does not show");
                break;
            case ComponentRole.Api when door.Main.Kind?.Id == "aws.apigateway.http_api":
                yield return Finding.Present(door.Main, "is an HTTP API, which takes TLS 1.2 and newer only");
                break;
            case ComponentRole.Api:
                var domains = workload.To(door.Main).Select(static e => e.From)
                    .SelectMany(workload.From).Select(static e => e.To).Where(static r => r.Kind?.Id == "aws.apigateway.domain_name").Distinct().ToList();
                foreach (var domain in domains)
                {
                    yield return domain.Get("tls_policy").IsNull ? Finding.Unknown(domain, "leaves the lowest version of TLS to the service") : Policy(domain, "tls_policy");
                }

                if (domains.Count == 0)
                {
                    yield return Finding.Unknown(door.Main, "answers at the service's own name, with the versions of TLS that the service takes");
                }

                break;
        }
    }

    private ControlFinding Policy(Resource resource, string property)
    {
        var policy = resource.Get(property);
        if (policy.Text() is not { } name)
        {
            return Finding.Unknown(resource, "has a TLS policy that is not known", property);
        }

        return book.LowestTls(name) switch
        {
            null => Finding.Unknown(resource, $"has the TLS policy {name}, of which the lowest version is not known", property),
            >= 1.2 => Finding.Present(resource, $"takes no TLS older than 1.2 ({name})", property),
            var version => Finding.Absent(resource, string.Create(System.Globalization.CultureInfo.InvariantCulture, $"takes TLS {version:0.0} ({name})"), property),
        };
    }

    /// <summary>Whether what stands behind a content delivery network can be reached around it.</summary>
    private IEnumerable<ControlFinding> Origins(PathFinder.Draft path)
    {
        if (path.Bypassed.Count > 0)
        {
            yield return Finding.Absent(path.Entry.Component.Main, $"is reached around {string.Join(" and ", path.Bypassed.Select(static c => c.Id))}");
        }

        for (var i = 0; i + 1 < path.Components.Count; i++)
        {
            if (path.Components[i].Role == ComponentRole.ContentDelivery)
            {
                yield return Origin(path.Components[i].Main, path.Components[i + 1]);
            }
        }
    }

    private ControlFinding Origin(Resource distribution, Component origin)
    {
        switch (origin.Role)
        {
            case ComponentRole.ObjectStore:
                var declared = distribution.Get("origins").Elements().FirstOrDefault(o =>
                    RouteFinder.ResourcesIn(o.Get("target")).Concat(RouteFinder.ResourcesIn(o.Get("domain"))).Any(r => figures.Topology.Of(r) == origin));
                return declared is null ? Finding.Unknown(distribution, $"names {origin.Id} in a way that is not known")
                    : declared.Get("s3").Truth() == false ? Finding.Absent(origin.Main, "is fetched as a website, which everybody can do")
                    : declared.Get("access_control") is var control && (control.IsNull || control.Text() == "") ? Finding.Absent(distribution, $"does not sign what it asks of {origin.Id}, which must then be public")
                    : Finding.Present(distribution, $"signs what it asks of {origin.Id}");
            case ComponentRole.LoadBalancer:
                return Balancer(origin);
            case ComponentRole.Api:
                return origin.Main.Get("default_endpoint_disabled").Truth() == true
                    ? Finding.Present(origin.Main, "does not answer at its own address", "default_endpoint_disabled")
                    : figures.Reachability.FromInternet(origin.Main).IsReachable == false ? Finding.Present(origin.Main, "has a private endpoint")
                    : Finding.Absent(origin.Main, "answers at its own address too");
            case ComponentRole.FunctionAddress:
                return origin.Main.Get("authorization").Text() == "AWS_IAM"
                    ? Finding.Present(origin.Main, "answers signed requests only", "authorization")
                    : Finding.Absent(origin.Main, "answers everybody at its own address too", "authorization");
            default:
                var reach = figures.Reachability.FromInternet(origin.Main);
                return Finding.Of(!reach.IsReachable, origin.Main, "cannot be reached around it", $"is reached around it: it {(reach.Path is [.., var last] ? last.Reason : "")}", "may be reached around it");
        }
    }

    private ControlFinding Balancer(Component balancer)
    {
        var reach = figures.Reachability.FromInternet(balancer.Main);
        var listeners = balancer.Members.Where(static m => m.Kind?.Id == "aws.elb.listener").ToList();
        if (reach.IsReachable != false && listeners.Count > 0 && listeners.TrueForAll(l => l.Get("actions").Elements() is [var only] && only.Text() == "fixed-response" && RulesOf(balancer, l).All(ChecksHeader)))
        {
            return Finding.Present(listeners[0], "hands on only what carries a header that the content delivery network adds");
        }

        return reach.IsReachable switch
        {
            true => Finding.Absent(balancer.Main, $"is reached around it: {reach.Path[^1]}"),
            null => Finding.Unknown(balancer.Main, $"may be reached around it: {(reach.Path is [var first, ..] ? first : "nobody knows")}"),
            false when balancer.Main.Get("internal").Truth() == true => Finding.Present(balancer.Main, "is internal", "internal"),
            false => figures.Reachability.FromCloudFront(balancer.Main).IsReachable == true
                ? Finding.Present(balancer.Main, "admits CloudFront only (any distribution, until it asks for a header of this one)")
                : Finding.Present(balancer.Main, "admits chosen addresses only"),
        };
    }

    private static IEnumerable<Resource> RulesOf(Component balancer, Resource listener) =>
        balancer.Members.Where(m => m.Kind?.Id == "aws.elb.listener_rule" && ReferenceEquals(m.Get("listener").Resource(), listener));

    private static bool ChecksHeader(Resource rule) => rule.Unit.IsCloudFormation
        ? rule.Attributes.Get("Conditions").Elements().Any(static c => c.Get("Field").Text() == "http-header" || c.Get("HttpHeaderConfig").HasValue)
        : rule.Attributes.Get("condition").Elements().Any(static c => c.Get("http_header") is { HasValue: true } header && header.Elements().Count > 0);

    private IEnumerable<ControlFinding> Limits(Component door)
    {
        foreach (var acl in FiltersOf(door))
        {
            var rules = acl.Get("rules");
            bool? limits = rules.IsUnknown ? null : rules.Elements().Any(static r => !r.Get("rate_limit").IsNull);
            yield return Finding.Of(limits, acl, "limits the requests of one address", "limits nobody's requests", "has rules that are not known");
        }

        if (door.Role != ComponentRole.Api)
        {
            yield break;
        }

        var limited = false;
        foreach (var stage in door.Members)
        {
            if (stage.Kind?.Id == "aws.apigateway.http_stage" && !stage.Get("throttle_rate").IsNull)
            {
                limited = true;
                yield return Finding.Present(stage, "limits the rate of requests", "throttle_rate");
            }
            else if (stage.Kind?.Id == "aws.apigateway.stage" && stage.Get("method_settings").Elements().Any(static m => m.Get("throttle_rate").Count() is not null || m.Get("throttle_rate").IsUnknown))
            {
                limited = true;
                yield return Finding.Present(stage, "limits the rate of requests", "method_settings");
            }
        }

        foreach (var plan in workload.To(door.Main).Select(static e => e.From).Where(static r => r.Kind?.Id == "aws.apigateway.usage_plan" && !r.Get("throttle_rate").IsNull))
        {
            limited = true;
            yield return Finding.Present(plan, "limits the rate of requests of a key", "throttle_rate");
        }

        if (!limited)
        {
            yield return Finding.Absent(door.Main, "has the account's common limit only");
        }
    }
}
