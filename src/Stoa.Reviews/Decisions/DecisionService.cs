using Microsoft.EntityFrameworkCore;
using Stoa.Language.Diagnostics;
using Stoa.Reviews.Access;
using Stoa.Reviews.Store;

namespace Stoa.Reviews.Decisions;

/// <summary>What a decision was made for; each part may be missing.</summary>
/// <param name="LensAlias">The lens of the question.</param>
/// <param name="QuestionId">The question, by the id of AWS's API.</param>
/// <param name="ChoiceId">The best practice of it.</param>
/// <param name="MilestoneNumber">The milestone at which it was made.</param>
public sealed record DecisionFor(string? LensAlias = null, string? QuestionId = null, string? ChoiceId = null, int? MilestoneNumber = null);

/// <summary>A decision of a workload.</summary>
/// <param name="Record">What lists and links need.</param>
/// <param name="Document">The whole of it.</param>
public sealed record DecisionView(DecisionRecord Record, DecisionDocument Document);

/// <summary>Architecture decisions of workloads: written as MADR 4, numbered, linked both ways.</summary>
public sealed class DecisionService(RecordStore store)
{
    /// <summary>The decisions of a workload, by number.</summary>
    public Task<List<DecisionRecord>> ListAsync(Actor actor, string workloadId) => store.ReadAsync(async context =>
    {
        await context.WorkloadAsync(actor, workloadId, Permission.Read);
        return await context.Decisions.Where(d => d.WorkloadId == workloadId).OrderBy(static d => d.Number).ToListAsync();
    });

    /// <summary>A decision.</summary>
    public Task<DecisionView> GetAsync(Actor actor, string workloadId, int number) => store.ReadAsync(async context =>
    {
        await context.WorkloadAsync(actor, workloadId, Permission.Read);
        return View(await FindAsync(context, workloadId, number));
    });

    /// <summary>Records a decision. It gets the next number of the workload.</summary>
    /// <param name="actor">A contributor.</param>
    /// <param name="workloadId">The workload.</param>
    /// <param name="document">What was decided; its number is replaced.</param>
    /// <param name="for">What it was decided for.</param>
    /// <param name="supersedes">The number of the decision whose place it takes; both are linked. Null: none.</param>
    public Task<DecisionView> CreateAsync(Actor actor, string workloadId, DecisionDocument document, DecisionFor? @for = null, int? supersedes = null) =>
        store.WriteAsync(async context =>
        {
            var now = store.Now;
            await context.ChangeWorkloadAsync(actor, workloadId, Permission.Contribute, now);
            var number = (await context.Decisions.Where(d => d.WorkloadId == workloadId).MaxAsync(static d => (int?)d.Number) ?? 0) + 1;
            var dated = document with { Number = number, Slug = null, Date = document.Date ?? store.Today };
            var record = new DecisionRecord
            {
                Id = Ids.New(), WorkloadId = workloadId, Number = number, Title = "", Status = "", Markdown = "", By = actor.Name,
            };
            if (supersedes is { } old)
            {
                var earlier = await FindAsync(context, workloadId, old);
                var (superseded, superseding) = DecisionFolder.Supersede(Read(earlier), dated);
                dated = superseding;
                earlier.SupersededBy = number;
                Write(earlier, superseded, actor, now);
            }

            Write(record, dated, actor, now);
            Link(record, @for);
            context.Decisions.Add(record);
            context.Note(actor, now, "decision.create", workloadId, $"{number} {record.Title}");
            await context.SaveChangesAsync();
            return View(record);
        });

    /// <summary>Changes a decision.</summary>
    /// <param name="actor">A contributor.</param>
    /// <param name="workloadId">The workload.</param>
    /// <param name="number">The decision.</param>
    /// <param name="document">What it is to say; its number stays.</param>
    /// <param name="for">What it was decided for; null leaves that as it is.</param>
    /// <param name="expectedVersion">The version that the change was made from; null: whichever is there.</param>
    public Task<DecisionView> UpdateAsync(
        Actor actor, string workloadId, int number, DecisionDocument document, DecisionFor? @for = null, int? expectedVersion = null) =>
        store.WriteAsync(async context =>
        {
            var now = store.Now;
            await context.ChangeWorkloadAsync(actor, workloadId, Permission.Contribute, now);
            var record = await FindAsync(context, workloadId, number);
            if (expectedVersion is { } expected && expected != record.Version)
            {
                throw new ConflictException(
                    $"[Conflict] {record.By} changed decision {number} meanwhile. Read it again and repeat your change.", "DECISION", number.ToString());
            }

            Write(record, document with { Number = number, Slug = null }, actor, now);
            if (@for is not null)
            {
                Link(record, @for);
            }

            context.Note(actor, now, "decision.update", workloadId, $"{number} {record.Title}");
            await context.SaveChangesAsync();
            return View(record);
        });

    /// <summary>The decisions as files of a <c>docs/decisions</c> folder: name and text, by number.</summary>
    public async Task<IReadOnlyList<(string Name, string Text)>> ExportAsync(Actor actor, string workloadId) =>
        [.. (await ListAsync(actor, workloadId)).Select(static d => (DecisionWriter.FileName(Read(d)), d.Markdown))];

    private static async Task<DecisionRecord> FindAsync(RecordContext context, string workloadId, int number) =>
        await context.Decisions.FirstOrDefaultAsync(d => d.WorkloadId == workloadId && d.Number == number)
            ?? throw new NotFoundException("DECISION", number.ToString());

    private static void Write(DecisionRecord record, DecisionDocument document, Actor actor, DateTimeOffset now)
    {
        if (string.IsNullOrWhiteSpace(document.Title))
        {
            throw new InvalidException("[Validation] A decision needs a title.", ("Title", "empty"));
        }

        record.Title = document.Title;
        record.Status = document.Status == DecisionStatus.None ? "draft" : document.Status.ToString().ToLowerInvariant();
        record.Date = document.Date ?? DateOnly.FromDateTime(now.UtcDateTime);
        record.Markdown = DecisionWriter.Write(document);
        record.By = actor.Name;
        record.UpdatedAt = now;
    }

    private static void Link(DecisionRecord record, DecisionFor? @for)
    {
        record.LensAlias = @for?.LensAlias;
        record.QuestionId = @for?.QuestionId;
        record.ChoiceId = @for?.ChoiceId;
        record.MilestoneNumber = @for?.MilestoneNumber;
    }

    private static DecisionView View(DecisionRecord record) => new(record, Read(record));

    private static DecisionDocument Read(DecisionRecord record) =>
        DecisionReader.Read($"{record.Number:D4}.md", record.Markdown, new DiagnosticBag()) is { } document
            // The name of the file follows from number and title, whatever it was read under.
            ? document with { Number = record.Number, Slug = null }
            : throw new InvalidException($"[Validation] The text of decision {record.Number} cannot be read.");
}
