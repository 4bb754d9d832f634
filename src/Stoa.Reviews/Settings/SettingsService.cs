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

    /// <summary>Sends a workload's improvements to a tracker: refused, after asking whether the actor may do so.</summary>
    /// <exception cref="ConflictException">Always: this server is connected to none.</exception>
    public Task SendToTrackerAsync(Actor actor, string workloadId) => store.ReadAsync<bool>(async context =>
    {
        await context.WorkloadAsync(actor, workloadId, Permission.Contribute);
        throw new ConflictException("[Conflict] This server is not connected to Jira: nothing was sent.", "WORKLOAD", workloadId);
    });
}
