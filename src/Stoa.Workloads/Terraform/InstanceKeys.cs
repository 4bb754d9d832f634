using Stoa.Language.Text;
using Stoa.Language.Values;

namespace Stoa.Workloads.Terraform;

/// <summary>How a repeated block stands.</summary>
internal enum RepetitionKind
{
    /// <summary>Once, without a key.</summary>
    Single,

    /// <summary>By count: its value is a tuple.</summary>
    Count,

    /// <summary>By for_each: its value is an object.</summary>
    ForEach,

    /// <summary>Nobody knows how often: it stands once, for all.</summary>
    Indeterminate,
}

/// <summary>The instances of a block, worked out from its <c>count</c> or <c>for_each</c>.</summary>
internal sealed record InstanceKeys(RepetitionKind Kind, IReadOnlyList<InstanceKey> Keys)
{
    private static readonly System.Buffers.SearchValues<char> Escaped = System.Buffers.SearchValues.Create("\"\\\n\r\t$%");

    private static readonly InstanceKeys Single = new(RepetitionKind.Single, [default]);

    /// <summary>Evaluates the repetition of a block in the module that declares it.</summary>
    public static InstanceKeys Of(Repetition repetition, ModuleFrame frame, string address, Location header)
    {
        if (repetition.Count is { } count)
        {
            return ByCount(count.Evaluate(frame), frame, address, count.Location);
        }

        if (repetition.ForEach is { } forEach)
        {
            return ByElements(forEach.Evaluate(frame), frame, address, forEach.Location);
        }

        if (frame.Module.Unit.TryTakeInstances(1))
        {
            return Single;
        }

        frame.Diagnostics.Add(WorkloadDiagnostics.TooManyInstances(address, "one more", UnitEvaluation.MaxInstances, header));
        return new InstanceKeys(RepetitionKind.Single, []);
    }

    private static InstanceKeys ByCount(Value value, ModuleFrame frame, string address, Location where)
    {
        var unknown = Value.UnknownOf(HclType.Number, notNull: true).WithReferences(value.References);
        var indeterminate = new InstanceKeys(RepetitionKind.Indeterminate, [new InstanceKey("[*]", unknown, null, null)]);
        if (!Conversion.Convert(value, HclType.Number).TryGet(out var number, out var problem))
        {
            frame.Diagnostics.Add(WorkloadDiagnostics.InvalidCount($"is no number: {problem}", where));
            return indeterminate;
        }

        if (number.IsUnknown)
        {
            return indeterminate;
        }

        if (number.IsNull || !number.AsNumber().IsInteger || number.AsNumber().CompareTo(Number.From(0)) < 0)
        {
            frame.Diagnostics.Add(WorkloadDiagnostics.InvalidCount(number.IsNull ? "is null" : $"is {number.AsNumber()}", where));
            return indeterminate;
        }

        if (!number.AsNumber().TryToInt32(out var times) || !frame.Module.Unit.TryTakeInstances(times))
        {
            frame.Diagnostics.Add(WorkloadDiagnostics.TooManyInstances(address, number.AsNumber().ToString(), UnitEvaluation.MaxInstances, where));
            return indeterminate;
        }

        var keys = new InstanceKey[times];
        for (var i = 0; i < times; i++)
        {
            keys[i] = new InstanceKey($"[{i}]", Value.Of(i), null, null);
        }

        return new InstanceKeys(RepetitionKind.Count, keys);
    }

    private static InstanceKeys ByElements(Value value, ModuleFrame frame, string address, Location where)
    {
        if (value.IsUnknown || value.Open is not null)
        {
            return Indeterminate(value);
        }

        if (value.IsNull || value.Kind is not (TypeKind.Map or TypeKind.Object or TypeKind.Set))
        {
            var problem = value.IsNull ? "is null" : $"is a {value.Kind.ToString().ToLowerInvariant()}";
            frame.Diagnostics.Add(WorkloadDiagnostics.InvalidForEach(problem, where));
            return Indeterminate(value);
        }

        if (!frame.Module.Unit.TryTakeInstances(value.Count))
        {
            frame.Diagnostics.Add(WorkloadDiagnostics.TooManyInstances(address, $"{value.Count}", UnitEvaluation.MaxInstances, where));
            return Indeterminate(value);
        }

        var keys = new List<InstanceKey>(value.Count);
        if (value.Kind == TypeKind.Set)
        {
            foreach (var item in value.ItemList)
            {
                if (item.IsUnknown || item.Open is not null)
                {
                    return Indeterminate(value);
                }

                if (item.IsNull || item.Kind != TypeKind.String)
                {
                    frame.Diagnostics.Add(WorkloadDiagnostics.InvalidForEach("is a set whose elements are not all strings", where));
                    return Indeterminate(value);
                }

                keys.Add(new InstanceKey(Bracketed(item.AsString()), null, item, item));
            }
        }
        else
        {
            foreach (var (key, item) in value.Pairs)
            {
                keys.Add(new InstanceKey(Bracketed(key), null, Value.Of(key), item));
            }
        }

        return new InstanceKeys(RepetitionKind.ForEach, keys);
    }

    private static InstanceKeys Indeterminate(Value collection)
    {
        var key = Value.UnknownOf(HclType.String, notNull: true).WithReferences(collection.References);
        var element = collection.Open?.AnyElement
            ?? (collection.Kind is TypeKind.Set ? key : References.UnknownFrom(
                collection.Kind == TypeKind.Map ? collection.Type.Element : HclType.Dynamic, false, collection));
        return new InstanceKeys(RepetitionKind.Indeterminate, [new InstanceKey("[*]", null, key, element)]);
    }

    /// <summary>A key as addresses write it: <c>["a"]</c>.</summary>
    public static string Bracketed(string key)
    {
        if (!key.AsSpan().ContainsAny(Escaped))
        {
            return $"[\"{key}\"]";
        }

        var escaped = key
            .Replace("\\", "\\\\", StringComparison.Ordinal)
            .Replace("\"", "\\\"", StringComparison.Ordinal)
            .Replace("\n", "\\n", StringComparison.Ordinal)
            .Replace("\r", "\\r", StringComparison.Ordinal)
            .Replace("\t", "\\t", StringComparison.Ordinal)
            .Replace("${", "$${", StringComparison.Ordinal)
            .Replace("%{", "%%{", StringComparison.Ordinal);
        return $"[\"{escaped}\"]";
    }
}
