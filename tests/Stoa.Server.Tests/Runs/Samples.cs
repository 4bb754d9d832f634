using Stoa.Assessment;
using Stoa.Language.Text;
using Stoa.Reviews.Lenses;
using Stoa.Server.Hosting;
using Stoa.Server.Runs;

namespace Stoa.Server.Tests.Runs;

/// <summary>The samples of the checkout, and what reviews them.</summary>
internal static class Samples
{
    private static readonly Lazy<KnowledgeBase> Shipped = new(ShippedKnowledge.Open);
    private static readonly Lazy<LensCatalog> Catalog = new(static () => new LensCatalog(Knowledge.Lens, CustomReviewLens.Read));

    public static KnowledgeBase Knowledge => Shipped.Value;

    public static LensCatalog Lenses => Catalog.Value;

    public static RunMaker Maker => new(Knowledge, Lenses, TimeProvider.System);

    public static string Root => Repository.Root;

    public static FileTree Files(string sample) => new DiskFileTree(Path.Combine(Root, "samples", sample));
}
