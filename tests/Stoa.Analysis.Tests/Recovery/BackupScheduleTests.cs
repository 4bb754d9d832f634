using Stoa.Analysis.Recovery;
using Xunit;

namespace Stoa.Analysis.Tests.Recovery;

public sealed class BackupScheduleTests
{
    private const double Hour = 3600;
    private const double Day = 24 * Hour;

    [Theory]
    [InlineData("cron(0 3 * * ? *)", Day)]
    [InlineData("cron(0 5 ? * * *)", Day)]
    [InlineData("cron(0 * ? * * *)", Hour)]
    [InlineData("cron(0 0/6 * * ? *)", 6 * Hour)]
    [InlineData("cron(0 0,12 * * ? *)", 12 * Hour)]
    [InlineData("cron(0/15 * * * ? *)", 900)]
    [InlineData("rate(12 hours)", 12 * Hour)]
    [InlineData("rate(1 day)", Day)]
    public void A_schedule_fires_at_least_so_often(string schedule, double seconds) => Assert.Equal(seconds, BackupSchedule.LongestGap(schedule));

    [Theory]

    // From Friday to Monday.
    [InlineData("cron(0 3 ? * MON-FRI *)", 3 * Day)]
    [InlineData("cron(0 3 ? * 1 *)", 7 * Day)]
    [InlineData("cron(0 3 1 * ? *)", 31 * Day)]
    [InlineData("cron(0 3 L * ? *)", 31 * Day)]

    // At 8 and 16 o'clock on workdays: from Friday 16 to Monday 8.
    [InlineData("cron(0 8,16 ? * 2-6 *)", (3 * Day) - (8 * Hour))]

    // 29 February is not in every year: the longest way from the first of January to the next.
    [InlineData("cron(0 0 1 JAN ? *)", 366 * Day)]
    public void The_longest_gap_counts_not_the_usual_one(string schedule, double seconds) => Assert.Equal(seconds, BackupSchedule.LongestGap(schedule));

    [Theory]
    [InlineData("cron(0 3 15W * ? *)")]
    [InlineData("cron(0 3 ? * 2#1 *)")]
    [InlineData("cron(61 3 * * ? *)")]
    [InlineData("cron(0 3)")]
    [InlineData("rate(0 days)")]
    [InlineData("daily")]
    [InlineData("")]
    public void What_cannot_be_read_is_not_guessed(string schedule) => Assert.Null(BackupSchedule.LongestGap(schedule));
}
