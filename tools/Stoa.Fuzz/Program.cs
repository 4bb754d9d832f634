// Stoa.Fuzz: feeds readers, the evaluation and whole reviews with damaged texts and stops at the first that throws, hangs or takes too much memory.
//
//   Stoa.Fuzz [--corpus DIR] [--count N] [--seconds S] [--seed N] [--threads N] [--target NAME[,NAME…]] [--max-length N]
//
// A failing input is written to the current folder; the seed and thread tell how it was made.
using System.Diagnostics;
using System.Globalization;
using System.Text;
using Stoa.Fuzz;
using Stoa.Language.Text;

const double HangSeconds = 20;
const int Batch = 16;
const int SampleBytes = 20_000;
const int SamplesPerTarget = 400;

var options = new Dictionary<string, string>();
for (var i = 0; i + 1 < args.Length; i += 2)
{
    options[args[i]] = args[i + 1];
}

long Number(string name, long otherwise) =>
    options.TryGetValue(name, out var text) ? long.Parse(text, CultureInfo.InvariantCulture) : otherwise;

var count = Number("--count", 100_000);
var deadline = Stopwatch.GetTimestamp() + (long)(Number("--seconds", 86_400) * (double)Stopwatch.Frequency);
var seed = (int)Number("--seed", 1);
var threads = (int)Number("--threads", Environment.ProcessorCount);
var maxLength = (int)Number("--max-length", 400);

// A text of a few hundred characters has no business with more: the tables of a reader, and what its tree holds.
var maxAllocation = 1_000_000L + (maxLength * 20_000L);
// Evaluations and reviews take longer than readers, and are asked for by name.
var names = options.GetValueOrDefault("--target")?.Split(',');
var targets = Target.All.Where(t => names?.Contains(t.Name) ?? t.AllocationScale == 1).ToArray();
var samples = targets.Select(t => Samples(options.GetValueOrDefault("--corpus"), t.Extensions)).ToArray();

long done = 0;
long largest = 0;
var failed = 0;
var current = new (string Target, string Text, long Since)[threads];
var workers = Enumerable.Range(0, threads).Select(id => new Thread(() => Work(id), 1 << 20) { IsBackground = true }).ToArray();
foreach (var worker in workers)
{
    worker.Start();
}

while (workers.Any(static w => w.IsAlive))
{
    workers[0].Join(500);
    foreach (var (target, text, since) in current)
    {
        if (since != 0 && Stopwatch.GetElapsedTime(since).TotalSeconds > HangSeconds)
        {
            Fail(target, text, "It does not end.");
            return 1;
        }
    }
}

Console.WriteLine($"{done:N0} inputs, seed {seed}, {targets.Length} targets, at most {largest:N0} bytes allocated for one: {(failed == 0 ? "no failure" : $"{failed} failures")}");
return failed == 0 ? 0 : 1;

void Work(int id)
{
    var random = new Random(unchecked((seed * 7919) + id));
    var mutators = targets.Select((t, i) => new Mutator(random, t, samples[i], maxLength)).ToArray();
    while (Interlocked.Increment(ref done) <= count && Stopwatch.GetTimestamp() < deadline && failed == 0)
    {
        var which = random.Next(targets.Length);
        var mutator = mutators[which];
        if (targets[which].Together is not null && !TryTogether(id, targets[which], mutator))
        {
            return;
        }

        if (targets[which].Together is not null)
        {
            continue;
        }

        var text = mutator.Next();
        current[id] = (targets[which].Name, text, Stopwatch.GetTimestamp());
        var before = GC.GetAllocatedBytesForCurrentThread();
        try
        {
            targets[which].Run(new SourceText("fuzz", text));
        }
        catch (Exception error)
        {
            Fail(targets[which].Name, text, error.ToString());
            return;
        }

        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        largest = Math.Max(largest, allocated);
        current[id].Since = 0;
        if (allocated > maxAllocation * targets[which].AllocationScale)
        {
            Fail(targets[which].Name, text, $"It took {allocated:N0} bytes.");
            return;
        }
    }

    current[id].Since = 0;
    Interlocked.Decrement(ref done);
}

// Many in one go; where that fails, one after the other, to find the culprit.
bool TryTogether(int id, Target target, Mutator mutator)
{
    var texts = Enumerable.Range(0, Batch).Select(_ => new SourceText("fuzz", mutator.Next())).ToArray();
    Interlocked.Add(ref done, Batch - 1);
    current[id] = (target.Name, string.Join("\n#### next\n", texts.Select(static t => t.Text)), Stopwatch.GetTimestamp());
    try
    {
        target.Together!(texts);
        current[id].Since = 0;
        return true;
    }
    catch (Exception error)
    {
        foreach (var text in texts)
        {
            try
            {
                target.Run(text);
            }
            catch (Exception own)
            {
                Fail(target.Name, text.Text, own.ToString());
                return false;
            }
        }

        Fail(target.Name, current[id].Text, error.ToString());
        return false;
    }
}

void Fail(string target, string text, string why)
{
    var number = Interlocked.Increment(ref failed);
    var file = $"fuzz-{target}-{seed}-{number}.txt";
    File.WriteAllText(file, text);
    Console.Error.WriteLine($"{target}: {why}{Environment.NewLine}The input is in {file}.");
}

static string[] Samples(string? folder, string[] extensions) =>
    folder is null
        ? []
        : [.. Directory.EnumerateFiles(folder, "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint })
            .Where(f => extensions.Contains(Path.GetExtension(f)) && new FileInfo(f).Length is > 0 and < SampleBytes)
            .Order(StringComparer.Ordinal)
            .Take(SamplesPerTarget)
            .Select(static f => File.ReadAllText(f, Encoding.UTF8))];
