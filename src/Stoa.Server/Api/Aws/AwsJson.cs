using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Stoa.Server.Api.Aws;

/// <summary>
/// How inputs and outputs stand between JSON and records: members keep their names, nulls are omitted, instants are seconds since 1970, enums are
/// written as <c>IN_PROGRESS</c> (another spelling takes a <see cref="JsonStringEnumMemberNameAttribute"/>).
/// </summary>
public static class AwsJson
{
    /// <summary>The options that handlers' inputs and outputs use.</summary>
    public static JsonSerializerOptions Options { get; } = Create();

    /// <summary>An output in UTF-8: a record, a JSON node, or null for an empty object.</summary>
    public static byte[] Write(object? output) => output switch
    {
        null => "{}"u8.ToArray(),
        JsonNode node => WriteNode(node),
        _ => JsonSerializer.SerializeToUtf8Bytes(output, output.GetType(), Options),
    };

    private static JsonSerializerOptions Create()
    {
        var options = new JsonSerializerOptions
        {
            DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
            Converters = { new AwsInstantConverter(), new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseUpper, allowIntegerValues: false) },
        };
        options.MakeReadOnly(populateMissingResolver: true);
        return options;
    }

    private static byte[] WriteNode(JsonNode node)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            WriteNode(writer, node);
        }
        return stream.ToArray();
    }

    // JsonNode's own writer would write null members.
    private static void WriteNode(Utf8JsonWriter writer, JsonNode? node)
    {
        switch (node)
        {
            case JsonObject members:
                writer.WriteStartObject();
                foreach (var (name, value) in members)
                {
                    if (value is not null)
                    {
                        writer.WritePropertyName(name);
                        WriteNode(writer, value);
                    }
                }
                writer.WriteEndObject();
                break;
            case JsonArray entries:
                writer.WriteStartArray();
                foreach (var entry in entries)
                {
                    WriteNode(writer, entry);
                }
                writer.WriteEndArray();
                break;
            case null:
                writer.WriteNullValue();
                break;
            default:
                node.WriteTo(writer, Options);
                break;
        }
    }
}

/// <summary>An instant as seconds since 1970 with up to three decimals, as clients of the API read it.</summary>
internal sealed class AwsInstantConverter : JsonConverter<DateTimeOffset>
{
    /// <inheritdoc/>
    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var seconds = reader.GetDecimal();
        return seconds is > -62_135_596_800m and < 253_402_300_800m
            ? DateTimeOffset.UnixEpoch.AddTicks((long)(seconds * TimeSpan.TicksPerSecond))
            : throw new JsonException("The instant is out of range.");
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) =>
        writer.WriteNumberValue(value.ToUnixTimeMilliseconds() / 1000m);
}
