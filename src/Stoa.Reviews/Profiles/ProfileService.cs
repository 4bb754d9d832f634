using Microsoft.EntityFrameworkCore;
using Stoa.Reviews.Access;
using Stoa.Reviews.Milestones;
using Stoa.Reviews.Notifications;
using Stoa.Reviews.Store;
using Stoa.Reviews.Tags;

namespace Stoa.Reviews.Profiles;

/// <summary>A profile in one of its versions.</summary>
/// <param name="Profile">The profile.</param>
/// <param name="Version">The version.</param>
/// <param name="ShareInvitationId">The invitation by which it is shared with who asks; null where it is of their own account, and in lists.</param>
public sealed record ProfileView(ProfileRecord Profile, ProfileVersion Version, string? ShareInvitationId = null);

/// <summary>What a new profile is called.</summary>
/// <param name="Arn">Its ARN.</param>
/// <param name="Version">Its first version.</param>
public sealed record ProfileKey(string Arn, string Version);

/// <summary>Whose profiles are asked for; the names of AWS's ProfileOwnerType.</summary>
public enum ProfileOwner
{
    /// <summary>Those of the actor's account.</summary>
    Self,

    /// <summary>Those that are shared with it.</summary>
    Shared,
}

/// <summary>
/// Profiles: what matters to a business, in answers to a few questions. Each change of answers is a version; a workload keeps to one until
/// somebody says that it moves.
/// </summary>
public sealed class ProfileService(RecordStore store, MilestoneService milestones)
{
    /// <summary>The questionnaire.</summary>
    public static ProfileQuestionnaire Questionnaire => ProfileQuestionnaire.Shipped;

    /// <summary>Writes a profile.</summary>
    /// <param name="actor">An owner.</param>
    /// <param name="name">What people call it; unique in its account.</param>
    /// <param name="description">What it is for.</param>
    /// <param name="answers">The selected choices by question id.</param>
    /// <param name="tags">Tags; null: none.</param>
    /// <param name="region">The region of its ARN.</param>
    /// <param name="idempotency">Lets the request be repeated; null: it is not.</param>
    public Task<ProfileKey> CreateAsync(
        Actor actor, string name, string description, IReadOnlyDictionary<string, List<string>> answers, IReadOnlyDictionary<string, string>? tags = null,
        string region = "us-east-1", Idempotency? idempotency = null)
    {
        actor.Demand(Role.Owner);
        Questionnaire.Demand(answers);
        return store.WriteAsync(actor.AccountId, idempotency, async context =>
        {
            if (await context.Profiles.AnyAsync(p => p.AccountId == actor.AccountId && p.Name == name && p.DeletedAt == null))
            {
                throw new ConflictException($"[Conflict] There is already a profile with the name {name}.", "PROFILE", name);
            }

            var now = store.Now;
            var profile = new ProfileRecord
            {
                Arn = Ids.Arn(region, actor.AccountId, "profile", Ids.New()),
                AccountId = actor.AccountId,
                Name = name,
                Description = description,
                Versions = [new ProfileVersion("1", new(answers), now)],
                Tags = new(tags ?? new Dictionary<string, string>()),
                CreatedAt = now,
                UpdatedAt = now,
            };
            TagRules.Demand(profile.Tags, store.Limits.Tags, ("PROFILE", name));
            context.Profiles.Add(profile);
            context.Note(actor, now, "profile.create", subject: profile.Arn, detail: name);
            return new ProfileKey(profile.Arn, "1");
        });
    }

    /// <summary>A profile.</summary>
    /// <param name="actor">Who asks.</param>
    /// <param name="arn">Its ARN.</param>
    /// <param name="version">The version; null: the newest.</param>
    public Task<ProfileView> GetAsync(Actor actor, string arn, string? version = null) => store.ReadAsync(async context =>
    {
        var profile = await FindAsync(context, arn);
        var share = await context.DemandReadAsync(actor, SharedResource.Profile, arn, profile?.AccountId);
        var found = version is null ? profile!.Versions[^1] : profile!.Versions.Find(v => v.Name == version);
        return new ProfileView(profile, found ?? throw new NotFoundException("PROFILE_VERSION", version!), share?.InvitationId);
    });

