// Stoa.Figures PACK FOLDER: reads a workload and asks every check, as a review does, then times each figure in a process that has
// computed none before. A line for each, in the order in which they need each other: its name, milliseconds, megabytes allocated,
// collections meanwhile.
using System.Diagnostics;
using System.Globalization;
using Stoa.Analysis;
using Stoa.Assessment;
using Stoa.Assessment.Checks;
using Stoa.Language.Text;
using Stoa.Workloads.CloudFormation;
using Stoa.Workloads.Graph;
using Stoa.Workloads.Knowledge;
using Stoa.Workloads.Terraform;

if (args is not [var pack, var folder])
{
    Console.Error.WriteLine("Stoa.Figures PACK FOLDER");
    return 2;
}

// As the program does: see SourceOptions.
GC.TryStartNoGCRegion(290_000_000);
var knowledge = KnowledgeBase.Open(KnowledgePack.Open(File.ReadAllBytes(pack)));
var files = new DiskFileTree(Path.GetFullPath(folder));
var terraform = TerraformReader.Read(files);
var templates = CloudFormationReader.Read(files);
var workload = WorkloadBuilder.Build([.. terraform.Units, .. templates.Units], knowledge.Kinds, []);

var figures = new WorkloadFigures(workload, knowledge.Facts, AnalysisSettings.None);
GC.KeepAlive(new CheckEngine(knowledge.Checks).Run(new CheckScope(workload, knowledge.Facts, figures.Reachability), 2));
Time("topology", () => figures.Topology);
Time("availability", () => figures.Availability);
Time("monitoring", () => figures.Monitoring);
Time("recovery", () => figures.Recovery);
Time("defense", () => figures.Defense);
Time("performance", () => figures.Performance);
return 0;

static void Time(string name, Func<object> figure)
{
    var (allocated, collections) = (GC.GetTotalAllocatedBytes(), GC.CollectionCount(0));
    var start = Stopwatch.GetTimestamp();
    GC.KeepAlive(figure());
    var elapsed = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture, $"{name} {elapsed:0.000} {(GC.GetTotalAllocatedBytes() - allocated) / 1e6:0.0} {GC.CollectionCount(0) - collections}"));
}
