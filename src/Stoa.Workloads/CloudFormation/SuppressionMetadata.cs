using Stoa.Language.Values;

namespace Stoa.Workloads.CloudFormation;

/// <summary>The wishes to be spared a check that stand in a resource's metadata, in the ways of the tools that people use already.</summary>
internal static class SuppressionMetadata
{
    /// <summary>What the evaluated <c>Metadata</c> of a resource says.</summary>
    public static IReadOnlyList<Suppression> Read(Value metadata)
    {
        if (metadata is not { HasValue: true, Kind: TypeKind.Object })
        {
            return [];
        }

        List<Suppression>? found = null;
        ReadList("cfn_nag", "rules_to_suppress", "reason");
        ReadList("cdk_nag", "rules_to_suppress", "reason");
        ReadList("checkov", "skip", "comment");
        ReadList("guard", "SuppressedRules", "reason");
        return found is null ? [] : found;

        void ReadList(string tool, string list, string reason)
        {
            if (!metadata.TryGet(tool, out var section)
                || !section.HasValue || section.Kind != TypeKind.Object
                || !section.TryGet(list, out var rules)
                || !rules.HasValue || rules.Kind != TypeKind.Tuple)
            {
                return;
            }

            foreach (var rule in rules.Items)
            {
                if (Read(rule, reason) is { } suppression)
                {
                    (found ??= []).Add(suppression);
                }
            }
        }
    }

    private static Suppression? Read(Value rule, string reason)
    {
        if (rule.Origin is not { } origin)
        {
            return null;
        }

        if (Stack.TextOf(rule) is { } name)
        {
            return new Suppression(name, null, null, origin.Location);
        }

        return rule.HasValue && rule.Kind == TypeKind.Object && rule.TryGet("id", out var id) && Stack.TextOf(id) is { } text
            ? new Suppression(text, rule.TryGet(reason, out var why) ? Stack.TextOf(why) : null, null, origin.Location)
            : null;
    }
}
