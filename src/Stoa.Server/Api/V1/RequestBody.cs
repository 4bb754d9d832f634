using System.Buffers;
using System.IO.Compression;
using Microsoft.AspNetCore.Http.Features;

namespace Stoa.Server.Api.V1;

/// <summary>What the API's description says of a body that is a document of its own; whatever type a client names, it is read.</summary>
/// <param name="Type">Its media type.</param>
internal sealed record DocumentBody(string Type);

/// <summary>Bodies that are documents of their own.</summary>
internal static class RequestBody
{
    /// <summary>The whole body, unpacked where the client packed it; never more than the limit.</summary>
    public static async Task<byte[]> ReadAsync(HttpContext http, long limit)
    {
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
        {
            size.MaxRequestBodySize = limit;
        }

        if (http.Request.ContentLength > limit)
        {
            throw TooLong(limit);
        }

        var encoding = http.Request.Headers.ContentEncoding.ToString();
        if (encoding is not ("" or "identity" or "gzip"))
        {
            throw new BadHttpRequestException("The body may be packed with gzip, and not otherwise.", StatusCodes.Status415UnsupportedMediaType);
        }

        await using var gzip = encoding == "gzip" ? new GZipStream(http.Request.Body, CompressionMode.Decompress) : null;
        var input = gzip ?? http.Request.Body;
        using var body = new MemoryStream((int)Math.Min(gzip is null ? http.Request.ContentLength ?? 0 : 0, limit));
        var buffer = ArrayPool<byte>.Shared.Rent(64 * 1024);
        try
        {
            int read;
            while ((read = await input.ReadAsync(buffer, http.RequestAborted)) > 0)
            {
                if (body.Length + read > limit)
                {
                    throw TooLong(limit);
                }

                body.Write(buffer, 0, read);
            }
        }
        catch (InvalidDataException exception)
        {
            throw new BadHttpRequestException("The body is not packed with gzip, though its header says so.", exception);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }

        return body.ToArray();
    }

    private static BadHttpRequestException TooLong(long limit) =>
        new($"The body is longer than {limit / 1024 / 1024} MB. Review a part of it at a time, or raise the server's limit.", StatusCodes.Status413PayloadTooLarge);
}
