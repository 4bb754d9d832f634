using Stoa.Language.Values;

namespace Stoa.Language.Evaluation;

/// <summary>Writes a value into a message for a person: <see cref="Dialect.Message"/>.</summary>
internal static class MessageText
{
    private const int LongestList = 5;
    private const int Deepest = 3;

    public static string Of(Value value) => Of(value, 0);

    private static string Of(Value value, int depth)
    {
        if (value.IsNull)
        {
            return "not set";
        }

        if (value.IsUnknown)
        {
            return "unknown";
        }

        if (value.IsSensitive)
        {
            return "(sensitive)";
        }

        if (value.Open is { } open)
        {
            return open.ToString() ?? "";
        }

        return value.Kind switch
        {
            TypeKind.String => value.AsString(),
            TypeKind.Bool => value.AsBool() ? "true" : "false",
            TypeKind.Number => value.AsNumber().ToString(),
            _ when depth == Deepest => "…",
            TypeKind.List or TypeKind.Set or TypeKind.Tuple => Listed(value.ItemList, item => Of(item, depth + 1)),
            _ => Listed([.. value.Pairs], pair => $"{pair.Key} = {Of(pair.Value, depth + 1)}"),
        };
    }

    private static string Listed<T>(IReadOnlyList<T> items, Func<T, string> write) => items.Count switch
    {
        0 => "none",
        <= LongestList => string.Join(", ", items.Select(write)),
        _ => $"{string.Join(", ", items.Take(LongestList).Select(write))} and {items.Count - LongestList} more",
    };
}
