using Stoa.Analysis.Topology;
using Stoa.Language.Values;
using Stoa.Workloads;

namespace Stoa.Analysis.Recovery;

/// <summary>Finds what protects the data of each store.</summary>
internal sealed class ProtectionFinder
{
    /// <summary>With more policies than these, each is asked about the disks of its own root module or stack alone.</summary>
    private const int MaxPolicies = 32;

    private readonly WorkloadFigures figures;
    private readonly RecoverySettings settings;
    private readonly RecoveryFacts facts;
    private readonly BackupPlans plans;
    private readonly RegionMap regions;
    private readonly List<Resource> snapshotPolicies;
    private readonly HashSet<Component> followers = [];
    private readonly List<(Component Source, Component Replica)> pairs = [];

    public ProtectionFinder(WorkloadFigures figures, RecoveryFacts facts, RegionMap regions)
    {
        this.regions = regions;
        this.figures = figures;
        this.facts = facts;
        settings = figures.Settings.Recovery;
        plans = new BackupPlans(figures.Workload, settings, facts, regions);
        snapshotPolicies = [.. figures.Workload.Resources.Where(static r => r.Kind?.Id == "aws.dlm.policy")];
        Globals = GlobalDatabases.Find(figures);
        FindFollowers();
    }

    /// <summary>Which cluster of a global database follows which.</summary>
    public GlobalDatabases Globals { get; }

    /// <summary>Stores that only repeat what another one holds.</summary>
    public IReadOnlySet<Component> Followers => followers;

    /// <summary>The protection of every store that is not the replica of another one, in the order of components.</summary>
    public IReadOnlyList<DataProtection> Find() =>
        [.. figures.Topology.Components.Where(c => (c.KeepsData || c.Tier == Tier.Cache) && !followers.Contains(c)).Select(Of)];

    private void FindFollowers()
    {
        foreach (var component in figures.Topology.Components)
        {
            if (component.Role == ComponentRole.DatabaseReplica || Globals.SourceOf(component) is not null)
            {
                followers.Add(component);
            }
        }

        foreach (var dependency in figures.Topology.Dependencies.Where(static d => d.Kind == DependencyKind.Replicates))
        {
            foreach (var target in dependency.To)
            {
                // Two buckets that copy to each other are one store, known by the first.
                if (!followers.Contains(dependency.From))
                {
                    followers.Add(target);
                }
            }
        }

        PairReplicas();

        // A follower of a datastore in several regions names the same group as its primary.
        foreach (var cache in figures.Topology.Components.Where(static c => c.Main.Kind?.Id == "aws.elasticache.replication_group"))
        {
            if (cache.Main.Get("global_group").Resource()?.Get("primary").Resource() is { } primary && primary != cache.Main)
            {
                followers.Add(cache);
            }
        }
    }

    /// <summary>A replica in another root module names its source by what that one gave out: where there is one database, it is that.</summary>
    private void PairReplicas()
    {
        var databases = figures.Topology.Components.Where(static c => c.Main.Kind?.Id == "aws.rds.instance").ToList();
        var lost = databases.Where(static c => c.Main.Get("replica_of") is { IsUnknown: true } && c.Main.Get("is_replica").Truth() != false).ToList();
        var sources = databases.Except(lost).Where(c => !followers.Contains(c)).ToList();
        if (lost.Count == 0 || sources is not [var only])
        {
            return;
        }

        foreach (var replica in lost.Where(r => r.Main.Unit != only.Main.Unit))
        {
            pairs.Add((only, replica));
            followers.Add(replica);
        }
    }

