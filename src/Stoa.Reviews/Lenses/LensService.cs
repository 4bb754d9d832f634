using Microsoft.EntityFrameworkCore;
using Stoa.Assessment.CustomLenses;
using Stoa.Language.Diagnostics;
using Stoa.Reviews.Access;
using Stoa.Reviews.Store;
using Stoa.Reviews.Tags;

namespace Stoa.Reviews.Lenses;

/// <summary>
/// Lenses: finding them, and importing, publishing, comparing, exporting and deleting those that people write. An import makes a draft;
/// only what is published can be reviewed against or shared.
/// </summary>
public sealed class LensService(RecordStore store, LensCatalog lenses)
{
    // Of a file with more faults, the first are enough to begin with.
    private const int MostFaults = 100;

    /// <summary>The lenses that the actor may use, the framework first, then by name.</summary>
    /// <param name="actor">Who asks.</param>
    /// <param name="state">Published ones, drafts, or of each lens what there is.</param>
    /// <param name="origin">Only these; null: whosever they are.</param>
    /// <param name="name">Only those of exactly this name.</param>
    public Task<IReadOnlyList<LensView>> ListAsync(Actor actor, LensState state = LensState.All, LensOrigin? origin = null, string? name = null) =>
        store.ReadAsync<IReadOnlyList<LensView>>(async context =>
        {
            actor.Demand(Role.Viewer);
            var found = new List<LensView>();
            if (state != LensState.Draft)
            {
                found.Add(Framework());
            }

            var shared = context.SharedArns(actor, SharedResource.Lens);
            var custom = await context.CustomLenses
                .Where(l => l.DeletedAt == null && (l.AccountId == actor.AccountId || shared.Contains(l.Arn))).ToListAsync();
            var views = new List<LensView>();
            foreach (var lens in custom)
            {
                var newest = await VersionAsync(context, lens.Arn, null);
                var own = lens.AccountId == actor.AccountId;
                var wantsDraft = state == LensState.Draft || (state == LensState.All && newest is null);
                if (wantsDraft ? own && lens.Draft is not null : newest is not null)
                {
                    views.Add(View(lens, own, wantsDraft ? null : newest, await CountAsync(context, lens.Arn)));
                }
            }

            found.AddRange(views.OrderBy(static l => l.Name, StringComparer.OrdinalIgnoreCase).ThenBy(static l => l.Arn, StringComparer.Ordinal));
            return [.. found.Where(l => (origin is null || l.Origin == origin) && (name is null || l.Name == name))];
        });

    /// <summary>A lens.</summary>
    /// <param name="actor">Who asks.</param>
    /// <param name="alias">Its alias or ARN.</param>
    /// <param name="version">The version, or <see cref="LensView.DraftVersion"/>; null: the newest, or the draft where none is published.</param>
    public Task<LensView> GetAsync(Actor actor, string alias, string? version = null) => store.ReadAsync(async context =>
    {
        if (lenses.Canonical(alias) == ReviewLens.Framework)
        {
            actor.Demand(Role.Viewer);
            DemandEdition(version);
            return Framework();
        }

        var lens = await FindAsync(context, alias);
        var share = await context.DemandReadAsync(actor, SharedResource.Lens, alias, lens?.AccountId);
        var published = version == LensView.DraftVersion ? null : await VersionAsync(context, alias, version);
        if (published is null && (share is not null || lens!.Draft is null || version is not null and not LensView.DraftVersion))
        {
            throw new NotFoundException("LENS_VERSION", version ?? alias);
        }

        return View(lens!, share is null, published, await CountAsync(context, alias)) with { ShareInvitationId = share?.InvitationId };
    });

    /// <summary>A version of a custom lens, or its draft, as it was read: for those who may use it.</summary>
    /// <param name="actor">Who asks.</param>
    /// <param name="arn">Its ARN.</param>
    /// <param name="version">The version, or <see cref="LensView.DraftVersion"/>; null: the newest, or the draft where none is published.</param>
    public Task<CustomLens> ReadAsync(Actor actor, string arn, string? version = null) => store.ReadAsync(async context =>
    {
        var lens = await FindAsync(context, arn);
        var share = await context.DemandReadAsync(actor, SharedResource.Lens, arn, lens?.AccountId);
        return Parse(await JsonAsync(context, lens!, version, draft: share is null));
    });

