using Microsoft.EntityFrameworkCore;
using Stoa.Reviews.Access;
using Stoa.Reviews.Answers;
using Stoa.Reviews.LensReviews;
using Stoa.Reviews.Lenses;
using Stoa.Reviews.Notifications;
using Stoa.Reviews.Store;
using Stoa.Reviews.Tags;

namespace Stoa.Reviews.Templates;

/// <summary>Templates: lenses, notes and answers that are the same for many workloads, given once and applied where a workload is defined.</summary>
public sealed class TemplateService(RecordStore store, LensCatalog lenses)
{
    /// <summary>How many lenses a template has at most, by AWS's model.</summary>
    public const int MostLenses = 10;

    /// <summary>Writes a template.</summary>
    /// <param name="actor">An owner.</param>
    /// <param name="name">What people call it; unique in its account.</param>
    /// <param name="description">What it is for.</param>
    /// <param name="aliases">Its lenses.</param>
    /// <param name="notes">Notes; null: none.</param>
    /// <param name="tags">Tags; null: none.</param>
    /// <param name="region">The region of its ARN.</param>
    /// <param name="idempotency">Lets the request be repeated; null: it is not.</param>
    /// <returns>Its ARN.</returns>
    public Task<string> CreateAsync(
        Actor actor, string name, string description, IReadOnlyList<string> aliases, string? notes = null, IReadOnlyDictionary<string, string>? tags = null,
        string region = "us-east-1", Idempotency? idempotency = null)
    {
        actor.Demand(Role.Owner);
        return store.WriteAsync(actor.AccountId, idempotency, async context =>
        {
            await DemandNameAsync(context, actor, name);
            var now = store.Now;
            var template = new TemplateRecord
            {
                Arn = Ids.Arn(region, actor.AccountId, "review-template", Ids.New()),
                AccountId = actor.AccountId,
                Name = name,
                Description = description,
                Notes = string.IsNullOrEmpty(notes) ? null : notes,
                Tags = new(tags ?? new Dictionary<string, string>()),
                UpdatedAt = now,
            };
            TagRules.Demand(template.Tags, store.Limits.Tags, ("TEMPLATE", name));
            await AddLensesAsync(context, template, aliases);
            context.Templates.Add(template);
            context.Note(actor, now, "template.create", subject: template.Arn, detail: name);
            return template.Arn;
        });
    }

    /// <summary>A template.</summary>
    public Task<TemplateView> GetAsync(Actor actor, string arn) => store.ReadAsync(async context =>
    {
        var (template, share) = await ReadAsync(context, actor, arn);
        return await ViewAsync(context, template) with { ShareInvitationId = share?.InvitationId };
    });

    /// <summary>The templates that the actor may use, by name.</summary>
    public Task<IReadOnlyList<TemplateView>> ListAsync(Actor actor) => store.ReadAsync<IReadOnlyList<TemplateView>>(async context =>
    {
        actor.Demand(Role.Viewer);
        var shared = context.SharedArns(actor, SharedResource.Template);
        var views = new List<TemplateView>();
        foreach (var template in await context.Templates.Where(t => t.AccountId == actor.AccountId || shared.Contains(t.Arn)).ToListAsync())
        {
            views.Add(await ViewAsync(context, template));
        }

        return [.. views.OrderBy(static v => v.Template.Name, StringComparer.OrdinalIgnoreCase).ThenBy(static v => v.Template.Arn, StringComparer.Ordinal)];
    });

    /// <summary>Changes a template.</summary>
    public Task<TemplateView> UpdateAsync(Actor actor, string arn, TemplateUpdate update) => store.WriteAsync(async context =>
    {
        var template = await OwnAsync(context, actor, arn);
        if (update.ExpectedVersion is { } expected && expected != template.Version)
        {
            throw new ConflictException("[Conflict] Somebody else changed the template meanwhile. Read it again and repeat your change.", "TEMPLATE", arn);
        }

        if (update.Name is { } name && name != template.Name)
        {
            await DemandNameAsync(context, actor, name);
            template.Name = name;
        }

        var now = store.Now;
        template.Description = update.Description ?? template.Description;
        template.Notes = Changed(template.Notes, update.Notes);
        var left = new Dictionary<string, TemplateLens>(template.Lenses);
        foreach (var alias in update.Remove.Select(lenses.Canonical))
        {
            if (!left.Remove(alias))
            {
                throw new NotFoundException("LENS", alias);
            }

            await context.ClearNotificationsAsync(arn, alias, now);
        }

        template.Lenses = left;
        await AddLensesAsync(context, template, update.Add);
        template.UpdatedAt = now;
        context.Note(actor, now, "template.update", subject: arn, detail: template.Name);
        return await ViewAsync(context, template);
    });

    /// <summary>Deletes a template; workloads keep what it gave them.</summary>
    public Task DeleteAsync(Actor actor, string arn, Idempotency? idempotency = null) => store.WriteAsync(actor.AccountId, idempotency, async context =>
    {
        var template = await OwnAsync(context, actor, arn);
        var now = store.Now;
        context.Templates.Remove(template);
        await context.RevokeSharesAsync(SharedResource.Template, arn, now);
        await context.Notifications.Where(n => n.ResourceArn == arn).ExecuteDeleteAsync();
        context.Note(actor, now, "template.delete", subject: arn, detail: template.Name);
        return true;
    });

