using Stoa.Analysis.Topology;
using Stoa.Language.Values;
using Stoa.Workloads;

namespace Stoa.Analysis.Recovery;

/// <summary>Which resources the plans of AWS Backup take copies of, how often, and where to.</summary>
internal sealed class BackupPlans
{
    /// <summary>With more plans than these, each is asked about the stores of its own root module or stack alone.</summary>
    private const int MaxPlans = 32;

    private readonly List<Plan> plans = [];
    private readonly Dictionary<string, Resource> vaults = [];
    private readonly RecoverySettings settings;
    private readonly RecoveryFacts facts;
    private readonly RegionMap regions;

    public BackupPlans(Workload workload, RecoverySettings settings, RecoveryFacts facts, RegionMap regions)
    {
        this.regions = regions;
        this.settings = settings;
        this.facts = facts;
        foreach (var resource in workload.Resources)
        {
            switch (resource.Kind?.Id)
            {
                case "aws.backup.vault" or "aws.backup.air_gapped_vault":
                    if (resource.Get("name").Text() is { } name)
                    {
                        vaults.TryAdd(name, resource);
                    }

                    break;
                case "aws.backup.plan":
                    plans.Add(new Plan(resource, resource.Get("rules").Elements(), resource.Get("selections").Elements()));
                    break;
            }
        }

        // A role that backs up for an account is of that account.
        Account = settings.Account
            ?? plans.SelectMany(static p => p.Selections).Select(static s => ArnText.Of(s.Get("role").Text())?.Account).FirstOrDefault(static a => a is { Length: > 0 });
    }

    /// <summary>The account that the workload runs in, where anything tells.</summary>
    public string? Account { get; }

    /// <summary>The backups that plans take of a store.</summary>
    /// <param name="store">The store.</param>
    /// <param name="others">Resources whose backup contains it: the machines a disk hangs on.</param>
    public IEnumerable<DataCopy> Of(Component store, IReadOnlyList<Resource> others)
    {
        foreach (var plan in plans)
        {
            // A plan sees the resources of its own region. One of hundreds is for the stack that it stands in.
            if ((plans.Count > MaxPlans && plan.Resource.Unit != store.Main.Unit) || regions.Differ(plan.Resource, store.Main) == true)
            {
                continue;
            }

            var chosen = Any(plan.Selections.Select(s => Selects(s, store.Main) | Any(others.Select(o => Selects(s, o)))));
            if (chosen == false)
            {
                continue;
            }

            var because = chosen is null ? $"nobody can tell whether {plan.Resource.Address} selects {store.Id}" : null;
            foreach (var rule in plan.Rules)
            {
                foreach (var copy in OfRule(plan.Resource, rule, store, because))
                {
                    yield return copy;
                }
            }
        }
    }

    private IEnumerable<DataCopy> OfRule(Resource plan, Value rule, Component store, string? because)
    {
        var name = rule.Get("name").Text() is { } called ? $"{plan.Address} ({called})" : plan.Address;
        var late = rule.Get("start_window").Count() is { } minutes ? Estimate.Between(0, minutes * 60.0) : facts["window.backup.start"];
        var schedule = rule.Get("schedule");
        var every = schedule.Text() is { } text ? BackupSchedule.LongestGap(text) : null;
        var between = every is { } gap ? Estimate.Between(gap, gap)
            : schedule.IsNull ? Estimate.AtLeast(0, $"{name} has no schedule: AWS Backup takes daily backups by default")
            : Estimate.AtLeast(0, $"the schedule of {name} is unknown");
        var periodic = between + late + facts["time.backup.copy"];
        var isContinuous = rule.Get("continuous").Truth() == true && store.Role is ComponentRole.Database or ComponentRole.ObjectStore;
        var local = isContinuous ? facts[store.Role == ComponentRole.ObjectStore ? "loss.s3.continuous" : "loss.rds.point-in-time"] : periodic;
        var rhythm = isContinuous ? "continuous backups" : every is { } seconds ? $"a backup every {TimeText.Of(seconds)}" : "backups";
        var place = Where(rule.Get("vault"), store);
        yield return new DataCopy
        {
            Kind = isContinuous ? CopyKind.PointInTime : CopyKind.Backups,
            What = $"{rhythm} by {name}{Kept(rule)}",
            Loss = local,
            Shown = plan,
            Region = place.Region ?? regions.One(store),
            IsLocked = place.IsLocked,
            Days = Days(rule),
            UncertainBecause = because,
        };
        foreach (var copy in rule.Get("copies").Elements())
        {
            var there = Where(copy.Get("vault"), store);
            yield return new DataCopy
            {
                Kind = CopyKind.Backups,
                What = $"{rhythm} by {name}, copied to {there.Name}{Kept(copy)}",
                Loss = periodic + facts["time.backup.copy"],
                Shown = plan,
                Region = there.Region,
                IsElsewhere = there.IsElsewhere,
                IsOtherAccount = there.IsOtherAccount,
                IsLocked = there.IsLocked,
                Days = Days(copy),
                UncertainBecause = because,
            };
        }
    }

    private static double? Days(Value rule) => rule.Get("delete_after").Count();

