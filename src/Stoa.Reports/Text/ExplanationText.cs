using Stoa.Assessment;
using Stoa.Assessment.Scoring;
using Stoa.Language.Values;
using Stoa.Workloads;

namespace Stoa.Reports.Text;

/// <summary>An explanation for a terminal: the sum behind a score, the verdicts of a check, the properties of a resource.</summary>
public static class ExplanationText
{
    private const int MaxVerdicts = 40;

    /// <summary>Writes an explanation.</summary>
    /// <param name="explanation">What to show.</param>
    /// <param name="resource">The resource explained, for its properties; null where it is no resource.</param>
    /// <param name="output">Where to.</param>
    /// <param name="options">Width and colour.</param>
    public static void Write(Explanation explanation, Resource? resource, TextWriter output, TextReportOptions options)
    {
        var page = new Page(output, options);
        switch (explanation)
        {
            case Explanation.OfQuestion question:
                WriteQuestion(page, question);
                break;
            case Explanation.OfCheck check:
                WriteCheck(page, check);
                break;
            case Explanation.OfResource of:
                WriteResource(page, of, resource);
                break;
        }
    }

    private static void WriteQuestion(Page page, Explanation.OfQuestion question)
    {
        var result = question.Result;
        page.Line($"{page.Bold(result.Question.Id)}  {result.Question.Title}");
        page.Line(page.Dim(question.Pillar.Pillar.Name));
        page.Line();
        page.Wrapped("  ", page.Bold($"risk {Names.Of(result.Risk)}"), 5 + Names.Of(result.Risk).Length, $"{question.RiskReason}.");
        page.Line();
        page.Line($"  {page.Dim("best practice  level   w     m     w·m   state")}");
        foreach (var term in question.Terms)
        {
            var practice = term.Practice;
            var met = term.Met is { } m ? $"{m,5:0.00}  {term.Product,5:0.00}" : "    –      –";
            page.Line($"  {practice.BestPractice.Id,-13}  {Names.Of(practice.BestPractice.RiskLevel),-6}  {term.Weight}  {met}   {Painted(page, practice.State)}  {practice.BestPractice.Title}");
            foreach (var evidence in practice.Evidence)
            {
                page.Line($"      {page.Dim(Proof(evidence))}");
            }

            if (practice.Acceptance is { } acceptance)
            {
                page.Line($"      {page.Dim($"risk accepted until {acceptance.Expires:yyyy-MM-dd}: {acceptance.Reason}")}");
            }
        }

        page.Line();
        page.Line(question.Weight == 0
            ? "  score    – (nothing is known)"
            : $"  score    100 × {question.Met:0.##} / {question.Weight} = {page.Bold($"{100 * question.Met / question.Weight:0.0}")}");
        page.Line($"  known    {question.Known} of {question.Applicable} applicable best practices = {result.Coverage * 100:0} %");
    }

    private static string Painted(Page page, BestPracticeState state)
    {
        var name = Names.Of(state);
        return state switch
        {
            BestPracticeState.Met => page.Green(name),
            BestPracticeState.Unmet or BestPracticeState.Disputed => page.Red(name),
            BestPracticeState.Partly or BestPracticeState.Undecided => page.Yellow(name),
            _ => page.Dim(name),
        };
    }

    private static string Proof(Evidence evidence)
    {
        var place = evidence.Location is null ? "" : $"  {evidence.Location}";
        return evidence.Source == EvidenceSource.Check
            ? $"{evidence.Reference}: {evidence.Passed} pass, {evidence.Failed} fail, {evidence.Undecided} undecided, {evidence.Suppressed} suppressed{place}"
            : $"{Names.Of(evidence.Source)} {evidence.Reference}{(evidence.Note is null ? "" : $": {evidence.Note}")}{place}";
    }

