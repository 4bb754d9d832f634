using System.Collections.Immutable;

namespace Stoa.Language.Values;

/// <summary>
/// Finds the type that several types can all be converted to: for the branches of a conditional, the elements of a list, the
/// attributes of an object that becomes a map.
/// </summary>
public static class Unification
{
    /// <summary>The common type; null where there is none, or no type was given.</summary>
    /// <param name="types">The types, in the order written: of equally good ones the first wins.</param>
    /// <param name="safely">Whether every value must convert; otherwise it is enough that some may.</param>
    public static HclType? Unify(ImmutableArray<HclType> types, bool safely = false)
    {
        if (types.Length == 0)
        {
            return null;
        }

        var distinct = Distinct(types);
        if (distinct.Length == 1)
        {
            return distinct[0];
        }

        var kinds = new int[(int)TypeKind.Tuple + 1];
        foreach (var type in distinct)
        {
            kinds[(int)type.Kind]++;
        }

        var dynamic = kinds[(int)TypeKind.Dynamic];
        bool Only(TypeKind kind, TypeKind other = TypeKind.Dynamic) => kinds[(int)kind] > 0
            && kinds[(int)kind] + dynamic + (other == TypeKind.Dynamic ? 0 : kinds[(int)other]) == distinct.Length;

        if (Only(TypeKind.Map) || Only(TypeKind.List) || Only(TypeKind.Set))
        {
            return dynamic > 0 ? HclType.Dynamic : UnifyCollections(distinct, safely);
        }

        if (Only(TypeKind.Object) || Only(TypeKind.Tuple))
        {
            return dynamic > 0 ? HclType.Dynamic
                : kinds[(int)TypeKind.Object] > 0 ? UnifyObjects(distinct, safely) : UnifyTuples(distinct, safely);
        }

        if (Only(TypeKind.Map, TypeKind.Object) && AsCollections(distinct, TypeKind.Object, TypeKind.Map, safely) is { } map)
        {
            return map;
        }

        if (Only(TypeKind.List, TypeKind.Tuple) && AsCollections(distinct, TypeKind.Tuple, TypeKind.List, safely) is { } list)
        {
            return list;
        }

        return kinds[(int)TypeKind.Object] > 0 && kinds[(int)TypeKind.Tuple] > 0 ? null : MostGeneral(distinct, safely);
    }

    private static ImmutableArray<HclType> Distinct(ImmutableArray<HclType> types)
    {
        var first = types[0];
        if (types.All(t => t.Equals(first)))
        {
            return [first];
        }

        return [.. types.Distinct()];
    }

    private static HclType? UnifyCollections(ImmutableArray<HclType> types, bool safely) =>
        Unify([.. types.Select(static t => t.Element)], safely) is { } element && Collection(types[0].Kind, element) is var type
            && types.All(t => Conversion.IsPossible(t, type, safely)) ? type : null;

    private static HclType? UnifyObjects(ImmutableArray<HclType> types, bool safely)
    {
        var first = types[0].Attributes;
        if (types.Any(t => t.Attributes.Count != first.Count || !t.Attributes.Keys.SequenceEqual(first.Keys)))
        {
            return AsCollection(types, TypeKind.Map, safely);
        }

        var attributes = new List<KeyValuePair<string, HclType>>(first.Count);
        foreach (var name in first.Keys)
        {
            if (Unify([.. types.Select(t => t.Attributes[name])], safely) is not { } type)
            {
                return null;
            }

            attributes.Add(KeyValuePair.Create(name, type));
        }

        var common = HclType.Object(attributes);
        return types.All(t => Conversion.IsPossible(t, common, safely)) ? common : AsCollection(types, TypeKind.Map, safely);
    }

    private static HclType? UnifyTuples(ImmutableArray<HclType> types, bool safely)
    {
        var length = types[0].Elements.Length;
        if (types.Any(t => t.Elements.Length != length))
        {
            return AsCollection(types, TypeKind.List, safely);
        }

        var elements = ImmutableArray.CreateBuilder<HclType>(length);
        for (var i = 0; i < length; i++)
        {
            if (Unify([.. types.Select(t => t.Elements[i])], safely) is not { } type)
            {
                return null;
            }

            elements.Add(type);
        }

        var common = HclType.Tuple(elements.MoveToImmutable());
        return types.All(t => Conversion.IsPossible(t, common, safely)) ? common : AsCollection(types, TypeKind.List, safely);
    }

