using Stoa.Language.Documents;
using Stoa.Language.Values;

namespace Stoa.Workloads.Terraform;

/// <summary>
/// The configuration inside a plan: which names each attribute's expression refers to, and the regions of providers. Names are followed
/// through arguments and outputs of modules; local values are not in a plan, so what passes through one is lost.
/// </summary>
internal sealed class PlanConfiguration
{
    private const int MaxDepth = 32;
    private const int MaxTargets = 16;

    private readonly MappingNode? root;
    private readonly MappingNode? providers;
    private readonly MappingNode? variables;

    public PlanConfiguration(MappingNode plan)
    {
        var configuration = plan["configuration"] as MappingNode;
        root = configuration?["root_module"] as MappingNode;
        providers = configuration?["provider_config"] as MappingNode;
        variables = plan["variables"] as MappingNode;
    }

    /// <summary>Lets the attributes of resources point at what their expressions name, and sets the regions of the resources.</summary>
    public void Apply(List<Resource> resources)
    {
        if (root is null)
        {
            return;
        }

        var byConfiguration = new Dictionary<string, List<Resource>>();
        foreach (var resource in resources)
        {
            var key = WithoutKeys(resource.Address);
            if (!byConfiguration.TryGetValue(key, out var instances))
            {
                byConfiguration.Add(key, instances = []);
            }

            instances.Add(resource);
        }

        foreach (var module in Modules(root, "", 0))
        {
            foreach (var declared in TerraformPlanReader.Items(module.Node["resources"]))
            {
                if (TerraformPlanReader.Text(declared, "address") is not { } address
                    || !byConfiguration.TryGetValue(module.Prefix + address, out var instances))
                {
                    continue;
                }

                var region = Region(TerraformPlanReader.Text(declared, "provider_config_key"));
                var references = declared["expressions"] is MappingNode expressions ? References(expressions, module) : [];
                foreach (var instance in instances)
                {
                    instance.Region ??= region;
                    instance.Attributes = WithReferences(instance, references, byConfiguration);
                }
            }
        }
    }

    /// <summary>The address without the keys of instances: <c>module.a["x"].aws_b.c[0]</c> is <c>module.a.aws_b.c</c>.</summary>
    public static string WithoutKeys(string address)
    {
        if (!address.Contains('['))
        {
            return address;
        }

        var result = new System.Text.StringBuilder(address.Length);
        var isQuoted = false;
        var isKey = false;
        for (var i = 0; i < address.Length; i++)
        {
            var c = address[i];
            if (isKey && isQuoted && c == '\\')
            {
                i++;
            }
            else if (isKey && c == '"')
            {
                isQuoted = !isQuoted;
            }
            else if (isKey && !isQuoted && c == ']')
            {
                isKey = false;
            }
            else if (!isKey && c == '[')
            {
                isKey = true;
            }
            else if (!isKey)
            {
                result.Append(c);
            }
        }

        return result.ToString();
    }

    private static IEnumerable<Module> Modules(MappingNode node, string prefix, int depth, Module? parent = null, MappingNode? call = null)
    {
        var module = new Module(node, prefix, parent, call, depth);
        yield return module;
        if (depth >= MaxDepth || node["module_calls"] is not MappingNode calls)
        {
            yield break;
        }

        foreach (var (name, value) in calls.Entries)
        {
            if (value is MappingNode inner && inner["module"] is MappingNode content)
            {
                foreach (var child in Modules(content, $"{prefix}module.{name.Text}.", depth + 1, module, inner))
                {
                    yield return child;
                }
            }
        }
    }

    /// <summary>For each attribute or type of nested block, the resources (by configuration address) and attributes that it names.</summary>
    private static Dictionary<string, List<(string Address, string Attribute)>> References(MappingNode expressions, Module module)
    {
        var result = new Dictionary<string, List<(string, string)>>();
        foreach (var (name, expression) in expressions.Entries)
        {
            var targets = new List<(string, string)>();
            CollectTargets(expression, module, targets, 0);
            if (targets.Count > 0)
            {
                result[name.Text] = targets;
            }
        }

        return result;
    }

    private static void CollectTargets(Node expression, Module module, List<(string Address, string Attribute)> targets, int depth)
    {
        if (depth > MaxDepth || targets.Count >= MaxTargets)
        {
            return;
        }

        switch (expression)
        {
            case MappingNode mapping when mapping["references"] is SequenceNode references:
                foreach (var reference in references.Items.OfType<ScalarNode>())
                {
                    Follow(reference.Text, module, targets, depth + 1);
                }

                break;
            case MappingNode block:
                foreach (var (_, inner) in block.Entries)
                {
                    CollectTargets(inner, module, targets, depth + 1);
                }

                break;
            case SequenceNode blocks:
                foreach (var inner in blocks.Items)
                {
                    CollectTargets(inner, module, targets, depth + 1);
                }

                break;
        }
    }

