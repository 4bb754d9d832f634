using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;

namespace Stoa.Language.Values;

/// <summary>
/// A value of Terraform's type system: null, unknown or known; with where it came from, what it points at, and whether it is
/// sensitive. Immutable. Unknown is a value, never an error and never a guess: it stands for "nobody knows before apply".
/// </summary>
/// <remarks>
/// Structural equality (<see cref="Equals(Value)"/>) ignores origin and references and says that two unknowns of one type are
/// equal; it serves tests and sets. The language's own <c>==</c> is <c>Operators.Equal</c> and answers unknown.
/// </remarks>
public sealed class Value : IEquatable<Value>
{
    /// <summary>true</summary>
    public static readonly Value True = new(HclType.Bool, true);

    /// <summary>false</summary>
    public static readonly Value False = new(HclType.Bool, false);

    /// <summary>The untyped null.</summary>
    public static readonly Value Null = new(HclType.Dynamic, null);

    /// <summary>Unknown, of a type that is unknown too.</summary>
    public static readonly Value Unknown = new(HclType.Dynamic, UnknownMark.Instance);

    /// <summary>The empty text.</summary>
    public static readonly Value EmptyString = new(HclType.String, "");

    /// <summary>The empty tuple, <c>[]</c>.</summary>
    public static readonly Value EmptyTuple = new(HclType.Tuple([]), Array.Empty<Value>());

    /// <summary>The empty object, <c>{}</c>.</summary>
    public static readonly Value EmptyObject = new(HclType.Object([]), Entries.Empty);

    /// <summary>How deep values nest; what would be deeper is unknown. No configuration comes near, but a hostile one could.</summary>
    public const int MaxDepth = 1000;

    /// <summary>
    /// How many parts a value may have, those of its parts counted again wherever they occur; what would be larger is unknown. Values
    /// share their parts, so sixty lists of two can stand for more elements than anybody could go through.
    /// </summary>
    public const int MaxSize = (1 << 20) - 2;

    // Lengths and indices are mostly small, and asked for all the time.
    private static readonly Value?[] Counts = new Value?[64];

    private readonly object? data;
    private readonly Contents contents;
    private HclType? type;

    private Value[]? parts;

    private Value(HclType? type, object? data, Contents contents = default)
    {
        this.type = type;
        this.data = data;
        this.contents = contents;
    }

    private Value(Value original)
    {
        type = original.type;
        data = original.data;
        contents = original.contents;
        IsItselfSensitive = original.IsItselfSensitive;
        IsNotNull = original.IsNotNull;
        Origin = original.Origin;
        References = original.References;
        parts = original.parts;
    }

    /// <summary>The type. Of a tuple or object it is worked out from its elements when first asked for; of an open object it is dynamic.</summary>
    public HclType Type => type ??= data is Value[] items
        ? HclType.Tuple([.. items.Select(static i => i.Type)])
        : data is OpenObject ? HclType.Dynamic
        : HclType.Object(((Entries)data!).Pairs.Select(static p => KeyValuePair.Create(p.Key, p.Value.Type)));

    /// <summary>The kind of the type; cheaper than <see cref="Type"/>.</summary>
    public TypeKind Kind => type?.Kind ?? data switch
    {
        Value[] => TypeKind.Tuple,
        OpenObject => TypeKind.Dynamic,
        _ => TypeKind.Object,
    };

    /// <summary>Whether the value is null (of whatever type).</summary>
    public bool IsNull => data is null;

    /// <summary>Whether the value itself is unknown. A known list may still hold unknown elements.</summary>
    public bool IsUnknown => data is UnknownMark;

    /// <summary>Known and not null.</summary>
    public bool HasValue => data is not null and not UnknownMark;

    /// <summary>Whether the value is simply true or false: known and not sensitive. Most of what conditions meet is.</summary>
    internal bool IsPlainBool => data is bool && !IsItselfSensitive;

    /// <summary>Whether the value is simply a number: known and not sensitive.</summary>
    internal bool IsPlainNumber => data is Number && !IsItselfSensitive;

    /// <summary>Whether the value or anything in it is sensitive.</summary>
    public bool IsSensitive => IsItselfSensitive || contents.HasSensitive;

    /// <summary>Whether the value as a whole is sensitive, and so everything taken out of it.</summary>
    public bool IsItselfSensitive { get; private init; }

    /// <summary>Of an unknown: whether it is at least certain not to be null (a refinement, as in Terraform).</summary>
    public bool IsNotNull { get; private init; }

