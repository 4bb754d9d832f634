using Stoa.Language.Values;
using Stoa.Workloads;

namespace Stoa.Analysis;

/// <summary>Reads properties by name, as analyses need them.</summary>
internal static class PropertyReading
{
    /// <summary>A property; unknown where the resource's kind has none of that name.</summary>
    public static Value Get(this Resource resource, string property) => resource.TryGet(property, out var value) ? value : Value.Unknown;

    /// <summary>A member of an object; null where it has none of that name, unknown where the object is.</summary>
    public static Value Get(this Value value, string member) =>
        !value.HasValue ? value : value.TryGet(member, out var found) ? found : Value.Null;

    /// <summary>The truth of a value; null where it is unknown. What is null is false.</summary>
    public static bool? Truth(this Value value) =>
        value.IsUnknown ? null : value is { HasValue: true, Kind: TypeKind.Bool } && value.AsBool();

    /// <summary>The text of a value; null where it has none or it is unknown.</summary>
    public static string? Text(this Value value) => value is { HasValue: true, Kind: TypeKind.String } ? value.AsString() : null;

    /// <summary>The whole number that a value is; null where it is none, unknown, or no count (negative, above a million).</summary>
    public static int? Count(this Value value) =>
        value is { HasValue: true, Kind: TypeKind.Number } && value.AsNumber().ToDouble() is >= 0 and <= 1_000_000 and var number ? (int)number : null;

    /// <summary>The elements of a list, set or tuple; empty where the value is none or unknown.</summary>
    public static IReadOnlyList<Value> Elements(this Value value) =>
        value is { HasValue: true, Open: null, Kind: TypeKind.Tuple or TypeKind.List or TypeKind.Set } ? value.ItemList : [];

    /// <summary>The resource that a value is; null where it is none or unknown.</summary>
    public static Resource? Resource(this Value value) => value.Open as Resource;

    /// <summary>The resources that a property lists, or the one that it is.</summary>
    public static ResourceList Resources(this Resource resource, string property)
    {
        var value = resource.Get(property);
        if (value.Resource() is { } one)
        {
            return new ResourceList([one], true);
        }

        if (!value.HasValue || value.Kind is not (TypeKind.Tuple or TypeKind.List or TypeKind.Set))
        {
            return new ResourceList([], value.IsNull);
        }

        var found = new List<Resource>(value.Count);
        var isComplete = true;
        foreach (var item in value.Items)
        {
            if (item.Resource() is { } listed)
            {
                found.Add(listed);
            }
            else
            {
                isComplete &= item.IsNull;
            }
        }

        return new ResourceList(found, isComplete);
    }
}

/// <summary>Resources that something names.</summary>
/// <param name="Items">Those that are in the workload.</param>
/// <param name="IsComplete">Whether these are all: false where some are unknown or outside the workload.</param>
internal readonly record struct ResourceList(IReadOnlyList<Resource> Items, bool IsComplete)
{
    /// <summary>Whether nothing is named.</summary>
    public bool IsEmpty => IsComplete && Items.Count == 0;
}
