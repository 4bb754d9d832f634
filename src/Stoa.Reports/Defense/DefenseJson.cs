using System.Text.Json;
using Stoa.Analysis.Defense;
using Stoa.Analysis.Network;
using Stoa.Language.Text;
using Stoa.Reports.Json;

namespace Stoa.Reports.Defense;

/// <summary>What stands between the internet and the data, as JSON of schema <c>stoa/defense/1</c>.</summary>
public static class DefenseJson
{
    /// <summary>Writes the document.</summary>
    public static void Write(DefenseAnalysis analysis, string workload, string version, Stream output) =>
        JsonPage.Write(output, "stoa/defense/1", version, workload, json => WriteMembers(json, analysis));

    private static void WriteMembers(Utf8JsonWriter json, DefenseAnalysis analysis)
    {
        json.Objects("controls", analysis.Controls, control =>
        {
            json.WriteString("id", control.Id);
            json.WriteString("layer", DefenseText.Of(control.Layer));
            json.WriteString("title", control.Title);
            json.WriteString("practice", control.Practice);
            json.WriteBoolean("extra", control.IsExtra);
            json.WriteString("source", control.Source);
        });
        json.Objects("paths", analysis.Paths, path => WritePath(json, path));
        json.WriteBoolean("hasMore", analysis.HasMore);
        json.Array("unreached", analysis.Unreached, component => json.WriteStringValue(component.Id));
    }

    private static void WritePath(Utf8JsonWriter json, DefensePath path)
    {
        json.WriteString("title", path.Title);
        json.WriteString("entry", path.Entry.Component.Id);
        json.Array("names", path.Names, json.WriteStringValue);
        json.WriteString("store", path.Store.Id);
        json.Array("alike", path.Alike, component => json.WriteStringValue(component.Id));
        WriteReach(json, path.Reach);
        json.Array("bypasses", path.Bypassed, component => json.WriteStringValue(component.Id));
        json.Objects("hops", path.Hops, hop =>
        {
            json.WriteString("component", hop.Component.Id);
            WritePlace(json, hop.Component.Main.Declaration);
            json.WriteString("via", hop.Via?.Kind.ToString().ToLowerInvariant());
            json.WriteString("reason", hop.Via?.Reason);
            if (hop.Reach is { } reach)
            {
                WriteReach(json, reach);
            }
        });
        json.WriteNumber("depth", path.Depth);
        json.WriteNumber("applicable", path.Applicable);
        json.Array("emptyLayers", path.EmptyLayers, layer => json.WriteStringValue(DefenseText.Of(layer.Layer)));
        json.Objects("layers", path.Layers, layer =>
        {
            json.WriteString("layer", DefenseText.Of(layer.Layer));
            json.WriteNumber("present", layer.Present);
            json.WriteNumber("applicable", layer.Applicable);
            json.WriteNumber("unknown", layer.Unknown);
            json.Objects("controls", layer.Controls, control =>
            {
                json.WriteString("id", control.Definition.Id);
                json.WriteString("state", DefenseText.Of(control.State));
                json.Objects("findings", control.Findings, finding =>
                {
                    json.WriteString("state", DefenseText.Of(finding.State));
                    json.WriteString("resource", finding.Resource?.Address);
                    WritePlace(json, finding.Location);
                    json.WriteString("reason", finding.Reason);
                });
            });
        });
    }

    private static void WriteReach(Utf8JsonWriter json, InternetReach reach)
    {
        if (reach.IsReachable is { } known)
        {
            json.WriteBoolean("reachable", known);
        }
        else
        {
            json.WriteNull("reachable");
        }

        json.Array("because", reach.Path, step => json.WriteStringValue(step.ToString()));
    }

    private static void WritePlace(Utf8JsonWriter json, Location? location)
    {
        json.WriteString("file", location?.Source.Path);
        json.Number("line", location?.Line);
    }
}
