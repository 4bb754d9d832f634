using Stoa.Language.Values;

namespace Stoa.Language.Functions;

/// <summary>Functions of lists, tuples, maps and objects.</summary>
internal static partial class CollectionFunctions
{
    private const Bears Structure = Bears.Sensitive;

    public static Function? Find(string name) => name switch
    {
        "alltrue" => new(name, HclType.Bool, [Arguments.List("list", HclType.Bool)], static (_, a) => Decide(a[0], decisive: false)),
        "anytrue" => new(name, HclType.Bool, [Arguments.List("list", HclType.Bool)], static (_, a) => Decide(a[0], decisive: true)),
        "chunklist" => new(
            name,
            HclType.List(HclType.List(HclType.Dynamic)),
            [Arguments.List("list", HclType.Dynamic, Structure), Arguments.Number("size")],
            static (_, a) => Chunks(a[0], a[1]),
            typing: static a => HclType.List(a[0].Type)),
        "coalesce" => new(name, HclType.Dynamic, [], static (_, a) => Coalesce(a), Arguments.Any("vals", Bears.Null | Bears.Unknown | Bears.Sensitive)),
        "coalescelist" => new(name, HclType.Dynamic, [], static (_, a) => CoalesceList(a), Arguments.Any("vals", Bears.Null | Bears.Unknown | Bears.Sensitive)),
        "compact" => new(name, HclType.List(HclType.String), [Arguments.Texts("list", Bears.OnlyWhollyKnown)], static (_, a) =>
            Value.List(HclType.String, Array.FindAll(a[0].Items.ToArray(), static i => !i.IsNull && i.AsString().Length > 0))),
        "concat" => new(name, HclType.Dynamic, [], static (_, a) => Concat(a), Arguments.Any("seqs", Structure), ConcatType),
        "contains" => new(name, HclType.Bool, [Arguments.Any("list", Bears.Unknown), Arguments.Any("value", Bears.Unknown)], static (_, a) => Contains(a[0], a[1])),
        "distinct" => new(
            name,
            HclType.List(HclType.Dynamic),
            [Arguments.List("list", HclType.Dynamic, Bears.OnlyWhollyKnown)],
            static (_, a) => Value.List(a[0].Type.Element, [.. a[0].ItemList.Distinct()]),
            typing: static a => a[0].Type),
        "element" => new(name, HclType.Dynamic, [Arguments.Any("list", Structure | Bears.Unknown), Arguments.Number("index")], static (_, a) => Element(a[0], a[1]), typing: ElementType) { MayBeNull = true },
        "flatten" => new(name, HclType.Dynamic, [Arguments.Any("list", Structure)], static (_, a) => Flatten(a[0])),
        "index" => new(name, HclType.Number, [Arguments.Any("list"), Arguments.Any("value")], static (_, a) => IndexOf(a[0], a[1])),
        "keys" => new(name, HclType.Dynamic, [Arguments.Any("inputMap", Structure | Bears.Unknown)], static (_, a) => Keys(a[0])),
        "length" => new(name, HclType.Number, [Arguments.Any("value", Structure | Bears.Unknown)], static (_, a) => Length(a[0])),
        "lookup" => new(
            name,
            HclType.Dynamic,
            [Arguments.Any("inputMap", Structure | Bears.Unknown), Arguments.Text("key")],
            static (_, a) => Lookup(a),
            Arguments.Any("default", Bears.Null | Bears.Unknown | Bears.Sensitive)) { MayBeNull = true },
        "matchkeys" => new(
            name,
            HclType.List(HclType.Dynamic),
            [Arguments.List("values", HclType.Dynamic, Structure), Arguments.List("keys", HclType.Dynamic), Arguments.List("searchset", HclType.Dynamic)],
            static (_, a) => MatchKeys(a[0], a[1], a[2]),
            typing: static a => a[0].Type),
        "merge" => new(name, HclType.Dynamic, [], static (_, a) => Merge(a), Arguments.Any("maps", Bears.Null | Structure)),
        "one" => new(name, HclType.Dynamic, [Arguments.Any("list", Structure)], static (_, a) => One(a[0]), typing: static a => Arguments.ElementType(a[0])) { MayBeNull = true },
        "range" => new(name, HclType.List(HclType.Number), [], static (_, a) => Range(a), Arguments.Number("params")),
        "reverse" => new(name, HclType.Dynamic, [Arguments.Any("list", Structure)], static (_, a) => Reverse(a[0]), typing: ReverseType),
        "setproduct" => new(name, HclType.Dynamic, [], static (_, a) => Product(a), Arguments.Any("sets", Structure)),
        "slice" => new(
            name,
            HclType.Dynamic,
            [Arguments.Any("list", Structure | Bears.Unknown), Arguments.Number("start_index"), Arguments.Number("end_index")],
            static (_, a) => Slice(a[0], a[1], a[2]),
            typing: static a => a[0].Kind == TypeKind.List ? a[0].Type : HclType.Dynamic),
        "sort" => new(name, HclType.List(HclType.String), [Arguments.Texts("list", Bears.OnlyWhollyKnown)], static (_, a) => Sort(a[0])),
        "sum" => new(name, HclType.Number, [Arguments.Any("list", Bears.OnlyWhollyKnown)], static (_, a) => Sum(a[0])),
        "transpose" => new(
            name,
            HclType.Map(HclType.List(HclType.String)),
            [new Parameter("values", HclType.Map(HclType.List(HclType.String)), Bears.OnlyWhollyKnown)],
            static (_, a) => Transpose(a[0])),
        "values" => new(
            name,
            HclType.Dynamic,
            [Arguments.Any("mapping", Structure)],
            static (_, a) => ValuesOf(a[0]),
            typing: static a => a[0].Kind == TypeKind.Map ? HclType.List(a[0].Type.Element) : HclType.Dynamic),
        "zipmap" => new(
            name,
            HclType.Dynamic,
            [Arguments.Texts("keys", Bears.OnlyWhollyKnown), Arguments.Any("values", Structure)],
            static (_, a) => Zip(a[0], a[1]),
            typing: static a => a[1].Kind == TypeKind.List ? HclType.Map(a[1].Type.Element) : HclType.Dynamic),
        _ => null,
    };

