using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Stoa.Language.Text;
using Stoa.Reviews;
using Stoa.Reviews.Answers;
using Stoa.Reviews.Decisions;
using Stoa.Reviews.Evidence;
using Stoa.Reviews.Improvements;
using Stoa.Reviews.Lenses;
using Stoa.Reviews.Milestones;
using Stoa.Reviews.Profiles;
using Stoa.Reviews.Risks;
using Stoa.Reviews.Standing;
using Stoa.Reviews.Store;
using Stoa.Reviews.Workloads;
using Stoa.Server.Hosting;
using Stoa.Server.Runs;

namespace Stoa.Server.Demo;

/// <summary>
/// Fills an empty record with the samples, so that every page shows something: a shop that was rebuilt, its half-year of milestones, a
/// serverless one at its first review, and one that nobody has looked at for too long.
/// </summary>
internal sealed class DemoRecord : IDisposable
{
    private const string Framework = ReviewLens.Framework;

    private readonly RecordStore store;
    private readonly DemoClock clock;
    private readonly RunMaker maker;
    private readonly LensCatalog lenses;
    private readonly WorkloadService workloads;
    private readonly AnswerService answers;
    private readonly MilestoneService milestones;
    private readonly RunService runs;
    private readonly ImprovementService improvements;
    private readonly RiskService risks;
    private readonly DecisionService decisions;
    private readonly DateTimeOffset today;
    private Actor ada = Actor.Server("");
    private Actor ben = Actor.Server("");

    private DemoRecord(IServiceProvider services)
    {
        var options = services.GetRequiredService<IOptions<StoaOptions>>().Value;
        today = services.GetRequiredService<TimeProvider>().GetUtcNow();
        clock = new DemoClock(today);
        maker = services.GetRequiredService<RunMaker>();
        lenses = services.GetRequiredService<LensCatalog>();
        // The services of the record, over a clock that can stand in the past.
        store = new RecordStore(
            services.GetRequiredService<IDbContextFactory<RecordContext>>().CreateDbContext, oneWriter: options.Database is null, clock, options.Limits);
        var standing = new StandingService(store, lenses, services.GetRequiredService<EvidenceCache>(), services.GetRequiredService<ProfilePriorities>());
        workloads = new WorkloadService(store, standing);
        answers = new AnswerService(store, standing);
        milestones = new MilestoneService(store, standing);
        runs = new RunService(store, lenses);
        improvements = new ImprovementService(store, standing);
        risks = new RiskService(store, standing);
        decisions = new DecisionService(store);
    }

