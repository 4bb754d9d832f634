using Stoa.Analysis.Defense;
using Stoa.Language.Text;

namespace Stoa.Analysis.Tests.Defense;

public sealed class DefenseTests
{
    private const string Web = """
        resource "aws_vpc" "v" { cidr_block = "10.0.0.0/16" }
        resource "aws_internet_gateway" "i" { vpc_id = aws_vpc.v.id }
        resource "aws_subnet" "front" {
          vpc_id     = aws_vpc.v.id
          cidr_block = "10.0.1.0/24"
        }
        resource "aws_subnet" "back" {
          vpc_id     = aws_vpc.v.id
          cidr_block = "10.0.2.0/24"
        }
        resource "aws_route_table" "front" {
          vpc_id = aws_vpc.v.id
          route {
            cidr_block = "0.0.0.0/0"
            gateway_id = aws_internet_gateway.i.id
          }
        }
        resource "aws_route_table_association" "front" {
          subnet_id      = aws_subnet.front.id
          route_table_id = aws_route_table.front.id
        }
        resource "aws_route_table" "back" { vpc_id = aws_vpc.v.id }
        resource "aws_route_table_association" "back" {
          subnet_id      = aws_subnet.back.id
          route_table_id = aws_route_table.back.id
        }
        resource "aws_security_group" "front" {
          vpc_id = aws_vpc.v.id
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
        resource "aws_security_group" "web" {
          vpc_id = aws_vpc.v.id
          ingress {
            from_port       = 8080
            to_port         = 8080
            protocol        = "tcp"
            security_groups = [aws_security_group.front.id]
          }
          egress {
            from_port   = 0
            to_port     = 0
            protocol    = "-1"
            cidr_blocks = ["0.0.0.0/0"]
          }
        }
        resource "aws_lb" "l" {
          subnets         = [aws_subnet.front.id]
          security_groups = [aws_security_group.front.id]
        }
        resource "aws_lb_target_group" "t" {
          port     = 8080
          protocol = "HTTP"
          vpc_id   = aws_vpc.v.id
        }
        resource "aws_lb_listener" "s" {
          load_balancer_arn = aws_lb.l.arn
          port              = 443
          protocol          = "HTTPS"
          ssl_policy        = "ELBSecurityPolicy-TLS13-1-2-2021-06"
          certificate_arn   = "arn:aws:acm:eu-west-1:111122223333:certificate/1"
          default_action {
            type             = "forward"
            target_group_arn = aws_lb_target_group.t.arn
          }
        }
        resource "aws_iam_role" "r" {
          assume_role_policy = jsonencode({ Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "ec2.amazonaws.com" } }] })
        }
        resource "aws_iam_role_policy" "r" {
          role   = aws_iam_role.r.name
          policy = jsonencode({ Statement = [{ Effect = "Allow", Action = ["dynamodb:GetItem"], Resource = aws_dynamodb_table.d.arn }] })
        }
        resource "aws_iam_instance_profile" "p" { role = aws_iam_role.r.name }
        resource "aws_instance" "w" {
          ami                    = "ami-1"
          instance_type          = "t3.micro"
          subnet_id              = aws_subnet.back.id
          vpc_security_group_ids = [aws_security_group.web.id]
          iam_instance_profile   = aws_iam_instance_profile.p.name
          metadata_options { http_tokens = "required" }
        }
        resource "aws_lb_target_group_attachment" "w" {
          target_group_arn = aws_lb_target_group.t.arn
          target_id        = aws_instance.w.id
        }
        resource "aws_dynamodb_table" "d" {
          name     = "d"
          hash_key = "id"
        }
        """;

    private static DefensePath Only(string source, DefenseSettings? said = null) =>
        Assert.Single(Estate.Terraform(source, new AnalysisSettings { Defense = said ?? DefenseSettings.None }).Defense.Paths);

    private static ControlState State(DefensePath path, string control) => path.Control(control)!.State;

