using System.Globalization;
using Stoa.Analysis.Recovery;
using Stoa.Language.Diagnostics;
using Stoa.Language.Documents;
using Stoa.Language.Text;

namespace Stoa.Assessment.Answers;

/// <summary>Reads the <c>recovery</c> of a workload's file: what code cannot show of it, and what was measured.</summary>
internal static class RecoverySection
{
    private const int MaxEntries = 10_000;

    public static RecoverySettings Read(MappingNode mapping, SourceText source, DiagnosticBag diagnostics)
    {
        var fields = new Fields(
            mapping, "the recovery", source, diagnostics,
            "times", "frequencies", "throughput", "sizes", "rebuildable", "deployments", "primary-region", "account", "locked-vaults", "drills");
        var times = new Dictionary<string, Estimate>();
        foreach (var (key, value) in Entries("times"))
        {
            if (Time((value as ScalarNode)?.Text) is { } time)
            {
                times[key.Text] = time;
            }
            else
            {
                diagnostics.Add(AssessmentDiagnostics.WrongShape(key.Text, "a time (10m) or a range of times (5m-20m)", new Location(source, value.Span)));
            }
        }

        var frequencies = new Dictionary<Disaster, double>();
        foreach (var (key, value) in Entries("frequencies"))
        {
            var named = Disasters().Where(d => DisasterOutcome.WordOf(d) == key.Text).ToList();
            if (named is not [var disaster])
            {
                diagnostics.Add(AssessmentDiagnostics.NotAChoice("frequencies", key.Text, [.. Disasters().Select(DisasterOutcome.WordOf)], new Location(source, key.Span)));
            }
            else if (Number(key.Text, value, 10_000) is { } rate)
            {
                frequencies[disaster] = rate;
            }
        }

        var sizes = new Dictionary<string, double>();
        foreach (var (key, value) in Entries("sizes"))
        {
            if (Number(key.Text, value, 1e9) is { } size)
            {
                sizes[key.Text] = size;
            }
        }

        var vaults = new Dictionary<string, bool>();
        foreach (var (key, value) in Entries("locked-vaults"))
        {
            if (value is ScalarNode { Text: "true" or "false" } truth)
            {
                vaults[key.Text] = truth.Text == "true";
            }
            else
            {
                diagnostics.Add(AssessmentDiagnostics.WrongShape(key.Text, "true or false", new Location(source, value.Span)));
            }
        }

        var deployments = new Dictionary<string, IReadOnlyList<string>>();
        if (fields.Mapping("deployments") is { } deployed)
        {
            var all = new Fields(deployed, "the deployments", source, diagnostics);
            foreach (var entry in all.Entries.Take(MaxEntries))
            {
                deployments[entry.Key.Text] = all.Texts(entry.Key.Text);
            }
        }

        return new RecoverySettings
        {
            Times = times,
            Frequencies = frequencies,
            Throughput = fields.Scalar("throughput") is { } throughput ? Number("throughput", throughput, 1e9) is > 0 and var rateOfData ? rateOfData : null : null,
            Sizes = sizes,
            Rebuildable = fields.Texts("rebuildable").ToHashSet(),
            Deployments = deployments,
            PrimaryRegion = fields.Text("primary-region"),
            Account = fields.Text("account"),
            LockedVaults = vaults,
            Drills = [.. fields.Mappings("drills").Take(MaxEntries).Select(Drill).OfType<RecoveryDrill>()],
        };

        IEnumerable<MappingEntry> Entries(string name) =>
            fields.Mapping(name) is { } inner ? new Fields(inner, $"the {name}", source, diagnostics).Entries.Take(MaxEntries) : [];

        double? Number(string name, Node value, double most)
        {
            var text = (value as ScalarNode)?.Text ?? "";
            if (double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) && number <= most)
            {
                return number;
            }

            diagnostics.Add(AssessmentDiagnostics.NotAnAmount(name, text, new Location(source, value.Span)));
            return null;
        }

        RecoveryDrill? Drill(MappingNode drill)
        {
            var inner = new Fields(drill, "a drill", source, diagnostics, "date", "disaster", "took");
            (string, Disaster)[] choices = [.. Disasters().Select(static d => (DisasterOutcome.WordOf(d), d))];
            var of = inner.Choice("disaster", false, choices);
            TimeSpan? took = null;
            if (inner.Scalar("took") is { } scalar)
            {
                took = WorkloadFileReader.ParseDuration(scalar.Text.Trim());
                if (took is null)
                {
                    diagnostics.Add(AssessmentDiagnostics.NotADuration("took", scalar.Text, new Location(source, scalar.Span)));
                }
            }

            return inner.Date("date", required: true) is { } date ? new RecoveryDrill(of, date, took) : null;
        }
    }

    private static Disaster[] Disasters() => Enum.GetValues<Disaster>();

    private static Estimate? Time(string? text)
    {
        var parts = text?.Split('-', 2, StringSplitOptions.TrimEntries) ?? [];
        if (parts.Length == 0 || WorkloadFileReader.ParseDuration(parts[0]) is not { } low)
        {
            return null;
        }

        return parts.Length == 1 ? Estimate.Between(low.TotalSeconds, low.TotalSeconds)
            : WorkloadFileReader.ParseDuration(parts[1]) is { } high && high >= low ? Estimate.Between(low.TotalSeconds, high.TotalSeconds) : null;
    }
}
