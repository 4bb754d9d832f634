using System.Text;

namespace Stoa.Budgets;

/// <summary>Writes the estates that budgets speak of: made up, the same each time, of the shapes that real ones have.</summary>
internal static class Estates
{
    // Twelve resources of a tier: what they say varies with the number, so that no two files are equal.
    private static string Tier(int n) => $$"""
        resource "aws_vpc" "v{{n}}" {
          cidr_block           = "10.{{n % 256}}.0.0/16"
          enable_dns_hostnames = true
          tags                 = merge(local.tags, { Name = "vpc-{{n}}" })
        }

        resource "aws_subnet" "s{{n}}" {
          vpc_id            = aws_vpc.v{{n}}.id
          cidr_block        = cidrsubnet(aws_vpc.v{{n}}.cidr_block, 8, {{n % 200}})
          availability_zone = "${var.region}a"
        }

        resource "aws_security_group" "g{{n}}" {
          name   = "g{{n}}"
          vpc_id = aws_vpc.v{{n}}.id

          ingress {
            from_port   = {{(n % 3 == 0 ? 22 : 443)}}
            to_port     = {{(n % 3 == 0 ? 22 : 443)}}
            protocol    = "tcp"
            cidr_blocks = ["0.0.0.0/0"]
          }

          egress {
            from_port   = 0
            to_port     = 0
            protocol    = "-1"
            cidr_blocks = ["0.0.0.0/0"]
          }
        }

        resource "aws_instance" "i{{n}}" {
          ami                    = "ami-{{n:x8}}"
          instance_type          = "{{(n % 2 == 0 ? "m4.large" : "m7g.large")}}"
          subnet_id              = aws_subnet.s{{n}}.id
          vpc_security_group_ids = [aws_security_group.g{{n}}.id]

          root_block_device {
            encrypted   = {{(n % 2 == 0 ? "true" : "false")}}
            volume_type = "gp2"
          }
        }

        resource "aws_s3_bucket" "b{{n}}" {
          bucket = "bucket-{{n}}"
        }

        resource "aws_s3_bucket_versioning" "b{{n}}" {
          bucket = aws_s3_bucket.b{{n}}.id

          versioning_configuration {
            status = "Enabled"
          }
        }

        resource "aws_db_instance" "d{{n}}" {
          identifier              = "db-{{n}}"
          engine                  = "postgres"
          instance_class          = "db.m5.large"
          allocated_storage       = {{100 + (n % 50)}}
          storage_encrypted       = {{(n % 2 == 0 ? "true" : "false")}}
          multi_az                = var.highly_available
          backup_retention_period = {{n % 14}}
          vpc_security_group_ids  = [aws_security_group.g{{n}}.id]
        }

        resource "aws_iam_role" "r{{n}}" {
          name = "role-{{n}}"
          assume_role_policy = jsonencode({
            Version   = "2012-10-17"
            Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "lambda.amazonaws.com" } }]
          })
        }

        resource "aws_lambda_function" "f{{n}}" {
          function_name = "function-{{n}}"
          role          = aws_iam_role.r{{n}}.arn
          runtime       = "python3.13"
          handler       = "app.handler"
          memory_size   = {{128 * (1 + (n % 8))}}

          environment {
            variables = {
              BUCKET = aws_s3_bucket.b{{n}}.bucket
            }
          }
        }

        resource "aws_sqs_queue" "q{{n}}" {
          name                       = "queue-{{n}}"
          visibility_timeout_seconds = {{30 + (n % 60)}}
        }

        resource "aws_cloudwatch_log_group" "l{{n}}" {
          name              = "/aws/lambda/${aws_lambda_function.f{{n}}.function_name}"
          retention_in_days = {{(n % 4 == 0 ? 0 : 90)}}
        }

        resource "aws_dynamodb_table" "t{{n}}" {
          name         = "table-{{n}}"
          billing_mode = "PAY_PER_REQUEST"
          hash_key     = "id"

          attribute {
            name = "id"
            type = "S"
          }
        }

        """;

