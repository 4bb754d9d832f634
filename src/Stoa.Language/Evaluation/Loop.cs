using Stoa.Language.Diagnostics;
using Stoa.Language.Text;
using Stoa.Language.Values;

namespace Stoa.Language.Evaluation;

/// <summary>A <c>for</c>: a tuple, or an object, of what its body gives for each element of a collection.</summary>
internal sealed class Loop(
    Evaluation collection, Loop.Body body, int keySlot, int valueSlot, int cost, bool lenient, Location collectionPlace, Location where)
{
    /// <summary>What is done with each element.</summary>
    internal sealed class Body
    {
        /// <summary>Whether the element takes part; null where all do.</summary>
        public Evaluation? Condition { get; init; }

        public Location? ConditionPlace { get; init; }

        /// <summary>The key of the result; null where the result is a tuple.</summary>
        public Evaluation? Key { get; init; }

        public Location? KeyPlace { get; init; }

        public required Evaluation Value { get; init; }

        /// <summary>Whether values of one key are gathered in a tuple.</summary>
        public bool Groups { get; init; }
    }

    public Value Run(Frame frame) => Run(frame, decisive: null, out _)!;

    /// <summary>
    /// Runs the loop for <c>alltrue(…)</c> or <c>anytrue(…)</c>, which want to know of a single thing: whether there is an element that
    /// decides. As long as all results are simply true or false no tuple is made of them.
    /// </summary>
    /// <param name="frame">The surroundings.</param>
    /// <param name="decisive">The result that decides.</param>
    /// <param name="tally">What the results were, where no tuple was made.</param>
    /// <returns>The tuple, or what stands for it; null where it is not needed.</returns>
    public Value? Run(Frame frame, bool decisive, out Tally tally) => Run(frame, (bool?)decisive, out tally);

    private Value? Run(Frame frame, bool? decisive, out Tally tally)
    {
        tally = default;
        var elements = collection(frame);
        if (elements.IsNull)
        {
            if (lenient)
            {
                return body.Key is null ? Value.EmptyTuple : Value.EmptyObject;
            }

            frame.Diagnostics.Add(LanguageDiagnostics.IterationOverNull(collectionPlace));
            return Derived.Unknown(HclType.Dynamic, elements);
        }

        if (elements.Kind is TypeKind.Bool or TypeKind.Number or TypeKind.String)
        {
            frame.Diagnostics.Add(LanguageDiagnostics.NotIterable(elements.Kind.ToString().ToLowerInvariant(), collectionPlace));
            return Derived.Unknown(HclType.Dynamic, elements);
        }

        if (elements.IsUnknown || elements.Open is not null || (elements.Kind == TypeKind.Set && !elements.IsWhollyKnown))
        {
            return OfUnknown(elements, frame);
        }

        var results = new Results(body, elements, decisive);
        if (elements.Kind is TypeKind.List or TypeKind.Set or TypeKind.Tuple)
        {
            var isSet = elements.Kind == TypeKind.Set;
            var items = elements.Items;
            for (var i = 0; i < items.Length && results.GoesOn; i++)
            {
                var item = items[i];
                Step(keySlot < 0 ? null : isSet ? item : Value.Of(i), item, ref results, frame);
            }
        }
        else
        {
            for (var i = 0; i < elements.Count && results.GoesOn; i++)
            {
                Step(keySlot < 0 ? null : Value.Of(elements.Keys[i]), elements.Values[i], ref results, frame);
            }
        }

        tally = results.Tally;
        return results.IsTallied ? null : results.ToValue();
    }

    private void Step(Value? key, Value value, ref Results results, Frame frame)
    {
        if (!frame.Budget.TrySpend(cost, frame.Diagnostics, where))
        {
            results.Stop();
            return;
        }

        Enter(key, value, frame);
        if (body.Condition is not null && !TakesPart(ref results, frame))
        {
            return;
        }

        if (body.Key is null)
        {
            results.Add(body.Value(frame));
            return;
        }

        var resultKey = body.Key(frame);
        var result = body.Value(frame);
        if (Keys.Read(resultKey, body.KeyPlace!, frame.Diagnostics) is { } name)
        {
            results.Add(resultKey, name, result, frame);
        }
        else
        {
            results.Lose(resultKey, result);
        }
    }

    private bool TakesPart(ref Results results, Frame frame)
    {
        var raw = body.Condition!(frame);
        if (raw.IsNull)
        {
            if (!lenient)
            {
                frame.Diagnostics.Add(LanguageDiagnostics.ForConditionMismatch("it is null", body.ConditionPlace!));
                results.Lose(raw);
            }

            return false;
        }

        if (!Conversion.Convert(raw, HclType.Bool).TryGet(out var condition, out var problem))
        {
            frame.Diagnostics.Add(LanguageDiagnostics.ForConditionMismatch(problem.ToString(), body.ConditionPlace!));
            results.Lose(raw);
            return false;
        }

        results.IsSensitive |= condition.IsSensitive;
        if (condition.IsUnknown)
        {
            // What would be in the result is still worth pointing at; what would be wrong with it is not yet wrong.
            var mark = frame.Diagnostics.Mark();
            results.Lose(condition, body.Value(frame));
            frame.Diagnostics.TakeBack(mark);
            return false;
        }

        return condition.AsBool();
    }

    /// <summary>
    /// The result for elements that nobody knows: unknown. The body is tried once all the same, since what it points at
    /// belongs to the result; complaints about it are not for certain.
    /// </summary>
    private Value OfUnknown(Value elements, Frame frame)
    {
        var mark = frame.Diagnostics.Mark();
        var any = elements.Open?.AnyElement
            ?? (elements.IsUnknown && elements.Type.IsCollection ? Value.UnknownOf(elements.Type.Element) : Value.Unknown);
        Enter(Value.Unknown, any, frame);
        var result = body.Value(frame);
        frame.Diagnostics.TakeBack(mark);
        return Derived.Unknown(HclType.Dynamic, result, elements);
    }

    private void Enter(Value? key, Value value, Frame frame)
    {
        if (keySlot >= 0)
        {
            frame.Locals[keySlot] = key!;
        }

        frame.Locals[valueSlot] = value;
    }

    /// <summary>How many results there were that were simply true or false, and how many of them decide.</summary>
    internal readonly record struct Tally(int Count, int Decisive)
    {
        public Tally With(bool decides) => new(Count + 1, Decisive + (decides ? 1 : 0));
    }

    /// <summary>What the loop has gathered so far.</summary>
    private ref struct Results(Body body, Value elements, bool? decisive)
    {
        private List<Value>? items = decisive is null ? new(elements.Count) : null;
        private readonly Dictionary<string, List<Value>>? groups = body.Groups ? [] : null;
        private readonly EntriesBuilder? entries = body is { Key: not null, Groups: false } ? new EntriesBuilder(elements.Count) : null;
        private bool isKnown = true;

        public bool IsSensitive { get; set; }

        public bool GoesOn { get; private set; } = true;

        /// <summary>The results, as long as they are counted instead of kept.</summary>
        public Tally Tally { get; private set; }

        /// <summary>Whether the results were counted to the end.</summary>
        public readonly bool IsTallied => items is null && !IsSensitive && !elements.IsItselfSensitive;

        public void Add(Value item)
        {
            if (items is null && item.IsPlainBool && item.References.IsEmpty)
            {
                Tally = Tally.With(item.AsBool() == decisive);
            }
            else
            {
                Items().Add(item);
            }
        }

        public void Add(Value key, string name, Value item, Frame frame)
        {
            IsSensitive |= key.IsSensitive;
            if (groups is not null)
            {
                if (!groups.TryGetValue(name, out var group))
                {
                    groups.Add(name, group = []);
                }

                group.Add(item);
                return;
            }

            if (entries!.TryGet(name, out _))
            {
                frame.Diagnostics.Add(LanguageDiagnostics.DuplicateKey(name, body.KeyPlace!));
                Lose(item);
                return;
            }

            entries[name] = item;
        }

        /// <summary>The result is unknown from here on, because of these; complaints are still looked for.</summary>
        public void Lose(params ReadOnlySpan<Value> because)
        {
            isKnown = false;
            Items().AddRange(because);
        }

        public void Stop()
        {
            isKnown = false;
            GoesOn = false;
            Items();
        }

        /// <summary>The results kept; those that were only counted so far are put there first.</summary>
        private List<Value> Items()
        {
            if (items is null)
            {
                items = new(elements.Count);
                for (var i = 0; i < Tally.Count; i++)
                {
                    items.Add(Value.Of((i < Tally.Decisive) == decisive));
                }
            }

            return items;
        }

        public Value ToValue()
        {
            Value result;
            var kept = Items();
            if (!isKnown)
            {
                result = Derived.Unknown(HclType.Dynamic, [.. kept, elements]);
            }
            else if (groups is not null)
            {
                var gathered = new EntriesBuilder(groups.Count);
                foreach (var (name, group) in groups)
                {
                    gathered[name] = Value.Tuple([.. group]);
                }

                result = Value.Object(gathered.ToEntries());
            }
            else
            {
                result = entries is null ? Value.Tuple([.. kept]) : Value.Object(entries.ToEntries());
            }

            return IsSensitive || elements.IsItselfSensitive ? result.WithSensitivity(true) : result;
        }
    }
}