    [Fact]
    public void The_well_built_sample_has_every_layer_and_is_reached_through_the_network_of_delivery_alone()
    {
        var analysis = Estate.Sample("three-tier-web/well-built").Defense;

        // The database, and its two replicas as one path.
        Assert.Equal(["orders.example.com → orders", "orders.example.com → replica[0] and 1 more"], analysis.Paths.Select(static p => p.Title));
        var path = analysis.Paths[0];
        Assert.Equal("aws_route53_record.www → aws_cloudfront_distribution.main → aws_lb.web → aws_autoscaling_group.web → aws_db_instance.orders", path.Spelled);

        // Edge: cdn, waf, ddos, tls, tls-version, origin, throttling; geo is an extra that is not there. Network: private subnets, private
        // data, groups, flow logs; nothing asks for endpoints. Compute: imds, login, role; patching is unknown. Data: encrypted, key, tls,
        // deletion, backups, locked. Detection: the logs of the web ACL and of the distribution, of seven.
        Assert.Equal(
            [(7, 7, 0), (4, 4, 0), (3, 4, 1), (6, 6, 0), (2, 2, 0), (2, 7, 5)],
            path.Layers.Select(static l => (l.Present, l.Applicable, l.Unknown)));
        Assert.Empty(analysis.WithEmptyLayers);
    }

    [Fact]
    public void The_naive_sample_has_an_empty_network_and_a_way_around_its_load_balancer()
    {
        var analysis = Estate.Sample("three-tier-web/naive").Defense;

        Assert.Equal(["orders → orders", "orders.example.com → orders", "web → orders"], analysis.Paths.Select(static p => p.Title));
        Assert.Equal(["aws_lb.web"], analysis.Paths[2].Bypassed.Select(static c => c.Id));
        Assert.All(analysis.Paths, static p => Assert.Contains(DefenseLayer.Network, p.EmptyLayers.Select(static l => l.Layer)));
        Assert.Equal(ControlState.Absent, State(analysis.Paths[1], "least-privilege"));
    }

    [Fact]
    public void Each_control_says_where_it_was_read_and_why()
    {
        var finding = Estate.Sample("three-tier-web/well-built").Defense.Paths[0].Control("tls-version")!.Findings[0];

        Assert.Equal("aws_cloudfront_distribution.main takes no TLS older than 1.2 (TLSv1.2_2021)", finding.ToString());
        Assert.Equal("edge.tf:140", finding.Location!.ToString());
    }

    [Fact]
    public void What_belongs_to_the_account_is_unknown_until_it_is_declared_and_never_missing()
    {
        Assert.Equal(ControlState.Unknown, State(Only(Web), "guardduty"));
        Assert.Equal(ControlState.Present, State(Only(Web + "\nresource \"aws_guardduty_detector\" \"g\" { enable = true }"), "guardduty"));
        Assert.Equal(ControlState.Absent, State(Only(Web + "\nresource \"aws_guardduty_detector\" \"g\" { enable = false }"), "guardduty"));
    }

    [Theory]
    [InlineData("", ControlState.Absent)]
    [InlineData("resource \"aws_wafv2_web_acl_association\" \"a\" {\n resource_arn = aws_lb.l.arn\n web_acl_arn = aws_wafv2_web_acl.w.arn\n}\nresource \"aws_wafv2_web_acl\" \"w\" {\n scope = \"REGIONAL\"\n default_action {\n block {}\n }\n}", ControlState.Present)]
    [InlineData("resource \"aws_wafv2_web_acl_association\" \"a\" {\n resource_arn = aws_lb.l.arn\n web_acl_arn = aws_wafv2_web_acl.w.arn\n}\nresource \"aws_wafv2_web_acl\" \"w\" {\n scope = \"REGIONAL\"\n default_action {\n allow {}\n }\n}", ControlState.Absent)]
    [InlineData("variable \"acl\" { type = string }\nresource \"aws_wafv2_web_acl_association\" \"a\" {\n resource_arn = aws_lb.l.arn\n web_acl_arn = var.acl\n}", ControlState.Present)]
    [InlineData("variable \"on\" { type = bool }\nresource \"aws_wafv2_web_acl_association\" \"a\" {\n count = var.on ? 1 : 0\n resource_arn = aws_lb.l.arn\n web_acl_arn = \"x\"\n}", ControlState.Unknown)]
    [InlineData("variable \"balancer\" { type = string }\nresource \"aws_wafv2_web_acl_association\" \"a\" {\n resource_arn = var.balancer\n web_acl_arn = \"x\"\n}", ControlState.Unknown)]
    public void A_web_ACL_counts_where_it_is_attached_and_does_something(string more, ControlState state) =>
        Assert.Equal(state, State(Only($"{Web}\n{more}"), "waf"));

