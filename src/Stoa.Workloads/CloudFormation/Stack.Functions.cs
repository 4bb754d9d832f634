using System.Buffers;
using System.Text;
using System.Text.Json;
using Stoa.Language.Documents;
using Stoa.Language.Values;

namespace Stoa.Workloads.CloudFormation;

/// <summary>The intrinsic functions.</summary>
internal sealed partial class Stack
{
    private Value? Call(Intrinsic call, Node node)
    {
        if (call is { Name: "Ref", Argument: ScalarNode { Text: "AWS::NoValue" } })
        {
            return null;
        }

        var result = call.Name switch
        {
            "Ref" => Ref(call),
            "Fn::GetAtt" => GetAtt(call),
            "Fn::Sub" => Sub(call),
            "Fn::Join" => Join(call),
            "Fn::Select" => Select(call),
            "Fn::Split" => Split(call),
            "Fn::FindInMap" => FindInMap(call),
            "Fn::Base64" => Base64(call),
            "Fn::Length" => Length(call),
            "Fn::ToJsonString" => ToJsonString(call),
            "Fn::ImportValue" => ImportValue(call),
            "Fn::GetAZs" => GetAZs(call),
            "Fn::Cidr" => Cidr(call),
            "Fn::If" => If(call, out var isRemoved) is { } chosen ? chosen : isRemoved ? null : Wrong(call),
            "Fn::Transform" => Transform(node),
            "Condition" or "Fn::And" or "Fn::Or" or "Fn::Not" or "Fn::Equals" =>
                Truth(node) is { } truth ? Value.Of(truth) : Value.UnknownOf(HclType.Bool, notNull: true),
            "Fn::GetStackOutput" => UnknownAny,
            "Fn::RefAll" or "Fn::ValueOf" or "Fn::ValueOfAll" or "Fn::Contains" or "Fn::EachMemberEquals" or "Fn::EachMemberIn" => UnknownAny,
            _ => UnknownFunction(call, node),
        };

        return result;
    }

    private Value? Argument(Intrinsic call) => Evaluate(call.Argument, call.IsShort);

    private static IReadOnlyList<Node> Arguments(Intrinsic call) => (call.Argument as SequenceNode)?.Items ?? [];

    private Value Wrong(Intrinsic call)
    {
        settings.Diagnostics.Add(WorkloadDiagnostics.WrongArgument(call.Name, Location(call.Argument)));
        return Value.Unknown;
    }

    private Value UnknownFunction(Intrinsic call, Node node)
    {
        settings.Diagnostics.Add(WorkloadDiagnostics.UnknownFunction(call.Name, Location(node)));
        return Value.Unknown;
    }

    private Value? Ref(Intrinsic call)
    {
        if (call.Argument is ScalarNode scalar)
        {
            return Referenced(scalar.Text, scalar);
        }

        // With the language extensions Ref takes functions.
        return Argument(call) is { } value
            ? TextOf(value) is { } name ? Referenced(name, call.Argument) : UnknownFrom(UnknownAny, value)
            : Wrong(call);
    }

    private Value GetAtt(Intrinsic call)
    {
        if (call.Argument is ScalarNode scalar)
        {
            var dot = scalar.Text.IndexOf('.');
            return dot > 0 ? AttributeOf(scalar.Text[..dot], scalar.Text[(dot + 1)..], scalar) : Wrong(call);
        }

        var items = Arguments(call);
        if (items.Count < 2)
        {
            return Wrong(call);
        }

        var parts = new string[items.Count];
        for (var i = 0; i < items.Count; i++)
        {
            if (Evaluate(items[i]) is not { } value || TextOf(value) is not { } text)
            {
                return UnknownAny;
            }

            parts[i] = text;
        }

        return AttributeOf(parts[0], string.Join('.', parts[1..]), call.Argument);
    }

