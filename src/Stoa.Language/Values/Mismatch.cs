namespace Stoa.Language.Values;

/// <summary>Says in words why a type does not convert to another, as Terraform says it.</summary>
internal static class Mismatch
{
    public static string Describe(HclType got, HclType want)
    {
        if (got.Kind == TypeKind.Object && want.Kind == TypeKind.Object)
        {
            return Objects(got, want);
        }

        if (want.IsCollection && want.Element.Kind == TypeKind.Dynamic
            && (got.Kind, want.Kind) is (TypeKind.Tuple, TypeKind.List or TypeKind.Set) or (TypeKind.Object, TypeKind.Map))
        {
            return $"all {want.Kind.ToString().ToLowerInvariant()} elements must have the same type";
        }

        if (got.Kind is TypeKind.Tuple or TypeKind.Object && want.IsCollection)
        {
            return FromStructure(got, want);
        }

        if (got.IsCollection && want.IsCollection)
        {
            var kindFits = want.Kind == TypeKind.Map ? got.Kind == TypeKind.Map : got.Kind != TypeKind.Map;
            return kindFits
                ? $"incorrect {want.Kind.ToString().ToLowerInvariant()} element type: {Describe(got.Element, want.Element)}"
                : $"{want.FriendlyConstraintName} required";
        }

        return $"{want.FriendlyConstraintName} required";
    }

    private static string Objects(HclType got, HclType want)
    {
        var missing = new List<string>();
        string? never = null, perhaps = null;
        foreach (var (name, type) in want.Attributes)
        {
            if (!got.Attributes.TryGetValue(name, out var given))
            {
                if (!want.Optional.Contains(name))
                {
                    missing.Add($"\"{name}\"");
                }
            }
            else if (never is null && !given.Equals(type))
            {
                if (!Conversion.IsPossible(given, type))
                {
                    never = $"attribute \"{name}\": {Describe(given, type)}";
                }
                else if (perhaps is null && !Conversion.IsPossible(given, type, safely: true))
                {
                    perhaps = $"attribute \"{name}\": {Describe(given, type)}";
                }
            }
        }

        return missing switch
        {
            [] => never ?? perhaps ?? "incorrect object attributes",
            [var one] => $"attribute {one} is required",
            [var one, var two] => $"attributes {one} and {two} are required",
            [.. var some, var last] => $"attributes {string.Join(", ", some)}, and {last} are required",
        };
    }

    private static string FromStructure(HclType got, HclType want)
    {
        if (got.Kind == TypeKind.Tuple ? want.Kind == TypeKind.Map : want.Kind != TypeKind.Map)
        {
            return $"{want.FriendlyConstraintName} required";
        }

        for (var i = 0; i < got.Elements.Length; i++)
        {
            if (!Conversion.IsPossible(got.Elements[i], want.Element))
            {
                return $"element {i}: {Describe(got.Elements[i], want.Element)}";
            }
        }

        foreach (var (name, type) in got.Attributes)
        {
            if (!Conversion.IsPossible(type, want.Element))
            {
                return $"element \"{name}\": {Describe(type, want.Element)}";
            }
        }

        return $"all elements must be {want.Element.FriendlyConstraintName}";
    }
}
