using System.Collections.Immutable;
using System.Globalization;

namespace Stoa.Server.Documents;

/// <summary>Puts a report on pages, from top to bottom.</summary>
internal sealed class ReportLayout(PdfDocument document)
{
    private const double Left = 56;
    private const double Top = PdfDocument.Height - 58;
    private const double Bottom = 66;
    private const double TextWidth = PdfDocument.Width - (2 * Left);
    private const double Gap = 10;
    private const double RowPadding = 3.6;
    private const double BulletIndent = 12;
    private const double BarLabel = 24;
    private const double ParagraphSpace = 6.5;

    private static readonly PdfColor Rule = new(0xDD, 0xE2, 0xE8);
    private static readonly PdfColor BarFill = new(0x35, 0x6A, 0x8C);
    private static readonly PdfColor BarTrack = new(0xE7, 0xEB, 0xEF);

    private static readonly TextStyle Body = new(9.5, 13.6, LineSetter.Ink);
    private static readonly TextStyle Note = new(8.2, 11.4, LineSetter.Muted);
    private static readonly TextStyle Cell = new(8.6, 11.8, LineSetter.Ink);
    private static readonly TextStyle Head = new(7.6, 10, LineSetter.Muted, IsBold: true);
    private static readonly TextStyle Title = new(23, 28, LineSetter.Ink, IsBold: true);
    private static readonly TextStyle Subtitle = new(10, 14.5, LineSetter.Muted);

    private readonly LineSetter lines = new(document);
    private PdfPage page = document.AddPage();
    private double y = Top;

    /// <summary>Sets the whole report.</summary>
    public void Set(ReportContent content)
    {
        SetLines(lines.Set([new ReportText(content.Title)], TextWidth, Title), Left, Title);
        y -= 4;
        foreach (var line in content.Subtitle)
        {
            SetLines(lines.Set([new ReportText(line)], TextWidth, Subtitle), Left, Subtitle);
        }

        y -= 8;
        page.Box(Left, y, TextWidth, 0.7, Rule);
        y -= 4;
        for (var i = 0; i < content.Sections.Length; i++)
        {
            SetSection(content.Sections, i);
        }

        SetFooters(content);
    }

    private static TextStyle HeadingStyle(int level) => level switch
    {
        <= 1 => new TextStyle(15, 19, LineSetter.Ink, IsBold: true),
        2 => new TextStyle(11.5, 15, LineSetter.Ink, IsBold: true),
        _ => new TextStyle(9.6, 13, LineSetter.Ink, IsBold: true),
    };

    private static (double Before, double After) HeadingSpace(int level) => level switch
    {
        <= 1 => (22, 7),
        2 => (15, 4),
        _ => (9, 2),
    };

    private void SetSection(ImmutableArray<ReportSection> sections, int at)
    {
        var section = sections[at];
        var (before, after) = HeadingSpace(section.Level);
        var style = HeadingStyle(section.Level);
        var heading = lines.Set([new ReportText(section.Heading)], TextWidth, style);
        if (section.StartsPage && y < Top)
        {
            NewPage();
        }
        else if (y < Top && y - before - (heading.Count * style.Leading) - after - NextHeight(sections, at) < Bottom)
        {
            NewPage();
        }

        y -= y < Top ? before : 0;
        document.AddBookmark(section.Heading, Math.Clamp(section.Level, 1, 3), y + 6);
        SetLines(heading, Left, style);
        y -= after;
        foreach (var block in section.Blocks)
        {
            SetBlock(block);
        }
    }

    /// <summary>The least that must stand on the same page as a heading.</summary>
    private double NextHeight(ImmutableArray<ReportSection> sections, int at)
    {
        if (sections[at].Blocks is [var block, ..])
        {
            return block switch
            {
                // A line or two above a table say what it is, and stay with it.
                ReportParagraph paragraph => ParagraphStart(paragraph, TextWidth)
                    + (sections[at].Blocks is [_, ReportTable below, ..] && IsShort(paragraph) ? ParagraphSpace + TableStart(below) : 0),
                ReportList { Items: [var item, ..] } => ParagraphStart(item, TextWidth - BulletIndent),
                ReportTable table => TableStart(table),
                _ => 0,
            };
        }

        if (at + 1 >= sections.Length || sections[at + 1].StartsPage)
        {
            return 0;
        }

        var (before, after) = HeadingSpace(sections[at + 1].Level);
        return before + HeadingStyle(sections[at + 1].Level).Leading + after + (2 * Body.Leading);
    }

    private bool IsShort(ReportParagraph paragraph) => lines.Set(paragraph.Inlines, TextWidth, paragraph.IsNote ? Note : Body).Count <= 2;

    private double ParagraphStart(ReportParagraph paragraph, double width)
    {
        var style = paragraph.IsNote ? Note : Body;
        return Math.Min(lines.Set(paragraph.Inlines, width, style).Count, 2) * style.Leading;
    }

