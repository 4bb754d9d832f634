using Stoa.Language.Evaluation;
using Stoa.Language.Syntax;
using Stoa.Language.Text;
using Stoa.Language.Values;

namespace Stoa.Workloads.Terraform;

/// <summary>
/// How the body of a block becomes an object, made once for all instances of a module: names in order, so that every instance shares
/// one array of them, expressions compiled when first needed, and what no name enters evaluated once.
/// </summary>
internal sealed class BodyPlan
{
    private readonly BodyMember[] members;
    private readonly bool isConstant;
    private Value? constant;

    private BodyPlan(string[] names, BodyMember[] members)
    {
        Names = names;
        this.members = members;
        isConstant = Array.TrueForAll(members, static m => m.IsConstant);
    }

    /// <summary>The names of attributes and types of nested blocks, in the language's order.</summary>
    public string[] Names { get; }

    /// <summary>What stands at the position of each name.</summary>
    public ReadOnlySpan<BodyMember> Members => members;

    /// <summary>Whether no name of any kind enters, so that every instance gives the same object.</summary>
    public bool IsConstant => isConstant;

    public static BodyPlan Create(MergedBody body, ModuleSource module, IteratorScope? scope, Func<string, bool>? isMetaArgument = null, int depth = 0)
    {
        var found = new SortedDictionary<string, BodyMember>(CodePointOrder.Instance);
        var dynamics = new Dictionary<string, List<BlockPlan>>();
        foreach (var block in body.Blocks)
        {
            var type = block.Syntax is { Type: "dynamic", Labels: [var label, ..] } ? label.Text : block.Syntax.Type;
            if (isMetaArgument?.Invoke(type) == true || depth >= HclParser.MaxDepth)
            {
                continue;
            }

            if (!dynamics.TryGetValue(type, out var plans))
            {
                dynamics.Add(type, plans = []);
                found[type] = new BlocksMember(type, plans, new Location(block.Source, block.Syntax.HeaderSpan));
            }

            plans.Add(BlockPlan.Create(block, module, scope, depth));
        }

        foreach (var attribute in body.Attributes)
        {
            if (isMetaArgument?.Invoke(attribute.Syntax.Name) != true)
            {
                found[attribute.Syntax.Name] = new AttributeMember(attribute.Syntax, attribute.Source, module, scope);
            }
        }

        return new BodyPlan([.. found.Keys], [.. found.Values]);
    }

    public int IndexOf(string name) => Array.BinarySearch(Names, name, CodePointOrder.Instance);

    public Value Evaluate(ModuleFrame frame)
    {
        if (constant is not null)
        {
            return constant;
        }

        var values = new Value[members.Length];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = members[i].Evaluate(frame);
        }

        var result = Value.Object(new Entries(Names, values));
        if (isConstant)
        {
            constant = result;
        }

        return result;
    }
}

/// <summary>The names that <c>dynamic</c> blocks bring into scope, innermost first.</summary>
/// <param name="Outer">The scope around it.</param>
/// <param name="Name">The iterator's name.</param>
/// <param name="Slot">Its place in <see cref="ModuleFrame.Iterators"/>: how many scopes lie around it.</param>
internal sealed record IteratorScope(IteratorScope? Outer, string Name, int Slot)
{
    public IteratorScope? Find(string name)
    {
        for (var scope = this; scope is not null; scope = scope.Outer)
        {
            if (scope.Name == name)
            {
                return scope;
            }
        }

        return null;
    }
}

/// <summary>An attribute, or all nested blocks of one type.</summary>
internal abstract class BodyMember(string name)
{
    public string Name => name;

    /// <summary>Whether no name enters.</summary>
    public abstract bool IsConstant { get; }

    public abstract Value Evaluate(ModuleFrame frame);
}

/// <summary>An attribute and its expression.</summary>
internal sealed class AttributeMember(AttributeSyntax syntax, SourceText source, ModuleSource module, IteratorScope? scope) : BodyMember(syntax.Name)
{
    private readonly Origin origin = new(source, syntax.Value.Span);
    private readonly bool isConstant = !ExpressionNames.Any(syntax.Value);
    private Evaluation? compiled;
    private Value? constant;

    public override bool IsConstant => isConstant;

    public Expression Expression => syntax.Value;

    public SourceText Source => source;

    /// <summary>Where the value is written.</summary>
    public Location Location => origin.Location;

    public override Value Evaluate(ModuleFrame frame)
    {
        if (constant is not null)
        {
            return constant;
        }

        var value = (compiled ??= module.Compile(syntax.Value, source, scope))(frame).WithOrigin(origin);
        if (isConstant)
        {
            constant = value;
        }

        return value;
    }
}

