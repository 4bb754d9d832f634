using Microsoft.AspNetCore.DataProtection.EntityFrameworkCore;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;

namespace Stoa.Reviews.Store;

/// <summary>The record's tables. One for each database exists, since each has migrations of its own.</summary>
public abstract class RecordContext(DbContextOptions options) : IdentityUserContext<Person>(options), IDataProtectionKeyContext
{
    public DbSet<AccountRecord> Accounts => Set<AccountRecord>();

    public DbSet<AccessKeyRecord> AccessKeys => Set<AccessKeyRecord>();

    public DbSet<ApiTokenRecord> ApiTokens => Set<ApiTokenRecord>();

    public DbSet<LinkRecord> Links => Set<LinkRecord>();

    public DbSet<WorkloadRecord> Workloads => Set<WorkloadRecord>();

    public DbSet<LensReviewRecord> LensReviews => Set<LensReviewRecord>();

    public DbSet<AnswerRecord> Answers => Set<AnswerRecord>();

    public DbSet<RunRecord> Runs => Set<RunRecord>();

    public DbSet<RunContentRecord> RunContents => Set<RunContentRecord>();

    public DbSet<MilestoneRecord> Milestones => Set<MilestoneRecord>();

    public DbSet<SummaryRecord> Summaries => Set<SummaryRecord>();

    public DbSet<AcceptedRiskRecord> AcceptedRisks => Set<AcceptedRiskRecord>();

    public DbSet<ImprovementRecord> Improvements => Set<ImprovementRecord>();

    public DbSet<DecisionRecord> Decisions => Set<DecisionRecord>();

    public DbSet<CustomLensRecord> CustomLenses => Set<CustomLensRecord>();

    public DbSet<CustomLensVersionRecord> CustomLensVersions => Set<CustomLensVersionRecord>();

    public DbSet<TemplateRecord> Templates => Set<TemplateRecord>();

    public DbSet<ProfileRecord> Profiles => Set<ProfileRecord>();

    public DbSet<ShareRecord> Shares => Set<ShareRecord>();

    public DbSet<NotificationRecord> Notifications => Set<NotificationRecord>();

    public DbSet<AuditRecord> Audit => Set<AuditRecord>();

    public DbSet<IdempotencyRecord> Idempotency => Set<IdempotencyRecord>();

    /// <inheritdoc/>
    public DbSet<DataProtectionKey> DataProtectionKeys => Set<DataProtectionKey>();

