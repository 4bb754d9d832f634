using CsCheck;
using Stoa.Language.Values;
using Xunit.Sdk;

namespace Stoa.Language.Tests.Evaluation;

/// <summary>
/// Random expressions over partly unknown values: what is said before they are known must agree with what every way to fill them in
/// gives. See <c>docs/reference/unknown-values.md</c>.
/// </summary>
public class SoundnessTests
{
    // The same worlds and expressions on every run: a test that fails by chance says nothing about the change at hand. More of
    // them, and others, are for a search: STOA_SOUNDNESS=1000000 STOA_SOUNDNESS_SEED=2.
    private static readonly int Iterations = (int)Setting("STOA_SOUNDNESS", 20_000);
    private static readonly uint Seed = Setting("STOA_SOUNDNESS_SEED", 1);

    private static uint Setting(string name, uint otherwise) => uint.TryParse(Environment.GetEnvironmentVariable(name), out var number) ? number : otherwise;

    private const int MaxFailures = 50;

    private static readonly Gen<string> Letter = OneOf("a", "b", "c");

    private static readonly Gen<bool[]> Mask = Gen.Bool.Array[12];

    /// <summary>Values of all names, known; and which parts of them nobody knows yet.</summary>
    private static readonly Gen<(Inputs Known, bool[] Hidden)> World =
        Gen.Select(
            Gen.Select(Gen.Bool, Gen.Bool, Gen.Int[-1, 3], Letter, static (p, q, n, s) => (p, q, n, s)),
            Gen.Select(Letter.Array[0, 3], Letter.Array[0, 3], Letter.Array[2], Gen.Bool.Array[0, 3], static (l, e, m, f) => (l, e, m, f)),
            Mask,
            static (scalars, collections, hidden) => (new Inputs(scalars, collections), hidden));

    [Fact]
    public void What_is_said_of_partly_unknown_values_holds_however_they_turn_out() =>
        ForEach(
            static (world, expression) =>
            {
                var partly = new Given(world.Known.Names(world.Hidden));
                var wholly = new Given(world.Known.Names([]));
                var said = partly.Evaluate(expression);
                var came = wholly.Evaluate(expression);
                if (partly.Diagnostics.HasErrors)
                {
                    // Whether two results have a type in common is asked before it is known which one is wanted, and in vain where
                    // the other one has an error of its own.
                    Assert.True(wholly.Diagnostics.HasErrors || partly.Diagnostics.All(static d => d.Code == "STOA1218"), $"{expression}: an error was reported that did not come: {partly.Diagnostics.First()}");
                }
                else if (!wholly.Diagnostics.HasErrors)
                {
                    Assert.True(
                        Agree(said, came),
                        $"{expression}: {Given.Show(said)} ({said.Type}) was said, but it is {Given.Show(came)} ({came.Type})");
                }
            },
            Iterations);

    [Fact]
    public void What_is_known_from_the_start_is_known_at_the_end() =>
        ForEach(
            static (world, expression) =>
            {
                var given = new Given(world.Known.Names([]));
                var value = given.Evaluate(expression);
                Assert.True(given.Diagnostics.HasErrors || value.IsWhollyKnown, $"{expression}: {Given.Show(value)}");
            },
            Iterations / 5);

    private static void ForEach(Action<(Inputs Known, bool[] Hidden), string> assert, int count)
    {
        var gen = Gen.Select(World, Expressions.Any(4));
        var failures = new List<string>();
        for (var i = 0; i < count && failures.Count < MaxFailures; i++)
        {
            var (world, expression) = gen.Generate(new PCG(Seed, (ulong)i), null, out _);
            try
            {
                assert(world, expression);
            }
            catch (XunitException failure)
            {
                failures.Add($"{failure.Message} Given {string.Join(", ", world.Known.Names(world.Hidden).Select(static n => $"{n.Item1} = {Given.Show(n.Item2)}"))}");
            }
        }

        // The shortest tell most.
        Assert.True(failures.Count == 0, string.Join(Environment.NewLine, failures.OrderBy(static f => f.Length).Take(10)));
    }