    // Twenty-four resources of a site, of all that figures look at: two ways in from the internet, a fleet, a database, a table, an alarm.
    private static string Site(int n) => $$"""
        resource "aws_vpc" "v{{n}}" {
          cidr_block = "10.{{n % 256}}.0.0/16"
          tags       = local.tags
        }

        resource "aws_subnet" "a{{n}}" {
          vpc_id            = aws_vpc.v{{n}}.id
          cidr_block        = "10.{{n % 256}}.0.0/24"
          availability_zone = "${var.region}a"
        }

        resource "aws_subnet" "b{{n}}" {
          vpc_id            = aws_vpc.v{{n}}.id
          cidr_block        = "10.{{n % 256}}.1.0/24"
          availability_zone = "${var.region}b"
        }

        resource "aws_internet_gateway" "i{{n}}" {
          vpc_id = aws_vpc.v{{n}}.id
        }

        resource "aws_default_route_table" "r{{n}}" {
          default_route_table_id = aws_vpc.v{{n}}.default_route_table_id

          route {
            cidr_block = "0.0.0.0/0"
            gateway_id = aws_internet_gateway.i{{n}}.id
          }
        }

        resource "aws_security_group" "door{{n}}" {
          vpc_id = aws_vpc.v{{n}}.id

          ingress {
            from_port   = 443
            to_port     = 443
            protocol    = "tcp"
            cidr_blocks = ["0.0.0.0/0"]
          }

          egress {
            from_port   = 0
            to_port     = 0
            protocol    = "-1"
            cidr_blocks = ["0.0.0.0/0"]
          }
        }

        resource "aws_security_group" "app{{n}}" {
          vpc_id = aws_vpc.v{{n}}.id

          ingress {
            from_port       = 8080
            to_port         = 8080
            protocol        = "tcp"
            security_groups = [aws_security_group.door{{n}}.id]
          }

          egress {
            from_port   = 0
            to_port     = 0
            protocol    = "-1"
            cidr_blocks = ["0.0.0.0/0"]
          }
        }

        resource "aws_security_group" "data{{n}}" {
          vpc_id = aws_vpc.v{{n}}.id

          ingress {
            from_port       = 5432
            to_port         = 5432
            protocol        = "tcp"
            security_groups = [aws_security_group.app{{n}}.id]
          }
        }

        resource "aws_lb" "l{{n}}" {
          name            = "site-{{n}}"
          subnets         = [aws_subnet.a{{n}}.id, aws_subnet.b{{n}}.id]
          security_groups = [aws_security_group.door{{n}}.id]
        }

        resource "aws_lb_target_group" "t{{n}}" {
          port     = 8080
          protocol = "HTTP"
          vpc_id   = aws_vpc.v{{n}}.id
        }

        resource "aws_lb_listener" "h{{n}}" {
          load_balancer_arn = aws_lb.l{{n}}.arn
          port              = 443
          protocol          = "HTTPS"
          ssl_policy        = "ELBSecurityPolicy-TLS13-1-2-2021-06"

          default_action {
            type             = "forward"
            target_group_arn = aws_lb_target_group.t{{n}}.arn
          }
        }

        resource "aws_launch_template" "m{{n}}" {
          image_id               = "ami-{{n:x8}}"
          instance_type          = "{{(n % 2 == 0 ? "m5.large" : "m7g.large")}}"
          vpc_security_group_ids = [aws_security_group.app{{n}}.id]
        }

        resource "aws_autoscaling_group" "f{{n}}" {
          min_size            = 2
          desired_capacity    = {{2 + (n % 3)}}
          max_size            = 6
          vpc_zone_identifier = [aws_subnet.a{{n}}.id, aws_subnet.b{{n}}.id]
          target_group_arns   = [aws_lb_target_group.t{{n}}.arn]

          launch_template {
            id = aws_launch_template.m{{n}}.id
          }
        }

        resource "aws_db_subnet_group" "g{{n}}" {
          subnet_ids = [aws_subnet.a{{n}}.id, aws_subnet.b{{n}}.id]
        }

        resource "aws_db_instance" "d{{n}}" {
          identifier              = "site-{{n}}"
          engine                  = "postgres"
          instance_class          = "db.m5.large"
          allocated_storage       = {{100 + (n % 50)}}
          storage_encrypted       = true
          multi_az                = {{(n % 2 == 0 ? "var.highly_available" : "false")}}
          backup_retention_period = {{n % 14}}
          db_subnet_group_name    = aws_db_subnet_group.g{{n}}.name
          vpc_security_group_ids  = [aws_security_group.data{{n}}.id]
        }

        resource "aws_sns_topic" "n{{n}}" {
          name = "alarms-{{n}}"
        }

        resource "aws_cloudwatch_metric_alarm" "c{{n}}" {
          alarm_name          = "cpu-{{n}}"
          namespace           = "AWS/RDS"
          metric_name         = "CPUUtilization"
          statistic           = "Average"
          comparison_operator = "GreaterThanThreshold"
          threshold           = 80
          period              = 300
          evaluation_periods  = 3
          alarm_actions       = [aws_sns_topic.n{{n}}.arn]
          dimensions          = { DBInstanceIdentifier = aws_db_instance.d{{n}}.identifier }
        }

        resource "aws_apigatewayv2_api" "p{{n}}" {
          name          = "api-{{n}}"
          protocol_type = "HTTP"
        }

        resource "aws_apigatewayv2_integration" "p{{n}}" {
          api_id           = aws_apigatewayv2_api.p{{n}}.id
          integration_type = "AWS_PROXY"
          integration_uri  = aws_lambda_function.w{{n}}.invoke_arn
        }

        resource "aws_apigatewayv2_route" "p{{n}}" {
          api_id    = aws_apigatewayv2_api.p{{n}}.id
          route_key = "GET /orders"
          target    = "integrations/${aws_apigatewayv2_integration.p{{n}}.id}"
        }

        resource "aws_iam_role" "w{{n}}" {
          name = "worker-{{n}}"
          assume_role_policy = jsonencode({
            Version   = "2012-10-17"
            Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "lambda.amazonaws.com" } }]
          })
        }

        resource "aws_lambda_function" "w{{n}}" {
          function_name = "worker-{{n}}"
          role          = aws_iam_role.w{{n}}.arn
          runtime       = "python3.13"
          handler       = "app.handler"
          memory_size   = {{128 * (1 + (n % 8))}}

          environment {
            variables = {
              TABLE = aws_dynamodb_table.o{{n}}.name
            }
          }
        }

        resource "aws_cloudwatch_log_group" "w{{n}}" {
          name              = "/aws/lambda/${aws_lambda_function.w{{n}}.function_name}"
          retention_in_days = 90
        }

        resource "aws_dynamodb_table" "o{{n}}" {
          name         = "orders-{{n}}"
          billing_mode = "PAY_PER_REQUEST"
          hash_key     = "id"

          point_in_time_recovery {
            enabled = {{(n % 3 == 0 ? "true" : "false")}}
          }

          attribute {
            name = "id"
            type = "S"
          }
        }

        """;

