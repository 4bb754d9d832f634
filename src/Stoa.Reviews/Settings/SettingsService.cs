using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Stoa.Reviews.Access;
using Stoa.Reviews.Store;

namespace Stoa.Reviews.Settings;

/// <summary>An account's settings in the terms of AWS's API: kept, and not acted on.</summary>
public sealed class SettingsService(RecordStore store)
{
    /// <summary>The settings as texts, by member name.</summary>
    public Task<IReadOnlyDictionary<string, string>> GetAsync(Actor actor) => store.ReadAsync<IReadOnlyDictionary<string, string>>(async context =>
    {
        actor.Demand(Role.Viewer);
        return (await context.Accounts.FirstOrDefaultAsync(a => a.Id == actor.AccountId))?.Settings ?? [];
    });

    /// <summary>Changes settings; others stay.</summary>
    public Task UpdateAsync(Actor actor, IReadOnlyDictionary<string, string> settings) => store.WriteAsync(async context =>
    {
        actor.Demand(Role.Administrator);
        var account = await context.Accounts.FirstOrDefaultAsync(a => a.Id == actor.AccountId) ?? throw new NotFoundException("ACCOUNT", actor.AccountId);
        var all = new Dictionary<string, string>(account.Settings);
        foreach (var (name, value) in settings)
        {
            all[name] = value;
        }

        account.Settings = all;
        context.Note(actor, store.Now, "settings.update", subject: string.Join(", ", settings.Keys));
        return true;
    });

    /// <summary>
    /// Brings the issues that a tracker keeps of a workload up to date. This server is connected to none: where the settings of the workload,
    /// or of its account where it inherits them, ask for issues, it is refused; where they do not, nothing is to be sent.
    /// </summary>
    /// <exception cref="ConflictException">Issues are asked for, and cannot be sent.</exception>
    public Task UpdateTrackerAsync(Actor actor, string workloadId) => store.ReadAsync(async context =>
    {
        var workload = await context.WorkloadAsync(actor, workloadId, Permission.Contribute);
        var status = workload.Settings.TryGetValue("JiraConfiguration", out var json)
            ? (string?)JsonNode.Parse(json)?["IssueManagementStatus"] : null;
        if (status is null or "INHERIT")
        {
            var account = await context.Accounts.FirstOrDefaultAsync(a => a.Id == workload.AccountId);
            status = account?.Settings.GetValueOrDefault("JiraConfiguration.IssueManagementStatus");
        }

        return status != "ENABLED"
            ? true
            : throw new ConflictException("[Conflict] This server is not connected to Jira: nothing was sent.", "WORKLOAD", workloadId);
    });
}