    private static Gen<string> OneOf(params string[] texts) => Gen.Int[0, texts.Length - 1].Select(i => texts[i]);

    /// <summary>Whether what came is one of the things that what was said leaves open.</summary>
    private static bool Agree(Value said, Value came)
    {
        if (said.IsUnknown)
        {
            return !(said.IsNotNull && came.IsNull) && Agree(said.Type, came);
        }

        if (said.IsNull || came.IsNull)
        {
            return said.IsNull && came.IsNull;
        }

        if (said.Kind is TypeKind.List or TypeKind.Tuple && came.Kind is TypeKind.List or TypeKind.Tuple)
        {
            return said.Count == came.Count && said.ItemList.Zip(came.ItemList, Agree).All(static a => a);
        }

        if (said.Kind is TypeKind.Map or TypeKind.Object && came.Kind is TypeKind.Map or TypeKind.Object)
        {
            return said.Keys.SequenceEqual(came.Keys) && said.Pairs.Zip(came.Pairs, static (a, b) => Agree(a.Value, b.Value)).All(static a => a);
        }

        if (said.Kind != came.Kind)
        {
            // Beside a value of unknown type, a conditional cannot know yet what both sides will be converted to.
            return Conversion.Convert(said, came.Type).TryGet(out var converted, out _) && converted.Kind == came.Kind && Agree(converted, came);
        }

        switch (said.Kind)
        {
            case TypeKind.Set when !said.IsWhollyKnown:
                return came.Count <= said.Count;
            case TypeKind.Set:
                return said.Count == came.Count && said.ItemList.Zip(came.ItemList, Agree).All(static a => a);
            default:
                return said.Equals(came);
        }
    }

    // Of a collection only that it is one: of what, and whether it is a tuple yet, may depend on types that are unknown.
    private static bool Agree(HclType type, Value came) =>
        type.Kind == TypeKind.Dynamic
        || came.IsNull
        || (type.IsPrimitive ? Conversion.IsPossible(type, came.Type) : !came.Type.IsPrimitive);

    /// <summary>What the names stand for.</summary>
    private sealed record Inputs((bool P, bool Q, int N, string S) Scalars, (string[] L, string[] E, string[] M, bool[] F) Collections)
    {
        public (string, Value)[] Names(bool[] hidden)
        {
            var at = 0;
            bool Hides() => hidden.Length > 0 && hidden[at++ % hidden.Length];
            Value Or(Value value) => Hides() ? Value.UnknownOf(value.Type) : value;
            Value[] Texts(string[] texts) => [.. texts.Select(t => Or(Value.Of(t)))];

            var (l, e, m, f) = Collections;
            return
            [
                ("p", Or(Value.Of(Scalars.P))),
                ("q", Or(Value.Of(Scalars.Q))),
                ("n", Or(Value.Of(Scalars.N))),
                ("s", Or(Value.Of(Scalars.S))),
                ("l", Or(Value.List(HclType.String, Texts(l)))),
                ("t", Value.Tuple(Texts(l))),
                ("e", Or(Sets.Of(HclType.String, Texts(e)))),
                ("m", Or(Value.Map(HclType.String, Map(Texts(m))))),
                ("o", Or(Value.Object(Map(Texts(m))))),
                ("f", Or(Value.List(HclType.Bool, [.. f.Select(b => Or(Value.Of(b)))]))),
                ("z", Hides() ? Value.UnknownOf(HclType.String) : Value.NullOf(HclType.String)),
                ("x", Hides() ? Value.Unknown : Value.Of(Scalars.S)),
            ];
        }

        private static Entries Map(Value[] values)
        {
            var entries = new EntriesBuilder();
            for (var i = 0; i < values.Length; i++)
            {
                entries[$"{(char)('a' + i)}"] = values[i];
            }

            return entries.ToEntries();
        }
    }

