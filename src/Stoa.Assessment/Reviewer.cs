using System.Collections.Immutable;
using Stoa.Analysis;
using Stoa.Assessment.Answers;
using Stoa.Assessment.Checks;
using Stoa.Assessment.Figures;
using Stoa.Assessment.Planning;
using Stoa.Assessment.Scoring;
using Stoa.Language.Diagnostics;
using Stoa.Language.Text;
using Stoa.Workloads;
using Stoa.Workloads.CloudFormation;
using Stoa.Workloads.Graph;
using Stoa.Workloads.Terraform;

namespace Stoa.Assessment;

/// <summary>
/// The whole of a review, from files to advice. The same files, options, knowledge and day give the same assessment.
/// </summary>
public static class Reviewer
{
    /// <summary>Reviews a workload.</summary>
    /// <param name="files">What may be read.</param>
    /// <param name="options">What is to be read and how.</param>
    /// <param name="knowledge">The lens, the kinds and the checks.</param>
    /// <param name="time">Tells which acceptances and suppressions are in force, and how long the stages take.</param>
    /// <exception cref="OperationCanceledException">The options say that it is to stop.</exception>
    public static ReviewRun Run(FileTree files, ReviewOptions options, KnowledgeBase knowledge, TimeProvider time)
    {
        var started = time.GetTimestamp();
        var diagnostics = new DiagnosticBag();
        var file = ReadWorkloadFile(files, options, knowledge, diagnostics);
        var (units, complaints) = ReadSources(files, options, file, diagnostics);
        var read = time.GetTimestamp();
        options.Stopping.ThrowIfCancellationRequested();

        var workload = WorkloadBuilder.Build(units, knowledge.Kinds, complaints);
        diagnostics.AddRange(workload.Diagnostics);
        var mapped = time.GetTimestamp();
        options.Stopping.ThrowIfCancellationRequested();

        var figures = new WorkloadFigures(workload, knowledge.Facts, file.Settings);
        var scope = new CheckScope(workload, knowledge.Facts, figures.Reachability);
        var threads = Math.Max(1, options.Threads);
        var evidence = new EvidenceOfFigures(figures);
        var today = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
        var verdicts = default(VerdictList)!;
        var findings = default(ImmutableArray<Finding>);

        // Neither the figures nor the verdicts need the other.
        Parallel.Invoke(
            new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = options.Stopping },
            () =>
            {
                var run = new CheckEngine(knowledge.Checks).Run(scope, Math.Max(1, threads - 1), options.Stopping);
                diagnostics.AddRange(run.Diagnostics);
                verdicts = VerdictList.Of(run, scope, new Suppressions(knowledge.Checks, workload, file.Suppressions, today, diagnostics));
                findings = VerdictList.Fold(verdicts.Verdicts, Outcome.Fail);
                evidence.Work();
            },
            () =>
            {
                _ = figures.Topology;
                evidence.Work();
            });
        var asked = time.GetTimestamp();
        options.Stopping.ThrowIfCancellationRequested();

