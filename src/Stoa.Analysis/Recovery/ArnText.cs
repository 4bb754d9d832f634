using Stoa.Workloads;

namespace Stoa.Analysis.Recovery;

/// <summary>The parts of an ARN that is written out.</summary>
/// <param name="Service">The service.</param>
/// <param name="Region">The region; null where it has none.</param>
/// <param name="Account">The account; empty where it has none.</param>
/// <param name="Name">What follows: <c>table/orders</c>.</param>
internal sealed record ArnText(string Service, string? Region, string Account, string Name)
{
    /// <summary>Reads one; null where the text is none.</summary>
    public static ArnText? Of(string? text)
    {
        var parts = text?.Split(':', 6);
        return parts is ["arn", _, var service, var region, var account, var name] ? new ArnText(service, region.Length > 0 ? region : null, account, name) : null;
    }

    /// <summary>The service of a store's ARN, what its name begins with, and its name where it is written out; no service for other resources.</summary>
    public static (string? Service, string Prefix, string? Name) PartsOf(Resource resource) => resource.Kind?.Id switch
    {
        "aws.rds.instance" => ("rds", "db:", NameOf(resource)),
        "aws.rds.cluster" => ("rds", "cluster:", NameOf(resource)),
        "aws.dynamodb.table" => ("dynamodb", "table/", resource.Get("table_name").Text()),
        "aws.efs.file_system" => ("elasticfilesystem", "file-system/", null),
        "aws.ec2.volume" => ("ec2", "volume/", null),
        "aws.ec2.instance" => ("ec2", "instance/", null),
        "aws.s3.bucket" => ("s3", "", resource.Get("bucket_name").Text()),
        "aws.redshift.cluster" => ("redshift", "cluster:", NameOf(resource)),
        _ => (null, "", null),
    };

    private static string? NameOf(Resource resource)
    {
        foreach (var attribute in (ReadOnlySpan<string>)["identifier", "cluster_identifier", "DBInstanceIdentifier", "DBClusterIdentifier", "ClusterIdentifier"])
        {
            if (resource.Attributes.Get(attribute).Text() is { } name)
            {
                return name;
            }
        }

        return null;
    }
}