    /// <summary>The list (of tuples) or map (of objects) whose element type every part of every type converts to.</summary>
    private static HclType? AsCollection(ImmutableArray<HclType> types, TypeKind kind, bool safely)
    {
        var parts = types.SelectMany(t => kind == TypeKind.Map ? t.Attributes.Values : t.Elements).ToImmutableArray();
        return Unify(parts, safely) is { } element && Collection(kind, element) is var type
            && types.All(t => Conversion.IsPossible(t, type, safely)) ? type : null;
    }

    /// <summary>Collections among structures: the structures are taken for collections in disguise, if they can be.</summary>
    private static HclType? AsCollections(ImmutableArray<HclType> types, TypeKind structure, TypeKind collection, bool safely)
    {
        if (AsCollection([.. types.Where(t => t.Kind == structure)], collection, safely) is not { } disguised)
        {
            return null;
        }

        return Unify([.. types.Select(t => t.Kind == structure ? disguised : t)], safely) is { } type && type.Kind == collection ? type : null;
    }

    /// <summary>The first of the types, in order of preference, that all others convert to.</summary>
    private static HclType? MostGeneral(ImmutableArray<HclType> types, bool safely)
    {
        foreach (var i in Preferred(types))
        {
            var candidate = types[i];
            if (types.All(t => t.Equals(candidate) || Conversion.IsPossible(t, candidate, safely)))
            {
                return candidate;
            }
        }

        return null;
    }

    /// <summary>The types' indices, the preferable first, otherwise in the order given (a topological sort).</summary>
    private static List<int> Preferred(ImmutableArray<HclType> types)
    {
        var after = new List<int>[types.Length];
        var before = new int[types.Length];
        for (var i = 0; i < types.Length; i++)
        {
            after[i] = [];
        }

        for (var i = 0; i < types.Length; i++)
        {
            for (var j = i + 1; j < types.Length; j++)
            {
                var order = Compare(types[i], types[j]);
                if (order != 0)
                {
                    after[order < 0 ? i : j].Add(order < 0 ? j : i);
                    before[order < 0 ? j : i]++;
                }
            }
        }

        var result = new List<int>(types.Length);
        for (var i = 0; i < types.Length; i++)
        {
            if (before[i] == 0)
            {
                result.Add(i);
            }
        }

        for (var next = 0; next < result.Count; next++)
        {
            foreach (var i in after[result[next]])
            {
                if (--before[i] == 0)
                {
                    result.Add(i);
                }
            }
        }

        return result;
    }

    /// <summary>Which of two types is the better common type: negative for the first, 0 where neither.</summary>
    private static int Compare(HclType a, HclType b)
    {
        if (a.Kind == TypeKind.Dynamic || b.Kind == TypeKind.Dynamic)
        {
            return (a.Kind == TypeKind.Dynamic ? 1 : 0) - (b.Kind == TypeKind.Dynamic ? 1 : 0);
        }

        if (a.IsPrimitive && b.IsPrimitive)
        {
            return (b.Kind == TypeKind.String ? 1 : 0) - (a.Kind == TypeKind.String ? 1 : 0);
        }

        return (a.Kind, b.Kind) switch
        {
            (TypeKind.List, TypeKind.List) or (TypeKind.Set, TypeKind.Set) or (TypeKind.Map, TypeKind.Map) => Compare(a.Element, b.Element),
            (TypeKind.Tuple or TypeKind.List, TypeKind.Set) or (TypeKind.List, TypeKind.Tuple) or (TypeKind.Map, TypeKind.Object) => -1,
            (TypeKind.Set, TypeKind.Tuple or TypeKind.List) or (TypeKind.Tuple, TypeKind.List) or (TypeKind.Object, TypeKind.Map) => 1,
            (TypeKind.Object, TypeKind.Object) when a.Attributes.Keys.SequenceEqual(b.Attributes.Keys) =>
                Compare(a.Attributes.Values.Zip(b.Attributes.Values, Compare)),
            (TypeKind.Tuple, TypeKind.Tuple) when a.Elements.Length == b.Elements.Length => Compare(a.Elements.Zip(b.Elements, Compare)),
            _ => 0,
        };
    }

    private static int Compare(IEnumerable<int> parts)
    {
        bool first = false, second = false;
        foreach (var part in parts)
        {
            first |= part < 0;
            second |= part > 0;
        }

        return (second ? 1 : 0) - (first ? 1 : 0);
    }

    private static HclType Collection(TypeKind kind, HclType element) => kind switch
    {
        TypeKind.List => HclType.List(element),
        TypeKind.Set => HclType.Set(element),
        _ => HclType.Map(element),
    };
}
