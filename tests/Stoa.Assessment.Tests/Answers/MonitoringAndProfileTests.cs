using Stoa.Analysis;
using Stoa.Assessment.Answers;
using Stoa.Knowledge.Tests;
using Stoa.Language.Diagnostics;
using Stoa.Language.Text;

namespace Stoa.Assessment.Tests.Answers;

public class MonitoringAndProfileTests
{
    [Fact]
    public void What_is_said_of_monitoring_and_of_the_work_is_read()
    {
        var (settings, complaints) = Read("""
            monitoring:
              not-wanted: [{ alarm: AWS/RDS ReadLatency, resources: a.*, reason: Nightly }]
              agents: [aws_instance.*]
            profile:
              traffic: spiky
              request-seconds: 0.3
              components: { a.b: { state: stateful } }
              data: { a.c: graph, a.d: { pattern: key-value, reads: unique } }
            """);
        Assert.Empty(complaints);
        var exception = Assert.Single(settings.Monitoring.Exceptions);
        Assert.Equal(("AWS/RDS ReadLatency", "a.*", "Nightly"), (exception.Alarm, Assert.Single(exception.Resources), exception.Reason));
        Assert.Equal(["aws_instance.*"], settings.Monitoring.Agents);
        Assert.Equal(("spiky", 0.3, null), (settings.Performance.Profile.Traffic, settings.Performance.Profile.Seconds, settings.Performance.Profile.State));
        Assert.Equal("stateful", settings.Performance.Components["a.b"].State);
        Assert.Equal(("graph", null), (settings.Performance.Stores["a.c"].Pattern, settings.Performance.Stores["a.c"].Reads));
        Assert.Equal(("key-value", "unique"), (settings.Performance.Stores["a.d"].Pattern, settings.Performance.Stores["a.d"].Reads));
    }

    [Theory]
    [InlineData("profile: { traffic: wild }", "\"wild\" is no traffic")]
    [InlineData("profile: { request-seconds: soon }", "\"request-seconds\" must be a number of seconds, like 0.2 or 1800")]
    [InlineData("profile: { data: { a.b: blockchain } }", "\"blockchain\" is no pattern")]
    [InlineData("profile: { components: { a.b: spiky } }", "\"a.b\" must be a mapping with traffic, request-seconds or state")]
    [InlineData("monitoring: { not-wanted: [{ alarm: AWS/RDS }] }", "The field \"reason\" of an alarm that is not wanted is missing")]
    public void A_mistake_is_told_and_costs_only_itself(string text, string summary) => Assert.Equal(summary, Assert.Single(Read(text).Complaints).Summary);

    private static (AnalysisSettings Settings, DiagnosticBag Complaints) Read(string text)
    {
        var complaints = new DiagnosticBag();
        return (WorkloadFileReader.Read(new SourceText("stoa.yaml", text), RepositoryKnowledge.Lens, complaints).Settings, complaints);
    }
}