    private DataProtection Of(Component store)
    {
        var copies = new List<DataCopy>();
        var main = store.Main;
        var deletion = Deletion(main);
        double? size = null;
        switch (main.Kind!.Id)
        {
            case "aws.rds.instance":
                OfInstance(store, copies);
                size = main.Get("storage_gib").Count();
                break;
            case "aws.rds.cluster":
                OfCluster(store, copies);
                break;
            case "aws.dynamodb.table":
                OfTable(store, copies);
                break;
            case "aws.s3.bucket":
                OfBucket(store, copies);
                break;
            case "aws.efs.file_system":
                OfFiles(store, copies);
                break;
            case "aws.ec2.volume":
                OfVolume(store, copies);
                size = main.Get("size").Count();
                break;
            case "aws.opensearch.domain":
                copies.Add(Own(store, CopyKind.Snapshots, "hourly automated snapshots of 14 days", "loss.opensearch.snapshots", 14, outlives: false));
                break;
            case "aws.redshift.cluster":
                OfWarehouse(store, copies);
                break;
            case "aws.elasticache.replication_group" or "aws.elasticache.cluster" or "aws.elasticache.serverless_cache":
                OfCache(store, copies);
                break;
        }

        copies.AddRange(plans.Of(store, main.Kind.Id == "aws.ec2.volume" ? main.Resources("instances").Items : []));
        return new DataProtection
        {
            Store = store,
            Copies = copies,
            IsDeletionRefused = main.TryGet("deletion_protection", out var refused) ? refused.Truth() : main.Kind.Id == "aws.s3.bucket" ? !main.Get("force_destroy").Truth() : false,
            HasFinalCopy = deletion,
            Size = settings.Sizes.TryGetValue(store.Id, out var said) ? said : size,
            DoesNotCountBecause = WhyNot(store),
        };
    }

    /// <summary>Whether the tool that deletes the store makes a last copy of it.</summary>
    private static bool? Deletion(Resource main)
    {
        if (main.Unit.IsCloudFormation)
        {
            return main.TryGet("deletion_policy", out var policy) ? policy.IsUnknown ? null : policy.Text() is "Snapshot" or "Retain" or "RetainExceptOnCreate" : false;
        }

        return main.TryGet("skips_final_snapshot", out var skips) ? !skips.Truth() : false;
    }

    private string? WhyNot(Component store)
    {
        if (settings.Rebuildable.Contains(store.Id))
        {
            return "its content is made anew from elsewhere, says the workload's file";
        }

        var users = figures.Topology.To(store).Where(static d => d.Kind is DependencyKind.Calls or DependencyKind.Routes).ToList();
        return store.Role switch
        {
            ComponentRole.ObjectStore when KeepsLogs(store.Main) => "it keeps the logs of others",
            ComponentRole.ObjectStore when users.Count == 0 && store.Main.Get("is_replicated").Truth() == false => "nothing in the workload is seen to read it",
            ComponentRole.Cache when !users.Exists(static d => d.IsHard) => "its users have the data elsewhere too",
            ComponentRole.Cache when store.Main.Get("snapshot_days").Count() is 0 or null && !IsInGlobal(store) => "it is a cache of which nobody keeps a copy: what it holds is not meant to last",
            ComponentRole.Table when store.Main.Attributes.Get("hash_key").Text() == "LockID" => "it holds Terraform's locks, which end with each run",
            _ => null,
        };
    }

    private bool KeepsLogs(Resource bucket) => figures.Workload.To(bucket).Any(static e =>
        e.Via.Contains("log", StringComparison.OrdinalIgnoreCase)
        && e.From.Kind?.Id is "aws.cloudfront.distribution" or "aws.elb.load_balancer" or "aws.elb.classic_load_balancer" or "aws.s3.bucket" or "aws.ec2.vpc" or "aws.cloudtrail.trail");

    private bool IsInGlobal(Component cache) =>
        (cache.Main.TryGet("global_group", out var group) && !group.IsNull) || figures.Workload.To(cache.Main).Any(static e => e.From.Kind?.Id == "aws.elasticache.global_group");

    private DataCopy Own(Component store, CopyKind kind, string what, string loss, double? days, bool outlives) => new()
    {
        Kind = kind, What = what, Loss = facts[loss], Shown = store.Main, Region = RegionOf(store), Days = days, OutlivesStore = outlives,
    };

    private string? RegionOf(Component store) => regions.One(store);

    private void Automated(Component store, List<DataCopy> copies, string loss)
    {
        var days = store.Main.Get("backup_days");
        var outlives = store.Main.Get("keeps_automated_backups").Truth() == true;
        if (days.Count() is > 0 and var kept)
        {
            copies.Add(Own(store, CopyKind.PointInTime, $"automated backups, any moment of the last {(kept == 1 ? "day" : $"{kept} days")}{(outlives ? ", kept when it is deleted" : "")}", loss, kept, outlives));
        }
        else if (days.IsUnknown)
        {
            copies.Add(Own(store, CopyKind.PointInTime, "automated backups, if it keeps any", loss, null, outlives) with { UncertainBecause = $"the days that {store.Id} keeps backups are unknown" });
        }
    }

