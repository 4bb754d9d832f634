using Stoa.Language.Diagnostics;
using Stoa.Language.Text;
using Stoa.Reviews.Decisions;

namespace Stoa.Reviews.Tests.Decisions;

public sealed class DecisionFolderTests
{
    private static string Adr(string title, string status, string more = "") => $"---\nstatus: {status}\n---\n\n# {title}\n\n## Decision Outcome\n\nYes.\n{more}";

    private static string[] Codes(params (string, string)[] files)
    {
        var diagnostics = new DiagnosticBag();
        foreach (var folder in DecisionFolderReader.Read(new MemoryFileTree(files), "", diagnostics))
        {
            folder.Check(diagnostics);
        }

        return [.. diagnostics.Select(d => $"{d.Code} {d.Location?.Path}".TrimEnd())];
    }

    [Fact]
    public void A_sound_folder_has_no_complaints() => Assert.Empty(Codes(
        ("docs/decisions/0001-a.md", Adr("A", "superseded by ADR-0002")),
        ("docs/decisions/0002-b.md", Adr("B", "accepted", "\n## More Information\n\n* Supersedes [ADR-0001](0001-a.md)\n"))));

    [Fact]
    public void A_number_taken_twice_is_an_error() => Assert.Equal(
        ["STOA5101 docs/adr/0001-b.md"],
        Codes(("docs/adr/0001-a.md", Adr("A", "accepted")), ("docs/adr/0001-b.md", Adr("B", "accepted"))));

    [Fact]
    public void Links_must_stand_on_both_sides()
    {
        Assert.Equal(
            ["STOA5106 adr/0002-b.md"],
            Codes(("adr/0001-a.md", Adr("A", "superseded by ADR-0002")), ("adr/0002-b.md", Adr("B", "accepted"))));
        Assert.Equal(
            ["STOA5107 adr/0001-a.md"],
            Codes(("adr/0001-a.md", Adr("A", "accepted")), ("adr/0002-b.md", Adr("B", "accepted", "\n## More Information\n\n* Supersedes ADR-0001\n"))));
        Assert.Equal(["STOA5105 adr/0001-a.md"], Codes(("adr/0001-a.md", Adr("A", "superseded by ADR-0009"))));
        Assert.Equal(["STOA5108 adr/0001-a.md"], Codes(("adr/0001-a.md", Adr("A", "superseded by ADR-0001"))));
    }

    [Fact]
    public void A_status_must_be_there_and_known() => Assert.Equal(
        ["STOA5103 adr/0001-a.md", "STOA5102 adr/0002-b.md", "STOA5104 adr/0003-c.md"],
        Codes(("adr/0001-a.md", Adr("A", "on hold")), ("adr/0002-b.md", "# B\n"), ("adr/0003-c.md", Adr("C", "superseded"))));

    [Fact]
    public void Templates_indexes_and_readmes_are_no_decisions()
    {
        var tree = new MemoryFileTree(
            ("docs/adr/0001-a.md", Adr("A", "accepted")), ("docs/adr/README.md", "# R"), ("docs/adr/index.md", "# I"), ("docs/adr/template.md", "# T"),
            ("docs/adr/adr-template-bare.md", "# T"), ("docs/adr/0000-template.md", "# T"), ("docs/adr/templates/0001-x.md", "# T"), ("docs/adr/notes.md", "# N"));

        var folder = Assert.Single(DecisionFolderReader.Read(tree, "", new DiagnosticBag()));

        Assert.Equal("docs/adr/0001-a.md", Assert.Single(folder.Files).Path);
    }

    [Fact]
    public void The_folder_that_adr_tools_was_told_is_read()
    {
        var tree = new MemoryFileTree((".adr-dir", "design/log\n"), ("design/log/0001-a.md", Adr("A", "accepted")), ("docs/adr/0001-b.md", Adr("B", "accepted")));

        Assert.Equal("design/log", Assert.Single(DecisionFolderReader.Read(tree, "", new DiagnosticBag())).Path);
    }

