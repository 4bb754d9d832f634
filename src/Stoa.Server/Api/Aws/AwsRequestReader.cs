using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Stoa.Server.Api.Aws;

/// <summary>
/// Makes one input of a request's path, query and body, and holds it against the model: what is missing, too long, out of range or of another
/// type is refused, all of it in one <see cref="ValidationException"/>. Members that the model does not know are passed over.
/// </summary>
public static class AwsRequestReader
{
    private const int MaxDepth = 32;

    /// <summary>Reads an input; its members bear the model's names.</summary>
    /// <param name="route">The operation and what the path gave.</param>
    /// <param name="query">The query's parameters, decoded.</param>
    /// <param name="body">The body in UTF-8; empty stands for an empty object.</param>
    /// <exception cref="ValidationException">The input breaks the model, or the body is not JSON.</exception>
    public static JsonObject Read(AwsRoute route, IReadOnlyList<KeyValuePair<string, string>> query, ReadOnlySpan<byte> body)
    {
        var input = new JsonObject();
        if (route.Operation.Input is not { } shape)
        {
            return input;
        }
        var violations = new AwsViolations();
        for (var i = 0; i < route.Values.Count; i++)
        {
            var member = route.Operation.PathMembers[i];
            violations.Enter(member);
            Put(input, member.Name, FromText(member.Shape, route.Values[i], violations));
            violations.Leave();
        }
        ReadQuery(shape, query, input, violations);
        if (route.Operation.HasBody && !body.IsEmpty)
        {
            ReadBody(shape, body, input, violations);
        }
        CheckRequired(shape, input, violations);
        violations.Throw();
        return input;
    }

    private static void ReadQuery(AwsShape shape, IReadOnlyList<KeyValuePair<string, string>> query, JsonObject input, AwsViolations violations)
    {
        if (query.Count == 0)
        {
            return;
        }
        foreach (var member in shape.Members)
        {
            if (member.Location != AwsLocation.Query)
            {
                continue;
            }
            violations.Enter(member);
            if (member.Shape.Type == AwsShapeType.List)
            {
                Put(input, member.Name, FromTexts(member.Shape, [.. query.Where(p => p.Key == member.WireName).Select(p => p.Value)], violations));
            }
            else if (query.FirstOrDefault(p => p.Key == member.WireName) is { Key: not null } parameter)
            {
                Put(input, member.Name, FromText(member.Shape, parameter.Value, violations));
            }
            violations.Leave();
        }
    }

    private static JsonArray? FromTexts(AwsShape shape, string[] texts, AwsViolations violations)
    {
        if (texts.Length == 0)
        {
            return null;
        }
        var list = new JsonArray();
        for (var i = 0; i < texts.Length; i++)
        {
            violations.Enter(i + 1);
            list.Add(FromText(shape.Element!, texts[i], violations));
            violations.Leave();
        }
        CheckCount(shape, list.Count, violations);
        return list;
    }

