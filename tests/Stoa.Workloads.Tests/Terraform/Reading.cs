using Stoa.Language.Diagnostics;
using Stoa.Language.Text;
using Stoa.Language.Values;
using Stoa.Workloads.Terraform;

namespace Stoa.Workloads.Tests.Terraform;

/// <summary>A tree of files read as Terraform, and short ways to ask what came of it.</summary>
internal sealed class Reading
{
    private Reading(TerraformReading result) => Result = result;

    public TerraformReading Result { get; }

    public IReadOnlyList<Diagnostic> Diagnostics => Result.Diagnostics;

    public IEnumerable<Resource> Resources => Result.Units.SelectMany(static u => u.Resources);

    public IEnumerable<string> Addresses => Resources.Select(static r => r.Address);

    public IEnumerable<string> Paths => Result.Units.Select(static u => u.Path);

    public Resource this[string address] => Resources.Single(r => r.Address == address);

    /// <summary>Reads one file, main.tf.</summary>
    public static Reading Of(string main) => Of([("main.tf", main)]);

    public static Reading Of(params ReadOnlySpan<(string Path, string Text)> files) => new(TerraformReader.Read(new MemoryFileTree(files)));

    public static Reading Of(TerraformOptions options, params ReadOnlySpan<(string Path, string Text)> files) =>
        new(TerraformReader.Read(new MemoryFileTree(files), options));

    /// <summary>An attribute of a resource; <c>block.0.attribute</c> looks into nested blocks.</summary>
    public Value Attribute(string address, string path)
    {
        var value = this[address].Attributes;
        foreach (var step in path.Split('.'))
        {
            if (int.TryParse(step, out var index))
            {
                value = value.Items[index];
            }
            else
            {
                Assert.True(value.TryGet(step, out var found), $"{address} has no {step}");
                value = found;
            }
        }

        return value;
    }

    /// <summary>What an attribute points at: <c>address.attribute</c>.</summary>
    public string[] Targets(string address, string path) =>
        [.. Attribute(address, path).References.Where(static r => r.Target is Resource or DataSource)
            .Select(static r => r.Attribute.Length == 0 ? $"{r.Target}" : $"{r.Target}.{r.Attribute}")];

    public Reading WithoutErrors()
    {
        Assert.Empty(Diagnostics.Where(static d => d.Severity == DiagnosticSeverity.Error).Select(static d => d.ToString()));
        return this;
    }
}
