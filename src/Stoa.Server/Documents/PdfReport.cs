namespace Stoa.Server.Documents;

/// <summary>
/// Sets a report as a PDF document: A4, text that can be selected, bookmarks, links, tables whose heads are repeated. The same report
/// gives the same bytes on one machine; one in Latin-1 alone on every machine with the same runtime.
/// </summary>
public static class PdfReport
{
    /// <summary>Writes a report.</summary>
    /// <param name="content">The report.</param>
    /// <param name="output">Takes the document; it is only written to.</param>
    /// <param name="fonts">The fonts for what Helvetica does not show; those of this machine where none are given.</param>
    /// <returns>How many different characters no font could show; question marks stand for them.</returns>
    public static int Write(ReportContent content, Stream output, PdfFontLibrary? fonts = null)
    {
        var document = new PdfDocument(fonts ?? PdfFontLibrary.OfThisMachine);
        var layout = new ReportLayout(document);
        layout.Set(content);
        document.Write(output, content.Title, content.Language, content.Date);
        return document.Unshown;
    }
}
