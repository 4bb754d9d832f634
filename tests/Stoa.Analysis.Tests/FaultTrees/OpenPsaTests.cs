using Stoa.Analysis.FaultTrees;
using Stoa.Language.Diagnostics;
using Stoa.Language.Text;

namespace Stoa.Analysis.Tests.FaultTrees;

public sealed class OpenPsaTests
{
    [Fact]
    public void A_model_with_every_kind_of_gate_is_read()
    {
        var tree = Assert.Single(ReadWell("""
            <opsa-mef>
              <define-fault-tree name="t">
                <define-gate name="top"><label>All of it</label><or><gate name="pair"/><gate name="vote"/><gate name="odd"/></or></define-gate>
                <define-gate name="pair"><and><basic-event name="a"/><event name="b"/><house-event name="on"/></and></define-gate>
                <define-gate name="vote"><atleast min="2"><basic-event name="a"/><basic-event name="c"/><event type="basic-event" name="d"/></atleast></define-gate>
                <define-gate name="odd">
                  <and>
                    <xor><basic-event name="a"/><basic-event name="d"/></xor>
                    <not><basic-event name="b"/></not>
                    <nand><basic-event name="c"/><constant value="true"/></nand>
                    <iff><basic-event name="c"/><constant value="false"/></iff>
                    <imply><basic-event name="c"/><basic-event name="b"/></imply>
                    <nor><basic-event name="c"/><basic-event name="b"/></nor>
                    <cardinality min="1" max="1"><basic-event name="a"/><basic-event name="d"/></cardinality>
                  </and>
                </define-gate>
              </define-fault-tree>
              <model-data>
                <define-basic-event name="a"><float value="0.1"/></define-basic-event>
                <define-basic-event name="b"><float value="2e-1"/></define-basic-event>
                <define-basic-event name="c"><parameter name="p"/></define-basic-event>
                <define-basic-event name="d"><mul><float value="0.5"/><sub><int value="1"/><float value="0.2"/></sub></mul></define-basic-event>
                <define-house-event name="on"><constant value="true"/></define-house-event>
                <define-parameter name="p"><float value="0.3"/></define-parameter>
              </model-data>
            </opsa-mef>
            """));

        Assert.Equal("top", tree.Name);
        const double a = 0.1, b = 0.2, c = 0.3, d = 0.4;
        var expected = 0.0;
        for (var mask = 0; mask < 16; mask++)
        {
            bool fa = (mask & 1) > 0, fb = (mask & 2) > 0, fc = (mask & 4) > 0, fd = (mask & 8) > 0;
            var votes = (fa ? 1 : 0) + (fc ? 1 : 0) + (fd ? 1 : 0);
            if ((fa && fb) || votes >= 2 || (fa != fd && !fb && !fc))
            {
                expected += (fa ? a : 1 - a) * (fb ? b : 1 - b) * (fc ? c : 1 - c) * (fd ? d : 1 - d);
            }
        }

        Assert.Equal(expected, BinaryDecisionDiagram.Of(tree).Probability.Value, 1e-15);
    }

    [Fact]
    public void Life_distributions_become_probabilities()
    {
        var tree = Assert.Single(ReadWell("""
            <opsa-mef>
              <define-fault-tree name="t">
                <define-gate name="top"><or><basic-event name="e"/><basic-event name="g"/><basic-event name="l"/></or></define-gate>
                <define-basic-event name="e"><exponential><float value="1e-4"/><system-mission-time/></exponential></define-basic-event>
                <define-basic-event name="g"><GLM><float value="0"/><float value="0.001"/><float value="0.1"/><float value="1e9"/></GLM></define-basic-event>
                <define-basic-event name="l"><lognormal-deviate><float value="0.01"/><float value="3"/><float value="0.95"/></lognormal-deviate></define-basic-event>
              </define-fault-tree>
            </opsa-mef>
            """));

        Assert.Equal(1 - Math.Exp(-0.876), tree.Events[tree.IndexOf("e")].Probability, 1e-15);
        var repaired = tree.Events[tree.IndexOf("g")];
        Assert.Equal((0.001 / 0.101, 0.001, 10), (repaired.Probability, repaired.FailureRate, repaired.MeanTimeToRepair));
        Assert.Equal((0.01, 3), (tree.Events[tree.IndexOf("l")].Probability, tree.Events[tree.IndexOf("l")].ErrorFactor));
    }