    /// <summary>A lens with everything that it asks: for those who may use it.</summary>
    /// <param name="actor">Who asks.</param>
    /// <param name="alias">Its alias or ARN.</param>
    /// <param name="version">The version, or <see cref="LensView.DraftVersion"/>; null: the newest, or the draft where none is published.</param>
    public Task<ReviewLens> QuestionsAsync(Actor actor, string alias, string? version = null) => store.ReadAsync(async context =>
    {
        if (lenses.Canonical(alias) == ReviewLens.Framework)
        {
            actor.Demand(Role.Viewer);
            DemandEdition(version);
            return lenses.Framework;
        }

        var lens = await FindAsync(context, alias);
        var share = await context.DemandReadAsync(actor, SharedResource.Lens, alias, lens?.AccountId);
        var name = version ?? (await VersionAsync(context, alias, null))?.Name ?? LensView.DraftVersion;
        return name == LensView.DraftVersion
            ? CustomReviewLens.Read(alias, name, await JsonAsync(context, lens!, name, draft: share is null))
            : await lenses.GetAsync(context, alias, name);
    });

    /// <summary>Imports a lens: as a new one, or as the draft of one that there is.</summary>
    /// <param name="actor">An owner.</param>
    /// <param name="alias">The ARN of the lens whose draft it becomes; null: a new lens.</param>
    /// <param name="json">The lens in AWS's format.</param>
    /// <param name="tags">Tags to set; null: none.</param>
    /// <param name="reading">Whether faults are refused, or read as far as they can be understood.</param>
    /// <param name="region">The region of a new lens's ARN.</param>
    /// <param name="idempotency">Lets the request be repeated; null: it is not.</param>
    /// <exception cref="InvalidException">It is no lens; the fields name each fault by its path and line.</exception>
    public Task<LensImport> ImportAsync(
        Actor actor, string? alias, string json, IReadOnlyDictionary<string, string>? tags = null, LensReading reading = LensReading.Strict,
        string region = "us-east-1", Idempotency? idempotency = null)
    {
        actor.Demand(Role.Owner);
        if (alias is not null && (!alias.StartsWith("arn:", StringComparison.Ordinal) || lenses.Canonical(alias) == ReviewLens.Framework))
        {
            throw new InvalidException($"[Validation] Invalid lens alias {alias} (allowed value as alias is LensARN)", ("LensAlias", "not the ARN of a custom lens"));
        }

        var (lens, faults) = Check(json, reading);
        if (lens is null)
        {
            throw Refused(faults);
        }

        var text = CustomLensWriter.Write(lens);
        return store.WriteAsync(actor.AccountId, idempotency, async context =>
        {
            var now = store.Now;
            var record = alias is null ? null : await FindAsync(context, alias);
            if (alias is not null)
            {
                await context.DemandOwnAsync(actor, SharedResource.Lens, alias, record?.AccountId);
            }

            if (record is null)
            {
                await context.HoldAccountAsync(actor.AccountId);
                if (await context.CustomLenses.CountAsync(l => l.AccountId == actor.AccountId && l.DeletedAt == null) >= store.Limits.CustomLenses)
                {
                    throw new QuotaException($"An account has at most {store.Limits.CustomLenses} custom lenses.", "LENS", actor.AccountId, nameof(Limits.CustomLenses));
                }

                record = new CustomLensRecord
                {
                    Arn = Ids.Arn(region, actor.AccountId, "lens", Ids.New()), AccountId = actor.AccountId, Name = lens.Name, CreatedAt = now,
                };
                context.CustomLenses.Add(record);
            }

            if (tags is not null)
            {
                record.Tags = record.Tags.Concat(tags).GroupBy(static t => t.Key).ToDictionary(static t => t.Key, static t => t.Last().Value);
                TagRules.Demand(record.Tags, store.Limits.Tags, ("LENS", record.Arn));
            }

            record.Draft = text;
            record.UpdatedAt = now;
            if (!await context.CustomLensVersions.AnyAsync(v => v.Arn == record.Arn))
            {
                record.Name = lens.Name;
                record.Description = lens.Description ?? "";
            }

            context.Note(actor, now, "lens.import", subject: record.Arn, detail: lens.Name);
            return new LensImport(record.Arn, faults);
        });
    }

