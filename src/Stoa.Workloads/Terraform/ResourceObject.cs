using System.Diagnostics.CodeAnalysis;
using Stoa.Language.Values;

namespace Stoa.Workloads.Terraform;

/// <summary>
/// One instance of a resource or data source, read by expressions: what its block says, each part worked out when first asked for, and
/// everything else unknown but pointing here.
/// </summary>
internal sealed class ResourceObject : OpenObject
{
    private static readonly Value InProgress = Value.UnknownOf(HclType.String, notNull: true);

    private readonly ModuleFrame frame;
    private readonly Value?[] members;

    public ResourceObject(ResourceSet set, ModuleFrame frame, object target)
    {
        Set = set;
        this.frame = frame;
        Target = target;
        members = new Value?[set.Declaration.Body.Names.Length];
    }

    public ResourceSet Set { get; }

    /// <summary>What values that come from here point at: a <see cref="Resource"/> or a <see cref="DataSource"/>.</summary>
    public object Target { get; }

    public ModuleInstance Module => Set.Module;

    public ResourceDeclaration Declaration => Set.Declaration;

    /// <summary>The configuration of its provider; null where none is declared or it cannot be told which.</summary>
    public ProviderSettings? Provider => Module.Provider(Declaration.Provider);

    /// <summary>Evaluates everything and fills the resource.</summary>
    public void Complete()
    {
        var resource = (Resource)Target;
        for (var i = 0; i < members.Length; i++)
        {
            Member(i);
        }

        resource.Attributes = BuiltIn.IsClosed(Declaration)
            ? AsValue()
            : Value.Object(new Entries(Declaration.Body.Names, members!));
        var provider = Provider;
        resource.Region = Written("region") is { HasValue: true, Kind: TypeKind.String } own && IsAws ? own.AsString() : provider?.Region;
        resource.RegionExpression = resource.Region is null && IsAws ? provider?.RegionExpression : null;
        resource.Tags = Tags(provider);
    }

    /// <summary>The resource as a value.</summary>
    public Value AsValue() =>
        BuiltIn.IsClosed(Declaration) ? BuiltIn.Close(this) : Value.Of(this).WithReference(new Reference(Target, ""));

    /// <summary>What the block says of an attribute or type of nested block; null where it says nothing.</summary>
    public Value? Written(string name) => Declaration.Body.IndexOf(name) is var index and >= 0 ? Member(index) : null;

    /// <inheritdoc/>
    public override bool TryGet(string name, [MaybeNullWhen(false)] out Value value)
    {
        // An attribute written as null is one that nobody wrote: the provider may still fill it in.
        var index = Declaration.Body.IndexOf(name);
        if (index >= 0 && Member(index) is { IsNull: false } written)
        {
            value = written;
            if (Declaration.Body.Members[index] is BlocksMember)
            {
                value = NestedObject.Open(value, Target, name);
            }

            value = value.WithReference(new Reference(Target, name));
        }
        else if (Declaration.IsData && DataSources.Compute(this, name) is { } computed)
        {
            value = computed;
        }
        else if (name == "tags_all" && IsAws)
        {
            value = (Tags(Provider) is { IsNull: false } tags ? tags : Value.Unknown).WithReference(new Reference(Target, name));
        }
        else if (name == "arn" && IsAws)
        {
            // What an ARN begins with is known of every one: enough to tell a principal from "*".
            var reference = new Reference(Target, name);
            value = Value.UnknownText([Value.Of("arn:"), Value.UnknownOf(HclType.String, notNull: true).WithReference(reference)])
                .WithReference(reference);
        }
        else
        {
            value = Unwritten(Target, name, name);
        }

        return true;
    }

    /// <summary>An attribute that nobody wrote: the provider or the service decides, perhaps only when it is created.</summary>
    public static Value Unwritten(object target, string name, string path)
    {
        var value = name is "id" or "arn" ? Value.UnknownOf(HclType.String, notNull: true) : Value.Unknown;
        return value.WithReference(new Reference(target, path));
    }

    private bool IsAws => Declaration.Type.StartsWith("aws_", StringComparison.Ordinal);

