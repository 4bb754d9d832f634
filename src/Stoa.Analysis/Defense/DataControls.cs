using Stoa.Analysis.Topology;
using Stoa.Language.Values;
using Stoa.Workloads;

namespace Stoa.Analysis.Defense;

/// <summary>How the data itself is guarded.</summary>
internal sealed class DataControls(WorkloadFigures figures, ControlBook book)
{
    private readonly Workload workload = figures.Workload;
    private readonly Dictionary<Component, List<(string Id, ControlFinding Finding)>> known = [];

    /// <summary>Adds what guards the store of a path.</summary>
    public void Ask(PathFinder.Draft path, ControlList controls)
    {
        var store = path.Components[^1];
        if (!known.TryGetValue(store, out var findings))
        {
            known.Add(store, findings = [.. Of(store)]);
        }

        foreach (var control in findings.GroupBy(static f => f.Id))
        {
            controls.All(control.Key, control.Select(static f => f.Finding));
        }

        controls.All("tls-to-store", Encrypted(path, store));
    }

    private IEnumerable<(string, ControlFinding)> Of(Component store)
    {
        var main = store.Main;
        if (AtRest(main) is { } encrypted)
        {
            yield return ("encrypted", encrypted);
        }

        if (main.TryGet("kms_key", out var key))
        {
            yield return ("key-policy", Key(main, key));
        }

        if (Public(main) is { } closed)
        {
            yield return ("not-public", closed);
        }

        if (Deletion(main) is { } kept)
        {
            yield return ("deletion-protection", kept);
        }

        if (Backups(main) is { } backups)
        {
            yield return ("backups", backups);
        }

        yield return ("backups-locked", Locked(main));
    }

    private static ControlFinding? AtRest(Resource main) => main.Kind?.Id switch
    {
        "aws.s3.bucket" => Finding.Present(main, $"encrypts every object ({main.Get("encryption").Text() ?? "by default"})", "encryption"),
        "aws.dynamodb.table" => Finding.Present(main, main.Get("customer_key").Truth() == true ? "is encrypted with a key in KMS" : "is encrypted with the service's own key", "customer_key"),
        "aws.rds.instance" when main.Get("is_replica").Truth() == true && !main.Get("encrypted").HasValue => null,
        "aws.rds.instance" when main.Get("replica_of").Resource() is { } source => Finding.Of(
            source.Get("encrypted").Truth(), main, $"is encrypted as {source.Address} is", $"is not encrypted, as {source.Address} is not", "is encrypted or not"),
        _ => main.Kind is { } kind && kind.TryGetProperty("encrypted", out _) ? Finding.Says(main, "encrypted", "is encrypted where it is stored", "is not encrypted where it is stored")
            : main.Kind is { } other && other.TryGetProperty("encrypted_at_rest", out _) ? Finding.Says(main, "encrypted_at_rest", "is encrypted where it is stored", "is not encrypted where it is stored")
            : null,
    };

    private static ControlFinding Key(Resource main, Value key)
    {
        if (key.IsNull)
        {
            return Finding.Absent(main, "has no key of its own, of which a policy could say who may use it");
        }

        if (key.Resource() is not { } own)
        {
            return Finding.Unknown(main, "has a key that is not in this workload", "kms_key");
        }

        var statements = own.Get("policy_statements");
        return statements.IsNull ? Finding.Present(own, "leaves to the account's policies who may use it")
            : statements.IsUnknown ? Finding.Unknown(own, "has a policy that is not known", "policy_statements")
            : statements.Elements().Any(PublicBuckets.IsOpen) ? Finding.Absent(own, "lets everybody use it", "policy_statements")
            : Finding.Present(own, "says who may use it", "policy_statements");
    }

    private static ControlFinding? Public(Resource main)
    {
        switch (main.Kind?.Id)
        {
            case "aws.s3.bucket":
                return PublicBuckets.IsBlocked(main) == true ? Finding.Present(main, "blocks public access", "block_public_policy")
                    : PublicBuckets.Opening(main) is { } opening ? Finding.Absent(main, opening, "policy_statements")
                    : PublicBuckets.Off(main) is { } off ? Finding.Absent(main, $"sets {off} to false, or leaves it so in its public access block", off)
                    : main.Get("block_public_policy").IsUnknown || main.Get("restrict_public_buckets").IsUnknown ? Finding.Unknown(main, "blocks public access or not")
                    : Finding.Present(main, "blocks public access, as S3 does unless told otherwise");
            case "aws.opensearch.domain":
                return Finding.Of(main.Get("in_vpc").Truth() == true ? true : main.Get("policy_statements") is { IsUnknown: false } policy ? !policy.Elements().Any(PublicBuckets.IsOpen) : null, main,
                    "is not open to everybody", "lets everybody in by its policy", "lets everybody in or not", "policy_statements");
            default:
                return null;
        }
    }

