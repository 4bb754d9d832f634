using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Stoa.Language.Values;
using Stoa.Workloads.Policies;

namespace Stoa.Workloads.Terraform;

/// <summary>
/// <c>aws_iam_policy_document</c>, computed as the AWS provider does: a statement without effect allows, lists of one become plain text,
/// longer ones are sorted downwards, documents to start from and to override with are merged by Sid. What is unknown stays unknown in its
/// place, so that the rest of the policy can still be read.
/// </summary>
internal sealed class IamPolicyDocument
{
    private const string DefaultVersion = "2012-10-17";

    private static readonly string[] DocumentOrder = ["Version", "Id", "Statement"];

    private static readonly string[] StatementOrder =
        ["Sid", "Effect", "Action", "NotAction", "Resource", "NotResource", "Principal", "NotPrincipal", "Condition"];

    private IamPolicyDocument(Value document)
    {
        if (document.IsUnknown)
        {
            Json = MinifiedJson = Value.UnknownOf(HclType.String, notNull: true).WithReferences(References.Of(document));
        }
        else if (document.IsWhollyKnown)
        {
            Json = Value.Of(Write(document, indented: true)).WithReferences(References.Of(document));
            MinifiedJson = Value.Of(Write(document, indented: false)).WithReferences(References.Of(document));
        }
        else
        {
            Json = MinifiedJson = EncodedContent.Encode(document);
        }
    }

    /// <summary>The text of the policy, indented by two; where part of it is unknown, an unknown text that carries its content.</summary>
    public Value Json { get; }

    /// <summary>The same without white space.</summary>
    public Value MinifiedJson { get; }

    /// <summary>The document that a data source describes.</summary>
    public static IamPolicyDocument Of(ResourceObject data)
    {
        var merged = new Merger();
        merged.AddAll(data.Written("source_json"));
        merged.AddAll(data.Written("source_policy_documents"));
        merged.Add(Own(data));
        merged.AddAll(data.Written("override_json"));
        merged.AddAll(data.Written("override_policy_documents"));
        return new IamPolicyDocument(merged.ToDocument());
    }

    private static Value Own(ResourceObject data)
    {
        var document = new EntriesBuilder { ["Version"] = data.Written("version") is { IsNull: false } version ? version : Value.Of(DefaultVersion) };
        if (data.Written("policy_id") is { IsNull: false } id)
        {
            document["Id"] = id;
        }

        switch (data.Written("statement"))
        {
            case null or { IsNull: true }:
                break;
            case { HasValue: true, Open: null, Kind: TypeKind.Tuple or TypeKind.List } statements:
                document["Statement"] = Value.Tuple([.. statements.ItemList.Select(Statement)]);
                break;
            case var statements:
                document["Statement"] = Value.Unknown.WithReferences(References.Of(statements));
                break;
        }

        return Value.Object(document.ToEntries());
    }

    private static Value Statement(Value block)
    {
        if (!block.HasValue || block.Open is not null)
        {
            return block;
        }

        var statement = new EntriesBuilder { ["Effect"] = Given(block, "effect") ?? Value.Of("Allow") };
        if (Given(block, "sid") is { } sid && !IsEmptyText(sid))
        {
            statement["Sid"] = sid;
        }

        Set(statement, "Action", List(Given(block, "actions"), sorted: true));
        Set(statement, "NotAction", List(Given(block, "not_actions"), sorted: true));
        Set(statement, "Resource", List(Given(block, "resources"), sorted: true));
        Set(statement, "NotResource", List(Given(block, "not_resources"), sorted: true));
        Set(statement, "Principal", Principals(Given(block, "principals")));
        Set(statement, "NotPrincipal", Principals(Given(block, "not_principals")));
        Set(statement, "Condition", Conditions(Given(block, "condition")));
        return Value.Object(statement.ToEntries()).WithOrigin(block.Origin);
    }

    private static Value? Given(Value block, string name) => block.TryGet(name, out var value) && !value.IsNull ? value : null;

    private static bool IsEmptyText(Value value) => value is { HasValue: true, Kind: TypeKind.String } && value.AsString().Length == 0;

    private static void Set(EntriesBuilder entries, string name, Value? value)
    {
        if (value is not null)
        {
            entries[name] = value;
        }
    }

