using System.Text.Json.Nodes;

namespace Stoa.Server.Api.Aws;

/// <summary>
/// An error that a client of the API sees: its name travels in <c>x-amzn-ErrorType</c>, its members in the body. The members' names and the
/// statuses are the service's own.
/// </summary>
public abstract class AwsException : Exception
{
    /// <summary>An error with the given status (400 to 599) and message.</summary>
    protected AwsException(int status, string message, Exception? cause = null)
        : base(message, cause) => Status = status;

    /// <summary>The HTTP status.</summary>
    public int Status { get; }

    /// <summary>The error's name on the wire, for example <c>ConflictException</c>.</summary>
    public virtual string ErrorType => GetType().Name;

    /// <summary>The body: <c>Message</c> and the error's further members, without nulls.</summary>
    public JsonObject ToBody()
    {
        var body = new JsonObject { [MessageName] = Message };
        Fill(body);
        return body;
    }

    /// <summary>How the body names the message: the modelled errors write it with a capital, those of the front door without.</summary>
    private protected virtual string MessageName => "Message";

    /// <summary>Adds the members that this error has besides its message.</summary>
    private protected virtual void Fill(JsonObject body)
    {
    }

    /// <summary>Adds <paramref name="value"/> unless it is null.</summary>
    private protected static void Set(JsonObject body, string name, string? value)
    {
        if (value is not null)
        {
            body[name] = value;
        }
    }
}

/// <summary>Why an input was refused.</summary>
public enum ValidationReason
{
    /// <summary>No operation has this method and path.</summary>
    UnknownOperation,

    /// <summary>The body is not what JSON is.</summary>
    CannotParse,

    /// <summary>A member breaks a limit; the fields say which.</summary>
    FieldValidationFailed,

    /// <summary>A rule beyond the limits of single members.</summary>
    Other,
}

/// <summary>A member of the input and what is wrong with it.</summary>
/// <param name="Name">The member, for example <c>workloadName</c> or <c>lenses.1.member</c>.</param>
/// <param name="Message">What is wrong, as one sentence.</param>
public sealed record ValidationField(string Name, string Message);

/// <summary>400: the input is not acceptable.</summary>
/// <param name="message">What is wrong and what would be right.</param>
/// <param name="reason">The kind of fault.</param>
/// <param name="fields">The members at fault.</param>
public sealed class ValidationException(string message, ValidationReason reason = ValidationReason.Other, IReadOnlyList<ValidationField>? fields = null)
    : AwsException(400, message)
{
    /// <summary>The kind of fault.</summary>
    public ValidationReason Reason { get; } = reason;

    /// <summary>The members at fault.</summary>
    public IReadOnlyList<ValidationField> Fields { get; } = fields ?? [];

    /// <summary>A rule that one member breaks; the message begins with AWS's <c>[Validation]</c>.</summary>
    public static ValidationException ForField(string member, string message) =>
        new($"[Validation] {message}", ValidationReason.FieldValidationFailed, [new(member, message)]);

    /// <inheritdoc/>
    private protected override void Fill(JsonObject body)
    {
        body[nameof(Reason)] = Reason switch
        {
            ValidationReason.UnknownOperation => "UNKNOWN_OPERATION",
            ValidationReason.CannotParse => "CANNOT_PARSE",
            ValidationReason.FieldValidationFailed => "FIELD_VALIDATION_FAILED",
            _ => "OTHER",
        };
        if (Fields.Count > 0)
        {
            body[nameof(Fields)] = new JsonArray([.. Fields.Select(f => new JsonObject { ["Name"] = f.Name, ["Message"] = f.Message })]);
        }
    }
}

