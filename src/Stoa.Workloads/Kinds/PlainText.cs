using System.Text;
using Stoa.Language.Values;

namespace Stoa.Workloads.Kinds;

/// <summary>What a text says as far as it is written: base64 is taken off, and a part that is not known stands as <c>${}</c>.</summary>
internal static class PlainText
{
    private const string UnknownPart = "${}";

    /// <summary>Shorter texts of letters that happen to be base64 are words.</summary>
    private const int ShortestEncoded = 16;

    private static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);

    /// <summary>Reads a text. Null of null; unknown where nothing of it is written; any other value as it is.</summary>
    public static Value Read(Value value)
    {
        if (value.HasValue)
        {
            return value.Kind == TypeKind.String && Decoded(value.AsString()) is { } text ? Made(text, value) : value;
        }

        if (value.IsNull)
        {
            return value;
        }

        if (EncodedContent.Find(value) is { Kind: TypeKind.String } content)
        {
            return content.IsUnknown && content.Parts.IsEmpty ? Unwritten(value) : Made(Joined(content), value);
        }

        return value.Parts.IsEmpty ? Unwritten(value) : Made(Joined(value), value);
    }

    private static Value Made(string text, Value from) => Value.Of(text).WithOrigin(from.Origin).WithSensitivity(from.IsSensitive);

    private static Value Unwritten(Value value) =>
        Value.UnknownOf(HclType.String).WithOrigin(value.Origin).WithReferences(value.References).WithSensitivity(value.IsSensitive);

    private static string Joined(Value value)
    {
        if (value.HasValue)
        {
            return value.AsString();
        }

        var text = new StringBuilder();
        foreach (var part in value.Parts)
        {
            text.Append(part.HasValue ? part.AsString() : UnknownPart);
        }

        return text.ToString();
    }

    private static string? Decoded(string text)
    {
        if (text.Length < ShortestEncoded || text.Length % 4 != 0)
        {
            return null;
        }

        var bytes = new byte[text.Length / 4 * 3];
        if (!Convert.TryFromBase64String(text, bytes, out var count))
        {
            return null;
        }

        try
        {
            return Strict.GetString(bytes, 0, count);
        }
        catch (DecoderFallbackException)
        {
            // Compressed, or no base64 at all.
            return null;
        }
    }
}
