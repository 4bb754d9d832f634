using Stoa.Language.Syntax;
using Stoa.Language.Text;

namespace Stoa.Workloads.Terraform;

/// <summary>An attribute and the file it stands in; an override file may have put it there.</summary>
internal readonly record struct SourcedAttribute(AttributeSyntax Syntax, SourceText Source)
{
    public Location Location => new(Source, Syntax.Span);
}

/// <summary>A block and the file it stands in.</summary>
internal sealed record SourcedBlock(BlockSyntax Syntax, SourceText Source)
{
    public Location Header => new(Source, Syntax.HeaderSpan);
}

/// <summary>The content of a block after override files have changed it.</summary>
internal sealed class MergedBody
{
    public MergedBody(Body body, SourceText source)
    {
        foreach (var attribute in body.Attributes)
        {
            Attributes.Add(new SourcedAttribute(attribute, source));
        }

        foreach (var block in body.Blocks)
        {
            Blocks.Add(new SourcedBlock(block, source));
        }
    }

    public List<SourcedAttribute> Attributes { get; } = [];

    public List<SourcedBlock> Blocks { get; } = [];

    public SourcedAttribute? Attribute(string name)
    {
        foreach (var attribute in Attributes)
        {
            if (attribute.Syntax.Name == name)
            {
                return attribute;
            }
        }

        return null;
    }

    /// <summary>
    /// Applies an override: an attribute replaces the one of its name; blocks replace all blocks of their type, whether those are
    /// written out or <c>dynamic</c>. The attributes of <c>lifecycle</c> are replaced one by one.
    /// </summary>
    public void Override(Body body, SourceText source)
    {
        foreach (var attribute in body.Attributes)
        {
            Set(new SourcedAttribute(attribute, source));
        }

        foreach (var type in body.Blocks.Select(ContentType).Distinct().ToList())
        {
            var replacements = body.Blocks.Where(b => ContentType(b) == type).ToList();
            var lifecycle = type == "lifecycle" ? Blocks.Find(static b => b.Syntax.Type == "lifecycle") : null;
            Blocks.RemoveAll(b => ContentType(b.Syntax) == type);
            foreach (var block in replacements)
            {
                Blocks.Add(new SourcedBlock(lifecycle is null ? block : MergeLifecycle(lifecycle.Syntax, block), source));
            }
        }
    }

    private static string ContentType(BlockSyntax block) =>
        block is { Type: "dynamic", Labels: [var label, ..] } ? label.Text : block.Type;

    // The merged block names one file, the override's: what it takes over from the other is only ever a literal.
    private static BlockSyntax MergeLifecycle(BlockSyntax original, BlockSyntax replacement) =>
        replacement with
        {
            Body = replacement.Body with
            {
                Attributes =
                [
                    .. replacement.Body.Attributes,
                    .. original.Body.Attributes.Where(a => replacement.Body.Attribute(a.Name) is null),
                ],
            },
        };

    private void Set(SourcedAttribute attribute)
    {
        var at = Attributes.FindIndex(a => a.Syntax.Name == attribute.Syntax.Name);
        if (at < 0)
        {
            Attributes.Add(attribute);
        }
        else
        {
            Attributes[at] = attribute;
        }
    }
}

/// <summary>A block of a module that stands for something with a name, overrides applied.</summary>
internal sealed class DeclaredBlock(SourcedBlock block, MergedBody body)
{
    public BlockSyntax Syntax => block.Syntax;

    public SourceText Source => block.Source;

    public Location Header => block.Header;

    public MergedBody Body => body;
}

/// <summary><c>variable "x"</c></summary>
internal sealed class VariableDeclaration
{
    public required string Name { get; init; }

    public required Location Header { get; init; }

    public required VariableType Type { get; init; }

    public AttributeMember? Default { get; init; }

    public bool IsNullable { get; init; } = true;

    public bool IsSensitive { get; init; }
}

/// <summary>One attribute of a <c>locals</c> block.</summary>
internal sealed record LocalDeclaration(string Name, AttributeMember Value);

/// <summary><c>output "x"</c></summary>
internal sealed record OutputDeclaration(string Name, AttributeMember? Value, bool IsSensitive, Location Header);

/// <summary>How often a resource, data source or module stands.</summary>
internal readonly record struct Repetition(AttributeMember? Count, AttributeMember? ForEach);

/// <summary><c>resource "type" "name"</c> or <c>data "type" "name"</c></summary>
internal sealed class ResourceDeclaration
{
    public required string Type { get; init; }

    public required string Name { get; init; }

    public required bool IsData { get; init; }

    public required Location Header { get; init; }

    public required BodyPlan Body { get; init; }

    public required Repetition Repetition { get; init; }

    /// <summary>Local name and alias of its provider; the alias is null for the default one, and empty where it is worked out.</summary>
    public required ProviderName Provider { get; init; }

    public required IReadOnlyList<Expression> DependsOn { get; init; }

    public required IReadOnlyList<Suppression> Suppressions { get; init; }

    public string Key => IsData ? $"data.{Type}.{Name}" : $"{Type}.{Name}";
}

/// <summary><c>module "x"</c></summary>
internal sealed class ModuleCall
{
    public required string Name { get; init; }

    public required Location Header { get; init; }

    /// <summary>The source as written; null where it is not plain text.</summary>
    public required string? Source { get; init; }

    public required Location SourceLocation { get; init; }

    public required Repetition Repetition { get; init; }

    public required IReadOnlyDictionary<string, AttributeMember> Arguments { get; init; }

    /// <summary>The caller's provider for each provider name of the module; empty where the default ones are inherited.</summary>
    public required IReadOnlyDictionary<ProviderName, ProviderName> Providers { get; init; }

    public bool IsLocal => Source is not null && (Source.StartsWith("./", StringComparison.Ordinal) || Source.StartsWith("../", StringComparison.Ordinal)
        || Source is "." or "..");
}

/// <summary>A provider's local name and alias: <c>aws.west</c>. <see cref="Unclear"/> where it is worked out rather than written.</summary>
internal readonly record struct ProviderName(string Name, string? Alias)
{
    public static readonly ProviderName Unclear = new("", null);

    /// <summary>Reads <c>aws</c> or <c>aws.west</c>, as a reference or (in JSON and old files) as text.</summary>
    public static ProviderName Read(Expression expression) => expression switch
    {
        VariableExpression root => new(root.Name, null),
        AttributeAccess { Target: VariableExpression root, Name: var alias } => new(root.Name, alias),
        TemplateExpression { Text: { } text } => text.Split('.') switch
        {
            [var name] => new(name, null),
            [var name, var alias] => new(name, alias),
            _ => Unclear,
        },
        TemplateExpression { IsWrapper: true, Parts: [TemplateInterpolation { Expression: var inner }] } => Read(inner),
        ParenthesizedExpression { Inner: var inner } => Read(inner),
        _ => Unclear,
    };
}

/// <summary><c>provider "aws"</c></summary>
internal sealed record ProviderDeclaration(ProviderName Name, BodyPlan Body);
