using System.Diagnostics;
using System.Globalization;
using Stoa.Analysis.FaultTrees;
using Stoa.Language.Diagnostics;
using Stoa.Language.Text;

// Stoa.OpenPsa [--nodes N] [--cut-sets] [--order N] [--importance] FILE…
// One line a fault tree: name, probability (or lower..upper), nodes, most nodes at a time, milliseconds, and the number of minimal cut sets.
var options = new DiagramOptions { NodeLimit = 30_000_000 };
var wantsCutSets = false;
var order = 63;
var wantsImportance = false;
var code = 0;
for (var i = 0; i < args.Length; i++)
{
    switch (args[i])
    {
        case "--nodes" when i + 1 < args.Length:
            options = new DiagramOptions { NodeLimit = int.Parse(args[++i], CultureInfo.InvariantCulture) };
            break;
        case "--cut-sets":
            wantsCutSets = true;
            break;
        case "--order" when i + 1 < args.Length:
            order = int.Parse(args[++i], CultureInfo.InvariantCulture);
            wantsCutSets = true;
            break;
        case "--importance":
            wantsImportance = true;
            break;
        default:
            code |= Solve(args[i]) ? 0 : 1;
            break;
    }
}

return code;

bool Solve(string path)
{
    var clock = Stopwatch.StartNew();
    var diagnostics = new DiagnosticBag();
    var trees = OpenPsaReader.Read(SourceText.FromUtf8(path, File.ReadAllBytes(path), diagnostics), diagnostics);
    foreach (var diagnostic in diagnostics)
    {
        Console.Error.WriteLine(diagnostic);
    }

    foreach (var tree in trees)
    {
        var diagram = BinaryDecisionDiagram.Of(tree, options);
        var q = diagram.Probability;
        var count = wantsCutSets ? diagram.MinimalCutSets(new CutSetOptions { MaximumOrder = order, MaximumCount = 0, NodeLimit = 30_000_000 }).Count : null;
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{Path.GetFileNameWithoutExtension(path)}\t{(q.IsExact ? $"{q.Value:R}" : $"{q.Lower:g6}..{q.Upper:g6}")}\t{diagram.NodeCount}\t{diagram.PeakNodeCount}\t{clock.Elapsed.TotalMilliseconds:f1}\t{count?.ToString(CultureInfo.InvariantCulture) ?? "-"}"));
        if (wantsImportance)
        {
            foreach (var i in diagram.Importances())
            {
                Console.WriteLine($"  {i.Event.Name}\tMIF {i.Birnbaum:g6}\tCIF {i.Criticality:g6}\tDIF {i.Diagnostic:g6}\tRAW {i.RiskAchievementWorth:g6}\tRRW {i.RiskReductionWorth:g6}");
            }
        }

        clock.Restart();
    }

    return trees.Length > 0;
}