    private static void WriteCheck(Page page, Explanation.OfCheck check)
    {
        page.Line(page.Bold(check.Check.Title));
        page.Line(page.Dim($"{check.Check.Id} · {check.Check.Kind} · severity {Names.Of(check.Check.Severity)} · effort {Names.Of(check.Check.Effort)}"));
        page.Line();
        if (check.Page is { } text)
        {
            foreach (var line in text.Prose.Trim().Split('\n'))
            {
                page.Line($"  {line}");
            }

            page.Line();
            page.Line($"  {page.Dim("require")}  {text.Definition.Require}");
            if (text.Definition.When is { } when)
            {
                page.Line($"  {page.Dim("when")}     {when}");
            }

            page.Line();
        }

        foreach (var practice in check.BestPractices)
        {
            page.Line($"  {practice.BestPractice.Id}  {Painted(page, practice.State)}  {practice.BestPractice.Title}");
        }

        page.Line();
        WriteVerdicts(page, check.Verdicts, static v => v.Resource is null ? "workload" : v.Address);
    }

    private static void WriteResource(Page page, Explanation.OfResource of, Resource? resource)
    {
        page.Line(page.Bold(of.Address));
        if (resource is not null)
        {
            page.Line(page.Dim($"{resource.Type} · {resource.Kind?.Id ?? "no kind"} · {resource.Declaration}"));
            page.Line();
            foreach (var property in resource.Kind?.Properties ?? [])
            {
                var value = resource[property.Slot];
                var note = value.Origin is { IsDefault: true } ? page.Dim("  default") : value.Origin is { } origin ? page.Dim($"  {origin.Location}") : "";
                page.Line($"  {property.Name,-28} {(SecretNames.Match(property.Name) && value is { HasValue: true, Kind: TypeKind.String } ? "(secret)" : Shown(value))}{note}");
            }
        }

        page.Line();
        WriteVerdicts(page, of.Verdicts, static v => v.Check.Id);
    }

    // A property as a person would say it; never a secret, and never a page of it.
    private static string Shown(Value value)
    {
        const int Longest = 60;
        if (value.IsSensitive)
        {
            return "(sensitive)";
        }

        var text = value switch
        {
            { IsNull: true } => "–",
            { IsUnknown: true } => value.References is [var reference, ..] && reference.Target is Resource target ? $"unknown, from {target.Address}" : "unknown",
            { Open: Resource target } => target.Address,
            { Kind: TypeKind.String } => $"\"{value.AsString()}\"",
            { Kind: TypeKind.List or TypeKind.Set or TypeKind.Tuple } => $"[{string.Join(", ", value.ItemList.Select(Shown))}]",
            { Kind: TypeKind.Map or TypeKind.Object } when value.Open is null => $"{{{string.Join(", ", value.Pairs.Select(static p => $"{p.Key} = {Shown(p.Value)}"))}}}",
            _ => value.ToString(),
        };
        return text.Length > Longest ? $"{text[..(Longest - 1)]}…" : text;
    }

    private static void WriteVerdicts(Page page, IReadOnlyList<Verdict> verdicts, Func<Verdict, string> name)
    {
        if (verdicts.Count == 0)
        {
            page.Line("  It was asked of nothing here.");
            return;
        }

        foreach (var verdict in verdicts.OrderByDescending(static v => v.Outcome == Outcome.Fail).ThenByDescending(static v => v.Outcome).Take(MaxVerdicts))
        {
            var word = verdict.Suppression is null ? Names.Of(verdict.Outcome) : "suppressed";
            var painted = verdict switch
            {
                { Suppression: not null } => page.Dim(word),
                { Outcome: Outcome.Pass } => page.Green(word),
                { Outcome: Outcome.Fail } => page.Red(word),
                _ => page.Yellow(word),
            };
            var place = verdict.Location is null ? "" : $"  {verdict.Location}";
            page.Line($"  {painted}{new string(' ', Math.Max(1, 11 - word.Length))}{name(verdict)}{page.Dim(place)}{(verdict.Outcome == Outcome.Pass ? "" : $"  {verdict.Message}")}");
        }

        if (verdicts.Count > MaxVerdicts)
        {
            page.Line($"  {page.Dim($"… and {verdicts.Count - MaxVerdicts:N0} more; stoa review --format json --verdicts all has them")}");
        }
    }
}
