using System.Text;
using System.Text.Json;
using Stoa.Server.Api.Aws;

namespace Stoa.Server.Tests.Api.Aws;

public sealed class AwsJsonTests
{
    private enum State
    {
        InProgress,
    }

    [Theory]
    [InlineData(0, "0")]
    [InlineData(1_700_000_000_000, "1700000000")]
    [InlineData(1_700_000_000_120, "1700000000.12")]
    [InlineData(-1, "-0.001")]
    public void An_instant_is_seconds_with_fraction_and_reads_back(long milliseconds, string json)
    {
        var instant = DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);
        Assert.Equal(json, Encoding.UTF8.GetString(AwsJson.Write(instant)));
        Assert.Equal(instant, JsonSerializer.Deserialize<DateTimeOffset>(json, AwsJson.Options));
    }

    [Theory]
    [InlineData("1e20")]
    [InlineData("-1e15")]
    public void An_instant_beyond_the_calendar_is_refused(string json) =>
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<DateTimeOffset>(json, AwsJson.Options));

    [Fact]
    public void Enums_are_written_as_the_service_spells_them() =>
        Assert.Equal("""{"State":"IN_PROGRESS"}""", Encoding.UTF8.GetString(AwsJson.Write(new { State = State.InProgress, Nothing = (string?)null })));

    [Fact]
    public void No_output_is_an_empty_object() => Assert.Equal("{}", Encoding.UTF8.GetString(AwsJson.Write(null)));
}
