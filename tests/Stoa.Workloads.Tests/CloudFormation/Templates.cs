using Stoa.Language.Text;
using Stoa.Language.Values;
using Stoa.Workloads.CloudFormation;

namespace Stoa.Workloads.Tests.CloudFormation;

/// <summary>Short ways to read templates that stand in tests.</summary>
internal static class Templates
{
    /// <summary>Reads one template.</summary>
    public static CloudFormationReading Read(string text, CloudFormationOptions? options = null) =>
        CloudFormationReader.Read(new MemoryFileTree(("template.yaml", text)), "", options);

    /// <summary>Reads several files.</summary>
    public static CloudFormationReading ReadAll(params ReadOnlySpan<(string Path, string Text)> files) =>
        CloudFormationReader.Read(new MemoryFileTree(files));

    /// <summary>The resource of an address.</summary>
    public static Resource Resource(this CloudFormationReading reading, string address) =>
        Assert.Single(reading.Units.SelectMany(static u => u.Resources), r => r.Address == address);

    /// <summary>The addresses, those of indeterminate resources with a question mark.</summary>
    public static string Addresses(this CloudFormationReading reading) =>
        string.Join(' ', reading.Units.SelectMany(static u => u.Resources).Select(static r => r.Address + (r.IsIndeterminate ? "?" : "")));

    /// <summary>The codes of the diagnostics.</summary>
    public static string Codes(this CloudFormationReading reading) => string.Join(' ', reading.Diagnostics.Select(static d => d.Code));

    /// <summary>An attribute that is there.</summary>
    public static Value Attribute(this Resource resource, string name)
    {
        Assert.True(resource.Attributes.TryGet(name, out var value), $"{resource.Address} has no {name}: {resource.Attributes}");
        return value;
    }

    /// <summary>What a value points at, as <c>name.attribute</c>.</summary>
    public static string References(this Value value) => string.Join(' ', value.References.Select(static r => $"{r.Target}.{r.Attribute}"));
}
