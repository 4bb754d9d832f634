using Stoa.Analysis.Monitoring;
using Stoa.Language.Diagnostics;
using Stoa.Language.Documents;
using Stoa.Language.Text;

namespace Stoa.Assessment.Answers;

/// <summary>Reads the <c>monitoring</c> of a workload's file: alarms that are not wanted, agents that code does not show.</summary>
internal static class MonitoringSection
{
    private const int MaxEntries = 10_000;

    public static MonitoringSettings Read(MappingNode mapping, SourceText source, DiagnosticBag diagnostics)
    {
        var fields = new Fields(mapping, "the monitoring", source, diagnostics, "not-wanted", "agents");
        var exceptions = new List<AlarmException>();
        foreach (var entry in fields.Mappings("not-wanted").Take(MaxEntries))
        {
            var exception = new Fields(entry, "an alarm that is not wanted", source, diagnostics, "alarm", "resources", "reason");
            if (exception.Text("alarm", required: true) is { } alarm && exception.Text("reason", required: true) is { } reason)
            {
                exceptions.Add(new AlarmException(alarm, exception.Texts("resources"), reason));
            }
        }

        return new MonitoringSettings { Exceptions = exceptions, Agents = fields.Texts("agents") };
    }
}
