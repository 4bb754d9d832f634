using Stoa.Analysis.Facts;
using Stoa.Analysis.Performance;
using Stoa.Language.Documents;

namespace Stoa.Analysis.Tests.Performance;

public sealed class PerformanceTests
{
    private const string Site = """
        resource "aws_s3_bucket" "site" { bucket = "site" }
        resource "aws_cloudfront_distribution" "site" {
          enabled = true
          origin {
            origin_id   = "site"
            domain_name = aws_s3_bucket.site.bucket_regional_domain_name
          }
          default_cache_behavior {
            target_origin_id       = "site"
            viewer_protocol_policy = "redirect-to-https"
            CACHING
          }
        }

        """;

    private const string Api = """
        Resources:
          Api:
            Type: AWS::Serverless::Api
            Properties: {StageName: live}
        """;

    [Theory]
    [InlineData("cache_policy_id = \"658327ea-f89d-4fab-a63d-7e88639e58f6\"", CacheState.Present)]
    [InlineData("cache_policy_id = \"4135ea2d-6df8-44a3-9df3-4b5a84be39ad\"", CacheState.Missing)]
    [InlineData("cache_policy_id = \"00000000-0000-0000-0000-000000000000\"", CacheState.Undecided)]
    [InlineData("cache_policy_id = aws_cloudfront_cache_policy.never.id", CacheState.Missing)]
    [InlineData("cache_policy_id = aws_cloudfront_cache_policy.long.id", CacheState.Present)]
    [InlineData("max_ttl = 0", CacheState.Missing)]
    [InlineData("max_ttl = 60", CacheState.Present)]
    [InlineData("forwarded_values { headers = [\"*\"] }", CacheState.Missing)]
    public void A_distribution_keeps_what_its_cache_policy_lets_it(string caching, CacheState expected)
    {
        var figures = Estate.Terraform(Site.Replace("CACHING", caching, StringComparison.Ordinal) + """
            resource "aws_cloudfront_cache_policy" "never" {
              name    = "never"
              max_ttl = 0
            }
            resource "aws_cloudfront_cache_policy" "long" {
              name        = "long"
              default_ttl = 3600
            }
            """);
        Assert.Equal(expected, Assert.Single(figures.Performance.ReadPaths)[CacheLayerKind.ContentDelivery].State);
    }

    [Fact]
    public void A_policy_that_sends_cache_control_lets_browsers_keep_answers()
    {
        var figures = Estate.Terraform(Site.Replace("CACHING", "response_headers_policy_id = aws_cloudfront_response_headers_policy.keep.id", StringComparison.Ordinal) + """
            resource "aws_cloudfront_response_headers_policy" "keep" {
              name = "keep"
              custom_headers_config {
                items {
                  header   = "Cache-Control"
                  override = true
                  value    = "max-age=3600"
                }
              }
            }
            """);
        Assert.Equal(CacheState.Present, Assert.Single(figures.Performance.ReadPaths)[CacheLayerKind.Client].State);
    }

    [Fact]
    public void A_database_with_replicas_is_helped_and_one_without_is_not()
    {
        var built = Assert.Single(Estate.Sample("three-tier-web/well-built").Performance.ReadPaths);
        Assert.Equal(CacheState.Present, built[CacheLayerKind.Database].State);
        Assert.Equal(CacheState.Present, built[CacheLayerKind.ContentDelivery].State);
        Assert.Empty(built.Advice);

        var naive = Assert.Single(Estate.Sample("three-tier-web/naive").Performance.ReadPaths);
        Assert.Equal(CacheState.Missing, naive[CacheLayerKind.Database].State);
        Assert.Equal(CacheState.Missing, naive[CacheLayerKind.ContentDelivery].State);
        Assert.Contains(naive.Advice, static a => a.StartsWith("If the same data are read again and again", StringComparison.Ordinal));
    }

    [Fact]
    public void Where_nothing_is_read_twice_no_cache_is_advised()
    {
        var settings = new PerformanceSettings { Stores = new Dictionary<string, DataProfile> { ["aws_db_instance.orders"] = new(null, "unique") } };
        var path = Assert.Single(Estate.Sample("three-tier-web/naive", new AnalysisSettings { Performance = settings }).Performance.ReadPaths);
        Assert.DoesNotContain(path.Advice, static a => a.Contains("ElastiCache", StringComparison.Ordinal));
    }

