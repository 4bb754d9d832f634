using Microsoft.EntityFrameworkCore;
using Stoa.Reviews;
using Stoa.Reviews.People;
using Stoa.Reviews.Store;
using Stoa.Reviews.Workloads;
using Stoa.Server.Tests.Hosting;

namespace Stoa.Server.Tests.Access;

/// <summary>A server with somebody of each role, two workloads, and another account with one of its own.</summary>
public sealed class Harbour : IAsyncLifetime
{
    private int people;

    public TestServer Server { get; private set; } = null!;

    public Actor Ada { get; private set; } = null!;

    public string Workload { get; private set; } = null!;

    public string OtherWorkload { get; private set; } = null!;

    public string ForeignWorkload { get; private set; } = null!;

    public CredentialService Credentials => Server.Service<CredentialService>();

    public async ValueTask InitializeAsync()
    {
        Server = await TestServer.StartAsync();
        Ada = await Server.StartAsync();
        var invitation = await Server.Service<PeopleService>().CreateAccountAsync(Ada, "Elsewhere", "eve@example.com", "Eve");
        var eve = (await Server.Service<SignInService>().SetPasswordAsync(invitation.Token, Visitor.Password))!.Actor;
        Workload = await DefineAsync(Ada, "Orders");
        OtherWorkload = await DefineAsync(Ada, "Payments");
        ForeignWorkload = await DefineAsync(eve, "Secrets");
    }

    public ValueTask DisposeAsync() => Server.DisposeAsync();

    /// <summary>Somebody new of that role, so that what one test does to a person is no other's business.</summary>
    public Task<Actor> SomebodyAsync(Role role) => Server.AddAsync(Ada, $"person{Interlocked.Increment(ref people)}", role);

    /// <summary>Makes a key's or a token's end lie in the past.</summary>
    public Task ExpireAsync(string id)
    {
        var past = DateTimeOffset.UtcNow.AddMinutes(-1);
        return Server.Service<RecordStore>().WriteAsync(async context =>
            await context.ApiTokens.Where(t => t.Id == id).ExecuteUpdateAsync(update => update.SetProperty(static t => t.ExpiresAt, past))
            + await context.AccessKeys.Where(k => k.Id == id).ExecuteUpdateAsync(update => update.SetProperty(static k => k.ExpiresAt, past)));
    }

    private async Task<string> DefineAsync(Actor actor, string name) => (await Server.Service<WorkloadService>().CreateAsync(
        actor, new NewWorkload { Name = name, Description = "A workload", Environment = "PRODUCTION" })).Id;
}