    /// <inheritdoc/>
    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        builder.Entity<Person>(static e =>
        {
            e.ToTable("People");
            e.HasIndex(static p => p.AccountId);
        });
        builder.Entity<AccessKeyRecord>().HasIndex(static k => k.PersonId);
        builder.Entity<ApiTokenRecord>(static e =>
        {
            e.HasIndex(static t => t.Hash).IsUnique();
            e.HasIndex(static t => new { t.AccountId, t.PersonId });
            e.HasIndex(static t => t.WorkloadId);
        });
        builder.Entity<LinkRecord>().HasIndex(static l => l.PersonId);
        builder.Entity<WorkloadRecord>(static e =>
        {
            e.HasIndex(static w => new { w.AccountId, w.Name }).IsUnique();
            e.Property(static w => w.AccountIds).AsJson();
            e.Property(static w => w.AwsRegions).AsJson();
            e.Property(static w => w.NonAwsRegions).AsJson();
            e.Property(static w => w.PillarPriorities).AsJson();
            e.Property(static w => w.Applications).AsJson();
            e.Property(static w => w.Settings).AsJson();
            e.Property(static w => w.Tags).AsJson();
            e.Property(static w => w.Objectives).AsJson();
        });
        builder.Entity<LensReviewRecord>(static e =>
        {
            e.HasKey(static r => new { r.WorkloadId, r.LensAlias });
            e.HasIndex(static r => r.LensAlias);
            e.Property(static r => r.PillarNotes).AsJson();
            OfWorkload(e, static r => r.WorkloadId);
        });
        builder.Entity<AnswerRecord>(static e =>
        {
            e.HasKey(static a => new { a.WorkloadId, a.LensAlias, a.QuestionId });
            e.Property(static a => a.Choices).AsJson();
            OfWorkload(e, static a => a.WorkloadId);
        });
        builder.Entity<RunRecord>(static e =>
        {
            e.HasIndex(static r => new { r.WorkloadId, r.CreatedAt });
            e.HasIndex(static r => r.Status);
            OfWorkload(e, static r => r.WorkloadId);
        });
        builder.Entity<RunContentRecord>(static e =>
        {
            e.HasKey(static c => new { c.RunId, c.Name });
            e.HasOne<RunRecord>().WithMany().HasForeignKey(static c => c.RunId).OnDelete(DeleteBehavior.Cascade);
        });
        builder.Entity<MilestoneRecord>(static e =>
        {
            e.HasKey(static m => new { m.WorkloadId, m.Number });
            e.HasIndex(static m => new { m.WorkloadId, m.Name }).IsUnique();
            e.Property(static m => m.Summary).AsJson();
            OfWorkload(e, static m => m.WorkloadId);
        });
        builder.Entity<SummaryRecord>(static e =>
        {
            e.HasKey(static s => s.WorkloadId);
            e.Property(static s => s.Summary).AsJson();
            OfWorkload(e, static s => s.WorkloadId);
        });
        builder.Entity<AcceptedRiskRecord>(static e => OfWorkload(e, static r => r.WorkloadId));
        builder.Entity<ImprovementRecord>(static e => OfWorkload(e, static i => i.WorkloadId));
        builder.Entity<DecisionRecord>(static e =>
        {
            e.HasIndex(static d => new { d.WorkloadId, d.Number }).IsUnique();
            OfWorkload(e, static d => d.WorkloadId);
        });
        builder.Entity<CustomLensRecord>(static e =>
        {
            e.HasKey(static l => l.Arn);
            e.HasIndex(static l => l.AccountId);
            e.Property(static l => l.Tags).AsJson();
        });
        builder.Entity<CustomLensVersionRecord>(static e =>
        {
            e.HasKey(static v => new { v.Arn, v.Number });
            e.HasIndex(static v => new { v.Arn, v.Name }).IsUnique();
        });
        builder.Entity<TemplateRecord>(static e =>
        {
            e.HasKey(static t => t.Arn);
            e.HasIndex(static t => t.AccountId);
            e.Property(static t => t.Lenses).AsJson();
            e.Property(static t => t.Tags).AsJson();
        });
        builder.Entity<ProfileRecord>(static e =>
        {
            e.HasKey(static p => p.Arn);
            e.HasIndex(static p => p.AccountId);
            e.Property(static p => p.Versions).AsJson();
            e.Property(static p => p.Tags).AsJson();
        });
        builder.Entity<ShareRecord>(static e =>
        {
            e.HasIndex(static s => s.InvitationId).IsUnique();
            e.HasIndex(static s => new { s.Resource, s.ResourceId });
            e.HasIndex(static s => new { s.SharedWithAccount, s.Resource });
        });
        builder.Entity<NotificationRecord>().HasIndex(static n => n.AccountId);
        builder.Entity<AuditRecord>(static e =>
        {
            e.Property(static a => a.Id).ValueGeneratedOnAdd();
            e.HasIndex(static a => new { a.AccountId, a.Id });
            e.HasIndex(static a => new { a.WorkloadId, a.Id });
        });
        builder.Entity<IdempotencyRecord>(static e =>
        {
            e.HasKey(static i => new { i.AccountId, i.Operation, i.Token });
            e.HasIndex(static i => i.At);
        });
        builder.Entity<AccountRecord>().Property(static a => a.Settings).AsJson();

        foreach (var type in builder.Model.GetEntityTypes().Where(static t => typeof(IVersioned).IsAssignableFrom(t.ClrType)))
        {
            type.FindProperty(nameof(IVersioned.Version))!.IsConcurrencyToken = true;
        }
    }

    /// <inheritdoc/>
    protected override void ConfigureConventions(ModelConfigurationBuilder configuration)
    {
        base.ConfigureConventions(configuration);
        // One form in both databases that sorts by time: SQLite has no type for it, and PostgreSQL's forgets the offset.
        configuration.Properties<DateTimeOffset>().HaveConversion<UnixMilliseconds>();
        configuration.Properties<Enum>().HaveConversion<string>();
    }

    /// <inheritdoc/>
    public override int SaveChanges(bool acceptAllChangesOnSuccess)
    {
        CountChanges();
        return base.SaveChanges(acceptAllChangesOnSuccess);
    }

    /// <inheritdoc/>
    public override Task<int> SaveChangesAsync(bool acceptAllChangesOnSuccess, CancellationToken cancellationToken = default)
    {
        CountChanges();
        return base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken);
    }

    private void CountChanges()
    {
        foreach (var entry in ChangeTracker.Entries())
        {
            if (entry is { Entity: MilestoneRecord or CustomLensVersionRecord, State: EntityState.Modified }
                or { Entity: AuditRecord, State: EntityState.Modified or EntityState.Deleted })
            {
                throw new InvalidOperationException($"A {entry.Metadata.ClrType.Name} is never changed once written.");
            }

            if (entry is { Entity: IVersioned versioned, State: EntityState.Added or EntityState.Modified })
            {
                versioned.Version++;
            }
        }
    }

    private static void OfWorkload<T>(
        Microsoft.EntityFrameworkCore.Metadata.Builders.EntityTypeBuilder<T> entity, System.Linq.Expressions.Expression<Func<T, object?>> key)
        where T : class =>
        entity.HasOne<WorkloadRecord>().WithMany().HasForeignKey(key).OnDelete(DeleteBehavior.Cascade);
}
