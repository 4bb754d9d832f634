using Stoa.Reviews;

namespace Stoa.Server.Tests.Api.V1;

/// <summary>An operation with a request that succeeds, and who may make it.</summary>
/// <param name="Id">The operation's id.</param>
/// <param name="Method">Its method.</param>
/// <param name="Path">Below <c>/api/v1/</c>, with places for what the stage holds: <c>{workload}</c>, <c>{subject}</c>, <c>{name}</c>.</param>
/// <param name="Body">JSON with the same places; null: none.</param>
public sealed record ApiOperation(string Id, string Method, string Path, string? Body = null)
{
    /// <summary>The smallest role that may.</summary>
    public Role Least { get; init; } = Role.Viewer;

    /// <summary>The body's media type.</summary>
    public string Type { get; init; } = "application/json";

    /// <summary>Makes what the request is about, so that each who may has one of their own; two ids stand apart by a blank. Null: the stage's will do.</summary>
    public Func<ApiStage, Actor, Task<string>>? Subject { get; init; }

    /// <summary>What the administrator of another account is answered; 200 stands for any success, with nothing of the first account in it.</summary>
    public int Stranger { get; init; } = Path.StartsWith("workloads/{workload}", StringComparison.Ordinal) || Path.Contains("{lens}", StringComparison.Ordinal)
        || Path.Contains("{template}", StringComparison.Ordinal) || Path.Contains("{profile}", StringComparison.Ordinal) || Path.Contains("{subject}", StringComparison.Ordinal) ? 404 : 200;

    /// <summary>What the token of another workload's pipeline is answered.</summary>
    public int OtherPipeline { get; init; } = Path.StartsWith("workloads/{workload}", StringComparison.Ordinal) ? 404 : 403;

    /// <summary>What the token of the workload's own pipeline is answered.</summary>
    public int Pipeline { get; init; } = Path.StartsWith("workloads/{workload}", StringComparison.Ordinal) && Method == "GET" ? 200 : 403;
}