    /// <summary>A template's part about one lens.</summary>
    public Task<TemplateLensView> LensAsync(Actor actor, string arn, string lensAlias) => store.ReadAsync(async context =>
        await LensViewAsync(context, (await ReadAsync(context, actor, arn)).Template, lensAlias));

    /// <summary>Changes the notes on a lens and its pillars.</summary>
    /// <param name="actor">An owner.</param>
    /// <param name="arn">The template.</param>
    /// <param name="lensAlias">The lens.</param>
    /// <param name="notes">Notes on the whole; null: as they are, empty: none.</param>
    /// <param name="pillarNotes">Notes by pillar id; an empty one removes that pillar's.</param>
    public Task<TemplateLensView> UpdateLensAsync(
        Actor actor, string arn, string lensAlias, string? notes, IReadOnlyDictionary<string, string>? pillarNotes) => store.WriteAsync(async context =>
    {
        var view = await LensViewAsync(context, await OwnAsync(context, actor, arn), lensAlias);
        var all = new Dictionary<string, string>(view.Part.PillarNotes);
        foreach (var (pillar, text) in pillarNotes ?? new Dictionary<string, string>())
        {
            if (!view.Lens.Pillars.Any(p => p.Id == pillar))
            {
                throw new InvalidException($"[Validation] No pillar with ID {pillar} in lens {lensAlias}.", ("PillarNotes", $"unknown pillar {pillar}"));
            }

            all[pillar] = text;
        }

        return Change(context, actor, view, "template.lens.update", view.Part with
        {
            Notes = Changed(view.Part.Notes, notes),
            PillarNotes = all.Where(static n => n.Value.Length > 0).ToDictionary(),
        });
    });

    /// <summary>Moves a template to the newest version of a lens. Answers to what both versions ask stay.</summary>
    public Task UpgradeLensAsync(Actor actor, string arn, string lensAlias, Idempotency? idempotency = null) =>
        store.WriteAsync(actor.AccountId, idempotency, async context =>
        {
            var view = await LensViewAsync(context, await OwnAsync(context, actor, arn), lensAlias);
            var newest = await lenses.GetAsync(context, view.Lens.Alias);
            if (newest.Version == view.Part.LensVersion)
            {
                throw new ConflictException($"[Conflict] The template already is on the newest version of the lens, {newest.Version}.", "LENS", lensAlias);
            }

            await context.ClearNotificationsAsync(arn, view.Lens.Alias, store.Now);
            Change(context, actor, view, "template.lens.upgrade", view.Part with
            {
                LensVersion = newest.Version,
                Answers = view.Part.Answers.Where(a => newest.TryGetQuestion(a.Key, out _)).ToDictionary(),
            });
            return true;
        });

    /// <summary>Changes the answer to one question.</summary>
    /// <exception cref="InvalidException">The question has no such choice, or "none of these" stands beside another one.</exception>
    public Task<TemplateLensView> UpdateAnswerAsync(Actor actor, string arn, string lensAlias, string questionId, AnswerUpdate update) => store.WriteAsync(async context =>
    {
        var view = await LensViewAsync(context, await OwnAsync(context, actor, arn), lensAlias);
        if (!view.Lens.TryGetQuestion(questionId, out var question))
        {
            throw new NotFoundException("QUESTION", questionId);
        }

        var answer = view.Answer(questionId) ?? new AnswerRecord { WorkloadId = "", LensAlias = view.Lens.Alias, QuestionId = questionId };
        AnswerService.Apply(answer, question, update, actor, store.Now);
        return Change(context, actor, view, "template.answer.update", view.Part with
        {
            Answers = new(view.Part.Answers) { [questionId] = TemplateAnswers.Of(answer) },
        });
    });

    /// <summary>
    /// Gives a workload what templates say, within the write that defines it: lenses that it lacks, answers, and notes where it has none.
    /// Of two templates that answer one question the first counts.
    /// </summary>
    public async Task ApplyAsync(RecordContext context, Actor actor, WorkloadRecord workload, IReadOnlyList<string> arns)
    {
        var now = store.Now;
        foreach (var arn in arns.Distinct())
        {
            var (template, _) = await ReadAsync(context, actor, arn);
            workload.Notes ??= template.Notes;
            foreach (var (alias, part) in template.Lenses)
            {
                await ApplyAsync(context, actor, workload, alias, part, now);
            }

            context.Note(actor, now, "template.apply", workload.Id, template.Name);
            await context.SaveChangesAsync();
        }
    }