    [Fact]
    public void Each_gate_that_no_other_uses_is_a_tree()
    {
        var trees = ReadWell(Model("""
            <define-gate name="x"><or><basic-event name="a"/><gate name="z"/></or></define-gate>
            <define-gate name="y"><and><basic-event name="b"/><gate name="z"/></and></define-gate>
            <define-gate name="z"><or><basic-event name="a"/><basic-event name="b"/></or></define-gate>
            """));

        Assert.Equal(["x", "y"], trees.Select(t => t.Name));
    }

    [Theory]
    [InlineData("STOA4506", "<define-gate name=\"t\"><or><gate name=\"x\"/><basic-event name=\"a\"/></or></define-gate>\n<define-gate name=\"x\"><and><gate name=\"y\"/></and></define-gate>\n<define-gate name=\"y\"><or><gate name=\"x\"/></or></define-gate>", 4)]
    [InlineData("STOA4506", "<define-gate name=\"x\"><and><gate name=\"x\"/></and></define-gate>", 3)]
    [InlineData("STOA4504", "<define-gate name=\"x\"><or><basic-event name=\"a\"/>\n<basic-event name=\"nobody\"/></or></define-gate>", 4)]
    [InlineData("STOA4504", "<define-gate name=\"x\"><or><gate name=\"a\"/></or></define-gate>", 3)]
    [InlineData("STOA4505", "<define-gate name=\"a\"><or><basic-event name=\"b\"/></or></define-gate>", 7)]
    [InlineData("STOA4502", "<define-gate name=\"x\"><perhaps><basic-event name=\"a\"/></perhaps></define-gate>", 3)]
    [InlineData("STOA4502", "<define-CCF-group name=\"g\" model=\"beta-factor\"/>", 3)]
    [InlineData("STOA4503", "<define-gate><or/></define-gate>", 3)]
    [InlineData("STOA4507", "<define-gate name=\"x\"><atleast min=\"two\"><basic-event name=\"a\"/></atleast></define-gate>", 3)]
    [InlineData("STOA4507", "<define-gate name=\"x\"><or><basic-event name=\"c\"/></or></define-gate><define-basic-event name=\"c\"><float value=\"1.5\"/></define-basic-event>", 3)]
    [InlineData("STOA4508", "<define-gate name=\"x\"><xor><basic-event name=\"a\"/></xor></define-gate>", 3)]
    [InlineData("STOA4510", "<define-gate name=\"x\"><or><basic-event name=\"c\"/></or></define-gate><define-basic-event name=\"c\"/>", 3)]
    [InlineData("STOA4511", "", 1)]
    public void What_is_wrong_is_said_with_its_line_and_nothing_is_computed(string code, string content, int line)
    {
        var (trees, diagnostics) = Read(Model(content));

        Assert.Empty(trees);
        Assert.Contains(diagnostics, d => d.Code == code && d.Location!.Line == line);
    }

    [Fact]
    public void A_circle_is_shown_link_by_link()
    {
        var (_, diagnostics) = Read(Model("""
            <define-gate name="t"><or><gate name="x"/></or></define-gate>
            <define-gate name="x"><or><basic-event name="a"/><gate name="y"/></or></define-gate>
            <define-gate name="y"><or><gate name="x"/></or></define-gate>
            """));

        Assert.StartsWith("x → y → x.", Assert.Single(diagnostics).Detail);
    }

    [Fact]
    public void Hostile_files_are_refused()
    {
        Assert.Equal("STOA4501", Code("<!DOCTYPE x [<!ENTITY a \"b\">]><opsa-mef/>"));
        Assert.Equal("STOA4501", Code("<opsa-mef><define-fault-tree></opsa-mef>"));
        Assert.Equal("STOA4509", Code(string.Concat(Enumerable.Repeat("<not>", 200))));
        Assert.Equal("STOA4511", Code("<html/>"));

        static string Code(string text) => Assert.Single(Read(text).Diagnostics).Code;
    }

