using System.Text;
using Stoa.Language.Values;

namespace Stoa.Language.Functions;

/// <summary>Functions that encode values and texts, and decode them.</summary>
internal static class EncodingFunctions
{
    private static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);

    public static Function? Find(string name) => name switch
    {
        "base64decode" => new(name, HclType.String, [Arguments.Text("str")], static (_, a) => Base64Decode(a[0].AsString())),
        "base64encode" => new(name, HclType.String, [new Parameter("str", HclType.String, Bears.Unknown)], static (_, a) =>
            !a[0].Parts.IsEmpty ? EncodedContent.Encode(a[0])
            : a[0].IsUnknown ? References.UnknownFrom(HclType.String, true, a)
            : Value.Of(Convert.ToBase64String(Strict.GetBytes(a[0].AsString())))),
        // Compressed by anything but Terraform's own library the bytes would differ, so they are not known.
        "base64gzip" => new(name, HclType.String, [Arguments.Text("str")], static (_, a) => References.UnknownFrom(HclType.String, true, a)),
        "csvdecode" => new(name, HclType.Dynamic, [Arguments.Text("str")], static (_, a) => CsvText.Read(a[0].AsString())),
        "jsondecode" => new(name, HclType.Dynamic, [Arguments.Text("str")], static (_, a) => JsonText.Read(a[0].AsString())) { MayBeNull = true },
        "jsonencode" => new(name, HclType.String, [Arguments.Any("val", Bears.Null | Bears.Unknown)], static (_, a) =>
            HasInfinity(a[0]) ? new FunctionError("cannot serialize infinity as JSON")
            : a[0].IsWhollyKnown ? Text(JsonText.Write(a[0]))
            : EncodedContent.Encode(a[0])),
        "textdecodebase64" => new(name, HclType.String, [Arguments.Text("source"), Arguments.Text("encoding")], static (_, a) => TextDecode(a)),
        "textencodebase64" => new(name, HclType.String, [Arguments.Text("string"), Arguments.Text("encoding")], static (_, a) => TextEncode(a)),
        "urlencode" => new(name, HclType.String, [Arguments.Text("str")], static (_, a) => Value.Of(UrlEncode(a[0].AsString()))),
        "yamldecode" => new(name, HclType.Dynamic, [Arguments.Text("src")], static (_, a) => YamlReader.Read(a[0].AsString())) { MayBeNull = true },
        "yamlencode" => new(name, HclType.String, [Arguments.Any("value", Bears.Null | Bears.OnlyWhollyKnown)], static (_, a) => Text(YamlText.Write(a[0]))),
        _ => null,
    };

    private static Outcome<FunctionError> Text(string text) => text.Length > CallContext.MaxTextLength ? Arguments.TooLongText : Value.Of(text);

    private static bool HasInfinity(Value value) => value is { HasValue: true, Open: null } && value.Kind switch
    {
        TypeKind.Number => value.AsNumber().IsInfinite,
        TypeKind.List or TypeKind.Set or TypeKind.Tuple => value.ItemList.Any(HasInfinity),
        TypeKind.Map or TypeKind.Object => value.Pairs.Any(static p => HasInfinity(p.Value)),
        _ => false,
    };

    private static byte[]? FromBase64(string text)
    {
        // Go skips line breaks, but no other space.
        var compact = text.Replace("\r", "", StringComparison.Ordinal).Replace("\n", "", StringComparison.Ordinal);
        var bytes = new byte[compact.Length / 4 * 3];
        return !compact.AsSpan().ContainsAny(" \t\f\v") && compact.Length % 4 == 0 && Convert.TryFromBase64String(compact, bytes, out var count)
            ? bytes[..count]
            : null;
    }

    private static Outcome<FunctionError> Base64Decode(string text)
    {
        if (FromBase64(text) is not { } bytes)
        {
            return new FunctionError($"failed to decode base64 data {GoQuote.Quote(text)}");
        }

        try
        {
            return Value.Of(NormalForm.Compose(Strict.GetString(bytes)));
        }
        catch (ArgumentException)
        {
            return new FunctionError("the result of decoding the provided string is not valid UTF-8");
        }
    }

    /// <summary>The encodings that need no tables; in any other, the result is unknown.</summary>
    private static Encoding? EncodingOf(string name) => name.ToUpperInvariant() switch
    {
        "UTF-8" or "UTF8" => Strict,
        "UTF-16LE" => new UnicodeEncoding(false, false),
        "UTF-16BE" => new UnicodeEncoding(true, false),
        "ISO-8859-1" or "LATIN1" or "ISO_8859-1" or "ISO8859-1" or "L1" => Encoding.Latin1,
        _ => null,
    };

    private static Outcome<FunctionError> TextEncode(ReadOnlySpan<Value> arguments)
    {
        var text = arguments[0].AsString();
        if (EncodingOf(arguments[1].AsString()) is not { } encoding)
        {
            return References.UnknownFrom(HclType.String, true, arguments);
        }

        return encoding.Equals(Encoding.Latin1) && text.Any(static c => c > 0xFF)
            ? new FunctionError($"the given string contains characters that cannot be represented in {arguments[1].AsString()}", 0)
            : Value.Of(Convert.ToBase64String(encoding.GetBytes(text)));
    }

    private static Outcome<FunctionError> TextDecode(ReadOnlySpan<Value> arguments)
    {
        if (EncodingOf(arguments[1].AsString()) is not { } encoding)
        {
            return References.UnknownFrom(HclType.String, true, arguments);
        }

        if (FromBase64(arguments[0].AsString()) is not { } bytes)
        {
            return new FunctionError("the given value is has an invalid base64 symbol", 0);
        }

        try
        {
            return Value.Of(NormalForm.Compose(encoding.GetString(bytes)));
        }
        catch (ArgumentException)
        {
            return new FunctionError($"the given string contains symbols that are not defined for {arguments[1].AsString()}", 0);
        }
    }

    /// <summary>Form encoding: a space becomes a plus.</summary>
    private static string UrlEncode(string text)
    {
        var encoded = new StringBuilder(text.Length);
        foreach (var b in Strict.GetBytes(text))
        {
            _ = b switch
            {
                (byte)' ' => encoded.Append('+'),
                (byte)'-' or (byte)'_' or (byte)'.' or (byte)'~' => encoded.Append((char)b),
                _ when char.IsAsciiLetterOrDigit((char)b) => encoded.Append((char)b),
                _ => encoded.Append('%').Append(Convert.ToHexString([b])),
            };
        }

        return encoded.ToString();
    }
}
