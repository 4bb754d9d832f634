using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Options;
using Stoa.Reviews.People;
using Stoa.Server.Hosting;

namespace Stoa.Server.Access;

/// <summary>Prints, once a server that has nobody is up, the link that creates its administrator.</summary>
internal sealed class FirstStart(SetupService setup, IServer server, IOptions<StoaOptions> options, TextWriter console) : IHostedLifecycleService
{
    /// <inheritdoc/>
    public async Task StartedAsync(CancellationToken cancellationToken)
    {
        if (await setup.OpenAsync() is { } token)
        {
            // Not a line of the log, which others read and keep.
            await console.WriteLineAsync(
                $"""

                  Nobody has an account here yet. This link creates the administrator; it works once:

                    {Address()}/start?token={token}

                """);
        }
    }

    /// <inheritdoc/>
    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private string Address() => PasswordLink.Reachable(options.Value.PublicUrl ?? server.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault() ?? "");
}
