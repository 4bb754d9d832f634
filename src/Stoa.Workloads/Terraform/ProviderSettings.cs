using Stoa.Language.Values;

namespace Stoa.Workloads.Terraform;

/// <summary>What a provider's configuration says that bears on its resources, worked out when first asked for.</summary>
internal sealed class ProviderSettings(ModuleInstance module, ProviderDeclaration declaration)
{
    private string? region;
    private bool hasRegion;
    private Value? defaultTags;
    private bool isBusy;

    /// <summary>The region; null where it is not known.</summary>
    public string? Region
    {
        get
        {
            if (!hasRegion && !isBusy)
            {
                region = Read("region") is { HasValue: true, Kind: TypeKind.String } value && value.AsString().Length > 0 ? value.AsString() : null;
                hasRegion = true;
            }

            return region;
        }
    }

    /// <summary>The expression that gives the region, as it is written; null where there is none.</summary>
    public string? RegionExpression => field ??=
        declaration.Body.IndexOf("region") is var index and >= 0 && declaration.Body.Members[index] is AttributeMember { Source: var source, Expression.Span: var span }
            ? source.Text.Substring(span.Start, span.Length)
            : null;

    /// <summary>The tags that every resource gets; null where there are none.</summary>
    public Value DefaultTags => defaultTags ??= isBusy ? Value.Null : ReadDefaultTags();

    /// <summary>The one account it may be used in; null where that is not said.</summary>
    public string? Account =>
        Read("allowed_account_ids") is { HasValue: true, Open: null, Kind: TypeKind.List or TypeKind.Set or TypeKind.Tuple, Count: 1 } accounts
            && Conversion.Convert(accounts.Items[0], HclType.String).TryGet(out var account, out _) && account.HasValue
                ? account.AsString()
                : null;

    private Value ReadDefaultTags()
    {
        var blocks = Read("default_tags");
        return blocks switch
        {
            null or { IsNull: true } => Value.Null,
            { HasValue: true, Open: null, Kind: TypeKind.Tuple, Count: 0 } => Value.Null,
            { HasValue: true, Open: null, Kind: TypeKind.Tuple } => Tags(blocks.Items[0]),
            { HasValue: true, Open: null, Kind: TypeKind.Object } => Tags(blocks),
            _ => Value.UnknownOf(HclType.Map(HclType.String), notNull: true),
        };

        static Value Tags(Value block) => block.HasValue && block.TryGet("tags", out var tags) ? tags : Value.Null;
    }

    private Value? Read(string name)
    {
        var index = declaration.Body.IndexOf(name);
        if (index < 0 || isBusy)
        {
            return null;
        }

        isBusy = true;
        var value = module.Step("provider.", declaration.Name.Name, new ModuleFrame(module), declaration.Body.Members[index].Evaluate);
        isBusy = false;
        return value;
    }
}
