using Stoa.Language.Diagnostics;
using Stoa.Language.Text;
using Stoa.Workloads.Kinds;
using Stoa.Workloads.Knowledge;

namespace Stoa.Workloads.Tests.Kinds;

public sealed class KindCatalogTests
{
    private const string Instance =
        """
        aws.rds.instance:
          title: RDS database instance
          terraform: aws_db_instance
          cloudformation:
            type: AWS::RDS::DBInstance
            when: 'DBClusterIdentifier == null'
          names: [identifier, DBInstanceIdentifier]
          companions:
            aws_db_instance_role_association: db_instance_identifier
          properties:
            multi_az: [bool, multi_az, MultiAZ, false]
            replica_of: [ref(aws.rds.instance), replicate_source_db, SourceDBInstanceIdentifier]
            backup_days: [number, backup_retention_period, BackupRetentionPeriod, { terraform: 0, cloudformation: 1 }]
            deletion_policy: [string, { n/a: Terraform has no such attribute }, "@DeletionPolicy", Snapshot]
            monitoring:
              type: bool
              terraform: monitoring_interval > 0
              cloudformation: MonitoringInterval > 0
              default: false
            zones: [list(string), zones, Zones, [a, 1, true, { x: "1" }]]
        """;

    [Fact]
    public void A_kind_is_found_by_its_id_and_knows_its_properties()
    {
        var kind = Read(Instance, out var diagnostics).Find("aws.rds.instance");

        Assert.Empty(diagnostics);
        Assert.Equal("RDS database instance", kind!.Title);
        Assert.Equal(["multi_az", "replica_of", "backup_days", "deletion_policy", "monitoring", "zones"], kind.Properties.Select(p => p.Name));
        Assert.Equal("ref(aws.rds.instance)", kind.Properties[1].Type.ToString());
    }

    [Fact]
    public void A_pack_holds_the_same_kinds_as_the_files_it_was_made_from()
    {
        var files = Read(Instance, out _);
        var builder = new KnowledgePackBuilder();
        files.WriteTo(builder);
        var pack = KindCatalog.Open(KnowledgePack.Open(builder.ToBytes()));

        var expected = files.Definition("aws.rds.instance")!;
        var actual = pack.Definition("aws.rds.instance")!;
        Assert.Equal(files.Ids, pack.Ids);
        Assert.Equal(expected.Kind.Title, actual.Kind.Title);
        Assert.Equal(expected.File, actual.File);
        Assert.Equal(
            expected.Kind.Properties.Select(p => $"{p.Name} {p.Type} {p.Slot}"), actual.Kind.Properties.Select(p => $"{p.Name} {p.Type} {p.Slot}"));
        Assert.Equal(expected.Terraform, actual.Terraform);
        Assert.Equal(expected.CloudFormation, actual.CloudFormation);
        Assert.Equal(expected.Names, actual.Names);
        Assert.Equal(expected.Companions, actual.Companions);
        Assert.Equal(expected.Columns, actual.Columns);
    }

    [Fact]
    public void A_pack_gives_each_kind_once()
    {
        var builder = new KnowledgePackBuilder();
        Read(Instance, out _).WriteTo(builder);
        var pack = KindCatalog.Open(KnowledgePack.Open(builder.ToBytes()));

        Assert.Same(pack.Find("aws.rds.instance"), pack.Find("aws.rds.instance"));
        Assert.Same(pack.Find("aws.rds.instance"), pack.RolesOf("aws_db_instance").Kinds[0].Kind);
        Assert.Same(pack.Find("aws.rds.instance"), pack.RolesOf("aws_db_instance_role_association").CompanionOf[0].Kind);
        Assert.Empty(pack.RolesOf("aws_instance").Kinds);
        Assert.Null(pack.Find("aws.rds.instanse"));
    }

