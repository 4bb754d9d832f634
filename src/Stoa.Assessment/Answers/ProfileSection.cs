using System.Globalization;
using Stoa.Analysis.Performance;
using Stoa.Language.Diagnostics;
using Stoa.Language.Documents;
using Stoa.Language.Text;

namespace Stoa.Assessment.Answers;

/// <summary>Reads the <c>profile</c> of a workload's file: the work that it does and how its data are used.</summary>
internal static class ProfileSection
{
    private const int MaxEntries = 10_000;
    private const double MaxSeconds = 31_536_000;

    private static readonly string[] Traffic = ["steady", "spiky", "scheduled"];
    private static readonly string[] State = ["stateless", "stateful"];
    private static readonly string[] Reads = ["repeated", "unique"];

    private static readonly string[] Patterns =
        ["relational", "key-value", "document", "graph", "time-series", "in-memory", "search", "analytics", "objects", "wide-column"];

    public static PerformanceSettings Read(MappingNode mapping, SourceText source, DiagnosticBag diagnostics)
    {
        var fields = new Fields(mapping, "the profile", source, diagnostics, "traffic", "request-seconds", "state", "components", "data");
        var components = new Dictionary<string, WorkProfile>();
        foreach (var (key, value) in Entries("components"))
        {
            if (value is MappingNode work)
            {
                components[key.Text] = Work(new Fields(work, $"the profile of {key.Text}", source, diagnostics, "traffic", "request-seconds", "state"), source, diagnostics);
            }
            else
            {
                diagnostics.Add(AssessmentDiagnostics.WrongShape(key.Text, "a mapping with traffic, request-seconds or state", new Location(source, value.Span)));
            }
        }

        var stores = new Dictionary<string, DataProfile>();
        foreach (var (key, value) in Entries("data"))
        {
            // `aws_db_instance.orders: key-value` for short.
            var store = value is MappingNode said
                ? new Fields(said, $"the data of {key.Text}", source, diagnostics, "pattern", "reads")
                : new Fields(new MappingNode([new MappingEntry(new ScalarNode("pattern", ScalarStyle.Plain, key.Span), value)], value.Span), $"the data of {key.Text}", source, diagnostics);
            stores[key.Text] = new DataProfile(Choice(store, "pattern", Patterns), Choice(store, "reads", Reads));
        }

        return new PerformanceSettings { Profile = Work(fields, source, diagnostics), Components = components, Stores = stores };

        IEnumerable<MappingEntry> Entries(string name) =>
            fields.Mapping(name) is { } found ? new Fields(found, $"the {name}", source, diagnostics).Entries.Take(MaxEntries) : [];
    }

    private static WorkProfile Work(Fields fields, SourceText source, DiagnosticBag diagnostics)
    {
        double? seconds = null;
        if (fields.Scalar("request-seconds") is { } scalar)
        {
            if (double.TryParse(scalar.Text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) && number is > 0 and <= MaxSeconds)
            {
                seconds = number;
            }
            else
            {
                diagnostics.Add(AssessmentDiagnostics.WrongShape("request-seconds", "a number of seconds, like 0.2 or 1800", new Location(source, scalar.Span)));
            }
        }

        return new WorkProfile(Choice(fields, "traffic", Traffic), seconds, Choice(fields, "state", State));
    }

    private static string? Choice(Fields fields, string name, string[] words) =>
        fields.Choice(name, false, [.. words.Select(static (word, i) => (word, i))]) is { } chosen ? words[chosen] : null;
}