    private void OfInstance(Component store, List<DataCopy> copies)
    {
        Automated(store, copies, "loss.rds.point-in-time");
        foreach (var replica in Replicas(store))
        {
            copies.Add(Replica(store, replica, "loss.rds.replica", "promote.rds", "a read replica"));
        }

        if (store.Main.Get("copies_backups_elsewhere").Truth() == true)
        {
            var region = store.Main.Get("backups_region").Text()
                ?? store.Main.Companions.Where(static c => c.Type == "aws_db_instance_automated_backups_replication").Select(regions.One).FirstOrDefault();
            copies.Add(Own(store, CopyKind.PointInTime, $"automated backups copied to {region ?? "another region"}", "loss.rds.backups-elsewhere", null, outlives: true) with { Region = region, IsElsewhere = true });
        }
    }

    private void OfCluster(Component store, List<DataCopy> copies)
    {
        Automated(store, copies, "loss.aurora.point-in-time");
        if (store.Main.Get("backtrack_seconds").Count() is > 0 and var seconds)
        {
            copies.Add(Own(store, CopyKind.Versions, $"backtrack over {TimeText.Of(seconds)}", "loss.aurora.point-in-time", seconds / 86400.0, outlives: false) with { Loss = Estimate.Zero, TakesOver = "restore.backtrack" });
        }

        var following = Globals.FollowersOf(store).ToList();
        foreach (var follower in following)
        {
            copies.Add(new DataCopy
            {
                Kind = CopyKind.Replica,
                What = $"a cluster of the same global database, {follower.Id}",
                Loss = facts["loss.aurora.global"],
                Shown = follower.Main,
                Region = RegionOf(follower),
                IsElsewhere = true,
                GoesBack = false,
                IsLive = true,
                TakesOver = follower.Redundancy.Units == 0 ? "promote.aurora.instance" : "promote.aurora",
                Target = follower,
            });
        }

        if (following.Count == 0 && Globals.IsMember(store))
        {
            copies.Add(new DataCopy
            {
                Kind = CopyKind.Replica,
                What = "another cluster of its global database",
                Loss = facts["loss.aurora.global"],
                Shown = store.Main,
                IsElsewhere = true,
                GoesBack = false,
                IsLive = true,
                TakesOver = "promote.aurora",
                UncertainBecause = $"{store.Id} belongs to a global database, of which no other cluster is in the workload",
            });
        }

        foreach (var replica in Replicas(store).Except(following))
        {
            copies.Add(Replica(store, replica, "loss.rds.replica", "promote.rds", "a replica"));
        }
    }

    private void OfTable(Component store, List<DataCopy> copies)
    {
        var main = store.Main;
        var pointInTime = main.Get("point_in_time_recovery").Truth();
        if (pointInTime != false)
        {
            // A table deleted with it on leaves a system backup behind for 35 days.
            copies.Add(Own(store, CopyKind.PointInTime, "point-in-time recovery, any moment of the last 35 days", "loss.dynamodb.point-in-time", 35, outlives: true) with
            {
                UncertainBecause = pointInTime is null ? $"whether {store.Id} has point-in-time recovery is unknown" : null,
            });
        }

        var here = RegionOf(store);
        var names = main.Get("replica_regions");
        var isStrong = main.Get("strongly_consistent_regions").Truth() == true;
        var copied = names.Elements().Select(static r => r.Text()).Concat(main.Get("replica_tables").Elements().Count > 0 || main.Companions.Any(static c => c.Type == "aws_dynamodb_table_replica")
            ? main.Companions.Where(static c => c.Type == "aws_dynamodb_table_replica").Select(regions.One)
            : []).ToList();

        // CloudFormation lists the table's own region too, Terraform only the others. Two replicas are never in one region.
        if (main.Type == "AWS::DynamoDB::GlobalTable" && copied.Count > 0)
        {
            var own = copied.IndexOf(here);
            copied.RemoveAt(own >= 0 ? own : 0);
        }

        foreach (var region in copied)
        {
            copies.Add(new DataCopy
            {
                Kind = CopyKind.Replica,
                What = $"a replica in {region ?? "another region"} that takes writes too{(isStrong ? ", in step with each write" : "")}",
                Loss = facts[isStrong ? "loss.dynamodb.global-strong" : "loss.dynamodb.global"],
                Shown = main,
                Region = region,
                IsElsewhere = true,
                GoesBack = false,
                IsLive = true,
                TakesWrites = true,
                TakesOver = "boot.elsewhere",
            });
        }

        if (names.IsUnknown)
        {
            copies.Add(Own(store, CopyKind.Replica, "replicas, if it has any", "loss.dynamodb.global", null, outlives: true) with
            {
                IsElsewhere = true, GoesBack = false, IsLive = true, TakesWrites = true, TakesOver = "boot.elsewhere", Region = null,
                UncertainBecause = $"the replicas of {store.Id} are unknown",
            });
        }
    }

