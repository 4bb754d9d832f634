using System.Runtime.CompilerServices;
using Stoa.Language.Diagnostics;
using Stoa.Language.Text;
using Stoa.Workloads.Kinds;
using Stoa.Workloads.Knowledge;

namespace Stoa.Workloads.Tests.Kinds;

/// <summary>The kinds that ship with the program.</summary>
public sealed class KnowledgeTests
{
    [Fact]
    public void Every_kinds_file_loads_without_a_complaint()
    {
        Load(out var diagnostics);

        Assert.True(diagnostics.Count == 0, string.Join('\n', diagnostics));
    }

    [Fact]
    public void Every_property_has_both_columns_or_a_reason_why_not()
    {
        var catalog = Load(out _);

        foreach (var definition in catalog.Ids.Select(id => catalog.Definition(id)!))
        {
            foreach (var property in definition.Kind.Properties)
            {
                var columns = definition.Columns[property.Slot];
                Assert.All([columns.Terraform, columns.CloudFormation], column => Assert.True(
                    (column.Expression ?? column.NotAvailable) is { Length: > 0 }, $"{definition.Kind.Id}.{property.Name}"));
            }
        }
    }

    [Fact]
    public void There_are_at_least_seventy_kinds() => Assert.True(Load(out _).Ids.Count >= 70);

    [Fact]
    public void The_pack_holds_all_of_them()
    {
        var files = Load(out _);
        var builder = new KnowledgePackBuilder();
        files.WriteTo(builder);
        var pack = KindCatalog.Open(KnowledgePack.Open(builder.ToBytes()));

        Assert.Equal(files.Ids, pack.Ids);
        Assert.All(files.Ids, id => Assert.Equal(files.Definition(id)!.Columns, pack.Definition(id)!.Columns));
    }

    internal static KindCatalog Load(out IReadOnlyCollection<Diagnostic> diagnostics, [CallerFilePath] string thisFile = "")
    {
        var root = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(thisFile)!, "../../.."));
        var bag = new DiagnosticBag();
        diagnostics = bag;
        return KindCatalog.Read(new DiskFileTree(root), "knowledge/kinds", bag);
    }
}
