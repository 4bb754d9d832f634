using CsCheck;
using Stoa.Server.Documents;
using UglyToad.PdfPig;
using UglyToad.PdfPig.DocumentLayoutAnalysis.TextExtractor;
using Pdf = UglyToad.PdfPig.PdfDocument;
using PdfDocument = Stoa.Server.Documents.PdfDocument;

namespace Stoa.Server.Tests.Documents;

public sealed class PdfReportTests
{
    private static readonly DateOnly Day = new(2026, 11, 23);

    private static ReportContent Report(params ReportBlock[] blocks) =>
        new("Orders", Day) { Subtitle = ["Production"], Sections = [new ReportSection("Summary", [.. blocks])] };

    private static byte[] Bytes(ReportContent content, PdfFontLibrary? fonts = null)
    {
        var output = new MemoryStream();
        PdfReport.Write(content, output, fonts);
        return output.ToArray();
    }

    private static string TextOf(byte[] bytes)
    {
        using var document = Pdf.Open(bytes);
        return string.Join('\n', document.GetPages().Select(p => ContentOrderTextExtractor.GetText(p)));
    }

    private static ReportContent Long(int rows) => Report(
        new ReportParagraph(new ReportText("Before")),
        new ReportTable(
            [new ReportColumn("Question", 3), new ReportColumn("Risk", 1)],
            [.. Enumerable.Range(1, rows).Select(i => new ReportRow(new ReportTextCell($"How do you number {i}?"), new ReportTextCell(new ReportRiskWord(ReportRisk.High))))]));

    [Fact]
    public void Text_reads_back_with_headings_risks_and_bars()
    {
        var text = TextOf(Bytes(Report(
            new ReportParagraph(new ReportText("Zones (two) fail \\ rarely – “never” together; it’s 5 € · ½.")),
            new ReportList(new ReportParagraph(new ReportText("first item"))),
            new ReportTable(
                [new ReportColumn("Pillar", 2), new ReportColumn("Score", 1), new ReportColumn("Risk", 1)],
                [new ReportRow(new ReportTextCell("Reliability"), new ReportBarCell(0.71, "71"), new ReportTextCell(new ReportRiskWord(ReportRisk.Medium)))]))));

        Assert.All(
            ["Orders", "Production", "Summary", "Zones (two) fail \\ rarely – “never” together; it’s 5 € · ½.", "first item", "Pillar", "Reliability", "71", "MEDIUM", "Orders · 2026-11-23 · page 1 of 1"],
            expected => Assert.Contains(expected, text));
    }

    [Fact]
    public void The_same_report_gives_the_same_bytes()
    {
        Assert.Equal(Bytes(Long(200)), Bytes(Long(200)));
        Assert.NotEqual(Bytes(Long(200)), Bytes(Long(200) with { Date = Day.AddDays(1) }));
    }

    [Fact]
    public void A_long_table_goes_on_with_its_head_and_loses_no_row()
    {
        using var document = Pdf.Open(Bytes(Long(200)));

        Assert.InRange(document.NumberOfPages, 5, 8);
        Assert.All(document.GetPages(), p => Assert.Contains("Question", p.Text));
        Assert.All(document.GetPages(), p => Assert.Contains($"page {p.Number} of {document.NumberOfPages}", ContentOrderTextExtractor.GetText(p)));
        var all = string.Concat(document.GetPages().Select(p => p.Text));
        Assert.All(Enumerable.Range(1, 200), i => Assert.Contains($"number {i}?", all));
    }

    [Fact]
    public void Nothing_leaves_the_page()
    {
        var word = new string('x', 300);
        var bytes = Bytes(Report(
            new ReportParagraph(new ReportText($"arn:aws:s3:::{word} after")),
            new ReportTable([new ReportColumn("A", 1), new ReportColumn("B", 5)], [new ReportRow(new ReportTextCell(word), new ReportTextCell(word))])) with { Title = $"T {word}" });

        using var document = Pdf.Open(bytes);
        Assert.All(document.GetPages().SelectMany(p => p.Letters), l =>
        {
            Assert.InRange(l.BoundingBox.Left, 50, 545);
            Assert.InRange(l.BoundingBox.Right, 50, 545);
            Assert.InRange(l.StartBaseLine.Y, 30, 800);
        });
        Assert.Equal(4 * 300, document.GetPages().SelectMany(p => p.Letters).Count(l => l.Value == "x" && l.StartBaseLine.Y > 40));
    }

    [Fact]
    public void A_row_longer_than_a_page_is_cut_between_lines()
    {
        var text = string.Join(' ', Enumerable.Range(1, 3_000).Select(i => $"w{i}"));
        using var document = Pdf.Open(Bytes(Report(new ReportTable([new ReportColumn("Notes", 1)], [new ReportRow(new ReportTextCell(text))]))));

        Assert.InRange(document.NumberOfPages, 3, 8);
        var words = document.GetPages().SelectMany(p => p.GetWords()).Select(w => w.Text).ToHashSet();
        Assert.All(Enumerable.Range(1, 3_000), i => Assert.Contains($"w{i}", words));
    }

    [Fact]
    public void A_heading_stays_with_what_follows()
    {
        for (var fill = 44; fill < 56; fill++)
        {
            var filler = new ReportSection("Filler", new ReportParagraph(new ReportText(string.Join('\n', Enumerable.Repeat("line", fill)))));
            using var document = Pdf.Open(Bytes(new ReportContent("T", Day)
            {
                Sections = [filler, new ReportSection("Lonely"), new ReportSection("Below", new ReportParagraph(new ReportText("follows at once"))) { Level = 2 }],
            }));

            var page = Assert.Single(document.GetPages(), p => p.Text.Contains("Lonely"));
            Assert.Contains("follows", page.Text);
        }
    }

