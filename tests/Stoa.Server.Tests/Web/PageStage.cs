using System.Security.Claims;
using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Stoa.Assessment;
using Stoa.Reviews;
using Stoa.Reviews.Answers;
using Stoa.Reviews.Decisions;
using Stoa.Reviews.Evidence;
using Stoa.Reviews.Improvements;
using Stoa.Reviews.Lenses;
using Stoa.Reviews.Milestones;
using Stoa.Reviews.Risks;
using Stoa.Reviews.Workloads;
using Stoa.Server.Access;
using Stoa.Server.Hosting;
using Stoa.Server.Runs;
using Stoa.Server.Tests.Hosting;
using Stoa.Server.Web;

namespace Stoa.Server.Tests.Web;

/// <summary>Pages as their components, over a server's record, as Ada the owner sees them; one workload is there.</summary>
internal sealed class PageStage : IAsyncDisposable
{
    public const string Lens = "wellarchitected";
    public static readonly Actor Ada = new() { AccountId = "123456789012", PersonId = "ada", Name = "Ada", Role = Role.Owner };
    public static readonly Actor Ben = new() { AccountId = "123456789012", PersonId = "ben", Name = "Ben", Role = Role.Contributor };

    private PageStage(TestServer server, string workload) => (Server, Workload) = (server, workload);

    public BunitContext Context { get; } = new();

    public TestServer Server { get; }

    public string Workload { get; }

    public static async Task<PageStage> OpenAsync()
    {
        var server = await TestServer.StartAsync();
        var workload = await server.Service<WorkloadService>().CreateAsync(Ada, new NewWorkload { Name = "Orders", Environment = "PRODUCTION" });
        var stage = new PageStage(server, workload.Id);
        var services = stage.Context.Services;
        services.AddSingleton(server.Service<WorkloadService>());
        services.AddSingleton(server.Service<MilestoneService>());
        services.AddSingleton(server.Service<AnswerService>());
        services.AddSingleton(server.Service<ImprovementService>());
        services.AddSingleton(server.Service<RunService>());
        services.AddSingleton(server.Service<DecisionService>());
        services.AddSingleton(server.Service<RiskService>());
        services.AddSingleton(server.Service<LensService>());
        services.AddSingleton(server.Service<UploadService>());
        services.AddSingleton(server.Service<IOptions<StoaOptions>>());
        services.AddSingleton(server.Service<KnowledgeBase>());
        services.AddSingleton(TimeProvider.System);
        services.AddScoped<Browser>();
        services.AddScoped<ReaderClock>();
        services.AddScoped<Shortcuts>();
        stage.Context.JSInterop.Mode = JSRuntimeMode.Loose;
        stage.Context.JSInterop.SetupModule("/js/stoa.js").Mode = JSRuntimeMode.Loose;
        var signedIn = stage.Context.AddAuthorization();
        signedIn.SetAuthorized(Ada.Name);
        signedIn.SetClaims(new Claim(ActorClaims.Account, Ada.AccountId), new Claim(ActorClaims.Role, nameof(Role.Owner)), new Claim(ClaimTypes.NameIdentifier, "ada"));
        stage.Context.SetRendererInfo(new RendererInfo("Server", isInteractive: true));
        return stage;
    }

    public async ValueTask DisposeAsync()
    {
        await Context.DisposeAsync();
        await Server.DisposeAsync();
    }
}
