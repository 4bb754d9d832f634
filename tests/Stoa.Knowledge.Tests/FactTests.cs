using Stoa.Analysis.Facts;
using Stoa.Language.Text;

namespace Stoa.Knowledge.Tests;

/// <summary>Every figure that ships says where it comes from, when, and how sure it is.</summary>
public sealed class FactTests
{
    private static readonly string Folder = Path.Combine(RepositoryKnowledge.Root, "knowledge", "facts");

    public static TheoryData<string> Tables =>
        [.. Directory.GetFiles(Folder, "*.yaml", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(Folder, f)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Tables))]
    public void Every_row_has_its_source_date_and_basis(string table)
    {
        var rows = FactTable.Read(new SourceText(table, File.ReadAllText(Path.Combine(Folder, table)))).Rows;

        Assert.NotEmpty(rows);
        Assert.All(rows, row =>
        {
            Assert.NotEqual("", row.Text("source"));
            Assert.True(DateOnly.TryParseExact(row.Text("date"), "yyyy-MM-dd", out var date) && date <= new DateOnly(2026, 12, 31), $"{row.Location}: {row.Text("date")}");
            Assert.Contains(row.Text("basis"), new[] { "stated", "recalled", "derived", "assumed" });
            Assert.True(row.Text("basis") != "stated" || row.Text("source").Contains('/') || row.Text("source").Contains('@'), $"{row.Location}: what is stated names a page");
        });
    }
}