    private Value Sub(Intrinsic call)
    {
        var items = Arguments(call);
        MappingNode? variables = null;
        if (items.Count is 1 or 2)
        {
            variables = items.Count == 2 ? items[1] as MappingNode : null;
            if (items.Count == 2 && variables is null)
            {
                return Wrong(call);
            }
        }

        var pattern = call.Argument as ScalarNode ?? (items.Count is 1 or 2 ? items[0] as ScalarNode : null);
        if (pattern is null)
        {
            // A tool that embeds files before deployment puts a call of its own here.
            return call.Argument is MappingNode { Entries: [var entry] } && entry.Key.Text.Contains("::", StringComparison.Ordinal)
                ? UnknownFunction(call with { Name = entry.Key.Text }, call.Argument)
                : Wrong(call);
        }

        var text = new TextBuilder();
        foreach (var part in SubTemplate.Split(pattern.Text))
        {
            if (!part.IsName)
            {
                text.Add(part.Text);
            }
            else if (variables is not null && variables.TryGet(part.Text, out Node? variable))
            {
                text.Add(Evaluate(variable) ?? Value.EmptyString);
            }
            else if (part.Text == "AWS::NoValue")
            {
                continue;
            }
            else if (part.Text.IndexOf('.') is var dot and > 0 && !parameters.ContainsKey(part.Text))
            {
                text.Add(AttributeOf(part.Text[..dot], part.Text[(dot + 1)..], pattern));
            }
            else
            {
                text.Add(Referenced(part.Text, pattern));
            }
        }

        return text.ToValue(this, pattern);
    }

    private Value Join(Intrinsic call)
    {
        if (Arguments(call) is not [var first, var second] || Evaluate(first) is not { } separator || TextOf(separator) is not { } between)
        {
            return Wrong(call);
        }

        var list = Evaluate(second);
        if (list is not { HasValue: true, Kind: TypeKind.Tuple })
        {
            return list is { IsUnknown: true } ? UnknownFrom(UnknownText, list) : list is null ? Value.EmptyString : Wrong(call);
        }

        var text = new TextBuilder();
        var isFirst = true;
        foreach (var item in list.Items)
        {
            if (!isFirst)
            {
                text.Add(between);
            }

            isFirst = false;
            text.Add(item);
        }

        return text.ToValue(this, call.Argument);
    }

    private Value? Select(Intrinsic call)
    {
        if (Arguments(call) is not [var first, var second] || Evaluate(first) is not { } index || Evaluate(second) is not { } list)
        {
            return Wrong(call);
        }

        if (TextOf(index) is not { } text)
        {
            return index.IsUnknown ? UnknownFrom(UnknownAny, index, list) : Wrong(call);
        }

        if (!int.TryParse(text, out var at) || at < 0)
        {
            return Wrong(call);
        }

        if (list.IsUnknown)
        {
            // The same element of the same list is the same value, and another element may be another.
            return list.References is [var only]
                ? UnknownText.WithReferences([only with { Attribute = only.Attribute.Length == 0 ? text : $"{only.Attribute}.{text}" }])
                    .WithSensitivity(list.IsSensitive)
                : UnknownFrom(UnknownText, list);
        }

        if (!list.HasValue || list.Kind != TypeKind.Tuple)
        {
            return Wrong(call);
        }

        if (at < list.Count)
        {
            return list.Items[at];
        }

        settings.Diagnostics.Add(WorkloadDiagnostics.NoSuchElement(at, list.Count, Location(call.Argument)));
        return Value.Unknown;
    }

    private Value Split(Intrinsic call)
    {
        if (Arguments(call) is not [var first, var second]
            || Evaluate(first) is not { } separator || TextOf(separator) is not { Length: > 0 } between
            || Evaluate(second) is not { } whole)
        {
            return Wrong(call);
        }

        if (TextOf(whole) is { } text)
        {
            return Value.Tuple([.. text.Split(between).Select(static s => Value.Of(s))]).WithReferences(whole.References).WithSensitivity(whole.IsSensitive);
        }

        return whole.IsUnknown ? UnknownFrom(UnknownList, whole) : Wrong(call);
    }

