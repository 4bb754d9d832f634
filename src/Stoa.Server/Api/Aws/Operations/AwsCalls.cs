using Stoa.Assessment;
using Stoa.Reviews;
using Stoa.Reviews.Store;

namespace Stoa.Server.Api.Aws.Operations;

/// <summary>What operations have in common.</summary>
internal static class AwsCalls
{
    /// <summary>Who calls.</summary>
    public static Actor Actor(this AwsCall call) => (Actor)call.Principal;

    /// <summary>How the call may be repeated; null where its client gave no token.</summary>
    public static Idempotency? Idempotency(this AwsCall call) => call.Operation.IdempotencyToken is { } member && call.IdempotencyToken is { } token
        ? Reviews.Store.Idempotency.Of(call.Operation.Name, token, Without(call, member.Name))
        : null;

    /// <summary>Risks as AWS counts them: those that there are.</summary>
    public static Dictionary<string, int> Counts(this RiskCounts risks) => new List<(string Risk, int Count)>
    {
        ("UNANSWERED", risks.Unanswered), ("HIGH", risks.High), ("MEDIUM", risks.Medium), ("NONE", risks.None), ("NOT_APPLICABLE", risks.NotApplicable),
    }.Where(static r => r.Count > 0).ToDictionary(static r => r.Risk, static r => r.Count);

    private static string Without(AwsCall call, string member)
    {
        var parameters = (System.Text.Json.Nodes.JsonObject)call.Input.DeepClone();
        parameters.Remove(member);
        return parameters.ToJsonString();
    }
}