    [Theory]
    [InlineData("ELBSecurityPolicy-TLS13-1-2-2021-06", ControlState.Present)]
    [InlineData("ELBSecurityPolicy-2016-08", ControlState.Absent)]
    [InlineData("ELBSecurityPolicy-of-next-year", ControlState.Unknown)]
    public void The_lowest_version_of_TLS_is_that_of_the_policy(string policy, ControlState state) =>
        Assert.Equal(state, State(Only(Web.Replace("ELBSecurityPolicy-TLS13-1-2-2021-06", policy, StringComparison.Ordinal)), "tls-version"));

    [Theory]
    [InlineData("mariadb", "11.4", ControlState.Absent)]
    [InlineData("mariadb", "11.8", ControlState.Present)]
    [InlineData("mariadb", null, ControlState.Unknown)]
    [InlineData("postgres", "14.9", ControlState.Absent)]
    [InlineData("postgres", "16.3", ControlState.Present)]
    [InlineData("sqlserver-se", null, ControlState.Absent)]
    public void A_database_refuses_connections_without_TLS_as_its_engine_and_version_do(string engine, string? version, ControlState state)
    {
        var figures = Estate.Terraform($$"""
            {{Web}}
            resource "aws_security_group" "db" {
              vpc_id = aws_vpc.v.id
              ingress {
                from_port       = 1000
                to_port         = 6000
                protocol        = "tcp"
                security_groups = [aws_security_group.web.id]
              }
            }
            resource "aws_db_instance" "orders" {
              engine                 = "{{engine}}"
              {{(version is null ? "" : $"engine_version = \"{version}\"")}}
              vpc_security_group_ids = [aws_security_group.db.id]
            }
            """);

        Assert.Equal(state, State(figures.Defense.Paths.Single(static p => p.Store.Id == "aws_db_instance.orders"), "tls-to-store"));
    }

    [Fact]
    public void A_machine_that_asks_a_table_through_no_endpoint_is_a_gap_and_one_with_an_endpoint_is_none()
    {
        Assert.Equal(ControlState.Absent, State(Only(Web), "endpoints"));
        Assert.Equal(ControlState.Present, State(
            Only(Web + """

            resource "aws_vpc_endpoint" "d" {
              vpc_id          = aws_vpc.v.id
              service_name    = "com.amazonaws.eu-west-1.dynamodb"
              route_table_ids = [aws_route_table.back.id]
            }
            """),
            "endpoints"));
        Assert.Equal(ControlState.Absent, State(
            Only(Web + """

            resource "aws_vpc_endpoint" "d" {
              vpc_id          = aws_vpc.v.id
              service_name    = "com.amazonaws.eu-west-1.dynamodb"
              route_table_ids = [aws_route_table.front.id]
            }
            """),
            "endpoints"));
    }

    [Theory]
    [InlineData("Action = [\"dynamodb:GetItem\"], Resource = \"*\"", ControlState.Present)]
    [InlineData("Action = \"*\", Resource = \"*\"", ControlState.Absent)]
    [InlineData("Action = [\"s3:*\"], Resource = \"*\"", ControlState.Absent)]
    [InlineData("Action = [\"logs:*\"], Resource = \"*\"", ControlState.Present)]
    [InlineData("Action = [\"s3:*\"], Resource = aws_dynamodb_table.d.arn", ControlState.Present)]
    public void A_role_that_may_do_everything_with_a_service_is_a_gap(string grant, ControlState state) =>
        Assert.Equal(state, State(Only(Web.Replace("Action = [\"dynamodb:GetItem\"], Resource = aws_dynamodb_table.d.arn", $"{grant} }}, {{ Effect = \"Allow\", Action = \"dynamodb:Query\", Resource = aws_dynamodb_table.d.arn", StringComparison.Ordinal)), "least-privilege"));

