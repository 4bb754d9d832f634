using Stoa.Language.Diagnostics;
using Stoa.Reviews.Decisions;

namespace Stoa.Reviews.Tests.Decisions;

public sealed class DecisionReaderTests
{
    private static DecisionDocument Read(string name, string text, DiagnosticBag? diagnostics = null) =>
        DecisionReader.Read(name, text, diagnostics ?? new DiagnosticBag())!;

    [Fact]
    public void A_decision_of_adr_tools_is_read()
    {
        var document = Read("doc/adr/0002-keep-a-standby.md", """
            # 2. Keep a standby

            Date: 2024-02-12

            ## Status

            Accepted

            Supercedes [1. One zone](0001-one-zone.md)

            Amended by [4. Two regions](0004-two-regions.md)

            ## Context

            Orders stop when the zone does.

            ## Decision

            A standby in a second zone.

            ## Consequences

            The database costs twice as much.
            """);

        Assert.Equal(2, document.Number);
        Assert.Null(document.Slug);
        Assert.Equal("0002-keep-a-standby", document.Id);
        Assert.Equal("Keep a standby", document.Title);
        Assert.Equal(DecisionStatus.Accepted, document.Status);
        Assert.Equal("", document.StatusText);
        Assert.Equal(new DateOnly(2024, 2, 12), document.Date);
        Assert.Equal(["0001-one-zone"], document.Supersedes);
        Assert.Equal([new DecisionRelation("Amended by", "0004-two-regions")], document.RelatedTo);
        Assert.Equal("Orders stop when the zone does.", document.Context);
        Assert.Equal("A standby in a second zone.", document.Outcome);
        Assert.Equal("The database costs twice as much.", document.Consequences.Text);
        Assert.Empty(document.OtherSections);
        Assert.Equal(DecisionFormat.Nygard, document.Format);
    }

    [Fact]
    public void A_decision_of_Madr_4_is_read()
    {
        var document = Read("0007-choose-a-queue.md", """
            ---
            status: "superseded by ADR-0012"
            date: 2025-01-31
            decision-makers: Ann, Bob
            consulted:
              - Cem
            informed: []
            nav_order: 7 # for the site
            stoa:
              workload: orders
              milestone: 3
              questions: [REL05]
              best-practices: [REL05-BP01, REL05-BP02]
            ---

            # Choose a queue

            ## Context and Problem Statement

            Calls fail together.

            ## Decision Drivers

            * Load comes in
              waves
            * One team

            ## Considered Options

            * A queue
            * A bigger server

            ## Decision Outcome

            Chosen option: "A queue", because it decouples.

            ### Consequences

            * Good, because peaks are cut
            * Neutral, because it is one more service
            * Bad, because answers come late

            ### Confirmation

            A load test.

            ## Pros and Cons of the Options

            ### A queue

            Managed.

            * Good, because it is cheap
            * Bad, because it is new

            ### A bigger server

            * Bad, because it fails alone

            ## More Information

            * Amends [ADR-0003](0003-call-directly.md)

            See the notes.
            """);

        Assert.Equal(DecisionStatus.Superseded, document.Status);
        Assert.Equal("", document.StatusText);
        Assert.Equal("ADR-0012", document.SupersededBy);
        Assert.Equal(new DateOnly(2025, 1, 31), document.Date);
        Assert.Equal(["Ann", "Bob"], document.DecisionMakers);
        Assert.Equal(["Cem"], document.Consulted);
        Assert.Empty(document.Informed);
        Assert.Equal(["nav_order: 7 # for the site"], document.OtherFields);
        Assert.Equal(("orders", "3"), (document.Stoa.Workload, document.Stoa.Milestone));
        Assert.Equal(["REL05"], document.Stoa.Questions);
        Assert.Equal(["REL05-BP01", "REL05-BP02"], document.Stoa.BestPractices);
        Assert.Equal(["Load comes in\nwaves", "One team"], document.Drivers);
        Assert.Equal("A queue", document.ChosenOption);
        Assert.Equal("because it decouples.", document.Outcome);
        Assert.Equal(["peaks are cut"], document.Consequences.Good);
        Assert.Equal(["it is one more service"], document.Consequences.Neutral);
        Assert.Equal(["answers come late"], document.Consequences.Bad);
        Assert.Equal("A load test.", document.Confirmation);
        Assert.Equal(["A queue", "A bigger server"], document.Options.Select(o => o.Title));
        Assert.Equal("Managed.", document.Options[0].Description);
        Assert.Equal(["it is cheap"], document.Options[0].Pros);
        Assert.Equal(["it is new"], document.Options[0].Cons);
        Assert.Equal(["it fails alone"], document.Options[1].Cons);
        Assert.Equal([new DecisionRelation("Amends", "0003-call-directly")], document.RelatedTo);
        Assert.Equal("See the notes.", document.MoreInformation);
        Assert.Empty(document.OtherSections);
        Assert.Equal(DecisionFormat.Madr, document.Format);
    }

