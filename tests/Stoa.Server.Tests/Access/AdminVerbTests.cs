using System.Net;
using Stoa.Reviews.People;
using Stoa.Server.Tests.Hosting;
using Stoa.Server.Tests.Runs;

namespace Stoa.Server.Tests.Access;

/// <summary><c>stoa-server admin</c>: the way back in, on the server's own machine.</summary>
public sealed class AdminVerbTests
{
    [Fact]
    public async Task An_administrator_whom_nobody_can_let_in_gets_a_link_on_the_servers_machine_while_it_works()
    {
        await using var server = await TestServer.StartAsync();
        await server.StartAsync();
        using var ada = new Visitor(server.Address);
        using var signedIn = await ada.SignInAsync("ada@example.com");
        var listed = await AdminAsync(server);
        Assert.Equal(0, listed.Code);
        Assert.StartsWith("ada@example.com  Ada  of Harbour  (seen ", listed.Output);

        var unknown = await AdminAsync(server, "--reset", "bo@example.com");
        Assert.Equal((1, ""), (unknown.Code, unknown.Output));
        Assert.Contains("Nobody who signs in with bo@example.com is an administrator", unknown.Error);

        var reset = await AdminAsync(server, "--reset", "ada@example.com", "--urls", server.Address.ToString());
        Assert.Equal((0, ""), (reset.Code, reset.Error));
        var link = Assert.Single(reset.Output.Split('\n'), static l => l.Contains("http")).Trim();
        Assert.StartsWith(server.Address + "set-password?token=", link);
        using var again = new Visitor(server.Address);
        using var arrived = await again.FillAsync(new Uri(link).PathAndQuery, ("password", "eight quiet lanterns"), ("repeated", "eight quiet lanterns"));
        Assert.Equal(HttpStatusCode.Redirect, arrived.StatusCode);
        Assert.True(await again.IsSignedInAsync());
        using var used = await again.GetAsync(new Uri(link).PathAndQuery);
        Assert.Equal(HttpStatusCode.NotFound, used.StatusCode);
        var trail = await server.Service<AuditService>().ListAsync((await server.Service<SignInService>().SignInAsync("ada@example.com", "eight quiet lanterns"))!.Actor, new AuditFilter());
        Assert.Contains(trail.Entries, static e => e is { Action: "person.recover", By: "stoa-server" });
    }

    [Fact]
    public async Task Where_there_is_no_record_nobody_is_made()
    {
        var folder = Directory.CreateTempSubdirectory("stoa-admin-");
        var (code, output, error) = await CommandLine.ServerAsync("admin", "--reset", "ada@example.com", "--data", folder.FullName);
        Assert.Equal((1, ""), (code, output));
        Assert.Contains("There is no record in", error);
        folder.Delete(recursive: true);
    }

    private static Task<(int Code, string Output, string Error)> AdminAsync(TestServer server, params string[] words) =>
        CommandLine.ServerAsync(["admin", "--data", server.DataDirectory, .. words]);
}