    [Fact]
    public void Machines_and_groups_are_asked_about_the_way_in()
    {
        var path = Only(Web);

        Assert.Equal(ControlState.Present, State(path, "imds"));
        Assert.Equal(ControlState.Present, State(path, "no-remote-login"));
        Assert.Equal(ControlState.Present, State(path, "private-subnets"));
        Assert.Equal(ControlState.Present, State(path, "tier-groups"));
        Assert.Equal(ControlState.Absent, State(path, "flow-logs"));
        Assert.Equal(ControlState.Absent, State(Only(Web.Replace("security_groups = [aws_security_group.front.id]\n  }\n  egress", "cidr_blocks = [\"10.0.0.0/16\"]\n  }\n  egress", StringComparison.Ordinal)), "tier-groups"));
    }

    [Fact]
    public void A_name_that_leads_to_an_internal_load_balancer_is_no_way_from_the_internet()
    {
        var source = Web.Replace("resource \"aws_lb\" \"l\" {", "resource \"aws_lb\" \"l\" {\n internal = true", StringComparison.Ordinal) + """

            resource "aws_route53_zone" "z" { name = "example.com" }
            resource "aws_route53_record" "n" {
              zone_id = aws_route53_zone.z.zone_id
              name    = "inside.example.com"
              type    = "A"
              alias {
                name                   = aws_lb.l.dns_name
                zone_id                = aws_lb.l.zone_id
                evaluate_target_health = true
              }
            }
            """;
        var analysis = Estate.Terraform(source).Defense;

        Assert.Empty(analysis.Paths);
        Assert.Equal(["aws_dynamodb_table.d"], analysis.Unreached.Select(static c => c.Id));
    }

    [Fact]
    public void Two_names_of_one_thing_are_one_path()
    {
        static string Name(string label) => $$"""

            resource "aws_route53_record" "{{label}}" {
              zone_id = "Z1"
              name    = "{{label}}.example.com"
              type    = "A"
              alias {
                name                   = aws_lb.l.dns_name
                zone_id                = aws_lb.l.zone_id
                evaluate_target_health = true
              }
            }
            """;

        Assert.Equal(["a.example.com", "b.example.com"], Only(Web + Name("a") + Name("b")).Names);
    }

    [Fact]
    public void Delivery_in_front_of_a_bucket_needs_no_network_and_is_no_gap_for_that()
    {
        var path = Only("""
            resource "aws_s3_bucket" "b" { bucket = "b" }
            resource "aws_cloudfront_origin_access_control" "o" {
              name                              = "o"
              origin_access_control_origin_type = "s3"
              signing_behavior                  = "always"
              signing_protocol                  = "sigv4"
            }
            resource "aws_cloudfront_distribution" "d" {
              enabled = true
              origin {
                origin_id                = "b"
                domain_name              = aws_s3_bucket.b.bucket_regional_domain_name
                origin_access_control_id = aws_cloudfront_origin_access_control.o.id
              }
              default_cache_behavior {
                target_origin_id       = "b"
                viewer_protocol_policy = "allow-all"
              }
              viewer_certificate { cloudfront_default_certificate = true }
            }
            """);

        Assert.Equal(ControlState.Present, State(path, "origin"));
        Assert.Equal(ControlState.Absent, State(path, "tls"));
        Assert.Equal(ControlState.Absent, State(path, "tls-version"));
        Assert.Equal(0, path.Layers[1].Applicable + path.Layers[2].Applicable);
        Assert.Equal((2, 2), (path.Depth, path.Applicable));
    }

    [Fact]
    public void A_bucket_behind_delivery_that_everybody_reads_as_a_website_is_a_bypass()
    {
        var analysis = Estate.Terraform("""
            resource "aws_s3_bucket" "b" { bucket = "b" }
            resource "aws_s3_bucket_website_configuration" "b" {
              bucket = aws_s3_bucket.b.id
              index_document { suffix = "index.html" }
            }
            resource "aws_s3_bucket_policy" "b" {
              bucket = aws_s3_bucket.b.id
              policy = jsonencode({ Statement = [{ Effect = "Allow", Principal = "*", Action = "s3:GetObject", Resource = "arn:aws:s3:::b/*" }] })
            }
            resource "aws_cloudfront_distribution" "d" {
              enabled = true
              origin {
                origin_id   = "b"
                domain_name = aws_s3_bucket_website_configuration.b.website_endpoint
                custom_origin_config { origin_protocol_policy = "http-only" }
              }
              default_cache_behavior {
                target_origin_id       = "b"
                viewer_protocol_policy = "redirect-to-https"
              }
            }
            """).Defense;

        Assert.Equal(["b → b", "d → b"], analysis.Paths.Select(static p => p.Title));
        Assert.Equal(["aws_cloudfront_distribution.d"], analysis.Paths[0].Bypassed.Select(static c => c.Id));
        Assert.Equal(DefenseLayer.Edge, Assert.Single(analysis.Paths[0].EmptyLayers).Layer);
        Assert.Equal(ControlState.Absent, State(analysis.Paths[1], "origin"));
    }