    /// <summary>Fills the record, if it holds no workload yet.</summary>
    /// <returns>Whether it did.</returns>
    /// <exception cref="StartException">The samples are not where they are said to be.</exception>
    public static async Task<bool> FillAsync(IServiceProvider services)
    {
        var options = services.GetRequiredService<IOptions<StoaOptions>>().Value;
        var samples = options.Samples ?? Beside("samples");
        if (samples is null || !Directory.Exists(Path.Combine(samples, "three-tier-web", "naive")))
        {
            throw new StartException($"The demonstration's samples are not in {samples ?? "the program's folder"}. Name the folder that holds three-tier-web and serverless-orders with --samples DIR.");
        }

        using var record = new DemoRecord(services);
        if (await record.store.ReadAsync(static context => context.Workloads.AnyAsync()))
        {
            return false;
        }

        var account = await record.AccountAsync();
        record.ada = new Actor { AccountId = account, Name = "Ada (demonstration)", Role = Role.Administrator };
        record.ben = new Actor { AccountId = account, Name = "Ben (demonstration)", Role = Role.Administrator };
        await record.FillOrdersAsync(samples);
        await record.FillServerlessAsync(samples);
        await record.FillBackOfficeAsync(samples);
        return true;
    }

    /// <inheritdoc/>
    public void Dispose() => store.Dispose();

    private static string? Beside(string name)
    {
        for (var folder = AppContext.BaseDirectory; folder is not null; folder = Path.GetDirectoryName(folder))
        {
            if (Directory.Exists(Path.Combine(folder, name, "three-tier-web")))
            {
                return Path.Combine(folder, name);
            }
        }

        return null;
    }

    private Task<string> AccountAsync() => store.WriteAsync(async context =>
    {
        if (await context.Accounts.FirstOrDefaultAsync(static a => a.IsHost) is { } host)
        {
            return host.Id;
        }

        var account = new AccountRecord
        {
            Id = RandomNumberGenerator.GetString("123456789", 1) + RandomNumberGenerator.GetString("0123456789", 11), Name = "Demonstration", IsHost = true, CreatedAt = store.Now,
        };
        context.Accounts.Add(account);
        return account.Id;
    });

    private async Task FillOrdersAsync(string samples)
    {
        DaysAgo(140);
        var id = await DefineAsync(new NewWorkload
        {
            Name = "Orders",
            Description = "The web shop's order pages, in three tiers.",
            Environment = "PRODUCTION",
            AwsRegions = ["eu-west-1"],
            ReviewOwner = "Ada",
            IndustryType = "Retail",
            Industry = "Online shops",
            PillarPriorities = ["reliability", "security"],
            Objectives = new WorkloadObjectives { Availability = 0.9995, RecoveryTimeSeconds = 3_600, RecoveryPointSeconds = 300, MonthlyBudget = 1_500, Currency = "USD" },
            Tags = new Dictionary<string, string> { ["team"] = "shop" },
        });
        await RunAsync(id, Path.Combine(samples, "three-tier-web", "naive"), "3f9c2e1");
        await SayAsync(ada, id, ("OPS02-BP01", ChoiceStatus.Met, "The shop team owns every resource; the tag says so."), ("OPS03-BP01", ChoiceStatus.Partly, null));
        await SayAsync(ada, id, ("SEC01-BP01", ChoiceStatus.Unmet, "One account for everything."), ("SEC10-BP01", ChoiceStatus.Unmet, null));
        await milestones.CreateAsync(ada, id, "First review");

        DaysAgo(120);
        var zones = await PlanAsync(id, "REL10-BP01", "Ben", -60, "HIGH", "Spread the fleet and the database over three zones.");
        var backup = await PlanAsync(id, "REL09-BP02", "Ben", -75, "LOW", "Automated backups with 14 days.");
        var alarms = await PlanAsync(id, "OPS08-BP04", "Cora", 30, "MEDIUM", null);
        await DecideAsync(id, "REL10-BP01", Zones);
        await SayAsync(ben, id, ("OPS05-BP01", ChoiceStatus.Met, "Everything is in Git."), ("OPS06-BP01", ChoiceStatus.Partly, "A bad release is rolled back by hand."));

        DaysAgo(62);
        await improvements.MoveAsync(ben, id, backup, ImprovementStatus.Done, null);
        await improvements.MoveAsync(ben, id, zones, ImprovementStatus.Doing, null);
        await SayAsync(ada, id, ("SEC01-BP01", ChoiceStatus.Met, "Production has an account of its own since September."));
        await milestones.CreateAsync(ada, id, "After the summer");

        DaysAgo(3);
        await RunAsync(id, Path.Combine(samples, "three-tier-web", "well-built"), "b71d04a");
        await improvements.MoveAsync(ben, id, zones, ImprovementStatus.Done, null);
        await improvements.MoveAsync(ben, id, alarms, ImprovementStatus.Doing, null);
        await DecideAsync(id, "SEC05-BP03", Edge);
        await SayAsync(ben, id, ("SEC10-BP01", ChoiceStatus.Partly, "Names and numbers are written down; the plan is not."));
        var (question, choice) = Find("SUS01-BP01");
        await risks.AcceptAsync(ada, id, new NewAcceptance(
            Framework, question, choice, "Customers are in Ireland, and their data stays there.", DateOnly.FromDateTime(today.AddDays(180).UtcDateTime)));
        await milestones.CreateAsync(ada, id, "Rebuilt");
        DaysAgo(0);
    }

    private async Task FillServerlessAsync(string samples)
    {
        DaysAgo(20);
        var id = await DefineAsync(new NewWorkload
        {
            Name = "Serverless orders",
            Description = "Orders by API, queue and function: what the shop may become.",
            Environment = "PREPRODUCTION",
            AwsRegions = ["eu-west-1"],
            ReviewOwner = "Ben",
            IndustryType = "Retail",
            Objectives = new WorkloadObjectives { Availability = 0.999 },
        });
        await RunAsync(id, Path.Combine(samples, "serverless-orders"), "9e0a7c5");
        await SayAsync(ben, id, ("OPS05-BP01", ChoiceStatus.Met, null), ("PERF01-BP01", ChoiceStatus.Met, "Two days in a test account, before anything was written."));
        await PlanAsync(id, "REL06-BP01", "Ben", 20, "MEDIUM", null);
        await DecideAsync(id, "REL05-BP01", Queue);
        await milestones.CreateAsync(ben, id, "First look");
        DaysAgo(0);
    }

    private async Task FillBackOfficeAsync(string samples)
    {
        DaysAgo(200);
        var id = await DefineAsync(new NewWorkload
        {
            Name = "Back office",
            Description = "An old copy of the shop that the warehouse still uses.",
            Environment = "PRODUCTION",
            AwsRegions = ["eu-west-1"],
            ReviewOwner = "Nobody yet",
            IndustryType = "Retail",
        });
        await RunAsync(id, Path.Combine(samples, "three-tier-web", "naive"), "1a2b3c4");
        // Somebody says that it is done, and the code says that it is not.
        await SayAsync(ben, id, ("REL10-BP01", ChoiceStatus.Met, "It runs in two zones, I think."));
        await milestones.CreateAsync(ben, id, "As we found it");
        DaysAgo(0);
    }

    private void DaysAgo(int days) => clock.Now = today.AddDays(-days);

    private async Task<string> DefineAsync(NewWorkload workload) => (await workloads.CreateAsync(ada, workload)).Id;

    private async Task RunAsync(string id, string folder, string commit)
    {
        var run = await Task.Run(() => maker.Make(new DiskFileTree(folder), Path.GetFileName(folder)));
        await runs.AddAsync(ada, id, new NewRun(NewRun.DefaultSource, "demo", Commit: commit), run);
    }

    private async Task SayAsync(Actor who, string id, params (string Practice, ChoiceStatus Status, string? Notes)[] said)
    {
        foreach (var question in said.GroupBy(s => Find(s.Practice).Question))
        {
            await answers.UpdateAsync(who, id, Framework, question.Key, new AnswerUpdate
            {
                Choices = question.ToDictionary(s => Find(s.Practice).Choice, static s => new ChoiceUpdate(s.Status, null, s.Notes)),
            });
        }
    }

    private Task<string> PlanAsync(string id, string practice, string owner, int dueInDays, string effort, string? notes)
    {
        var (question, choice) = Find(practice);
        return improvements.PlanAsync(ada, id, new NewImprovement(Framework, question, choice, new ImprovementEdit
        {
            Owner = owner, DueDate = DateOnly.FromDateTime(today.AddDays(dueInDays).UtcDateTime), Effort = effort, Notes = notes,
        }));
    }

    private Task DecideAsync(string id, string practice, DecisionDocument decision)
    {
        var (question, choice) = Find(practice);
        return decisions.CreateAsync(
            ada, id,
            decision with { ChosenOption = decision.Options[0].Title, Stoa = new StoaLinks { Questions = [practice.Split('-')[0]], BestPractices = [practice] } },
            new DecisionFor(Framework, question, choice));
    }

    private (string Question, string Choice) Find(string practice) => lenses.Framework.Questions
        .SelectMany(static q => q.Choices.Select(c => (Question: q.Id, Choice: c)))
        .Where(c => c.Choice.Practice == practice)
        .Select(static c => (c.Question, c.Choice.Id)).Single();

    // The first option of each is the one that was chosen.
    private static DecisionDocument Zones => new()
    {
        Title = "Run in three Availability Zones",
        Status = DecisionStatus.Accepted,
        DecisionMakers = ["Ada", "Ben"],
        Context = "One zone failed for two hours in March, and the shop with it. The objective is 99.95 %.",
        Drivers = ["Availability of 99.95 %", "No more than 1,500 USD a month"],
        Options =
        [
            Option("Three zones in one region", "Outlives a zone without anybody's doing", "A standby database doubles its price"),
            Option("A second region", "Outlives a region", "Twice the price, and data in two places"),
            Option("One zone and better alarms", "Costs nothing", "Does not reach the objective"),
        ],
        Outcome = "because it is the least that reaches the objective.",
        Consequences = new DecisionConsequences { Good = ["A failed zone costs a minute"], Bad = ["About 300 USD a month"] },
    };

    private static DecisionDocument Edge => new()
    {
        Title = "Put a firewall in front of the load balancer",
        Status = DecisionStatus.Accepted,
        DecisionMakers = ["Ada"],
        Context = "Scripts try stolen passwords against the sign-in page every night.",
        Options =
        [
            Option("AWS WAF with managed rules", "Nothing to run", "Some rules have to be turned off for the shop's forms"),
            Option("Rate limits in the application", "Free", "Every request still reaches the fleet"),
        ],
        Outcome = "because it keeps the load away from the fleet.",
        Consequences = new DecisionConsequences { Good = ["Sign-in attempts fell to a tenth"], Neutral = ["Its rules are looked at every quarter"] },
    };

    private static DecisionDocument Queue => new()
    {
        Title = "Take orders into a queue",
        Status = DecisionStatus.Proposed,
        DecisionMakers = ["Ben"],
        Context = "The warehouse's system is down for an hour on most Sundays, and orders are lost.",
        Options =
        [
            Option("A queue between shop and warehouse", "Orders wait instead of being lost", "An order is confirmed before the warehouse has seen it"),
            Option("Try again in the browser", "Nothing to run", "Customers close their browsers"),
        ],
        Outcome = "because an order that waits is better than one that is lost.",
    };

    private static DecisionOption Option(string title, string pro, string con) => new(title) { Pros = [pro], Cons = [con] };
}