    [Theory]
    [InlineData("  title: x\n  propertys: {}", "STOA2802", 3, "Did you mean \"properties\"?")]
    [InlineData("  title: x\n  properties:\n    a: [strng, a, A]", "STOA2804", 4, "\"strng\" is no type")]
    [InlineData("  title: x\n  properties:\n    a: [ref(x, y), a, A]", "STOA2804", 4, "in quotes")]
    [InlineData("  title: x\n  properties:\n    a: [string, 'a +', A]", "STOA2805", 4, "a +")]
    [InlineData("  title: x\n  properties:\n    a: [string, startwith(a), A]", "STOA2805", 4, "Did you mean \"startswith\"?")]
    [InlineData("  title: x\n  properties:\n    a: [string, statments(a), A]", "STOA2805", 4, "Did you mean \"statements\"?")]
    [InlineData("  title: x\n  properties:\n    a: [string, a, ~]", "STOA2803", 4, "n/a")]
    [InlineData("  title: x\n  properties:\n    a: { type: string, terraform: a }", "STOA2803", 4, "n/a")]
    [InlineData("  title: x\n  properties:\n    a: { typ: string, type: string, terraform: a, cloudformation: A }", "STOA2802", 4, "Did you mean \"type\"?")]
    [InlineData("  title: x\n  properties:\n    a: [string, { n/a: }, A]", "STOA2803", 4, "Add it")]
    [InlineData("  title: x\n  properties:\n    a: [ref(aws.k), a, A]", "STOA2807", 1, "would never be found")]
    [InlineData("  properties: {}", "STOA2803", 1, "Add it")]
    [InlineData("  title: x", "STOA2803", 1, "Add it")]
    [InlineData("  title: x\n  companions: [a]\n  properties: {}", "STOA2801", 3, "mapping")]
    public void A_mistake_is_named_with_its_line_and_the_remedy(string block, string code, int line, string remedy)
    {
        Read($"aws.x.y:\n{block}\n  terraform: aws_x\n  cloudformation: AWS::X::Y\n", out var diagnostics);

        var diagnostic = diagnostics.First(d => d.Code == code);
        Assert.Equal($"kinds/aws/x.yaml:{line}", diagnostic.Location!.ToString());
        Assert.Contains(remedy, $"{diagnostic.Summary} {diagnostic.Detail}", StringComparison.Ordinal);
    }

    [Fact]
    public void A_mistake_costs_its_property_and_not_the_kind()
    {
        var kind = Read("aws.x.y:\n  title: x\n  terraform: aws_x\n  properties:\n    a: [strng, a, A]\n    b: [string, b, B]\n", out _).Find("aws.x.y");

        Assert.Equal(["b"], kind!.Properties.Select(p => p.Name));
        Assert.Equal(0, kind.Properties[0].Slot);
    }

    [Fact]
    public void A_kind_described_twice_is_an_error_that_names_both_places()
    {
        var diagnostics = new DiagnosticBag();
        const string Yaml = "aws.x.y:\n  title: x\n  terraform: aws_x\n  properties: {}\n";
        KindCatalog.Read(new MemoryFileTree(("a.yaml", Yaml), ("b.yaml", $"\n{Yaml}")), "", diagnostics);

        var diagnostic = Assert.Single(diagnostics);
        Assert.Equal("STOA2806", diagnostic.Code);
        Assert.Equal("b.yaml:2", diagnostic.Location!.ToString());
        Assert.Contains("a.yaml:1", diagnostic.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void Two_kinds_of_one_type_without_a_condition_are_an_error()
    {
        Read(
            """
            aws.x.a: { title: x, terraform: aws_x, properties: {} }
            aws.x.b: { title: x, terraform: aws_x, properties: {} }
            """,
            out var diagnostics);

        Assert.Equal("STOA2810", Assert.Single(diagnostics).Code);
    }

    private static KindCatalog Read(string yaml, out IReadOnlyCollection<Diagnostic> diagnostics)
    {
        var bag = new DiagnosticBag();
        diagnostics = bag;
        return KindCatalog.Read(new MemoryFileTree(("kinds/aws/x.yaml", yaml), ("kinds/README.md", "# Kinds")), "kinds", bag);
    }
}
