using Stoa.Language.Values;

namespace Stoa.Language.Functions;

/// <summary>Functions that build collections out of others.</summary>
internal static partial class CollectionFunctions
{
    /// <summary>How many numbers <c>range</c> makes at most; Terraform's own limit.</summary>
    private const int MaxRange = 1024;

    private static Outcome<FunctionError> MatchKeys(Value values, Value keys, Value searched)
    {
        if (values.Count != keys.Count)
        {
            return new FunctionError("length of keys and values should be equal");
        }

        if (!keys.IsWhollyKnown || !searched.IsWhollyKnown)
        {
            return References.UnknownFrom(values.Type, true, values, keys, searched);
        }

        // Keys of different types are brought to one before they are compared.
        if (Unification.Unify([keys.Type, searched.Type]) is not { } common
            || !Conversion.Convert(keys, common).TryGet(out keys!, out _) || !Conversion.Convert(searched, common).TryGet(out searched!, out _))
        {
            return new FunctionError("keys and searchset must be of the same type");
        }

        var wanted = new HashSet<Value>(searched.ItemList);
        var found = new List<Value>();
        for (var i = 0; i < keys.Count; i++)
        {
            if (wanted.Contains(keys.Items[i]))
            {
                found.Add(values.Items[i]);
            }
        }

        return Value.List(values.Type.Element, [.. found]).WithSensitivity(values.IsItselfSensitive);
    }

    private static Outcome<FunctionError> Merge(ReadOnlySpan<Value> maps)
    {
        var sensitive = false;
        HclType? first = null;
        var matching = true;
        var merged = new EntriesBuilder();
        foreach (var map in maps)
        {
            // A null of no type counts as an empty object.
            if (map.IsNull && map.Kind == TypeKind.Dynamic)
            {
                matching = false;
                continue;
            }

            if (!Arguments.IsMapping(map))
            {
                return new FunctionError($"arguments must be maps or objects, got {GoQuote.Quote(map.Type.FriendlyName)}");
            }

            first ??= map.Kind == TypeKind.Map ? map.Type : HclType.Dynamic;
            matching &= map.Kind == TypeKind.Map && map.Type.Equals(first);
            sensitive |= map.IsItselfSensitive;
            if (map.IsNull)
            {
                continue;
            }

            for (var i = 0; i < map.Count; i++)
            {
                merged[map.Keys[i]] = map.Values[i];
            }
        }

        if (merged.Count > CallContext.MaxElements)
        {
            return Arguments.TooManyElements;
        }

        return (matching && first is { Kind: TypeKind.Map } type ? Value.Map(type.Element, merged.ToEntries()) : Value.Object(merged.ToEntries()))
            .WithSensitivity(sensitive);
    }

    private static Outcome<FunctionError> Range(ReadOnlySpan<Value> arguments)
    {
        if (arguments.Length is 0 or > 3)
        {
            return new FunctionError("must have one, two, or three arguments");
        }

        var start = arguments.Length == 1 ? Number.From(0) : arguments[0].AsNumber();
        var end = arguments[arguments.Length == 1 ? 0 : 1].AsNumber();
        var step = arguments.Length == 3 ? arguments[2].AsNumber() : Number.From(end < start ? -1 : 1);
        var down = step.Sign < 0;
        if (down ? end > start : end < start)
        {
            return new FunctionError($"end must be {(down ? "less" : "greater")} than start when step is {(down ? "negative" : "positive")}", 1);
        }

        var numbers = new List<Value>();
        for (var number = start; down ? number > end : number < end; number += step)
        {
            if (numbers.Count >= MaxRange)
            {
                return new FunctionError($"more than {MaxRange} values were generated; either decrease the difference between start and end or use a smaller step");
            }

            numbers.Add(Value.Of(number));
        }

        return Value.List(HclType.Number, [.. numbers]);
    }

