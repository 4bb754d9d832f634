using Stoa.Reviews;

namespace Stoa.Server.Api.V1;

/// <summary>Turns refusals of the record into problems as RFC 9457 has them, for every operation of our own API.</summary>
internal sealed class RecordProblems : IEndpointFilter
{
    /// <inheritdoc/>
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        try
        {
            return await next(context);
        }
        catch (RecordException refusal)
        {
            return Of(refusal);
        }
        catch (BadHttpRequestException refusal)
        {
            return WrongRequests.Of(refusal);
        }
    }

    /// <summary>The problem of a refusal.</summary>
    public static IResult Of(RecordException refusal)
    {
        var (status, title) = refusal switch
        {
            NotFoundException => (StatusCodes.Status404NotFound, "Not found"),
            ConflictException => (StatusCodes.Status409Conflict, "Conflict"),
            DeniedException => (StatusCodes.Status403Forbidden, "Not allowed"),
            QuotaException => (StatusCodes.Status409Conflict, "A limit is reached"),
            _ => (StatusCodes.Status400BadRequest, "The request is wrong"),
        };
        var fields = (refusal as InvalidException)?.Fields ?? [];
        return Results.Problem(
            // What AWS's clients read stands in brackets before the sentence.
            refusal.Message.StartsWith('[') && refusal.Message.IndexOf("] ", StringComparison.Ordinal) is > 0 and var end ? refusal.Message[(end + 2)..] : refusal.Message,
            statusCode: status,
            title: title,
            extensions: fields.Count == 0 ? null : new Dictionary<string, object?> { ["errors"] = fields.GroupBy(static f => f.Field).ToDictionary(static g => g.Key, static g => g.Select(static f => f.Message)) });
    }
}
