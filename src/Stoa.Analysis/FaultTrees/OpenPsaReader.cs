using System.Collections.Immutable;
using System.Globalization;
using Stoa.Language.Diagnostics;
using Stoa.Language.Text;

namespace Stoa.Analysis.FaultTrees;

/// <summary>
/// Reads fault trees in the Open-PSA Model Exchange Format (https://open-psa.github.io/mef): gates and, or, atleast, xor, not, nand,
/// nor, iff, imply and cardinality, basic and house events, parameters. Names are global in a file; private components are not supported.
/// </summary>
public sealed class OpenPsaReader
{
    /// <summary>For how many undefined names the one that was meant is looked for: each looks at all.</summary>
    private const int MostGuesses = 20;

    private readonly SourceText source;
    private readonly DiagnosticBag diagnostics;
    private readonly DiagnosticBag.Checkpoint start;
    private readonly Dictionary<string, Definition> definitions = [];
    private readonly Dictionary<string, OpenPsaElement> parameters = [];
    private readonly List<(string Tree, List<string> Gates)> trees = [];
    private readonly HashSet<string> used = [];
    private readonly OpenPsaExpressions expressions;

    // What has been built of one top gate's tree.
    private readonly Dictionary<string, Formula> built = [];
    private FaultTreeBuilder builder = new();
    private int guesses;

    private OpenPsaReader(SourceText source, OpenPsaOptions options, DiagnosticBag diagnostics)
    {
        this.source = source;
        this.diagnostics = diagnostics;
        start = diagnostics.Mark();
        expressions = new OpenPsaExpressions(source, options, parameters, diagnostics);
    }

    /// <summary>
    /// The trees of a file: one for each gate of a <c>define-fault-tree</c> that no other gate uses, named as the gate. Empty if
    /// something was wrong with the file: a result of half a model would be a wrong result.
    /// </summary>
    public static ImmutableArray<FaultTree> Read(SourceText source, DiagnosticBag diagnostics, OpenPsaOptions? options = null)
    {
        var reader = new OpenPsaReader(source, options ?? new OpenPsaOptions(), diagnostics);
        var result = OpenPsaDocument.Read(source, diagnostics) is { } root ? reader.Read(root) : [];
        return diagnostics.HasErrorsSince(reader.start) ? [] : result;
    }

    private ImmutableArray<FaultTree> Read(OpenPsaElement root)
    {
        if (root.Name != "opsa-mef")
        {
            diagnostics.Add(AnalysisDiagnostics.NoFaultTree(Locate(root)));
            return [];
        }

        foreach (var element in root.Content)
        {
            switch (element.Name)
            {
                case "define-fault-tree":
                    trees.Add((element["name"] ?? "", []));
                    Declare(element, "a fault tree");
                    break;
                case "model-data":
                    Declare(element, "model data");
                    break;
                default:
                    diagnostics.Add(AnalysisDiagnostics.UnsupportedElement(element.Name, "a model", Locate(element)));
                    break;
            }
        }

        var result = ImmutableArray.CreateBuilder<FaultTree>();
        foreach (var gate in trees.SelectMany(t => t.Gates).Where(g => !used.Contains(g)))
        {
            built.Clear();
            builder = new FaultTreeBuilder();
            if (Build(gate) is { } top)
            {
                result.Add(builder.Build(top, gate));
            }
        }

        if (result.Count == 0 && !diagnostics.HasErrorsSince(start))
        {
            // Gates that all use each other have no top: walk from any to show the circle.
            if (trees.SelectMany(t => t.Gates).FirstOrDefault() is { } any)
            {
                Build(any);
            }
            else
            {
                diagnostics.Add(AnalysisDiagnostics.NoFaultTree(Locate(root)));
            }
        }

        return result.ToImmutable();
    }

    private void Declare(OpenPsaElement container, string what)
    {
        foreach (var element in container.Content)
        {
            switch (element.Name)
            {
                case "define-gate" or "define-basic-event" or "define-house-event":
                    Declare(element);
                    break;
                case "define-parameter":
                    if (element["name"] is not { } parameter)
                    {
                        diagnostics.Add(AnalysisDiagnostics.MissingAttribute(element.Name, "name", Locate(element)));
                    }
                    else if (!parameters.TryAdd(parameter, element))
                    {
                        diagnostics.Add(AnalysisDiagnostics.DuplicateDefinition(parameter, parameters[parameter].Line, Locate(element)));
                    }

                    break;
                case "define-component" when element["role"] is not "private":
                    Declare(element, "a component");
                    break;
                default:
                    diagnostics.Add(AnalysisDiagnostics.UnsupportedElement(element.Name, what, Locate(element)));
                    break;
            }
        }
    }

    private void Declare(OpenPsaElement element)
    {
        if (element["name"] is not { Length: > 0 } name)
        {
            diagnostics.Add(AnalysisDiagnostics.MissingAttribute(element.Name, "name", Locate(element)));
            return;
        }

        if (!definitions.TryAdd(name, new Definition(element)))
        {
            diagnostics.Add(AnalysisDiagnostics.DuplicateDefinition(name, definitions[name].Element.Line, Locate(element)));
            return;
        }

        if (element.Name == "define-gate")
        {
            if (trees.Count > 0)
            {
                trees[^1].Gates.Add(name);
            }

            NoteUses(element, definitions[name].Uses);
        }
    }

    private void NoteUses(OpenPsaElement formula, List<string> uses)
    {
        foreach (var element in formula.Content)
        {
            if (element.Name is "gate" or "event" && element["name"] is { } name)
            {
                used.Add(name);
                uses.Add(name);
            }

            NoteUses(element, uses);
        }
    }

