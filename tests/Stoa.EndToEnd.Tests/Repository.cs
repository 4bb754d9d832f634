using System.Diagnostics;

namespace Stoa.EndToEnd.Tests;

/// <summary>The checkout that the tests run in, and the program built from it.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot();

    private static string Program { get; } =
        Path.Combine(Root, "src", "Stoa.Cli", "bin", Configuration, "net10.0", OperatingSystem.IsWindows() ? "stoa.exe" : "stoa");

    // The tests and the program are built together, in one configuration.
    private static string Configuration => AppContext.BaseDirectory.Contains($"{Path.DirectorySeparatorChar}Release{Path.DirectorySeparatorChar}", StringComparison.Ordinal) ? "Release" : "Debug";

    /// <summary>Runs the program in a folder and waits for its end.</summary>
    public static Result Stoa(string folder, string[] arguments, string input = "", params (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo(Program, arguments)
        {
            WorkingDirectory = folder,
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        return Run(start, input);
    }

    /// <summary>Runs the program in the root of the checkout.</summary>
    public static Result Stoa(params string[] arguments) => Stoa(Root, arguments);

    public static Result Run(ProcessStartInfo start, string input = "")
    {
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        process.StandardInput.Write(input);
        process.StandardInput.Close();
        process.WaitForExit();
        return new Result(process.ExitCode, output.Result, error.Result);
    }

    private static string FindRoot()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Stoa.slnx")))
        {
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("The tests do not run inside a checkout.");
        }

        return folder;
    }
}

/// <summary>What a program said.</summary>
internal sealed record Result(int Code, string Output, string Error);
