using Stoa.Reviews.Store;
using Stoa.Reviews.Tags;

namespace Stoa.Reviews.Workloads;

/// <summary>What a workload's members may be, whichever face they came by. Lengths are those of AWS's API; a description and an owner may be empty.</summary>
internal static class WorkloadRules
{
    /// <summary>How far apart reviews may be: three years.</summary>
    private const int LongestReview = 1_095;

    /// <summary>Refuses a workload that may not be stored.</summary>
    /// <exception cref="InvalidException">With every member that is wrong.</exception>
    /// <exception cref="QuotaException">It has too many tags.</exception>
    public static void Demand(WorkloadRecord workload, Limits limits)
    {
        var wrong = new List<(string Field, string Message)>();
        Check(workload.Name.Trim().Length is >= 3 and <= 100, "name", "3 to 100 characters");
        Check(workload.Description.Length <= 250, "description", "at most 250 characters");
        Check(workload.Environment is "PRODUCTION" or "PREPRODUCTION", "environment", "PRODUCTION or PREPRODUCTION");
        Check(workload.AccountIds.Count <= 100 && workload.AccountIds.All(static a => a.Length == 12 && a.All(char.IsAsciiDigit)), "accountIds", "at most 100, of twelve digits each");
        Check(workload.AwsRegions.Count <= 50 && workload.AwsRegions.All(static r => r.Length <= 100), "awsRegions", "at most 50");
        Check(workload.NonAwsRegions.Count <= 5 && workload.NonAwsRegions.All(static r => r.Length is >= 3 and <= 25), "nonAwsRegions", "at most 5, of 3 to 25 characters each");
        Check(workload.ReviewOwner is null or { Length: <= 255 }, "reviewOwner", "at most 255 characters");
        Check(workload.Notes is null or { Length: <= 2084 }, "notes", "at most 2084 characters");
        Check(workload.PillarPriorities.Count <= 64 && workload.PillarPriorities.All(static p => p.Length is >= 1 and <= 64), "pillarPriorities", "ids of pillars");
        Check(workload.ReviewEveryDays is >= 1 and <= LongestReview, "reviewEveryDays", $"from 1 to {LongestReview} days");
        var asked = workload.Objectives;
        Check(asked.Availability is null or (> 0 and < 1), "objectives.availability", "a share between 0 and 1, such as 0.9995");
        Check(IsAmount(asked.RecoveryTimeSeconds), "objectives.recoveryTimeSeconds", "0 or more");
        Check(IsAmount(asked.RecoveryPointSeconds), "objectives.recoveryPointSeconds", "0 or more");
        Check(asked.MonthlyBudget is null or >= 0, "objectives.monthlyBudget", "0 or more");
        Check(asked.Currency is null || (asked.Currency.Length == 3 && asked.Currency.All(char.IsAsciiLetterUpper)), "objectives.currency", "three capital letters, such as USD");
        Check(IsAmount(asked.MonthlyCarbon), "objectives.monthlyCarbon", "0 or more");
        if (wrong.Count > 0)
        {
            throw new InvalidException($"[Validation] {string.Join("; ", wrong.Select(static w => $"{w.Field}: {w.Message}"))}.", [.. wrong]);
        }

        TagRules.Demand(workload.Tags, limits.Tags, ("WORKLOAD", workload.Name));

        void Check(bool holds, string field, string message)
        {
            if (!holds)
            {
                wrong.Add((field, message));
            }
        }
    }

    private static bool IsAmount(double? amount) => amount is null || (double.IsFinite(amount.Value) && amount >= 0);
}
