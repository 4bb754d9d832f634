using System.Collections.Immutable;
using Stoa.Assessment;
using Stoa.Assessment.Checks;
using Stoa.Assessment.Framework;
using Stoa.Language.Diagnostics;
using Stoa.Language.Text;
using Stoa.Workloads.Kinds;

namespace Stoa.Knowledge.Tests;

/// <summary>The knowledge that ships, read once from the folder it lies in.</summary>
internal static class RepositoryKnowledge
{
    private static readonly Lazy<string> RootFolder = new(FindRoot);
    private static readonly Lazy<MemoryFileTree> Tree = new(ReadFiles);
    private static readonly Lazy<(Lens Lens, KindCatalog Kinds, ImmutableArray<CheckPage> Pages, DiagnosticBag Diagnostics)> Read = new(ReadAll);

    /// <summary>The folder of the repository.</summary>
    public static string Root => RootFolder.Value;

    /// <summary>The files of <c>knowledge</c>, by their paths in it.</summary>
    public static MemoryFileTree Files => Tree.Value;

    public static Lens Lens => Read.Value.Lens;

    public static KindCatalog Kinds => Read.Value.Kinds;

    public static ImmutableArray<CheckPage> Pages => Read.Value.Pages;

    public static DiagnosticBag Diagnostics => Read.Value.Diagnostics;

    private static string FindRoot()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Stoa.slnx")))
        {
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("The tests run outside the repository.");
        }

        return folder;
    }

    private static MemoryFileTree ReadFiles()
    {
        var files = new MemoryFileTree();
        var folder = Path.Combine(Root, "knowledge");
        foreach (var file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
        {
            files.Add(Path.GetRelativePath(folder, file).Replace('\\', '/'), File.ReadAllBytes(file));
        }

        return files;
    }

    private static (Lens Lens, KindCatalog Kinds, ImmutableArray<CheckPage> Pages, DiagnosticBag Diagnostics) ReadAll()
    {
        var diagnostics = new DiagnosticBag();
        var lens = LensReader.Read(Files, "framework/aws-well-architected-2025", diagnostics)
            ?? throw new InvalidOperationException(string.Join('\n', diagnostics));
        var kinds = KindCatalog.Read(Files, "kinds", diagnostics);
        return (lens, kinds, new CheckPageReader(lens, kinds, diagnostics).ReadAll(Files, "checks"), diagnostics);
    }
}
