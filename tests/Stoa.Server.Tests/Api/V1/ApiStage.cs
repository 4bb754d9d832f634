using System.Net.Http.Headers;
using System.Text;
using Stoa.Assessment.CustomLenses;
using Stoa.Reviews;
using Stoa.Reviews.Decisions;
using Stoa.Reviews.Evidence;
using Stoa.Reviews.Improvements;
using Stoa.Reviews.Lenses;
using Stoa.Reviews.Milestones;
using Stoa.Reviews.People;
using Stoa.Reviews.Profiles;
using Stoa.Reviews.Risks;
using Stoa.Reviews.Sharing;
using Stoa.Reviews.Store;
using Stoa.Reviews.Templates;
using Stoa.Reviews.Workloads;
using Stoa.Server.Hosting;
using Stoa.Server.Tests.Access;
using Stoa.Server.Tests.Api.Aws.Operations;
using Stoa.Server.Tests.Hosting;
using Stoa.Server.Tests.Runs;

namespace Stoa.Server.Tests.Api.V1;

/// <summary>A server with one of everything in an account, somebody of each role with a token, and the administrator of another account.</summary>
public sealed class ApiStage : IAsyncLifetime
{
    private int made;
    private int practices;

    /// <summary>Whether its server is reached over https.</summary>
    public bool IsTls { get; init; }

    /// <summary>Settings over the usual ones.</summary>
    public Action<StoaOptions>? Configure { get; init; }

    public TestServer Server { get; private set; } = null!;

    public Actor Ada { get; private set; } = null!;

    /// <summary>The administrator of another account.</summary>
    public Actor Eve { get; private set; } = null!;

    public string Workload { get; private set; } = null!;

    public string WorkloadArn { get; private set; } = null!;

    public string OtherWorkload { get; private set; } = null!;

    public string Lens { get; private set; } = null!;

    public string Template { get; private set; } = null!;

    public string Profile { get; private set; } = null!;

    public string Run { get; private set; } = null!;

    public IReadOnlyDictionary<Role, (Actor Actor, string Token)> People { get; private set; } = null!;

    public string EvesToken { get; private set; } = null!;

    public string ExpiredToken { get; private set; } = null!;

    public string RevokedToken { get; private set; } = null!;

    /// <summary>A pipeline's token for <see cref="Workload"/>.</summary>
    public string Pipeline { get; private set; } = null!;

    /// <summary>A pipeline's token for <see cref="OtherWorkload"/>.</summary>
    public string OtherPipeline { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Server = await TestServer.StartAsync(options =>
        {
            options.RateLimits.ApiPerSecond = 100_000;
            options.RateLimits.AwsRefusalsPerSecond = 100_000;
            Configure?.Invoke(options);
        }, isTls: IsTls);
        Ada = await Server.StartAsync();
        var credentials = Server.Service<CredentialService>();
        var people = new Dictionary<Role, (Actor, string)>();
        foreach (var role in Enum.GetValues<Role>())
        {
            var person = await Server.AddAsync(Ada, $"{role}", role);
            people.Add(role, (person, (await credentials.CreateTokenAsync(person, "script")).Token));
        }

        People = people;
        var invitation = await Server.Service<PeopleService>().CreateAccountAsync(Ada, "Elsewhere", "eve@example.com", "Eve");
        Eve = (await Server.Service<SignInService>().SetPasswordAsync(invitation.Token, Visitor.Password))!.Actor;
        EvesToken = (await credentials.CreateTokenAsync(Eve, "script")).Token;
        (Workload, WorkloadArn) = await DefineAsync();
        (OtherWorkload, _) = await DefineAsync();
        Lens = await LensAsync();
        await Server.Service<WorkloadService>().AssociateLensesAsync(Ada, Workload, [Lens]);
        Template = await TemplateAsync();
        Profile = await ProfileAsync();
        await Server.Service<MilestoneService>().CreateAsync(Ada, Workload, "First");
        await Server.Service<DecisionService>().CreateAsync(Ada, Workload, DecisionReader.Read("d.md", Decision, new())!);
        Pipeline = (await credentials.CreateTokenAsync(Ada, "pipeline", Workload)).Token;
        OtherPipeline = (await credentials.CreateTokenAsync(Ada, "pipeline", OtherWorkload)).Token;
        var expired = await credentials.CreateTokenAsync(Ada, "expired", null, DateTimeOffset.UtcNow.AddMilliseconds(400));
        ExpiredToken = expired.Token;
        var revoked = await credentials.CreateTokenAsync(Ada, "revoked");
        RevokedToken = revoked.Token;
        await credentials.RevokeTokenAsync(Ada, revoked.Id);
        using var pushed = await CallAsync("POST", $"workloads/{Workload}/runs", RunDocument, Pipeline);
        Assert.True(pushed.IsSuccessStatusCode, await pushed.Content.ReadAsStringAsync());
        Run = (await Server.Service<RunService>().ListAsync(Ada, Workload))[0].Id;
        await Task.Delay(500);
    }

