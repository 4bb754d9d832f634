namespace Stoa.Workloads.CloudFormation;

/// <summary>Which property of a resource <c>Ref</c> gives back, where it is one that its author may write (a name, not an id that AWS makes).</summary>
/// <remarks>Source: "Return values" of each type in the AWS resource and property types reference, read in 2026.</remarks>
internal static class ReferenceNames
{
    /// <summary>The property; null where <c>Ref</c> gives something that nobody writes.</summary>
    public static string? PropertyOf(string type) => type switch
    {
        "AWS::ApiGateway::Stage" or "AWS::ApiGatewayV2::Stage" => "StageName",
        "AWS::AutoScaling::AutoScalingGroup" => "AutoScalingGroupName",
        "AWS::AutoScaling::LaunchConfiguration" => "LaunchConfigurationName",
        "AWS::Backup::BackupVault" => "BackupVaultName",
        "AWS::CloudTrail::Trail" => "TrailName",
        "AWS::CloudWatch::Alarm" or "AWS::CloudWatch::CompositeAlarm" => "AlarmName",
        "AWS::CloudWatch::Dashboard" => "DashboardName",
        "AWS::CodeBuild::Project" or "AWS::CodePipeline::Pipeline" => "Name",
        "AWS::Config::ConfigRule" => "ConfigRuleName",
        "AWS::DynamoDB::Table" or "AWS::DynamoDB::GlobalTable" => "TableName",
        "AWS::EC2::KeyPair" => "KeyName",
        "AWS::ECR::Repository" => "RepositoryName",
        "AWS::ECS::Cluster" => "ClusterName",
        "AWS::EKS::Cluster" => "Name",
        "AWS::ElastiCache::CacheCluster" => "ClusterName",
        "AWS::ElastiCache::ReplicationGroup" => "ReplicationGroupId",
        "AWS::ElastiCache::SubnetGroup" => "CacheSubnetGroupName",
        "AWS::ElasticBeanstalk::Application" => "ApplicationName",
        "AWS::ElasticBeanstalk::Environment" => "EnvironmentName",
        "AWS::ElasticLoadBalancing::LoadBalancer" => "LoadBalancerName",
        "AWS::Elasticsearch::Domain" or "AWS::OpenSearchService::Domain" => "DomainName",
        "AWS::Events::EventBus" => "Name",
        "AWS::IAM::Group" => "GroupName",
        "AWS::IAM::InstanceProfile" => "InstanceProfileName",
        "AWS::IAM::Role" => "RoleName",
        "AWS::IAM::User" => "UserName",
        "AWS::Kinesis::Stream" => "Name",
        "AWS::KinesisFirehose::DeliveryStream" => "DeliveryStreamName",
        "AWS::KMS::Alias" => "AliasName",
        "AWS::Lambda::Function" => "FunctionName",
        "AWS::Logs::LogGroup" => "LogGroupName",
        "AWS::RDS::DBCluster" => "DBClusterIdentifier",
        "AWS::RDS::DBClusterParameterGroup" => "DBClusterParameterGroupName",
        "AWS::RDS::DBInstance" => "DBInstanceIdentifier",
        "AWS::RDS::DBParameterGroup" => "DBParameterGroupName",
        "AWS::RDS::DBSubnetGroup" => "DBSubnetGroupName",
        "AWS::RDS::OptionGroup" => "OptionGroupName",
        "AWS::Redshift::Cluster" => "ClusterIdentifier",
        "AWS::Redshift::ClusterSubnetGroup" => "ClusterSubnetGroupName",
        "AWS::Route53::RecordSet" => "Name",
        "AWS::S3::Bucket" => "BucketName",
        "AWS::SSM::Parameter" or "AWS::SSM::Document" => "Name",
        _ => null,
    };
}