    /// <summary>Expressions of the kinds of value that the names have, as text.</summary>
    private static class Expressions
    {
        // The generators of one kind and depth are used many times over: made once each, or there would be millions.
        private static readonly Dictionary<(string Kind, int Depth), Gen<string>> Known = [];

        public static Gen<string> Any(int depth) => Gen.OneOf(Bool(depth), Number(depth), Text(depth), List(depth), Map(depth));

        // Compared as lists and maps: whether a tuple becomes a list (which no tuple equals) may depend on a type that is unknown yet.
        private static Gen<string> Bool(int depth) => Made("Bool", depth, static depth => depth == 0 ? OneOf("p", "q", "true", "false") : Gen.OneOf(
            OneOf("p", "q", "true", "false"),
            Two(Bool(depth - 1), Bool(depth - 1), "({0} && {1})"),
            Two(Bool(depth - 1), Bool(depth - 1), "({0} || {1})"),
            One(Bool(depth - 1), "!{0}"),
            Two(Text(depth - 1), Text(depth - 1), "({0} == {1})"),
            Two(List(depth - 1), List(depth - 1), "(tolist({0}) == tolist({1}))"),
            Two(Map(depth - 1), Map(depth - 1), "(tomap({0}) != tomap({1}))"),
            Two(Number(depth - 1), Number(depth - 1), "({0} > {1})"),
            Three(Bool(depth - 1), Bool(depth - 1), Bool(depth - 1), "({0} ? {1} : {2})"),
            Two(List(depth - 1), Text(depth - 1), "contains({0}, {1})"),
            Two(List(depth - 1), Text(depth - 1), "alltrue([for v in {0} : v == {1}])"),
            Two(List(depth - 1), Text(depth - 1), "anytrue([for v in {0} : v == {1}])"),
            Gen.Const("alltrue(f)"),
            Gen.Const("anytrue(f)"),
            One(Text(depth - 1), "({0} == null)"),
            One(List(0), "can({0}[0])"),
            One(Text(0), "can(tonumber({0}))")));

        private static Gen<string> Number(int depth) => Made("Number", depth, static depth => depth == 0 ? OneOf("n", "0", "1", "2") : Gen.OneOf(
            OneOf("n", "0", "1"),
            One(List(depth - 1), "length({0})"),
            One(Map(depth - 1), "length({0})"),
            Gen.Const("length(e)"),
            Two(Number(depth - 1), Number(depth - 1), "({0} + {1})"),
            Two(Number(depth - 1), Number(depth - 1), "max({0}, {1})"),
            Two(List(depth - 1), Text(depth - 1), "index({0}, {1})"),
            Three(Bool(depth - 1), Number(depth - 1), Number(depth - 1), "({0} ? {1} : {2})")));

        // What is tried is simple: like Terraform, try() takes a known result although an unknown part beside it could fail yet.
        private static Gen<string> Text(int depth) => Made("Text", depth, static depth => depth == 0 ? OneOf("s", "\"a\"", "\"b\"", "x", "z") : Gen.OneOf(
            OneOf("s", "\"a\"", "x", "m.a", "o.b", "z"),
            Two(Text(depth - 1), Text(depth - 1), "\"${{{0}}}-${{{1}}}\""),
            Two(Bool(depth - 1), Text(depth - 1), "\"%{{ if {0} }}a%{{ else }}${{{1}}}%{{ endif }}\""),
            One(List(depth - 1), "\"%{{ for v in {0} }}${{v}}%{{ endfor }}\""),
            Three(Bool(depth - 1), Text(depth - 1), Text(depth - 1), "({0} ? {1} : {2})"),
            Two(List(depth - 1), Number(depth - 1), "{0}[{1}]"),
            Two(List(depth - 1), Number(depth - 1), "element({0}, {1})"),
            One(List(depth - 1), "join(\",\", {0})"),
            Two(Map(depth - 1), Text(depth - 1), "{0}[{1}]"),
            Three(Map(depth - 1), Text(depth - 1), Text(depth - 1), "lookup({0}, {1}, {2})"),
            Two(Text(depth - 1), Text(depth - 1), "coalesce({0}, {1})"),
            Two(List(0), Text(depth - 1), "try({0}[0], {1})"),
            Two(Map(0), Text(depth - 1), "try({0}.a, {1})"),
            One(Text(depth - 1), "upper({0})"),
            One(List(depth - 1), "jsonencode({0})")));