    private async Task ApplyAsync(RecordContext context, Actor actor, WorkloadRecord workload, string alias, TemplateLens part, DateTimeOffset now)
    {
        var reviews = await context.LensReviews.Where(r => r.WorkloadId == workload.Id).ToListAsync();
        var review = reviews.Find(r => r.LensAlias == alias);
        if (review is null)
        {
            await context.DemandLensAsync(workload.AccountId, alias);
            if (reviews.Count >= store.Limits.LensesOfWorkload)
            {
                throw new QuotaException($"A workload has at most {store.Limits.LensesOfWorkload} lenses.", "WORKLOAD", workload.Id, nameof(Limits.LensesOfWorkload));
            }

            review = new LensReviewRecord
            {
                WorkloadId = workload.Id,
                LensAlias = alias,
                LensVersion = (await lenses.GetAsync(context, alias)).Version,
                Order = reviews.Count == 0 ? 0 : reviews.Max(static r => r.Order) + 1,
                UpdatedAt = now,
            };
            context.LensReviews.Add(review);
        }

        review.Notes ??= part.Notes;
        review.PillarNotes = part.PillarNotes.Concat(review.PillarNotes).GroupBy(static n => n.Key).ToDictionary(static n => n.Key, static n => n.Last().Value);
        var lens = await lenses.GetAsync(context, alias, review.LensVersion);
        var answered = await context.Answers.Where(a => a.WorkloadId == workload.Id && a.LensAlias == alias).Select(static a => a.QuestionId).ToListAsync();
        foreach (var (questionId, said) in part.Answers)
        {
            if (!lens.TryGetQuestion(questionId, out var question) || answered.Contains(questionId))
            {
                continue;
            }

            var answer = TemplateAnswers.ToRecord(said, workload.Id, alias, questionId);
            // What the newer version of a lens no longer asks is left behind.
            answer.Choices = answer.Choices.Where(c => question.Choice(c.Key) is not null).ToDictionary();
            answer.UpdatedAt = now;
            answer.UpdatedBy = actor.Name;
            context.Answers.Add(answer);
        }

        await context.SaveChangesAsync();
    }

    private async Task AddLensesAsync(RecordContext context, TemplateRecord template, IReadOnlyList<string> aliases)
    {
        var all = new Dictionary<string, TemplateLens>(template.Lenses);
        foreach (var alias in aliases.Select(lenses.Canonical).Where(a => !all.ContainsKey(a)).Distinct().ToList())
        {
            await context.DemandLensAsync(template.AccountId, alias);
            all.Add(alias, new TemplateLens { LensVersion = (await lenses.GetAsync(context, alias)).Version });
        }

        if (all.Count > MostLenses)
        {
            throw new QuotaException($"A template has at most {MostLenses} lenses.", "TEMPLATE", template.Arn, "LensesOfTemplate");
        }

        template.Lenses = all;
    }

    private TemplateLensView Change(RecordContext context, Actor actor, TemplateLensView view, string action, TemplateLens part)
    {
        var now = store.Now;
        view.Template.Lenses = new(view.Template.Lenses) { [view.Lens.Alias] = part };
        view.Template.UpdatedAt = now;
        context.Note(actor, now, action, subject: view.Template.Arn, detail: view.Lens.Alias);
        return view with { Part = part };
    }

    private async Task<TemplateView> ViewAsync(RecordContext context, TemplateRecord template)
    {
        int answered = 0, questions = 0;
        var isCurrent = true;
        foreach (var alias in template.Lenses.Keys)
        {
            var view = await LensViewAsync(context, template, alias);
            questions += view.Lens.Questions.Count();
            answered += view.Lens.Questions.Count(q => view.IsAnswered(q.Id));
            isCurrent &= view.Status == LensStatus.Current;
        }

        return new TemplateView(template, answered, questions - answered, isCurrent);
    }

    private async Task<TemplateLensView> LensViewAsync(RecordContext context, TemplateRecord template, string lensAlias)
    {
        var alias = lenses.Canonical(lensAlias);
        if (!template.Lenses.TryGetValue(alias, out var part))
        {
            throw new NotFoundException("LENS_REVIEW", lensAlias);
        }

        var status = await LensReviewService.StatusAsync(context, template.AccountId, alias, part.LensVersion);
        return new TemplateLensView(template, await lenses.GetAsync(context, alias, part.LensVersion), part, status);
    }

    private static async Task<(TemplateRecord Template, ShareRecord? Share)> ReadAsync(RecordContext context, Actor actor, string arn)
    {
        var template = await context.Templates.FirstOrDefaultAsync(t => t.Arn == arn);
        return (template!, await context.DemandReadAsync(actor, SharedResource.Template, arn, template?.AccountId));
    }

    private static async Task<TemplateRecord> OwnAsync(RecordContext context, Actor actor, string arn)
    {
        var template = await context.Templates.FirstOrDefaultAsync(t => t.Arn == arn);
        await context.DemandOwnAsync(actor, SharedResource.Template, arn, template?.AccountId);
        return template!;
    }

    private static async Task DemandNameAsync(RecordContext context, Actor actor, string name)
    {
        if (await context.Templates.AnyAsync(t => t.AccountId == actor.AccountId && t.Name == name))
        {
            throw new ConflictException($"[Conflict] There is already a template with the name {name}.", "TEMPLATE", name);
        }
    }

    private static string? Changed(string? now, string? update) => update is null ? now : update.Length == 0 ? null : update;
}