    private Value? FindInMap(Intrinsic call)
    {
        var items = Arguments(call);
        if (items.Count is not (3 or 4))
        {
            return Wrong(call);
        }

        Node? fallback = null;
        if (items.Count == 4 && (items[3] is not MappingNode options || !options.TryGet("DefaultValue", out fallback)))
        {
            return Wrong(call);
        }

        Value? name = Evaluate(items[0]), top = Evaluate(items[1]), second = Evaluate(items[2]);
        if (name is null || top is null || second is null)
        {
            return Wrong(call);
        }

        if (TextOf(name) is not { } map)
        {
            return UnknownFrom(UnknownAny, name, top, second);
        }

        if (template.Mappings?.TryGet(map, out Node? node) != true || node is not MappingNode rows)
        {
            return NotFound(map);
        }

        if (rows.TryGet("Fn::Transform", out Node? _))
        {
            return UnknownFrom(UnknownAny, top, second);
        }

        // Where a key is unknown but every row it may name says the same, that is what it says.
        Value? found = null;
        var isComplete = true;
        foreach (var row in Matching(rows, top))
        {
            var cells = row as MappingNode;
            var any = false;
            foreach (var cell in cells is null ? [] : Matching(cells, second))
            {
                any = true;
                var value = Evaluate(cell);
                if (value is null || found is not null && !found.Equals(value))
                {
                    return UnknownFrom(UnknownAny, top, second);
                }

                found ??= value;
            }

            isComplete &= any;
        }

        var isCertain = TextOf(top) is not null && TextOf(second) is not null;
        if (found is not null && (isCertain || isComplete && fallback is null))
        {
            return found.WithReferences(ReferencesIn(found, top, second));
        }

        return isCertain ? NotFound($"{map}.{TextOf(top)}.{TextOf(second)}") : UnknownFrom(UnknownAny, top, second);

        Value? NotFound(string what)
        {
            if (fallback is not null)
            {
                return Evaluate(fallback);
            }

            if (!isOpen)
            {
                settings.Diagnostics.Add(WorkloadDiagnostics.NotInMappings(what, Location(call.Argument)));
            }

            return Value.Unknown;
        }
    }

    private static IEnumerable<Node> Matching(MappingNode map, Value key)
    {
        if (TextOf(key) is { } text)
        {
            return map.TryGet(text, out Node? node) ? [node] : [];
        }

        return map.Entries.Select(static e => e.Value);
    }

    private Value Base64(Intrinsic call)
    {
        var value = Argument(call);
        return value is null ? Wrong(call)
            : TextOf(value) is { } text ? Value.Of(Convert.ToBase64String(Encoding.UTF8.GetBytes(text))).WithSensitivity(value.IsSensitive)
            : !value.Parts.IsEmpty ? EncodedContent.Encode(value)
            : UnknownFrom(UnknownText, value);
    }

    private Value Length(Intrinsic call)
    {
        var value = Argument(call);
        return value is null ? Wrong(call)
            : value is { HasValue: true, Kind: TypeKind.Tuple or TypeKind.Object } ? Value.Of(value.Count)
            : UnknownFrom(UnknownNumber, value);
    }

    private Value ToJsonString(Intrinsic call)
    {
        if (Argument(call) is not { } value)
        {
            return Wrong(call);
        }

        if (!value.IsWhollyKnown)
        {
            return EncodedContent.Encode(value);
        }

        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            WriteJson(writer, value);
        }

        if (buffer.WrittenCount > StackBudget.MaxText)
        {
            ReportTooMuch(call.Argument);
            return UnknownFrom(UnknownText, value);
        }