    /// <summary>Where it came from; null where nobody said.</summary>
    public Origin? Origin { get; private init; }

    /// <summary>What it points at or was made from.</summary>
    public ImmutableArray<Reference> References { get; private init; } = [];

    /// <summary>
    /// Of an unknown text that a template put together: its parts in order, each a text, known or not. So much is known of
    /// <c>"${aws_s3_bucket.a.arn}/*"</c> that a policy with it can still be read. Otherwise empty.
    /// </summary>
    public ReadOnlySpan<Value> Parts => parts;

    /// <summary>The open object that this value is, or null (see <see cref="OpenObject"/>).</summary>
    public OpenObject? Open => data as OpenObject;

    /// <summary>Neither the value nor anything in it is unknown.</summary>
    public bool IsWhollyKnown => data is not (UnknownMark or OpenObject) && !contents.HasUnknown;

    /// <summary>The number of elements of a known collection, tuple or object.</summary>
    public int Count => data switch
    {
        Value[] items => items.Length,
        Entries entries => entries.Keys.Length,
        _ => throw Wrong("elements"),
    };

    /// <summary>The elements of a known list, set or tuple, in the language's order.</summary>
    public ReadOnlySpan<Value> Items => data as Value[] ?? throw Wrong("items");

    /// <summary>The elements of a known list, set or tuple, for use where a span cannot go.</summary>
    public IReadOnlyList<Value> ItemList => data as Value[] ?? throw Wrong("items");

    /// <summary>The entries of a known map or object, in the order of their keys.</summary>
    public IEnumerable<KeyValuePair<string, Value>> Pairs => (data as Entries ?? throw Wrong("entries")).Pairs;

    /// <summary>The keys of a known map or object, in order.</summary>
    public ReadOnlySpan<string> Keys => (data as Entries ?? throw Wrong("entries")).Keys;

    /// <summary>The values of a known map or object, in the order of their keys.</summary>
    public ReadOnlySpan<Value> Values => (data as Entries ?? throw Wrong("entries")).Values;

    /// <summary>The keys of this map or object with other values, in the same order. The array is the result's from now on.</summary>
    public Entries EntriesOf(Value[] values) => new((data as Entries ?? throw Wrong("entries")).Keys, values);

    /// <summary>The truth value of a known bool.</summary>
    public bool AsBool() => data is bool b ? b : throw Wrong("a bool");

    /// <summary>The number of a known number.</summary>
    public Number AsNumber() => data as Number ?? throw Wrong("a number");

    /// <summary>The text of a known string.</summary>
    public string AsString() => data as string ?? throw Wrong("a string");

    /// <summary>true or false.</summary>
    public static Value Of(bool value) => value ? True : False;

    /// <summary>A number.</summary>
    public static Value Of(long value) => (ulong)value >= (ulong)Counts.Length
        ? new(HclType.Number, Number.From(value))
        : Counts[value] ??= new(HclType.Number, Number.From(value));

    /// <summary>A number.</summary>
    public static Value Of(Number value) => new(HclType.Number, value);

    /// <summary>A text; the caller has brought it to normal form C.</summary>
    public static Value Of(string value) => value.Length == 0 ? EmptyString : new(HclType.String, value);

    /// <summary>A text from somewhere; the caller has brought it to normal form C.</summary>
    public static Value Of(string value, Origin origin) => new(HclType.String, value) { Origin = origin };

    /// <summary>Null of a type.</summary>
    public static Value NullOf(HclType type) => type.Kind == TypeKind.Dynamic ? Null : new(type, null);

    /// <summary>Unknown of a type.</summary>
    public static Value UnknownOf(HclType type, bool notNull = false) =>
        type.Kind == TypeKind.Dynamic && !notNull ? Unknown : new(type, UnknownMark.Instance) { IsNotNull = notNull };

    /// <summary>An unknown text of which parts are known (<see cref="Parts"/>). The array is the value's from now on.</summary>
    public static Value UnknownText(Value[] parts) =>
        new(HclType.String, UnknownMark.Instance) { IsNotNull = true, IsItselfSensitive = AnySensitive(parts), parts = parts };

    /// <summary>A tuple. The array is the value's from now on.</summary>
    public static Value Tuple(params Value[] items) => items.Length == 0 ? EmptyTuple : Made(null, items, items);