        var pillars = Scorer.Score(knowledge.Lens, verdicts.Tallies, evidence.Found, file, today, diagnostics);
        var assessment = new WorkloadAssessment
        {
            LensId = knowledge.Lens.Id,
            Workload = new WorkloadInfo(
                file.Name ?? options.Name, file.Environment, file.Regions.IsEmpty ? RegionsOf(workload) : file.Regions),
            Sources = [.. units.Select(static u => new SourceSummary(u.Format, u.Path, u.Files.Count, u.Resources.Count))],
            Summary = Summarize(workload, pillars, verdicts),
            Pillars = pillars,
            Verdicts = verdicts.Verdicts,
            AllVerdicts = verdicts.All,
            Findings = findings,
            Undecided = VerdictList.Fold(verdicts.Verdicts, Outcome.Undecided),
            Plan = Planner.Plan(findings, pillars),
            Figures = figures,
            Diagnostics = InOrder(diagnostics),
        };
        var concluded = time.GetTimestamp();
        return new ReviewRun(assessment, workload, file, new StageTimings(
            time.GetElapsedTime(started, read),
            time.GetElapsedTime(read, mapped),
            time.GetElapsedTime(mapped, asked),
            time.GetElapsedTime(asked, concluded)));
    }

    private static WorkloadFile ReadWorkloadFile(
        FileTree files, ReviewOptions options, KnowledgeBase knowledge, DiagnosticBag diagnostics)
    {
        var path = options.WorkloadFile;
        if (path is null)
        {
            var beside = options.Paths is [var first, ..] ? files.Resolve(first, WorkloadFileReader.FileName) : null;
            path = beside is not null && files.FileExists(beside) ? beside
                : files.FileExists(WorkloadFileReader.FileName) ? WorkloadFileReader.FileName
                : null;
            if (path is null)
            {
                return WorkloadFile.Empty;
            }
        }

        if (Sources.Read(files, path) is { } source)
        {
            return WorkloadFileReader.Read(source, knowledge.Lens, diagnostics);
        }

        diagnostics.Add(AssessmentDiagnostics.WorkloadFileMissing(path));
        return WorkloadFile.Empty;
    }

    private static (List<SourceUnit> Units, List<Diagnostic> Diagnostics) ReadSources(
        FileTree files, ReviewOptions options, WorkloadFile file, DiagnosticBag diagnostics)
    {
        var folder = file.Path is { } path && path.Contains('/') ? path[..path.LastIndexOf('/')] : "";
        var variableFiles = InFolder(file.VariableFiles).Concat(options.VariableFiles).ToList();
        var terraformOptions = TerraformOptionsOf(files, options, variableFiles.Where(IsTerraformVariables), diagnostics)
            with { Workspace = options.Workspace ?? file.Workspace };
        var cloudFormationOptions = new CloudFormationOptions
        {
            ParameterFiles = [.. variableFiles.Where(static f => !IsTerraformVariables(f))],
            Parameters = options.Variables,
            Region = options.Region,
        };

        // The file says what the workload consists of; a path on the command line that is not the file's own folder says otherwise.
        var paths = !file.Sources.IsEmpty && options.Paths is [var only] && only.Trim('/') == folder
            ? [.. InFolder(file.Sources)]
            : options.Paths;
        var units = new List<SourceUnit>();
        var complaints = new List<Diagnostic>();
        var seen = new HashSet<(SourceFormat, string)>();
        foreach (var target in paths)
        {
            options.Stopping.ThrowIfCancellationRequested();
            TerraformReading? terraform = null;
            CloudFormationReading? cloudFormation = null;
            Parallel.Invoke(
                new ParallelOptions { MaxDegreeOfParallelism = Math.Max(1, options.Threads) },
                () => terraform = TerraformReader.Read(files, terraformOptions, target),
                () => cloudFormation = CloudFormationReader.Read(files, target, cloudFormationOptions));
            units.AddRange(terraform!.Units.Concat(cloudFormation!.Units).Where(unit => seen.Add((unit.Format, unit.Path))));
            complaints.AddRange(terraform.Diagnostics);
            complaints.AddRange(cloudFormation.Diagnostics);
        }

        units.Sort(static (a, b) => string.CompareOrdinal(a.Path, b.Path) is not 0 and var order ? order : a.Format.CompareTo(b.Format));
        return (units, complaints);

        IEnumerable<string> InFolder(IEnumerable<string> names) => names.Select(name => files.Resolve(folder, name) ?? name);
    }

    private static TerraformOptions TerraformOptionsOf(
        FileTree files, ReviewOptions options, IEnumerable<string> variableFiles, DiagnosticBag diagnostics)
    {
        var assignments = new List<VariableAssignment>();
        foreach (var path in variableFiles)
        {
            if (Sources.Read(files, path) is { } source)
            {
                assignments.Add(new VariableAssignment.File(source));
            }
            else
            {
                diagnostics.Add(AssessmentDiagnostics.FileMissing(path, null));
            }
        }

        assignments.AddRange(options.Variables.Select(static v => new VariableAssignment.Text(v.Key, v.Value)));
        return new TerraformOptions { Variables = assignments };
    }

    private static bool IsTerraformVariables(string path) =>
        path.EndsWith(".tfvars", StringComparison.Ordinal) || path.EndsWith(".tfvars.json", StringComparison.Ordinal);

    // Other clouds have regions too, in providers that stand in the same folder: the framework is AWS's.
    private static ImmutableArray<string> RegionsOf(Workload workload) =>
        [.. workload.Resources.Where(static r => r.Unit.IsCloudFormation || r.Type.StartsWith("aws_", StringComparison.Ordinal)).Select(static r => r.Region).OfType<string>().Distinct().Order(StringComparer.Ordinal)];

    private static AssessmentSummary Summarize(Workload workload, ImmutableArray<PillarResult> pillars, VerdictList verdicts)
    {
        var practices = pillars.SelectMany(static p => p.Questions).SelectMany(static q => q.BestPractices).ToList();
        return new AssessmentSummary
        {
            Score = Scorer.ScoreOf(practices),
            Coverage = Scorer.CoverageOf(practices),
            Risks = pillars.Aggregate(default(RiskCounts), static (sum, pillar) => sum + pillar.Risks),
            Resources = workload.Resources.Count + workload.Companions.Count,
            Files = workload.Units.SelectMany(static u => u.Files).Distinct().Count(),
            Checks = verdicts.Tallies.Length,
            Verdicts = new VerdictCounts(
                verdicts.Tallies.Sum(static t => t.Passed),
                verdicts.Tallies.Sum(static t => t.Failed),
                verdicts.Tallies.Sum(static t => t.Undecided),
                verdicts.Tallies.Sum(static t => t.Suppressed)),
        };
    }

    private static ImmutableArray<Diagnostic> InOrder(DiagnosticBag diagnostics) =>
    [
        .. diagnostics
            .OrderBy(static d => d.Location?.Path ?? "", StringComparer.Ordinal)
            .ThenBy(static d => d.Location?.Line ?? 0)
            .ThenBy(static d => d.Code, StringComparer.Ordinal)
            .ThenBy(static d => d.Summary, StringComparer.Ordinal),
    ];
}
