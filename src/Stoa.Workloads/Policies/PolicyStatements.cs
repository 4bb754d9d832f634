using Stoa.Language.Values;

namespace Stoa.Workloads.Policies;

/// <summary>
/// The statements of an IAM policy, however it was written: text of JSON, an object, or the statements of several policies together.
/// What is unknown in it stays unknown where it stands: the rest is read.
/// </summary>
public static class PolicyStatements
{
    /// <summary>How deeply policies may stand in lists of policies.</summary>
    private const int MaxDepth = 8;

    private static readonly (string Name, string Raw)[] Texts = [("sid", "Sid"), ("effect", "Effect")];

    private static readonly (string Name, string Raw)[] Lists =
    [
        ("actions", "Action"), ("not_actions", "NotAction"), ("resources", "Resource"), ("not_resources", "NotResource"),
    ];

    /// <summary>
    /// The statements: a tuple of objects <c>{sid, effect, principals, not_principals, actions, not_actions, resources,
    /// not_resources, conditions}</c>. Null of null; unknown where it is unknown how many there are.
    /// </summary>
    public static Value Of(Value policy)
    {
        if (policy.IsNull)
        {
            return policy;
        }

        var statements = new List<Value>();
        return TryAdd(policy, statements, MaxDepth)
            ? Value.Tuple([.. statements]).WithOrigin(policy.Origin).WithSensitivity(policy.IsSensitive)
            : Value.Unknown.WithOrigin(policy.Origin).WithReferences(policy.References).WithSensitivity(policy.IsSensitive);
    }

    private static bool TryAdd(Value policy, List<Value> statements, int depth)
    {
        policy = JsonContent.Read(policy);
        if (policy.IsNull)
        {
            return true;
        }

        if (!policy.HasValue || policy.Open is not null || depth == 0)
        {
            return false;
        }

        switch (policy.Kind)
        {
            case TypeKind.Tuple or TypeKind.List or TypeKind.Set:
                foreach (var item in policy.Items)
                {
                    if (!TryAdd(item, statements, depth - 1))
                    {
                        return false;
                    }
                }

                return true;
            case TypeKind.Object or TypeKind.Map when policy.TryGet("Statement", out var statement):
                return TryAddStatements(statement, statements);
            default:
                return false;
        }
    }

    private static bool TryAddStatements(Value statement, List<Value> statements)
    {
        if (statement.IsNull)
        {
            return true;
        }

        if (!statement.HasValue)
        {
            return false;
        }

        if (statement.Kind is TypeKind.Object or TypeKind.Map)
        {
            statements.Add(Normal(statement));
            return true;
        }

        if (statement.Kind is not (TypeKind.Tuple or TypeKind.List or TypeKind.Set))
        {
            return false;
        }

        foreach (var item in statement.Items)
        {
            if (!item.IsNull)
            {
                statements.Add(item.HasValue && item.Open is null && item.Kind is TypeKind.Object or TypeKind.Map ? Normal(item) : Value.Unknown);
            }
        }

        return true;
    }

    private static Value Normal(Value statement)
    {
        var entries = new EntriesBuilder(9);
        foreach (var (name, raw) in Texts)
        {
            entries[name] = Get(statement, raw);
        }

        foreach (var (name, raw) in Lists)
        {
            entries[name] = ToList(Get(statement, raw));
        }

        entries["principals"] = Principals(Get(statement, "Principal"));
        entries["not_principals"] = Principals(Get(statement, "NotPrincipal"));
        entries["conditions"] = Conditions(Get(statement, "Condition"));
        return Value.Object(entries.ToEntries()).WithOrigin(statement.Origin);
    }

    private static Value Get(Value statement, string name) => statement.TryGet(name, out var value) ? value : Value.Null;

    private static Value Principals(Value principal)
    {
        if (!principal.HasValue)
        {
            return principal.IsNull ? Value.EmptyTuple : principal;
        }

        if (principal.Kind is not (TypeKind.Object or TypeKind.Map))
        {
            // "*", everyone, alone or in a list.
            return Value.Tuple([.. Elements(principal).Select(static p => Principal(Value.Of("*"), p))]).WithOrigin(principal.Origin);
        }

        var principals = new List<Value>();
        foreach (var (type, identifiers) in principal.Pairs)
        {
            principals.AddRange(Elements(identifiers).Select(identifier => Principal(Value.Of(type), identifier)));
        }

        return Value.Tuple([.. principals]).WithOrigin(principal.Origin);

        static Value Principal(Value type, Value identifier) =>
            Value.Object(("type", type), ("identifier", identifier)).WithOrigin(identifier.Origin);
    }

    private static Value Conditions(Value condition)
    {
        if (!condition.HasValue)
        {
            return condition.IsNull ? Value.EmptyTuple : condition;
        }

        if (condition.Kind is not (TypeKind.Object or TypeKind.Map))
        {
            return Value.Unknown.WithOrigin(condition.Origin);
        }

        var conditions = new List<Value>();
        foreach (var (test, keys) in condition.Pairs)
        {
            if (keys.IsNull)
            {
                continue;
            }

            if (!keys.HasValue || keys.Kind is not (TypeKind.Object or TypeKind.Map))
            {
                conditions.Add(Condition(test, Value.Unknown, Value.Unknown));
                continue;
            }

            foreach (var (key, values) in keys.Pairs)
            {
                conditions.Add(Condition(test, Value.Of(key), AsTexts(ToList(values))));
            }
        }

        return Value.Tuple([.. conditions]).WithOrigin(condition.Origin);

        static Value Condition(string test, Value key, Value values) =>
            Value.Object(("operator", Value.Of(test)), ("key", key), ("values", values)).WithOrigin(values.Origin);
    }

    /// <summary>IAM compares texts: <c>"aws:SecureTransport": false</c> is as good as <c>"false"</c>.</summary>
    private static Value AsTexts(Value values) => values.HasValue
        ? Value.Tuple([.. values.ItemList.Select(AsText)]).WithOrigin(values.Origin)
        : values;

    private static Value AsText(Value value) => value switch
    {
        { HasValue: true, Kind: TypeKind.Bool } => Value.Of(value.AsBool() ? "true" : "false").WithOrigin(value.Origin),
        { HasValue: true, Kind: TypeKind.Number } => Value.Of(value.AsNumber().ToString()).WithOrigin(value.Origin),
        _ => value,
    };

    /// <summary>A tuple of what may be written alone, in a list, or not at all.</summary>
    private static Value ToList(Value value) => value switch
    {
        { IsNull: true } => Value.EmptyTuple,
        // An unknown text is one element; an unknown of unknown type may be a list of any length.
        { IsUnknown: true } => value.Kind == TypeKind.String ? Value.Tuple(value) : value,
        { Kind: TypeKind.Tuple } => value,
        _ => Value.Tuple([.. Elements(value)]).WithOrigin(value.Origin),
    };

    private static IEnumerable<Value> Elements(Value value) => value switch
    {
        { IsNull: true } => [],
        { HasValue: true, Kind: TypeKind.Tuple or TypeKind.List or TypeKind.Set } => value.ItemList,
        _ => [value],
    };
}
