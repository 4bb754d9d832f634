using Stoa.Language.Text;

namespace Stoa.Language.Tests;

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
        Assert.Equal(expected, FileTree.Resolve(folder, path));
}
