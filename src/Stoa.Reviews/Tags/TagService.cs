using Microsoft.EntityFrameworkCore;
using Stoa.Reviews.Access;
using Stoa.Reviews.Store;

namespace Stoa.Reviews.Tags;

/// <summary>Tags of workloads, lenses, profiles and templates, by ARN.</summary>
public sealed class TagService(RecordStore store)
{
    /// <summary>The tags of a resource.</summary>
    public Task<IReadOnlyDictionary<string, string>> ListAsync(Actor actor, string arn) => store.ReadAsync<IReadOnlyDictionary<string, string>>(async context =>
        (await FindAsync(context, actor, arn, change: false)).Tags);

    /// <summary>Sets tags; others stay.</summary>
    public Task SetAsync(Actor actor, string arn, IReadOnlyDictionary<string, string> tags) => store.WriteAsync(async context =>
    {
        var found = await FindAsync(context, actor, arn, change: true);
        var all = new Dictionary<string, string>(found.Tags);
        foreach (var (key, value) in tags)
        {
            all[key] = value;
        }

        TagRules.Demand(all, store.Limits.Tags, (found.Type, arn));
        found.Set(all);
        context.Note(actor, store.Now, "tag.set", found.WorkloadId, arn, string.Join(", ", tags.Keys));
        return true;
    });

    /// <summary>Removes tags; those that are not there are passed over.</summary>
    public Task RemoveAsync(Actor actor, string arn, IReadOnlyCollection<string> keys) => store.WriteAsync(async context =>
    {
        var found = await FindAsync(context, actor, arn, change: true);
        found.Set(found.Tags.Where(t => !keys.Contains(t.Key)).ToDictionary());
        context.Note(actor, store.Now, "tag.remove", found.WorkloadId, arn, string.Join(", ", keys));
        return true;
    });

    private async Task<Tagged> FindAsync(RecordContext context, Actor actor, string arn, bool change)
    {
        switch (arn.Split(':', 6) is { Length: 6 } parts ? parts[5].Split('/')[0] : "")
        {
            case "workload":
                var id = Ids.IdOf(arn);
                var workload = change
                    ? await context.ChangeWorkloadAsync(actor, id, Permission.Own, store.Now)
                    : await context.WorkloadAsync(actor, id, Permission.Read);
                return workload.Arn == arn ? new Tagged("WORKLOAD", id, workload.Tags, tags => workload.Tags = tags) : throw new NotFoundException("WORKLOAD", arn);
            case "lens":
                var lens = await context.CustomLenses.FirstOrDefaultAsync(l => l.Arn == arn && l.DeletedAt == null);
                await DemandAsync(context, actor, SharedResource.Lens, arn, lens?.AccountId, change);
                return new Tagged("LENS", null, lens!.Tags, tags => lens.Tags = tags);
            case "profile":
                var profile = await context.Profiles.FirstOrDefaultAsync(p => p.Arn == arn && p.DeletedAt == null);
                await DemandAsync(context, actor, SharedResource.Profile, arn, profile?.AccountId, change);
                return new Tagged("PROFILE", null, profile!.Tags, tags => profile.Tags = tags);
            case "review-template":
                var template = await context.Templates.FirstOrDefaultAsync(t => t.Arn == arn);
                await DemandAsync(context, actor, SharedResource.Template, arn, template?.AccountId, change);
                return new Tagged("TEMPLATE", null, template!.Tags, tags => template.Tags = tags);
            default:
                throw new NotFoundException("RESOURCE", arn);
        }
    }

    private static Task DemandAsync(RecordContext context, Actor actor, SharedResource resource, string arn, string? accountId, bool change) => change
        ? context.DemandOwnAsync(actor, resource, arn, accountId)
        : context.DemandReadAsync(actor, resource, arn, accountId);

    private sealed record Tagged(string Type, string? WorkloadId, Dictionary<string, string> Tags, Action<Dictionary<string, string>> Set);
}
