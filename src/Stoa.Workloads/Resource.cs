using Stoa.Language.Text;
using Stoa.Language.Values;
using Stoa.Workloads.Kinds;

namespace Stoa.Workloads;

/// <summary>
/// One resource of a workload: what its source says of it (<see cref="Attributes"/>) and, where its type has a kind, what that
/// means in the kind's terms (properties). Read as a value (<c>self</c> in a check) it has its kind's properties as attributes.
/// </summary>
public sealed class Resource : OpenObject
{
    /// <summary>The address as its own tool writes it: <c>module.db.aws_db_instance.this[0]</c>, or <c>Parent/LogicalId</c>.</summary>
    public required string Address { get; init; }

    /// <summary>The type as its own tool writes it: <c>aws_db_instance</c>, <c>AWS::RDS::DBInstance</c>.</summary>
    public required string Type { get; init; }

    /// <summary>The label or logical id.</summary>
    public required string Name { get; init; }

    /// <summary>The root module or stack that declares it.</summary>
    public required SourceUnit Unit { get; init; }

    /// <summary>The header of the block, or the logical id, that declares it.</summary>
    public required Location Declaration { get; init; }

    /// <summary>
    /// Whether it is unknown how many of it there are (count, for_each or a condition is unknown): it then stands once for all.
    /// </summary>
    public bool IsIndeterminate { get; init; }

    /// <summary>The region, where it is known.</summary>
    public string? Region { get; set; }

    /// <summary>
    /// Where the region is unknown: the expression that its root module gives it by, as it is written (<c>var.standby_region</c>). Within
    /// one root module the same expression is the same region.
    /// </summary>
    public string? RegionExpression { get; set; }

    /// <summary>
    /// What the source says: an object in the source's own names. A nested block is a tuple of objects, even when it is alone.
    /// CloudFormation's attributes beside <c>Properties</c> are entries named <c>@DeletionPolicy</c> and the like.
    /// </summary>
    /// <remarks>
    /// The target of every <see cref="Reference"/> in these values is the <see cref="Resource"/> that is meant: the instance where
    /// the index is known, else the one that stands for all of them.
    /// </remarks>
    public Value Attributes { get; set; } = Value.EmptyObject;

    /// <summary>
    /// The tags in force: its own and those that its provider (<c>default_tags</c>) or stack adds. A map or object; null where nobody said.
    /// </summary>
    public Value Tags { get; set; } = Value.Null;

    /// <summary>
    /// References that no attribute shows (<c>depends_on</c>, <c>DependsOn</c>).
    /// </summary>
    public IReadOnlyList<Resource> DependsOn { get; set; } = [];

    /// <summary>
    /// What its source asks not to be told about it: comments and metadata that name a check of ours or of another tool, in the
    /// order written. Whether a name means anything is decided where the checks are known.
    /// </summary>
    public IReadOnlyList<Suppression> Suppressions { get; set; } = [];

    /// <summary>The kind; null where the type has none.</summary>
    public Kind? Kind => Definition?.Kind;

    /// <summary>
    /// The resources that were folded into this one because they only configure it, in the order of the sources. One that has a kind
    /// of its own is also a resource of the workload.
    /// </summary>
    public IReadOnlyList<Resource> Companions { get; internal set; } = [];

    /// <summary>The kind with its columns; null where the type has none.</summary>
    internal KindDefinition? Definition { get; set; }

    /// <summary>Whether its declaration may stand for other resources too: it is in a module that is called, or repeated.</summary>
    internal bool IsInstance { get; init; }

    /// <summary>Whether it is unknown if the resource is of its <see cref="Kind"/>; its properties are then unknown too.</summary>
    internal bool IsKindUncertain { get; set; }

    /// <summary>The properties, in the order of <see cref="Kind.Properties"/>; empty without a kind.</summary>
    internal Value[] Properties { get; set; } = [];

    /// <summary>The resource as a value that expressions can read.</summary>
    public Value AsValue => field ??= Value.Of(this);

    /// <summary>The value of a property by its slot (<see cref="Property.Slot"/>).</summary>
    public Value this[int slot] => Properties[slot];

    /// <summary>Reads a property of the kind. A resource without a kind has unknown properties.</summary>
    public override bool TryGet(string name, [System.Diagnostics.CodeAnalysis.MaybeNullWhen(false)] out Value value)
    {
        if (Kind is null)
        {
            value = Value.Unknown;
            return true;
        }

        if (Kind.TryGetProperty(name, out var property))
        {
            value = Properties[property.Slot];
            return true;
        }

        value = null;
        return false;
    }

    /// <summary>The address.</summary>
    public override string ToString() => Address;
}
