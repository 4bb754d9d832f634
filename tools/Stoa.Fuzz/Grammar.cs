using System.Text;
using Stoa.Language.Functions;

namespace Stoa.Fuzz;

/// <summary>Makes texts that parse: what lies behind a parser is not reached by broken ones.</summary>
internal sealed class Grammar(Random random)
{
    private static readonly string[] Functions = [.. FunctionTable.Names];

    private static readonly string[] Leaves =
    [
        "u", "s", "n", "a", "l", "o", "l[0]", "o.a", "u.x", "null", "true", "false", "0", "1", "-1", "2.5", "1e9", "\"\"", "\"a\"", "\"a,b\"", "\"10.0.0.0/8\"",
        "\"2020-01-01T00:00:00Z\"", "\"%d %s\"", "\"[a-z]+\"", "[]", "{}", "var.x", "local.a", "each.key", "count.index", "aws_vpc.a.id", "aws_vpc.a[*].id",
    ];

    private static readonly string[] Types =
        ["aws_vpc", "aws_subnet", "aws_s3_bucket", "aws_db_instance", "aws_security_group", "aws_lambda_function", "aws_iam_role_policy", "aws_instance"];

    private static readonly string[] Attributes =
        ["name", "count", "for_each", "cidr_block", "tags", "policy", "multi_az", "bucket", "vpc_id", "subnet_ids", "ingress", "depends_on", "provider"];

    private static readonly string[] CloudTypes =
        ["AWS::EC2::VPC", "AWS::S3::Bucket", "AWS::RDS::DBInstance", "AWS::Serverless::Function", "AWS::Serverless::Api", "AWS::CloudFormation::Stack", "AWS::IAM::Role", "X::Y::Z"];

    private static readonly string[] CloudProperties =
        ["BucketName", "MultiAZ", "Policies", "Events", "Tags", "VpcId", "AssumeRolePolicyDocument", "TemplateURL", "Handler", "Environment", "Fn::ForEach::L"];

    /// <summary>An expression.</summary>
    public string Expression(int depth)
    {
        if (depth == 0)
        {
            return Pick(Leaves);
        }

        string Next() => Expression(random.Next(depth));
        return random.Next(14) switch
        {
            0 => $"({Next()} {Pick("+", "-", "*", "/", "%", "==", "!=", "<", ">=", "&&", "||")} {Next()})",
            1 => $"({Next()} ? {Next()} : {Next()})",
            2 => $"[{Next()}, {Next()}]",
            3 => $"{{ a = {Next()}, ({Next()}) = {Next()} }}",
            4 => $"[for k, v in {Next()} : {Next()} if {Next()}]",
            5 => $"{{ for v in {Next()} : v => {Next()}{Pick("", "...")} }}",
            6 => $"{Next()}[{Next()}]",
            7 => $"{Next()}[*]{Pick("", ".a", "[0]")}",
            8 => $"\"x${{{Next()}}}%{{ if {Next()} }}y%{{ else }}${{{Next()}}}%{{ endif }}\"",
            9 => $"{Pick("try", "can", "jsonencode", "jsondecode", "yamldecode", "tolist", "toset", "tomap", "flatten", "merge")}({Next()})",
            10 => $"{Pick("!", "-")}{Next()}",
            _ => $"{Pick(Functions)}({string.Join(", ", Enumerable.Range(0, random.Next(4)).Select(_ => Next()))}{Pick("", "", "", "...")})",
        };
    }

    /// <summary>A module of a few blocks.</summary>
    public string Module()
    {
        var text = new StringBuilder();
        for (var blocks = random.Next(1, 5); blocks > 0; blocks--)
        {
            text.Append(random.Next(6) switch
            {
                0 => $"locals {{\n  a = {Expression(3)}\n}}\n",
                1 => $"variable \"x\" {{\n  default = {Expression(2)}\n}}\n",
                2 => $"module \"m\" {{\n  source = {Pick("\"./m\"", "\".\"", "\"../\"")}\n  x = {Expression(2)}\n}}\n",
                3 => $"data \"aws_iam_policy_document\" \"d\" {{\n  statement {{\n    actions = {Expression(2)}\n  }}\n}}\n",
                _ => $"resource \"{Pick(Types)}\" \"{Pick("a", "b")}\" {{\n{Body(2)}}}\n",
            });
        }

        return text.ToString();
    }

    private string Body(int depth)
    {
        var text = new StringBuilder();
        for (var lines = random.Next(1, 5); lines > 0; lines--)
        {
            text.Append(depth > 0 && random.Next(4) == 0
                ? $"  {Pick("dynamic \"ingress\"", "ingress", "lifecycle", "tags")} {{\n{Body(depth - 1)}}}\n"
                : $"  {Pick(Attributes)} = {Expression(3)}\n");
        }

        return text.ToString();
    }

    /// <summary>A CloudFormation template, as JSON, which is YAML too.</summary>
    public string Template()
    {
        var sections = new List<string>();
        if (random.Next(3) == 0)
        {
            sections.Add("\"Transform\": \"AWS::Serverless-2016-10-31\"");
        }

        if (random.Next(3) == 0)
        {
            sections.Add($"\"Conditions\": {{\"C\": {Json(3)}}}");
        }

        if (random.Next(3) == 0)
        {
            sections.Add($"\"Parameters\": {{\"P\": {{\"Type\": {Pick("\"String\"", "\"CommaDelimitedList\"", Json(1))}, \"Default\": {Json(1)}}}}}");
        }

        var resources = string.Join(", ", Enumerable.Range(0, random.Next(1, 4)).Select(i =>
            $"\"{(char)('A' + i)}\": {{\"Type\": \"{Pick(CloudTypes)}\", {Pick("", "\"Condition\": \"C\", ", "\"Metadata\": " + Json(2) + ", ")}\"Properties\": {Json(4)}}}"));
        sections.Add($"\"Resources\": {{{resources}}}");
        return $"{{{string.Join(",\n", sections)}}}";
    }

    private string Json(int depth)
    {
        if (depth == 0)
        {
            return Pick("\"\"", "\"a\"", "1", "true", "null", "[]", "{}", "\"C\"", "\"A\"", "\"${A.Arn}-${!x}\"", "{\"Ref\": \"A\"}", "{\"Ref\": \"P\"}", "\"10.0.0.0/16\"");
        }

        string Next() => Json(random.Next(depth));
        return random.Next(6) switch
        {
            0 => $"[{Next()}, {Next()}]",
            1 => $"{{\"{Pick("Fn::If", "Fn::Join", "Fn::Select", "Fn::Split", "Fn::Cidr", "Fn::FindInMap", "Fn::Equals", "Fn::And", "Fn::Or", "Fn::Sub", "Fn::GetAtt", "Fn::ImportValue", "Fn::Length", "Fn::ToJsonString")}\": [{Next()}, {Next()}, {Next()}]}}",
            2 => $"{{\"{Pick("Fn::Not", "Fn::Base64", "Fn::GetAZs", "Fn::Sub", "Fn::Transform", "Condition", "Ref", "Fn::GetAtt")}\": {Next()}}}",
            _ => $"{{\"{Pick(CloudProperties)}\": {Next()}, \"{Pick(CloudProperties)}\": {Next()}}}",
        };
    }

    private string Pick(params string[] of) => of[random.Next(of.Length)];
}