    private static Outcome<FunctionError> Reverse(Value list)
    {
        if (!Arguments.IsCollection(list))
        {
            return new FunctionError($"can only reverse list or tuple values, not {list.Type.FriendlyName}", 0);
        }

        var items = list.Items.ToArray();
        Array.Reverse(items);
        return Arguments.LikeSequence(list, items).WithSensitivity(list.IsItselfSensitive);
    }

    private static HclType ReverseType(ReadOnlySpan<Value> arguments) => arguments[0].Kind switch
    {
        TypeKind.List or TypeKind.Set => HclType.List(arguments[0].Type.Element),
        TypeKind.Tuple => HclType.Tuple([.. arguments[0].Type.Elements.Reverse()]),
        _ => HclType.Dynamic,
    };

    private static Outcome<FunctionError> Product(ReadOnlySpan<Value> sets)
    {
        if (sets.Length < 2)
        {
            return new FunctionError("at least two arguments are required");
        }

        var lists = new Value[sets.Length];
        var elements = new HclType[sets.Length];
        bool onlyLists = true, sensitive = false, unknown = false;
        long total = 1;
        for (var i = 0; i < sets.Length; i++)
        {
            var set = sets[i];
            if (!Arguments.IsCollection(set))
            {
                return new FunctionError("a set or a list is required", i);
            }

            onlyLists &= set.Kind != TypeKind.Set;
            sensitive |= set.IsItselfSensitive;
            unknown |= set.Kind == TypeKind.Set && set.Count > 1 && !set.IsWhollyKnown;
            total = Math.Min(total * set.Count, long.MaxValue / int.MaxValue);
            if (!Conversion.Convert(set, HclType.List(HclType.Dynamic)).TryGet(out var list, out _) || (list.IsUnknown && !unknown))
            {
                return new FunctionError("all elements must be of the same type", i);
            }

            lists[i] = list;
            elements[i] = list.Type.Element;
        }

        var type = HclType.Tuple([.. elements]);
        if (unknown)
        {
            return References.UnknownFrom(onlyLists ? HclType.List(type) : HclType.Set(type), true, sets);
        }

        if (total * sets.Length > CallContext.MaxElements)
        {
            return Arguments.TooManyElements;
        }

        var product = new Value[total];
        for (var i = 0; i < product.Length; i++)
        {
            var items = new Value[lists.Length];
            var rest = i;
            for (var j = lists.Length - 1; j >= 0; j--)
            {
                items[j] = lists[j].Items[rest % lists[j].Count];
                rest /= lists[j].Count;
            }

            product[i] = Value.Tuple(items);
        }

        return (onlyLists ? Value.List(type, product) : Sets.Of(type, product)).WithSensitivity(sensitive);
    }

    private static Outcome<FunctionError> Slice(Value list, Value from, Value to)
    {
        if (!list.HasValue || list.Open is not null)
        {
            return SymbolicList.Find(list)?.Slice(from.AsNumber(), to.AsNumber())
                ?? References.UnknownFrom(list.Kind == TypeKind.List ? list.Type : HclType.Dynamic, false, list, from, to);
        }

        if (list.Kind == TypeKind.Set)
        {
            return new FunctionError(
                "cannot slice a set, because its elements do not have indices; explicitly convert to a list if the ordering of the result is not important", 0);
        }

        if (!Arguments.IsSequence(list))
        {
            return new FunctionError("must be a list or tuple value", 0);
        }

        if ((Bound(from, "start", 1, out var start) ?? Bound(to, "end", 2, out _)) is { } error)
        {
            return error;
        }

        Bound(to, "end", 2, out var end);
        return start > end
            ? new FunctionError("start index must not be greater than end index", 1)
            : Arguments.LikeSequence(list, list.Items[start..end].ToArray()).WithSensitivity(list.IsItselfSensitive);

        FunctionError? Bound(Value value, string name, int argument, out int index)
        {
            var whole = value.AsNumber().TryToInt64(out var number);
            index = (int)Math.Clamp(number, 0, int.MaxValue);
            return !whole ? new FunctionError($"invalid {name} index: {Arguments.WholeNumber}", argument)
                : number < 0 ? new FunctionError($"{name} index must not be less than zero", argument)
                : number > list.Count ? new FunctionError($"{name} index must not be greater than the length of the list", argument)
                : null;
        }
    }

