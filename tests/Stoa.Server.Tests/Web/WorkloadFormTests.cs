using Stoa.Reviews.Store;
using Stoa.Server.Web.Components;

namespace Stoa.Server.Tests.Web;

public class WorkloadFormTests
{
    [Fact]
    public void What_is_typed_is_what_is_defined()
    {
        var form = new WorkloadForm
        {
            Name = " Orders ", Regions = "eu-west-1, Frankfurt us-gov-west-1", Accounts = "123456789012", Availability = "99.95", RecoveryTime = "4h",
            RecoveryPoint = "90 s", Budget = "4200.50", Carbon = "300",
        };
        Assert.True(form.Check());
        var workload = form.ToNew(["wellarchitected"]);
        Assert.Equal(("Orders", 0.9995, 14_400.0, 90.0, 4200.50m, "USD"), (workload.Name, workload.Objectives.Availability, workload.Objectives.RecoveryTimeSeconds,
            workload.Objectives.RecoveryPointSeconds, workload.Objectives.MonthlyBudget, workload.Objectives.Currency));
        Assert.Equal(["eu-west-1", "us-gov-west-1"], workload.AwsRegions);
        Assert.Equal(["Frankfurt"], workload.NonAwsRegions);
    }

    [Theory]
    [InlineData(nameof(WorkloadForm.Name), "ab")]
    [InlineData(nameof(WorkloadForm.Accounts), "1234")]
    [InlineData(nameof(WorkloadForm.Availability), "100")]
    [InlineData(nameof(WorkloadForm.Availability), "often")]
    [InlineData(nameof(WorkloadForm.RecoveryTime), "4 fortnights")]
    [InlineData(nameof(WorkloadForm.RecoveryPoint), "-5m")]
    [InlineData(nameof(WorkloadForm.Budget), "much")]
    public void What_is_wrong_is_said_at_its_field(string field, string text)
    {
        var form = new WorkloadForm { Name = "Orders" };
        typeof(WorkloadForm).GetProperty(field)!.SetValue(form, text);
        Assert.False(form.Check());
        Assert.Equal(field, Assert.Single(form.Wrong).Key);
    }

    [Fact]
    public void A_workload_comes_through_its_form_unchanged()
    {
        var workload = new WorkloadRecord
        {
            Id = "1", AccountId = "111111111111", Arn = "a", Name = "Orders", Environment = "PREPRODUCTION", AwsRegions = ["eu-west-1"], ReviewEveryDays = 45,
            Objectives = new WorkloadObjectives { Availability = 0.9999, RecoveryTimeSeconds = 5_400, RecoveryPointSeconds = 0, MonthlyBudget = 10, Currency = "EUR" },
        };
        var form = WorkloadForm.Of(workload);
        Assert.True(form.Check());
        var before = workload.Objectives;
        form.Write(workload);
        Assert.Equal((before, 45, "PREPRODUCTION"), (workload.Objectives, workload.ReviewEveryDays, workload.Environment));
    }
}