    [Fact]
    public void A_rest_api_without_a_cache_is_said_to_have_none()
    {
        var figures = Estate.Template(Api);
        Assert.All(figures.Performance.ReadPaths, static p => Assert.Equal(CacheState.Missing, p[CacheLayerKind.Api].State));
    }

    [Fact]
    public void A_job_that_takes_an_hour_is_no_work_for_a_function()
    {
        var figures = Estate.Template(
            """
            Resources:
              Report: {Type: AWS::Lambda::Function}
              Nightly:
                Type: AWS::Events::Rule
                Properties: {ScheduleExpression: rate(1 day), Targets: [{Id: a, Arn: !GetAtt Report.Arn}]}
            """,
            new AnalysisSettings { Performance = new PerformanceSettings { Components = new Dictionary<string, WorkProfile> { ["Report"] = new(null, 3600, null) } } });
        var advice = Assert.Single(figures.Performance.Compute);
        Assert.Equal(Fit.DoesNotSuit, advice.Fit);
        Assert.Equal(["a function ends after 900 seconds"], advice.Reasons);
        Assert.Equal("Batch", advice.Better[0].Service);
    }

    [Fact]
    public void Machines_that_start_in_minutes_do_not_suit_spikes_and_nothing_is_said_of_what_nobody_knows()
    {
        var silent = Assert.Single(Estate.Sample("three-tier-web/well-built").Performance.Compute);
        Assert.Equal(Fit.Undecided, silent.Fit);
        Assert.Equal(["traffic", "request-seconds", "state"], silent.Unknown);

        var settings = new AnalysisSettings { Performance = new PerformanceSettings { Profile = new WorkProfile("spiky", 0.2, "stateless") } };
        var spiky = Assert.Single(Estate.Sample("three-tier-web/well-built", settings).Performance.Compute);
        Assert.Equal(Fit.DoesNotSuit, spiky.Fit);
        Assert.Equal(["Lambda"], spiky.Better.Select(static b => b.Service));
    }

    [Fact]
    public void Data_of_another_pattern_than_their_store_is_made_for_are_better_kept_elsewhere()
    {
        var settings = new PerformanceSettings { Stores = new Dictionary<string, DataProfile> { ["aws_db_instance.orders"] = new("graph", null) } };
        var advice = Estate.Sample("three-tier-web/naive", new AnalysisSettings { Performance = settings }).Performance.Data.Single(static d => d.Component.Id == "aws_db_instance.orders");
        Assert.Equal(Fit.DoesNotSuit, advice.Fit);
        Assert.Equal("Amazon Neptune", Assert.Single(advice.Better).Service);
    }

    [Fact]
    public void A_service_past_its_end_is_named_and_never_advised()
    {
        var retired = Assert.Single(Estate.Terraform("resource \"aws_qldb_ledger\" \"books\" { permissions_mode = \"STANDARD\" }").Performance.Retired);
        Assert.Equal("ended on 2025-07-31", retired.Status);

        var names = FactTable.Read(Estate.Facts, "aws/retired-services.yaml").Rows.Select(static r => r.Text("name")).ToList();
        Assert.All(FactTable.Read(Estate.Facts, "aws/database-fit.yaml").Rows, row => Assert.DoesNotContain(row.Text("name"), names));
    }

    [Theory]
    [InlineData("aws/cache-policies.yaml")]
    [InlineData("aws/compute-fit.yaml")]
    [InlineData("aws/database-fit.yaml")]
    [InlineData("aws/retired-services.yaml")]
    public void Every_row_says_where_it_is_from(string table)
    {
        var rows = FactTable.Read(Estate.Facts, table).Rows;
        Assert.NotEmpty(rows);
        foreach (var row in rows)
        {
            Assert.StartsWith("https://", row.Text("source"), StringComparison.Ordinal);
            Assert.Matches(@"^20\d\d-\d\d-\d\d$", row.Text("date"));
            Assert.Contains(row.Text("basis"), new[] { "stated", "derived", "assumed" });
            Assert.All(row.Node("kinds") is SequenceNode ? row.Texts("kinds") : [], id => Assert.NotNull(Estate.Kinds.Find(id)));
        }
    }
}
