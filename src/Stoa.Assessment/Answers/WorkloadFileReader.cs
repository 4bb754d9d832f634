using System.Collections.Immutable;
using System.Globalization;
using Stoa.Analysis;
using Stoa.Analysis.Availability;
using Stoa.Analysis.Defense;
using Stoa.Analysis.Monitoring;
using Stoa.Analysis.Performance;
using Stoa.Analysis.Recovery;
using Stoa.Analysis.Topology;
using Stoa.Assessment.Framework;
using Stoa.Language.Diagnostics;
using Stoa.Language.Documents;
using Stoa.Language.Text;

namespace Stoa.Assessment.Answers;

/// <summary>Reads <c>stoa.yaml</c>. What is wrong in it costs a diagnostic and itself, never the rest.</summary>
public sealed class WorkloadFileReader
{
    /// <summary>The name that is looked for in the reviewed folder.</summary>
    public const string FileName = "stoa.yaml";

    /// <summary>Answers, accepted risks or suppressions beyond this many are left unread.</summary>
    private const int MaxEntries = 10_000;

    private static readonly string[] TopFields =
    [
        "name", "environment", "owner", "description", "regions", "objectives", "sources", "variable-files", "workspace",
        "answers", "accepted-risks", "suppressions", "topology", "defense", "assumptions", "recovery", "monitoring", "profile", "server",
    ];

    private readonly Lens lens;
    private readonly SourceText source;
    private readonly DiagnosticBag diagnostics;

    private WorkloadFileReader(Lens lens, SourceText source, DiagnosticBag diagnostics)
    {
        this.lens = lens;
        this.source = source;
        this.diagnostics = diagnostics;
    }

    /// <summary>Reads a workload's file.</summary>
    /// <param name="source">Its text.</param>
    /// <param name="lens">The lens whose questions it answers.</param>
    /// <param name="diagnostics">Where complaints go.</param>
    public static WorkloadFile Read(SourceText source, Lens lens, DiagnosticBag diagnostics)
    {
        var reader = new WorkloadFileReader(lens, source, diagnostics);
        switch (Sources.Yaml(source, diagnostics))
        {
            case null or ScalarNode { Text: "" }:
                return WorkloadFile.Empty with { Path = source.Path };
            case MappingNode root:
                return reader.Read(root);
            case var other:
                diagnostics.Add(AssessmentDiagnostics.WrongShape("the file", "a mapping of fields", new Location(source, other.Span)));
                return WorkloadFile.Empty with { Path = source.Path };
        }
    }

    private WorkloadFile Read(MappingNode root)
    {
        var fields = new Fields(root, "a workload's file", source, diagnostics, TopFields);
        var objectives = fields.Mapping("objectives") is { } asked ? ReadObjectives(asked) : Objectives.None;
        return new WorkloadFile
        {
            Path = source.Path,
            Name = fields.Text("name"),
            Environment = fields.Text("environment"),
            Owner = fields.Text("owner"),
            Description = fields.Text("description"),
            Regions = [.. fields.Texts("regions").Order(StringComparer.Ordinal).Distinct()],
            Objectives = objectives,
            Settings = new AnalysisSettings
            {
                Topology = fields.Mapping("topology") is { } topology ? ReadTopology(topology) : TopologyCorrections.None,
                Assumptions = fields.Mapping("assumptions") is { } assumptions ? ReadAssumptions(assumptions) : new Dictionary<string, AssumptionOverride>(),
                Defense = fields.Mapping("defense") is { } defense ? DefenseSection.Read(defense, source, diagnostics) : DefenseSettings.None,
                Recovery = fields.Mapping("recovery") is { } recovery ? RecoverySection.Read(recovery, source, diagnostics) : RecoverySettings.None,
                Monitoring = fields.Mapping("monitoring") is { } monitoring ? MonitoringSection.Read(monitoring, source, diagnostics) : MonitoringSettings.None,
                Performance = fields.Mapping("profile") is { } profile ? ProfileSection.Read(profile, source, diagnostics) : PerformanceSettings.None,
                Availability = objectives.Availability,
                RecoveryTime = objectives.RecoveryTime,
                RecoveryPoint = objectives.RecoveryPoint,
            },
            Sources = fields.Texts("sources"),
            VariableFiles = fields.Texts("variable-files"),
            Workspace = fields.Text("workspace"),
            Answers = fields.Mapping("answers") is { } answers ? ReadAnswers(answers) : [],
            AcceptedRisks = [.. Bounded(fields.Mappings("accepted-risks"), "accepted risks").Select(ReadAcceptedRisk).OfType<AcceptedRisk>()],
            Suppressions = [.. Bounded(fields.Mappings("suppressions"), "suppressions").Select(ReadSuppression).OfType<SuppressionRule>()],
            Server = fields.Mapping("server") is { } server ? ReadServer(server) : new ServerSettings(null, null),
        };
    }

