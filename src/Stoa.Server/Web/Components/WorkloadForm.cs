using System.Globalization;
using System.Text.RegularExpressions;
using Stoa.Assessment.Answers;
using Stoa.Reviews.Store;
using Stoa.Reviews.Workloads;

namespace Stoa.Server.Web.Components;

/// <summary>A workload's definition as people type it. What is wrong in it has a message under the field's name.</summary>
public sealed partial class WorkloadForm
{
    /// <summary>What it is called.</summary>
    public string Name { get; set; } = "";

    /// <summary>What it is for.</summary>
    public string Description { get; set; } = "";

    /// <summary><c>PRODUCTION</c> or <c>PREPRODUCTION</c>.</summary>
    public string Environment { get; set; } = "PRODUCTION";

    /// <summary>Regions, separated by commas or spaces; places that are none of AWS's may be among them.</summary>
    public string Regions { get; set; } = "";

    /// <summary>AWS accounts, twelve digits each, separated by commas or spaces.</summary>
    public string Accounts { get; set; } = "";

    /// <summary>Who answers for it.</summary>
    public string Owner { get; set; } = "";

    /// <summary>How often it is reviewed, in days.</summary>
    public int ReviewEveryDays { get; set; } = 91;

    /// <summary>In percent.</summary>
    public string Availability { get; set; } = "";

    /// <summary>How long an outage may last: <c>4h</c>, <c>30m</c>.</summary>
    public string RecoveryTime { get; set; } = "";

    /// <summary>How much data, by its age, may be lost: <c>5m</c>.</summary>
    public string RecoveryPoint { get; set; } = "";

    /// <summary>An amount in <see cref="Currency"/> a month.</summary>
    public string Budget { get; set; } = "";

    /// <summary>By ISO 4217.</summary>
    public string Currency { get; set; } = "USD";

    /// <summary>Kilograms of CO2 equivalent a month.</summary>
    public string Carbon { get; set; } = "";

    /// <summary>What is wrong, by the member's name.</summary>
    public Dictionary<string, string> Wrong { get; } = [];

    /// <summary>The form of a workload.</summary>
    public static WorkloadForm Of(WorkloadRecord workload) => new()
    {
        Name = workload.Name,
        Description = workload.Description,
        Environment = workload.Environment,
        Regions = string.Join(", ", workload.AwsRegions.Concat(workload.NonAwsRegions)),
        Accounts = string.Join(", ", workload.AccountIds),
        Owner = workload.ReviewOwner ?? "",
        ReviewEveryDays = workload.ReviewEveryDays,
        Availability = workload.Objectives.Availability is { } share ? ((decimal)share * 100).ToString("0.######") : "",
        RecoveryTime = Written(workload.Objectives.RecoveryTimeSeconds),
        RecoveryPoint = Written(workload.Objectives.RecoveryPointSeconds),
        Budget = workload.Objectives.MonthlyBudget?.ToString("0.##") ?? "",
        Currency = workload.Objectives.Currency ?? "USD",
        Carbon = workload.Objectives.MonthlyCarbon?.ToString("0.##") ?? "",
    };

    /// <summary>Fills the form from a <c>stoa.yaml</c>; what the file does not say stays.</summary>
    public void Fill(WorkloadFile file)
    {
        Name = file.Name ?? Name;
        Description = file.Description ?? Description;
        Owner = file.Owner ?? Owner;
        Regions = file.Regions.Length > 0 ? string.Join(", ", file.Regions) : Regions;
        Environment = file.Environment is not { } environment ? Environment
            : environment.StartsWith("prod", StringComparison.OrdinalIgnoreCase) ? "PRODUCTION"
            : "PREPRODUCTION";
        var asked = file.Objectives;
        Availability = asked.Availability is { } share ? ((decimal)share * 100).ToString("0.######") : Availability;
        RecoveryTime = asked.RecoveryTime is { } time ? Written(time.TotalSeconds) : RecoveryTime;
        RecoveryPoint = asked.RecoveryPoint is { } point ? Written(point.TotalSeconds) : RecoveryPoint;
        if (asked.MonthlyBudget is { } budget)
        {
            (Budget, Currency) = (budget.Amount.ToString("0.##"), budget.Currency);
        }

        Carbon = asked.MonthlyCarbon?.ToString("0.##") ?? Carbon;
    }