    /// <summary>Follows one name to resources: its own module's, or through an argument outwards or an output inwards.</summary>
    private static void Follow(string reference, Module module, List<(string Address, string Attribute)> targets, int depth)
    {
        if (depth > MaxDepth || targets.Count >= MaxTargets)
        {
            return;
        }

        switch (WithoutKeys(reference).Split('.'))
        {
            case ["var", var name, ..] when module is { Parent: { } parent, Call: { } call }
                && call["expressions"] is MappingNode arguments && arguments[name] is { } argument:
                CollectTargets(argument, parent, targets, depth + 1);
                break;
            case ["module", var name, var output, ..] when Member(module.Node["module_calls"], name) is MappingNode inner
                && inner["module"] is MappingNode content && Member(content["outputs"], output) is MappingNode declared
                && declared["expression"] is { } expression:
                CollectTargets(expression, new Module(content, $"{module.Prefix}module.{name}.", module, inner, module.Depth + 1), targets, depth + 1);
                break;
            case ["var" or "local" or "each" or "count" or "path" or "terraform" or "self" or "module" or "data", ..]:
                break;
            case [var type, var name, .. var rest]:
                // A reference is listed with its attribute first and then again without: the first says more.
                var address = $"{module.Prefix}{type}.{name}";
                if (!targets.Exists(t => t.Address == address && (rest.Length == 0 || t.Attribute == rest[0])))
                {
                    targets.Add((address, rest.Length == 0 ? "" : rest[0]));
                }

                break;
        }
    }

    private static Value WithReferences(
        Resource resource, Dictionary<string, List<(string Address, string Attribute)>> references, Dictionary<string, List<Resource>> byConfiguration)
    {
        if (references.Count == 0 || !resource.Attributes.HasValue)
        {
            return resource.Attributes;
        }

        var entries = new EntriesBuilder();
        foreach (var (name, value) in resource.Attributes.Pairs)
        {
            entries[name] = value;
            if (references.TryGetValue(name, out var targets))
            {
                foreach (var (address, attribute) in targets)
                {
                    foreach (var target in Matching(resource, address, byConfiguration))
                    {
                        entries[name] = entries[name].WithReference(new Reference(target, attribute));
                    }
                }
            }
        }

        return Value.Object(entries.ToEntries()).WithOrigin(resource.Attributes.Origin);
    }

    /// <summary>
    /// The instances that a name can mean: those in the instance of the module that shares the longest path with the resource's own, and
    /// of these the one with the resource's own key, where there is one.
    /// </summary>
    private static IEnumerable<Resource> Matching(Resource from, string address, Dictionary<string, List<Resource>> byConfiguration)
    {
        if (!byConfiguration.TryGetValue(address, out var candidates))
        {
            return [];
        }

        if (candidates.Count == 1)
        {
            return candidates;
        }

        var longest = candidates.Max(c => Shared(c.Address, from.Address));
        var near = candidates.Where(c => Shared(c.Address, from.Address) == longest).ToList();
        var key = Key(from.Address);
        var same = near.Where(c => Key(c.Address) == key).ToList();
        return key.Length > 0 && same.Count > 0 ? same : near.Take(MaxTargets);

        static int Shared(string a, string b)
        {
            // Whole steps only: "module.a[1]" and "module.a[10]" share none.
            var length = a.AsSpan().CommonPrefixLength(b);
            return a.AsSpan(0, length).LastIndexOf('.');
        }

        static string Key(string a) => a.EndsWith(']') && a.LastIndexOf('[') is var at and > 0 ? a[at..] : "";
    }

    private string? Region(string? provider)
    {
        if (provider is null || providers is null)
        {
            return null;
        }

        // A module's own entry may be missing where it inherits; the root's entry of the same name is then meant.
        var configuration = (providers[provider] ?? providers[provider[(provider.LastIndexOf(':') + 1)..]]) as MappingNode;
        if ((configuration?["expressions"] as MappingNode)?["region"] is not MappingNode region)
        {
            return null;
        }

        if (region["constant_value"] is ScalarNode { Text.Length: > 0 } constant)
        {
            return constant.Text;
        }

        if (region["references"] is not SequenceNode { Items: [ScalarNode { Text: var name }, ..] } || !name.StartsWith("var.", StringComparison.Ordinal))
        {
            return null;
        }

        return (variables?[name["var.".Length..]] as MappingNode)?["value"] is ScalarNode { IsPlain: false } value ? value.Text : null;
    }

    private static Node? Member(Node? node, string key) => (node as MappingNode)?[key];

    private sealed record Module(MappingNode Node, string Prefix, Module? Parent, MappingNode? Call, int Depth);
}
