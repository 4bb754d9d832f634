using Stoa.Language.Text;
using Stoa.Language.Values;

namespace Stoa.Workloads.Terraform;

/// <summary>
/// Attributes of data sources that follow from the files alone, or at least can be told apart. Every other attribute is unknown: it is
/// read from the account.
/// </summary>
internal static class DataSources
{
    /// <summary>An attribute that the block does not write; null where it is unknown like any other.</summary>
    public static Value? Compute(ResourceObject data, string name) => data.Declaration.Type switch
    {
        "aws_iam_policy_document" => name switch
        {
            "json" => IamPolicyDocument.Of(data).Json,
            "minified_json" => IamPolicyDocument.Of(data).MinifiedJson,
            "version" => Value.Of("2012-10-17"),
            _ => null,
        },
        "aws_region" => Region(data, name),
        "aws_partition" => Partition(data, name),
        "aws_caller_identity" => name is "account_id" or "id" ? Account(data) : null,
        "aws_availability_zones" => name is "names" or "zone_ids" ? SymbolicList.Create(HclType.String, data.Target, name) : null,
        "aws_default_tags" => name == "tags" ? data.Provider?.DefaultTags is { IsNull: false } tags ? tags : Value.Map(HclType.String, Entries.Empty) : null,
        "aws_ec2_managed_prefix_list" or "aws_prefix_list" when name == "id" => PrefixList(data),
        "aws_service_principal" => name == "name" ? ServicePrincipal(data) : null,
        "local_file" => LocalFile(data, name),
        _ => null,
    };

    /// <summary>The id is the account's to say; whose list it is, its name says.</summary>
    private static Value? PrefixList(ResourceObject data)
    {
        var asked = data.Written("name");
        foreach (var filter in data.Written("filter") is { HasValue: true, Open: null, Kind: TypeKind.Tuple } filters ? filters.ItemList : [])
        {
            if (filter is { HasValue: true, Open: null } && filter.TryGet("name", out var by) && Text(by) == "prefix-list-name"
                && filter.TryGet("values", out var values) && values is { HasValue: true, Open: null, Count: 1, Kind: TypeKind.Tuple or TypeKind.List or TypeKind.Set })
            {
                asked = values.Items[0];
            }
        }

        ((DataSource)data.Target).AskedFor = Text(asked);
        return null;
    }

    /// <summary>The region that a data source is read in; null where it is unknown.</summary>
    private static string? RegionOf(ResourceObject data) =>
        Text(data.Written("region")) ?? (data.Written("region") is null ? data.Provider?.Region : null);

    private static string? Text(Value? value) =>
        value is { HasValue: true, Kind: TypeKind.String } && value.AsString().Length > 0 ? value.AsString() : null;

    private static Value? Region(ResourceObject data, string name)
    {
        if (name is not ("name" or "id" or "region" or "endpoint"))
        {
            return null;
        }

        var region = Text(data.Written("name")) ?? RegionOf(data);
        return (name, region) switch
        {
            (_, null) => Symbol(data, "name"),
            ("endpoint", _) => Value.Of($"ec2.{region}.{DnsSuffix(region)}"),
            _ => Value.Of(region),
        };
    }

    private static Value? Partition(ResourceObject data, string name)
    {
        if (name is not ("partition" or "id" or "dns_suffix" or "reverse_dns_prefix"))
        {
            return null;
        }

        if (RegionOf(data) is not { } region)
        {
            return Symbol(data, name == "id" ? "partition" : name);
        }

        var suffix = DnsSuffix(region);
        return Value.Of(name switch
        {
            "dns_suffix" => suffix,
            "reverse_dns_prefix" => string.Join('.', suffix.Split('.').Reverse()),
            _ => PartitionOf(region),
        });
    }

    private static string PartitionOf(string region) => region.Split('-') switch
    {
        ["cn", ..] => "aws-cn",
        [_, "gov", ..] => "aws-us-gov",
        [_, "iso", ..] => "aws-iso",
        [_, "isob", ..] => "aws-iso-b",
        [_, "isoe", ..] => "aws-iso-e",
        [_, "isof", ..] => "aws-iso-f",
        ["eusc", ..] => "aws-eusc",
        _ => "aws",
    };

    private static string DnsSuffix(string region) => PartitionOf(region) switch
    {
        "aws-cn" => "amazonaws.com.cn",
        "aws-iso" => "c2s.ic.gov",
        "aws-iso-b" => "sc2s.sgov.gov",
        "aws-iso-e" => "cloud.adc-e.uk",
        "aws-iso-f" => "csp.hci.ic.gov",
        "aws-eusc" => "amazonaws.eu",
        _ => "amazonaws.com",
    };

    private static Value Account(ResourceObject data) => data.Provider?.Account is { } account ? Value.Of(account) : Symbol(data, "account_id");

    private static Value? ServicePrincipal(ResourceObject data) =>
        Text(data.Written("service_name")) is { } service && RegionOf(data) is { } region && PartitionOf(region) is "aws" or "aws-us-gov"
            ? Value.Of($"{service}.amazonaws.com")
            : null;

    private static Value? LocalFile(ResourceObject data, string name)
    {
        if (name != "content" || Text(data.Written("filename")) is not { } path)
        {
            return null;
        }

        var files = data.Module.Unit.Files;
        if (files.Resolve(data.Module.Unit.Folder, path) is not { } resolved || !files.FileExists(resolved))
        {
            return null;
        }

        var content = files.Read(resolved);
        return content.Refusal == FileRefusal.None && System.Text.Unicode.Utf8.IsValid(content.Bytes.Span)
            ? Value.Of(System.Text.Encoding.UTF8.GetString(content.Bytes.Span).Normalize())
            : null;
    }

    /// <summary>An unknown text that can be told from others: what it is the attribute of, is known.</summary>
    private static Value Symbol(ResourceObject data, string name) =>
        Value.UnknownOf(HclType.String, notNull: true).WithReference(new Reference(data.Target, name));
}
