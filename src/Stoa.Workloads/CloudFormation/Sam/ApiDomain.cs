using Stoa.Language.Documents;

namespace Stoa.Workloads.CloudFormation.Sam;

/// <summary>The custom domain of an interface: the name, its mapping to the stage, and its records in Route 53.</summary>
internal sealed class ApiDomain(ServerlessExpansion model, ServerlessResource source, string stageId)
{
    private readonly NodeFactory nodes = source.Nodes;

    /// <summary>Adds what a REST interface's <c>Domain</c> asks for.</summary>
    public void AddRest()
    {
        if (source["Domain"] is not MappingNode written || model.Resolved(written) is not MappingNode domain || domain["DomainName"] is not { } name)
        {
            return;
        }

        var endpoint = (domain["EndpointConfiguration"] as ScalarNode)?.Text ?? "REGIONAL";
        var isPrivate = endpoint == "PRIVATE";
        var id = (isPrivate ? "ApiGatewayDomainNameV2" : "ApiGatewayDomainName") + LogicalIds.Hash(name);
        var draft = model.Add(source, source.Draft(id, isPrivate ? "AWS::ApiGateway::DomainNameV2" : "AWS::ApiGateway::DomainName"));
        draft["DomainName"] = name;
        draft[endpoint == "REGIONAL" ? "RegionalCertificateArn" : "CertificateArn"] = domain["CertificateArn"];
        draft["EndpointConfiguration"] = nodes.Map(("Types", nodes.List(nodes.Text(endpoint))), ("IpAddressType", domain["IpAddressType"]));
        draft.Copy(domain, "MutualTlsAuthentication", "SecurityPolicy", "OwnershipVerificationCertificateArn", "Policy", "EndpointAccessMode");
        foreach (var (path, suffix) in BasePaths(domain, static c => char.IsAsciiLetterOrDigit(c)))
        {
            var mapping = model.Add(source, source.Draft(
                $"{source.Id}{suffix}BasePathMapping", isPrivate ? "AWS::ApiGateway::BasePathMappingV2" : "AWS::ApiGateway::BasePathMapping"));
            mapping[isPrivate ? "DomainNameArn" : "DomainName"] = isPrivate ? nodes.GetAtt(id, "DomainNameArn") : nodes.Ref(id);
            mapping["RestApiId"] = nodes.Ref(source.Id);
            mapping["Stage"] = nodes.Ref(stageId);
            mapping["BasePath"] = path is null ? null
                : nodes.Text(Intrinsics.IsFalse(domain["NormalizeBasePath"]) ? path : new string([.. path.Where(char.IsAsciiLetterOrDigit)]));
        }

        if (isPrivate && domain["AccessAssociation"] is MappingNode access && access["VpcEndpointId"] is { } vpc)
        {
            var association = model.Add(source, source.Draft("DomainNameAccessAssociation" + LogicalIds.Hash(nodes.List(name, vpc)), "AWS::ApiGateway::DomainNameAccessAssociation"));
            association["AccessAssociationSource"] = vpc;
            association["AccessAssociationSourceType"] = nodes.Text("VPCE");
            association["DomainNameArn"] = nodes.GetAtt(id, "DomainNameArn");
        }

        AddRecords(domain, name, id, endpoint);
    }

    /// <summary>Adds what an HTTP interface's <c>Domain</c> asks for.</summary>
    public void AddHttp()
    {
        if (source["Domain"] is not MappingNode written || model.Resolved(written) is not MappingNode domain || domain["DomainName"] is not { } name)
        {
            return;
        }

        var id = "ApiGatewayDomainNameV2" + LogicalIds.Hash(name);
        var draft = model.Add(source, source.Draft(id, "AWS::ApiGatewayV2::DomainName"));
        draft["DomainName"] = name;
        draft["DomainNameConfigurations"] = nodes.List(nodes.Map(
            ("CertificateArn", domain["CertificateArn"]),
            ("EndpointType", domain["EndpointConfiguration"] ?? nodes.Text("REGIONAL")),
            ("OwnershipVerificationCertificateArn", domain["OwnershipVerificationCertificateArn"]),
            ("SecurityPolicy", domain["SecurityPolicy"])));
        draft["MutualTlsAuthentication"] = domain["MutualTlsAuthentication"];
        draft["Tags"] = nodes.Map(("httpapi:createdBy", nodes.Text("SAM")));
        foreach (var (path, suffix) in BasePaths(domain, static c => c is not ('-' or '_' or '/')))
        {
            var mapping = model.Add(source, source.Draft($"{source.Id}{suffix}ApiMapping", "AWS::ApiGatewayV2::ApiMapping"));
            mapping["DomainName"] = nodes.Ref(id);
            mapping["ApiId"] = nodes.Ref(source.Id);
            mapping["Stage"] = nodes.Ref(stageId);
            mapping["ApiMappingKey"] = path is null ? null : nodes.Text(path.Trim('/'));
        }

        AddRecords(domain, name, id, "REGIONAL");
    }

    private static IEnumerable<(string? Path, string Suffix)> BasePaths(MappingNode domain, Func<char, bool> isKept)
    {
        var paths = domain["BasePath"] switch
        {
            ScalarNode { Text.Length: > 0 } one => [one.Text],
            SequenceNode list => list.Items.OfType<ScalarNode>().Select(static i => i.Text).ToList(),
            _ => [],
        };
        return paths.Count == 0 ? [(null, "")] : paths.Select(p => ((string?)p, new string([.. p.Where(isKept)])));
    }

    private void AddRecords(MappingNode domain, Node name, string domainId, string endpoint)
    {
        if (domain["Route53"] is not MappingNode route || (route["HostedZoneId"] ?? route["HostedZoneName"]) is not { } zone)
        {
            return;
        }

        var id = "RecordSetGroup" + (Intrinsics.IsTrue(route["SeparateRecordSetGroup"]) ? LogicalIds.Hash(nodes.List(zone, name)) : LogicalIds.Hash(zone));
        var group = model.RecordSets(source, id);
        group["HostedZoneId"] = route["HostedZoneId"];
        group["HostedZoneName"] = route["HostedZoneName"];
        var attribute = endpoint == "REGIONAL" ? "Regional" : "";
        var target = nodes.Map(
            ("EvaluateTargetHealth", route["EvaluateTargetHealth"]),
            ("HostedZoneId", endpoint switch
            {
                "REGIONAL" => nodes.GetAtt(domainId, "RegionalHostedZoneId"),
                "EDGE" => nodes.Text("Z2FDTNDATAQYW2"),
                _ => route["VpcEndpointHostedZoneId"],
            }),
            ("DNSName", endpoint switch
            {
                "REGIONAL" => nodes.GetAtt(domainId, attribute + "DomainName"),
                "EDGE" => route["DistributionDomainName"] ?? nodes.GetAtt(domainId, "DistributionDomainName"),
                _ => route["VpcEndpointDomainName"],
            }));
        string[] types = Intrinsics.IsTrue(route["IpV6"]) ? ["A", "AAAA"] : ["A"];
        group["RecordSets"] = nodes.List([
            .. (group["RecordSets"] as SequenceNode)?.Items ?? [],
            .. types.Select(t => nodes.Map(
                ("Name", name), ("Type", nodes.Text(t)), ("AliasTarget", target), ("Region", route["Region"]), ("SetIdentifier", route["SetIdentifier"]))),
        ]);
    }
}
