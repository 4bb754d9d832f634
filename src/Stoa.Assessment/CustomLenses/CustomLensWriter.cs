using System.Buffers;
using System.Collections.Immutable;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Stoa.Assessment.CustomLenses;

/// <summary>
/// Writes a lens as JSON. A lens that was read comes out with the same members, in the same order, with the same values, those that Stoa
/// does not know included; what only lenient reading took was put right on the way (<see cref="LensReading.Lenient"/>).
/// </summary>
public static class CustomLensWriter
{
    internal static readonly string[] LensFields = ["schemaVersion", "name", "description", "pillars"];
    internal static readonly string[] PillarFields = ["id", "name", "questions"];
    internal static readonly string[] QuestionFields = ["id", "title", "description", "helpfulResource", "choices", "riskRules"];
    internal static readonly string[] ChoiceFields = ["id", "title", "description", "helpfulResource", "improvementPlan", "additionalResources"];
    internal static readonly string[] LinkFields = ["displayText", "url"];
    internal static readonly string[] ResourcesFields = ["type", "content"];
    internal static readonly string[] RuleFields = ["condition", "risk"];

    // As deep as the reader reads, and some.
    private static readonly JsonDocumentOptions Deep = new() { MaxDepth = 256 };

    /// <summary>The lens as JSON: indented, unless it would then be longer than <see cref="CustomLensReader.MaxLength"/>.</summary>
    public static string Write(CustomLens lens)
    {
        var text = Write(lens, indented: true);
        return text.Length > CustomLensReader.MaxLength ? Write(lens, indented: false) : text;
    }

    /// <summary>The word for a risk in the format.</summary>
    internal static string WordOf(Risk risk) => risk switch { Risk.None => "NO_RISK", Risk.Medium => "MEDIUM_RISK", _ => "HIGH_RISK" };

    /// <summary>The word for a type of further links in the format.</summary>
    internal static string WordOf(AdditionalResourceType type) => type == AdditionalResourceType.ImprovementPlan ? "IMPROVEMENT_PLAN" : "HELPFUL_RESOURCE";

    /// <summary>A text without halves of surrogate pairs, which no encoding can carry, and without U+0000, which no database takes; each becomes U+FFFD.</summary>
    internal static string Clean(string text)
    {
        var whole = text.AsSpan().ContainsAnyInRange('\ud800', '\udfff') ? Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text)) : text;
        return whole.Replace('\0', '\uFFFD');
    }

    /// <summary>JSON in the manner of this writer: characters stand for themselves where they can.</summary>
    internal static string Write(Action<Utf8JsonWriter> write, bool indented)
    {
        var buffer = new ArrayBufferWriter<byte>();
        var options = new JsonWriterOptions { Indented = indented, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
        using (var json = new Utf8JsonWriter(buffer, options))
        {
            write(json);
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static string Write(CustomLens lens, bool indented) => Write(json => Object(json, lens, LensFields, LensField), indented);

    // The members in the order written, then what the part has beyond them. A field is false where the part has nothing to write for it.
    private static void Object<T>(Utf8JsonWriter json, T part, string[] fields, Func<Utf8JsonWriter, T, string, bool, bool> field)
        where T : LensPart
    {
        json.WriteStartObject();
        foreach (var member in part.Members)
        {
            var isWritten = fields.Contains(member.Name) && field(json, part, member.Name, member.Json is null);
            if (!isWritten && member.Json is not null)
            {
                json.WritePropertyName(Clean(member.Name));
                using var value = JsonDocument.Parse(member.Json, Deep);
                value.RootElement.WriteTo(json);
            }
        }

        foreach (var name in fields)
        {
            if (!part.Members.Any(m => m.Name == name))
            {
                field(json, part, name, false);
            }
        }

        json.WriteEndObject();
    }

    private static bool LensField(Utf8JsonWriter json, CustomLens lens, string name, bool isListed) => name switch
    {
        "schemaVersion" => Text(json, name, lens.SchemaVersion),
        "name" => Text(json, name, lens.Name),
        "description" => Text(json, name, lens.Description),
        _ => List(json, name, lens.Pillars, isListed || lens.Members.IsEmpty, PillarFields, PillarField),
    };

    private static bool PillarField(Utf8JsonWriter json, LensPillar pillar, string name, bool isListed) => name switch
    {
        "id" => Text(json, name, pillar.Id),
        "name" => Text(json, name, pillar.Name),
        _ => List(json, name, pillar.Questions, isListed || pillar.Members.IsEmpty, QuestionFields, QuestionField),
    };

    private static bool QuestionField(Utf8JsonWriter json, LensQuestion question, string name, bool isListed) => name switch
    {
        "id" => Text(json, name, question.Id),
        "title" => Text(json, name, question.Title),
        "description" => Text(json, name, question.Description),
        "helpfulResource" => Link(json, name, question.HelpfulResource),
        "choices" => List(json, name, question.Choices, isListed || question.Members.IsEmpty, ChoiceFields, ChoiceField),
        _ => List(json, name, question.RiskRules, isListed || question.Members.IsEmpty, RuleFields, RuleField),
    };

    private static bool ChoiceField(Utf8JsonWriter json, LensChoice choice, string name, bool isListed) => name switch
    {
        "id" => Text(json, name, choice.Id),
        "title" => Text(json, name, choice.Title),
        "description" => Text(json, name, choice.Description),
        "helpfulResource" => Link(json, name, choice.HelpfulResource),
        "improvementPlan" => Link(json, name, choice.ImprovementPlan),
        _ => List(json, name, choice.AdditionalResources, isListed, ResourcesFields, ResourcesField),
    };

    private static bool ResourcesField(Utf8JsonWriter json, AdditionalResources resources, string name, bool isListed) => name switch
    {
        "type" => Text(json, name, WordOf(resources.Type)),
        _ => List(json, name, resources.Content, isListed || resources.Members.IsEmpty, LinkFields, LinkField),
    };

    private static bool RuleField(Utf8JsonWriter json, RiskRule rule, string name, bool isListed) =>
        Text(json, name, name == "condition" ? rule.Condition : WordOf(rule.Risk));

    private static bool LinkField(Utf8JsonWriter json, LensLink link, string name, bool isListed) =>
        Text(json, name, name == "displayText" ? link.DisplayText : link.Url);

    private static bool Text(Utf8JsonWriter json, string name, string? text)
    {
        if (text is null)
        {
            return false;
        }

        json.WriteString(name, Clean(text));
        return true;
    }

    private static bool Link(Utf8JsonWriter json, string name, LensLink? link)
    {
        if (link is null)
        {
            return false;
        }

        json.WritePropertyName(name);
        Object(json, link, LinkFields, LinkField);
        return true;
    }

    private static bool List<T>(
        Utf8JsonWriter json, string name, ImmutableArray<T> parts, bool evenEmpty, string[] fields, Func<Utf8JsonWriter, T, string, bool, bool> field)
        where T : LensPart
    {
        if (parts.IsEmpty && !evenEmpty)
        {
            return false;
        }

        json.WriteStartArray(name);
        foreach (var part in parts)
        {
            Object(json, part, fields, field);
        }

        json.WriteEndArray();
        return true;
    }
}
