using Stoa.Analysis.Facts;
using Stoa.Assessment.Framework;
using Stoa.Knowledge.Tests;
using Stoa.Language.Diagnostics;
using Stoa.Language.Documents;
using Stoa.Language.Text;
using Stoa.Workloads.Knowledge;

namespace Stoa.Assessment.Tests;

public class KnowledgeBaseTests
{
    [Fact]
    public void What_is_packed_is_what_is_read_from_the_folder()
    {
        var folder = KnowledgeBase.Read(RepositoryKnowledge.Files, "", new DiagnosticBag())!;
        var packed = Packed(folder);
        Assert.Equal(folder.Lens.Id, packed.Lens.Id);
        Assert.Equal(folder.Lens.BestPractices, packed.Lens.BestPractices);
        Assert.Equal(folder.Lens.Pillars.SelectMany(static p => p.Principles), packed.Lens.Pillars.SelectMany(static p => p.Principles));
        Assert.Equal(folder.Kinds.Ids, packed.Kinds.Ids);
        Assert.Equal(
            folder.Checks.Definitions.Select(static d => $"{d.Check.Id} {d.Check.Title} {d.When} {d.Require} {d.Message} {d.At}"),
            packed.Checks.Definitions.Select(static d => $"{d.Check.Id} {d.Check.Title} {d.When} {d.Require} {d.Message} {d.At}"));
        foreach (var definition in folder.Checks.Definitions)
        {
            var (expected, actual) = (folder.Page(definition.Check.Id)!, packed.Page(definition.Check.Id)!);
            Assert.Equal(expected.Prose, actual.Prose);
            Assert.Equal(expected.Examples.Select(static e => (e.Language, e.Expectation, e.Text)), actual.Examples.Select(static e => (e.Language, e.Expectation, e.Text)));
            Assert.Equal(expected.Check.Aliases, actual.Check.Aliases);
        }
    }

    [Fact]
    public void The_tables_of_facts_are_packed_row_by_row()
    {
        var folder = KnowledgeBase.Read(RepositoryKnowledge.Files, "", new DiagnosticBag())!;
        var packed = Packed(folder);
        Assert.NotEmpty(folder.Facts.Paths);
        foreach (var path in folder.Facts.Paths)
        {
            Assert.Equal(Said(folder.Facts.Table(path)!), Said(packed.Facts.Table(path)!));
        }

        Assert.Null(packed.Facts.Table("aws/of-no-such-name.yaml"));

        static IEnumerable<string> Said(FactTable table) => table.Rows.Select(static r => string.Join(", ", r.Fields.Select(f => $"{f} = {Text(r.Node(f)!)}")));

        static string Text(Node node) => node switch
        {
            ScalarNode scalar => scalar.Text,
            SequenceNode sequence => $"[{string.Join(", ", sequence.Items.Select(Text))}]",
            MappingNode mapping => $"{{{string.Join(", ", mapping.Entries.Select(static e => $"{e.Key.Text}: {Text(e.Value)}"))}}}",
            _ => "?",
        };
    }

    [Fact]
    public void A_review_with_packed_knowledge_concludes_the_same()
    {
        var folder = KnowledgeBase.Read(RepositoryKnowledge.Files, "", new DiagnosticBag())!;
        var files = new MemoryFileTree(("main.tf", "resource \"aws_db_instance\" \"a\" {\n  engine = \"postgres\"\n}\n"));
        Assert.Equal(Said(folder), Said(Packed(folder)));

        string Said(KnowledgeBase knowledge) => string.Join(
            '\n',
            Reviewer.Run(files, new ReviewOptions(), knowledge, TimeProvider.System).Assessment.AllVerdicts.Value
                .Select(static v => $"{v.Check} {v.Address} {v.Outcome} {v.Message} {v.Location}"));
    }

    [Fact]
    public void A_check_of_the_user_replaces_ours_of_the_same_id_and_adds_to_the_others()
    {
        var ours = SmallKnowledge.Of(SmallKnowledge.Good(SmallKnowledge.Page()), SmallKnowledge.Good(SmallKnowledge.Page(), "aws/rds/other"));
        var both = ours.With([
            SmallKnowledge.Good(SmallKnowledge.Page("title: Mine instead"), "aws/rds/other"),
            SmallKnowledge.Good(SmallKnowledge.Page("title: Mine as well"), "my/own"),
        ]);
        Assert.Equal(["aws/rds/other", "aws/rds/standby", "my/own"], both.Checks.Definitions.Select(static d => d.Check.Id));
        Assert.Equal("Mine instead", both.Page("aws/rds/other")!.Check.Title);
        Assert.Equal("Databases have a standby", both.Page("aws/rds/standby")!.Check.Title);
    }

    [Fact]
    public void A_check_is_found_by_what_other_tools_call_it_in_any_case()
    {
        var knowledge = SmallKnowledge.Of(SmallKnowledge.Good(SmallKnowledge.Page("aliases: [CKV_AWS_157]")));
        Assert.Equal("aws/rds/standby", Assert.Single(knowledge.Checks.Named("ckv_aws_157")).Id);
        Assert.Empty(knowledge.Checks.Named("CKV_AWS_158"));
    }

    [Fact]
    public void A_folder_without_a_lens_is_no_knowledge()
    {
        var diagnostics = new DiagnosticBag();
        Assert.Null(KnowledgeBase.Read(new MemoryFileTree(), "knowledge", diagnostics));
        Assert.Equal("STOA3103", Assert.Single(diagnostics).Code);
    }

    private static KnowledgeBase Packed(KnowledgeBase knowledge)
    {
        var builder = new KnowledgePackBuilder();
        knowledge.WriteTo(builder);
        return KnowledgeBase.Open(KnowledgePack.Open(builder.ToBytes()));
    }
}
