using System.Collections.Immutable;
using Stoa.Assessment.Checks;
using Stoa.Assessment.Framework;
using Stoa.Language.Diagnostics;
using Stoa.Language.Text;
using Stoa.Workloads.Kinds;

namespace Stoa.Assessment.Tests;

/// <summary>A lens, a few kinds and a way to make pages: enough to test with, small enough to see whole.</summary>
internal static class SmallKnowledge
{
    /// <summary>One pillar of two questions: Q01 with practices of each level, Q02 with one of level HIGH.</summary>
    public static readonly Lens Lens = new(
        "test/1",
        "Test",
        "first",
        [
            new Pillar(
                "reliability",
                "Reliability",
                "REL",
                ["Recover"],
                [
                    new Question(
                        "REL01",
                        "one",
                        "How one?",
                        "reliability",
                        [Practice("REL01-BP01", RiskLevel.High), Practice("REL01-BP02", RiskLevel.Medium), Practice("REL01-BP03", RiskLevel.Low)]),
                    new Question("REL02", "two", "How two?", "reliability", [Practice("REL02-BP01", RiskLevel.Medium)]),
                ]),
        ]);

    private const string KindsText = """
        aws.rds.instance:
          title: RDS database instance
          terraform: aws_db_instance
          cloudformation: AWS::RDS::DBInstance
          properties:
            multi_az:    [ bool, multi_az, MultiAZ, false ]
            replica_of:  [ ref(aws.rds.instance), replicate_source_db, SourceDBInstanceIdentifier ]
            backup_days: [ number, backup_retention_period, BackupRetentionPeriod ]
            engine:      [ string, engine, Engine ]
            zones:       [ list(string), availability_zones, AvailabilityZones ]
            subnets:     [ list(ref(aws.ec2.subnet)), subnet_ids, SubnetIds ]

        aws.ec2.subnet:
          title: Subnet
          terraform: aws_subnet
          cloudformation: AWS::EC2::Subnet
          properties:
            zone: [ string, availability_zone, AvailabilityZone ]
            vpc:  [ ref(aws.ec2.vpc), vpc_id, VpcId ]

        aws.ec2.vpc:
          title: Network
          terraform: aws_vpc
          cloudformation: AWS::EC2::VPC
          properties:
            cidr: [ string, cidr_block, CidrBlock ]

        aws.cloudtrail.trail:
          title: Trail
          terraform: aws_cloudtrail
          cloudformation: AWS::CloudTrail::Trail
          properties:
            logging: [ bool, enable_logging, IsLogging, true ]
        """;

    private static readonly Lazy<KindCatalog> LazyKinds = new(() =>
    {
        var diagnostics = new DiagnosticBag();
        var kinds = KindCatalog.Read(new MemoryFileTree(("kinds/aws/some.yaml", KindsText)), "kinds", diagnostics);
        return diagnostics.Count == 0 ? kinds : throw new InvalidOperationException(string.Join('\n', diagnostics));
    });

    public static KindCatalog Kinds => LazyKinds.Value;

    /// <summary>A page about databases with the given lines in its front matter in place of the usual ones.</summary>
    public static string Page(params ReadOnlySpan<string> lines)
    {
        var fields = new Dictionary<string, string>
        {
            ["title"] = "title: Databases have a standby",
            ["kind"] = "kind: aws.rds.instance",
            ["best-practices"] = "best-practices: [REL01-BP01]",
            ["severity"] = "severity: high",
            ["effort"] = "effort: low",
            ["require"] = "require: self.multi_az",
            ["message"] = "message: \"multi_az is ${self.multi_az}\"",
        };
        foreach (var line in lines)
        {
            fields[line[..line.IndexOf(':')]] = line;
        }

        return $"---\n{string.Join('\n', fields.Values)}\n---\nWhy.\n";
    }

    /// <summary>Reads a page; what was complained about comes with it.</summary>
    public static (CheckPage? Page, DiagnosticBag Diagnostics) Read(string text, string id = "aws/rds/standby")
    {
        var diagnostics = new DiagnosticBag();
        var page = new CheckPageReader(Lens, Kinds, diagnostics).Read(new SourceText($"checks/{id}.md", text), id);
        return (page, diagnostics);
    }

    /// <summary>Reads a page that has no mistake.</summary>
    public static CheckPage Good(string text, string id = "aws/rds/standby")
    {
        var (page, diagnostics) = Read(text, id);
        Assert.Empty(diagnostics);
        return page!;
    }

    /// <summary>Knowledge of the given pages.</summary>
    public static KnowledgeBase Of(params ImmutableArray<CheckPage> pages) => KnowledgeBase.Of(Lens, Kinds, pages);

    private static BestPractice Practice(string id, RiskLevel level) =>
        new(id, id.ToLowerInvariant(), $"Do {id}", level, id[..5], "https://example.com");
}