    private double TableStart(ReportTable table)
    {
        var widths = Widths(table);
        var first = table.Rows is [var row, ..] ? RowHeight(SetCells(row, table, widths)) : 0;
        return HeadHeight(table, widths) + Math.Min(first, 160);
    }

    private void SetBlock(ReportBlock block)
    {
        switch (block)
        {
            case ReportParagraph paragraph:
                SetParagraph(paragraph);
                break;
            case ReportList list:
                foreach (var item in list.Items)
                {
                    SetItem(item);
                }

                y -= 4;
                break;
            case ReportTable table:
                SetTable(table);
                y -= 9;
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(block), block, "There is no layout for this block.");
        }
    }

    private void SetParagraph(ReportParagraph paragraph)
    {
        var style = paragraph.IsNote ? Note : Body;
        SetLines(lines.Set(paragraph.Inlines, TextWidth, style), Left, style);
        y -= ParagraphSpace;
    }

    private void SetItem(ReportParagraph item)
    {
        var style = item.IsNote ? Note : Body;
        var set = lines.Set(item.Inlines, TextWidth - BulletIndent, style);
        Need(Math.Min(set.Count, 2) * style.Leading);
        page.Circle(Left + 3.5, y - (style.Leading / 2) - 0.6, 1.3, LineSetter.Muted, filled: true);
        SetLines(set, Left + BulletIndent, style);
        y -= 2;
    }

    /// <summary>Sets lines one below the other. Neither the first nor the last of them stands alone on a page.</summary>
    private void SetLines(List<SetLine> set, double left, TextStyle style)
    {
        for (var i = 0; i < set.Count; i++)
        {
            var together = i == 0 || i == set.Count - 2 ? Math.Min(2, set.Count - i) : 1;
            Need(together * style.Leading);
            y -= style.Leading;
            SetLine(set[i], left, y + ((style.Leading - style.Size) / 2) + (style.Size * 0.12));
        }
    }

    private void SetLine(SetLine line, double left, double baseline)
    {
        foreach (var part in line.Parts)
        {
            var x = left + part.Left;
            if (part.Shape is { } shape)
            {
                SetShape(shape, x, baseline, part.Size);
                continue;
            }

            page.Text(x, baseline, part.Size, part.Font!, part.Text, part.Color);
            if (part.Link is { } link)
            {
                page.Box(x, baseline - 1.4, part.Width, 0.4, part.Color);
                page.Links.Add(new PdfLink(x, baseline - 2.5, part.Width, part.Size + 2, link));
            }
        }
    }

    private void SetShape(ReportRisk risk, double x, double baseline, double size)
    {
        var color = LineSetter.ColorOf(risk);
        var (radius, middle) = (size * 0.32, baseline + (size * 0.35));
        var center = x + (size * 0.36);
        switch (risk)
        {
            case ReportRisk.High:
                page.Polygon(color, (center - (radius * 1.1), middle - radius), (center + (radius * 1.1), middle - radius), (center, middle + radius));
                break;
            case ReportRisk.Medium:
                page.Polygon(color, (center - (radius * 1.1), middle), (center, middle - (radius * 1.1)), (center + (radius * 1.1), middle), (center, middle + (radius * 1.1)));
                break;
            case ReportRisk.NotApplicable:
                page.Box(center - radius, middle - 0.5, 2 * radius, 1, color);
                break;
            default:
                page.Circle(center, middle, radius * 0.9, color, filled: risk == ReportRisk.None);
                break;
        }
    }

    private static ImmutableArray<double> Widths(ReportTable table)
    {
        var sum = table.Columns.Sum(c => c.Weight);
        var all = TextWidth - (Gap * (table.Columns.Length - 1));
        return [.. table.Columns.Select(c => all * c.Weight / sum)];
    }

    private void SetTable(ReportTable table)
    {
        var widths = Widths(table);
        Need(TableStart(table));
        SetHead(table, widths);
        foreach (var row in table.Rows)
        {
            var cells = SetCells(row, table, widths);
            var height = RowHeight(cells);
            if (y - height >= Bottom)
            {
                SetRow(cells, table, widths, 0, int.MaxValue);
                continue;
            }

            // A row that would leave much of the page empty is cut; any other goes on to the next page as a whole.
            var count = cells.Max(c => c.Lines.Count);
            if (height < (Top - Bottom) / 3)
            {
                NewPage();
                SetHead(table, widths);
            }

            for (var from = 0; from < count;)
            {
                var fitting = (int)((y - Bottom - (2 * RowPadding)) / Cell.Leading);
                if (fitting < Math.Min(2, count - from))
                {
                    NewPage();
                    SetHead(table, widths);
                    fitting = Math.Max(1, (int)((y - Bottom - (2 * RowPadding)) / Cell.Leading));
                }

                SetRow(cells, table, widths, from, fitting);
                from += fitting;
            }
        }
    }

    private double HeadHeight(ReportTable table, ImmutableArray<double> widths) =>
        table.Columns.All(c => c.Heading.Length == 0)
            ? 0
            : (table.Columns.Select((c, i) => lines.Set([new ReportText(c.Heading)], widths[i], Head).Count).Max() * Head.Leading) + 5;

    private void SetHead(ReportTable table, ImmutableArray<double> widths)
    {
        var height = HeadHeight(table, widths);
        if (height == 0)
        {
            return;
        }

        var x = Left;
        for (var i = 0; i < widths.Length; i++)
        {
            var at = y;
            foreach (var line in lines.Set([new ReportText(table.Columns[i].Heading)], widths[i], Head))
            {
                at -= Head.Leading;
                SetLine(line, x + (table.Columns[i].IsRight ? widths[i] - line.Width : 0), at + 2);
            }

            x += widths[i] + Gap;
        }

        y -= height;
        page.Box(Left, y, TextWidth, 0.9, new PdfColor(0x9A, 0xA5, 0xB1));
    }

    private List<(List<SetLine> Lines, ReportBarCell? Bar)> SetCells(ReportRow row, ReportTable table, ImmutableArray<double> widths)
    {
        List<(List<SetLine>, ReportBarCell?)> cells = [];
        for (var i = 0; i < table.Columns.Length; i++)
        {
            cells.Add((i < row.Cells.Length ? row.Cells[i] : null) switch
            {
                ReportTextCell text => (lines.Set(text.Inlines, widths[i], Cell), null),
                ReportBarCell bar => (lines.Set([new ReportText(bar.Label) { IsBold = true }], widths[i], Cell), bar),
                _ => ([new SetLine()], null),
            });
        }

        return cells;
    }

    private static double RowHeight(List<(List<SetLine> Lines, ReportBarCell? Bar)> cells) =>
        (cells.Select(c => c.Lines.Count).DefaultIfEmpty(1).Max() * Cell.Leading) + (2 * RowPadding);

    private void SetRow(List<(List<SetLine> Lines, ReportBarCell? Bar)> cells, ReportTable table, ImmutableArray<double> widths, int from, int most)
    {
        var x = Left;
        var shown = 0;
        for (var i = 0; i < cells.Count; i++)
        {
            var at = y - RowPadding;
            var part = cells[i].Lines.Skip(from).Take(most).ToList();
            shown = Math.Max(shown, part.Count);
            foreach (var line in part)
            {
                at -= Cell.Leading;
                var baseline = at + ((Cell.Leading - Cell.Size) / 2) + (Cell.Size * 0.12);
                var shift = cells[i].Bar is not null ? Math.Max(0, BarLabel - 8 - line.Width) : table.Columns[i].IsRight ? widths[i] - line.Width : 0;
                SetLine(line, x + shift, baseline);
                if (cells[i].Bar is { } bar)
                {
                    SetBar(bar, x + BarLabel, baseline + 0.3, widths[i] - BarLabel);
                }
            }

            x += widths[i] + Gap;
        }

        y -= (shown * Cell.Leading) + (2 * RowPadding);
        page.Box(Left, y, TextWidth, 0.45, Rule);
    }

    private void SetBar(ReportBarCell bar, double x, double bottom, double width)
    {
        if (width <= 0)
        {
            return;
        }

        if (bar.Share is { } share && double.IsFinite(share))
        {
            page.Box(x, bottom, width, 5.6, BarTrack);
            page.Box(x, bottom, width * Math.Clamp(share, 0, 1), 5.6, BarFill);
        }
        else
        {
            page.Box(x, bottom + 2.5, width, 0.6, Rule);
        }
    }

    private void SetFooters(ReportContent content)
    {
        var date = content.Date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        for (var i = 0; i < document.Pages.Count; i++)
        {
            page = document.Pages[i];
            var rest = $" · {date} · page {i + 1} of {document.Pages.Count}";
            var room = TextWidth - PdfDocument.Measure(document.Font(isBold: false), rest, Note.Size);
            var title = content.Title;
            var line = Footer(title + rest);
            while (title.Length > 1 && (line.Count > 1 || line[0].Width > TextWidth))
            {
                // A long title is cut by a share of what is too much, so that a hostile one costs a few steps.
                title = title[..Math.Min(title.Length - 1, Math.Max(1, (int)(room / Note.Size * 1.6)))];
                line = Footer(title.TrimEnd() + "…" + rest);
                room -= Note.Size;
            }

            page.Box(Left, Bottom - 18, TextWidth, 0.45, Rule);
            SetLine(line[0], Left, Bottom - 30);
        }

        List<SetLine> Footer(string text) => lines.Set([new ReportText(text)], TextWidth, Note);
    }

    private void Need(double height)
    {
        if (y - height < Bottom - 0.01 && y < Top)
        {
            NewPage();
        }
    }

    private void NewPage()
    {
        page = document.AddPage();
        y = Top;
    }
}
