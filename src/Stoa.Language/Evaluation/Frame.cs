using Stoa.Language.Diagnostics;
using Stoa.Language.Functions;
using Stoa.Language.Text;
using Stoa.Language.Values;

namespace Stoa.Language.Evaluation;

/// <summary>
/// One evaluation's surroundings: the values that names are bound to, and where complaints go. Binders derive their own frames
/// and read their slots from them. Not thread-safe.
/// </summary>
public class Frame
{
    /// <summary>Where complaints about this evaluation go.</summary>
    public required DiagnosticBag Diagnostics { get; set; }

    /// <summary>What may still be done; frames of one review share it.</summary>
    public EvaluationBudget Budget { get => field ??= new(); init; }

    /// <summary>What <c>file()</c> and its kin may read; null where nothing may be read.</summary>
    public FileTree? Files { get; init; }

    /// <summary>The folder that relative paths start from: <c>path.module</c>.</summary>
    public string Folder { get; init; } = "";

    /// <summary>Values of the variables of <c>for</c> and of splats, by slot; the compiler numbers them.</summary>
    internal Value[] Locals { get; private set; } = [];

    // Most expressions are evaluated one after the other, not one within the other: they take turns with one array.
    private Value[]? spareLocals;

    /// <summary>Makes room for so many locals.</summary>
    internal void EnterLocals(int count)
    {
        var spare = spareLocals;
        spareLocals = null;
        Locals = spare?.Length >= count ? spare : new Value[count];
    }

    /// <summary>Gives the room back; the locals from before are in force again.</summary>
    internal void LeaveLocals(Value[] outer)
    {
        spareLocals = Locals;
        Locals = outer;
    }

    /// <summary>How many templates are being rendered around this evaluation.</summary>
    internal int TemplateDepth { get; init; }

    /// <summary>What functions see beside their arguments.</summary>
    internal CallContext CallContext => field ??= new CallContext
    {
        Files = Files,
        Folder = Folder,
        RenderTemplate = (template, variables, _) => TemplateRendering.Render(template, variables, this),
    };
}
