using Stoa.Analysis.Defense;
using Stoa.Language.Diagnostics;
using Stoa.Language.Documents;
using Stoa.Language.Text;

namespace Stoa.Assessment.Answers;

/// <summary>Reads the <c>defense</c> of a workload's file: controls that its code cannot show.</summary>
internal static class DefenseSection
{
    private const int MaxEntries = 10_000;

    public static DefenseSettings Read(MappingNode mapping, SourceText source, DiagnosticBag diagnostics)
    {
        var fields = new Fields(mapping, "the defense", source, diagnostics, "controls");
        var controls = new List<ControlCorrection>();
        foreach (var entry in fields.Mappings("controls"))
        {
            if (controls.Count == MaxEntries)
            {
                diagnostics.Add(AssessmentDiagnostics.TooMuch("controls", MaxEntries, new Location(source, entry.Span)));
                break;
            }

            var said = new Fields(entry, "a control", source, diagnostics, "control", "on", "state", "note");
            var control = said.Scalar("control", required: true);
            var state = said.Choice("state", true, ("present", ControlState.Present), ("absent", ControlState.Absent), ("not-applicable", ControlState.NotApplicable));
            if (control is not null && state is { } word)
            {
                controls.Add(new ControlCorrection(control.Text, said.Text("on"), word, said.Text("note"), new Location(source, control.Span)));
            }
        }

        return new DefenseSettings { Controls = controls };
    }
}
