using System.Buffers;
using System.Diagnostics;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Options;

namespace Stoa.Server.Api.Aws;

/// <summary>
/// AWS's API on the same port as the web application: target, route, authenticate, read, handle, write. A request is meant for the API if it
/// carries a signature (an <c>Authorization: AWS4-…</c> header or an <c>X-Amz-Algorithm</c> parameter), or if one of AWS's clients sends it
/// unsigned to a path of the model; it then learns that its token is missing. All other requests pass on to the web application.
/// </summary>
public sealed partial class AwsEndpoint
{
    private const long FirstRead = 16 * 1024;
    private static readonly string[] _clients = ["aws-cli/", "aws-sdk-", "Boto3/", "Botocore/"];

    private readonly AwsApiOptions _options;
    private readonly AwsRouter _router;
    private readonly SigV4Verifier _verifier;
    private readonly ILogger<AwsEndpoint> _log;
    private readonly Dictionary<string, AwsHandler> _handlers;

    /// <summary>Builds the endpoint; an operation that the model does not have, or has twice, is an error of the program.</summary>
    public AwsEndpoint(IOptions<AwsApiOptions> options, TimeProvider time, ILogger<AwsEndpoint> log)
    {
        var model = AwsModel.WellArchitected;
        _options = options.Value;
        _log = log;
        _router = new(model);
        _verifier = new(model.Service, time, _options.AllowUnsignedPayload, _options.Regions);
        _handlers = _options.Operations.ToDictionary(o => o.Name, o => o.Handler);
        if (_handlers.Keys.FirstOrDefault(n => !model.Operations.ContainsKey(n)) is { } unknown)
        {
            throw new InvalidOperationException($"The API has no operation {unknown}.");
        }
    }

    /// <summary>The operations of the model that have no handler, in order.</summary>
    public IReadOnlyList<string> Unregistered => [.. AwsModel.WellArchitected.Operations.Keys.Where(n => !_handlers.ContainsKey(n)).Order(StringComparer.Ordinal)];

    /// <summary>Answers the request if it is meant for the API, and passes it on otherwise.</summary>
    public Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        var request = context.Request;
        // Nothing of AWS's is in most requests of browsers, and they should not pay for it.
        if (request.Headers.Authorization.Count == 0 && !request.QueryString.HasValue && !IsClient(request))
        {
            return next(context);
        }
        var target = AwsTarget.Parse(context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget);
        var signed = SigV4Verifier.IsSigned(target, request.Headers);
        var route = signed || IsClient(request) ? _router.Match(request.Method, target.Path) : null;
        return signed || route is not null ? AnswerAsync(context, target, route, signed) : next(context);
    }

    private static bool IsClient(HttpRequest request)
    {
        string? agent = request.Headers.UserAgent;
        return agent is not null && Array.Exists(_clients, c => agent.Contains(c, StringComparison.Ordinal));
    }

    private async Task AnswerAsync(HttpContext context, AwsTarget target, AwsRoute? route, bool signed)
    {
        var requestId = Guid.NewGuid().ToString();
        AwsException error;
        try
        {
            if (!signed)
            {
                throw new FrontDoorException(403, "MissingAuthenticationTokenException", "Missing Authentication Token");
            }
            var output = await HandleAsync(context, target, route, requestId);
            await AwsResponseWriter.WriteAsync(context.Response, route!.Operation.Status, output, requestId, context.RequestAborted);
            return;
        }
        catch (Exception) when (context.RequestAborted.IsCancellationRequested || context.Response.HasStarted)
        {
            // Nobody is there to be answered, or half an answer is out and must not look whole.
            context.Abort();
            return;
        }
        catch (Exception e)
        {
            error = Map(e, route, requestId);
        }
        await AwsResponseWriter.WriteAsync(context.Response, error, requestId, context.RequestAborted);
    }

    private async Task<object?> HandleAsync(HttpContext context, AwsTarget target, AwsRoute? route, string requestId)
    {
        var request = context.Request;
        var claim = _verifier.Read(target, request.Headers);
        var credentials = context.RequestServices.GetRequiredService<IAwsCredentials>();
        var credential = await credentials.FindAsync(claim.AccessKeyId, context.RequestAborted);
        _verifier.CheckCredential(claim, credential);
        var body = await ReadBodyAsync(context);
        _verifier.Verify(claim, credential!, request.Method, target, request.Headers, body.Span);
        await credentials.UsedAsync(credential!);
        if (route is null)
        {
            throw new ValidationException($"[Validation] No operation has the method {request.Method} and this path", ValidationReason.UnknownOperation);
        }
        Activity.Current?.SetTag("rpc.system", "aws-api").SetTag("rpc.method", $"WellArchitected/{route.Operation.Name}");
        var input = AwsRequestReader.Read(route, target.Query, body.Span);
        if (!_handlers.TryGetValue(route.Operation.Name, out var handler))
        {
            throw new UnsupportedOperationException(route.Operation.Name);
        }
        return await handler(new AwsCall
        {
            Operation = route.Operation,
            Input = input,
            Principal = credential!.Principal,
            AccountId = credential.AccountId,
            Region = claim.Region,
            Services = context.RequestServices,
            RequestId = requestId,
            CancellationToken = context.RequestAborted,
        });
    }

    private async ValueTask<ReadOnlyMemory<byte>> ReadBodyAsync(HttpContext context)
    {
        var limit = _options.MaxBodyBytes;
        if (context.Request.ContentLength > limit)
        {
            throw TooLarge(limit);
        }
        if (context.Features.Get<IHttpRequestBodyDetectionFeature>() is { CanHaveBody: false })
        {
            return default;
        }
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
        {
            // The server's own limit would answer in a form that clients of the API cannot read.
            size.MaxRequestBodySize = null;
        }
        // A length that is only announced does not get its memory yet: the signature is still to be checked.
        var body = new ArrayBufferWriter<byte>((int)Math.Min(context.Request.ContentLength ?? FirstRead, FirstRead) + 1);
        while (true)
        {
            var read = await context.Request.Body.ReadAsync(body.GetMemory(1), context.RequestAborted);
            if (read == 0)
            {
                return body.WrittenMemory;
            }
            body.Advance(read);
            if (body.WrittenCount > limit)
            {
                throw TooLarge(limit);
            }
        }
    }

    private static FrontDoorException TooLarge(int limit) =>
        new(413, "RequestEntityTooLargeException", $"The request body is longer than {limit} bytes.");

    private AwsException Map(Exception exception, AwsRoute? route, string requestId)
    {
        if ((exception as AwsException ?? _options.MapException(exception)) is { } error)
        {
            if (error.Status >= 500)
            {
                LogFault(exception, route?.Operation.Name, requestId);
            }
            return error;
        }
        // The body ended early, or was not sent as its headers said.
        if (exception is BadHttpRequestException)
        {
            return new ValidationException("[Validation] The request body could not be read to its end", ValidationReason.CannotParse);
        }
        LogFault(exception, route?.Operation.Name, requestId);
        return new InternalServerException($"The server failed to answer. Its log has the cause under request {requestId}.", exception);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "{Operation} failed in request {RequestId}")]
    private partial void LogFault(Exception exception, string? operation, string requestId);
}
