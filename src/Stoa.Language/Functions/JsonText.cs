using System.Globalization;
using System.Text;
using System.Text.Json;
using Stoa.Language.Values;

namespace Stoa.Language.Functions;

/// <summary>Values to and from JSON, as <c>jsonencode</c> and <c>jsondecode</c> have it.</summary>
public static class JsonText
{
    /// <summary>How deep JSON may nest.</summary>
    public const int MaxDepth = 500;

    private const string Hexadecimal = "0123456789abcdef";

    /// <summary>
    /// The JSON of a wholly known value, without spaces, attributes in order; like Go's it escapes <c>&lt; &gt; &amp;</c> and the
    /// two line separators of Unicode.
    /// </summary>
    public static string Write(Value value)
    {
        var text = new StringBuilder();
        Write(text, value);
        return text.ToString();
    }

    /// <summary>Reads JSON: arrays become tuples, objects objects. Of two attributes of one name the later wins.</summary>
    /// <returns>The value, or what is wrong with the text.</returns>
    public static Outcome<FunctionError> Read(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        var reader = new Utf8JsonReader(bytes, new JsonReaderOptions { MaxDepth = MaxDepth });
        Value? value = null;
        try
        {
            reader.Read();
            value = Read(ref reader);
            reader.Read();
            return value;
        }
        catch (JsonException error)
        {
            var rest = bytes.AsSpan((int)reader.BytesConsumed);
            return new FunctionError(
                value is not null ? "extraneous data after JSON object"
                : Encoding.UTF8.GetString(rest).All(static c => char.IsWhiteSpace(c) || c is ',' or ':') ? "EOF"
                : Describe(error));
        }
    }

    private static void Write(StringBuilder text, Value value)
    {
        if (value.IsNull)
        {
            text.Append("null");
            return;
        }

        switch (value.Kind)
        {
            case TypeKind.Bool:
                text.Append(value.AsBool() ? "true" : "false");
                break;
            case TypeKind.Number:
                text.Append(value.AsNumber().ToString());
                break;
            case TypeKind.String:
                WriteString(text, value.AsString());
                break;
            case TypeKind.List or TypeKind.Set or TypeKind.Tuple:
                text.Append('[');
                for (var i = 0; i < value.Count; i++)
                {
                    text.Append(i == 0 ? "" : ",");
                    Write(text, value.Items[i]);
                }

                text.Append(']');
                break;
            default:
                text.Append('{');
                for (var i = 0; i < value.Count; i++)
                {
                    text.Append(i == 0 ? "" : ",");
                    WriteString(text, value.Keys[i]);
                    text.Append(':');
                    Write(text, value.Values[i]);
                }

                text.Append('}');
                break;
        }
    }

    private static void WriteString(StringBuilder text, string content)
    {
        text.Append('"');
        var start = 0;
        for (var i = 0; i < content.Length; i++)
        {
            var c = content[i];
            if (c >= ' ' && c is not ('"' or '\\' or '<' or '>' or '&' or '\u2028' or '\u2029'))
            {
                continue;
            }

            text.Append(content, start, i - start);
            start = i + 1;
            _ = c switch
            {
                '"' => text.Append("\\\""),
                '\\' => text.Append("\\\\"),
                '\n' => text.Append("\\n"),
                '\r' => text.Append("\\r"),
                '\t' => text.Append("\\t"),
                '\b' => text.Append("\\b"),
                '\f' => text.Append("\\f"),
                '\u2028' or '\u2029' => text.Append("\\u202").Append(Hexadecimal[c & 15]),
                _ => text.Append("\\u00").Append(Hexadecimal[c >> 4]).Append(Hexadecimal[c & 15]),
            };
        }

        text.Append(content, start, content.Length - start).Append('"');
    }

    private static Value Read(ref Utf8JsonReader reader)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.True:
                return Value.True;
            case JsonTokenType.False:
                return Value.False;
            case JsonTokenType.Null:
                return Value.Null;
            case JsonTokenType.Number:
                return Value.Of(Number.Parse(Encoding.ASCII.GetString(reader.ValueSpan)) ?? throw new JsonException("invalid number"));
            case JsonTokenType.String:
                return Value.Of(NormalForm.Compose(ReadString(ref reader)));
            case JsonTokenType.StartArray:
                var items = new List<Value>();
                while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
                {
                    items.Add(Read(ref reader));
                }

                return Value.Tuple([.. items]);
            default:
                var entries = new EntriesBuilder();
                while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
                {
                    var name = NormalForm.Compose(ReadString(ref reader));
                    reader.Read();
                    entries[name] = Read(ref reader);
                }

                return Value.Object(entries.ToEntries());
        }
    }

    private static string ReadString(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.GetString()!;
        }
        catch (InvalidOperationException)
        {
            // Half a surrogate pair: Go puts the replacement character in its place.
            return WithoutHalves(Encoding.UTF8.GetString(reader.ValueSpan));
        }
    }

    private static string WithoutHalves(string escaped)
    {
        var units = new StringBuilder();
        for (var i = 0; i < escaped.Length; i++)
        {
            if (escaped[i] != '\\')
            {
                units.Append(escaped[i]);
                continue;
            }

            i++;
            units.Append(escaped[i] switch
            {
                'n' => '\n',
                'r' => '\r',
                't' => '\t',
                'b' => '\b',
                'f' => '\f',
                'u' => (char)ushort.Parse(escaped.AsSpan(i + 1, 4), NumberStyles.HexNumber, CultureInfo.InvariantCulture),
                var c => c,
            });
            i += escaped[i] == 'u' ? 4 : 0;
        }

        return string.Concat(units.ToString().EnumerateRunes().Select(static r => r.ToString()));
    }

    private static string Describe(JsonException error)
    {
        var message = error.Message;
        var end = message.IndexOf(". ", StringComparison.Ordinal);
        message = end < 0 ? message.TrimEnd('.') : message[..end];
        return error.LineNumber is { } line ? $"invalid JSON on line {line + 1}, byte {error.BytePositionInLine + 1}: {message}" : $"invalid JSON: {message}";
    }
}