/// <summary>All nested blocks of one type: a tuple of objects.</summary>
internal sealed class BlocksMember(string type, List<BlockPlan> plans, Location first) : BodyMember(type)
{
    private readonly Origin origin = new(first.Source, first.Span);
    private Value? constant;

    public override bool IsConstant => plans.TrueForAll(static p => p.IsConstant);

    public override Value Evaluate(ModuleFrame frame)
    {
        if (constant is not null)
        {
            return constant;
        }

        var blocks = new List<Value>(plans.Count);
        Value? unknown = null;
        foreach (var plan in plans)
        {
            unknown = plan.AppendTo(blocks, frame) ?? unknown;
        }

        if (unknown is not null)
        {
            // How many there are is unknown, so all of them are; what they would point at is kept.
            return References.UnknownFrom(HclType.Dynamic, false, [unknown, .. blocks]).WithOrigin(origin);
        }

        var value = Value.Tuple([.. blocks]).WithOrigin(origin);
        if (IsConstant)
        {
            constant = value;
        }

        return value;
    }
}

/// <summary>One nested block, written out or <c>dynamic</c>.</summary>
internal sealed class BlockPlan
{
    /// <summary>How many dynamic blocks may stand inside each other.</summary>
    private const int MaxIterators = 64;

    private readonly BodyPlan content;
    private readonly Origin origin;
    private readonly AttributeMember? forEach;
    private readonly int slot;

    private BlockPlan(BodyPlan content, Origin origin, AttributeMember? forEach, int slot)
    {
        this.content = content;
        this.origin = origin;
        this.forEach = forEach;
        this.slot = slot;
    }

    public bool IsConstant => content.IsConstant && (forEach is null || forEach.IsConstant);

    public static BlockPlan Create(SourcedBlock block, ModuleSource module, IteratorScope? scope, int depth)
    {
        var header = new Origin(block.Source, block.Syntax.HeaderSpan);
        var syntax = block.Syntax;
        if (syntax.Type != "dynamic" || syntax.Labels.IsEmpty)
        {
            return new BlockPlan(BodyPlan.Create(new MergedBody(syntax.Body, block.Source), module, scope, null, depth + 1), header, null, 0);
        }

        var iterator = syntax.Body.Attribute("iterator")?.Value switch
        {
            VariableExpression name => name.Name,
            TemplateExpression { Text: { } text } => text,
            _ => syntax.Labels[0].Text,
        };
        var inner = (scope?.Slot ?? -1) + 1 < MaxIterators ? new IteratorScope(scope, iterator, (scope?.Slot ?? -1) + 1) : scope!;
        var body = syntax.Body.BlocksOf("content").FirstOrDefault()?.Body ?? new Body([], [], syntax.Span);
        var collection = syntax.Body.Attribute("for_each");
        return new BlockPlan(
            BodyPlan.Create(new MergedBody(body, block.Source), module, inner, null, depth + 1),
            header,
            collection is null ? null : new AttributeMember(collection, block.Source, module, scope),
            inner.Slot);
    }

    /// <summary>Adds the blocks that this one stands for. Where their number is unknown, the result says what they would hold.</summary>
    public Value? AppendTo(List<Value> blocks, ModuleFrame frame)
    {
        if (forEach is null)
        {
            blocks.Add(content.Evaluate(frame).WithOrigin(origin));
            return null;
        }

        var collection = forEach.Evaluate(frame);
        if (collection.IsNull)
        {
            return null;
        }

        if (collection.IsUnknown || collection.Open is not null || collection.Type.IsPrimitive)
        {
            var example = collection.Open?.AnyElement ?? Value.Unknown.WithReferences(collection.References);

            // Evaluated for what it points at only: there may be no such block, so what is wrong with it is not said.
            var mark = frame.Diagnostics.Mark();
            var block = Content(frame, Value.Unknown, example);
            frame.Diagnostics.TakeBack(mark);
            return Value.Tuple(collection, block);
        }

        if (collection.Kind is TypeKind.Map or TypeKind.Object)
        {
            foreach (var (key, item) in collection.Pairs)
            {
                blocks.Add(Content(frame, Value.Of(key), item));
            }

            return null;
        }

        var index = 0;
        foreach (var item in collection.ItemList)
        {
            blocks.Add(Content(frame, collection.Kind == TypeKind.Set ? item : Value.Of(index++), item));
        }

        return null;
    }

    private Value Content(ModuleFrame frame, Value key, Value item)
    {
        if (content.IsConstant)
        {
            return content.Evaluate(frame).WithOrigin(origin);
        }

        var outer = frame.SetIterator(slot, Value.Object(("key", key), ("value", item)));
        var result = content.Evaluate(frame).WithOrigin(origin);
        frame.SetIterator(slot, outer);
        return result;
    }
}
