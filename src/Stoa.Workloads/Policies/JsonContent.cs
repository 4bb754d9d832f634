using System.Text;
using System.Text.Json;
using Stoa.Language.Values;

namespace Stoa.Workloads.Policies;

/// <summary>Reads what a text of JSON says (a policy, the containers of a task), even where parts of the text are unknown.</summary>
internal static class JsonContent
{
    /// <summary>
    /// The largest text that is read, in UTF-16 code units. AWS itself takes 10,240 for a role's policies and 64 KB for a task's containers.
    /// </summary>
    private const int MaxLength = 1024 * 1024;

    /// <summary>How deeply the content may nest; a valid policy needs six levels.</summary>
    private const int MaxDepth = 32;

    /// <summary>Private-use characters that stand for an unknown part while the text is read: the first, then the part's number.</summary>
    private const char Placeholder = '\uE000';

    private const int MaxParts = 4096;

    /// <summary>
    /// The content of a text; any other value as it is. Unknown where the text is unknown or is no JSON; null where it is empty.
    /// </summary>
    public static Value Read(Value text)
    {
        if (text.IsUnknown)
        {
            return EncodedContent.Find(text) ?? (text.Parts.IsEmpty ? text : ReadParts(text));
        }

        return text.HasValue && text.Kind == TypeKind.String ? Parse(text.AsString(), text, []) : text;
    }

    private static Value ReadParts(Value text)
    {
        var json = new StringBuilder();
        var unknowns = new List<Value>();
        foreach (var part in text.Parts)
        {
            if (part.HasValue && part.Kind == TypeKind.String)
            {
                json.Append(part.AsString());
            }
            else if (unknowns.Count < MaxParts)
            {
                json.Append(Placeholder).Append((char)(Placeholder + 1 + unknowns.Count));
                unknowns.Add(part);
            }
        }

        return unknowns.Count == MaxParts ? Unknown(text) : Parse(json.ToString(), text, unknowns);
    }

    private static Value Parse(string json, Value text, List<Value> unknowns)
    {
        if (json.Length > MaxLength)
        {
            return Unknown(text);
        }

        if (json.AsSpan().Trim().IsEmpty)
        {
            return Value.Null;
        }

        try
        {
            var reader = new Utf8JsonReader(
                Encoding.UTF8.GetBytes(json), new JsonReaderOptions { MaxDepth = MaxDepth, CommentHandling = JsonCommentHandling.Skip });
            reader.Read();
            var content = ReadValue(ref reader, unknowns);
            return reader.Read() ? Unknown(text) : content.WithOrigin(text.Origin).WithSensitivity(text.IsSensitive);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // No JSON, JSON only once the unknown parts are known (a statement put in whole), or half a surrogate pair.
            return Unknown(text);
        }
    }

    /// <summary>The depth is bounded by the reader's own limit.</summary>
    private static Value ReadValue(ref Utf8JsonReader reader, List<Value> unknowns)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject:
                var entries = new EntriesBuilder();
                while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
                {
                    var key = reader.GetString()!;
                    reader.Read();
                    var value = ReadValue(ref reader, unknowns);
                    if (key.Contains(Placeholder))
                    {
                        // An unknown name may be any name.
                        throw new JsonException();
                    }

                    entries[key] = value;
                }

                return Value.Object(entries.ToEntries());
            case JsonTokenType.StartArray:
                var items = new List<Value>();
                while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
                {
                    items.Add(ReadValue(ref reader, unknowns));
                }

                return Value.Tuple([.. items]);
            case JsonTokenType.String:
                return ToText(reader.GetString()!, unknowns);
            case JsonTokenType.True:
                return Value.True;
            case JsonTokenType.False:
                return Value.False;
            case JsonTokenType.Null:
                return Value.Null;
            default:
                return Number.Parse(Encoding.UTF8.GetString(reader.ValueSpan)) is { } number ? Value.Of(number) : Value.Unknown;
        }
    }

    private static Value ToText(string text, List<Value> unknowns)
    {
        if (!text.Contains(Placeholder) || unknowns.Count == 0)
        {
            return Value.Of(text);
        }

        var parts = new List<Value>();
        var start = 0;
        for (var at = text.IndexOf(Placeholder); at >= 0 && at + 1 < text.Length; at = text.IndexOf(Placeholder, start))
        {
            if (at > start)
            {
                parts.Add(Value.Of(text[start..at]));
            }

            var number = text[at + 1] - Placeholder - 1;
            parts.Add(number >= 0 && number < unknowns.Count ? unknowns[number] : Value.Unknown);
            start = at + 2;
        }

        if (start < text.Length)
        {
            parts.Add(Value.Of(text[start..]));
        }

        return parts.Count == 1 ? parts[0] : Value.UnknownText([.. parts]).WithReferences([.. parts.SelectMany(static p => p.References).Distinct()]);
    }

    private static Value Unknown(Value text) => Value.Unknown.WithOrigin(text.Origin).WithReferences(text.References).WithSensitivity(text.IsSensitive);
}
