namespace Stoa.Server.Api.Aws;

/// <summary>Writes answers and errors as clients of the API expect them.</summary>
internal static class AwsResponseWriter
{
    internal static Task WriteAsync(HttpResponse response, int status, object? output, string requestId, CancellationToken cancellationToken) =>
        WriteBytesAsync(response, status, AwsJson.Write(output), requestId, cancellationToken);

    internal static Task WriteAsync(HttpResponse response, AwsException error, string requestId, CancellationToken cancellationToken)
    {
        response.Headers["x-amzn-ErrorType"] = error.ErrorType;
        return WriteBytesAsync(response, error.Status, AwsJson.Write(error.ToBody()), requestId, cancellationToken);
    }

    private static Task WriteBytesAsync(HttpResponse response, int status, byte[] body, string requestId, CancellationToken cancellationToken)
    {
        response.StatusCode = status;
        response.ContentType = "application/json";
        response.ContentLength = body.Length;
        response.Headers["x-amzn-RequestId"] = requestId;
        response.Headers.CacheControl = "no-store";
        response.Headers.XContentTypeOptions = "nosniff";
        return response.Body.WriteAsync(body, cancellationToken).AsTask();
    }
}
