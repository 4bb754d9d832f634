using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Stoa.Assessment;
using Stoa.Reviews.Answers;
using Stoa.Reviews.Decisions;
using Stoa.Reviews.Evidence;
using Stoa.Reviews.Improvements;
using Stoa.Reviews.Lenses;
using Stoa.Reviews.LensReviews;
using Stoa.Reviews.Milestones;
using Stoa.Reviews.Notifications;
using Stoa.Reviews.Profiles;
using Stoa.Reviews.Risks;
using Stoa.Reviews.Settings;
using Stoa.Reviews.Sharing;
using Stoa.Reviews.Standing;
using Stoa.Reviews.Store;
using Stoa.Reviews.Tags;
using Stoa.Reviews.Templates;
using Stoa.Reviews.Workloads;

namespace Stoa.Server.Hosting;

/// <summary>The record and its services; all of them are safe to share.</summary>
internal static class RecordServices
{
    /// <summary>Adds the record, in the database that the options name.</summary>
    public static IServiceCollection AddRecord(this IServiceCollection services)
    {
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton<IDbContextFactory<RecordContext>, RecordContextFactory>();
        services.AddScoped(static provider => provider.GetRequiredService<IDbContextFactory<RecordContext>>().CreateDbContext());
        services.AddSingleton(static provider =>
        {
            var options = provider.GetRequiredService<IOptions<StoaOptions>>().Value;
            var contexts = provider.GetRequiredService<IDbContextFactory<RecordContext>>();
            return new RecordStore(contexts.CreateDbContext, oneWriter: options.Database is null, provider.GetRequiredService<TimeProvider>(), options.Limits);
        });
        services.AddSingleton(static _ => ShippedKnowledge.Open());
        services.AddSingleton(static provider => new LensCatalog(provider.GetRequiredService<KnowledgeBase>().Lens, CustomReviewLens.Read));
        services.AddSingleton<EvidenceCache>();
        services.AddSingleton<StandingService>();
        services.AddSingleton<ProfilePriorities>();
        services.AddSingleton<LensReviewService>();
        services.AddSingleton<DecisionService>();
        services.AddSingleton<WorkloadService>();
        services.AddSingleton<AnswerService>();
        services.AddSingleton<ImprovementService>();
        services.AddSingleton<RiskService>();
        services.AddSingleton<PortfolioService>();
        services.AddSingleton<MilestoneService>();
        services.AddSingleton<LensService>();
        services.AddSingleton<ProfileService>();
        services.AddSingleton<TemplateService>();
        services.AddSingleton<SharingService>();
        services.AddSingleton<TagService>();
        services.AddSingleton<NotificationService>();
        services.AddSingleton<SettingsService>();
        services.AddSingleton<RunService>();
        return services;
    }
}
