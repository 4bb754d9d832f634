using System.Collections.Immutable;
using Stoa.Assessment;
using Stoa.Assessment.Answers;
using Stoa.Language.Diagnostics;
using Stoa.Language.Text;
using Stoa.Reports.Runs;
using Stoa.Reviews;
using Stoa.Reviews.Evidence;
using Stoa.Reviews.Lenses;
using Stoa.Reviews.Standing;
using Stoa.Reviews.Store;
using Stoa.Server.Hosting;

namespace Stoa.Server.Runs;

/// <summary>Reviews files as the command line does, and makes of the review what the record keeps.</summary>
public sealed class RunMaker(KnowledgeBase knowledge, LensCatalog lenses, TimeProvider time)
{
    /// <summary>Reviews files.</summary>
    /// <param name="files">What may be read.</param>
    /// <param name="name">What to call the workload where its own file does not say.</param>
    /// <param name="threads">How many threads may work.</param>
    /// <param name="stopping">Nobody waits for it any more.</param>
    /// <exception cref="InvalidException">Nothing in the files can be reviewed.</exception>
    public RunResult Make(FileTree files, string name, int threads = 1, CancellationToken stopping = default)
    {
        var run = Reviewer.Run(files, new ReviewOptions { Name = name, Threads = threads, Stopping = stopping }, knowledge, time);
        var assessment = run.Assessment;
        if (assessment.Sources.IsEmpty)
        {
            throw new InvalidException(
                "Nothing to review: no Terraform root module, plan, state or CloudFormation template was found."
                + string.Concat(assessment.Diagnostics.Take(5).Select(static d => $"\n{d}")));
        }

        stopping.ThrowIfCancellationRequested();
        var evidence = EvidenceOf(assessment);
        var contents = new Dictionary<string, byte[]>(RunParts.Of(run, ServerVersion.Text));
        contents[RunParts.Picture] = PictureGuard.Clean(contents[RunParts.Picture])
            ?? throw new InvalidOperationException("The picture holds what a picture may not.");
        return new RunResult
        {
            ToolVersion = ServerVersion.Text,
            Resources = assessment.Summary.Resources,
            Failures = assessment.Summary.Verdicts.Fail,
            Score = ScoreOf(lenses, evidence),
            Message = MessageOf(assessment.Diagnostics.Count(static d => d.Severity == DiagnosticSeverity.Error)),
            Evidence = evidence,
            Answers = [.. run.File.Answers.Select(static a => new FileAnswer(a.Id, StatusOf(a.State), NotesOf(a.Notes, a.Evidence), a.By, a.Date))],
            Contents = contents,
        };
    }

    /// <summary>The score of the framework by evidence alone.</summary>
    internal static double? ScoreOf(LensCatalog lenses, RunEvidence evidence) =>
        new Evaluator(evidence, [], DateOnly.MinValue).Evaluate(lenses.Framework, ImmutableDictionary<string, AnswerRecord>.Empty).Score;

    /// <summary>What a run tells people of what could not be read; null where everything could.</summary>
    internal static string? MessageOf(int errors) => errors switch
    {
        0 => null,
        1 => "1 thing could not be read; the review lists it under diagnostics.",
        _ => $"{errors} things could not be read; the review lists them under diagnostics.",
    };

    /// <summary>The notes of a file's answer with the documents that it cites.</summary>
    internal static string? NotesOf(string? notes, IReadOnlyCollection<string> documents)
    {
        var cited = documents.Count == 0 ? null : $"Evidence: {string.Join(", ", documents)}";
        return notes is null ? cited : cited is null ? notes : $"{notes}\n{cited}";
    }

    private static RunEvidence EvidenceOf(WorkloadAssessment assessment) => new(assessment.Pillars
        .SelectMany(static p => p.Questions).SelectMany(static q => q.BestPractices)
        .Select(static b => (b.BestPractice.Id, Proofs: (IReadOnlyList<Proof>)[.. b.Evidence
            .Where(static e => e.Source is EvidenceSource.Check or EvidenceSource.Figure).Select(ProofOf)]))
        .Where(static b => b.Proofs.Count > 0)
        .ToDictionary(static b => b.Id, static b => b.Proofs));

    private static Proof ProofOf(Assessment.Evidence evidence) => new()
    {
        Source = evidence.Source == EvidenceSource.Check ? "check" : "figure",
        Ref = evidence.Reference,
        Effect = evidence.Effect,
        Weight = evidence.Weight,
        Passed = evidence.Passed,
        Failed = evidence.Failed,
        Undecided = evidence.Undecided,
        Suppressed = evidence.Suppressed,
        File = evidence.Location?.Path,
        Line = evidence.Location?.Line,
        Note = evidence.Note,
    };

    private static ChoiceStatus StatusOf(AnswerState state) => state switch
    {
        AnswerState.Met => ChoiceStatus.Met,
        AnswerState.Partly => ChoiceStatus.Partly,
        AnswerState.NotApplicable => ChoiceStatus.NotApplicable,
        _ => ChoiceStatus.Unmet,
    };
}
