using Stoa.Analysis.Facts;
using Stoa.Analysis.Monitoring;
using Stoa.Language.Documents;
using Stoa.Workloads.Kinds;

namespace Stoa.Analysis.Tests.Monitoring;

public sealed class MonitoringTableTests
{
    private static readonly string[] Derived =
    [
        "agent", "log_agent", "trace_collector", "container_logs", "container_insights", "lambda_insights", "dead_letter", "balancer", "load_balancer", "is_cache_member", "has_cache_replicas",
    ];

    [Theory]
    [InlineData("aws/alarms.yaml")]
    [InlineData("aws/metric-dimensions.yaml")]
    [InlineData("aws/telemetry.yaml")]
    public void Every_row_says_where_it_is_from_and_asks_for_kinds_and_properties_that_there_are(string table)
    {
        var rows = FactTable.Read(Estate.Facts, table).Rows;
        Assert.NotEmpty(rows);
        foreach (var row in rows)
        {
            Assert.StartsWith("https://", row.Text("source"), StringComparison.Ordinal);
            Assert.Matches(@"^20\d\d-\d\d-\d\d$", row.Text("date"));
            Assert.Contains(row.Text("basis"), new[] { "stated", "derived", "assumed" });
            foreach (var id in row.Texts("kind"))
            {
                var kind = Estate.Kinds.Find(id);
                Assert.True(kind is not null, $"{row.Location}: there is no kind {id}");
                foreach (var path in new[] { "when", "requires" }.SelectMany(field => Condition.Read(row, field).Paths).Concat(row.Optional("of") is { Length: > 0 } owner ? [owner] : []).Concat(row.Optional("property") is { } property ? [property] : []))
                {
                    Assert.True(Exists(kind, path), $"{row.Location}: {id} has no property {path}");
                }
            }
        }
    }

    [Fact]
    public void Every_dimension_of_an_alarm_that_counts_can_be_written()
    {
        var tables = MonitoringTables.Read(Estate.Facts);
        foreach (var kind in tables.Dimensions.Select(static d => d.Kind).Distinct())
        {
            foreach (var alarm in tables.AlarmsOf(kind).Where(static a => a.Priority < RecommendedAlarm.Situational))
            {
                Assert.All(alarm.Dimensions, name => Assert.Contains(tables.DimensionsOf(kind), d => d.Name == name));
            }
        }
    }

    [Fact]
    public void No_alarm_stands_twice()
    {
        var seen = new HashSet<string>();
        foreach (var row in FactTable.Read(Estate.Facts, "aws/alarms.yaml").Rows)
        {
            foreach (var kind in row.Texts("kind"))
            {
                var condition = row.Node("when") is MappingNode when ? string.Join(',', when.Entries.Select(static e => $"{e.Key.Text}={(e.Value as ScalarNode)?.Text}")) : "";
                Assert.True(seen.Add($"{kind} {row.Text("namespace")} {row.Text("metric")} {string.Join('/', row.Texts("dimensions"))} {condition}"), $"{row.Location}");
            }
        }
    }

    private static bool Exists(Kind kind, string path)
    {
        var dot = path.IndexOf('.', StringComparison.Ordinal);
        return dot < 0 ? kind.TryGetProperty(path, out _)
            : path[..dot] == "derived" ? Derived.Contains(path[(dot + 1)..])
            : kind.TryGetProperty(path[..dot], out _);
    }
}