    /// <summary>Kleene's and (decided by false) or or (decided by true) over a list; null counts as false.</summary>
    private static Value Decide(Value list, bool decisive)
    {
        var unknown = false;
        foreach (var item in list.Items)
        {
            if (item.IsUnknown)
            {
                unknown = true;
            }
            else if ((!item.IsNull && item.AsBool()) == decisive)
            {
                return Value.Of(decisive);
            }
        }

        return unknown ? References.UnknownFrom(HclType.Bool, true, list) : Value.Of(!decisive);
    }

    private static Outcome<FunctionError> Chunks(Value list, Value sizeValue)
    {
        if (!sizeValue.AsNumber().TryToInt64(out var size))
        {
            return new FunctionError($"invalid size: {Arguments.WholeNumber}");
        }

        if (size < 0)
        {
            return new FunctionError("the size argument must be positive");
        }

        var items = list.Items;
        var step = (int)Math.Min(size == 0 ? Math.Max(items.Length, 1) : size, int.MaxValue / 2);
        var chunks = new List<Value>();
        for (var i = 0; i < items.Length; i += step)
        {
            chunks.Add(Value.List(list.Type.Element, items.Slice(i, Math.Min(step, items.Length - i)).ToArray()));
        }

        return Value.List(list.Type, [.. chunks]).WithSensitivity(list.IsItselfSensitive);
    }