        return Value.Of(Encoding.UTF8.GetString(buffer.WrittenSpan)).WithReferences(ReferencesIn(value)).WithSensitivity(value.IsSensitive);
    }

    // As deep as the value, which evaluation has bounded.
    private static void WriteJson(Utf8JsonWriter writer, Value value)
    {
        switch (value.Kind)
        {
            case TypeKind.Bool when value.HasValue:
                writer.WriteBooleanValue(value.AsBool());
                break;
            case TypeKind.Number when value.HasValue:
                writer.WriteRawValue(value.AsNumber().ToString());
                break;
            case TypeKind.String when value.HasValue:
                writer.WriteStringValue(value.AsString());
                break;
            case TypeKind.Tuple when value.HasValue:
                writer.WriteStartArray();
                foreach (var item in value.Items)
                {
                    WriteJson(writer, item);
                }

                writer.WriteEndArray();
                break;
            case TypeKind.Object when value.HasValue:
                writer.WriteStartObject();
                foreach (var (key, item) in value.Pairs)
                {
                    writer.WritePropertyName(key);
                    WriteJson(writer, item);
                }

                writer.WriteEndObject();
                break;
            default:
                writer.WriteNullValue();
                break;
        }
    }

    private Value ImportValue(Intrinsic call)
    {
        if (Argument(call) is not { } name)
        {
            return Wrong(call);
        }

        if (TextOf(name) is not { } text)
        {
            return UnknownFrom(UnknownAny, name);
        }

        return settings.FindExport(text) ?? UnknownAny.WithReference(new Reference(SymbolOf("export " + text), ""));
    }

    private Value GetAZs(Intrinsic call)
    {
        var region = Argument(call);
        var name = region is null ? null : TextOf(region);
        if (name is "" || name is not null && name == settings.Region)
        {
            name = null;
        }

        // An unknown region is the stack's own in every template that we have seen: GetAZs of AWS::Region.
        var symbol = SymbolOf(name is null ? "Fn::GetAZs" : $"Fn::GetAZs {name}", listsZones: true);
        return UnknownList.WithReferences([new Reference(symbol, "")]);
    }

    private Value Cidr(Intrinsic call)
    {
        var items = Arguments(call);
        if (items.Count is not (2 or 3) || Evaluate(items[0]) is not { } block || Evaluate(items[1]) is not { } count)
        {
            return Wrong(call);
        }

        var bits = items.Count == 3 ? Evaluate(items[2]) : null;
        if (!int.TryParse(TextOf(count), out var number) || number is < 1 or > 256)
        {
            return count.IsUnknown ? UnknownFrom(UnknownList, block, count, bits) : Wrong(call);
        }

        int? size = null;
        if (bits is not null)
        {
            if (!int.TryParse(TextOf(bits), out var given))
            {
                return bits.IsUnknown ? UnknownFrom(UnknownList, block, count, bits) : Wrong(call);
            }

            size = given;
        }

        if (TextOf(block) is not { } text)
        {
            // How many there are is known even where the network is not.
            return Value.Tuple([.. Enumerable.Range(0, number).Select(_ => UnknownFrom(UnknownText, block))]);
        }

        return CidrBlock.TryParse(text, out var network) && network.TrySplit(number, size, out var parts)
            ? Value.Tuple([.. parts.Select(static p => Value.Of(p))]).WithReferences(block.References)
            : Wrong(call);
    }

    private Value? If(Intrinsic call, out bool isRemoved)
    {
        isRemoved = false;
        if (Arguments(call) is not [var condition, var whenTrue, var whenFalse])
        {
            return null;
        }

        var truth = condition is ScalarNode { Tag: null } name ? Condition(name.Text, name) : Truth(condition);
        if (truth is { } known)
        {
            var chosen = Evaluate(known ? whenTrue : whenFalse);
            isRemoved = chosen is null;
            return chosen;
        }

        Value? a = Evaluate(whenTrue), b = Evaluate(whenFalse);
        if (a is null || b is null)
        {
            isRemoved = a is null && b is null;
            return isRemoved ? null : UnknownFrom(Value.Unknown, a, b);
        }

        if (a.IsWhollyKnown && a.Equals(b))
        {
            return a.WithReferences(ReferencesIn(a, b));
        }

        var unknown = a.Kind == b.Kind && a.Kind is TypeKind.String or TypeKind.Number or TypeKind.Bool
            ? Value.UnknownOf(a.Type, notNull: !a.IsNull && !b.IsNull)
            : UnknownAny;
        return UnknownFrom(unknown, a, b);
    }
}
