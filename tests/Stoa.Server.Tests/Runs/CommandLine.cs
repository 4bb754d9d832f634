using System.Diagnostics;

namespace Stoa.Server.Tests.Runs;

/// <summary>The command line and the server, as processes of their own.</summary>
internal static class CommandLine
{
    private static string Configuration => AppContext.BaseDirectory.Contains($"{Path.DirectorySeparatorChar}Release{Path.DirectorySeparatorChar}", StringComparison.Ordinal) ? "Release" : "Debug";

    /// <summary>Runs <c>stoa</c> in a folder and waits for its end.</summary>
    public static async Task<(int Code, string Output, string Error)> StoaAsync(string folder, string? token, params string[] arguments)
    {
        var start = Start(Path.Combine(Repository.Root, "src", "Stoa.Cli", "bin", Configuration, "net10.0", "stoa"), arguments);
        start.WorkingDirectory = folder;
        foreach (var name in new[] { "GITHUB_SHA", "CI_COMMIT_SHA", "BITBUCKET_COMMIT", "STOA_TOKEN" })
        {
            start.Environment.Remove(name);
        }

        if (token is not null)
        {
            start.Environment["STOA_TOKEN"] = token;
        }

        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, await output, await error);
    }

    /// <summary>Runs <c>stoa-server</c> and waits for its end.</summary>
    public static async Task<(int Code, string Output, string Error)> ServerAsync(params string[] arguments)
    {
        using var process = Process.Start(Start(Path.Combine(AppContext.BaseDirectory, "stoa-server"), arguments))!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, await output, await error);
    }

    /// <summary>Starts <c>stoa-server</c> and waits until it is ready.</summary>
    /// <param name="port">Where it listens.</param>
    /// <param name="arguments">The words.</param>
    public static async Task<Process> ServeAsync(int port, params string[] arguments)
    {
        var start = Start(Path.Combine(AppContext.BaseDirectory, "stoa-server"), ["serve", "--urls", $"http://127.0.0.1:{port}", .. arguments]);
        var process = Process.Start(start)!;
        // What it prints is read, or it would wait for that one day.
        process.OutputDataReceived += static (_, _) => { };
        process.ErrorDataReceived += static (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        using var client = new HttpClient();
        while (true)
        {
            Assert.False(process.HasExited);
            try
            {
                if ((await client.GetAsync($"http://127.0.0.1:{port}/health/ready", TestContext.Current.CancellationToken)).IsSuccessStatusCode)
                {
                    return process;
                }
            }
            catch (HttpRequestException)
            {
                // Not yet.
            }

            await Task.Delay(100, TestContext.Current.CancellationToken);
        }
    }

    /// <summary>A port that nobody listens on.</summary>
    public static int FreePort()
    {
        using var listener = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        listener.Start();
        return ((System.Net.IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static ProcessStartInfo Start(string program, string[] arguments) => new(program, arguments)
    {
        UseShellExecute = false,
        RedirectStandardOutput = true,
        RedirectStandardError = true,
        // They live for seconds: what they learn of themselves for a better compilation, they use never, and it costs a tenth of a start.
        Environment = { ["DOTNET_TieredPGO"] = "0" },
    };
}
