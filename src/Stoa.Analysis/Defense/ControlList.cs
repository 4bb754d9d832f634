namespace Stoa.Analysis.Defense;

/// <summary>Collects what the resources of one path say of each control.</summary>
internal sealed class ControlList(ControlBook book)
{
    private readonly Dictionary<string, Control> controls = [];

    /// <summary>Adds a control that one resource of the path has to have.</summary>
    public void Any(string id, IEnumerable<ControlFinding> findings) => Add(id, findings, [ControlState.Present, ControlState.Unknown, ControlState.Absent]);

    /// <summary>Adds a control that all resources have to have to which it applies.</summary>
    public void All(string id, IEnumerable<ControlFinding> findings) => Add(id, findings, [ControlState.Absent, ControlState.Unknown, ControlState.Present]);

    /// <summary>The layers, with what people say in place of what the sources show.</summary>
    public IReadOnlyList<LayerState> Layers(IReadOnlyCollection<string> addresses, IReadOnlyList<ControlCorrection> corrections, ISet<ControlCorrection> used)
    {
        foreach (var said in corrections)
        {
            if ((said.On is null || addresses.Contains(said.On)) && book[said.Control] is { } definition)
            {
                used.Add(said);
                controls[said.Control] = new Control(definition, said.State, [new ControlFinding(said.State, null, said.Location, $"is so according to {said.Location}{(said.Note is { } note ? $": {note}" : "")}")]);
            }
        }

        return [.. book.Layers.Select(l => new LayerState(l.Layer, [.. l.Controls.Select(c => controls.GetValueOrDefault(c.Definition.Id) ?? c)]))];
    }

    private void Add(string id, IEnumerable<ControlFinding> findings, ReadOnlySpan<ControlState> order)
    {
        if (book[id] is not { } definition)
        {
            return;
        }

        var all = findings.ToList();
        foreach (var state in order)
        {
            var deciding = all.Count(f => f.State == state);
            if (deciding > 0)
            {
                controls[id] = new Control(definition, state, deciding == all.Count ? all : [.. all.Where(f => f.State == state), .. all.Where(f => f.State != state)]);
                return;
            }
        }

        controls[id] = new Control(definition, ControlState.NotApplicable, all);
    }
}
