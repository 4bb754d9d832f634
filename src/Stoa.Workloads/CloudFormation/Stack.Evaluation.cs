using System.Collections.Immutable;
using Stoa.Language.Documents;
using Stoa.Language.Values;

namespace Stoa.Workloads.CloudFormation;

/// <summary>Nodes to values. A C# null is what <c>AWS::NoValue</c> gives: the thing is as if nobody had written it.</summary>
internal sealed partial class Stack
{
    internal static readonly Value UnknownText = Value.UnknownOf(HclType.String, notNull: true);
    private static readonly Value UnknownNumber = Value.UnknownOf(HclType.Number, notNull: true);
    private static readonly Value UnknownList = Value.UnknownOf(HclType.List(HclType.String), notNull: true);
    private static readonly Value UnknownAny = Value.UnknownOf(HclType.Dynamic, notNull: true);

    private int depth;

    private Value? Evaluate(Node node, bool ignoreTag = false)
    {
        if (depth >= StackBudget.MaxDepth || !settings.Budget.TryStep())
        {
            ReportTooMuch(node);
            return Value.Unknown;
        }

        depth++;
        var origin = new Origin(Source, node.Span);
        var value = Intrinsic.TryRead(node, out var call) && !(ignoreTag && call.IsShort) || Intrinsic.TryReadContent(node, out call)
            ? Call(call, node)
            : Data(node, ignoreTag, origin);
        depth--;
        return value?.WithOrigin(origin);
    }

    private Value? Data(Node node, bool ignoreTag, Origin origin)
    {
        if (node.Tag is { } tag && !ignoreTag && !IsStandardTag(tag))
        {
            if (tag == LoopExpansion.UnknownTag)
            {
                return UnknownText;
            }

            settings.Diagnostics.Add(WorkloadDiagnostics.UnknownTag(tag, Location(node)));
            return Value.Unknown;
        }

        switch (node)
        {
            case ScalarNode scalar:
                return Scalar(scalar, origin);
            case SequenceNode sequence:
                return Sequence(sequence, origin);
            case MappingNode mapping:
                return Mapping(mapping, origin);
            default:
                return Value.Null;
        }
    }

    private Value Sequence(SequenceNode sequence, Origin origin)
    {
        var items = new Value[sequence.Items.Length];
        var count = 0;
        foreach (var node in sequence.Items)
        {
            if (Evaluate(node) is { } item)
            {
                items[count++] = item;
            }
        }

        return Value.Tuple(count == items.Length ? items : items[..count], origin);
    }

    private Value Mapping(MappingNode mapping, Origin origin)
    {
        var keys = new string[mapping.Entries.Length];
        var values = new Value[mapping.Entries.Length];
        var count = 0;
        foreach (var entry in mapping.Entries)
        {
            if (entry.Key.Text is "Fn::Transform")
            {
                if (Included(mapping) is var included && included != mapping)
                {
                    return Mapping(included, origin);
                }

                // A macro sees its siblings and may change every one of them.
                settings.Diagnostics.Add(WorkloadDiagnostics.CannotTransform(Location(entry.Key)));
                return Value.Unknown;
            }

            if (Evaluate(entry.Value) is { } value)
            {
                keys[count] = entry.Key.Text;
                values[count++] = value;
            }
        }

        return Value.Object(InOrder(keys, values, count), origin);
    }

    /// <summary>
    /// Entries from keys and values in the order written; of two of one key (a loop can write them) the later wins. Most mappings are
    /// small, so that inserting each at its place costs less than a dictionary and a sort.
    /// </summary>
    private static Entries InOrder(string[] keys, Value[] values, int count)
    {
        const int Small = 40;
        if (count > Small)
        {
            var builder = new EntriesBuilder(count);
            for (var i = 0; i < count; i++)
            {
                builder[keys[i]] = values[i];
            }

            return builder.ToEntries();
        }

        var length = 0;
        for (var i = 0; i < count; i++)
        {
            var (key, value) = (keys[i], values[i]);
            var at = length;
            var order = -1;
            while (at > 0 && (order = CodePointOrder.Compare(keys[at - 1], key)) > 0)
            {
                at--;
            }

            if (at > 0 && order == 0)
            {
                values[at - 1] = value;
                continue;
            }

            Array.Copy(keys, at, keys, at + 1, length - at);
            Array.Copy(values, at, values, at + 1, length - at);
            keys[at] = key;
            values[at] = value;
            length++;
        }

        return length == keys.Length ? new Entries(keys, values) : new Entries(keys[..length], values[..length]);
    }