/// <summary>404: what the input names is not there, or not for the caller to see.</summary>
/// <param name="resourceId">The id that the caller gave.</param>
/// <param name="resourceType">What it should have been, for example <c>WORKLOAD</c>.</param>
/// <param name="message">The message; by default AWS's own wording.</param>
public sealed class ResourceNotFoundException(string resourceId, string resourceType, string? message = null)
    : AwsException(404, message ?? $"[ResourceNotFound] No {resourceType.ToLowerInvariant().Replace('_', ' ')} with ID {resourceId}")
{
    /// <summary>The id that the caller gave.</summary>
    public string ResourceId { get; } = resourceId;

    /// <summary>What it should have been.</summary>
    public string ResourceType { get; } = resourceType;

    /// <inheritdoc/>
    private protected override void Fill(JsonObject body)
    {
        Set(body, "ResourceId", ResourceId);
        Set(body, "ResourceType", ResourceType);
    }
}

/// <summary>409: the resource is not in a state that allows the operation.</summary>
/// <param name="resourceId">The resource.</param>
/// <param name="resourceType">Its type, for example <c>WORKLOAD</c>.</param>
/// <param name="message">What stands in the way.</param>
public sealed class ConflictException(string resourceId, string resourceType, string message) : AwsException(409, message)
{
    /// <summary>The resource.</summary>
    public string ResourceId { get; } = resourceId;

    /// <summary>Its type.</summary>
    public string ResourceType { get; } = resourceType;

    /// <inheritdoc/>
    private protected override void Fill(JsonObject body)
    {
        Set(body, "ResourceId", ResourceId);
        Set(body, "ResourceType", ResourceType);
    }
}

/// <summary>402: a quota of this server is used up. The status is the service's own.</summary>
/// <param name="message">Which quota, and its value.</param>
/// <param name="quotaCode">The quota's code.</param>
/// <param name="resourceId">The resource that would exceed it, if one is known.</param>
/// <param name="resourceType">Its type.</param>
public sealed class ServiceQuotaExceededException(string message, string quotaCode, string? resourceId = null, string? resourceType = null)
    : AwsException(402, message)
{
    /// <summary>The quota's code.</summary>
    public string QuotaCode { get; } = quotaCode;

    /// <inheritdoc/>
    private protected override void Fill(JsonObject body)
    {
        Set(body, "ResourceId", resourceId);
        Set(body, "ResourceType", resourceType);
        Set(body, "QuotaCode", QuotaCode);
        Set(body, "ServiceCode", AwsModel.WellArchitected.Service);
    }
}

/// <summary>403: the caller is known and may not do this.</summary>
/// <param name="message">What the caller may not do.</param>
public sealed class AccessDeniedException(string message) : AwsException(403, message);

/// <summary>429: too many requests.</summary>
/// <param name="message">Which rate was exceeded.</param>
/// <param name="quotaCode">The quota's code, if it has one.</param>
public sealed class ThrottlingException(string message, string? quotaCode = null) : AwsException(429, message)
{
    /// <inheritdoc/>
    private protected override void Fill(JsonObject body)
    {
        Set(body, "QuotaCode", quotaCode);
        Set(body, "ServiceCode", AwsModel.WellArchitected.Service);
    }
}

/// <summary>500: our fault. The message names no detail; the log has them under the request's id.</summary>
/// <param name="message">What the caller may know.</param>
/// <param name="cause">What happened.</param>
public sealed class InternalServerException(string message, Exception? cause = null) : AwsException(500, message, cause);

/// <summary>501: an operation of the model that this server has no handler for.</summary>
/// <param name="operation">The operation's name.</param>
public sealed class UnsupportedOperationException(string operation)
    : AwsException(501, $"The operation {operation} is not supported by this server.");

/// <summary>An error of the front door, before any operation is looked at: authentication, size. The model does not declare them.</summary>
/// <param name="status">The HTTP status.</param>
/// <param name="errorType">The name on the wire, for example <c>InvalidSignatureException</c>.</param>
/// <param name="message">AWS's own message.</param>
public sealed class FrontDoorException(int status, string errorType, string message) : AwsException(status, message)
{
    /// <inheritdoc/>
    public override string ErrorType { get; } = errorType;

    /// <inheritdoc/>
    private protected override string MessageName => "message";
}
