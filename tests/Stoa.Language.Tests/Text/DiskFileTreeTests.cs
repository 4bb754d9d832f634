using System.Text;
using Stoa.Language.Text;

namespace Stoa.Language.Tests.Text;

public sealed class DiskFileTreeTests : IDisposable
{
    private readonly string outside = Directory.CreateTempSubdirectory("stoa-tree").FullName;
    private readonly string root;
    private readonly DiskFileTree tree;

    public DiskFileTreeTests()
    {
        root = Path.Combine(outside, "root");
        Write("root/main.tf", "main");
        Write("root/modules/net/net.tf", "net");
        Write("secret.tf", "secret");
        tree = new DiskFileTree(root);
    }

    public void Dispose() => Directory.Delete(outside, recursive: true);

    [Fact]
    public void A_file_is_read_by_its_path_from_the_root()
    {
        Assert.True(tree.FileExists("modules/net/net.tf"));
        Assert.Equal("net", Text("modules/net/net.tf"));
        Assert.Equal("main", Text("modules/../main.tf"));
        Assert.Equal(FileRefusal.Missing, tree.Read("nothing.tf").Refusal);
        Assert.Equal(FileRefusal.Missing, tree.Read("nothing/main.tf").Refusal);
        Assert.Equal(FileRefusal.Unreadable, tree.Read("modules").Refusal);
    }

    [Fact]
    public void Names_are_listed_in_ordinal_order()
    {
        Write("root/b.tf", "");
        Write("root/B.tf", "");
        Directory.CreateDirectory(Path.Combine(root, "Z"));
        Assert.Equal(["B.tf", "b.tf", "main.tf"], tree.Files(""));
        Assert.Equal(["Z", "modules"], tree.Folders(""));
        Assert.Empty(tree.Files("nothing"));
    }

    [Theory]
    [InlineData("../secret.tf")]
    [InlineData("modules/../../secret.tf")]
    [InlineData("/etc/passwd")]
    public void A_path_out_of_the_root_is_refused(string path) => Assert.Equal(FileRefusal.OutsideRoot, tree.Read(path).Refusal);

    [Fact]
    public void What_stands_around_the_root_is_read_up_to_the_widest_folder()
    {
        Write("live/prod/main.tf", "prod");
        Write("modules/net/net.tf", "shared");
        var prod = new DiskFileTree(Path.Combine(outside, "live", "prod"), outside);

        Assert.Equal(["live", "prod"], prod.Above);
        Assert.Equal("shared", Text(prod, "../../modules/net/net.tf"));
        Assert.Equal("secret", Text(prod, "../../secret.tf"));
        Assert.Equal(["prod"], prod.Folders(".."));
        Assert.Contains("modules", prod.Folders("../.."));
        Assert.True(prod.FolderExists("../.."));
        Assert.False(prod.FileExists("../../nothing.tf"));
        foreach (var path in new[] { "../../..", "../../../etc/passwd", "../../modules/../../x", "/etc/passwd" })
        {
            Assert.Equal(FileRefusal.OutsideRoot, prod.Read(path).Refusal);
            Assert.False(prod.FolderExists(path));
            Assert.Empty(prod.Files(path));
        }
    }

    [Theory]
    [InlineData("", "../../modules/db", "../../modules/db")]
    [InlineData("", "../prod/./net", "net")]
    [InlineData("../../modules/db", "../net", "../../modules/net")]
    [InlineData("../../modules/db", "../../live/prod", "")]
    [InlineData("../../modules/db", "../../live/staging", "../staging")]
    [InlineData("net", "../../..", "../..")]
    [InlineData("net", "../../../..", null)]
    public void A_folder_has_one_path_however_it_is_written(string folder, string path, string? expected)
    {
        Write("live/prod/main.tf", "prod");
        Assert.Equal(expected, new DiskFileTree(Path.Combine(outside, "live", "prod"), outside).Resolve(folder, path));
    }

    [Theory]
    [InlineData("", "../../modules/db", "../../modules/db")]
    [InlineData("../staging", "../../modules/db", "../../modules/db")]
    [InlineData("../staging", "", "../prod")]
    [InlineData("net", "net/inner", "inner")]
    [InlineData("net", "net", ".")]
    public void A_folder_is_written_as_seen_from_another(string from, string to, string expected)
    {
        Write("live/prod/main.tf", "prod");
        Assert.Equal(expected, new DiskFileTree(Path.Combine(outside, "live", "prod"), outside).RelativePath(from, to));
    }

