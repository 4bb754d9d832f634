namespace Stoa.Reviews.Decisions;

/// <summary>Where a decision stands.</summary>
public enum DecisionStatus
{
    /// <summary>Nothing is said, or nothing that is known here.</summary>
    None,

    /// <summary>Being written.</summary>
    Draft,

    /// <summary>Written, and open to be decided.</summary>
    Proposed,

    /// <summary>Decided against.</summary>
    Rejected,

    /// <summary>Decided, and in force.</summary>
    Accepted,

    /// <summary>No longer in force; nothing took its place.</summary>
    Deprecated,

    /// <summary>No longer in force; another decision took its place.</summary>
    Superseded,
}

/// <summary>The manner in which a file of a decision is written.</summary>
public enum DecisionFormat
{
    /// <summary>Markdown Architectural Decision Records, versions 2 to 4; version 4 is what is written here.</summary>
    Madr,

    /// <summary>Michael Nygard's sections Status, Context, Decision, Consequences, as adr-tools writes them.</summary>
    Nygard,

    /// <summary>MADR 2 with a list of metadata below the title, as log4brains writes it.</summary>
    Log4brains,
}