    public ValueTask DisposeAsync() => Server.DisposeAsync();

    public const string Decision = "# Use queues\n\n## Context and Problem Statement\n\nPeaks.\n\n## Decision Outcome\n\nChosen option: \"Queues\", because they wait.\n";

    /// <summary>A run as <c>stoa review --push</c> sends it.</summary>
    public static string RunDocument { get; } = Encoding.UTF8.GetString(RunMakerTests.Document(Samples.Files("serverless-orders"), null, null));

    /// <summary>A name that nothing has yet.</summary>
    public string Name(string what) => $"{what} {Interlocked.Increment(ref made)}";

    public async Task<(string Id, string Arn)> DefineAsync()
    {
        var key = await Server.Service<WorkloadService>().CreateAsync(
            Ada, new NewWorkload { Name = Name("Orders"), Description = "Takes orders", Environment = "PRODUCTION" });
        return (key.Id, key.Arn);
    }

    /// <summary>A published lens.</summary>
    public async Task<string> LensAsync()
    {
        var lenses = Server.Service<LensService>();
        var lens = (await lenses.ImportAsync(Ada, null, LensOperationsTests.Json, null, LensReading.Strict)).Arn;
        await lenses.PublishAsync(Ada, lens, "1.0", true);
        return lens;
    }

    /// <summary>A published lens with a draft that waits.</summary>
    public async Task<string> DraftAsync()
    {
        var lens = await LensAsync();
        await Server.Service<LensService>().ImportAsync(Ada, lens, LensOperationsTests.Json.Replace("Well\"", "Very well\""), null, LensReading.Strict);
        return lens;
    }

    public Task<string> TemplateAsync(string lens = "wellarchitected") => Server.Service<TemplateService>().CreateAsync(Ada, Name("Template"), "For all", [lens]);

    public async Task<string> ProfileAsync() =>
        (await Server.Service<ProfileService>().CreateAsync(Ada, Name("Profile"), "For all", Answers)).Arn;

    /// <summary>Answers that the questionnaire takes: of each question the first choices.</summary>
    public static Dictionary<string, List<string>> Answers => ProfileService.Questionnaire.Questions
        .ToDictionary(static q => q.Id, static q => q.Choices.Take(q.Min).Select(static c => c.Id).ToList());

    /// <summary>A best practice that nothing was planned for yet: its question and its id.</summary>
    public (string Question, string Choice) Practice() => Server.Service<LensCatalog>().Framework.Questions
        .SelectMany(static q => q.Choices.Where(static c => !c.IsNone).Select(c => (q.Id, c.Id))).ElementAt(Interlocked.Increment(ref practices));

    public Task<string> ImprovementAsync()
    {
        var (question, choice) = Practice();
        return Server.Service<ImprovementService>().PlanAsync(Ada, Workload, new NewImprovement("wellarchitected", question, choice, new ImprovementEdit()));
    }

    public Task<string> AcceptanceAsync() => Server.Service<RiskService>().AcceptAsync(
        Ada, Workload, new NewAcceptance("wellarchitected", "fault-isolation", null, "Known", DateOnly.FromDateTime(DateTime.UtcNow).AddDays(9)));

    public Task<string> ShareAsync(SharedResource resource, string id) =>
        Server.Service<SharingService>().CreateAsync(Ada, resource, id, $"arn:aws:iam::{Eve.AccountId}:user/{Name("somebody").Replace(' ', '-')}");

    /// <summary>An invitation of an account's owner to the account of <see cref="Ada"/>.</summary>
    public async Task<string> InvitationAsync()
    {
        var key = await Server.Service<WorkloadService>().CreateAsync(Eve, new NewWorkload { Name = Name("Theirs"), Description = "Theirs", Environment = "PRODUCTION" });
        var sharing = Server.Service<SharingService>();
        await sharing.CreateAsync(Eve, SharedResource.Workload, key.Id, Ada.AccountId);
        return (await sharing.ListAsync(Eve, SharedResource.Workload, key.Id))[0].Share.InvitationId;
    }

    /// <summary>Sends a request to the API.</summary>
    public async Task<HttpResponseMessage> CallAsync(string method, string path, string? body, string? token, string type = "application/json")
    {
        using var handler = new SocketsHttpHandler { SslOptions = { RemoteCertificateValidationCallback = static (_, _, _, _) => true } };
        using var client = new HttpClient(handler) { BaseAddress = new Uri(Server.Address, "/api/v1/") };
        client.DefaultRequestHeaders.Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token);
        using var request = new HttpRequestMessage(new HttpMethod(method), path)
        {
            Content = body is null ? null : new StringContent(body, Encoding.UTF8, type),
        };
        return await client.SendAsync(request, TestContext.Current.CancellationToken);
    }
}