    private void OfBucket(Component store, List<DataCopy> copies)
    {
        var main = store.Main;
        var versioned = main.Get("versioned").Truth();
        var isLocked = main.Get("lock_mode").Text() == "COMPLIANCE";
        if (versioned != false)
        {
            copies.Add(Own(store, CopyKind.Versions, isLocked ? "earlier versions, locked even against the account's owner" : "earlier versions of each object", "loss.s3.continuous", null, outlives: true) with
            {
                Loss = Estimate.Zero,
                IsLocked = isLocked,
                TakesOver = "restore.versions",
                UncertainBecause = versioned is null ? $"whether {store.Id} keeps versions is unknown" : null,
            });
        }

        foreach (var rule in main.Get("replication_rules").Elements().Where(static r => r.Get("enabled").Truth() != false))
        {
            var target = RouteFinder.ResourcesIn(rule.Get("bucket")).Select(figures.Topology.Of).FirstOrDefault(static c => c?.Role == ComponentRole.ObjectStore);
            var region = target is null ? null : RegionOf(target);
            var isTimed = rule.Get("timed").Truth() == true;
            var account = rule.Get("account");
            var returns = target?.Main.Get("replication_rules").Elements().Any(back => RouteFinder.ResourcesIn(back.Get("bucket")).Contains(main)) == true;
            copies.Add(new DataCopy
            {
                Kind = CopyKind.Replica,
                What = $"a copy of new objects in {target?.Id ?? rule.Get("bucket").Text() ?? "another bucket"}{(isTimed ? " within 15 minutes" : "")}{(returns ? ", and back" : "")}",
                Loss = facts[isTimed ? "loss.s3.replication-timed" : "loss.s3.replication"],
                Shown = main,
                Region = region,
                IsElsewhere = target is null ? null : regions.Differ(main, target.Main),
                IsOtherAccount = account.IsUnknown ? null : account.IsNull ? false : plans.Account is { } own ? account.Text() != own : true,
                IsLocked = target?.Main.Get("lock_mode").Text() == "COMPLIANCE" ? true : target is null ? null : false,

                // A deletion is not repeated as such: the copy keeps what was there, where it keeps versions.
                GoesBack = target?.Main.Get("versioned").Truth() == true || rule.Get("deletes").Truth() == false,
                IsLive = true,
                TakesWrites = returns,
                TakesOver = "boot.elsewhere",
                Target = target,
            });
        }
    }

    private void OfFiles(Component store, List<DataCopy> copies)
    {
        var main = store.Main;
        if (main.Get("automatic_backups").Truth() is not false and var automatic)
        {
            copies.Add(Own(store, CopyKind.Backups, "automatic daily backups of 35 days", "loss.efs.automatic", 35, outlives: true) with
            {
                UncertainBecause = automatic is null ? $"whether {store.Id} has automatic backups is unknown" : null,
            });
        }

        if (main.Get("is_replicated").Truth() is not false and var replicated)
        {
            var region = main.Get("replica_region").Text();
            copies.Add(Own(store, CopyKind.Replica, $"a replica in {region ?? "another file system"}", "loss.efs.replication", null, outlives: true) with
            {
                Region = region,
                IsElsewhere = region is not null && RegionOf(store) is { } here ? region != here : null,
                GoesBack = false,
                IsLive = true,
                TakesOver = "promote.files",
                UncertainBecause = replicated is null ? $"whether {store.Id} is replicated is unknown" : null,
            });
        }
    }

