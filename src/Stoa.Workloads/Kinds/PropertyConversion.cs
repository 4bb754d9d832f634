using Stoa.Language.Values;

namespace Stoa.Workloads.Kinds;

/// <summary>
/// Brings what a column gives to the type of its property. Lists and sets become tuples and maps objects, so that they equal what an
/// author writes in a check; a value alone becomes a list of one, and a list of one the value alone where only one is wanted.
/// </summary>
internal static class PropertyConversion
{
    /// <summary>Converts a value.</summary>
    /// <param name="value">What the column gives.</param>
    /// <param name="type">The property's type.</param>
    /// <param name="references">How references are followed.</param>
    /// <param name="asker">The resource whose property it is.</param>
    /// <param name="error">Why it cannot be converted; the result is then unknown.</param>
    public static Value Convert(Value value, PropertyType type, ReferenceResolver references, Resource asker, ref string? error)
    {
        if (value.IsNull)
        {
            return value;
        }

        switch (type)
        {
            case PropertyType.Plain plain:
                return ToPlain(value, plain.Type, ref error);
            case PropertyType.ResourceReference reference:
                return ToResource(value, reference.Kinds, references, asker);
            case PropertyType.ListOf list:
                return ToList(value, list.Element, references, asker, ref error);
            case PropertyType.MapOf map:
                return ToMap(value, map.Element, references, asker, ref error);
            default:
                return ToStructure(value, (PropertyType.Structure)type, references, asker, ref error);
        }
    }

    /// <summary>Whether a value is of the type already; cheap, and true of nearly all.</summary>
    public static bool IsAlready(Value value, PropertyType type) =>
        type is PropertyType.Plain plain && (plain.Type.Kind == TypeKind.Dynamic || plain.Type.Kind == value.Kind);

    private static Value ToPlain(Value value, HclType type, ref string? error)
    {
        value = Alone(value);
        if (value.IsNull || value.IsUnknown || type.Kind == TypeKind.Dynamic || value.Kind == type.Kind)
        {
            return value;
        }

        if (value.Open is not null)
        {
            error ??= $"a {type} is required";
            return UnknownOf(type, value);
        }

        if (Conversion.Convert(value, type).TryGet(out var converted, out var why))
        {
            return converted;
        }

        error ??= why.ToString();
        return UnknownOf(type, value);
    }

    private static Value ToResource(Value value, IReadOnlyList<string> kinds, ReferenceResolver references, Resource asker)
    {
        value = Alone(value);
        if (value.IsNull)
        {
            return value;
        }

        // An empty name is how many say "none" (web_acl_id = "").
        if (value is { HasValue: true, Kind: TypeKind.String } && value.AsString().Length == 0)
        {
            return Value.NullOf(HclType.String).WithOrigin(value.Origin);
        }

        return references.Find(value, kinds, asker) is { } resource
            ? resource.AsValue.WithOrigin(value.Origin)
            : UnknownOf(HclType.Dynamic, value);
    }

    private static Value ToList(
        Value value, PropertyType element, ReferenceResolver references, Resource asker, ref string? error)
    {
        if (value.IsUnknown)
        {
            return value;
        }

        if (!IsSequence(value))
        {
            return Value.Tuple(Convert(value, element, references, asker, ref error)).WithOrigin(value.Origin);
        }

        var items = value.Items;
        Value[]? converted = null;
        for (var i = 0; i < items.Length; i++)
        {
            var item = Convert(items[i], element, references, asker, ref error);
            if (converted is null && !ReferenceEquals(item, items[i]))
            {
                converted = items.ToArray();
            }

            if (converted is not null)
            {
                converted[i] = item;
            }
        }

        return converted is null && value.Kind == TypeKind.Tuple
            ? value
            : Value.Tuple(converted ?? items.ToArray()).WithOrigin(value.Origin).WithReferences(value.References);
    }

    private static Value ToMap(Value value, PropertyType element, ReferenceResolver references, Resource asker, ref string? error)
    {
        value = Alone(value);
        if (!value.HasValue)
        {
            return value;
        }

        if (value.Open is not null || value.Kind is not (TypeKind.Map or TypeKind.Object))
        {
            error ??= "a map is required";
            return UnknownOf(HclType.Dynamic, value);
        }

        var entries = value.Values.ToArray();
        for (var i = 0; i < entries.Length; i++)
        {
            entries[i] = Convert(entries[i], element, references, asker, ref error);
        }

        return Value.Object(value.EntriesOf(entries)).WithOrigin(value.Origin);
    }

    private static Value ToStructure(
        Value value,
        PropertyType.Structure type,
        ReferenceResolver references,
        Resource asker,
        ref string? error)
    {
        value = Alone(value);
        if (!value.HasValue)
        {
            return value;
        }

        if (value.Open is not null || value.Kind is not (TypeKind.Map or TypeKind.Object))
        {
            error ??= "an object is required";
            return UnknownOf(HclType.Dynamic, value);
        }

        var members = new Value[type.Names.Length];
        for (var i = 0; i < members.Length; i++)
        {
            var name = type.Names[i];
            members[i] = value.TryGet(name, out var member) ? Convert(member, type.Members[name], references, asker, ref error) : Value.Null;
        }

        return Value.Object(new Entries(type.Names, members)).WithOrigin(value.Origin);
    }

    /// <summary>The element of a list of one, null for an empty one.</summary>
    private static Value Alone(Value value) => !IsSequence(value) ? value : value.Count switch
    {
        0 => Value.Null,
        1 => value.Items[0],
        _ => value,
    };

    private static bool IsSequence(Value value) =>
        value.HasValue && value.Open is null && value.Kind is (TypeKind.Tuple or TypeKind.List or TypeKind.Set);

    private static Value UnknownOf(HclType type, Value value) =>
        Value.UnknownOf(type, notNull: !value.IsUnknown || value.IsNotNull)
            .WithOrigin(value.Origin)
            .WithReferences(value.References)
            .WithSensitivity(value.IsSensitive);
}
