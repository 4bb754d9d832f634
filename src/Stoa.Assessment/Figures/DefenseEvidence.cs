using Stoa.Analysis;
using Stoa.Analysis.Defense;
using Stoa.Language.Text;

namespace Stoa.Assessment.Figures;

/// <summary>What the paths from the internet to data prove.</summary>
internal static class DefenseEvidence
{
    private const string Figure = "defense";

    /// <summary>Layers, control of what flows between them, inspection, encryption on the way in, login, locked backups.</summary>
    public static IEnumerable<FigureEvidence> Of(WorkloadFigures figures)
    {
        var paths = figures.Defense.Paths;
        return new[]
        {
            Paths("SEC05-BP01", Severity.High, paths, "keep all behind the door in private subnets and the data off the internet", "private-subnets", "data-private"),
            Paths("SEC05-BP02", Severity.Medium, paths, "let each step be reached by the step before and little else", "tier-groups", "origin"),
            Paths("SEC05-BP03", Severity.Medium, paths, "pass a web ACL", "waf"),
            Paths("SEC09-BP02", Severity.High, paths, "are encrypted on their way in, by TLS 1.2 or newer", "tls", "tls-version"),
            Resources("SEC06-BP03", Severity.Medium, figures.Defense.Findings("no-remote-login"), "machines and groups on paths from the internet close logging in from outside"),
            Resources("SEC08-BP04", Severity.Medium, figures.Defense.Findings("backups-locked"), "answers about backups of stores that the internet leads to show them locked"),
        }.OfType<FigureEvidence>();
    }

    /// <summary>Every path on which one of some controls applies: it follows where all do that apply.</summary>
    private static FigureEvidence? Paths(string practice, Severity severity, IReadOnlyList<DefensePath> paths, string what, params string[] controls)
    {
        var answers = new List<(bool? Follows, Location? Location)>();
        foreach (var path in paths)
        {
            var states = controls.Select(path.Control).OfType<Control>().Where(static c => c.State != ControlState.NotApplicable).ToList();
            if (states.Count > 0)
            {
                var deciding = states.Find(static c => c.State == ControlState.Absent) ?? states.Find(static c => c.State == ControlState.Unknown) ?? states[0];
                answers.Add((Follows(deciding.State), deciding.Findings[0].Location));
            }
        }

        return Counted(practice, severity, answers, $"paths from the internet to data {what}");
    }

    private static FigureEvidence? Resources(string practice, Severity severity, IReadOnlyList<ControlFinding> findings, string what) =>
        Counted(practice, severity, [.. findings.Select(static f => (Follows(f.State), f.Location))], what);

    private static bool? Follows(ControlState state) => state switch { ControlState.Present => true, ControlState.Absent => false, _ => null };

    private static FigureEvidence? Counted(string practice, Severity severity, List<(bool? Follows, Location? Location)> answers, string what) =>
        answers.Count == 0 ? null : Counting.Of(Figure, practice, severity, answers, static a => a.Location, static a => a.Follows, what);
}