    private void OfVolume(Component store, List<DataCopy> copies)
    {
        foreach (var policy in snapshotPolicies)
        {
            if ((snapshotPolicies.Count > MaxPolicies && policy.Unit != store.Main.Unit) || policy.Get("state").Text() == "DISABLED" || !policy.Get("resource_types").Elements().Any(static t => t.Text() == "VOLUME"))
            {
                continue;
            }

            var tags = policy.Get("target_tags");
            bool? aims = !tags.HasValue || tags.Kind is not (TypeKind.Map or TypeKind.Object) ? null
                : tags.Pairs.Select(p => store.Main.Tags.IsUnknown || p.Value.Text() is null ? (bool?)null : store.Main.Tags.Get(p.Key).Text() == p.Value.Text()).Aggregate((bool?)false, static (a, b) => a | b);
            if (aims == false)
            {
                continue;
            }

            foreach (var schedule in policy.Get("schedules").Elements())
            {
                var gap = schedule.Get("hours").Count() is { } hours ? hours * 3600.0
                    : schedule.Get("cron").Text() is { } cron ? BackupSchedule.LongestGap(cron) : null;
                var loss = gap is { } every ? Estimate.Between(every, every + 3600) : Estimate.AtLeast(0, $"the schedule of {policy.Address} is unknown");
                var because = aims is null ? $"nobody can tell whether {policy.Address} aims at {store.Id}" : null;
                copies.Add(new DataCopy
                {
                    Kind = CopyKind.Snapshots, What = $"snapshots by {policy.Address}{(gap is { } seconds ? $" every {TimeText.Of(seconds)}" : "")}", Loss = loss, Shown = policy, Region = RegionOf(store), UncertainBecause = because,
                });
                foreach (var copy in schedule.Get("copies").Elements())
                {
                    copies.Add(new DataCopy
                    {
                        Kind = CopyKind.Snapshots, What = $"snapshots by {policy.Address}, copied to {copy.Text() ?? "another region"}", Loss = loss + facts["time.backup.copy"], Shown = policy,
                        Region = copy.Text(), IsElsewhere = copy.Text() is { } there && RegionOf(store) is { } here ? there != here : null, UncertainBecause = because,
                    });
                }
            }
        }
    }

    private void OfWarehouse(Component store, List<DataCopy> copies)
    {
        if (store.Main.Get("snapshot_days").Count() is not 0 and var days)
        {
            copies.Add(Own(store, CopyKind.Snapshots, $"automated snapshots{(days is { } kept ? $" of {(kept == 1 ? "one day" : $"{kept} days")}" : "")}", "loss.redshift.snapshots", days, outlives: false));
            var region = store.Main.Get("snapshot_region");
            if (!region.IsNull)
            {
                copies.Add(Own(store, CopyKind.Snapshots, $"snapshots copied to {region.Text() ?? "another region"}", "loss.redshift.snapshots", days, outlives: true) with
                {
                    Region = region.Text(), IsElsewhere = true, Loss = facts["loss.redshift.snapshots"] + facts["time.backup.copy"],
                });
            }
        }
    }

    private void OfCache(Component store, List<DataCopy> copies)
    {
        if (store.Main.Get("snapshot_days").Count() is > 0 and var days)
        {
            copies.Add(Own(store, CopyKind.Snapshots, $"daily snapshots of {(days == 1 ? "one day" : $"{days} days")}", "loss.elasticache.snapshots", days, outlives: true));
        }

        if (store.Main.Kind!.Id != "aws.elasticache.replication_group")
        {
            return;
        }

        var global = store.Main.Get("global_group").Resource()
            ?? figures.Workload.To(store.Main).Select(static e => e.From).FirstOrDefault(static f => f.Kind?.Id == "aws.elasticache.global_group");
        if (global is not null)
        {
            var follower = figures.Topology.Components.FirstOrDefault(c => c != store && c.Main.Kind?.Id == "aws.elasticache.replication_group" && c.Main.Get("global_group").Resource() == global);
            copies.Add(Own(store, CopyKind.Replica, $"another region of {global.Address}", "loss.elasticache.global", null, outlives: true) with
            {
                Region = follower is null ? null : RegionOf(follower), IsElsewhere = true, GoesBack = false, IsLive = true, TakesOver = "promote.cache", Target = follower,
                UncertainBecause = follower is null ? $"no other region of {global.Address} is in the workload" : null,
            });
        }
    }

    private IEnumerable<Component> Replicas(Component store) =>
        figures.Topology.From(store).Where(static d => d.Kind == DependencyKind.Replicates).SelectMany(static d => d.To)
            .Concat(pairs.Where(p => p.Source == store).Select(static p => p.Replica)).Distinct();

    private DataCopy Replica(Component store, Component replica, string loss, string takesOver, string what)
    {
        return new DataCopy
        {
            Kind = CopyKind.Replica,
            What = $"{what}, {replica.Id}",
            Loss = facts[loss],
            Shown = replica.Main,
            Region = RegionOf(replica),
            IsElsewhere = regions.Differ(store.Main, replica.Main),
            GoesBack = false,
            IsLive = true,
            TakesOver = takesOver,
            Target = replica,
        };
    }
}
