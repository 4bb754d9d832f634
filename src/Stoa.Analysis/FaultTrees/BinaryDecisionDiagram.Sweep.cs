using System.Runtime.InteropServices;

namespace Stoa.Analysis.FaultTrees;

public sealed partial class BinaryDecisionDiagram
{
    /// <summary>A walk over all nodes, children first, that finds the probability of each; it can be walked again with other figures.</summary>
    private sealed class Sweep(BinaryDecisionDiagram diagram)
    {
        // Of a node, and of what decides at a level: the probability that it is true, and that it is false.
        private readonly double[] trueOf = new double[diagram.nodes.Count];
        private readonly double[] falseOf = new double[diagram.nodes.Count];
        private readonly double[] levelTrue = new double[diagram.slots.Count];
        private readonly double[] levelFalse = new double[diagram.slots.Count];

        /// <summary>The probability of the top event.</summary>
        public double Run(ReadOnlySpan<double> probabilities)
        {
            var slots = CollectionsMarshal.AsSpan(diagram.slots);
            for (var level = 0; level < slots.Length; level++)
            {
                if (slots[level] >= 0)
                {
                    levelTrue[level] = probabilities[slots[level]];
                    levelFalse[level] = 1 - levelTrue[level];
                }
            }

            falseOf[0] = 1;
            var nodes = CollectionsMarshal.AsSpan(diagram.nodes);
            foreach (var module in diagram.modules)
            {
                foreach (var level in module.Inner)
                {
                    var root = diagram.modules[~slots[level]].Root & ~1;
                    levelTrue[level] = True(root);
                    levelFalse[level] = True(root ^ 1);
                }

                for (var i = module.First; i < module.End; i++)
                {
                    ref readonly var node = ref nodes[i];
                    double p = levelTrue[node.Level], q = levelFalse[node.Level];
                    trueOf[i] = (p * True(node.High)) + (q * trueOf[node.Low >> 1]);
                    falseOf[i] = (p * True(node.High ^ 1)) + (q * falseOf[node.Low >> 1]);
                }
            }

            return True(diagram.TopLiteral);
        }

        /// <summary>After <see cref="Run"/>: adds to each event's place how much the top's probability changes with the event's.</summary>
        public void Differentiate(double[] gradient)
        {
            var slopes = new double[diagram.nodes.Count];
            var levelSlopes = new double[diagram.slots.Count];
            var nodes = CollectionsMarshal.AsSpan(diagram.nodes);
            slopes[diagram.TopLiteral >> 1] = Sign(diagram.TopLiteral);
            for (var m = diagram.modules.Count - 1; m >= 0; m--)
            {
                var module = diagram.modules[m];
                for (var i = module.End - 1; i >= module.First; i--)
                {
                    ref readonly var node = ref nodes[i];
                    var slope = slopes[i];
                    levelSlopes[node.Level] += slope * Difference(node.High, node.Low);
                    slopes[node.High >> 1] += slope * levelTrue[node.Level] * Sign(node.High);
                    slopes[node.Low >> 1] += slope * levelFalse[node.Level];
                }

                foreach (var level in module.Inner)
                {
                    slopes[diagram.modules[~diagram.slots[level]].Root >> 1] += levelSlopes[level];
                }
            }

            for (var level = 0; level < levelSlopes.Length; level++)
            {
                if (diagram.slots[level] >= 0)
                {
                    gradient[diagram.slots[level]] += levelSlopes[level];
                }
            }
        }

        private double True(int literal) => (literal & 1) == 0 ? trueOf[literal >> 1] : falseOf[literal >> 1];

        /// <summary>P(a) − P(b), from whichever side loses fewer digits.</summary>
        private double Difference(int a, int b)
        {
            double p = True(a), q = True(b);
            return p > 0.5 && q > 0.5 ? True(b ^ 1) - True(a ^ 1) : p - q;
        }

        private static double Sign(int literal) => (literal & 1) == 0 ? 1 : -1;
    }

    /// <summary>The root of the top module, or its opposite.</summary>
    private int TopLiteral => modules[^1].Root ^ (graph.Top & 1);
}
