namespace Stoa.Server.Api.Aws;

/// <summary>What a signed request says of itself, before anything of it is believed.</summary>
/// <param name="AccessKeyId">The key that it claims to be signed with.</param>
/// <param name="Date">The scope's day, <c>yyyyMMdd</c>.</param>
/// <param name="Region">The scope's region.</param>
/// <param name="Timestamp">When it was signed, <c>yyyyMMddTHHmmssZ</c>.</param>
/// <param name="SignedHeaders">The headers that the signature covers, in small letters, joined by semicolons.</param>
/// <param name="Signature">The signature: 32 bytes.</param>
/// <param name="SecurityToken">The session token that it carries; null for none.</param>
/// <param name="IsPresigned">Whether all this stood in the query.</param>
public sealed record SigV4Claim(
    string AccessKeyId,
    string Date,
    string Region,
    string Timestamp,
    string SignedHeaders,
    byte[] Signature,
    string? SecurityToken,
    bool IsPresigned);