    private const string Root = """
        provider "aws" {
          region = var.region
        }

        variable "region" {
          type    = string
          default = "eu-west-1"
        }

        variable "highly_available" {
          type    = bool
          default = true
        }

        locals {
          tags = {
            owner       = "platform"
            environment = "production"
          }
        }

        """;

    private static readonly string[] Variables = ["region", "highly_available"];

    /// <summary>One root module: so many files of so many tiers of twelve resources.</summary>
    public static void Folder(string folder, int files, int tiersPerFile, int first = 0)
    {
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, "root.tf"), Root);
        for (var f = 0; f < files; f++)
        {
            var text = new StringBuilder();
            for (var t = 0; t < tiersPerFile; t++)
            {
                text.Append(Tier(first + (f * tiersPerFile) + t));
            }

            File.WriteAllText(Path.Combine(folder, $"tier{f:000}.tf"), text.ToString());
        }
    }

    /// <summary>64 resources in 14 files: five tiers spread over files, and four resources more.</summary>
    public static void Small(string folder)
    {
        Folder(folder, 5, 1);
        for (var n = 0; n < 8; n++)
        {
            File.WriteAllText(
                Path.Combine(folder, $"extra{n}.tf"),
                n % 2 == 0 ? $"resource \"aws_sns_topic\" \"x{n}\" {{\n  name = \"topic-{n}\"\n}}\n" : $"output \"o{n}\" {{\n  value = aws_sns_topic.x{n - 1}.arn\n}}\n");
        }
    }

    /// <summary>Folders that are root modules of their own, 24 resources in each.</summary>
    public static void Folders(string folder, int count)
    {
        for (var n = 0; n < count; n++)
        {
            Folder(Path.Combine(folder, $"stack{n:000}"), 1, 2, n * 2);
        }
    }

    /// <summary>64 resources in 14 files of which figures can say something: two sites, a tier, four topics.</summary>
    public static void SmallSites(string folder)
    {
        Small(folder);
        for (var n = 0; n < 4; n++)
        {
            File.WriteAllText(Path.Combine(folder, $"tier{n:000}.tf"), n < 2 ? Site(n) : "");
        }
    }

    /// <summary>Root modules of 24 resources each, by turns a site and two tiers.</summary>
    public static void Sites(string folder, int count)
    {
        for (var n = 0; n < count; n++)
        {
            var stack = Path.Combine(folder, $"stack{n:000}");
            Folder(stack, 1, 2, n * 2);
            if (n % 2 == 0)
            {
                File.WriteAllText(Path.Combine(stack, "tier000.tf"), Site(n));
            }
        }
    }

    /// <summary>One module of 24 resources, called many times.</summary>
    public static void Calls(string folder, int count)
    {
        var module = Path.Combine(folder, "modules", "stack");
        Directory.CreateDirectory(module);
        File.WriteAllText(Path.Combine(module, "main.tf"), Root.Replace("provider \"aws\" {\n  region = var.region\n}\n\n", "", StringComparison.Ordinal) + Tier(1) + Tier(2));
        var calls = new StringBuilder("provider \"aws\" {\n  region = \"eu-west-1\"\n}\n\n");
        for (var n = 0; n < count; n++)
        {
            calls.Append($"module \"stack{n}\" {{\n  source           = \"./modules/stack\"\n  region           = \"eu-west-1\"\n  highly_available = {(n % 2 == 0 ? "true" : "false")}\n}}\n\n");
        }

        File.WriteAllText(Path.Combine(folder, "main.tf"), calls.ToString());
    }

    /// <summary>A repository as module authors keep it: a root, submodules that call each other, examples that call the root; 87 files and some 550 resources, as terraform-aws-modules/eks has.</summary>
    public static void Nested(string folder)
    {
        for (var m = 0; m < 9; m++)
        {
            var module = Path.Combine(folder, "modules", $"part{m}");
            Directory.CreateDirectory(module);
            var inner = m < 8 ? $"module \"inner\" {{\n  source = \"../part{m + 1}\"\n  count  = var.nested ? 1 : 0\n}}\n\n" : "";
            File.WriteAllText(Path.Combine(module, "variables.tf"), ModuleVariables());
            File.WriteAllText(Path.Combine(module, "main.tf"), inner + Tier(m));
            File.WriteAllText(Path.Combine(module, "outputs.tf"), $"output \"vpc_id\" {{\n  value = try(aws_vpc.v{m}.id, null)\n}}\n");
            File.WriteAllText(Path.Combine(module, "versions.tf"), "terraform {\n  required_version = \">= 1.3\"\n}\n");
        }

        File.WriteAllText(Path.Combine(folder, "variables.tf"), ModuleVariables());
        var main = new StringBuilder();
        for (var m = 0; m < 3; m++)
        {
            main.Append($"module \"part{m}\" {{\n  source   = \"./modules/part{m}\"\n  for_each = toset(var.names)\n  nested   = {(m == 0 ? "true" : "false")}\n}}\n\n");
        }

        File.WriteAllText(Path.Combine(folder, "main.tf"), main.ToString());
        File.WriteAllText(Path.Combine(folder, "outputs.tf"), "output \"ids\" {\n  value = { for k, m in module.part0 : k => m.vpc_id }\n}\n");
        for (var e = 0; e < 12; e++)
        {
            var example = Path.Combine(folder, "examples", $"example{e:00}");
            Directory.CreateDirectory(example);
            File.WriteAllText(Path.Combine(example, "main.tf"), "module \"this\" {\n  source = \"../..\"\n  names  = [\"a\"]\n}\n");
            File.WriteAllText(Path.Combine(example, "variables.tf"), "");
            File.WriteAllText(Path.Combine(example, "outputs.tf"), "output \"ids\" {\n  value = module.this.ids\n}\n");
            File.WriteAllText(Path.Combine(example, "versions.tf"), "provider \"aws\" {\n  region = \"eu-west-1\"\n}\n");
        }

        static string ModuleVariables() => string.Concat(Variables.Select(static v => $"variable \"{v}\" {{\n  default = null\n}}\n\n"))
            + "variable \"nested\" {\n  type    = bool\n  default = false\n}\n\nvariable \"names\" {\n  type    = list(string)\n  default = [\"one\"]\n}\n\nlocals {\n  tags = {}\n}\n";
    }

    /// <summary>CloudFormation templates of 45 resources, about 44 kB each.</summary>
    public static void Stacks(string folder, int count)
    {
        Directory.CreateDirectory(folder);
        for (var n = 0; n < count; n++)
        {
            var text = new StringBuilder();
            text.Append("AWSTemplateFormatVersion: \"2010-09-09\"\nDescription: Stack ").Append(n).Append("\nParameters:\n  Environment:\n    Type: String\n    Default: production\nConditions:\n  IsProduction: !Equals [!Ref Environment, production]\nResources:\n");
            for (var r = 0; r < 9; r++)
            {
                text.Append(Stack(n, r));
            }

            File.WriteAllText(Path.Combine(folder, $"stack{n:000}.yaml"), text.ToString());
        }
    }

    private static string Stack(int n, int r)
    {
        // Real templates carry inline code and long descriptions: they are what makes 45 resources weigh 44 kB.
        var code = string.Concat(Enumerable.Range(0, 42).Select(i => $"          value_{i} = event.get(\"key-{n}-{r}-{i}\", {i})  # kept as it came from the caller\n"));
        return $$"""
              Bucket{{r}}:
                Type: AWS::S3::Bucket
                DeletionPolicy: Retain
                Properties:
                  BucketName: !Sub "data-${AWS::AccountId}-{{n}}-{{r}}"
                  VersioningConfiguration: { Status: {{(r % 2 == 0 ? "Enabled" : "Suspended")}} }
                  Tags:
                    - { Key: environment, Value: !Ref Environment }
                    - { Key: owner, Value: platform }
              Queue{{r}}:
                Type: AWS::SQS::Queue
                Properties:
                  VisibilityTimeout: {{30 + r}}
                  Tags:
                    - Key: environment
                      Value: !Ref Environment
              Role{{r}}:
                Type: AWS::IAM::Role
                Properties:
                  AssumeRolePolicyDocument:
                    Version: "2012-10-17"
                    Statement:
                      - Effect: Allow
                        Principal: { Service: lambda.amazonaws.com }
                        Action: sts:AssumeRole
                  Policies:
                    - PolicyName: work
                      PolicyDocument:
                        Version: "2012-10-17"
                        Statement:
                          - Effect: Allow
                            Action: [s3:GetObject, s3:PutObject]
                            Resource: !Sub "${Bucket{{r}}.Arn}/*"
                          - Effect: Allow
                            Action: sqs:SendMessage
                            Resource: !GetAtt Queue{{r}}.Arn
              Function{{r}}:
                Type: AWS::Lambda::Function
                Properties:
                  Runtime: python3.13
                  Handler: index.handler
                  Role: !GetAtt Role{{r}}.Arn
                  MemorySize: !If [IsProduction, 1024, 256]
                  Environment:
                    Variables:
                      BUCKET: !Ref Bucket{{r}}
                      QUEUE: !Ref Queue{{r}}
                  Code:
                    ZipFile: |
                      def handler(event, context):
            {{code.TrimEnd('\n')}}
                        return {"bucket": "{{n}}"}
              Logs{{r}}:
                Type: AWS::Logs::LogGroup
                Properties:
                  LogGroupName: !Sub "/aws/lambda/${Function{{r}}}"
                  RetentionInDays: 90

            """;
    }
}
