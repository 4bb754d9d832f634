using System.Diagnostics;

namespace Stoa.EndToEnd.Tests;

/// <summary><c>./stoa</c> of a checkout: builds on first use and when a source changed, and otherwise only runs what it built.</summary>
/// <remarks>Its SDK here is a script that writes a program in its place and, as the real one, leaves a compiler server behind.</remarks>
public sealed class LauncherTests : IDisposable
{
    private readonly string scratch = Directory.CreateTempSubdirectory("stoa-").FullName;

    public LauncherTests()
    {
        Write("checkout/src/Stoa.Cli/Program.cs", "return 0;");
        Write("checkout/src/Stoa.Cli/Words.cs", "");
        Write("checkout/src/Stoa.Server/Program.cs", "return 0;");
        Write("checkout/tools/Stoa.Pack/Program.cs", "return 0;");
        Write("checkout/knowledge/check.yaml", "");
        Write("checkout/Directory.Build.props", "<Project />");
        Write("checkout/global.json", "{}");
        File.Copy(Path.Combine(Repository.Root, "stoa"), Path.Combine(scratch, "checkout", "stoa"));
        Write("sdk/dotnet", """
            #!/usr/bin/env bash
            echo "$2" >>"$SCRATCH/builds"
            if [ -e "$SCRATCH/broken" ]; then echo "Program.cs(1,1): error CS1002: ; expected"; exit 1; fi
            mkdir -p "$2/obj" "$2/bin" "$SCRATCH/checkout/tools/Stoa.Pack/obj"
            while [ "$1" != --output ]; do shift; done
            mkdir -p "$2"
            for program in stoa stoa-server; do
              printf '#!/usr/bin/env bash\necho "ran $*"\n' >"$2/$program"
              chmod +x "$2/$program"
            done
            # The compiler server: it waits for a minute, or until the test is over.
            (for i in $(seq 600); do [ -d "$SCRATCH" ] || exit; sleep 0.1; done; touch "$SCRATCH/compiler-ended") &
            """);
        File.SetUnixFileMode(Path.Combine(scratch, "sdk", "dotnet"), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        // What a checkout holds is older than what is built of it.
        foreach (var source in Directory.EnumerateFileSystemEntries(Path.Combine(scratch, "checkout"), "*", SearchOption.AllDirectories))
        {
            Directory.SetLastWriteTimeUtc(source, DateTime.UtcNow.AddHours(-1));
        }
    }

    private string[] Builds => File.ReadAllLines(Path.Combine(scratch, "builds"));

    public void Dispose() => Directory.Delete(scratch, recursive: true);

    [Fact]
    public void Only_the_first_use_builds()
    {
        var first = Stoa("review", "two words");
        var second = Stoa("review", "two words");

        Assert.Equal((0, "ran review two words\n"), (first.Code, first.Output));
        Assert.Contains("building", first.Error, StringComparison.Ordinal);
        Assert.Equal((0, "ran review two words\n", ""), (second.Code, second.Output, second.Error));
        Assert.Single(Builds);
    }

    [Fact]
    public void The_server_is_built_when_it_is_asked_for()
    {
        Stoa("--version");
        var first = Stoa("serve", "--demo");
        var second = Stoa("serve", "--demo");
        var third = Stoa("--version");

        Assert.All([first, second], static r => Assert.Equal((0, "ran serve --demo\n"), (r.Code, r.Output)));
        Assert.Equal("ran --version\n", third.Output);
        Assert.Equal(["Stoa.Cli", "Stoa.Server"], Builds.Select(static b => Path.GetFileName(b)));
    }

    [Theory]
    [InlineData("edited")]
    [InlineData("added")]
    [InlineData("deleted")]
    public void A_change_of_the_sources_is_built_though_the_compiler_of_the_last_build_still_waits(string change)
    {
        Stoa("--version");
        var source = Path.Combine(scratch, "checkout", "src", "Stoa.Cli", change == "added" ? "New.cs" : "Words.cs");
        if (change == "deleted")
        {
            File.Delete(source);
        }
        else
        {
            File.WriteAllText(source, "// changed");
        }

        var run = Stoa("--version");

        Assert.Equal((0, "ran --version\n"), (run.Code, run.Output));
        Assert.Equal(2, Builds.Length);
        Assert.False(File.Exists(Path.Combine(scratch, "compiler-ended")));
    }

    [Fact]
    public void A_build_that_fails_says_why_and_is_tried_again()
    {
        Write("broken", "");

        var failed = Stoa("--version");

        Assert.Equal((3, ""), (failed.Code, failed.Output));
        Assert.Contains("Program.cs(1,1): error CS1002: ; expected", failed.Error, StringComparison.Ordinal);
        Assert.Contains(Path.Combine(scratch, "checkout", ".stoa", "build-cli.log"), failed.Error, StringComparison.Ordinal);

        File.Delete(Path.Combine(scratch, "broken"));

        Assert.Equal("ran --version\n", Stoa("--version").Output);
    }

    private Result Stoa(params string[] arguments)
    {
        var start = new ProcessStartInfo(Path.Combine(scratch, "checkout", "stoa"), arguments)
        {
            WorkingDirectory = scratch,
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["SCRATCH"] = scratch;
        start.Environment["PATH"] = $"{Path.Combine(scratch, "sdk")}:{Environment.GetEnvironmentVariable("PATH")}";
        return Repository.Run(start);
    }

    private void Write(string path, string text)
    {
        var file = Path.Combine(scratch, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text);
    }
}
