namespace Stoa.Reviews;

/// <summary>Why an operation of the record was refused. The message is for the person who asked.</summary>
public abstract class RecordException(string message) : Exception(message);

/// <summary>There is no such thing, or the actor may not know of it.</summary>
/// <param name="type">What was asked for, as AWS names types: <c>WORKLOAD</c>, <c>LENS</c>, <c>MILESTONE</c>.</param>
/// <param name="id">By which id.</param>
public sealed class NotFoundException(string type, string id) : RecordException($"[ResourceNotFound] No {type.ToLowerInvariant().Replace('_', ' ')} with ID {id}")
{
    /// <summary>What was asked for.</summary>
    public string ResourceType { get; } = type;

    /// <summary>By which id.</summary>
    public string ResourceId { get; } = id;
}

/// <summary>Somebody else changed the thing meanwhile, or a name is taken, or its state does not allow the operation.</summary>
public sealed class ConflictException(string message, string type, string id) : RecordException(message)
{
    /// <summary>What is in conflict.</summary>
    public string ResourceType { get; } = type;

    /// <summary>Its id.</summary>
    public string ResourceId { get; } = id;
}

/// <summary>The actor may see the thing but not do this with it.</summary>
public sealed class DeniedException(string message) : RecordException(message);

/// <summary>The request itself is wrong.</summary>
public sealed class InvalidException(string message, params (string Field, string Message)[] fields) : RecordException(message)
{
    /// <summary>Which members are wrong, and why.</summary>
    public IReadOnlyList<(string Field, string Message)> Fields { get; } = fields;
}

/// <summary>A limit of the server is reached.</summary>
/// <param name="message">Which, and what to do.</param>
/// <param name="type">What there are too many of.</param>
/// <param name="id">In which thing.</param>
/// <param name="quota">The limit's code, as <see cref="Limits"/> names it.</param>
public sealed class QuotaException(string message, string type, string id, string quota) : RecordException(message)
{
    /// <summary>What there are too many of.</summary>
    public string ResourceType { get; } = type;

    /// <summary>In which thing.</summary>
    public string ResourceId { get; } = id;

    /// <summary>The limit's code.</summary>
    public string QuotaCode { get; } = quota;
}