    /// <summary>The profiles that the actor may use, by name.</summary>
    /// <param name="actor">Who asks.</param>
    /// <param name="namePrefix">Only names that begin so.</param>
    /// <param name="owner">Only the account's own, or only shared ones; null: both.</param>
    public Task<IReadOnlyList<ProfileView>> ListAsync(Actor actor, string? namePrefix = null, ProfileOwner? owner = null) =>
        store.ReadAsync<IReadOnlyList<ProfileView>>(async context =>
        {
            actor.Demand(Role.Viewer);
            var shared = context.SharedArns(actor, SharedResource.Profile);
            var profiles = await context.Profiles
                .Where(p => p.DeletedAt == null && (p.AccountId == actor.AccountId || shared.Contains(p.Arn))).ToListAsync();
            return
            [
                .. profiles
                    .Where(p => namePrefix is null || p.Name.StartsWith(namePrefix, StringComparison.Ordinal))
                    .Where(p => owner is null || owner == ProfileOwner.Self == (p.AccountId == actor.AccountId))
                    .OrderBy(static p => p.Name, StringComparer.OrdinalIgnoreCase).ThenBy(static p => p.Arn, StringComparer.Ordinal)
                    .Select(static p => new ProfileView(p, p.Versions[^1])),
            ];
        });

    /// <summary>Changes a profile. Other answers make a new version, and notify those who keep to an earlier one.</summary>
    /// <param name="actor">An owner.</param>
    /// <param name="arn">Its ARN.</param>
    /// <param name="description">What it is for; null: as it was.</param>
    /// <param name="answers">The selected choices of the questions that change; others stay.</param>
    /// <param name="expectedVersion">The version of the record that the change was made from; null: whichever is there.</param>
    public Task<ProfileView> UpdateAsync(
        Actor actor, string arn, string? description, IReadOnlyDictionary<string, List<string>>? answers, int? expectedVersion = null) => store.WriteAsync(async context =>
    {
        var profile = await OwnAsync(context, actor, arn);
        if (expectedVersion is { } expected && expected != profile.Version)
        {
            throw new ConflictException("[Conflict] Somebody else changed the profile meanwhile. Read it again and repeat your change.", "PROFILE", arn);
        }

        var now = store.Now;
        profile.Description = description ?? profile.Description;
        profile.UpdatedAt = now;
        var current = profile.Versions[^1];
        var all = new Dictionary<string, List<string>>(current.Answers);
        foreach (var (question, selected) in answers ?? new Dictionary<string, List<string>>())
        {
            all[question] = selected;
        }

        Questionnaire.Demand(all);
        if (!Questionnaire.Questions.All(q => (all.GetValueOrDefault(q.Id) ?? []).ToHashSet().SetEquals(current.Answers.GetValueOrDefault(q.Id) ?? [])))
        {
            profile.Versions = [.. profile.Versions, new ProfileVersion($"{profile.Versions.Count + 1}", all, now)];
            await NotifyAsync(context, profile, NotificationTypes.ProfileUpdated, now);
        }

        context.Note(actor, now, "profile.update", subject: arn, detail: $"version {profile.Versions[^1].Name}");
        return new ProfileView(profile, profile.Versions[^1]);
    });

    /// <summary>Deletes a profile. Workloads keep what they had of it, and are notified.</summary>
    public Task DeleteAsync(Actor actor, string arn, Idempotency? idempotency = null) => store.WriteAsync(actor.AccountId, idempotency, async context =>
    {
        var profile = await OwnAsync(context, actor, arn);
        var now = store.Now;
        profile.DeletedAt = now;
        profile.UpdatedAt = now;
        await NotifyAsync(context, profile, NotificationTypes.ProfileDeleted, now);
        await context.RevokeSharesAsync(SharedResource.Profile, arn, now);
        context.Note(actor, now, "profile.delete", subject: arn, detail: profile.Name);
        return true;
    });

    /// <summary>Gives a workload a profile, in its newest version.</summary>
    /// <exception cref="ConflictException">The workload has another one.</exception>
    public Task AssociateAsync(Actor actor, string workloadId, IReadOnlyList<string> arns) => store.WriteAsync(async context =>
    {
        var now = store.Now;
        var workload = await context.ChangeWorkloadAsync(actor, workloadId, Permission.Own, now);
        await AssociateAsync(context, actor, workload, arns);
        return true;
    });

