using Stoa.Reviews;
using Stoa.Reviews.Milestones;
using Stoa.Reviews.Tests.Databases;
using Stoa.Server.Tests.Hosting;

namespace Stoa.Server.Tests.Survival;

/// <summary>Servers are killed while people write; what they were told is stored is stored.</summary>
public sealed class KillTests
{
    [Fact]
    public async Task A_server_that_is_killed_fifty_times_loses_nothing_that_it_acknowledged() =>
        // Two records at once: while one's server starts, the other's is written to.
        await Task.WhenAll(KillAsync(kills: 25, new Random(20261123)), KillAsync(kills: 25, new Random(20261124)));

    [Fact]
    public async Task Of_two_servers_on_one_database_one_dies_under_fifty_people_and_nothing_is_lost()
    {
        var (connection, drop) = await PostgresServer.CreateDatabaseAsync();
        var key = Convert.ToBase64String(new byte[32]);
        void Configure(Server.Hosting.StoaOptions options)
        {
            options.Database = connection;
            options.MasterKey = key;
        }

        var (token, first, owner) = await ServerProcess.PrepareAsync(Configure);
        string[] settings = ["--database", connection, "--set", $"MasterKey={key}"];
        await using var doomed = await ServerProcess.StartAsync(settings);
        await using var other = await ServerProcess.StartAsync(settings);
        using var toDoomed = doomed.Client(token);
        using var toOther = other.Client(token);
        // Fifty people on five workloads, ten on each.
        var books = new List<Writers> { new(first) };
        for (var more = 2; more <= 5; more++)
        {
            var made = await System.Net.Http.Json.HttpClientJsonExtensions.PostAsJsonAsync(
                toOther, "/api/v1/workloads", new { name = $"Orders {more}", environment = "PRODUCTION" }, TestContext.Current.CancellationToken);
            made.EnsureSuccessStatusCode();
            books.Add(new Writers(made.Headers.Location!.OriginalString.Split('/')[^1]));
        }

        using var until = new CancellationTokenSource();
        var people = (
            from book in books
            from writer in Enumerable.Range(0, 10)
            select Task.Run(async () =>
            {
                // A load balancer's way: to the server that answers.
                if (writer % 2 == 0 && await book.WriteAsync(writer, toDoomed, until.Token))
                {
                    return;
                }

                Assert.True(await book.WriteAsync(writer, toOther, until.Token), "the server that was not killed died too");
            })).ToList();
        await Task.Delay(TimeSpan.FromSeconds(4), TestContext.Current.CancellationToken);
        await doomed.KillAsync();
        await Task.Delay(TimeSpan.FromSeconds(4), TestContext.Current.CancellationToken);
        await until.CancelAsync();
        await Task.WhenAll(people);
        foreach (var (book, workload) in books.Zip(await WorkloadsAsync(Configure, owner)))
        {
            await AssertStoredAsync(Configure, workload, owner, book);
        }

        await other.KillAsync();
        await drop();
    }

    private static async Task KillAsync(int kills, Random random)
    {
        var folder = Directory.CreateTempSubdirectory("stoa-kill-");
        var (token, workload, owner) = await ServerProcess.PrepareAsync(options => options.DataDirectory = folder.FullName);
        var writers = new Writers(workload);
        for (var kill = 0; kill < kills; kill++)
        {
            await using var server = await ServerProcess.StartAsync("--data", folder.FullName);
            using var client = server.Client(token);
            using var until = new CancellationTokenSource();
            var before = writers.Changes;
            var writing = Enumerable.Range(0, 4).Select(writer => writers.WriteAsync(writer, client, until.Token)).ToList();
            // Killed before anybody wrote, a server would prove nothing.
            while (writers.Changes < before + 4)
            {
                await Task.Delay(5, TestContext.Current.CancellationToken);
            }

            await Task.Delay(random.Next(0, 250), TestContext.Current.CancellationToken);
            await server.KillAsync();
            await Task.WhenAll(writing);
        }

        await AssertStoredAsync(options => options.DataDirectory = folder.FullName, workload, owner, writers);
        Assert.True(writers.Changes >= 4 * kills);
        folder.Delete(recursive: true);
    }

    private static async Task<IReadOnlyList<string>> WorkloadsAsync(Action<Server.Hosting.StoaOptions> configure, Actor owner)
    {
        await using var server = await TestServer.StartAsync(configure);
        return [.. (await server.Service<Reviews.Workloads.WorkloadService>().ListAsync(owner)).Select(static w => w.Workload.Id)];
    }

    private static async Task AssertStoredAsync(Action<Server.Hosting.StoaOptions> configure, string workload, Actor owner, Writers writers)
    {
        await using var server = await TestServer.StartAsync(configure);
        var milestones = server.Service<MilestoneService>();
        var now = await milestones.SnapshotAsync(owner, workload);
        foreach (var (question, number) in writers.Acknowledged)
        {
            // The last change may have been stored and its acknowledgement lost: one more is right, one less is not.
            var stored = int.Parse(now.Lens("wellarchitected")!.Answers[question].Notes!);
            Assert.InRange(stored, number, number + 1);
        }

        var saved = await milestones.ListAsync(owner, workload);
        Assert.Equal(Enumerable.Range(1, saved.Count), saved.Select(static m => m.Number));
        Assert.Subset(saved.Select(static m => m.Name).ToHashSet(), writers.Milestones.ToHashSet());
        foreach (var milestone in saved)
        {
            Assert.Equal(57, (await milestones.SnapshotAsync(owner, workload, milestone.Number)).Lens("wellarchitected")!.Standing.Questions.Count());
        }
    }
}