    [Fact]
    public void A_chain_of_a_thirty_thousand_gates_is_read()
    {
        var text = string.Concat(Enumerable.Range(0, 30_000).Select(i =>
            $"<define-gate name=\"g{i}\"><{(i % 2 == 0 ? "and" : "or")}><basic-event name=\"{(i % 3 == 0 ? "a" : "b")}\"/><gate name=\"g{i + 1}\"/></{(i % 2 == 0 ? "and" : "or")}></define-gate>"));
        var tree = Assert.Single(ReadWell(Model(text + "<define-gate name=\"g30000\"><or><basic-event name=\"a\"/></or></define-gate>")));

        // a ∧ (b ∨ …): true where both are, or where a is and the chain below says so.
        Assert.Equal(tree.Evaluate(Array.Empty<string>()), BinaryDecisionDiagram.Of(tree).ProbabilityGiven([new("a", false), new("b", false)]).Value > 0.5);
        Assert.Equal(tree.Evaluate(new[] { "a" }), BinaryDecisionDiagram.Of(tree).ProbabilityGiven([new("a", true), new("b", false)]).Value > 0.5);
    }

    [Fact]
    public void What_is_written_reads_back_as_the_same_function()
    {
        var random = new Random(5);
        for (var i = 0; i < 300; i++)
        {
            var tree = RandomTrees.Next(random, coherent: false, 6);
            var back = Assert.Single(ReadWell(OpenPsaWriter.Write(tree)));
            foreach (var mask in Enumerable.Range(0, 1 << tree.Events.Length))
            {
                var failed = tree.Events.Where((_, e) => (mask >> e & 1) == 1).Select(e => e.Name).ToList();
                Assert.Equal(tree.Evaluate(failed), back.Evaluate(failed));
            }

            Assert.All(back.Events, e => Assert.Equal(tree.Events[tree.IndexOf(e.Name)], e));
        }
    }

    [Fact]
    public void Names_that_the_format_does_not_allow_stand_in_a_label()
    {
        var builder = new FaultTreeBuilder();
        var zone = builder.Event(new BasicEvent("zone eu-west-1a <lost>", 0.01) { ErrorFactor = 3, UncertaintyGroup = "zones" });
        var other = builder.Event("Zone eu-west-1a lost", 0.01);
        var top = builder.Named("1. checkout & pay", builder.And(zone, other, builder.House("2nd region", true)));
        var text = OpenPsaWriter.Write(builder.Build(top, "checkout"));

        Assert.Contains("<label>zone eu-west-1a &lt;lost&gt;</label>", text);
        Assert.Contains("<define-basic-event name=\"zone-eu-west-1a-lost\">", text);
        Assert.Contains("<define-basic-event name=\"Zone-eu-west-1a-lost-2\">", text);
        Assert.Contains("<define-house-event name=\"n2nd-region\">", text);
        Assert.Contains("<define-gate name=\"n1-checkout-pay\">", text);
        var back = Assert.Single(ReadWell(text));
        Assert.Equal((3, "zones"), (back.Events[0].ErrorFactor, back.Events[0].UncertaintyGroup));
    }

    /// <summary>A model whose content begins on its third line and which defines a and b.</summary>
    private static string Model(string content) =>
        $"<opsa-mef>\n<define-fault-tree name=\"tree\">\n{content}\n</define-fault-tree>\n<model-data>\n"
        + "<define-basic-event name=\"b\"><float value=\"0.2\"/></define-basic-event>\n"
        + "<define-basic-event name=\"a\"><float value=\"0.1\"/></define-basic-event>\n</model-data>\n</opsa-mef>";

    private static IReadOnlyList<FaultTree> ReadWell(string text)
    {
        var (trees, diagnostics) = Read(text);
        Assert.Empty(diagnostics);
        return trees;
    }

    private static (IReadOnlyList<FaultTree> Trees, DiagnosticBag Diagnostics) Read(string text)
    {
        var diagnostics = new DiagnosticBag();
        return (OpenPsaReader.Read(new SourceText("model.xml", text), diagnostics), diagnostics);
    }
}
