using Stoa.Assessment;
using Stoa.Language.Diagnostics;
using Stoa.Language.Text;
using Stoa.Reviews.Answers;
using Stoa.Reviews.Evidence;
using Stoa.Reviews.Improvements;
using Stoa.Reviews.LensReviews;
using Stoa.Reviews.Lenses;
using Stoa.Reviews.Milestones;
using Stoa.Reviews.Notifications;
using Stoa.Reviews.Profiles;
using Stoa.Reviews.Risks;
using Stoa.Reviews.Sharing;
using Stoa.Reviews.Standing;
using Stoa.Reviews.Store;
using Stoa.Reviews.Templates;
using Stoa.Reviews.Workloads;

namespace Stoa.Reviews.Tests.Databases;

/// <summary>The record's services over a database, and some actors.</summary>
public sealed class Book : IAsyncDisposable
{
    public const string Account = "111111111111";

    private static readonly Lazy<KnowledgeBase> Knowledge = new(static () =>
        KnowledgeBase.Read(new DiskFileTree(Path.Combine(Root(), "knowledge")), "", new DiagnosticBag())!);

    private readonly Database database;

    private Book(Database database)
    {
        this.database = database;
        Lenses = new LensCatalog(Knowledge.Value.Lens, CustomReviewLens.Read);
        Standing = new StandingService(Store, Lenses, new EvidenceCache(), new ProfilePriorities(Lenses));
        Workloads = new WorkloadService(Store, Standing);
        Answers = new AnswerService(Store, Standing);
        Milestones = new MilestoneService(Store, Standing);
        Improvements = new ImprovementService(Store, Standing);
        Risks = new RiskService(Store, Standing);
        Portfolio = new PortfolioService(Store, Workloads);
        CustomLenses = new LensService(Store, Lenses);
        LensReviews = new LensReviewService(Store, Standing, Milestones);
        Profiles = new ProfileService(Store, Milestones);
        Templates = new TemplateService(Store, Lenses);
        Sharing = new SharingService(Store);
        Notifications = new NotificationService(Store);
        Runs = new RunService(Store, Lenses);
    }

    public RecordStore Store => database.Store;

    public TestClock Clock => database.Clock;

    public Func<RecordContext> Open => database.Open;

    public LensCatalog Lenses { get; }

    public StandingService Standing { get; }

    public WorkloadService Workloads { get; }

    public AnswerService Answers { get; }

    public MilestoneService Milestones { get; }

    public ImprovementService Improvements { get; }

    public RiskService Risks { get; }

    public PortfolioService Portfolio { get; }

    public LensService CustomLenses { get; }

    public LensReviewService LensReviews { get; }

    public ProfileService Profiles { get; }

    public TemplateService Templates { get; }

    public SharingService Sharing { get; }

    public NotificationService Notifications { get; }

    public RunService Runs { get; }

    /// <summary>The framework.</summary>
    public static ReviewLens Framework { get; } = ReviewLens.Of(Knowledge.Value.Lens);

    public static Actor Administrator { get; } = Person("ada", Role.Administrator);

    public static Actor Owner { get; } = Person("otto", Role.Owner);

    public static Actor Contributor { get; } = Person("cora", Role.Contributor);

    public static Actor Viewer { get; } = Person("vera", Role.Viewer);

    public static Actor Stranger { get; } = Person("sam", Role.Administrator, "222222222222");

    public static async Task<Book> OpenAsync(string kind) => new(await Database.CreateAsync(kind));

    public static Actor Person(string name, Role role, string account = Account) => new() { AccountId = account, PersonId = name, Name = name, Role = role };

    public async Task<string> DefineAsync(string name = "Orders") =>
        (await Workloads.CreateAsync(Owner, new NewWorkload { Name = name, Description = "Takes orders", Environment = "PRODUCTION" })).Id;

    public ValueTask DisposeAsync() => database.DisposeAsync();

    private static string Root()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Stoa.slnx")))
        {
            folder = Path.GetDirectoryName(folder)!;
        }

        return folder;
    }
}