    /// <summary>Publishes a draft as a version.</summary>
    /// <param name="actor">An owner.</param>
    /// <param name="arn">The lens.</param>
    /// <param name="version">What the version is called.</param>
    /// <param name="isMajor">
    /// Whether reviews move to it only when somebody says so, and are notified; otherwise those against the same major version move at once.
    /// </param>
    /// <param name="idempotency">Lets the request be repeated; null: it is not.</param>
    /// <exception cref="ConflictException">There is no draft, or a version of that name.</exception>
    public Task<string> PublishAsync(Actor actor, string arn, string version, bool isMajor, Idempotency? idempotency = null) =>
        store.WriteAsync(actor.AccountId, idempotency, async context =>
        {
            var lens = await OwnAsync(context, actor, arn);
            if (version.Equals(LensView.DraftVersion, StringComparison.OrdinalIgnoreCase))
            {
                throw new InvalidException("[Validation] A version cannot be called DRAFT: that is what a draft is called.", ("LensVersion", "DRAFT is reserved"));
            }

            if (lens.Draft is not { } draft)
            {
                throw new ConflictException("[Conflict] The lens has no draft to publish. Import one first.", "LENS", arn);
            }

            var versions = await context.CustomLensVersions.AsNoTracking().Where(v => v.Arn == arn).OrderBy(static v => v.Number)
                .Select(static v => new { v.Number, v.Name, v.IsMajor }).ToListAsync();
            if (versions.Exists(v => v.Name == version))
            {
                throw new ConflictException($"[Conflict] The lens already has a version {version}.", "LENS_VERSION", version);
            }

            if (versions.Count >= store.Limits.LensVersions)
            {
                throw new QuotaException($"A lens has at most {store.Limits.LensVersions} versions.", "LENS", arn, nameof(Limits.LensVersions));
            }

            var now = store.Now;
            var published = Parse(draft);
            context.CustomLensVersions.Add(new CustomLensVersionRecord
            {
                Arn = arn,
                Number = versions.Count == 0 ? 1 : versions[^1].Number + 1,
                Name = version,
                IsMajor = isMajor || versions.Count == 0,
                Json = draft,
                PublishedAt = now,
            });
            lens.Draft = null;
            lens.Name = published.Name;
            lens.Description = published.Description ?? "";
            lens.UpdatedAt = now;
            context.Note(actor, now, "lens.publish", subject: arn, detail: version);
            await context.SaveChangesAsync();
            if (!isMajor)
            {
                await LensHolders.MoveAsync(context, lens, version, [.. versions[Math.Max(0, versions.FindLastIndex(static v => v.IsMajor))..].Select(static v => v.Name)], now);
            }

            await LensHolders.NotifyUpgradeAsync(context, lens, version, now);
            return version;
        });

    /// <summary>What changed between two versions of a lens.</summary>
    /// <param name="actor">Who asks.</param>
    /// <param name="alias">Its alias or ARN.</param>
    /// <param name="baseVersion">The earlier version; null: the one before the later.</param>
    /// <param name="targetVersion">The later version, or <see cref="LensView.DraftVersion"/>; null: the newest published one.</param>
    public Task<LensChanges> CompareAsync(Actor actor, string alias, string? baseVersion, string? targetVersion) => store.ReadAsync(async context =>
    {
        if (lenses.Canonical(alias) == ReviewLens.Framework)
        {
            actor.Demand(Role.Viewer);
            DemandEdition(baseVersion);
            DemandEdition(targetVersion);
            var edition = lenses.Framework.Version;
            return new LensChanges(ReviewLens.Framework, ReviewLens.FrameworkArn, edition, edition, edition, []);
        }

        var lens = await FindAsync(context, alias);
        var share = await context.DemandReadAsync(actor, SharedResource.Lens, alias, lens?.AccountId);
        var names = await context.CustomLensVersions.Where(v => v.Arn == alias).OrderBy(static v => v.Number).Select(static v => v.Name).ToListAsync();
        var latest = names.LastOrDefault();
        var target = targetVersion ?? latest ?? LensView.DraftVersion;
        var place = target == LensView.DraftVersion ? names.Count : names.IndexOf(target);
        var earlier = baseVersion ?? (place > 0 ? names[place - 1] : target);
        return new LensChanges(alias, alias, earlier, target, latest, LensDifference.Between(
            Parse(await JsonAsync(context, lens!, earlier, share is null)), Parse(await JsonAsync(context, lens!, target, share is null))).Pillars);
    });