    private Value Member(int index)
    {
        if (members[index] is { } known)
        {
            if (!ReferenceEquals(known, InProgress))
            {
                return known;
            }

            Module.Unit.ReportCycle(Step(index));
            return Value.Unknown;
        }

        var member = Declaration.Body.Members[index];
        if (member.IsConstant)
        {
            return members[index] = member.Evaluate(frame);
        }

        if (!Module.Unit.TryEnter(Step(index)))
        {
            return Value.Unknown;
        }

        members[index] = InProgress;
        var value = member.Evaluate(frame);
        members[index] = value;
        Module.Unit.Leave(frame);
        return value;
    }

    private EvaluationStep Step(int index) => new(Module, Declaration.Key, $".{Declaration.Body.Names[index]}");

    private Value Tags(ProviderSettings? provider)
    {
        if (!IsAws)
        {
            return Value.Null;
        }

        var own = Written("tags");
        if (own is null && Declaration.Type == "aws_autoscaling_group" && Written("tag") is { } blocks)
        {
            return TagBlocks(blocks);
        }

        var inherited = provider?.DefaultTags ?? Value.Null;
        if (own is null or { IsNull: true })
        {
            return inherited.IsNull && own is not null ? own : inherited;
        }

        if (inherited.IsNull)
        {
            return own;
        }

        if (!IsListed(own) || !IsListed(inherited))
        {
            return References.UnknownFrom(HclType.Map(HclType.String), true, own, inherited);
        }

        var merged = new EntriesBuilder(own.Count + inherited.Count);
        foreach (var (key, tag) in inherited.Pairs.Concat(own.Pairs))
        {
            merged[key] = tag;
        }

        return Value.Object(merged.ToEntries()).WithOrigin(own.Origin);
    }

    private static bool IsListed(Value tags) => tags.HasValue && tags.Open is null && tags.Kind is TypeKind.Map or TypeKind.Object;

    /// <summary>The tags that an Auto Scaling group has in blocks of key and value.</summary>
    private static Value TagBlocks(Value blocks)
    {
        if (blocks.HasValue && blocks.Open is null && blocks.Kind is TypeKind.Tuple or TypeKind.List)
        {
            var tags = new EntriesBuilder(blocks.Count);
            foreach (var block in blocks.Items)
            {
                if (!block.HasValue || !block.TryGet("key", out var key) || !key.HasValue || key.Kind != TypeKind.String)
                {
                    return Value.UnknownOf(HclType.Map(HclType.String), notNull: true);
                }

                tags[key.AsString()] = block.TryGet("value", out var tag) ? tag : Value.Unknown;
            }

            return Value.Object(tags.ToEntries()).WithOrigin(blocks.Origin);
        }

        return Value.UnknownOf(HclType.Map(HclType.String), notNull: true);
    }
}

/// <summary>
/// A nested block of a resource, read by expressions: like the resource itself it has attributes that only its provider knows
/// (<c>vpc_config[0].cluster_security_group_id</c>).
/// </summary>
internal sealed class NestedObject(Value written, object target, string path) : OpenObject
{
    /// <summary>The tuple of the nested blocks of a type, with every block in it open.</summary>
    public static Value Open(Value blocks, object target, string path)
    {
        if (!blocks.HasValue || blocks.Open is not null || blocks.Kind != TypeKind.Tuple)
        {
            return blocks;
        }

        var items = new Value[blocks.Count];
        for (var i = 0; i < items.Length; i++)
        {
            var block = blocks.Items[i];
            items[i] = block is { HasValue: true, Open: null, Kind: TypeKind.Object }
                ? Value.Of(new NestedObject(block, target, path)).WithOrigin(block.Origin).WithReference(new Reference(target, path))
                : block;
        }

        return Value.Tuple(items).WithOrigin(blocks.Origin);
    }

    /// <inheritdoc/>
    public override bool TryGet(string name, [MaybeNullWhen(false)] out Value value)
    {
        var inner = $"{path}.{name}";
        value = written.TryGet(name, out var found) && !found.IsNull
            ? Open(found, target, inner).WithReference(new Reference(target, inner))
            : ResourceObject.Unwritten(target, name, inner);
        return true;
    }
}