    private static Value Scalar(ScalarNode scalar, Origin origin)
    {
        var text = scalar.Text;
        if (HasDynamicReference(text))
        {
            return DynamicReference(text);
        }

        if (!scalar.IsPlain || scalar.Tag is not null)
        {
            return Value.Of(text, origin);
        }

        return text switch
        {
            "" or "~" or "null" or "Null" or "NULL" => Value.Null,
            "true" or "True" or "TRUE" => Value.True,
            "false" or "False" or "FALSE" => Value.False,
            _ => TryNumber(text, out var number) ? Value.Of(number) : Value.Of(text, origin),
        };
    }

    /// <summary>
    /// Reads a number, but only one that is written as it would be written again: <c>007</c>, <c>1.10</c> and <c>1e3</c> may be texts
    /// (an account, a version), and a text becomes a number where one is wanted.
    /// </summary>
    private static bool TryNumber(string text, out Number number)
    {
        number = null!;
        if (text.Length is 0 or > 18 || !(char.IsAsciiDigit(text[0]) || text[0] == '-'))
        {
            return false;
        }

        if (!long.TryParse(text, System.Globalization.NumberStyles.AllowLeadingSign, null, out var value) || value.ToString() != text)
        {
            return false;
        }

        number = Number.From(value);
        return true;
    }

    private static bool IsStandardTag(string tag) => tag is "!" || tag.StartsWith("!!", StringComparison.Ordinal) || tag.StartsWith("tag:yaml.org,", StringComparison.Ordinal);

    private static readonly string[] SecretStores = ["{{resolve:secretsmanager:", "{{resolve:ssm-secure:"];

    internal static bool HasDynamicReference(string text) => text.Contains("{{resolve:", StringComparison.Ordinal);

    /// <summary>
    /// What a text with dynamic references becomes at deployment. Of one that begins with a secret's, so much stays known: it is how a
    /// check tells a password that is read from a store from one that is written down. Of any other the text around the references is.
    /// </summary>
    /// <param name="text">All that is known of the text.</param>
    /// <param name="parts">Its parts, where some are not known.</param>
    internal static Value DynamicReference(string text, IReadOnlyList<Value>? parts = null)
    {
        foreach (var store in SecretStores)
        {
            if (text.StartsWith(store, StringComparison.Ordinal))
            {
                return Value.UnknownText([Value.Of(store), UnknownText]).WithSensitivity(true);
            }
        }

        return Value.UnknownText([.. AroundReferences(parts ?? [Value.Of(text)])])
            .WithSensitivity(Array.Exists(SecretStores, store => text.Contains(store, StringComparison.Ordinal)));
    }

    private static List<Value> AroundReferences(IReadOnlyList<Value> parts)
    {
        var result = new List<Value>();
        var isWithin = false;
        foreach (var part in parts)
        {
            if (TextOf(part) is not { } text)
            {
                if (!isWithin)
                {
                    result.Add(part);
                }

                continue;
            }

            for (var at = 0; at < text.Length;)
            {
                var found = text.IndexOf(isWithin ? "}}" : "{{resolve:", at, StringComparison.Ordinal);
                var end = found < 0 ? text.Length : found;
                if (!isWithin && end > at)
                {
                    result.Add(Value.Of(text[at..end]));
                }

                if (!isWithin && found >= 0)
                {
                    result.Add(UnknownText);
                }

                at = found < 0 ? text.Length : isWithin ? found + 2 : found;
                isWithin ^= found >= 0;
            }
        }

        return result;
    }

    /// <summary>The text of a value that texts are made of; null where it is unknown or no scalar.</summary>
    internal static string? TextOf(Value value) => !value.HasValue ? null : value.Kind switch
    {
        TypeKind.String => value.AsString(),
        TypeKind.Number => value.AsNumber().ToString(),
        TypeKind.Bool => value.AsBool() ? "true" : "false",
        _ => null,
    };

    /// <summary>What a value and everything in it point at; bounded.</summary>
    private static ImmutableArray<Reference> ReferencesIn(params ReadOnlySpan<Value?> values)
    {
        const int Most = 200;
        List<Reference>? found = null;
        foreach (var value in values)
        {
            Add(value, 0);
        }

        return found is null ? [] : [.. found];

        void Add(Value? value, int level)
        {
            if (value is null || level > StackBudget.MaxDepth)
            {
                return;
            }

            foreach (var reference in value.References)
            {
                found ??= [];
                if (found.Count < Most && !found.Contains(reference))
                {
                    found.Add(reference);
                }
            }

            if (!value.HasValue || value.Open is not null)
            {
                return;
            }

            if (value.Kind is TypeKind.Tuple or TypeKind.List or TypeKind.Set)
            {
                foreach (var item in value.Items)
                {
                    Add(item, level + 1);
                }
            }
            else if (value.Kind is TypeKind.Object or TypeKind.Map)
            {
                foreach (var item in value.Values)
                {
                    Add(item, level + 1);
                }
            }
        }
    }