    private static ControlFinding? Deletion(Resource main) => main.Kind?.Id switch
    {
        "aws.s3.bucket" => Finding.Of(
            main.Get("object_lock").Truth() == true ? true : main.Get("versioned").Truth(), main, main.Get("object_lock").Truth() == true ? "locks its objects" : "keeps deleted versions",
            "keeps no deleted version", "keeps deleted versions or not", "versioned"),
        _ when main.TryGet("deletion_protection", out _) && main.Kind is not null => Finding.Says(main, "deletion_protection", "cannot be deleted before somebody allows it", "can be deleted at once"),
        _ => null,
    };

    private ControlFinding? Backups(Resource main)
    {
        if (PlansOf(main).FirstOrDefault() is { } plan)
        {
            return Finding.Present(plan, $"backs up {main.Address}");
        }

        foreach (var property in (ReadOnlySpan<string>)["backup_days", "snapshot_days"])
        {
            if (main.TryGet(property, out var days) && main.Kind is not null)
            {
                var isReplica = main.TryGet("is_replica", out var replica) && replica.Truth() == true;
                return isReplica ? null : Finding.Of(days.IsUnknown ? null : days.Count() > 0, main, $"is backed up for {days.Count()} days", "is not backed up", "is backed up or not", property);
            }
        }

        return main.Kind?.Id switch
        {
            "aws.dynamodb.table" => Finding.Says(main, "point_in_time_recovery", "can be restored to any second of the last weeks", "cannot be restored to an earlier time"),
            "aws.s3.bucket" => Finding.Of(main.Get("versioned").Truth() | main.Get("is_replicated").Truth(), main, "keeps earlier versions or a copy", "keeps no earlier version and no copy", "keeps earlier versions or not", "versioned"),
            "aws.efs.file_system" => Finding.Says(main, "automatic_backups", "is backed up daily", "is not backed up"),
            _ => null,
        };
    }

    /// <summary>The backup plans that select a store by its address or everything.</summary>
    private IEnumerable<Resource> PlansOf(Resource main) => workload.To(main).Select(static e => e.From).Where(static r => r.Kind?.Id == "aws.backup.plan").Distinct()
        .Concat(Network.SecurityGroups.OfKind(workload, "aws.backup.plan").Where(static p => p.Companions.Any(static c =>
            c.Attributes.Get(c.Unit.IsCloudFormation ? "BackupSelection" : "resources") is var selection
            && (c.Unit.IsCloudFormation ? selection.Get("Resources") : selection).Elements().Any(static r => r.Text() == "*"))));

    private ControlFinding Locked(Resource main)
    {
        ControlFinding? best = null;
        foreach (var plan in PlansOf(main))
        {
            foreach (var vault in workload.From(plan).Select(static e => e.To).Where(static r => r.Kind?.Id == "aws.backup.vault").Distinct())
            {
                if (vault.Get("locked").Truth() == true)
                {
                    return Finding.Present(vault, $"keeps its backups locked{(plan.Get("copies_elsewhere").Truth() == true ? ", and a copy elsewhere" : "; nothing shows a copy in another account")}", "locked");
                }

                best ??= Finding.Of(vault.Get("locked").Truth(), vault, "", "keeps its backups unlocked: whoever runs the account can delete them", "keeps its backups locked or not", "locked");
            }

            best ??= Finding.Unknown(plan, "keeps its backups in a vault that is not in this workload");
        }

        return best
            ?? (main.TryGet("object_lock", out var locked) && locked.Truth() == true ? Finding.Present(main, "locks its objects", "object_lock")
                : Finding.Unknown(main, "is selected by no backup plan of this workload; another repository may have one"));
    }

