using System.Runtime.CompilerServices;
using System.Text;
using Stoa.Assessment;
using Stoa.Language.Diagnostics;
using Stoa.Language.Text;
using Stoa.Reports.Drawing;

namespace Stoa.Reports.Tests.Drawing;

/// <summary>Pictures of samples, of a few lines of source, and of workloads that a seed makes up.</summary>
internal static class DrawnEstate
{
    private static readonly string Root = RootOf();
    private static readonly Lazy<KnowledgeBase> Knowledge = new(static () => KnowledgeBase.Read(new DiskFileTree(Path.Combine(Root, "knowledge")), "", new DiagnosticBag())!);

    /// <summary>The picture of one of the samples: <c>three-tier-web/well-built</c>.</summary>
    public static Picture Sample(string name) => Read(new DiskFileTree(Path.Combine(Root, "samples", name)), name);

    /// <summary>The picture of a Terraform configuration.</summary>
    public static Picture Terraform(string source, string file = "main.tf") => Read(new MemoryFileTree([new(file, source)]), "made");

    /// <summary>The picture of several files.</summary>
    public static Picture Terraform(params (string Path, string Source)[] files) => Read(new MemoryFileTree(files), "made");

    /// <summary>A configuration of about so many components in zones and out of them, tied at random; the same for the same seed.</summary>
    public static string MadeUp(int seed, int components)
    {
        var random = new Random(seed);
        var text = new StringBuilder("provider \"aws\" {\n  region = \"eu-west-1\"\n}\n");
        var networks = random.Next(1, 4);
        var zones = random.Next(1, 4);
        for (var v = 0; v < networks; v++)
        {
            text.Append($"resource \"aws_vpc\" \"v{v}\" {{}}\nresource \"aws_security_group\" \"g{v}\" {{\n  vpc_id = aws_vpc.v{v}.id\n  ingress {{\n    from_port = 0\n    to_port = 65535\n    protocol = \"tcp\"\n    self = true\n  }}\n}}\n");
            for (var z = 0; z < zones; z++)
            {
                text.Append($"resource \"aws_subnet\" \"v{v}z{z}\" {{\n  vpc_id = aws_vpc.v{v}.id\n  availability_zone = \"eu-west-1{(char)('a' + z)}\"\n}}\n");
            }
        }

        for (var i = 0; i < components; i++)
        {
            Add(text, random, i, random.Next(networks), zones);
        }

        return text.ToString();
    }

    private static void Add(StringBuilder text, Random random, int i, int network, int zones)
    {
        var subnets = string.Join(", ", Enumerable.Range(0, random.Next(1, zones + 1)).Select(z => $"aws_subnet.v{network}z{z}.id"));
        var one = $"aws_subnet.v{network}z{random.Next(zones)}.id";
        var group = $"[aws_security_group.g{network}.id]";
        var other = random.Next(Math.Max(1, i));
        text.Append(random.Next(10) switch
        {
            0 => $"resource \"aws_lb\" \"n{i}\" {{\n  subnets = [{subnets}]\n  security_groups = {group}\n}}\n",
            1 => $"resource \"aws_autoscaling_group\" \"n{i}\" {{\n  vpc_zone_identifier = [{subnets}]\n  min_size = {random.Next(1, 5)}\n  max_size = 9\n}}\n",
            2 => $"resource \"aws_instance\" \"n{i}\" {{\n  count = {random.Next(1, 4)}\n  subnet_id = {one}\n  vpc_security_group_ids = {group}\n}}\n",
            3 => $"resource \"aws_db_subnet_group\" \"n{i}\" {{\n  subnet_ids = [{subnets}]\n}}\nresource \"aws_db_instance\" \"n{i}\" {{\n  multi_az = {(random.Next(2) == 0 ? "true" : "false")}\n  db_subnet_group_name = aws_db_subnet_group.n{i}.name\n  vpc_security_group_ids = {group}\n}}\n",
            4 => $"resource \"aws_sqs_queue\" \"n{i}\" {{}}\nresource \"aws_lambda_function\" \"c{i}\" {{\n  function_name = \"c{i}\"\n}}\nresource \"aws_lambda_event_source_mapping\" \"n{i}\" {{\n  event_source_arn = aws_sqs_queue.n{i}.arn\n  function_name = aws_lambda_function.c{i}.arn\n}}\n",
            5 => $"resource \"aws_dynamodb_table\" \"n{i}\" {{}}\nresource \"aws_lambda_function\" \"a_function_with_a_long_name_{i}\" {{\n  function_name = \"n{i}\"\n  environment {{\n    variables = {{\n      TABLE = aws_dynamodb_table.n{i}.name\n      OTHER = \"${{try(aws_dynamodb_table.n{other}.name, aws_sqs_queue.n{other}.url, aws_s3_bucket.n{other}.bucket, 1)}}\"\n    }}\n  }}\n}}\n",
            6 => $"resource \"aws_s3_bucket\" \"n{i}\" {{}}\n",
            7 => $"resource \"aws_nat_gateway\" \"n{i}\" {{\n  subnet_id = {one}\n}}\n",
            8 => $"resource \"aws_cloudwatch_event_rule\" \"n{i}\" {{\n  schedule_expression = \"rate(1 day)\"\n}}\nresource \"aws_lambda_function\" \"e{i}\" {{\n  function_name = \"e{i}\"\n  vpc_config {{\n    subnet_ids = [{subnets}]\n    security_group_ids = {group}\n  }}\n}}\nresource \"aws_cloudwatch_event_target\" \"n{i}\" {{\n  rule = aws_cloudwatch_event_rule.n{i}.name\n  arn = aws_lambda_function.e{i}.arn\n}}\n",
            _ => $"resource \"aws_elasticache_subnet_group\" \"n{i}\" {{\n  subnet_ids = [{subnets}]\n}}\nresource \"aws_elasticache_replication_group\" \"n{i}\" {{\n  num_cache_clusters = {random.Next(1, 4)}\n  automatic_failover_enabled = true\n  subnet_group_name = aws_elasticache_subnet_group.n{i}.name\n  security_group_ids = {group}\n}}\n",
        });
    }

    /// <summary>The review of a Terraform configuration by so many threads.</summary>
    public static ReviewRun Review(string source, int threads) => Review(new MemoryFileTree([new("main.tf", source)]), "made", threads);

    private static Picture Read(FileTree files, string name) => PictureBuilder.Of(Review(files, name, Environment.ProcessorCount));

    private static ReviewRun Review(FileTree files, string name, int threads) =>
        Reviewer.Run(files, new ReviewOptions { Paths = [""], Name = name, Threads = threads }, Knowledge.Value, TimeProvider.System);

    private static string RootOf([CallerFilePath] string thisFile = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(thisFile)!, "../../.."));
}