    /// <summary>The formula of a gate, after those of all gates below it; null if something is wrong with it. No recursion: chains may be long.</summary>
    private Formula? Build(string top)
    {
        var open = new Stack<(string Gate, int Use)>();
        var onPath = new HashSet<string> { top };
        open.Push((top, 0));
        while (open.TryPop(out var frame))
        {
            var definition = definitions[frame.Gate];
            var next = frame.Use;
            while (next < definition.Uses.Count
                && (built.ContainsKey(definition.Uses[next]) || !definitions.TryGetValue(definition.Uses[next], out var used) || !used.IsGate))
            {
                next++;
            }

            if (next < definition.Uses.Count)
            {
                var inner = definition.Uses[next];
                open.Push((frame.Gate, next));
                if (!onPath.Add(inner))
                {
                    var chain = open.Reverse().Select(f => f.Gate).SkipWhile(g => g != inner);
                    diagnostics.Add(AnalysisDiagnostics.CircularDefinition([.. chain, inner], Locate(definitions[inner].Element)));
                    return null;
                }

                open.Push((inner, 0));
                continue;
            }

            onPath.Remove(frame.Gate);
            var content = definition.Element.Content.ToList();
            if (content.Count != 1)
            {
                diagnostics.Add(AnalysisDiagnostics.WrongArgumentCount("define-gate", "one formula", content.Count, Locate(definition.Element)));
            }

            var formula = content.Count == 1 ? Formula(content[0]) : builder.False;
            built[frame.Gate] = builder.Named(frame.Gate, formula);
        }

        return diagnostics.HasErrorsSince(start) ? null : built[top];
    }

    private Formula Formula(OpenPsaElement element)
    {
        switch (element.Name)
        {
            case "gate" or "basic-event" or "house-event" or "event":
                return Reference(element);
            case "constant":
                return element["value"] == "true" ? builder.True : builder.False;
        }

        var arguments = new List<Formula>();
        foreach (var child in element.Content)
        {
            arguments.Add(Formula(child));
        }

        ReadOnlySpan<Formula> formulas = [.. arguments];
        switch (element.Name)
        {
            case "and":
                return builder.And(formulas);
            case "or":
                return builder.Or(formulas);
            case "nand":
                return builder.Nand(formulas);
            case "nor":
                return builder.Nor(formulas);
            case "atleast":
                return builder.AtLeast(Whole(element, "min"), formulas);
            case "cardinality":
                return builder.And(
                    builder.AtLeast(Whole(element, "min"), formulas), builder.Not(builder.AtLeast(Whole(element, "max") + 1, formulas)));
            case "not" when formulas.Length == 1:
                return builder.Not(formulas[0]);
            case "xor" when formulas.Length == 2:
                return builder.Xor(formulas);
            case "iff" when formulas.Length == 2:
                return builder.Iff(formulas[0], formulas[1]);
            case "imply" when formulas.Length == 2:
                return builder.Imply(formulas[0], formulas[1]);
            case "not" or "xor" or "iff" or "imply":
                diagnostics.Add(AnalysisDiagnostics.WrongArgumentCount(
                    element.Name, element.Name == "not" ? "one argument" : "two arguments", formulas.Length, Locate(element)));
                return builder.False;
            default:
                diagnostics.Add(AnalysisDiagnostics.UnsupportedElement(element.Name, "a formula", Locate(element)));
                return builder.False;
        }
    }

    private Formula Reference(OpenPsaElement element)
    {
        if (element["name"] is not { } name)
        {
            diagnostics.Add(AnalysisDiagnostics.MissingAttribute(element.Name, "name", Locate(element)));
            return builder.False;
        }

        if (built.TryGetValue(name, out var known))
        {
            return known;
        }

        var kind = (element.Name == "event" ? element["type"] : null) ?? element.Name;
        if (!definitions.TryGetValue(name, out var definition) || (kind != "event" && definition.Element.Name != $"define-{kind}"))
        {
            diagnostics.Add(AnalysisDiagnostics.UndefinedName(
                kind.Replace('-', ' '), name, guesses++ < MostGuesses ? Spelling.DidYouMean(name, definitions.Keys) : "", Locate(element)));
            return builder.False;
        }

        var formula = definition.Element.Name switch
        {
            "define-basic-event" => expressions.Event(definition.Element, name) is { } e ? builder.Event(e) : builder.False,
            "define-house-event" => builder.House(name, definition.Element.Content.FirstOrDefault()?["value"] == "true"),
            _ => builder.False,
        };
        return built[name] = formula;
    }

    private int Whole(OpenPsaElement element, string attribute)
    {
        if (element[attribute] is not { } text)
        {
            diagnostics.Add(AnalysisDiagnostics.MissingAttribute(element.Name, attribute, Locate(element)));
            return 0;
        }

        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value < int.MaxValue)
        {
            return value;
        }

        diagnostics.Add(AnalysisDiagnostics.InvalidNumber($"{attribute} is \"{text}\"; it must be a whole number from 0.", Locate(element)));
        return 0;
    }

    private Location Locate(OpenPsaElement element) => OpenPsaDocument.Locate(source, element.Line, element.Column);

    /// <summary>A definition and, for a gate, the names that it uses.</summary>
    private sealed record Definition(OpenPsaElement Element)
    {
        public List<string> Uses { get; } = [];

        public bool IsGate => Element.Name == "define-gate";
    }
}
