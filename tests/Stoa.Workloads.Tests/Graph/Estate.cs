using Stoa.Language.Diagnostics;
using Stoa.Language.Text;
using Stoa.Language.Values;
using Stoa.Workloads.Graph;
using Stoa.Workloads.Kinds;

namespace Stoa.Workloads.Tests.Graph;

/// <summary>A workload put together by hand: resources as a format would read them, kinds as a file would describe them.</summary>
internal sealed class Estate
{
    private readonly List<Resource> resources = [];
    private readonly SourceText source;

    public Estate(SourceFormat format = SourceFormat.Terraform, string path = ".")
    {
        Unit = new SourceUnit(format, path);
        source = new SourceText(path == "." ? "main.tf" : $"{path}/main.tf", string.Join('\n', Enumerable.Repeat("line", 100)));
    }

    public SourceUnit Unit { get; }

    /// <summary>Where something on a line of the file comes from.</summary>
    public Origin Line(int line) => new(source, new TextSpan((line - 1) * 5, ((line - 1) * 5) + 4));

    public Resource Add(string type, string name, params ReadOnlySpan<(string, Value)> attributes) => Add(type, name, false, attributes);

    public Resource Add(string type, string name, bool isIndeterminate, params ReadOnlySpan<(string, Value)> attributes)
    {
        var resource = new Resource
        {
            Address = Unit.IsCloudFormation ? name : $"{type}.{name}",
            Type = type,
            Name = name,
            Unit = Unit,
            Declaration = new Location(source, Line(resources.Count + 1).Span),
            IsIndeterminate = isIndeterminate,
            Attributes = Value.Object(attributes),
        };
        resources.Add(resource);
        Unit.Resources = resources;
        return resource;
    }

    public Workload Build(KindCatalog catalog) => WorkloadBuilder.Build([Unit], catalog);

    /// <summary>What an attribute of a resource is before apply.</summary>
    public static Value IdOf(Resource resource, string attribute = "id") =>
        Value.UnknownOf(HclType.String, notNull: true).WithReference(new Reference(resource, attribute));

    public static Value Text(string text) => Value.Of(text);

    public static KindCatalog Kinds(string yaml)
    {
        var diagnostics = new DiagnosticBag();
        var catalog = KindCatalog.Read(new MemoryFileTree(("kinds/aws/test.yaml", yaml)), "kinds", diagnostics);
        Assert.Empty(diagnostics.Select(d => d.ToString()));
        return catalog;
    }
}