    private static string Kept(Value rule) => Days(rule) is { } days ? $", kept for {days} days" : "";

    private (string Name, string? Region, bool? IsElsewhere, bool? IsOtherAccount, bool? IsLocked) Where(Value vault, Component store)
    {
        var here = regions.One(store);
        if (RouteFinder.ResourcesIn(vault).FirstOrDefault(static r => r.Kind?.Id is "aws.backup.vault" or "aws.backup.air_gapped_vault") is { } resource
            || (vault.Text() is { } name && vaults.TryGetValue(name, out resource)))
        {
            // A vault of the workload: in its account, unless the file says otherwise.
            return (resource.Address, regions.One(resource), regions.Differ(store.Main, resource), false, Locked(resource.Address) ?? IsLocked(resource));
        }

        if (ArnText.Of(vault.Text()) is { } arn)
        {
            var locked = Locked(vault.Text()!) ?? (arn.Name.Contains("air-gapped", StringComparison.Ordinal) ? true : null);
            return (vault.Text()!, arn.Region, here is null || arn.Region is null || store.Main.Region is null ? null : here != arn.Region, Account is null ? null : arn.Account != Account, locked);
        }

        return vault.Text() is { } local
            ? ($"vault {local}", here, false, false, Locked(local) ?? (local == "Default" ? false : null))
            : ("a vault that is unknown", null, null, null, null);
    }

    private bool? Locked(string vault) => settings.LockedVaults.TryGetValue(vault, out var locked) ? locked : null;

    private static bool? IsLocked(Resource vault) => vault.Kind!.Id == "aws.backup.air_gapped_vault" ? true : vault.Get("lock_is_immutable").Truth();

    /// <summary>Whether one holds, by Kleene's logic; false where there is none.</summary>
    private static bool? Any(IEnumerable<bool?> answers) => answers.Aggregate((bool?)false, static (a, b) => a | b);

    private static bool? Selects(Value selection, Resource resource)
    {
        var named = selection.Get("resources").Elements();
        var any = selection.Get("any").Elements();
        var all = selection.Get("all").Elements();
        if (!selection.HasValue || !IsList(selection.Get("resources")) || !IsList(selection.Get("any")) || !IsList(selection.Get("all")))
        {
            return null;
        }

        if (Any(selection.Get("not_resources").Elements().Select(v => Names(v, resource))) == true)
        {
            return false;
        }

        var byName = Any(named.Select(v => Names(v, resource)));
        var byTag = Any(any.Select(t => Has(resource, t)));
        var chosen = (named.Count > 0, any.Count > 0) switch
        {
            (true, false) => byName,
            (false, true) => byTag,
            (false, false) => all.Count > 0,

            // AWS's pages do not agree on whether both must hold.
            _ => byName == true && named.Any(static v => v.Text() == "*") ? byTag : byName == byTag ? byName : null,
        };
        chosen = chosen & all.Select(t => Has(resource, t)).Aggregate((bool?)true, static (a, b) => a & b);
        return selection.Get("is_wider").Truth() == false ? chosen : chosen == false ? false : null;
    }

    private static bool IsList(Value value) => value.IsNull || (value is { HasValue: true, Open: null, Kind: TypeKind.Tuple or TypeKind.List or TypeKind.Set });

    private static bool? Has(Resource resource, Value tag)
    {
        var key = tag.Get("key").Text();
        var wanted = tag.Get("value");
        if (key is null || wanted.Text() is not { } text)
        {
            return null;
        }

        const string Prefix = "aws:ResourceTag/";
        key = key.StartsWith(Prefix, StringComparison.Ordinal) ? key[Prefix.Length..] : key;
        if (resource.Tags.IsUnknown)
        {
            return null;
        }

        var value = resource.Tags.Get(key);
        return value.IsNull ? false : value.Text() is { } found ? found == text : null;
    }

    /// <summary>Whether an entry of a selection means a resource: by reference, or by an ARN with asterisks.</summary>
    private static bool? Names(Value entry, Resource resource)
    {
        var isReference = false;
        foreach (var target in RouteFinder.ResourcesIn(entry))
        {
            if (target == resource)
            {
                return true;
            }

            isReference = true;
        }

        if (isReference)
        {
            return false;
        }

        if (entry.Text() is not { } pattern)
        {
            return null;
        }

        if (pattern == "*")
        {
            return true;
        }

        var (service, prefix, name) = ArnText.PartsOf(resource);
        if (ArnText.Of(pattern) is not { } arn || service is null)
        {
            return null;
        }

        if (arn.Service != service && arn.Service != "*")
        {
            return false;
        }

        if (arn.Name == "*")
        {
            return true;
        }

        if (!arn.Name.StartsWith(prefix, StringComparison.Ordinal))
        {
            return false;
        }

        var rest = arn.Name[prefix.Length..];
        return rest == "*" ? true
            : name is null ? null
            : rest.EndsWith('*') ? name.StartsWith(rest[..^1], StringComparison.Ordinal)
            : rest == name;
    }

    private sealed record Plan(Resource Resource, IReadOnlyList<Value> Rules, IReadOnlyList<Value> Selections);
}