    [Fact]
    public void Every_package_that_log4brains_was_told_is_read()
    {
        var tree = new MemoryFileTree(
            (".log4brains.yml", "project:\n  adrFolder: ./docs/adr\n  packages:\n    - name: core\n      adrFolder: ./packages/core/adr\n"),
            ("docs/adr/20240101-a.md", Adr("A", "accepted")), ("docs/adr/odd_name.md", Adr("Odd", "accepted")), ("packages/core/adr/20240102-b.md", Adr("B", "accepted")));

        var folders = DecisionFolderReader.Read(tree, "", new DiagnosticBag());

        Assert.Equal([("docs/adr", 2), ("packages/core/adr", 1)], folders.Select(f => (f.Path, f.Files.Length)));
    }

    [Fact]
    public void A_setting_that_leads_out_of_the_root_is_reported() => Assert.Equal(
        ["STOA5008 .adr-dir"], Codes((".adr-dir", "../../elsewhere")));

    [Fact]
    public void A_folder_of_too_many_files_is_read_up_to_a_bound()
    {
        var tree = new MemoryFileTree();
        for (var i = 0; i < DecisionFolderReader.MaxFiles + 5; i++)
        {
            tree.Add($"adr/{i:00000}-x.md", "# X\n");
        }

        var diagnostics = new DiagnosticBag();

        Assert.Equal(DecisionFolderReader.MaxFiles, Assert.Single(DecisionFolderReader.Read(tree, "", diagnostics)).Files.Length);
        Assert.Equal("STOA5006", Assert.Single(diagnostics).Code);
    }

    [Fact]
    public void Superseding_links_both_sides_and_sets_both_statuses()
    {
        var old = new DecisionDocument { Number = 1, Title = "One zone", Status = DecisionStatus.Accepted, StatusText = "accepted, 2024" };
        var proposed = new DecisionDocument { Number = 2, Title = "Two zones", Status = DecisionStatus.Proposed };

        var (before, after) = DecisionFolder.Supersede(old, proposed);

        Assert.Equal((DecisionStatus.Superseded, "", "0002-two-zones"), (before.Status, before.StatusText, before.SupersededBy));
        Assert.Equal(DecisionStatus.Accepted, after.Status);
        Assert.Equal(["0001-one-zone"], after.Supersedes);
        Assert.Equal(["0001-one-zone"], DecisionFolder.Supersede(old, after).New.Supersedes);
        Assert.Empty(Codes(
            ("adr/" + DecisionWriter.FileName(before), DecisionWriter.Write(before)), ("adr/" + DecisionWriter.FileName(after), DecisionWriter.Write(after))));
        Assert.Throws<ArgumentException>(() => DecisionFolder.Supersede(old, old));
    }

    [Fact]
    public void A_decision_is_found_by_number_name_and_file()
    {
        var folder = new DecisionFolder("adr", [new DecisionFile("adr/0007-x.md", new DecisionDocument { Number = 7, Title = "X" })]);

        Assert.All(["ADR-0007", "7", "#7", "0007-x", "0007-x.md"], r => Assert.NotNull(folder.Find(r)));
        Assert.All(["ADR-0008", "0007-y", ""], r => Assert.Null(folder.Find(r)));
        Assert.Equal(8, folder.NextNumber);
    }

    [Fact]
    public void The_decisions_of_this_project_are_sound_and_survive_being_saved()
    {
        var diagnostics = new DiagnosticBag();
        var folder = Assert.Single(DecisionFolderReader.Read(new DiskFileTree(Root()), "docs/adr", diagnostics));
        folder.Check(diagnostics);

        Assert.Empty(diagnostics);
        Assert.True(folder.Files.Length >= 5);
        Assert.All(folder.Files, file =>
        {
            Assert.Equal(DecisionStatus.Accepted, file.Document.Status);
            Assert.Equal(Path.GetFileName(file.Path), DecisionWriter.FileName(file.Document));
            var written = DecisionWriter.Write(file.Document);
            Assert.Equal([], DecisionWriterTests.Words(file.Source!.Text).Except(DecisionWriterTests.Words(written)).Where(w => w != $"{file.Document.Number}"));
            Assert.Equal(written, DecisionWriter.Write(DecisionReader.Read(file.Path, written, new DiagnosticBag())!));
        });
    }

    private static string Root()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Stoa.slnx")))
        {
            folder = Path.GetDirectoryName(folder)!;
        }

        return folder;
    }
}
