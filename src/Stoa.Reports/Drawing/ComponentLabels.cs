using Stoa.Analysis.Topology;

namespace Stoa.Reports.Drawing;

/// <summary>What a component is, in the few words that a box has room for.</summary>
internal static class ComponentLabels
{
    /// <summary>One of them.</summary>
    public static string Of(Component component) => component.Main.Kind?.Id switch
    {
        "aws.route53.record" => "Route 53",
        "aws.cloudfront.distribution" => "CloudFront",
        "aws.globalaccelerator.accelerator" => "Global Accelerator",
        "aws.elb.load_balancer" => component.Main.TryGet("type", out var type) && type is { HasValue: true } && type.Kind == Language.Values.TypeKind.String
            ? type.AsString() switch { "network" => "Network Load Balancer", "gateway" => "Gateway Load Balancer", _ => "Application Load Balancer" }
            : "Load balancer",
        "aws.elb.classic_load_balancer" => "Classic Load Balancer",
        "aws.apigateway.rest_api" => "REST API",
        "aws.apigateway.http_api" => "HTTP API",
        "aws.lambda.function_url" => "Function URL",
        "aws.lambda.function" => "Lambda function",
        "aws.states.state_machine" => "State machine",
        "aws.ec2.instance" => "EC2 instance",
        "aws.autoscaling.group" => "Auto Scaling group",
        "aws.ecs.service" => "ECS service",
        "aws.eks.cluster" => "EKS cluster",
        "aws.batch.compute_environment" => "Batch environment",
        "aws.sqs.queue" => "SQS queue",
        "aws.sns.topic" => "SNS topic",
        "aws.events.bus" => "EventBridge bus",
        "aws.events.rule" => "EventBridge rule",
        "aws.scheduler.schedule" => "Schedule",
        "aws.kinesis.stream" => "Kinesis stream",
        "aws.firehose.delivery_stream" => "Firehose stream",
        "aws.elasticache.serverless_cache" => "Serverless cache",
        "aws.elasticache.replication_group" or "aws.elasticache.cluster" => "ElastiCache cluster",
        "aws.rds.instance" => component.Role == ComponentRole.DatabaseReplica ? "RDS read replica" : "RDS database",
        "aws.rds.cluster" => "Aurora cluster",
        "aws.rds.proxy" => "RDS proxy",
        "aws.dynamodb.table" => "DynamoDB table",
        "aws.opensearch.domain" => "OpenSearch domain",
        "aws.redshift.cluster" => "Redshift cluster",
        "aws.s3.bucket" => "S3 bucket",
        "aws.efs.file_system" => "EFS file system",
        "aws.ec2.volume" => "EBS volume",
        "aws.ec2.nat_gateway" => "NAT gateway",
        _ => component.Main.Kind?.Title ?? component.Main.Type,
    };

    /// <summary>Several of them: <c>SQS queues</c>.</summary>
    public static string Plural(string label) => label switch
    {
        "Route 53" => "Route 53 names",
        "CloudFront" => "CloudFront distributions",
        "EventBridge bus" => "EventBridge buses",
        "RDS proxy" => "RDS proxies",
        _ => label + "s",
    };

    /// <summary>One unit of a component that has several.</summary>
    public static string Unit(Component component) => component.Role switch
    {
        ComponentRole.Machines or ComponentRole.Batch => "instance",
        ComponentRole.Containers => "task",
        _ => "node",
    };
}