    [Fact]
    public void A_link_is_followed_up_to_the_widest_folder_and_no_further()
    {
        Write("live/prod/main.tf", "prod");
        Link("live/prod/shared.tf", "../../secret.tf");
        Link("live/prod/passwords", "/etc/passwd");
        Link("modules", "/etc");
        var prod = new DiskFileTree(Path.Combine(outside, "live", "prod"), outside);

        Assert.Equal("secret", Text(prod, "shared.tf"));
        Assert.Equal(FileRefusal.OutsideRoot, prod.Read("passwords").Refusal);
        Assert.Equal(FileRefusal.OutsideRoot, prod.Read("../../modules/passwd").Refusal);
        Assert.Equal(["main.tf", "shared.tf"], prod.Files(""));
    }

    [Fact]
    public void A_widest_folder_that_does_not_hold_the_root_widens_nothing()
    {
        var modules = new DiskFileTree(root, Path.Combine(root, "modules"));
        Assert.Empty(modules.Above);
        Assert.Equal(FileRefusal.OutsideRoot, modules.Read("../secret.tf").Refusal);
    }

    [Fact]
    public void A_link_out_of_the_root_is_refused_wherever_it_stands()
    {
        Link("root/file.tf", "../secret.tf");
        Link("root/absolute.tf", Path.Combine(outside, "secret.tf"));
        Link("root/folder", "..");
        Link("root/modules/hop", "../folder");
        foreach (var path in new[] { "file.tf", "absolute.tf", "folder/secret.tf", "folder/root/main.tf/../../secret.tf", "modules/hop/secret.tf" })
        {
            Assert.Equal(FileRefusal.OutsideRoot, tree.Read(path).Refusal);
            Assert.False(tree.FileExists(path));
        }

        Assert.False(tree.FolderExists("folder"));
        Assert.Empty(tree.Files("folder"));
        Assert.Equal(["main.tf"], tree.Files(""));
        Assert.Equal(["modules"], tree.Folders(""));
    }

    [Fact]
    public void A_link_within_the_root_is_followed()
    {
        Link("root/again.tf", "modules/net/net.tf");
        Link("root/shortcut", "modules");
        Assert.Equal("net", Text("again.tf"));
        Assert.Equal("net", Text("shortcut/net/net.tf"));
        Assert.Equal(["again.tf", "main.tf"], tree.Files(""));
        Assert.Equal(["net.tf"], tree.Files("shortcut/net"));
    }

    [Fact]
    public void A_link_in_a_circle_is_no_file_and_no_folder_to_walk_into()
    {
        Link("root/a", "b");
        Link("root/b", "a");
        Link("root/modules/up", "..");
        Assert.Equal(FileRefusal.Missing, tree.Read("a").Refusal);
        Assert.Equal(["net"], tree.Folders("modules"));
    }

    [Fact]
    public void A_root_behind_a_link_is_a_root()
    {
        Link("link", "root");
        var linked = new DiskFileTree(Path.Combine(outside, "link"));
        Assert.True(linked.FileExists("main.tf"));
        Assert.Equal(FileRefusal.OutsideRoot, linked.Read("../secret.tf").Refusal);
    }

    [Fact]
    public void A_sibling_with_the_name_of_the_root_in_front_is_outside()
    {
        Write("root2/x.tf", "x");
        Link("root/x.tf", "../root2/x.tf");
        Assert.Equal(FileRefusal.OutsideRoot, tree.Read("x.tf").Refusal);
    }

    [Fact]
    public void A_file_of_a_gigabyte_is_refused()
    {
        using (var file = File.Create(Path.Combine(root, "huge.tf")))
        {
            file.SetLength(1L << 30);
        }

        Assert.Equal(FileRefusal.TooLarge, tree.Read("huge.tf").Refusal);
    }

    [Fact]
    public void A_pipe_is_not_waited_for()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There are no named pipes in the file system of Windows.");
        System.Diagnostics.Process.Start("mkfifo", Path.Combine(root, "pipe.tf")).WaitForExit();
        Assert.Equal(0, tree.Read("pipe.tf").Bytes.Length);
    }

    [Fact]
    public void A_folder_that_is_not_there_is_an_empty_tree()
    {
        var nothing = new DiskFileTree(Path.Combine(outside, "nothing"));
        Assert.False(nothing.FolderExists(""));
        Assert.Empty(nothing.Files(""));
        Assert.Equal(FileRefusal.Missing, nothing.Read("main.tf").Refusal);
    }

    private string Text(string path) => Text(tree, path);

    private static string Text(DiskFileTree tree, string path) => Encoding.UTF8.GetString(tree.Read(path).Bytes.Span);

    private void Write(string path, string text)
    {
        var full = Path.Combine(outside, path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.WriteAllText(full, text);
    }

    private void Link(string path, string target) => File.CreateSymbolicLink(Path.Combine(outside, path), target);
}