    // Path and query carry text only: numbers and booleans are read out of it.
    private static JsonValue? FromText(AwsShape shape, string text, AwsViolations violations)
    {
        switch (shape.Type)
        {
            case AwsShapeType.Integer when int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number):
                CheckRange(shape, number, violations);
                return JsonValue.Create(number);
            case AwsShapeType.Boolean when text is "true" or "false":
                return JsonValue.Create(text == "true");
            case AwsShapeType.String:
                CheckText(shape, text, violations);
                return JsonValue.Create(text);
            default:
                violations.Add(text, TypeConstraint(shape));
                return null;
        }
    }

    private static void ReadBody(AwsShape shape, ReadOnlySpan<byte> body, JsonObject input, AwsViolations violations)
    {
        try
        {
            var reader = new Utf8JsonReader(body, new JsonReaderOptions { MaxDepth = MaxDepth });
            reader.Read();
            if (reader.TokenType != JsonTokenType.StartObject)
            {
                throw new JsonException("An object is expected.");
            }
            ReadMembers(ref reader, shape, AwsLocation.Body, input, violations);
            // Anything after the object makes the reader throw.
            reader.Read();
        }
        // The reader reports half a surrogate pair and bytes that are not UTF-8 as an invalid operation.
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            var place = e is JsonException { LineNumber: { } line, BytePositionInLine: { } position } ? $" at line {line + 1}, byte {position + 1}" : "";
            throw new ValidationException($"[Validation] The request body is not a JSON object that can be read{place}", ValidationReason.CannotParse);
        }
    }

    // The reader stands on the brace that opens the object and is left on the one that closes it. A name that comes twice keeps its last value.
    private static void ReadMembers(ref Utf8JsonReader reader, AwsShape shape, AwsLocation? location, JsonObject into, AwsViolations violations)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var member = Find(ref reader, shape, location);
            reader.Read();
            if (member is null)
            {
                reader.Skip();
                continue;
            }
            violations.Enter(member);
            Put(into, member.Name, ReadValue(ref reader, member.Shape, violations));
            violations.Leave();
        }
    }

    private static AwsMember? Find(ref Utf8JsonReader reader, AwsShape shape, AwsLocation? location)
    {
        foreach (var member in shape.Members)
        {
            if ((location is null || member.Location == location) && reader.ValueTextEquals(member.Name))
            {
                return member;
            }
        }
        return null;
    }

    private static JsonNode? ReadValue(ref Utf8JsonReader reader, AwsShape shape, AwsViolations violations)
    {
        if (reader.TokenType == JsonTokenType.Null)
        {
            return null;
        }
        switch (shape.Type)
        {
            case AwsShapeType.Structure when reader.TokenType == JsonTokenType.StartObject:
                var members = new JsonObject();
                ReadMembers(ref reader, shape, location: null, members, violations);
                CheckRequired(shape, members, violations);
                return members;
            case AwsShapeType.List when reader.TokenType == JsonTokenType.StartArray:
                return ReadList(ref reader, shape, violations);
            case AwsShapeType.Map when reader.TokenType == JsonTokenType.StartObject:
                return ReadMap(ref reader, shape, violations);
            case AwsShapeType.String when reader.TokenType == JsonTokenType.String:
                var text = reader.GetString()!;
                CheckText(shape, text, violations);
                return JsonValue.Create(text);
            case AwsShapeType.Integer when reader.TokenType == JsonTokenType.Number && reader.TryGetInt32(out var number):
                CheckRange(shape, number, violations);
                return JsonValue.Create(number);
            case AwsShapeType.Timestamp when reader.TokenType == JsonTokenType.Number && reader.TryGetDecimal(out var seconds):
                return JsonValue.Create(seconds);
            case AwsShapeType.Boolean when reader.TokenType is JsonTokenType.True or JsonTokenType.False:
                return JsonValue.Create(reader.GetBoolean());
            default:
                violations.Add(Show(ref reader), TypeConstraint(shape));
                reader.Skip();
                return null;
        }
    }

    private static JsonArray ReadList(ref Utf8JsonReader reader, AwsShape shape, AwsViolations violations)
    {
        var list = new JsonArray();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            violations.Enter(list.Count + 1);
            CheckNull(ref reader, violations);
            list.Add(ReadValue(ref reader, shape.Element!, violations));
            violations.Leave();
        }
        CheckCount(shape, list.Count, violations);
        return list;
    }

    private static JsonObject ReadMap(ref Utf8JsonReader reader, AwsShape shape, AwsViolations violations)
    {
        var map = new JsonObject();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.GetString()!;
            violations.Enter("key");
            CheckText(shape.Key!, name, violations);
            violations.Leave();
            reader.Read();
            violations.Enter(name);
            CheckNull(ref reader, violations);
            map[name] = ReadValue(ref reader, shape.Element!, violations);
            violations.Leave();
        }
        CheckCount(shape, map.Count, violations);
        return map;
    }

    private static void Put(JsonObject into, string name, JsonNode? value)
    {
        if (value is not null)
        {
            into[name] = value;
        }
        else
        {
            into.Remove(name);
        }
    }

    private static void CheckNull(ref Utf8JsonReader reader, AwsViolations violations)
    {
        if (reader.TokenType == JsonTokenType.Null)
        {
            violations.Add(null, "Member must not be null");
        }
    }

    private static void CheckRequired(AwsShape shape, JsonObject value, AwsViolations violations)
    {
        foreach (var member in shape.Members)
        {
            if (member.IsRequired && !value.ContainsKey(member.Name))
            {
                violations.AddMissing(member);
            }
        }
    }

    private static void CheckText(AwsShape shape, string text, AwsViolations violations)
    {
        if (shape.Min is not null || shape.Max is not null)
        {
            var length = Length(text);
            if (length > shape.Max)
            {
                violations.Add(text, $"Member must have length less than or equal to {shape.Max}");
            }
            if (length < shape.Min)
            {
                violations.Add(text, $"Member must have length greater than or equal to {shape.Min}");
            }
        }
        if (!shape.Matches(text))
        {
            violations.Add(text, $"Member must satisfy regular expression pattern: {shape.Pattern}");
        }
        if (shape.Values.Length > 0 && !shape.ValueSet.Contains(text))
        {
            violations.Add(text, $"Member must satisfy enum value set: [{string.Join(", ", shape.Values)}]");
        }
    }

    private static void CheckRange(AwsShape shape, int number, AwsViolations violations)
    {
        if (number > shape.Max)
        {
            violations.Add(number.ToString(CultureInfo.InvariantCulture), $"Member must have value less than or equal to {shape.Max}");
        }
        if (number < shape.Min)
        {
            violations.Add(number.ToString(CultureInfo.InvariantCulture), $"Member must have value greater than or equal to {shape.Min}");
        }
    }

    private static void CheckCount(AwsShape shape, int count, AwsViolations violations)
    {
        if (count > shape.Max)
        {
            violations.Add($"[{count} entries]", $"Member must have length less than or equal to {shape.Max}");
        }
        if (count < shape.Min)
        {
            violations.Add($"[{count} entries]", $"Member must have length greater than or equal to {shape.Min}");
        }
    }

    // The service counts code points: a surrogate pair is one.
    private static int Length(string text)
    {
        var length = text.Length;
        for (var i = 1; i < text.Length; i++)
        {
            if (char.IsSurrogatePair(text[i - 1], text[i]))
            {
                length--;
            }
        }
        return length;
    }

    private static string TypeConstraint(AwsShape shape) => shape.Type switch
    {
        AwsShapeType.Structure or AwsShapeType.Map => "Member must be an object",
        AwsShapeType.List => "Member must be a list",
        AwsShapeType.Integer => "Member must be an integer",
        AwsShapeType.Boolean => "Member must be a boolean",
        AwsShapeType.Timestamp => "Member must be a timestamp in seconds",
        _ => "Member must be a string",
    };

    private static string Show(ref Utf8JsonReader reader) => reader.TokenType switch
    {
        JsonTokenType.StartObject => "{…}",
        JsonTokenType.StartArray => "[…]",
        JsonTokenType.String => reader.GetString()!,
        JsonTokenType.True => "true",
        JsonTokenType.False => "false",
        _ => Encoding.UTF8.GetString(reader.ValueSpan),
    };
}