    [Fact]
    public void A_decision_of_log4brains_is_read()
    {
        var document = Read("docs/adr/20240506-name-by-date.md", """
            # Name by date

            - Status: superseded by [20250101-name-by-slug](20250101-name-by-slug.md)
            - Deciders: Ann, Bob
            - Tags: names, files

            Technical Story: number 7

            ## Context and Problem Statement

            Numbers collide.

            ## Decision Outcome

            Chosen option: "dates", because they do not.

            ### Positive Consequences

            - No collisions

            ### Negative Consequences

            - Long names

            ## Links

            - Refined by [20240601-use-utc](20240601-use-utc.md)
            """);

        Assert.Null(document.Number);
        Assert.Equal("20240506-name-by-date", document.Id);
        Assert.Equal(new DateOnly(2024, 5, 6), document.Date);
        Assert.Equal("20250101-name-by-slug", document.SupersededBy);
        Assert.Equal(["Ann", "Bob"], document.DecisionMakers);
        Assert.Equal(["names", "files"], document.Tags);
        Assert.Equal([new DecisionSection("", "Technical Story: number 7")], document.OtherSections);
        Assert.Equal(["No collisions"], document.Consequences.Good);
        Assert.Equal(["Long names"], document.Consequences.Bad);
        Assert.Equal([new DecisionRelation("Refined by", "20240601-use-utc")], document.RelatedTo);
        Assert.Equal(DecisionFormat.Log4brains, document.Format);
    }

    [Theory]
    [InlineData("Accepted", DecisionStatus.Accepted, "")]
    [InlineData("**Accepted**", DecisionStatus.Accepted, "")]
    [InlineData("✅ Approved", DecisionStatus.Accepted, "✅ Approved")]
    [InlineData("accepted, 2026-11", DecisionStatus.Accepted, "accepted, 2026-11")]
    [InlineData("Pending", DecisionStatus.Proposed, "Pending")]
    [InlineData("on hold", DecisionStatus.None, "on hold")]
    [InlineData("not accepted", DecisionStatus.None, "not accepted")]
    [InlineData("Accepted\n\nSuperseded by [3. X](0003-x.md)", DecisionStatus.Superseded, "Accepted")]
    public void A_status_is_known_by_its_first_word_and_kept_where_it_says_more(string text, DecisionStatus status, string kept)
    {
        var document = Read("0001-a.md", $"# 1. A\n\n## Status\n\n{text}\n\n## Context\n\nC\n");

        Assert.Equal(status, document.Status);
        Assert.Equal(kept, document.StatusText);
    }

    [Theory]
    [InlineData("0012-x.md", "# 12. Keep it", 12, "Keep it")]
    [InlineData("0012-x.md", "# ADR-0012: Keep it", 12, "Keep it")]
    [InlineData("0012-x.md", "# ADR 12 Keep it", 12, "Keep it")]
    [InlineData("0012-x.md", "# 12 factors", 12, "12 factors")]
    [InlineData("0012-x.md", "# 3. Keep it", 12, "3. Keep it")]
    [InlineData("keep.md", "# ADR-7: Keep it", 7, "Keep it")]
    [InlineData("keep.md", "# Keep it", null, "Keep it")]
    public void The_number_comes_from_the_name_and_leaves_the_title(string name, string heading, int? number, string title)
    {
        var document = Read(name, heading + "\n\n## Context\n\nC\n");

        Assert.Equal(number, document.Number);
        Assert.Equal(title, document.Title);
    }

    [Fact]
    public void A_heading_in_a_block_of_code_ends_nothing()
    {
        var document = Read("0001-a.md", "# A\n\n## Context\n\n```sh\n## Decision\n```\n\n## Decision\n\nYes.\n");

        Assert.Equal("```sh\n## Decision\n```", document.Context);
        Assert.Equal("Yes.", document.Outcome);
    }

    [Fact]
    public void Front_matter_that_is_no_Yaml_is_reported_and_kept()
    {
        var diagnostics = new DiagnosticBag();
        var document = Read("0001-a.md", "---\nstatus: {proposed | accepted\n---\n\n# A\n\n## Context\n\nC\n", diagnostics);

        Assert.Contains(diagnostics, d => d.Code == "STOA5003");
        Assert.Contains("{proposed | accepted", Assert.Single(document.OtherSections).Markdown);
        Assert.Equal("C", document.Context);
    }

    [Fact]
    public void A_decision_without_a_title_goes_by_the_name_of_its_file()
    {
        var diagnostics = new DiagnosticBag();
        var document = Read("0004-spare.md", "## Context\n\nC\n\n## Decision\n\nD\n", diagnostics);

        Assert.Equal("0004-spare", document.Title);
        Assert.Equal("C", document.Context);
        Assert.Equal("STOA5002", Assert.Single(diagnostics).Code);
    }

    [Fact]
    public void A_text_of_more_than_a_mebibyte_is_refused()
    {
        var diagnostics = new DiagnosticBag();

        Assert.Null(DecisionReader.Read("0001-a.md", "# A\n" + new string('x', DecisionReader.MaxLength), diagnostics));
        Assert.Equal("STOA5001", Assert.Single(diagnostics).Code);
    }

    [Fact]
    public void Options_beyond_a_thousand_are_kept_as_text()
    {
        var options = string.Concat(Enumerable.Range(0, 100_000).Select(i => $"* o{i}\n"));
        var details = string.Concat(Enumerable.Range(0, 30_000).Select(i => $"### o{i}\n\n* Good, because x\n"));
        var document = Read("0001-a.md", $"# A\n\n## Considered Options\n\n{options}");
        var detailed = Read("0001-a.md", $"# A\n\n## Pros and Cons of the Options\n\n{details}");

        Assert.Empty(document.Options);
        Assert.Contains("o99999", Assert.Single(document.OtherSections).Markdown);
        Assert.Empty(detailed.Options);
        Assert.Contains("o29999", Assert.Single(detailed.OtherSections).Markdown);
    }

    [Fact]
    public void A_field_that_means_nothing_here_is_kept_with_its_lines()
    {
        var document = Read("0001-a.md", "---\nparent:\n  - x # y\n  - z\nstatus: accepted\nnav_order: 3\n---\n# A\n");

        Assert.Equal(["parent:\n  - x # y\n  - z", "nav_order: 3"], document.OtherFields);
    }
}
