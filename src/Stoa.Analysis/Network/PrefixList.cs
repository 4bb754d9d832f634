using Stoa.Analysis.Facts;
using Stoa.Language.Values;
using Stoa.Workloads;
using Stoa.Workloads.Terraform;

namespace Stoa.Analysis.Network;

/// <summary>A prefix list that a rule names: one of AWS's own, one of this workload, or one that nobody knows.</summary>
internal readonly struct PrefixList
{
    private const string CloudFrontName = "com.amazonaws.global.cloudfront.origin-facing";

    private readonly Value value;
    private readonly Resource? own;
    private readonly Workload workload;

    /// <summary>The list that a value names.</summary>
    /// <param name="value">Its id.</param>
    /// <param name="workload">The workload that names it.</param>
    /// <param name="known">What is known of AWS's own lists: the name by the id.</param>
    public PrefixList(Value value, Workload workload, Lazy<IReadOnlyDictionary<string, string>> known)
    {
        this.value = value;
        this.workload = workload;
        string? name = null;
        if (value.Text() is { } id)
        {
            name = known.Value.GetValueOrDefault(id);
        }

        foreach (var reference in value.References)
        {
            switch (reference.Target)
            {
                case Resource { Type: "aws_ec2_managed_prefix_list" or "AWS::EC2::PrefixList" } resource:
                    own = resource;
                    break;
                case Resource { Kind.Id: "aws.ec2.vpc_endpoint" }:
                    name = "com.amazonaws.endpoint";
                    break;
                case DataSource { AskedFor: { } asked }:
                    name = asked;
                    break;
            }
        }

        IsCloudFront = name == CloudFrontName;
        IsOfProvider = name?.StartsWith("com.amazonaws.", StringComparison.Ordinal) == true;
    }

    /// <summary>Whether it holds the addresses from which CloudFront fetches.</summary>
    public bool IsCloudFront { get; }

    /// <summary>Whether it is one of AWS's own, which hold services, never the internet at large.</summary>
    public bool IsOfProvider { get; }

    /// <summary>Reads the names of AWS's own lists.</summary>
    public static Lazy<IReadOnlyDictionary<string, string>> Names(FactBook facts) => new(() =>
        FactTable.Read(facts, "aws/managed-prefix-lists.yaml").Rows.ToDictionary(static r => r.Text("id"), static r => r.Text("name")));

    /// <summary>Whether one of its entries holds somebody; null where nobody knows its entries.</summary>
    public bool? Holds(Peer peer)
    {
        if (own is null)
        {
            return null;
        }

        var entries = own.Attributes.Get(own.Unit.IsCloudFormation ? "Entries" : "entry");
        bool? any = entries.IsUnknown ? null : false;
        foreach (var entry in entries.Elements())
        {
            any |= peer.IsIn(entry.Get(own.Unit.IsCloudFormation ? "Cidr" : "cidr"));
        }

        foreach (var edge in workload.To(own))
        {
            if (edge.From.Type == "aws_ec2_managed_prefix_list_entry")
            {
                any |= peer.IsIn(edge.From.Attributes.Get("cidr"));
            }
        }

        return any;
    }

    /// <summary>Its id, as far as it is known.</summary>
    public override string ToString() => IsCloudFront ? "CloudFront's prefix list" : own?.Address ?? value.Text() ?? "a prefix list";
}
