namespace Stoa.Reviews.Access;

/// <summary>What somebody wants to do with a workload.</summary>
public enum Permission
{
    /// <summary>Read it and everything about it.</summary>
    Read,

    /// <summary>Bring evidence: what a pipeline's token is for.</summary>
    Push,

    /// <summary>Answer questions, work on improvements and decisions.</summary>
    Contribute,

    /// <summary>Change its definition, save milestones, accept risks.</summary>
    Own,

    /// <summary>Delete or share it: only people of its own account.</summary>
    Dispose,
}