    private IEnumerable<ControlFinding> Encrypted(PathFinder.Draft path, Component store)
    {
        var main = store.Main;
        switch (main.Kind?.Id)
        {
            case "aws.s3.bucket":
                var statements = main.Get("policy_statements");
                yield return Finding.Of(
                    statements.IsUnknown ? null : statements.Elements().Any(static s => s.IsUnknown) ? null : statements.Elements().Any(RefusesPlain), main, "refuses requests without TLS", "takes requests without TLS", "has a policy that is not known",
                    "policy_statements");
                break;
            case "aws.opensearch.domain":
                yield return Finding.Says(main, "enforces_https", "takes HTTPS only", "takes plain HTTP");
                break;
            case "aws.rds.instance" or "aws.rds.cluster":
                yield return Database(main);
                break;
            case "aws.efs.file_system":
                var mounts = path.Components.SelectMany(static c => c.Settings).Where(static s => s.Kind?.Id == "aws.ecs.task_definition")
                    .SelectMany(t => t.Get("file_systems").Elements().Where(f => ReferenceEquals(f.Get("file_system").Resource(), main)).Select(f => (Task: t, Mount: f))).ToList();
                foreach (var (task, mount) in mounts)
                {
                    yield return Finding.Of(mount.Get("encrypted_in_transit").Truth(), task, "mounts it over TLS", "mounts it without TLS", "mounts it over TLS or not", "file_systems");
                }

                if (mounts.Count == 0)
                {
                    yield return Finding.Unknown(main, "is mounted by machines, over TLS or not as they choose");
                }

                break;
        }

        foreach (var proxy in path.Components.Where(static c => c.Role == ComponentRole.DatabaseProxy))
        {
            yield return Finding.Says(proxy.Main, "requires_tls", "takes TLS only", "takes connections without TLS");
        }
    }

    private static bool RefusesPlain(Value statement) => statement.Get("effect").Text() == "Deny" && statement.Get("conditions").Elements().Any(static c =>
        c.Get("key").Text()?.Equals("aws:SecureTransport", StringComparison.OrdinalIgnoreCase) == true && c.Get("values").Elements().Any(static v => v.Text() == "false" || v.Truth() == false && v.Kind == TypeKind.Bool));

    private ControlFinding Database(Resource main)
    {
        var engine = (main.Get("engine").Text() ?? main.Get("replica_of").Resource()?.Get("engine").Text())?.ToLowerInvariant();
        var version = main.Get("engine_version").Text() ?? main.Get("replica_of").Resource()?.Get("engine_version").Text();
        var (byDefault, parameter) = book.DatabaseTls(engine, version);
        if (parameter is null)
        {
            return Finding.Unknown(main, engine is null ? "has an engine that is not known" : $"is of the engine {engine}, of which it is not known here whether it takes connections without TLS");
        }

        var groups = workload.From(main).Where(static e => e.To.Type is "aws_db_parameter_group" or "aws_rds_cluster_parameter_group" or "AWS::RDS::DBParameterGroup" or "AWS::RDS::DBClusterParameterGroup")
            .Select(static e => e.To).Distinct().ToList();
        foreach (var group in groups)
        {
            var said = group.Unit.IsCloudFormation
                ? group.Attributes.Get("Parameters").Get(parameter)
                : group.Attributes.Get("parameter").Elements().FirstOrDefault(p => p.Get("name").Text() == parameter)?.Get("value") ?? Value.Null;
            if (said.HasValue)
            {
                var on = said.Kind == TypeKind.Bool ? said.AsBool() : said.Kind == TypeKind.Number ? said.Count() == 1 : said.Text() is "1" or "ON" or "on" or "true";
                return on ? Finding.Present(group, $"refuses connections without TLS ({parameter})") : Finding.Absent(group, $"takes connections without TLS ({parameter})");
            }

            if (said.IsUnknown || group.Attributes.Get("parameter").IsUnknown)
            {
                return Finding.Unknown(group, $"sets {parameter} to something that is not known");
            }
        }

        var names = (ReadOnlySpan<string>)["parameter_group_name", "DBParameterGroupName", "db_cluster_parameter_group_name", "DBClusterParameterGroupName"];
        foreach (var name in names)
        {
            if (groups.Count == 0 && main.Attributes.Get(name) is { IsNull: false } elsewhere && elsewhere.Text()?.StartsWith("default.", StringComparison.Ordinal) != true)
            {
                return Finding.Unknown(main, "has a parameter group that is not in this workload");
            }
        }

        return Finding.Of(
            byDefault, main, $"refuses connections without TLS, as {engine} {version} does unless told otherwise", $"takes connections without TLS, as {engine} {version} does unless {parameter} is set",
            $"takes connections without TLS or not: {engine} {version ?? "of a version that is not known"} decides");
    }
}