    [Theory]
    [InlineData("NONE", ControlState.Absent)]
    [InlineData("AWS_IAM", ControlState.Present)]
    public void A_function_in_arms_reach_is_asked_who_may_call_it(string type, ControlState state)
    {
        var path = Only($$"""
            resource "aws_lambda_function" "f" {
              function_name = "f"
              role          = "arn:aws:iam::111122223333:role/f"
              runtime       = "python3.13"
              handler       = "f.f"
              environment {
                variables = {
                  TABLE       = aws_dynamodb_table.d.name
                  DB_PASSWORD = "swordfish"
                }
              }
            }
            resource "aws_lambda_function_url" "u" {
              function_name      = aws_lambda_function.f.function_name
              authorization_type = "{{type}}"
            }
            resource "aws_dynamodb_table" "d" {
              name     = "d"
              hash_key = "id"
            }
            """);

        Assert.Equal(state, State(path, "authentication"));
        Assert.Equal(ControlState.Absent, State(path, "no-plain-secrets"));
        Assert.Equal(ControlState.Unknown, State(path, "least-privilege"));
    }

    [Fact]
    public void A_template_is_asked_the_same()
    {
        var path = Assert.Single(Estate.Template("""
            Resources:
              Api: { Type: AWS::ApiGateway::RestApi, Properties: { Name: a } }
              Any:
                Type: AWS::ApiGateway::Method
                Properties:
                  RestApiId: !Ref Api
                  HttpMethod: ANY
                  AuthorizationType: AWS_IAM
                  Integration: { Type: AWS_PROXY, Uri: !Sub "arn:aws:apigateway:eu-west-1:lambda:path/2015-03-31/functions/${F.Arn}/invocations" }
              Stage:
                Type: AWS::ApiGateway::Stage
                Properties: { RestApiId: !Ref Api, StageName: p, MethodSettings: [ { ResourcePath: "/*", HttpMethod: "*", ThrottlingRateLimit: 10, ThrottlingBurstLimit: 5 } ] }
              F:
                Type: AWS::Lambda::Function
                Properties: { Runtime: python3.13, Handler: f.f, Role: !GetAtt R.Arn, Environment: { Variables: { TABLE: !Ref T } }, Code: { ZipFile: x } }
              R:
                Type: AWS::IAM::Role
                Properties:
                  AssumeRolePolicyDocument: { Statement: [ { Effect: Allow, Action: sts:AssumeRole, Principal: { Service: lambda.amazonaws.com } } ] }
                  ManagedPolicyArns: [ arn:aws:iam::aws:policy/AmazonDynamoDBFullAccess ]
              T:
                Type: AWS::DynamoDB::Table
                Properties: { KeySchema: [ { AttributeName: id, KeyType: HASH } ], PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true } }
            """).Defense.Paths);

        Assert.Equal("Api → F → T", path.Spelled);
        Assert.Equal(
            [ControlState.Present, ControlState.Present, ControlState.Absent, ControlState.Present, ControlState.Absent],
            new[] { "authentication", "throttling", "least-privilege", "backups", "access-logs" }.Select(c => State(path, c)));
    }

