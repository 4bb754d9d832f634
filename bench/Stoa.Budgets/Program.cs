using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Stoa.Assessment;
using Stoa.Assessment.Checks;
using Stoa.Budgets;
using Stoa.Language.Diagnostics;
using Stoa.Language.Syntax;
using Stoa.Language.Text;
using Stoa.Workloads;
using Stoa.Workloads.Graph;
using Stoa.Workloads.Terraform;

// bench/run calls: Stoa.Budgets REPOSITORY PROGRAM TIMER ESTATES [WORK…]
var repository = args[0];
var program = args[1];
var timer = args[2];
var estates = args[3];
var only = args[4..];

using var budgets = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(repository, "bench", "budgets.json")));
var missed = 0;
foreach (var budget in budgets.RootElement.GetProperty("budgets").EnumerateArray())
{
    var work = budget.GetProperty("work").GetString()!;
    if (only.Length > 0 && !only.Contains(work))
    {
        continue;
    }

    var says = budget.GetProperty("says").GetString()!;
    if (work == "parse")
    {
        var speed = ParseSpeed(estates);
        Report(says, speed >= budget.GetProperty("megabytesPerSecond").GetDouble(), $"{speed:0} MB/s");
        continue;
    }

    if (work.StartsWith("figures", StringComparison.Ordinal))
    {
        var shares = Figures(work);
        var sum = shares.Sum(static s => s.Milliseconds);
        Report(
            says,
            sum <= budget.GetProperty("milliseconds").GetDouble(),
            $"{sum,7:0.0} ms of {budget.GetProperty("milliseconds").GetDouble():0}: {string.Join(", ", shares.Select(static s => $"{s.Figure} {s.Milliseconds:0.0}"))}");
        continue;
    }

    var cost = work == "checks" ? Checks(repository, estates) : Program(work);
    var limit = budget.GetProperty("milliseconds").GetDouble();
    var withinMemory = !budget.TryGetProperty("megabytes", out var megabytes) || cost.Megabytes <= megabytes.GetDouble();
    Report(
        says,
        cost.Milliseconds <= limit && withinMemory,
        $"{cost.Milliseconds,7:0.0} ms (fastest {cost.Fastest:0.0}) of {limit:0}{(cost.Megabytes is { } mb ? $", {mb:0} MB{(megabytes.ValueKind == JsonValueKind.Number ? $" of {megabytes.GetDouble():0}" : "")}" : "")}");
}

return missed == 0 ? 0 : 1;

void Report(string says, bool kept, string figures)
{
    missed += kept ? 0 : 1;
    Console.WriteLine($"{(kept ? "kept  " : "MISSED")}  {says,-55} {figures}");
}

Measurement Program(string work)
{
    if (work == "version")
    {
        return Measurement.OfProgram(program, "--version", 21);
    }

    var folder = Path.Combine(estates, work);
    if (!Directory.Exists(folder))
    {
        Make(work, folder);
    }

    return Measurement.OfProgram(program, $"review {folder} --format json", work is "small" or "medium" or "nested" ? 21 : 7);
}

// The median of each figure in processes of their own, as a review computes it for the first time.
List<(string Figure, double Milliseconds)> Figures(string work)
{
    var folder = Path.Combine(estates, work);
    if (!Directory.Exists(folder))
    {
        Make(work, folder);
    }

    var runs = new List<List<(string Figure, double Milliseconds)>>();
    for (var i = 0; i < (work == "figures-small" ? 21 : 7); i++)
    {
        using var process = Process.Start(new ProcessStartInfo(timer, [Path.Combine(repository, "src", "Stoa.Cli", "obj", "knowledge.pack"), folder]) { RedirectStandardOutput = true, UseShellExecute = false })!;
        runs.Add([.. process.StandardOutput.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(static line => line.Split(' ')).Select(static words => (words[0], double.Parse(words[1], CultureInfo.InvariantCulture)))]);
        process.WaitForExit();
    }

    return [.. runs[0].Select((figure, at) => (figure.Figure, runs.Select(r => r[at].Milliseconds).Order().ElementAt(runs.Count / 2)))];
}

static void Make(string work, string folder)
{
    switch (work)
    {
        case "small":
            Estates.Small(folder);
            break;
        case "medium":
            Estates.Folder(folder, 49, 2);
            File.WriteAllText(Path.Combine(folder, "more.tf"), "resource \"aws_sns_topic\" \"more\" {\n  count = 24\n  name  = \"more-${count.index}\"\n}\n");
            break;
        case "large":
            Estates.Folders(folder, 500);
            break;
        case "figures-small":
            Estates.SmallSites(folder);
            break;
        case "figures-large":
            Estates.Sites(folder, 500);
            break;
        case "calls":
            Estates.Calls(folder, 500);
            break;
        case "nested":
            Estates.Nested(folder);
            break;
        case "stacks":
            Estates.Stacks(folder, 500);
            break;
        default:
            throw new ArgumentException($"No estate is called {work}.");
    }
}

static double ParseSpeed(string estates)
{
    var folder = Path.Combine(estates, "medium");
    if (!Directory.Exists(folder))
    {
        Make("medium", folder);
    }

    var text = new StringBuilder();
    foreach (var file in Directory.GetFiles(folder, "*.tf").Order())
    {
        text.Append(File.ReadAllText(file));
    }

    var source = new SourceText("all.tf", text.ToString());
    var best = double.MaxValue;
    var end = Stopwatch.GetTimestamp() + (5 * Stopwatch.Frequency);
    while (Stopwatch.GetTimestamp() < end)
    {
        var start = Stopwatch.GetTimestamp();
        GC.KeepAlive(HclParser.Parse(source));
        best = Math.Min(best, Stopwatch.GetElapsedTime(start).TotalSeconds);
    }

    return source.Text.Length / 1e6 / best;
}

static Measurement Checks(string repository, string estates)
{
    var folder = Path.Combine(estates, "checks");
    if (!Directory.Exists(folder))
    {
        Estates.Folder(folder, 70, 6);
    }

    var diagnostics = new DiagnosticBag();
    var knowledge = KnowledgeBase.Read(new DiskFileTree(repository), "knowledge", diagnostics)!;

    // The shipped checks, under further names, until there are three hundred.
    var shipped = knowledge.Checks.Definitions;
    var definitions = Enumerable.Range(0, 300).Select(i => i < shipped.Length
        ? shipped[i]
        : shipped[i % shipped.Length] with { Check = shipped[i % shipped.Length].Check with { Id = $"again/{i}" } });
    var catalog = new CheckCatalog(definitions, knowledge.Kinds);
    var reading = TerraformReader.Read(new DiskFileTree(folder));
    var workload = WorkloadBuilder.Build(reading.Units, knowledge.Kinds, reading.Diagnostics);
    Console.Error.WriteLine($"checks: {workload.Resources.Count} resources, {shipped.Length} shipped checks");

    // The budget is about verdicts over a workload that is prepared: what a review works out once for all checks is not counted again.
    var scope = new CheckScope(workload);
    var run = () => GC.KeepAlive(new CheckEngine(catalog).Run(scope, 2));
    // Both cores are at work, so that the runtime comes late to compiling what is hot: a number of runs is not warm, a length of time is.
    for (var warmed = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(warmed) < TimeSpan.FromSeconds(4);)
    {
        run();
    }

    var times = new List<double>();
    for (var i = 0; i < 200; i++)
    {
        var start = Stopwatch.GetTimestamp();
        run();
        times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
    }

    times.Sort();
    return new Measurement(times[times.Count / 2], times[0], null);
}