    /// <summary>The texts of a set: one alone, several in a tuple. <c>&amp;{…}</c> becomes a variable of the policy.</summary>
    private static Value? List(Value? values, bool sorted)
    {
        if (values is null)
        {
            return null;
        }

        if (!IsSequence(values))
        {
            return values.IsUnknown || values.Open is not null ? Value.Unknown.WithReferences(References.Of(values)) : WithVariables(values);
        }

        if (values.Count == 0)
        {
            return null;
        }

        var items = values.ItemList.Select(WithVariables).ToArray();
        if (items.Length == 1)
        {
            return items[0];
        }

        if (sorted && Array.TrueForAll(items, static i => i is { HasValue: true, Kind: TypeKind.String }))
        {
            Array.Sort(items, static (a, b) => CodePointOrder.Compare(b.AsString(), a.AsString()));
            items = [.. items.DistinctBy(static i => i.AsString())];
            if (items.Length == 1)
            {
                return items[0];
            }
        }

        return Value.Tuple(items);
    }

    private static bool IsSequence(Value value) =>
        value is { HasValue: true, Open: null, Kind: TypeKind.Tuple or TypeKind.List or TypeKind.Set };

    private static Value WithVariables(Value item)
    {
        if (item is not { HasValue: true } || !item.Type.IsPrimitive)
        {
            return item;
        }

        var text = item.Kind == TypeKind.String ? item : Conversion.Convert(item, HclType.String).Value;
        return text.AsString().Contains("&{", StringComparison.Ordinal)
            ? Value.Of(text.AsString().Replace("&{", "${", StringComparison.Ordinal)).WithOrigin(item.Origin).WithReferences(item.References)
            : text;
    }

    private static Value? Principals(Value? blocks)
    {
        if (blocks is null)
        {
            return null;
        }

        if (!IsSequence(blocks))
        {
            return Value.Unknown.WithReferences(References.Of(blocks));
        }

        var byType = new EntriesBuilder();
        foreach (var block in blocks.Items)
        {
            if (!block.HasValue || Given(block, "type") is not { HasValue: true, Kind: TypeKind.String } type)
            {
                return Value.Unknown.WithReferences(References.Of(blocks));
            }

            var identifiers = List(Given(block, "identifiers"), sorted: true) ?? Value.EmptyTuple;
            byType[type.AsString()] = byType.TryGet(type.AsString(), out var others) ? Joined(others, identifiers) : identifiers;
        }

        // Everybody, written { "*": "*" }, is the one principal that is written without its type.
        if (byType.Count == 1 && byType.TryGet("*", out var everybody) && everybody is { HasValue: true, Kind: TypeKind.String }
            && everybody.AsString() == "*")
        {
            return everybody;
        }

        return byType.Count == 0 ? null : Value.Object(byType.ToEntries());
    }

    private static Value? Conditions(Value? blocks)
    {
        if (blocks is null)
        {
            return null;
        }

        if (!IsSequence(blocks))
        {
            return Value.Unknown.WithReferences(References.Of(blocks));
        }

        var tests = new SortedDictionary<string, EntriesBuilder>(CodePointOrder.Instance);
        foreach (var block in blocks.Items)
        {
            if (!block.HasValue || Given(block, "test") is not { HasValue: true, Kind: TypeKind.String } test
                || Given(block, "variable") is not { HasValue: true, Kind: TypeKind.String } variable)
            {
                return Value.Unknown.WithReferences(References.Of(blocks));
            }

            if (!tests.TryGetValue(test.AsString(), out var variables))
            {
                tests.Add(test.AsString(), variables = new EntriesBuilder());
            }

            // The order of values means something to nobody, but the provider keeps it.
            var values = List(Given(block, "values"), sorted: false) ?? Value.EmptyTuple;
            variables[variable.AsString()] = variables.TryGet(variable.AsString(), out var others) ? Joined(others, values) : values;
        }

        if (tests.Count == 0)
        {
            return null;
        }

        var result = new EntriesBuilder(tests.Count);
        foreach (var (test, variables) in tests)
        {
            result[test] = Value.Object(variables.ToEntries());
        }

        return Value.Object(result.ToEntries());
    }

    private static Value Joined(Value first, Value second)
    {
        return Value.Tuple([.. Items(first), .. Items(second)]);

        static IEnumerable<Value> Items(Value value) => IsSequence(value) ? value.ItemList : [value];
    }

    private static string Write(Value document, bool indented)
    {
        using var buffer = new MemoryStream();
        var options = new JsonWriterOptions { Indented = indented, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
        using (var writer = new Utf8JsonWriter(buffer, options))
        {
            Write(writer, document, DocumentOrder);
        }

        // Go, in which the provider is written, escapes what could end a script, and nothing else beyond the rules of JSON.
        return Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length)
            .Replace("&", "\\u0026", StringComparison.Ordinal)
            .Replace("<", "\\u003c", StringComparison.Ordinal)
            .Replace(">", "\\u003e", StringComparison.Ordinal)
            .ReplaceLineEndings("\n");
    }

