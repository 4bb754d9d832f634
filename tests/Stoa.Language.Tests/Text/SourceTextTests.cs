using Stoa.Language.Diagnostics;
using Stoa.Language.Text;

namespace Stoa.Language.Tests.Text;

public class SourceTextTests
{
    [Theory]
    [InlineData(0, 1, 1)]
    [InlineData(2, 1, 3)]
    [InlineData(3, 2, 1)]
    [InlineData(5, 3, 1)]
    public void An_offset_has_the_line_and_column_an_editor_shows(int offset, int line, int column) =>
        Assert.Equal(new LinePosition(line, column), new SourceText("a.tf", "ab\nc\n").GetPosition(offset));

    [Theory]
    [InlineData("modules/db", "../net/main.tf", "modules/net/main.tf")]
    [InlineData("a", "./b//c", "a/b/c")]
    [InlineData("a", "../..", null)]
    [InlineData("", "/etc/passwd", null)]
    public void A_path_that_leaves_the_root_resolves_to_nothing(string folder, string path, string? expected) =>
        Assert.Equal(expected, new MemoryFileTree().Resolve(folder, path));

    [Fact]
    public void A_byte_order_mark_is_left_out()
    {
        var diagnostics = new DiagnosticBag();
        Assert.Equal("é", SourceText.FromUtf8("a.tf", [0xEF, 0xBB, 0xBF, 0xC3, 0xA9], diagnostics).Text);
        Assert.Empty(diagnostics);
    }

    [Fact]
    public void Bytes_that_are_not_UTF_8_are_said_and_the_rest_is_read()
    {
        var diagnostics = new DiagnosticBag();
        Assert.Equal("a\n\uFFFDb", SourceText.FromUtf8("a.tf", [0x61, 0x0A, 0xFF, 0x62], diagnostics).Text);
        var diagnostic = Assert.Single(diagnostics);
        Assert.Equal(("STOA1027", 2), (diagnostic.Code, diagnostic.Location!.Line));
    }

    [Fact]
    public void A_replacement_character_that_the_file_holds_is_no_fault()
    {
        var diagnostics = new DiagnosticBag();
        Assert.Equal("\uFFFD", SourceText.FromUtf8("a.tf", [0xEF, 0xBF, 0xBD], diagnostics).Text);
        Assert.Empty(diagnostics);
    }
}
