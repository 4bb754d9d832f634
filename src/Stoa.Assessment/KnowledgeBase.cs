using System.Collections.Immutable;
using Stoa.Analysis.Facts;
using Stoa.Assessment.Checks;
using Stoa.Assessment.Framework;
using Stoa.Language.Diagnostics;
using Stoa.Language.Text;
using Stoa.Workloads.Kinds;
using Stoa.Workloads.Knowledge;

namespace Stoa.Assessment;

/// <summary>
/// What a review knows before it reads anything: the lens, the kinds, the checks. It comes from the pack inside the program, of which
/// only what is asked for is decoded, or from a <c>knowledge</c> folder. Immutable, safe to share between threads.
/// </summary>
public sealed class KnowledgeBase
{
    private const string FactsSection = "facts";

    private readonly Func<string, CheckPage?> pages;

    private KnowledgeBase(Lens lens, KindCatalog kinds, CheckCatalog checks, FactBook facts, Func<string, CheckPage?> pages)
    {
        Lens = lens;
        Kinds = kinds;
        Checks = checks;
        Facts = facts;
        this.pages = pages;
    }

    /// <summary>The lens to review against.</summary>
    public Lens Lens { get; }

    /// <summary>The kinds of resources.</summary>
    public KindCatalog Kinds { get; }

    /// <summary>The checks to ask.</summary>
    public CheckCatalog Checks { get; }

    /// <summary>The figures that analyses start from.</summary>
    public FactBook Facts { get; }

    /// <summary>The knowledge inside a pack.</summary>
    public static KnowledgeBase Open(KnowledgePack pack)
    {
        var kinds = KindCatalog.Open(pack);
        return new KnowledgeBase(LensPack.Read(pack), kinds, new CheckCatalog(CheckPack.Read(pack), kinds), FactsOf(pack), id => CheckPack.ReadPage(pack, id));
    }

    /// <summary>Reads a knowledge folder: <c>framework</c>, <c>kinds</c>, <c>checks</c>. Of several lenses the last by name is taken.</summary>
    /// <returns>The knowledge; null where there is no lens that can be read. What else cannot be read is left out.</returns>
    public static KnowledgeBase? Read(FileTree files, string folder, DiagnosticBag diagnostics)
    {
        var frameworks = Join(folder, "framework");
        if (files.Folders(frameworks) is not [.., var newest])
        {
            diagnostics.Add(AssessmentDiagnostics.FileMissing(frameworks, null));
            return null;
        }

        if (LensReader.Read(files, Join(frameworks, newest), diagnostics) is not { } lens)
        {
            return null;
        }

        var kinds = KindCatalog.Read(files, Join(folder, "kinds"), diagnostics);
        var checks = new CheckPageReader(lens, kinds, diagnostics).ReadAll(files, Join(folder, "checks"));
        return Of(lens, kinds, checks, FactsIn(files, Join(folder, "facts")));
    }

    /// <summary>The knowledge of the given parts.</summary>
    public static KnowledgeBase Of(Lens lens, KindCatalog kinds, ImmutableArray<CheckPage> pages, FactBook? facts = null)
    {
        var byId = pages.ToDictionary(static p => p.Check.Id);
        return new KnowledgeBase(
            lens, kinds, new CheckCatalog(pages.Select(static p => p.Definition), kinds), facts ?? FactBook.Empty, id => byId.GetValueOrDefault(id));
    }

    /// <summary>The same knowledge and more checks; one of the same id replaces the one that was there.</summary>
    public KnowledgeBase With(ImmutableArray<CheckPage> more)
    {
        var added = more.ToDictionary(static p => p.Check.Id);
        return new KnowledgeBase(
            Lens, Kinds, Checks.With(more.Select(static p => p.Definition)), Facts, id => added.GetValueOrDefault(id) ?? pages(id));
    }

    /// <summary>The whole page of a check; null where there is none of that id.</summary>
    public CheckPage? Page(string id) => pages(id);

    /// <summary>Writes everything into a pack; see <see cref="Open"/>.</summary>
    public void WriteTo(KnowledgePackBuilder builder)
    {
        LensPack.Write(builder, Lens);
        Kinds.WriteTo(builder);
        foreach (var definition in Checks.Definitions)
        {
            CheckPack.Write(builder, Page(definition.Check.Id)!);
        }

        foreach (var path in Facts.Paths)
        {
            var record = new PackWriter();
            Facts.Table(path)!.WriteTo(record);
            builder.Add(FactsSection, path, record);
        }
    }

    private static FactBook FactsOf(KnowledgePack pack)
    {
        var section = pack.Section(FactsSection);
        return new FactBook([], path =>
        {
            if (!section.TryGet(path, out var record))
            {
                return null;
            }

            var reader = new PackReader(record);
            return FactTable.Read(ref reader, $"{FactsSection}/{path}");
        });
    }

    private static FactBook FactsIn(FileTree files, string folder)
    {
        var paths = files.Folders(folder).SelectMany(service => files.Files(Join(folder, service)).Where(static f => f.EndsWith(".yaml", StringComparison.Ordinal)).Select(file => $"{service}/{file}"));
        return new FactBook([.. paths], path => Sources.Read(files, Join(folder, path)) is { } source ? FactTable.Read(source) : null);
    }

    private static string Join(string folder, string name) => folder.Length == 0 ? name : $"{folder}/{name}";
}