    [Fact]
    public void Links_lead_to_addresses_of_the_web_only()
    {
        using var document = Pdf.Open(Bytes(Report(new ReportParagraph(
            new ReportText("guide") { Link = "https://example.org/a(b)?q=ü" },
            new ReportText(" script") { Link = "javascript:alert(1)" },
            new ReportText(" file") { Link = "file:///etc/passwd" }))));

        var link = Assert.Single(document.GetPage(1).GetHyperlinks());
        Assert.Equal("https://example.org/a(b)?q=%C3%BC", link.Uri);
        Assert.Equal("guide", link.Text);
    }

    [Fact]
    public void Sections_are_bookmarks_in_a_tree()
    {
        using var document = Pdf.Open(Bytes(new ReportContent("T", Day)
        {
            Sections = [new ReportSection("Reliability"), new ReportSection("REL 1 · Πώς;") { Level = 2 }, new ReportSection("Security") { StartsPage = true }],
        }));

        Assert.True(document.TryGetBookmarks(out var bookmarks));
        Assert.Equal(["Reliability", "Security"], bookmarks.Roots.Select(r => r.Title));
        Assert.Equal("REL 1 · Πώς;", Assert.Single(bookmarks.Roots[0].Children).Title);
        Assert.Equal(2, document.NumberOfPages);
        Assert.Equal("T", document.Information.Title);
    }

    [Fact]
    public void Without_any_font_characters_beyond_Latin_are_counted_and_the_rest_stands()
    {
        var output = new MemoryStream();
        var unshown = PdfReport.Write(Report(new ReportParagraph(new ReportText("Łódź Łan → a ≥ b"))), output, PdfFontLibrary.None);

        Assert.Equal(2, unshown);
        Assert.Contains("?ód? ?an -> a >= b", TextOf(output.ToArray()));
    }

    [Fact]
    public void Cyrillic_Greek_and_Polish_read_back_where_the_machine_has_a_font()
    {
        Assert.SkipUnless(PdfFontLibrary.OfThisMachine.Faces(bold: false).Any(), "There is no font on this machine.");
        var output = new MemoryStream();
        var unshown = PdfReport.Write(
            Report(new ReportParagraph(new ReportText("Решение: Ωμέγα, Łódź, "), new ReportText("жирный") { IsBold = true })), output);

        Assert.Equal(0, unshown);
        Assert.Contains("Решение: Ωμέγα, Łódź, жирный", TextOf(output.ToArray()));
        Assert.InRange(output.Length, 1_000, 60_000);
    }

    [Fact]
    public void Blanks_between_fonts_and_links_are_characters_that_can_be_copied()
    {
        using var document = Pdf.Open(Bytes(Report(new ReportParagraph(
            new ReportText("see "), new ReportText("the guide") { Link = "https://example.org/" }, new ReportText(" or "), new ReportText("ask") { IsBold = true }))));

        // Letters as they are in the file, with nothing guessed from gaps.
        Assert.Contains("see the guide or ask", string.Concat(document.GetPage(1).Letters.Select(l => l.Value)));
        Assert.Equal("the guide", Assert.Single(document.GetPage(1).GetHyperlinks()).Text);
    }

    [Fact]
    public void A_line_is_as_wide_as_what_is_drawn_in_each_font()
    {
        var pdf = new PdfDocument(PdfFontLibrary.OfThisMachine);
        var line = Assert.Single(new LineSetter(pdf).Set(
            [new ReportText("Решение о зонах и копиях "), new ReportText("for Łódź only") { IsBold = true }], 10_000, new TextStyle(10, 12, LineSetter.Ink)));

        var end = 0.0;
        Assert.All(line.Parts, part =>
        {
            Assert.Equal(end, part.Left, 6);
            Assert.Equal(PdfDocument.Measure(part.Font!, part.Text, part.Size), part.Width, 6);
            end = part.Left + part.Width;
        });
        Assert.Equal(end, line.Width, 6);
    }

    [Fact]
    public void A_font_that_is_broken_is_refused()
    {
        var face = PdfFontLibrary.OfThisMachine.Faces(bold: false).FirstOrDefault();
        Assert.SkipUnless(face is not null, "There is no font on this machine.");
        var bytes = face.Subset([0, face.Glyph('A'), face.Glyph('Ж')]);

        // A font of a few glyphs has no table of characters, and is broken at any length.
        Gen.Int[0, bytes.Length].Sample(length =>
            Assert.ThrowsAny<Exception>(() => new TrueTypeFace(bytes.AsMemory(0, length))) is InvalidDataException);
    }

    [Fact]
    public void Any_text_can_be_written() =>
        Gen.String.Array[5].Sample(t =>
        {
            var bytes = Bytes(
                new ReportContent(t[0], Day)
                {
                    Subtitle = [t[1]],
                    Language = t[2],
                    Sections = [new ReportSection(t[2], new ReportParagraph(new ReportText(t[3]) { Link = t[4] }), new ReportTable([new ReportColumn(t[4], 1)], [new ReportRow(new ReportTextCell(t[1]))]))],
                },
                PdfFontLibrary.None);
            using var document = Pdf.Open(bytes);
            Assert.True(document.NumberOfPages > 0);
        }, iter: 200);

    [Fact]
    public void An_empty_report_is_a_page() =>
        Assert.Contains("page 1 of 1", TextOf(Bytes(new ReportContent("", Day))));
}