    private ServerSettings ReadServer(MappingNode mapping)
    {
        var fields = new Fields(mapping, "the server's names", source, diagnostics, "workload", "source");
        return new ServerSettings(fields.Text("workload"), fields.Text("source"));
    }

    private Objectives ReadObjectives(MappingNode mapping)
    {
        var fields = new Fields(
            mapping, "the objectives", source, diagnostics, "availability", "rto", "rpo", "monthly-budget", "monthly-carbon");
        return new Objectives
        {
            Availability = Parsed(fields, "availability", ParseShare, AssessmentDiagnostics.NotAPercentage),
            RecoveryTime = Parsed(fields, "rto", ParseDuration, AssessmentDiagnostics.NotADuration),
            RecoveryPoint = Parsed(fields, "rpo", ParseDuration, AssessmentDiagnostics.NotADuration),
            MonthlyBudget = Parsed(fields, "monthly-budget", ParseMoney, AssessmentDiagnostics.NotMoney),
            MonthlyCarbon = Parsed(fields, "monthly-carbon", ParseAmount, AssessmentDiagnostics.NotAnAmount),
        };
    }

    private TopologyCorrections ReadTopology(MappingNode mapping)
    {
        var fields = new Fields(mapping, "the topology", source, diagnostics, "dependencies", "units-needed", "journeys");
        var dependencies = new List<DependencyCorrection>();
        foreach (var entry in Bounded(fields.Mappings("dependencies"), "dependencies"))
        {
            var dependency = new Fields(entry, "a dependency", source, diagnostics, "from", "to", "strength");
            var from = dependency.Scalar("from", required: true);
            var to = dependency.Text("to", required: true);
            var strength = dependency.Choice(
                "strength", true, ("hard", DependencyStrength.Hard), ("soft", DependencyStrength.Soft), ("none", DependencyStrength.None));
            if (from is not null && to is not null && strength is { } said)
            {
                dependencies.Add(new DependencyCorrection(from.Text, to, said, At(from)));
            }
        }

        var needed = new Dictionary<string, int>();
        foreach (var (key, value) in fields.Mapping("units-needed") is { } units ? Bounded(new Fields(units, "the units needed", source, diagnostics).Entries, "units") : [])
        {
            if (value is ScalarNode scalar && int.TryParse(scalar.Text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is > 0 and <= 10_000)
            {
                needed[key.Text] = number;
            }
            else
            {
                diagnostics.Add(AssessmentDiagnostics.WrongShape(key.Text, "a whole number of units, from 1 to 10000", At(value)));
            }
        }

        var names = new Dictionary<string, string>();
        foreach (var (key, value) in fields.Mapping("journeys") is { } journeys ? Bounded(new Fields(journeys, "the journeys", source, diagnostics).Entries, "journeys") : [])
        {
            if (value is ScalarNode name)
            {
                names[key.Text] = name.Text;
            }
            else
            {
                diagnostics.Add(AssessmentDiagnostics.WrongShape(key.Text, "a name", At(value)));
            }
        }

        return new TopologyCorrections { Dependencies = dependencies, UnitsNeeded = needed, JourneyNames = names };
    }

    private Dictionary<string, AssumptionOverride> ReadAssumptions(MappingNode mapping)
    {
        var overrides = new Dictionary<string, AssumptionOverride>();
        foreach (var (key, value) in Bounded(new Fields(mapping, "the assumptions", source, diagnostics).Entries, "assumptions"))
        {
            // `common-cause: 0.05` for short.
            if (value is ScalarNode scalar)
            {
                if (ParseAmount(scalar.Text.Trim()) is { } amount)
                {
                    overrides[key.Text] = new AssumptionOverride(null, null, amount);
                }
                else
                {
                    diagnostics.Add(AssessmentDiagnostics.NotAnAmount(key.Text, scalar.Text, At(scalar)));
                }
            }
            else if (value is MappingNode rate)
            {
                var fields = new Fields(rate, $"the assumption {key.Text}", source, diagnostics, "per-year", "hours");
                overrides[key.Text] = new AssumptionOverride(
                    Parsed(fields, "per-year", ParseAmount, AssessmentDiagnostics.NotAnAmount), Parsed(fields, "hours", ParseAmount, AssessmentDiagnostics.NotAnAmount), null);
            }
        }

        return overrides;
    }

    private ImmutableArray<Answer> ReadAnswers(MappingNode mapping)
    {
        var answers = ImmutableArray.CreateBuilder<Answer>();
        foreach (var (key, value) in Bounded(new Fields(mapping, "the answers", source, diagnostics).Entries, "answers"))
        {
            if (!IsOfLens(key.Text, key))
            {
                continue;
            }

            // `OPS05-BP01: met` for short.
            var fields = value is MappingNode answer
                ? new Fields(answer, $"the answer to {key.Text}", source, diagnostics, "answer", "notes", "evidence", "by", "date")
                : new Fields(new MappingNode([new MappingEntry(new ScalarNode("answer", ScalarStyle.Plain, key.Span), value)], value.Span), "an answer", source, diagnostics);
            var state = fields.Choice(
                "answer",
                true,
                ("met", AnswerState.Met),
                ("partly", AnswerState.Partly),
                ("unmet", AnswerState.Unmet),
                ("not-applicable", AnswerState.NotApplicable));
            if (state is not { } said)
            {
                continue;
            }

            var notes = fields.Text("notes");
            if (said == AnswerState.NotApplicable && string.IsNullOrWhiteSpace(notes))
            {
                diagnostics.Add(AssessmentDiagnostics.AnswerNeedsNote(key.Text, At(key)));
                continue;
            }

            answers.Add(new Answer(key.Text, said, notes, fields.Texts("evidence"), fields.Text("by"), fields.Date("date"), At(key)));
        }

        return answers.ToImmutable();
    }

    private AcceptedRisk? ReadAcceptedRisk(MappingNode mapping)
    {
        var fields = new Fields(mapping, "an accepted risk", source, diagnostics, "practice", "reason", "expires", "owner");
        var practice = fields.Scalar("practice", required: true);
        var reason = fields.Text("reason", required: true);
        var expires = fields.Date("expires", required: true);
        var owner = fields.Text("owner");
        return practice is null || reason is null || expires is null || !IsOfLens(practice.Text, practice)
            ? null
            : new AcceptedRisk(practice.Text, reason, expires.Value, owner, At(practice));
    }

    private SuppressionRule? ReadSuppression(MappingNode mapping)
    {
        var fields = new Fields(mapping, "a suppression", source, diagnostics, "check", "resources", "reason", "expires");
        var check = fields.Scalar("check", required: true);
        var reason = fields.Text("reason", required: true);
        var hasExpiry = fields.Has("expires");
        var expires = fields.Date("expires");
        return check is null || reason is null || (hasExpiry && expires is null)
            ? null
            : new SuppressionRule(check.Text, fields.Texts("resources"), reason, expires, At(check));
    }

    private bool IsOfLens(string id, Node at)
    {
        if (lens.TryGetQuestion(id, out _) || lens.TryGetBestPractice(id, out _))
        {
            return true;
        }

        var known = lens.Questions.Select(static q => q.Id).Concat(lens.BestPractices.Select(static b => b.Id));
        diagnostics.Add(AssessmentDiagnostics.UnknownQuestion(id, known, lens.Id, At(at)));
        return false;
    }

    private IEnumerable<T> Bounded<T>(IEnumerable<T> entries, string what)
    {
        var count = 0;
        foreach (var entry in entries)
        {
            if (++count > MaxEntries)
            {
                diagnostics.Add(AssessmentDiagnostics.TooMuch(what, MaxEntries, new Location(source, default)));
                yield break;
            }

            yield return entry;
        }
    }

    private T? Parsed<T>(Fields fields, string name, Func<string, T?> parse, Func<string, string, Location, Diagnostic> complain)
        where T : struct
    {
        if (fields.Scalar(name) is not { } scalar)
        {
            return null;
        }

        var value = parse(scalar.Text.Trim());
        if (value is null)
        {
            diagnostics.Add(complain(name, scalar.Text, At(scalar)));
        }

        return value;
    }

    private static double? ParseShare(string text) =>
        decimal.TryParse(text.TrimEnd('%', ' '), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var percent)
        && percent is >= 0 and <= 100
            ? (double)(percent / 100)
            : null;

    /// <summary>A whole number and <c>s</c>, <c>m</c>, <c>h</c> or <c>d</c>; null where it is none.</summary>
    internal static TimeSpan? ParseDuration(string text)
    {
        var digits = text.AsSpan().TrimEnd("smhd ");
        if (digits.Length == 0 || !int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number > 100_000)
        {
            return null;
        }

        return text.AsSpan(digits.Length).Trim() switch
        {
            "s" => TimeSpan.FromSeconds(number),
            "m" => TimeSpan.FromMinutes(number),
            "h" => TimeSpan.FromHours(number),
            "d" => TimeSpan.FromDays(number),
            "" when number == 0 => TimeSpan.Zero,
            _ => null,
        };
    }

    private static Money? ParseMoney(string text)
    {
        var space = text.IndexOf(' ');
        return space > 0
            && decimal.TryParse(text.AsSpan(0, space), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var amount)
            && text[(space + 1)..].Trim() is { Length: 3 } currency
            && currency.All(char.IsAsciiLetterUpper)
                ? new Money(amount, currency)
                : null;
    }

    private static double? ParseAmount(string text) =>
        double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var amount) && double.IsFinite(amount)
            ? amount
            : null;

    private Location At(Node node) => new(source, node.Span);
}