    private static Outcome<FunctionError> Coalesce(ReadOnlySpan<Value> values)
    {
        var types = new HclType[values.Length];
        for (var i = 0; i < values.Length; i++)
        {
            types[i] = values[i].Type;
        }

        if (Unification.Unify([.. types]) is not { } type)
        {
            return new FunctionError("all arguments must have the same type");
        }

        var sensitive = false;
        for (var i = 0; i < values.Length; i++)
        {
            if (!Conversion.Convert(values[i], type).TryGet(out var value, out var error))
            {
                return new FunctionError(error.Message, i);
            }

            sensitive |= value.IsItselfSensitive;
            if (value.IsUnknown)
            {
                // Once certain not to be null, it is the answer itself unless it may be empty text.
                return value.IsNotNull && type.Kind != TypeKind.String && type.Kind != TypeKind.Dynamic
                    ? value.WithSensitivity(sensitive)
                    : References.UnknownFrom(type, type.Kind != TypeKind.Dynamic, values[i..]).WithSensitivity(sensitive);
            }

            if (!value.IsNull && !(type.Kind == TypeKind.String && value.AsString().Length == 0))
            {
                return value.WithSensitivity(sensitive);
            }
        }

        return new FunctionError("no non-null, non-empty-string arguments");
    }

    private static Outcome<FunctionError> CoalesceList(ReadOnlySpan<Value> values)
    {
        if (values.Length == 0)
        {
            return new FunctionError("at least one argument is required");
        }

        foreach (var value in values)
        {
            if (value.IsUnknown || value.Open is not null)
            {
                return References.UnknownFrom(HclType.Dynamic, false, values);
            }

            if (!Arguments.IsSequence(value))
            {
                return new FunctionError("coalescelist arguments must be lists or tuples");
            }
        }

        foreach (var value in values)
        {
            if (!value.IsNull && value.Count > 0)
            {
                return value;
            }
        }

        return new FunctionError("no non-null arguments");
    }

    private static Outcome<FunctionError> Concat(ReadOnlySpan<Value> values)
    {
        if (values.Length == 0)
        {
            return new FunctionError("at least one argument is required");
        }

        long count = 0;
        for (var i = 0; i < values.Length; i++)
        {
            if (!Arguments.IsSequence(values[i]))
            {
                return new FunctionError($"all arguments must be lists or tuples; got {values[i].Type.FriendlyName}", i);
            }

            count += values[i].Count;
        }

        if (count > CallContext.MaxElements)
        {
            return Arguments.TooManyElements;
        }

        var type = ConcatType(values);
        var items = new List<Value>((int)count);
        var sensitive = false;
        for (var i = 0; i < values.Length; i++)
        {
            var value = values[i];
            if (type.Kind == TypeKind.List && Conversion.Convert(value, type) is var converted && !converted.TryGet(out value!, out var error))
            {
                return new FunctionError(error.Message, i);
            }

            sensitive |= value.IsItselfSensitive;
            items.AddRange(value.Items);
        }

        return (type.Kind == TypeKind.List ? Value.List(type.Element, [.. items]) : Value.Tuple([.. items])).WithSensitivity(sensitive);
    }

    /// <summary>The list type that lists have in common; dynamic where there are tuples, which make a tuple, and where it is open.</summary>
    private static HclType ConcatType(ReadOnlySpan<Value> values)
    {
        var types = new List<HclType>(values.Length);
        foreach (var value in values)
        {
            // Elements of a type that is not known yet may turn out to have none in common with the others.
            if (value.Kind != TypeKind.List || (value.Type.HasDynamic && (!value.HasValue || value.Count > 0)))
            {
                return HclType.Dynamic;
            }

            types.Add(value.Type);
        }

        return Unification.Unify([.. types]) ?? HclType.Dynamic;
    }