    /// <summary>A tuple from somewhere. The array is the value's from now on.</summary>
    public static Value Tuple(Value[] items, Origin origin) =>
        items.Length == 0 ? EmptyTuple.WithOrigin(origin) : Made(null, items, items, origin);

    /// <summary>A list whose elements all have the element type. The array is the value's from now on.</summary>
    public static Value List(HclType element, params Value[] items) =>
        Made(HclType.List(element), items, items);

    /// <summary>A set of elements that are already distinct and in the language's order (see <c>Sets.Of</c>).</summary>
    internal static Value SetOfDistinct(HclType element, Value[] items) =>
        Made(HclType.Set(element), items, items);

    /// <summary>A map whose elements all have the element type.</summary>
    public static Value Map(HclType element, Entries entries) =>
        Made(HclType.Map(element), entries, entries.Values);

    /// <summary>An object.</summary>
    public static Value Object(Entries entries) =>
        entries.Keys.Length == 0
            ? EmptyObject
            : Made(null, entries, entries.Values);

    /// <summary>An object from somewhere.</summary>
    public static Value Object(Entries entries, Origin origin) =>
        entries.Keys.Length == 0
            ? EmptyObject.WithOrigin(origin)
            : Made(null, entries, entries.Values, origin);

    /// <summary>An object of the given attributes, in any order; of two of one name the later wins.</summary>
    public static Value Object(params ReadOnlySpan<(string Name, Value Value)> attributes)
    {
        var builder = new EntriesBuilder(attributes.Length);
        foreach (var (name, value) in attributes)
        {
            builder[name] = value;
        }

        return Object(builder.ToEntries());
    }

    /// <summary>An object whose attributes are not all listed anywhere.</summary>
    public static Value Of(OpenObject target) => new(null, target);

    /// <summary>Finds an entry of a known map, object or open object.</summary>
    public bool TryGet(string key, [MaybeNullWhen(false)] out Value value)
    {
        switch (data)
        {
            case Entries entries:
                return entries.TryGet(key, out value);
            case OpenObject open:
                return open.TryGet(key, out value);
            default:
                value = null;
                return false;
        }
    }

    /// <summary>Finds an entry that is looked for again and again.</summary>
    /// <param name="key">The name of the entry.</param>
    /// <param name="hint">See <see cref="Entries.TryGet(string, ref int, out Value)"/>.</param>
    /// <param name="value">The entry's value.</param>
    internal bool TryGet(string key, ref int hint, [MaybeNullWhen(false)] out Value value) =>
        data is Entries entries ? entries.TryGet(key, ref hint, out value) : TryGet(key, out value);

    /// <summary>The same value, from elsewhere.</summary>
    public Value WithOrigin(Origin? origin) => ReferenceEquals(origin, Origin) ? this : new(this) { Origin = origin };

    /// <summary>The same value with one more thing it points at, put first.</summary>
    public Value WithReference(Reference reference) =>
        References.Contains(reference) ? this : new(this) { References = References.Insert(0, reference) };

    /// <summary>The same value pointing at other things.</summary>
    public Value WithReferences(ImmutableArray<Reference> references) =>
        references.IsEmpty && References.IsEmpty ? this : new(this) { References = references };

    /// <summary>The same value, as a whole sensitive or not. What is in it stays as it is.</summary>
    public Value WithSensitivity(bool sensitive) => sensitive == IsItselfSensitive ? this : new(this) { IsItselfSensitive = sensitive };

    /// <summary>The same value, neither as a whole nor in any part sensitive.</summary>
    public Value WithoutSensitivity()
    {
        if (!IsSensitive)
        {
            return this;
        }

        var plain = !contents.HasSensitive ? data : data switch
        {
            Value[] items => Array.ConvertAll(items, static i => i.WithoutSensitivity()),
            Entries entries => new Entries(entries.Keys, Array.ConvertAll(entries.Values, static v => v.WithoutSensitivity())),
            _ => data,
        };
        return new(type, plain, contents.WithoutSensitive())
        {
            IsNotNull = IsNotNull,
            Origin = Origin,
            References = References,
            parts = parts is null ? null : Array.ConvertAll(parts, static p => p.WithoutSensitivity()),
        };
    }

    /// <summary>This value with the origin, references and sensitivity of the value that it was made from.</summary>
    internal Value WithStoryOf(Value original) =>
        (original.Origin is null || Origin is not null) && original.References.IsEmpty && !original.IsItselfSensitive
            ? this
            : new(this)
            {
                Origin = Origin ?? original.Origin,
                References = References.IsEmpty ? original.References : References,
                IsItselfSensitive = IsItselfSensitive || original.IsItselfSensitive,
            };