    private static Outcome<FunctionError> Sort(Value list)
    {
        var items = list.Items;
        var texts = new string[items.Length];
        for (var i = 0; i < texts.Length; i++)
        {
            if (items[i].IsNull)
            {
                return new FunctionError($"given list element {i} is null; a null string cannot be sorted");
            }

            texts[i] = items[i].AsString();
        }

        Array.Sort(texts, CodePointOrder.Instance);
        return Value.List(HclType.String, Array.ConvertAll(texts, static t => Value.Of(t)));
    }

    private static Outcome<FunctionError> Sum(Value list)
    {
        if (list.Kind is TypeKind.Bool or TypeKind.Number or TypeKind.String)
        {
            return new FunctionError("cannot sum noniterable", 0);
        }

        if (list.Count == 0)
        {
            return new FunctionError("cannot sum an empty list", 0);
        }

        if (!Arguments.IsCollection(list))
        {
            return new FunctionError($"argument must be list, set, or tuple. Received {list.Type.FriendlyName}", 0);
        }

        Number? sum = null;
        foreach (var item in list.Items)
        {
            if (item.IsNull || !Conversion.Convert(item, HclType.Number).TryGet(out var number, out _))
            {
                return new FunctionError("argument must be list, set, or tuple of number values", 0);
            }

            var (left, right) = (sum, number.AsNumber());
            if (left is { IsInfinite: true } && right.IsInfinite && left.Sign != right.Sign)
            {
                return new FunctionError("can't compute sum of opposing infinities", 0);
            }

            sum = left is null ? right : left + right;
        }

        return Value.Of(sum!);
    }

    private static Outcome<FunctionError> Transpose(Value map)
    {
        var lists = new Dictionary<string, List<string>>();
        foreach (var (key, list) in map.Pairs)
        {
            if (list.IsNull)
            {
                return new FunctionError("argument must not contain null", 0);
            }

            foreach (var item in list.Items)
            {
                if (item.IsNull)
                {
                    return new FunctionError("input must not contain null string", 0);
                }

                if (!lists.TryGetValue(item.AsString(), out var keys))
                {
                    lists.Add(item.AsString(), keys = []);
                }

                keys.Add(key);
            }
        }

        var transposed = new EntriesBuilder(lists.Count);
        foreach (var (item, keys) in lists)
        {
            // The keys were met in order, so each list is sorted.
            transposed[item] = Value.List(HclType.String, [.. keys.Select(static k => Value.Of(k))]);
        }

        return Value.Map(HclType.List(HclType.String), transposed.ToEntries());
    }

    private static Outcome<FunctionError> ValuesOf(Value map)
    {
        if (!Arguments.IsMapping(map))
        {
            return new FunctionError("values() requires a map as the first argument");
        }

        var items = map.Values.ToArray();
        return (map.Kind == TypeKind.Map ? Value.List(map.Type.Element, items) : Value.Tuple(items)).WithSensitivity(map.IsItselfSensitive);
    }

    private static Outcome<FunctionError> Zip(Value keys, Value values)
    {
        if (!Arguments.IsSequence(values))
        {
            return new FunctionError("values argument must be a list or tuple value");
        }

        if (keys.Count != values.Count)
        {
            return new FunctionError($"number of keys ({keys.Count}) does not match number of values ({values.Count})");
        }

        var entries = new EntriesBuilder(keys.Count);
        for (var i = 0; i < keys.Count; i++)
        {
            if (keys.Items[i].IsNull)
            {
                return new FunctionError($"keys list has null value at index {i}");
            }

            entries[keys.Items[i].AsString()] = values.Items[i];
        }

        return (values.Kind == TypeKind.List ? Value.Map(values.Type.Element, entries.ToEntries()) : Value.Object(entries.ToEntries()))
            .WithSensitivity(values.IsItselfSensitive);
    }
}
