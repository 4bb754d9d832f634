using System.Collections.Immutable;

namespace Stoa.Server.Documents;

/// <summary>A report as a tree, without any layout.</summary>
/// <param name="Title">The title, also that of the document.</param>
/// <param name="Date">The day it speaks of; stands in the footer and is the date of the document.</param>
public sealed record ReportContent(string Title, DateOnly Date)
{
    /// <summary>Lines below the title.</summary>
    public ImmutableArray<string> Subtitle { get; init; } = [];

    /// <summary>The sections, in order.</summary>
    public ImmutableArray<ReportSection> Sections { get; init; } = [];

    /// <summary>The language as in BCP 47, for readers that speak.</summary>
    public string Language { get; init; } = "en";
}

/// <summary>A heading and what stands below it.</summary>
/// <param name="Heading">The heading; also a bookmark.</param>
/// <param name="Blocks">What stands below it; may be empty.</param>
public sealed record ReportSection(string Heading, params ImmutableArray<ReportBlock> Blocks)
{
    /// <summary>How deep the section is, from 1 to 3. The tree of bookmarks follows from it.</summary>
    public int Level { get; init; } = 1;

    /// <summary>Whether it begins on a page of its own.</summary>
    public bool StartsPage { get; init; }
}

/// <summary>A paragraph, a list or a table.</summary>
public abstract record ReportBlock;

/// <summary>A paragraph; a '\n' in its text ends a line.</summary>
public sealed record ReportParagraph(params ImmutableArray<ReportInline> Inlines) : ReportBlock
{
    /// <summary>Whether it is set smaller and lighter.</summary>
    public bool IsNote { get; init; }
}

/// <summary>Items with bullets.</summary>
public sealed record ReportList(params ImmutableArray<ReportParagraph> Items) : ReportBlock;

/// <summary>A table. Its head is repeated on each page it goes on to.</summary>
/// <param name="Columns">The columns; their widths share the page by weight.</param>
/// <param name="Rows">The rows, each of as many cells as there are columns; what is missing is empty.</param>
public sealed record ReportTable(ImmutableArray<ReportColumn> Columns, ImmutableArray<ReportRow> Rows) : ReportBlock;

/// <summary>A column of a table.</summary>
/// <param name="Heading">Its heading; a table whose headings are all empty has no head.</param>
/// <param name="Weight">Its share of the width, above 0.</param>
public sealed record ReportColumn(string Heading, double Weight)
{
    /// <summary>Whether its cells are set to the right, as numbers are.</summary>
    public bool IsRight { get; init; }
}

/// <summary>A row of a table.</summary>
public sealed record ReportRow(params ImmutableArray<ReportCell> Cells);

/// <summary>A cell of a table.</summary>
public abstract record ReportCell;

/// <summary>A cell with text.</summary>
public sealed record ReportTextCell(params ImmutableArray<ReportInline> Inlines) : ReportCell
{
    /// <summary>A cell with one plain text.</summary>
    public ReportTextCell(string text) : this(new ReportText(text))
    {
    }
}

/// <summary>A cell with a bar.</summary>
/// <param name="Share">How much of it is filled, from 0 to 1; null where that is unknown.</param>
/// <param name="Label">What stands in front of it: <c>71</c>.</param>
public sealed record ReportBarCell(double? Share, string Label) : ReportCell;

/// <summary>A part of a line.</summary>
public abstract record ReportInline;

/// <summary>Text.</summary>
public sealed record ReportText(string Text) : ReportInline
{
    /// <summary>Whether it is bold.</summary>
    public bool IsBold { get; init; }

    /// <summary>Whether it is lighter than the rest.</summary>
    public bool IsMuted { get; init; }

    /// <summary>Where it leads: an address of http, https or mailto. Any other is left out.</summary>
    public string? Link { get; init; }
}

/// <summary>A risk as shape and word, so that colour is never all there is.</summary>
/// <param name="Risk">The risk.</param>
public sealed record ReportRiskWord(ReportRisk Risk) : ReportInline;

/// <summary>A risk, or why there is none to say.</summary>
public enum ReportRisk
{
    /// <summary>HIGH ▲</summary>
    High,

    /// <summary>MEDIUM ◆</summary>
    Medium,

    /// <summary>NONE ●</summary>
    None,

    /// <summary>UNANSWERED ○</summary>
    Unanswered,

    /// <summary>N/A –</summary>
    NotApplicable,
}