    /// <summary>The same value; of an unknown, certain not to be null.</summary>
    public Value WithNotNull() => IsNotNull || !IsUnknown ? this : new(this) { IsNotNull = true };

    /// <summary>Whether both have the same type, content and sensitivity; see the remarks of the class.</summary>
    public bool Equals(Value? other)
    {
        if (ReferenceEquals(this, other))
        {
            return true;
        }

        if (other is null || IsItselfSensitive != other.IsItselfSensitive || Kind != other.Kind)
        {
            return false;
        }

        return (data, other.data) switch
        {
            (null, null) or (UnknownMark, UnknownMark) => Type == other.Type,
            (bool a, bool b) => a == b,
            (string a, string b) => a == b,
            (Number a, Number b) => a.Equals(b),
            (Value[] a, Value[] b) => a.AsSpan().SequenceEqual(b) && (a.Length > 0 || Type == other.Type),
            (Entries a, Entries b) => a.Keys.AsSpan().SequenceEqual(b.Keys) && a.Values.AsSpan().SequenceEqual(b.Values)
                && (a.Keys.Length > 0 || Type == other.Type),
            (OpenObject a, OpenObject b) => ReferenceEquals(a, b),
            _ => false,
        };
    }

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Value);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        switch (data)
        {
            case Value[] items:
                var hash = new HashCode();
                foreach (var item in items)
                {
                    hash.Add(item);
                }

                return hash.ToHashCode();
            case Entries entries:
                return HashCode.Combine(entries.Keys.Length, entries.Values.Length > 0 ? entries.Values[0] : null);
            default:
                return data?.GetHashCode() ?? 0;
        }
    }

    /// <summary>For the debugger and for test failures; not the language's own notation.</summary>
    public override string ToString() => data switch
    {
        null => "null",
        UnknownMark => $"unknown({Type})",
        string s => $"\"{s}\"",
        bool b => b ? "true" : "false",
        Value[] items => $"[{string.Join(", ", (object[])items)}]",
        Entries entries => $"{{{string.Join(", ", entries.Pairs.Select(static p => $"{p.Key} = {p.Value}"))}}}",
        _ => data.ToString()!,
    };

    private static bool AnySensitive(Value[] values) => Array.Exists(values, static v => v.IsSensitive);

    /// <summary>A value of parts; one that is too deep or too large to be gone through safely is unknown instead.</summary>
    private static Value Made(HclType? type, object data, Value[] parts, Origin? origin = null)
    {
        var inside = Contents.Of(parts);
        return inside.Depth > MaxDepth || inside.Size > MaxSize
            ? Unknown.WithSensitivity(inside.HasSensitive).WithOrigin(origin)
            : new Value(type, data, inside) { Origin = origin };
    }

    private InvalidOperationException Wrong(string wanted) => new($"{this} is not {wanted}.");

    /// <summary>
    /// What is true of anything inside a collection, tuple or object, worked out once when it is made. Every value has one, so it is
    /// packed: two flags, 10 bits of depth, 20 of size.
    /// </summary>
    private readonly struct Contents
    {
        private readonly uint bits;

        private Contents(bool sensitive, bool unknown, uint depth, uint size) =>
            bits = (sensitive ? 1u : 0) | (unknown ? 2u : 0) | (depth << 2) | (size << 12);

        public bool HasSensitive => (bits & 1) != 0;

        public bool HasUnknown => (bits & 2) != 0;

        public uint Depth => (bits >> 2) & 0x3FF;

        public uint Size => bits >> 12;

        public Contents WithoutSensitive() => new(false, HasUnknown, Depth, Size);

        public static Contents Of(Value[] parts)
        {
            bool sensitive = false, unknown = false;
            uint depth = 0;
            var size = (long)parts.Length;
            foreach (var part in parts)
            {
                sensitive |= part.IsSensitive;
                unknown |= !part.IsWhollyKnown;
                depth = Math.Max(depth, part.contents.Depth);
                size += part.contents.Size;
            }

            return new Contents(sensitive, unknown, depth + 1, (uint)Math.Min(size, MaxSize + 1));
        }
    }

    private sealed class UnknownMark
    {
        public static readonly UnknownMark Instance = new();
    }
}