    private static Outcome<FunctionError> Contains(Value list, Value wanted)
    {
        if (list is { IsUnknown: true, Kind: TypeKind.Dynamic or TypeKind.List or TypeKind.Set or TypeKind.Tuple })
        {
            return References.UnknownFrom(HclType.Bool, true, list, wanted);
        }

        if (!Arguments.IsCollection(list))
        {
            return new FunctionError("argument must be list, tuple, or set");
        }

        var unknown = false;
        foreach (var item in list.Items)
        {
            var equal = Operators.Equal(item, wanted);
            if (equal.IsUnknown)
            {
                unknown = true;
            }
            else if (equal.AsBool())
            {
                return Value.True;
            }
        }

        return unknown ? References.UnknownFrom(HclType.Bool, true, list, wanted) : Value.False;
    }

    private static Outcome<FunctionError> Element(Value list, Value position)
    {
        if (!list.HasValue || list.Open is not null)
        {
            return SymbolicList.Find(list) is { } symbolic && position.AsNumber().TryToInt32(out var at) && at >= 0
                ? symbolic.ElementAt(at)
                : References.UnknownFrom(ElementType([list, position]), false, list, position);
        }

        if (!Arguments.IsSequence(list))
        {
            return new FunctionError($"cannot read elements from {list.Type.FriendlyName}");
        }

        if (!position.AsNumber().TryToInt64(out var index))
        {
            return new FunctionError($"invalid index: {Arguments.WholeNumber}");
        }

        if (index < 0)
        {
            return new FunctionError("cannot use element function with a negative index");
        }

        if (list.Count == 0)
        {
            return new FunctionError("cannot use element function with an empty list");
        }

        return Carry(list, list.Items[(int)(index % list.Count)]);
    }

    private static HclType ElementType(ReadOnlySpan<Value> arguments) => arguments[0].Kind == TypeKind.List ? arguments[0].Type.Element : HclType.Dynamic;

    private static Outcome<FunctionError> Flatten(Value list)
    {
        if (!Arguments.IsCollection(list))
        {
            return new FunctionError("can only flatten lists, sets and tuples");
        }

        var items = new List<Value>();
        bool known = true, sensitive = false;
        Add(list);
        if (items.Count > CallContext.MaxElements)
        {
            return Arguments.TooManyElements;
        }

        return known ? Value.Tuple([.. items]).WithSensitivity(sensitive) : References.UnknownFrom(HclType.Dynamic, false, list);

        void Add(Value nested)
        {
            sensitive |= nested.IsItselfSensitive;
            if (nested.Kind == TypeKind.Set && nested.Count > 1 && !nested.IsWhollyKnown)
            {
                known = false;
                return;
            }

            foreach (var item in nested.Items)
            {
                if (item.IsUnknown && (item.Type.Kind == TypeKind.Dynamic || Arguments.IsCollection(item)))
                {
                    known = false;
                }
                else if (item.HasValue && Arguments.IsCollection(item))
                {
                    Add(item);
                }
                else
                {
                    items.Add(item);
                }

                if (items.Count > CallContext.MaxElements)
                {
                    return;
                }
            }
        }
    }

    private static Outcome<FunctionError> IndexOf(Value list, Value wanted)
    {
        if (!Arguments.IsSequence(list))
        {
            return new FunctionError("argument must be a list or tuple");
        }

        if (list.Count == 0)
        {
            return new FunctionError("cannot search an empty list");
        }

        for (var i = 0; i < list.Count; i++)
        {
            var equal = Operators.Equal(list.Items[i], wanted);
            if (equal.IsUnknown)
            {
                return References.UnknownFrom(HclType.Number, true, list, wanted);
            }

            if (equal.AsBool())
            {
                return Value.Of(i);
            }
        }

        return new FunctionError("item not found");
    }

    private static Outcome<FunctionError> Keys(Value map)
    {
        if (map.Kind == TypeKind.Dynamic)
        {
            return References.UnknownFrom(HclType.Dynamic, false, map);
        }

        if (!Arguments.IsMapping(map))
        {
            return new FunctionError("must have map or object type", 0);
        }

        if (map.IsUnknown && map.Kind == TypeKind.Map)
        {
            return References.UnknownFrom(HclType.List(HclType.String), true, map);
        }

        // The names of an object are known by its type even where the object is not.
        string[] names = map.IsUnknown ? [.. map.Type.Attributes.Keys] : map.Keys.ToArray();
        var keys = Array.ConvertAll(names, static k => Value.Of(k));
        return (map.Kind == TypeKind.Object ? Value.Tuple(keys) : Value.List(HclType.String, keys)).WithSensitivity(map.IsItselfSensitive);
    }

