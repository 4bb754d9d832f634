using System.Globalization;
using System.Text;

namespace Stoa.Analysis.FaultTrees;

/// <summary>
/// Writes a fault tree in the Open-PSA Model Exchange Format (https://open-psa.github.io/mef), so that any tool that reads it can check
/// our figures. Names that the format does not allow are changed, and stand in a label.
/// </summary>
public sealed class OpenPsaWriter
{
    private readonly FaultTree tree;
    private readonly StringBuilder text = new();
    private readonly Identifiers names = new();
    private readonly string[] events;
    private readonly string[] houses;
    private readonly string[] gates;
    private readonly string top;

    /// <summary>Second names of what stands more than once in a gate: some tools want each argument once.</summary>
    private readonly List<(string Name, int Literal)> aliases = [];

    private OpenPsaWriter(FaultTree tree)
    {
        this.tree = tree;
        events = [.. tree.Events.Select(e => names.Unique(e.Name))];
        houses = [.. tree.Houses.Select(h => names.Unique(h.Name))];
        gates = NameGates(out top);
    }

    /// <summary>The file's text. The same tree gives the same text.</summary>
    public static string Write(FaultTree tree) => new OpenPsaWriter(tree).Write();

    private string Write()
    {
        text.Append("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<opsa-mef>\n");
        text.Append("  <define-fault-tree name=\"").Append(names.Unique($"{tree.Name}-tree")).Append("\">\n");
        if (tree.Top >> 1 is var topNode && (topNode == 0 || tree.Nodes[topNode].Kind < FaultNodeKind.And || (tree.Top & 1) == 1))
        {
            // The top is no gate of its own: a constant, an event, or the opposite of a gate.
            text.Append("    <define-gate name=\"").Append(top).Append("\">\n");
            WriteLiteral(tree.Top, 6);
            text.Append("    </define-gate>\n");
        }

        for (var node = tree.Nodes.Length - 1; node > 0; node--)
        {
            if (tree.Nodes[node].Kind >= FaultNodeKind.And)
            {
                WriteGate(node);
            }
        }

        foreach (var (name, literal) in aliases)
        {
            text.Append("    <define-gate name=\"").Append(name).Append("\">\n");
            WriteLiteral(literal, 6);
            text.Append("    </define-gate>\n");
        }

        text.Append("  </define-fault-tree>\n  <model-data>\n");
        for (var i = 0; i < events.Length; i++)
        {
            WriteEvent(tree.Events[i], events[i]);
        }

        for (var i = 0; i < houses.Length; i++)
        {
            text.Append("    <define-house-event name=\"").Append(houses[i]).Append("\">\n");
            WriteLabel(tree.Houses[i].Name, houses[i]);
            text.Append("      <constant value=\"").Append(tree.Houses[i].IsTrue ? "true" : "false").Append("\"/>\n    </define-house-event>\n");
        }

        return text.Append("  </model-data>\n</opsa-mef>\n").ToString();
    }

    private string[] NameGates(out string topName)
    {
        var result = new string[tree.Nodes.Length];
        var topIsGate = tree.Top > 1 && tree.Nodes[tree.Top >> 1].Kind >= FaultNodeKind.And && (tree.Top & 1) == 0;
        topName = topIsGate && tree.GateNames.TryGetValue(tree.Top, out var given) ? names.Unique(given) : names.Unique(tree.Name);
        if (topIsGate)
        {
            result[tree.Top >> 1] = topName;
        }

        var number = 0;
        for (var node = tree.Nodes.Length - 1; node > 0; node--)
        {
            if (tree.Nodes[node].Kind >= FaultNodeKind.And)
            {
                result[node] ??= tree.GateNames.TryGetValue(node << 1, out var name) ? names.Unique(name)
                    : tree.GateNames.TryGetValue((node << 1) | 1, out var opposite) ? names.Unique($"not-{opposite}")
                    : names.Unique($"g{++number}");
            }
        }

        return result;
    }

    private void WriteGate(int node)
    {
        var gate = tree.Nodes[node];
        text.Append("    <define-gate name=\"").Append(gates[node]).Append("\">\n");
        if (tree.GateNames.TryGetValue(node << 1, out var name))
        {
            WriteLabel(name, gates[node]);
        }

        WriteArguments(gate, tree.Arguments.AsSpan(gate.First, gate.Count), 6);
        text.Append("    </define-gate>\n");
    }

