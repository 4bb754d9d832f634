using Stoa.Analysis.Facts;
using Stoa.Workloads;

namespace Stoa.Analysis.Defense;

/// <summary>The tables that the analysis starts from.</summary>
internal sealed class ControlBook
{
    private readonly Dictionary<string, ControlDefinition> byId;
    private readonly Lazy<Dictionary<string, double>> tls;
    private readonly Lazy<IReadOnlyList<FactRow>> databases;

    /// <summary>Reads them.</summary>
    public ControlBook(FactBook facts)
    {
        Definitions =
        [
            .. FactTable.Read(facts, "aws/defense-controls.yaml").Rows.Select(static r => new ControlDefinition(
                r.Text("id"), Enum.Parse<DefenseLayer>(r.Text("layer"), ignoreCase: true), r.Text("title"), r.Text("practice"), r.Optional("extra") == "true", r.Text("source"))),
        ];
        byId = Definitions.ToDictionary(static d => d.Id);
        Layers = [.. Enum.GetValues<DefenseLayer>().Select(layer => (layer, (IReadOnlyList<Control>)[.. Definitions.Where(d => d.Layer == layer).Select(static d => new Control(d, ControlState.NotApplicable, []))]))];
        tls = new(() => FactTable.Read(facts, "aws/tls-policies.yaml").Rows.ToDictionary(static r => r.Text("policy"), static r => r.Number("lowest")));
        databases = new(() => FactTable.Read(facts, "aws/database-tls.yaml").Rows);
    }

    /// <summary>The controls in the order written.</summary>
    public IReadOnlyList<ControlDefinition> Definitions { get; }

    /// <summary>The controls of each layer, as they are where nothing has to have them.</summary>
    public IReadOnlyList<(DefenseLayer Layer, IReadOnlyList<Control> Controls)> Layers { get; }

    /// <summary>A control by its id; null where the table has none.</summary>
    public ControlDefinition? this[string id] => byId.GetValueOrDefault(id);

    /// <summary>The lowest version of TLS that a policy takes; null where the policy is not known.</summary>
    public double? LowestTls(string policy) => tls.Value.TryGetValue(policy, out var version) ? version : null;

    /// <summary>Whether a database refuses plain connections unless its parameters say otherwise, and the parameter; null where nobody knows.</summary>
    public (bool? Default, string? Parameter) DatabaseTls(string? engine, string? version)
    {
        var major = version is null ? null : double.TryParse(string.Join('.', version.Split('.').Take(2)), System.Globalization.CultureInfo.InvariantCulture, out var number) ? number : (double?)null;
        string? parameter = null;
        foreach (var row in databases.Value)
        {
            if (row.Text("engine") != engine)
            {
                continue;
            }

            parameter = row.Text("parameter");
            var (from, before) = (row.OptionalNumber("from"), row.OptionalNumber("before"));
            if (major is { } asked ? asked >= (from ?? 0) && asked < (before ?? double.MaxValue) : from is null && before is null)
            {
                return (row.Text("refuses") == "true", parameter);
            }
        }

        return (null, parameter);
    }
}

/// <summary>Makes findings.</summary>
internal static class Finding
{
    /// <summary>It is there.</summary>
    public static ControlFinding Present(Resource resource, string reason, string? property = null) => Of(ControlState.Present, resource, reason, property);

    /// <summary>It is not.</summary>
    public static ControlFinding Absent(Resource resource, string reason, string? property = null) => Of(ControlState.Absent, resource, reason, property);

    /// <summary>Nobody can say.</summary>
    public static ControlFinding Unknown(Resource resource, string reason, string? property = null) => Of(ControlState.Unknown, resource, reason, property);

    /// <summary>Nobody can say, and no resource either.</summary>
    public static ControlFinding Unknown(string reason) => new(ControlState.Unknown, null, null, reason);

    /// <summary>By an answer.</summary>
    public static ControlFinding Of(bool? answer, Resource resource, string present, string absent, string unknown, string? property = null) => answer switch
    {
        true => Present(resource, present, property),
        false => Absent(resource, absent, property),
        null => Unknown(resource, unknown, property),
    };

    /// <summary>By a property that says so itself.</summary>
    public static ControlFinding Says(Resource resource, string property, string present, string absent) =>
        Of(resource.Get(property).Truth(), resource, present, absent, $"has a {property.Replace('_', ' ')} setting that is not known", property);

    private static ControlFinding Of(ControlState state, Resource resource, string reason, string? property) => new(
        state, resource, property is not null && resource.TryGet(property, out var value) && value.Origin is { IsDefault: false } origin ? origin.Location : resource.Declaration, reason);
}