        // Sets are made lists: beside a set a tuple becomes a set, but a list that it may be yet does not.
        private static Gen<string> List(int depth) => Made("List", depth, static depth => depth == 0 ? OneOf("l", "t", "[]", "tolist(e)") : Gen.OneOf(
            OneOf("l", "t", "[s, \"a\"]", "tolist(e)"),
            Two(Text(depth - 1), Text(depth - 1), "[{0}, {1}]"),
            Two(List(depth - 1), Text(depth - 1), "[for v in {0} : v if v == {1}]"),
            Two(List(depth - 1), Bool(depth - 1), "[for v in {0} : v if {1}]"),
            Two(List(depth - 1), Text(depth - 1), "[for v in {0} : {1}]"),
            One(List(depth - 1), "[for v in toset({0}) : v]"),
            Two(List(depth - 1), List(depth - 1), "concat({0}, {1})"),
            Three(Bool(depth - 1), List(depth - 1), List(depth - 1), "({0} ? {1} : {2})"),
            One(List(depth - 1), "distinct({0})"),
            One(List(depth - 1), "reverse({0})"),
            One(List(depth - 1), "{0}[*]"),
            One(Text(depth - 1), "{0}[*]"),
            One(List(depth - 1), "sort({0})"),
            One(List(depth - 1), "compact({0})"),
            Two(List(depth - 1), List(depth - 1), "flatten([{0}, [{1}]])"),
            One(Map(depth - 1), "keys({0})"),
            One(Map(depth - 1), "values({0})"),
            Two(List(depth - 1), List(depth - 1), "tolist(setunion({0}, {1}))"),
            Two(List(depth - 1), List(depth - 1), "tolist(setsubtract({0}, {1}))"),
            Two(List(depth - 1), List(depth - 1), "tolist(setintersection({0}, {1}))"),
            One(Text(depth - 1), "split(\"-\", {0})")));

        private static Gen<string> Map(int depth) => Made("Map", depth, static depth => depth == 0 ? OneOf("m", "o", "{}") : Gen.OneOf(
            OneOf("m", "o"),
            Two(Text(depth - 1), Text(depth - 1), "{{ a = {0}, b = {1} }}"),
            Two(Text(depth - 1), Text(depth - 1), "{{ ({0}) = {1} }}"),
            Two(Map(depth - 1), Map(depth - 1), "merge({0}, {1})"),
            Two(List(depth - 1), Text(depth - 1), "{{ for v in {0} : v => {1}... }}"),
            One(Map(depth - 1), "{{ for k, v in {0} : k => v }}"),
            Three(Bool(depth - 1), Map(depth - 1), Map(depth - 1), "({0} ? {1} : {2})")));

        private static Gen<string> Made(string kind, int depth, Func<int, Gen<string>> make)
        {
            if (!Known.TryGetValue((kind, depth), out var gen))
            {
                Known.Add((kind, depth), gen = make(depth));
            }

            return gen;
        }

        private static Gen<string> One(Gen<string> a, string format) => a.Select(x => string.Format(null, format, x));

        private static Gen<string> Two(Gen<string> a, Gen<string> b, string format) =>
            Gen.Select(a, b, (x, y) => string.Format(null, format, x, y));

        private static Gen<string> Three(Gen<string> a, Gen<string> b, Gen<string> c, string format) =>
            Gen.Select(a, b, c, (x, y, z) => string.Format(null, format, x, y, z));
    }
}