    /// <summary>Checks what is typed and fills <see cref="Wrong"/>.</summary>
    /// <returns>Whether it can be saved.</returns>
    public bool Check()
    {
        Wrong.Clear();
        Demand(nameof(Name), Name.Trim().Length is >= 3 and <= 100, "A name has from 3 to 100 characters.");
        Demand(nameof(Description), Description.Length <= 250, "A description has at most 250 characters.");
        Demand(nameof(Owner), Owner.Trim().Length is 0 or (>= 3 and <= 255), "An owner has from 3 to 255 characters.");
        Demand(nameof(Regions), AwsRegions().Length <= 50, "At most 50 regions.");
        Demand(
            nameof(Regions), OtherRegions() is { Length: <= 5 } others && others.All(static r => r.Length is >= 3 and <= 25),
            "Of places that are not regions of AWS at most 5, of 3 to 25 characters each.");
        Demand(nameof(Accounts), Split(Accounts).All(static a => a.Length == 12 && a.All(char.IsAsciiDigit)), "An account has twelve digits.");
        Demand(nameof(ReviewEveryDays), ReviewEveryDays is >= 1 and <= 1_095, "From 1 day to 3 years.");
        Demand(nameof(Availability), Availability.Length == 0 || Share() is not null, "A percentage below 100, such as 99.95.");
        Demand(nameof(RecoveryTime), RecoveryTime.Length == 0 || Seconds(RecoveryTime) is not null, "A number with s, m, h or d, such as 4h.");
        Demand(nameof(RecoveryPoint), RecoveryPoint.Length == 0 || Seconds(RecoveryPoint) is not null, "A number with s, m, h or d, such as 5m.");
        Demand(nameof(Budget), Budget.Length == 0 || Amount(Budget) is not null, "A number, such as 4200.");
        Demand(nameof(Currency), Budget.Length == 0 || (Currency.Length == 3 && Currency.All(char.IsAsciiLetterUpper)), "Three capital letters, such as USD.");
        Demand(nameof(Carbon), Carbon.Length == 0 || Amount(Carbon) is not null, "A number of kilograms.");
        return Wrong.Count == 0;
    }

    /// <summary>The new workload that the form describes.</summary>
    public NewWorkload ToNew(IReadOnlyList<string> lenses) => new()
    {
        Name = Name.Trim(),
        Description = Description.Trim(),
        Environment = Environment,
        AwsRegions = AwsRegions(),
        NonAwsRegions = OtherRegions(),
        AccountIds = Split(Accounts),
        ReviewOwner = Said(Owner),
        ReviewEveryDays = ReviewEveryDays,
        Objectives = Objectives(),
        Lenses = lenses,
    };

    /// <summary>Writes the form into a workload.</summary>
    public void Write(WorkloadRecord workload)
    {
        workload.Name = Name.Trim();
        workload.Description = Description.Trim();
        workload.Environment = Environment;
        workload.AwsRegions = [.. AwsRegions()];
        workload.NonAwsRegions = [.. OtherRegions()];
        workload.AccountIds = [.. Split(Accounts)];
        workload.ReviewOwner = Said(Owner);
        workload.ReviewEveryDays = ReviewEveryDays;
        workload.Objectives = Objectives();
    }

    private void Demand(string member, bool isRight, string message)
    {
        if (!isRight)
        {
            Wrong[member] = message;
        }
    }

    private WorkloadObjectives Objectives() => new()
    {
        Availability = Share(),
        RecoveryTimeSeconds = Seconds(RecoveryTime),
        RecoveryPointSeconds = Seconds(RecoveryPoint),
        MonthlyBudget = Amount(Budget),
        Currency = Amount(Budget) is null ? null : Currency,
        MonthlyCarbon = (double?)Amount(Carbon),
    };

    private string[] AwsRegions() => [.. Split(Regions).Where(static r => AwsRegion().IsMatch(r))];

    private string[] OtherRegions() => [.. Split(Regions).Where(static r => !AwsRegion().IsMatch(r))];

    private double? Share() => Amount(Availability.TrimEnd('%', ' ')) is > 0 and < 100 and var percent ? (double)(percent / 100) : null;

    private static decimal? Amount(string text) =>
        decimal.TryParse(text.Trim(), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var amount) && amount < 1_000_000_000_000m ? amount : null;

    private static double? Seconds(string text)
    {
        var trimmed = text.Trim();
        return trimmed.Length > 1 && double.TryParse(trimmed.AsSpan(0, trimmed.Length - 1).Trim(), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
            && trimmed[^1] switch { 's' => 1, 'm' => 60, 'h' => 3_600, 'd' => 86_400, _ => 0 } is > 0 and var unit
            && number * unit <= 366 * 86_400.0
                ? number * unit
                : trimmed == "0" ? 0 : null;
    }

    private static string Written(double? seconds) => seconds switch
    {
        null => "",
        0 => "0",
        { } s when s % 86_400 == 0 => $"{s / 86_400:0}d",
        { } s when s % 3_600 == 0 => $"{s / 3_600:0}h",
        { } s when s % 60 == 0 => $"{s / 60:0}m",
        { } s => $"{s:0}s",
    };

    private static string[] Split(string text) => text.Split([',', ' ', ';', '\n', '\t'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static string? Said(string text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    [GeneratedRegex("^[a-z]{2}(-[a-z]+){1,2}-[0-9]$", RegexOptions.NonBacktracking)]
    private static partial Regex AwsRegion();
}