    [Fact]
    public void Callers_of_a_WebSocket_are_asked_when_they_connect_and_variables_of_a_stage_lead_nowhere()
    {
        static IReadOnlyList<DefensePath> Paths(string connect) => Estate.Template($$"""
            Resources:
              Api: { Type: AWS::ApiGatewayV2::Api, Properties: { Name: a, ProtocolType: WEBSOCKET } }
              Connect: { Type: AWS::ApiGatewayV2::Route, Properties: { ApiId: !Ref Api, RouteKey: $connect, AuthorizationType: {{connect}}, Target: !Sub "integrations/${I}" } }
              Send: { Type: AWS::ApiGatewayV2::Route, Properties: { ApiId: !Ref Api, RouteKey: send, Target: !Sub "integrations/${I}" } }
              I: { Type: AWS::ApiGatewayV2::Integration, Properties: { ApiId: !Ref Api, IntegrationType: AWS_PROXY, IntegrationUri: !Sub "arn:aws:apigateway:eu-west-1:lambda:path/2015-03-31/functions/${F.Arn}/invocations" } }
              Stage: { Type: AWS::ApiGatewayV2::Stage, Properties: { ApiId: !Ref Api, StageName: p, StageVariables: { bucket: !Ref Other } } }
              Other: { Type: AWS::S3::Bucket }
              F: { Type: AWS::Lambda::Function, Properties: { Runtime: python3.13, Handler: f.f, Role: r, Environment: { Variables: { TABLE: !Ref T } }, Code: { ZipFile: x } } }
              T: { Type: AWS::DynamoDB::Table, Properties: { KeySchema: [ { AttributeName: id, KeyType: HASH } ] } }
            """).Defense.Paths;

        Assert.Equal(ControlState.Present, State(Assert.Single(Paths("AWS_IAM")), "authentication"));
        Assert.Equal(ControlState.Absent, State(Assert.Single(Paths("NONE")), "authentication"));
    }

    [Fact]
    public void A_bucket_that_everybody_may_read_is_a_path_of_its_own()
    {
        const string Open = """
            resource "aws_s3_bucket" "b" { bucket = "b" }
            resource "aws_s3_bucket_policy" "b" {
              bucket = aws_s3_bucket.b.id
              policy = jsonencode({ Statement = [{ Effect = "Allow", Principal = "*", Action = "s3:GetObject", Resource = "arn:aws:s3:::b/*" }] })
            }
            """;

        Assert.Equal(ControlState.Absent, State(Only(Open), "not-public"));
        Assert.Empty(Estate.Terraform(Open + """

            resource "aws_s3_bucket_public_access_block" "b" {
              bucket                  = aws_s3_bucket.b.id
              block_public_acls       = true
              block_public_policy     = true
              ignore_public_acls      = true
              restrict_public_buckets = true
            }
            """).Defense.Paths);
    }

    [Fact]
    public void People_know_what_the_code_cannot_show()
    {
        var at = new Location(new SourceText("stoa.yaml", "defense:"), default);
        var path = Only(Web, new DefenseSettings
        {
            Controls =
            [
                new ControlCorrection("waf", "aws_lb.l", ControlState.Present, "Firewall Manager attaches it", at),
                new ControlCorrection("cloudtrail", null, ControlState.Present, null, at),
                new ControlCorrection("waf", "aws_lb.other", ControlState.Absent, null, at),
            ],
        });

        Assert.Equal(ControlState.Present, State(path, "waf"));
        Assert.Equal("is so according to stoa.yaml:1: Firewall Manager attaches it", path.Control("waf")!.Findings[0].ToString());
        Assert.Equal(ControlState.Present, State(path, "cloudtrail"));
    }

    [Fact]
    public void A_word_on_something_that_is_not_there_is_given_back()
    {
        var at = new Location(new SourceText("stoa.yaml", "defense:"), default);
        var said = new ControlCorrection("wof", null, ControlState.Present, null, at);

        Assert.Equal([said], Estate.Terraform(Web, new AnalysisSettings { Defense = new DefenseSettings { Controls = [said] } }).Defense.UnusedCorrections);
    }

    [Fact]
    public void Every_row_of_the_tables_names_its_source_and_date()
    {
        foreach (var table in new[] { "aws/defense-controls.yaml", "aws/tls-policies.yaml", "aws/database-tls.yaml", "aws/managed-prefix-lists.yaml" })
        {
            var rows = Stoa.Analysis.Facts.FactTable.Read(Estate.Facts, table).Rows;
            Assert.NotEmpty(rows);
            Assert.All(rows, static r => Assert.True(r.Text("source").StartsWith("https://", StringComparison.Ordinal) && DateOnly.TryParse(r.Text("date"), out _)));
        }
    }
}
