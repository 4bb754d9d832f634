using Stoa.Language.Values;

namespace Stoa.Workloads.Kinds;

/// <summary>A kind and how each format says it: one block of <c>knowledge/kinds</c>, read but not yet compiled.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="File">The file it stands in, for messages.</param>
/// <param name="Terraform">The Terraform types of this kind.</param>
/// <param name="CloudFormation">The CloudFormation types of this kind.</param>
/// <param name="Names">Raw attributes whose literal text identifies such a resource to others, besides id and arn.</param>
/// <param name="Companions">The resources that fold into this one, of both formats.</param>
/// <param name="Columns">How to get each property, by its slot.</param>
public sealed record KindDefinition(
    Kind Kind,
    string File,
    IReadOnlyList<TypeRule> Terraform,
    IReadOnlyList<TypeRule> CloudFormation,
    IReadOnlyList<string> Names,
    IReadOnlyList<CompanionRule> Companions,
    IReadOnlyList<PropertyColumns> Columns)
{
    private KindMapping? terraformMapping;
    private KindMapping? cloudFormationMapping;

    /// <summary>The types of a format that are this kind.</summary>
    internal IReadOnlyList<TypeRule> Types(bool cloudFormation) => cloudFormation ? CloudFormation : Terraform;

    /// <summary>
    /// The columns of a format, compiled when first asked for. Two threads may both compile; the first to finish stays.
    /// </summary>
    internal KindMapping Mapping(bool cloudFormation)
    {
        ref var mapping = ref cloudFormation ? ref cloudFormationMapping : ref terraformMapping;
        return Volatile.Read(ref mapping)
            ?? Interlocked.CompareExchange(ref mapping, KindMapping.Compile(this, cloudFormation), null)
            ?? mapping;
    }
}

/// <summary>A raw type that is (perhaps) of a kind.</summary>
/// <param name="Type">The type as its tool writes it.</param>
/// <param name="When">An expression over the raw resource that must be true; null where every resource of the type is of the kind.</param>
public sealed record TypeRule(string Type, string? When);

/// <summary>Resources of a type fold into the resource that an attribute of theirs names.</summary>
/// <param name="Type">The companion's type.</param>
/// <param name="Attribute">The path of the companion's attribute that names what it configures.</param>
public sealed record CompanionRule(string Type, string Attribute);

/// <summary>One property in both formats.</summary>
public sealed record PropertyColumns(Column Terraform, Column CloudFormation)
{
    /// <summary>The column of a format.</summary>
    public Column this[bool cloudFormation] => cloudFormation ? CloudFormation : Terraform;
}

/// <summary>How one format says a property.</summary>
/// <param name="Expression">An HCL expression over the raw resource; null where the format cannot say it.</param>
/// <param name="NotAvailable">Why the format cannot say it; null where it can.</param>
/// <param name="Default">What holds when nobody says it; null where nothing does.</param>
public sealed record Column(string? Expression, string? NotAvailable, Value? Default);
