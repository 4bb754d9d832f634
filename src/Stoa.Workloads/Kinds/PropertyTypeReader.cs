namespace Stoa.Workloads.Kinds;

/// <summary>Reads the type of a property from its text.</summary>
internal sealed class PropertyTypeReader(string text)
{
    private const int MaxDepth = 16;

    private int at;
    private string? problem;

    /// <summary>Reads the whole text as one type.</summary>
    public PropertyType? Read(out string? error)
    {
        var type = Type(0);
        SkipSpaces();
        if (type is not null && at < text.Length)
        {
            Fail($"\"{text[at..]}\" follows a complete type");
        }

        error = problem;
        return problem is null ? type : null;
    }

    private PropertyType? Type(int depth)
    {
        if (depth > MaxDepth)
        {
            return Fail("it is nested too deeply");
        }

        var word = Word();
        return word switch
        {
            "bool" => PropertyType.Bool,
            "number" => PropertyType.Number,
            "string" => PropertyType.String,
            "any" => PropertyType.Any,
            "list" => Argument(word, depth) is { } element ? new PropertyType.ListOf(element) : null,
            "map" => Argument(word, depth) is { } element ? new PropertyType.MapOf(element) : null,
            "object" => Structure(depth),
            "ref" => Reference(),
            "" => Fail(at < text.Length ? $"'{text[at]}' begins no type" : "a type is missing"),
            _ => Fail($"\"{word}\" is no type; the types are bool, number, string, any, list(T), map(T), object({{name = T}}) and ref(kind)"),
        };
    }

    private PropertyType? Argument(string word, int depth)
    {
        if (!Expect('(', word) || Type(depth + 1) is not { } element)
        {
            return null;
        }

        return Expect(')', "the element's type") ? element : null;
    }

    private PropertyType? Reference()
    {
        if (!Skip('('))
        {
            return PropertyType.AnyReference;
        }

        var kinds = new List<string>();
        do
        {
            var kind = Word();
            if (kind.Length == 0)
            {
                return Fail("ref( names no kind");
            }

            kinds.Add(kind);
        }
        while (Skip(','));

        return Expect(')', "the kinds") ? new PropertyType.ResourceReference(kinds) : null;
    }

    private PropertyType? Structure(int depth)
    {
        if (!Expect('(', "object") || !Expect('{', "object("))
        {
            return null;
        }

        var members = new Dictionary<string, PropertyType>();
        while (!Skip('}'))
        {
            var name = Word();
            if (name.Length == 0)
            {
                return Fail("a member's name or '}' was expected in object({…})");
            }

            if (!Expect('=', name) || Type(depth + 1) is not { } type)
            {
                return null;
            }

            if (!members.TryAdd(name, type))
            {
                return Fail($"the member {name} is there twice");
            }

            Skip(',');
        }

        return Expect(')', "object({…}") ? new PropertyType.Structure(members) : null;
    }

    private string Word()
    {
        SkipSpaces();
        var start = at;
        while (at < text.Length && (char.IsAsciiLetterOrDigit(text[at]) || text[at] is '_' or '.' or '-'))
        {
            at++;
        }

        return text[start..at];
    }

    private bool Expect(char wanted, string after)
    {
        if (Skip(wanted))
        {
            return true;
        }

        Fail($"a '{wanted}' was expected after {after}");
        return false;
    }

    private bool Skip(char wanted)
    {
        SkipSpaces();
        if (at < text.Length && text[at] == wanted)
        {
            at++;
            return true;
        }

        return false;
    }

    private void SkipSpaces()
    {
        while (at < text.Length && char.IsWhiteSpace(text[at]))
        {
            at++;
        }
    }

    private PropertyType? Fail(string why)
    {
        problem ??= why;
        return null;
    }
}