    private static bool IsAnySensitive(params ReadOnlySpan<Value?> values)
    {
        foreach (var value in values)
        {
            if (value is { IsSensitive: true })
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>An unknown that was made of other values.</summary>
    internal static Value UnknownFrom(Value unknown, params ReadOnlySpan<Value?> values) =>
        unknown.WithReferences(ReferencesIn(values)).WithSensitivity(IsAnySensitive(values));

    private Value Referenced(string name, Node at)
    {
        if (name.StartsWith("AWS::", StringComparison.Ordinal))
        {
            return Pseudo(name);
        }

        if (parameters.TryGetValue(name, out var parameter))
        {
            return parameter.Value;
        }

        if (!TryFind(name, out var target))
        {
            ReportUnknownName(name, at);
            return UnknownAny;
        }

        return target.Resource is { } resource
            ? (Written(target, ReferenceNames.PropertyOf(resource.Type)) ?? UnknownText).WithReference(new Reference(resource, "Ref"))
            : Absent(target, at);
    }

    private Value AttributeOf(string name, string attribute, Node at)
    {
        if (aliases.Count > 0)
        {
            var steps = attribute.Split('.', 2);
            if (aliases.TryGetValue($"{name}.{steps[0]}", out var actual))
            {
                return steps.Length == 1 ? Referenced(actual, at) : AttributeOf(actual, steps[1], at);
            }
        }

        if (!TryFind(name, out var target))
        {
            // Resources of a module are named with the module's id in front.
            if (name.Split('.')[0] is var module && !resources.ContainsKey(module))
            {
                ReportUnknownName(name, at);
            }

            return UnknownAny;
        }

        if (target.Resource is not { } resource)
        {
            return Absent(target, at);
        }

        var reference = new Reference(resource, attribute);
        if (attribute.StartsWith("Outputs.", StringComparison.Ordinal) && Nested(target) is { } nested)
        {
            var output = nested.Output(attribute["Outputs.".Length..]);
            if (output is null)
            {
                settings.Diagnostics.Add(WorkloadDiagnostics.UnknownOutput(attribute["Outputs.".Length..], name, Location(at)));
            }

            return (output ?? UnknownAny).WithReference(reference);
        }

        return (Written(target, attribute) ?? (attribute == "Arn" && IsOfAws(resource.Type) ? UnknownArn(reference) : UnknownAny)).WithReference(reference);
    }

    // A custom resource may call anything an ARN.
    private static bool IsOfAws(string type) =>
        type.StartsWith("AWS::", StringComparison.Ordinal) && !type.StartsWith("AWS::CloudFormation::", StringComparison.Ordinal);

    private static Value UnknownArn(Reference reference) => Value.UnknownText([Value.Of("arn:"), UnknownText.WithReference(reference)]);

    /// <summary>What a resource's own property says, where that is known: the name that somebody gave it.</summary>
    private Value? Written(StackResource target, string? property)
    {
        if (property is null
            || target.IsBeingRead
            || !target.Body.TryGet("Properties", out Node? node)
            || node is not MappingNode properties
            || !properties.TryGet(property, out Node? written))
        {
            return null;
        }

        target.IsBeingRead = true;
        var value = Evaluate(written);
        target.IsBeingRead = false;
        return value is { HasValue: true } ? value : null;
    }

    private Value Absent(StackResource target, Node at)
    {
        if (target.IsAbsent)
        {
            settings.Diagnostics.Add(WorkloadDiagnostics.ReferenceToAbsent(target.Id, Location(at)));
        }

        return UnknownAny;
    }

    private void ReportUnknownName(string name, Node at)
    {
        if (!isOpen)
        {
            settings.Diagnostics.Add(WorkloadDiagnostics.UnknownName(name, resources.Keys.Concat(parameters.Keys).Where(k => k != name), Location(at)));
        }
    }

    internal void ReportTooMuch(Node at)
    {
        if (!settings.Budget.IsReported)
        {
            settings.Budget.IsReported = true;
            settings.Diagnostics.Add(WorkloadDiagnostics.TooMuchWork(Location(at)));
        }
    }
}