    /// <summary>The JSON of a lens: what can be imported again.</summary>
    /// <param name="actor">Somebody of the account whose it is.</param>
    /// <param name="alias">Its ARN.</param>
    /// <param name="version">The version, or <see cref="LensView.DraftVersion"/>; null: the newest, or the draft where none is published.</param>
    /// <exception cref="InvalidException">It is the framework, which is AWS's.</exception>
    public Task<string> ExportAsync(Actor actor, string alias, string? version = null) => store.ReadAsync(async context =>
    {
        if (lenses.Canonical(alias) == ReviewLens.Framework)
        {
            throw new InvalidException("[Validation] The framework cannot be exported: only lenses of your own can.", ("LensAlias", "not a custom lens"));
        }

        var lens = await FindAsync(context, alias);
        if (await context.DemandReadAsync(actor, SharedResource.Lens, alias, lens?.AccountId) is not null)
        {
            throw new DeniedException($"[AccessDenied] The lens belongs to account {lens!.AccountId}: only people of that account may export it.");
        }

        return await JsonAsync(context, lens!, version, draft: true);
    });

    /// <summary>Deletes a lens or its draft. Reviews against it stay readable; nothing new can be reviewed against it.</summary>
    /// <param name="actor">An owner.</param>
    /// <param name="arn">The lens.</param>
    /// <param name="state">What of it is deleted.</param>
    /// <param name="idempotency">Lets the request be repeated; null: it is not.</param>
    /// <exception cref="ConflictException">Its versions are to be deleted while a draft waits.</exception>
    public Task DeleteAsync(Actor actor, string arn, LensState state, Idempotency? idempotency = null) => store.WriteAsync(actor.AccountId, idempotency, async context =>
    {
        if (lenses.Canonical(arn) == ReviewLens.Framework)
        {
            throw new InvalidException("[Validation] The framework cannot be deleted.", ("LensAlias", "not a custom lens"));
        }

        var lens = await OwnAsync(context, actor, arn);
        var now = store.Now;
        var isPublished = await context.CustomLensVersions.AnyAsync(v => v.Arn == arn);
        if ((state == LensState.Draft && lens.Draft is null) || (state == LensState.Published && !isPublished))
        {
            throw new NotFoundException("LENS", arn);
        }

        if (state == LensState.Published && lens.Draft is not null)
        {
            throw new ConflictException("[Conflict] A draft of the lens waits. Delete it first, or delete all of the lens.", "LENS", arn);
        }

        lens.Draft = null;
        lens.UpdatedAt = now;
        context.Note(actor, now, "lens.delete", subject: arn, detail: state.ToString().ToLowerInvariant());
        if (state == LensState.Draft && isPublished)
        {
            return true;
        }

        if (!isPublished)
        {
            context.CustomLenses.Remove(lens);
        }
        else
        {
            await LensHolders.NotifyDeletionAsync(context, lens, now);
            lens.DeletedAt = now;
        }

        await context.RevokeSharesAsync(SharedResource.Lens, arn, now);
        return true;
    });