    private static void Write(Utf8JsonWriter writer, Value value, string[]? order)
    {
        switch (value)
        {
            case { HasValue: false }:
                writer.WriteNullValue();
                break;
            case { Kind: TypeKind.Bool }:
                writer.WriteBooleanValue(value.AsBool());
                break;
            case { Kind: TypeKind.Number }:
                writer.WriteRawValue(value.AsNumber().ToString());
                break;
            case { Kind: TypeKind.String }:
                writer.WriteStringValue(value.AsString());
                break;
            case { Kind: TypeKind.List or TypeKind.Set or TypeKind.Tuple }:
                writer.WriteStartArray();
                foreach (var item in value.Items)
                {
                    Write(writer, item, null);
                }

                writer.WriteEndArray();
                break;
            default:
                writer.WriteStartObject();
                foreach (var key in order is null ? value.Keys.ToArray() : [.. order.Where(k => value.TryGet(k, out _))])
                {
                    value.TryGet(key, out var item);
                    writer.WritePropertyName(key);
                    if (key == "Statement" && IsSequence(item!))
                    {
                        writer.WriteStartArray();
                        foreach (var statement in item!.Items)
                        {
                            Write(writer, statement, StatementOrder);
                        }

                        writer.WriteEndArray();
                    }
                    else
                    {
                        Write(writer, item!, null);
                    }
                }

                writer.WriteEndObject();
                break;
        }
    }

    /// <summary>Documents laid over each other: a later statement replaces the earlier one of its Sid, others are added.</summary>
    private sealed class Merger
    {
        private readonly List<Value> statements = [];
        private readonly List<Value> unknown = [];
        private Value? version;
        private Value? id;
        private bool isWhollyUnknown;

        /// <summary>Adds the documents that an argument lists; one text alone counts as a list of it.</summary>
        public void AddAll(Value? documents)
        {
            if (documents is null or { IsNull: true })
            {
                return;
            }

            if (IsSequence(documents))
            {
                foreach (var document in documents.Items)
                {
                    AddText(document);
                }
            }
            else
            {
                AddText(documents);
            }
        }

        public void Add(Value document)
        {
            if (document.TryGet("Id", out var newId))
            {
                id = newId;
            }

            if (document.TryGet("Version", out var newVersion) && (version is null || IsLater(newVersion, version)))
            {
                version = newVersion;
            }

            if (!document.TryGet("Statement", out var added) || added.IsNull)
            {
                return;
            }

            if (added is { HasValue: true, Open: null, Kind: TypeKind.Object or TypeKind.Map })
            {
                AddStatement(added);
            }
            else if (IsSequence(added))
            {
                foreach (var statement in added.Items)
                {
                    AddStatement(statement);
                }
            }
            else
            {
                isWhollyUnknown = true;
                unknown.Add(added);
            }
        }

        public Value ToDocument()
        {
            var document = new EntriesBuilder();
            if (version is not null)
            {
                document["Version"] = version;
            }

            if (id is not null)
            {
                document["Id"] = id;
            }

            if (isWhollyUnknown)
            {
                document["Statement"] = Value.Unknown.WithReferences(References.Of([.. unknown, .. statements]));
            }
            else if (statements.Count > 0)
            {
                document["Statement"] = Value.Tuple([.. statements]);
            }

            return Value.Object(document.ToEntries());
        }

        private static bool IsLater(Value candidate, Value current) =>
            candidate is { HasValue: true, Kind: TypeKind.String } && current is { HasValue: true, Kind: TypeKind.String }
            && string.CompareOrdinal(candidate.AsString(), current.AsString()) > 0;

        private void AddText(Value text)
        {
            if (text.IsNull || IsEmptyText(text))
            {
                return;
            }

            var content = JsonContent.Read(text);
            if (content is { HasValue: true, Open: null, Kind: TypeKind.Object or TypeKind.Map })
            {
                Add(content);
                return;
            }

            // Some of the statements are nobody knows which: what is known of the others would be read as the whole policy.
            isWhollyUnknown = true;
            unknown.Add(text);
        }

        private void AddStatement(Value statement)
        {
            var sid = statement is { HasValue: true, Open: null } && statement.TryGet("Sid", out var given)
                && given is { HasValue: true, Kind: TypeKind.String } && given.AsString().Length > 0 ? given.AsString() : null;
            var at = sid is null ? -1 : statements.FindIndex(s => s is { HasValue: true, Open: null }
                && s.TryGet("Sid", out var other) && other is { HasValue: true, Kind: TypeKind.String } && other.AsString() == sid);
            if (at >= 0)
            {
                statements[at] = statement;
            }
            else
            {
                statements.Add(statement);
            }
        }
    }
}
