using System.Diagnostics;
using System.Net.Http.Headers;
using Microsoft.Extensions.DependencyInjection;
using Stoa.Reviews;
using Stoa.Reviews.People;
using Stoa.Reviews.Workloads;
using Stoa.Server.Hosting;
using Stoa.Server.Tests.Runs;

namespace Stoa.Server.Tests.Hosting;

/// <summary>A server as a process of its own, which can be killed as a machine kills it.</summary>
public sealed class ServerProcess : IAsyncDisposable
{
    private readonly Process process;

    private ServerProcess(Process process, Uri address)
    {
        this.process = process;
        Address = address;
    }

    /// <summary>Where it listens.</summary>
    public Uri Address { get; }

    /// <summary>Starts one and waits until it is ready.</summary>
    public static async Task<ServerProcess> StartAsync(params string[] settings)
    {
        var port = CommandLine.FreePort();
        return new ServerProcess(
            await CommandLine.ServeAsync(port, ["--set", "Logging:LogLevel:Default=None", .. settings]), new Uri($"http://127.0.0.1:{port}"));
    }

    /// <summary>A client of our own API with a token.</summary>
    public HttpClient Client(string token)
    {
        var client = new HttpClient { BaseAddress = Address, Timeout = TimeSpan.FromSeconds(20) };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return client;
    }

    /// <summary>SIGKILL: nothing of the process runs any more.</summary>
    public async Task KillAsync()
    {
        process.Kill();
        await process.WaitForExitAsync();
    }

    /// <summary>Prepares a record for servers to come: an owner with a token, and a workload.</summary>
    /// <returns>The token and the workload's id.</returns>
    public static async Task<(string Token, string Workload, Actor Owner)> PrepareAsync(Action<StoaOptions> configure)
    {
        await using var app = StoaServer.Build(["--Logging:LogLevel:Default", "None"], configure);
        await StoaServer.PrepareAsync(app);
        var setup = app.Services.GetRequiredService<SetupService>();
        var link = await setup.OpenAsync();
        var signedIn = await setup.CompleteAsync(link!, "Testers", "ada@example.org", "Ada", "a long enough password");
        var owner = signedIn!.Actor;
        var token = (await app.Services.GetRequiredService<CredentialService>().CreateTokenAsync(owner, "tests")).Token;
        var workload = await app.Services.GetRequiredService<WorkloadService>().CreateAsync(
            owner, new NewWorkload { Name = "Orders", Description = "Takes orders", Environment = "PRODUCTION" });
        return (token, workload.Id, owner);
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
        {
            await KillAsync();
        }

        process.Dispose();
    }
}
