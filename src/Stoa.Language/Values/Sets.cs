using System.Text;

namespace Stoa.Language.Values;

/// <summary>Makes sets: distinct elements in the order in which Terraform goes through them.</summary>
/// <remarks>
/// Numbers, texts and truth values go by their own order, anything else by the text that Terraform hashes. Unknown elements come
/// after known ones and null last. An unknown element equals no other, so a set may hold several.
/// </remarks>
public static class Sets
{
    /// <summary>A set of the values, which all have the element type. A sensitive element makes the whole set sensitive.</summary>
    public static Value Of(HclType element, IReadOnlyCollection<Value> values)
    {
        var sensitive = false;
        var distinct = new List<Value>(values.Count);
        var seen = values.Count > 1 ? new HashSet<Value>(values.Count) : null;
        foreach (var value in values)
        {
            sensitive |= value.IsSensitive;
            var plain = value.WithoutSensitivity();
            if (seen is null || !plain.IsWhollyKnown || seen.Add(plain))
            {
                distinct.Add(plain);
            }
        }

        return Value.SetOfDistinct(element, Ordered(element.Kind, distinct)).WithSensitivity(sensitive);
    }

    private static Value[] Ordered(TypeKind kind, List<Value> values)
    {
        var items = values.ToArray();
        if (items.Length < 2)
        {
            return items;
        }

        if (kind is TypeKind.Bool or TypeKind.Number or TypeKind.String)
        {
            // A stable sort: unknown elements stay in the order given.
            return [.. items.Order(Comparer<Value>.Create((a, b) => ComparePrimitives(kind, a, b)))];
        }

        var keys = Array.ConvertAll(items, static i => i.HasValue ? HashText(i) : i.IsNull ? "\U0010FFFF" : "\U0010FFFE");
        var order = Enumerable.Range(0, items.Length).Order(Comparer<int>.Create((a, b) => CodePointOrder.Compare(keys[a], keys[b])));
        return [.. order.Select(i => items[i])];
    }

    private static int ComparePrimitives(TypeKind kind, Value a, Value b)
    {
        if (!a.HasValue || !b.HasValue)
        {
            return Rank(a).CompareTo(Rank(b));
        }

        return kind switch
        {
            TypeKind.Bool => a.AsBool().CompareTo(b.AsBool()),
            TypeKind.Number => a.AsNumber().CompareTo(b.AsNumber()),
            _ => CodePointOrder.Compare(a.AsString(), b.AsString()),
        };

        static int Rank(Value value) => value.IsNull ? 2 : value.IsUnknown ? 1 : 0;
    }

    /// <summary>The text by which Terraform orders elements that have no order of their own.</summary>
    private static string HashText(Value value)
    {
        var text = new StringBuilder();
        Append(value);
        return text.ToString();

        void Append(Value part)
        {
            if (!part.HasValue || part.Open is not null)
            {
                text.Append(part.IsNull ? '~' : '?');
                return;
            }

            switch (part.Kind)
            {
                case TypeKind.Number:
                    text.Append(part.AsNumber().Format('g', 10));
                    break;
                case TypeKind.Bool:
                    text.Append(part.AsBool() ? 'T' : 'F');
                    break;
                case TypeKind.String:
                    GoQuote.Append(text, part.AsString());
                    break;
                case TypeKind.List or TypeKind.Set or TypeKind.Tuple:
                    text.Append(part.Kind == TypeKind.Tuple ? '<' : '[');
                    foreach (var item in part.Items)
                    {
                        Append(item);
                        text.Append(';');
                    }

                    text.Append(part.Kind == TypeKind.Tuple ? '>' : ']');
                    break;
                default:
                    text.Append(part.Kind == TypeKind.Map ? '{' : '<');
                    foreach (var (key, item) in part.Pairs)
                    {
                        if (part.Kind == TypeKind.Map)
                        {
                            GoQuote.Append(text, key);
                            text.Append(':');
                        }

                        Append(item);
                        text.Append(';');
                    }

                    text.Append(part.Kind == TypeKind.Map ? '}' : '>');
                    break;
            }
        }
    }
}