    /// <summary>Gives a workload a profile, within a write that defines or changes the workload.</summary>
    public async Task AssociateAsync(RecordContext context, Actor actor, WorkloadRecord workload, IReadOnlyList<string> arns)
    {
        if (arns.Distinct().Count() > 1 || (arns.Count > 0 && workload.ProfileArn is { } other && other != arns[0]))
        {
            throw new ConflictException("[Conflict] A workload has at most one profile. Take the other one away first.", "WORKLOAD", workload.Id);
        }

        if (arns.Count == 0 || workload.ProfileArn is not null)
        {
            return;
        }

        var arn = arns[0];
        var profile = await FindAsync(context, arn);
        await context.DemandReadAsync(actor, SharedResource.Profile, arn, profile?.AccountId);
        workload.ProfileArn = arn;
        workload.ProfileVersion = profile!.Versions[^1].Name;
        context.Note(actor, store.Now, "profile.associate", workload.Id, profile.Name);
    }

    /// <summary>Takes a profile from a workload.</summary>
    public Task DisassociateAsync(Actor actor, string workloadId, IReadOnlyList<string> arns) => store.WriteAsync(async context =>
    {
        var now = store.Now;
        var workload = await context.ChangeWorkloadAsync(actor, workloadId, Permission.Own, now);
        foreach (var arn in arns)
        {
            if (workload.ProfileArn != arn)
            {
                throw new NotFoundException("PROFILE", arn);
            }

            workload.ProfileArn = null;
            workload.ProfileVersion = null;
            await context.ClearNotificationsAsync(workload.Arn, arn, now);
            context.Note(actor, now, "profile.disassociate", workloadId, arn);
        }

        return true;
    });

    /// <summary>Moves a workload to the newest version of its profile, after saving a milestone.</summary>
    /// <param name="actor">An owner.</param>
    /// <param name="workloadId">The workload.</param>
    /// <param name="arn">Its profile.</param>
    /// <param name="milestone">What the milestone is called; null: after the version that is left.</param>
    /// <param name="idempotency">Lets the request be repeated; null: it is not.</param>
    public Task UpgradeAsync(Actor actor, string workloadId, string arn, string? milestone = null, Idempotency? idempotency = null) =>
        store.WriteAsync(actor.AccountId, idempotency, async context =>
        {
            var now = store.Now;
            var workload = await context.ChangeWorkloadAsync(actor, workloadId, Permission.Own, now);
            var profile = workload.ProfileArn == arn ? await FindAsync(context, arn) : null;
            var newest = profile?.Versions[^1].Name ?? throw new NotFoundException("PROFILE", arn);
            if (workload.ProfileVersion == newest)
            {
                throw new ConflictException($"[Conflict] The workload already keeps to the newest version of the profile, {newest}.", "PROFILE", arn);
            }

            await milestones.CreateAsync(context, actor, workload, milestone ?? $"Before profile version {newest}, {now:yyyy-MM-dd HH:mm:ss}");
            workload.ProfileVersion = newest;
            await context.ClearNotificationsAsync(workload.Arn, arn, now);
            context.Note(actor, now, "profile.upgrade", workloadId, profile.Name, newest);
            return true;
        });

    private static async Task NotifyAsync(RecordContext context, ProfileRecord profile, string type, DateTimeOffset now)
    {
        var arn = profile.Arn;
        var newest = profile.Versions[^1].Name;
        foreach (var workload in await context.Workloads.AsNoTracking().Where(w => w.ProfileArn == arn)
            .Select(static w => new { w.Id, w.Arn, w.AccountId, w.Name, w.ProfileVersion }).ToListAsync())
        {
            await context.NotifyAsync(new NotificationRecord
            {
                Id = Ids.New(),
                AccountId = workload.AccountId,
                Type = type,
                ResourceArn = workload.Arn,
                WorkloadId = workload.Id,
                WorkloadName = workload.Name,
                SubjectArn = arn,
                SubjectName = profile.Name,
                CurrentVersion = workload.ProfileVersion,
                LatestVersion = newest,
                At = now,
            });
        }
    }

    private static async Task<ProfileRecord> OwnAsync(RecordContext context, Actor actor, string arn)
    {
        var profile = await FindAsync(context, arn);
        await context.DemandOwnAsync(actor, SharedResource.Profile, arn, profile?.AccountId);
        return profile!;
    }

    private static Task<ProfileRecord?> FindAsync(RecordContext context, string arn) =>
        context.Profiles.FirstOrDefaultAsync(p => p.Arn == arn && p.DeletedAt == null);
}