    /// <summary>Reads a lens without keeping it: what an import would say.</summary>
    public static (CustomLens? Lens, IReadOnlyList<LensFault> Faults) Check(string json, LensReading reading)
    {
        var diagnostics = new DiagnosticBag();
        var lens = CustomLensReader.Read(json, reading, diagnostics);
        return (lens, [.. diagnostics.OrderBy(static d => d.Severity).Take(MostFaults).Select(static d => new LensFault(
            d.Code, d.Severity == DiagnosticSeverity.Error, CustomLensReader.PathOf(d), d.Location?.Line, d.Summary, d.Detail))]);
    }

    private static InvalidException Refused(IReadOnlyList<LensFault> faults)
    {
        var errors = faults.Where(static f => f.IsError).ToList();
        var first = errors.FirstOrDefault();
        return new InvalidException(
            $"[Validation] The lens is not valid: {(first is null ? "it could not be read" : $"{Place(first)}{first.Summary}")}"
            + (errors.Count > 1 ? $", and {errors.Count - 1} more" : ""),
            [.. errors.Select(static f => (f.Path ?? "JSONString", $"{Place(f)}{f.Summary}. {f.Detail}"))]);

        static string Place(LensFault fault) => fault.Line is { } line ? $"line {line}: " : "";
    }

    private LensView Framework() => new()
    {
        Alias = ReviewLens.Framework,
        Arn = ReviewLens.FrameworkArn,
        Name = lenses.Framework.Name,
        Description = lenses.Framework.Description,
        Version = lenses.Framework.Version,
        Origin = LensOrigin.AwsOfficial,
        Versions = 1,
    };

    private void DemandEdition(string? version)
    {
        if (version is not null && version != lenses.Framework.Version)
        {
            throw new NotFoundException("LENS_VERSION", version);
        }
    }

    // A null version is the draft.
    private static LensView View(CustomLensRecord lens, bool own, CustomLensVersionRecord? version, int versions)
    {
        // The record has the name of what was published last; others have names of their own.
        var text = version is null ? lens.Draft : versions == version.Number ? null : version.Json;
        var (name, description) = text is null ? (lens.Name, lens.Description) : Parse(text) is var parsed ? (parsed.Name, parsed.Description ?? "") : default;
        return new LensView
        {
            Alias = lens.Arn,
            Arn = lens.Arn,
            Name = name,
            Description = description,
            Version = version?.Name ?? LensView.DraftVersion,
            Origin = own ? LensOrigin.CustomSelf : LensOrigin.CustomShared,
            AccountId = lens.AccountId,
            HasDraft = own && lens.Draft is not null,
            Versions = versions,
            Tags = own ? lens.Tags : new Dictionary<string, string>(),
            CreatedAt = lens.CreatedAt,
            UpdatedAt = lens.UpdatedAt,
        };
    }

    private static async Task<CustomLensRecord> OwnAsync(RecordContext context, Actor actor, string arn)
    {
        var lens = await FindAsync(context, arn);
        await context.DemandOwnAsync(actor, SharedResource.Lens, arn, lens?.AccountId);
        return lens!;
    }

    private static Task<CustomLensRecord?> FindAsync(RecordContext context, string arn) =>
        context.CustomLenses.FirstOrDefaultAsync(l => l.Arn == arn && l.DeletedAt == null);

    private static Task<CustomLensVersionRecord?> VersionAsync(RecordContext context, string arn, string? version) => context.CustomLensVersions.AsNoTracking()
        .Where(v => v.Arn == arn && (version == null || v.Name == version)).OrderByDescending(static v => v.Number).FirstOrDefaultAsync();

    private static Task<int> CountAsync(RecordContext context, string arn) => context.CustomLensVersions.CountAsync(v => v.Arn == arn);

    private static async Task<string> JsonAsync(RecordContext context, CustomLensRecord lens, string? version, bool draft)
    {
        var published = version == LensView.DraftVersion ? null : (await VersionAsync(context, lens.Arn, version))?.Json;
        return published ?? (draft && version is null or LensView.DraftVersion ? lens.Draft : null)
            ?? throw new NotFoundException("LENS_VERSION", version ?? lens.Arn);
    }

    private static CustomLens Parse(string json) => CustomLensReader.Read(json, LensReading.Lenient, new DiagnosticBag())
        ?? throw new InvalidOperationException("A lens that was read once could not be read again.");
}
