using System.Globalization;
using System.Text;

namespace Stoa.Analysis.FaultTrees;

/// <summary>
/// Writes a fault tree in the Open-PSA Model Exchange Format (https://open-psa.github.io/mef), so that any tool that reads it can check
/// our figures. Names that the format does not allow are changed, and stand in a label.
/// </summary>
public static class OpenPsaWriter
{
    /// <summary>The file's text. The same tree gives the same text.</summary>
    public static string Write(FaultTree tree)
    {
        var text = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<opsa-mef>\n");
        var names = new Identifiers();
        var events = tree.Events.Select(e => names.Unique(e.Name)).ToArray();
        var houses = tree.Houses.Select(h => names.Unique(h.Name)).ToArray();
        var gates = NameGates(tree, names, out var top);

        text.Append("  <define-fault-tree name=\"").Append(names.Unique($"{tree.Name}-tree")).Append("\">\n");
        if (tree.Top >> 1 is var topNode && (topNode == 0 || tree.Nodes[topNode].Kind < FaultNodeKind.And || (tree.Top & 1) == 1))
        {
            // The top is no gate of its own: a constant, an event, or the opposite of a gate.
            text.Append("    <define-gate name=\"").Append(top).Append("\">\n");
            WriteLiteral(text, tree, tree.Top, 6, gates, events, houses);
            text.Append("    </define-gate>\n");
        }

        for (var node = tree.Nodes.Length - 1; node > 0; node--)
        {
            if (tree.Nodes[node].Kind >= FaultNodeKind.And)
            {
                WriteGate(text, tree, node, gates, events, houses);
            }
        }

        text.Append("  </define-fault-tree>\n  <model-data>\n");
        for (var i = 0; i < events.Length; i++)
        {
            WriteEvent(text, tree.Events[i], events[i]);
        }

        for (var i = 0; i < houses.Length; i++)
        {
            text.Append("    <define-house-event name=\"").Append(houses[i]).Append("\">\n");
            WriteLabel(text, tree.Houses[i].Name, houses[i]);
            text.Append("      <constant value=\"").Append(tree.Houses[i].IsTrue ? "true" : "false").Append("\"/>\n    </define-house-event>\n");
        }

        return text.Append("  </model-data>\n</opsa-mef>\n").ToString();
    }

    private static string[] NameGates(FaultTree tree, Identifiers names, out string top)
    {
        var gates = new string[tree.Nodes.Length];
        var topIsGate = tree.Top > 1 && tree.Nodes[tree.Top >> 1].Kind >= FaultNodeKind.And && (tree.Top & 1) == 0;
        top = topIsGate && tree.GateNames.TryGetValue(tree.Top, out var given) ? names.Unique(given) : names.Unique(tree.Name);
        if (topIsGate)
        {
            gates[tree.Top >> 1] = top;
        }

        var number = 0;
        for (var node = tree.Nodes.Length - 1; node > 0; node--)
        {
            if (tree.Nodes[node].Kind >= FaultNodeKind.And)
            {
                gates[node] ??= tree.GateNames.TryGetValue(node << 1, out var name) ? names.Unique(name)
                    : tree.GateNames.TryGetValue((node << 1) | 1, out var opposite) ? names.Unique($"not-{opposite}")
                    : names.Unique($"g{++number}");
            }
        }

        return gates;
    }

    private static void WriteGate(StringBuilder text, FaultTree tree, int node, string[] gates, string[] events, string[] houses)
    {
        var gate = tree.Nodes[node];
        text.Append("    <define-gate name=\"").Append(gates[node]).Append("\">\n");
        if (tree.GateNames.TryGetValue(node << 1, out var name))
        {
            WriteLabel(text, name, gates[node]);
        }

        WriteArguments(text, tree, gate, tree.Arguments.AsSpan(gate.First, gate.Count), 6, gates, events, houses);
        text.Append("    </define-gate>\n");
    }

    private static void WriteArguments(
        StringBuilder text, FaultTree tree, FaultNode gate, ReadOnlySpan<int> arguments, int indent, string[] gates, string[] events, string[] houses)
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
            WriteLiteral(text, tree, arguments[0], indent + 2, gates, events, houses);
            WriteArguments(text, tree, gate, arguments[1..], indent + 2, gates, events, houses);
        }
        else
        {
            foreach (var argument in arguments)
            {
                WriteLiteral(text, tree, argument, indent + 2, gates, events, houses);
            }
        }

        text.Append(' ', indent).Append("</").Append(element).Append(">\n");
    }

    private static void WriteLiteral(StringBuilder text, FaultTree tree, int literal, int indent, string[] gates, string[] events, string[] houses)
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

    private static void WriteEvent(StringBuilder text, BasicEvent e, string name)
    {
        text.Append("    <define-basic-event name=\"").Append(name).Append("\">\n");
        WriteLabel(text, e.Name, name);
        if (e.FailureRate is not null || e.MeanTimeToRepair is not null || e.UncertaintyGroup is not null)
        {
            text.Append("      <attributes>\n");
            WriteAttribute(text, "failure-rate", e.FailureRate is { } rate ? Number(rate) : null);
            WriteAttribute(text, "mean-time-to-repair", e.MeanTimeToRepair is { } repair ? Number(repair) : null);
            WriteAttribute(text, "uncertainty-group", e.UncertaintyGroup);
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

    private static void WriteAttribute(StringBuilder text, string name, string? value)
    {
        if (value is not null)
        {
            text.Append("        <attribute name=\"").Append(name).Append("\" value=\"").Append(Escape(value)).Append("\"/>\n");
        }
    }

    private static void WriteLabel(StringBuilder text, string name, string identifier)
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