    private void WriteArguments(FaultNode gate, ReadOnlySpan<int> arguments, int indent)
    {
        var element = gate.Kind switch
        {
            FaultNodeKind.And => "and",
            FaultNodeKind.Or => "or",
            FaultNodeKind.AtLeast => "atleast",
            _ => "xor",
        };
        text.Append(' ', indent).Append('<').Append(element);
        if (gate.Kind == FaultNodeKind.AtLeast)
        {
            text.Append(" min=\"").Append(gate.Threshold).Append('"');
        }

        text.Append(">\n");
        if (gate.Kind == FaultNodeKind.Xor && arguments.Length > 2)
        {
            // The format's xor has two arguments.
            WriteLiteral(arguments[0], indent + 2);
            WriteArguments(gate, arguments[1..], indent + 2);
        }
        else
        {
            for (var i = 0; i < arguments.Length; i++)
            {
                if (i > 0 && arguments[i] == arguments[i - 1])
                {
                    aliases.Add((names.Unique("again"), arguments[i]));
                    text.Append(' ', indent + 2).Append("<gate name=\"").Append(aliases[^1].Name).Append("\"/>\n");
                }
                else
                {
                    WriteLiteral(arguments[i], indent + 2);
                }
            }
        }

        text.Append(' ', indent).Append("</").Append(element).Append(">\n");
    }

    private void WriteLiteral(int literal, int indent)
    {
        var node = tree.Nodes[literal >> 1];
        if (node.Kind == FaultNodeKind.Constant)
        {
            text.Append(' ', indent).Append("<constant value=\"").Append(literal == 1 ? "true" : "false").Append("\"/>\n");
            return;
        }

        var reference = node.Kind switch
        {
            FaultNodeKind.Event => $"<basic-event name=\"{events[node.First]}\"/>",
            FaultNodeKind.House => $"<house-event name=\"{houses[node.First]}\"/>",
            _ => $"<gate name=\"{gates[literal >> 1]}\"/>",
        };
        text.Append(' ', indent).Append((literal & 1) == 0 ? reference : $"<not>{reference}</not>").Append('\n');
    }

    private void WriteEvent(BasicEvent e, string name)
    {
        text.Append("    <define-basic-event name=\"").Append(name).Append("\">\n");
        WriteLabel(e.Name, name);
        if (e.FailureRate is not null || e.MeanTimeToRepair is not null || e.UncertaintyGroup is not null)
        {
            text.Append("      <attributes>\n");
            WriteAttribute("failure-rate", e.FailureRate is { } rate ? Number(rate) : null);
            WriteAttribute("mean-time-to-repair", e.MeanTimeToRepair is { } repair ? Number(repair) : null);
            WriteAttribute("uncertainty-group", e.UncertaintyGroup);
            text.Append("      </attributes>\n");
        }

        text.Append("      ");
        if (e.ErrorFactor is { } factor)
        {
            text.Append("<lognormal-deviate><float value=\"").Append(Number(e.Probability)).Append("\"/><float value=\"").Append(Number(factor))
                .Append("\"/><float value=\"0.95\"/></lognormal-deviate>\n");
        }
        else
        {
            text.Append("<float value=\"").Append(Number(e.Probability)).Append("\"/>\n");
        }

        text.Append("    </define-basic-event>\n");
    }

    private void WriteAttribute(string name, string? value)
    {
        if (value is not null)
        {
            text.Append("        <attribute name=\"").Append(name).Append("\" value=\"").Append(Escape(value)).Append("\"/>\n");
        }
    }

    private void WriteLabel(string name, string identifier)
    {
        if (name != identifier)
        {
            text.Append("      <label>").Append(Escape(name)).Append("</label>\n");
        }
    }

    private static string Number(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    private static string Escape(string text)
    {
        var escaped = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            _ = c switch
            {
                '&' => escaped.Append("&amp;"),
                '<' => escaped.Append("&lt;"),
                '>' => escaped.Append("&gt;"),
                '"' => escaped.Append("&quot;"),
                // Not to be had in XML 1.0, not even escaped; half a pair is no character either.
                < ' ' or '\uFFFE' or '\uFFFF' or (>= '\uD800' and <= '\uDFFF') => escaped.Append('?'),
                _ => escaped.Append(c),
            };
        }

        return escaped.ToString();
    }

    /// <summary>Names as the format has them: a letter, then letters, digits and underscores, with single hyphens between.</summary>
    private sealed class Identifiers
    {
        // Some tools do not tell upper from lower case.
        private readonly HashSet<string> taken = new(StringComparer.OrdinalIgnoreCase);

        public string Unique(string name)
        {
            var text = new StringBuilder(name.Length + 1);
            foreach (var c in name)
            {
                if (char.IsAsciiLetterOrDigit(c) || c == '_')
                {
                    text.Append(c);
                }
                else if (text.Length > 0 && text[^1] != '-')
                {
                    text.Append('-');
                }
            }

            var identifier = text.ToString().TrimEnd('-');
            if (identifier.Length == 0 || !char.IsAsciiLetter(identifier[0]))
            {
                identifier = $"n{identifier}";
            }

            if (taken.Add(identifier))
            {
                return identifier;
            }

            for (var number = 2; ; number++)
            {
                if (taken.Add($"{identifier}-{number}"))
                {
                    return $"{identifier}-{number}";
                }
            }
        }
    }
}
