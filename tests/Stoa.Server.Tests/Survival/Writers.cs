using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Json;

namespace Stoa.Server.Tests.Survival;

/// <summary>
/// People who write as fast as they can, each to a question of their own and each change with a number one higher. What the server
/// acknowledged they remember.
/// </summary>
/// <param name="workload">The workload.</param>
internal sealed class Writers(string workload)
{
    private static readonly string[] Questions =
    [
        "securely-operate", "permissions", "identities", "detect-investigate-events", "network-protection", "application-security",
        "fault-isolation", "planning-for-recovery", "manage-service-limits", "priorities", "ops-model", "org-culture",
    ];

    private readonly ConcurrentDictionary<int, int> tried = new();

    /// <summary>How many writers there can be on one workload.</summary>
    public static int Most => Questions.Length;

    /// <summary>The last number that was acknowledged to each writer, by question.</summary>
    public ConcurrentDictionary<string, int> Acknowledged { get; } = new();

    /// <summary>The names of the milestones that were acknowledged.</summary>
    public ConcurrentBag<string> Milestones { get; } = [];

    /// <summary>How many changes were acknowledged.</summary>
    public int Changes;

    /// <summary>One writer, until it is told to stop or its server dies.</summary>
    /// <param name="writer">Which.</param>
    /// <param name="client">The server.</param>
    /// <param name="until">When to stop.</param>
    /// <returns>Whether it was told to stop; false: the server died.</returns>
    public async Task<bool> WriteAsync(int writer, HttpClient client, CancellationToken until)
    {
        var question = Questions[writer];
        while (!until.IsCancellationRequested)
        {
            var number = tried.AddOrUpdate(writer, 1, static (_, n) => n + 1);
            try
            {
                var answered = await client.PatchAsJsonAsync(
                    $"/api/v1/workloads/{workload}/lenses/wellarchitected/questions/{question}", new { notes = $"{number}" }, CancellationToken.None);
                answered.EnsureSuccessStatusCode();
                Acknowledged[question] = number;
                Interlocked.Increment(ref Changes);
                if (writer == 0 && number % 25 == 0 && Milestones.Count < 60)
                {
                    var name = $"Milestone {number}";
                    var saved = await client.PostAsJsonAsync($"/api/v1/workloads/{workload}/milestones", new { name }, CancellationToken.None);
                    if (saved.StatusCode == HttpStatusCode.Created)
                    {
                        Milestones.Add(name);
                    }
                }
            }
            catch (HttpRequestException exception) when (exception.StatusCode is null)
            {
                // The connection broke. A server that answers with an error is not a dead one: that fails the test.
                return false;
            }
        }

        return true;
    }
}