    private static Outcome<FunctionError> Length(Value value)
    {
        if (value.Open is not null || value.Kind == TypeKind.Dynamic)
        {
            return References.UnknownFrom(HclType.Number, true, value);
        }

        if (value.Kind is TypeKind.Bool or TypeKind.Number)
        {
            return new FunctionError("argument must be a string, a collection type, or a structural type");
        }

        if (value.IsUnknown)
        {
            return value.Kind switch
            {
                TypeKind.Tuple => Of(value.Type.Elements.Length),
                TypeKind.Object => Of(value.Type.Attributes.Count),
                _ => References.UnknownFrom(HclType.Number, true, value),
            };
        }

        if (value.Kind == TypeKind.Set && value.Count > 1 && !value.IsWhollyKnown)
        {
            return References.UnknownFrom(HclType.Number, true, value);
        }

        return Of(value.Kind == TypeKind.String ? Graphemes.Count(value.AsString()) : value.Count);

        Value Of(int count) => Value.Of(count).WithSensitivity(value.IsItselfSensitive);
    }

    private static Outcome<FunctionError> Lookup(ReadOnlySpan<Value> arguments)
    {
        if (arguments.Length > 3)
        {
            return new FunctionError($"lookup() takes two or three arguments, got {arguments.Length}");
        }

        var (map, key) = (arguments[0], arguments[1].AsString());
        var fallback = arguments.Length == 3 ? arguments[2] : null;
        if (map.Kind == TypeKind.Dynamic)
        {
            return map.TryGet(key, out var read) ? read : References.UnknownFrom(HclType.Dynamic, false, arguments);
        }

        if (map.Kind == TypeKind.Object)
        {
            return map.HasValue && map.TryGet(key, out var attribute) ? Carry(map, attribute)
                : map.IsUnknown && map.Type.Attributes.TryGetValue(key, out var type) ? References.UnknownFrom(type, false, map)
                : fallback is not null ? fallback
                : new FunctionError($"the given object has no attribute {GoQuote.Quote(key)}", 0);
        }

        if (map.Kind != TypeKind.Map)
        {
            return new FunctionError("lookup() requires a map as the first argument", 0);
        }

        var element = map.Type.Element;
        if (fallback is not null)
        {
            if (!Conversion.Convert(fallback, element).TryGet(out var converted, out _))
            {
                return new FunctionError("the default value must have the same type as the map elements", 2);
            }

            fallback = converted;
        }

        return map.IsUnknown ? References.UnknownFrom(element, false, map)
            : map.TryGet(key, out var found) ? Carry(map, found)
            : fallback is not null ? fallback
            : new FunctionError($"lookup failed to find key {GoQuote.Quote(key)}");
    }

    private static Outcome<FunctionError> One(Value list)
    {
        var count = Arguments.IsCollection(list) ? list.Count : 2;
        if (count == 0 && list.Kind == TypeKind.Tuple)
        {
            return Value.Null;
        }

        if (list.Kind == TypeKind.Set && count > 1 && !list.IsWhollyKnown)
        {
            return References.UnknownFrom(list.Type.Element, false, list);
        }

        return count switch
        {
            0 => Value.NullOf(list.Type.Element).WithSensitivity(list.IsItselfSensitive),
            1 => Carry(list, list.Items[0]),
            _ => new FunctionError("must be a list, set, or tuple value with either zero or one elements", 0),
        };
    }

    private static Value Carry(Value whole, Value part) => whole.IsItselfSensitive ? part.WithSensitivity(true) : part;
}
