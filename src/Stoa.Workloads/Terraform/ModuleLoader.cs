using System.Collections.Immutable;
using Stoa.Language.Diagnostics;
using Stoa.Language.Syntax;
using Stoa.Language.Text;
using Stoa.Language.Values;

namespace Stoa.Workloads.Terraform;

/// <summary>
/// Reads the files of one folder into a module: <c>.tf</c> and <c>.tofu</c>, native and JSON; override files last, changing what the
/// others declare. Blocks that change nothing about what is deployed (moved, import, removed, check, terraform) are passed over.
/// </summary>
internal sealed class ModuleLoader
{
    private readonly FileTree files;
    private readonly ModuleSource module;
    private readonly Dictionary<string, DeclaredBlock> named = [];
    private readonly List<DeclaredBlock> blocks = [];
    private readonly Dictionary<string, SourcedAttribute> locals = [];
    private readonly List<string> localNames = [];
    private readonly Dictionary<SourceText, ImmutableArray<Comment>> comments = [];

    private ModuleLoader(FileTree files, string folder)
    {
        this.files = files;
        module = new ModuleSource(folder);
    }

    /// <summary>Whether a folder holds a file of Terraform's or OpenTofu's.</summary>
    public static bool HasConfiguration(IReadOnlyList<string> names)
    {
        foreach (var name in names)
        {
            if (IsConfiguration(name))
            {
                return true;
            }
        }

        return false;
    }

    public static ModuleSource Load(FileTree files, string folder)
    {
        var loader = new ModuleLoader(files, folder);
        var names = files.Files(folder).Where(IsConfiguration).ToList();
        var present = names.ToHashSet();
        names.RemoveAll(name => IsReplacedByTofu(name, present));

        foreach (var isOverride in (ReadOnlySpan<bool>)[false, true])
        {
            foreach (var name in names.Where(n => IsOverride(n) == isOverride))
            {
                loader.Read(name, isOverride);
            }
        }

        loader.Declare();
        return loader.module;
    }

    internal static bool IsConfiguration(string name) =>
        (name.EndsWith(".tf", StringComparison.Ordinal) || name.EndsWith(".tf.json", StringComparison.Ordinal)
            || name.EndsWith(".tofu", StringComparison.Ordinal) || name.EndsWith(".tofu.json", StringComparison.Ordinal))
        && name[0] != '.' && !name.EndsWith('~') && !(name[0] == '#' && name[^1] == '#');

    private static bool IsReplacedByTofu(string name, HashSet<string> present) =>
        (name.EndsWith(".tf", StringComparison.Ordinal) && present.Contains(name[..^3] + ".tofu"))
        || (name.EndsWith(".tf.json", StringComparison.Ordinal) && present.Contains(name[..^8] + ".tofu.json"));

    private static bool IsOverride(string name)
    {
        var stem = name;
        foreach (var extension in (ReadOnlySpan<string>)[".tf.json", ".tofu.json", ".tf", ".tofu"])
        {
            if (name.EndsWith(extension, StringComparison.Ordinal))
            {
                stem = name[..^extension.Length];
                break;
            }
        }

        return stem == "override" || stem.EndsWith("_override", StringComparison.Ordinal);
    }

    private void Read(string name, bool isOverride)
    {
        var path = module.Folder.Length == 0 ? name : $"{module.Folder}/{name}";
        var content = files.Read(path);
        if (content.Refusal != FileRefusal.None)
        {
            module.Diagnostics.Add(WorkloadDiagnostics.Unreadable(path, content.Refusal));
            module.IsIncomplete = true;
            return;
        }

        module.Files.Add(path);
        var tree = ConfigurationFile.Parse(path, content.Bytes);
        module.Diagnostics.AddRange(tree.Diagnostics);
        module.IsIncomplete |= tree.Diagnostics.Any(static d => d.Severity == DiagnosticSeverity.Error);
        comments[tree.Source] = tree.Comments;
        foreach (var block in tree.Body.Blocks)
        {
            Take(new SourcedBlock(block, tree.Source), isOverride);
        }
    }

    private void Take(SourcedBlock block, bool isOverride)
    {
        var syntax = block.Syntax;
        switch (syntax.Type)
        {
            case "locals":
                TakeLocals(block, isOverride);
                return;
            case "variable" or "output" or "module":
                TakeNamed(block, 1, isOverride);
                return;
            case "resource" or "data" or "ephemeral":
                TakeNamed(block, 2, isOverride);
                return;
            case "provider" when syntax.Labels.Length > 0:
                TakeNamed(block, 1, isOverride);
                return;
        }
    }

    private void TakeLocals(SourcedBlock block, bool isOverride)
    {
        foreach (var attribute in block.Syntax.Body.Attributes)
        {
            var sourced = new SourcedAttribute(attribute, block.Source);
            if (locals.TryAdd(attribute.Name, sourced))
            {
                localNames.Add(attribute.Name);
            }
            else if (isOverride)
            {
                locals[attribute.Name] = sourced;
            }
            else
            {
                module.Diagnostics.Add(WorkloadDiagnostics.DuplicateDeclaration(
                    $"local value \"{attribute.Name}\"", locals[attribute.Name].Location, sourced.Location));
            }
        }
    }

    private void TakeNamed(SourcedBlock block, int labels, bool isOverride)
    {
        var syntax = block.Syntax;
        if (syntax.Labels.Length < labels)
        {
            module.Diagnostics.Add(WorkloadDiagnostics.MissingLabels(syntax.Type, labels, block.Header));
            return;
        }

        var name = string.Join(' ', syntax.Labels.Take(labels).Select(static l => $"\"{l.Text}\""));
        var identity = $"{syntax.Type} {name}";
        if (syntax.Type == "provider" && syntax.Body.Attribute("alias")?.Value is TemplateExpression { Text: { } alias })
        {
            identity += $" {alias}";
        }

        if (!named.TryGetValue(identity, out var existing))
        {
            if (isOverride)
            {
                module.Diagnostics.Add(WorkloadDiagnostics.OverrideWithoutBase(identity, block.Header));
            }

            var declared = new DeclaredBlock(block, new MergedBody(syntax.Body, block.Source));
            named.Add(identity, declared);
            blocks.Add(declared);
        }
        else if (isOverride)
        {
            existing.Body.Override(syntax.Body, block.Source);
        }
        else
        {
            module.Diagnostics.Add(WorkloadDiagnostics.DuplicateDeclaration(identity, existing.Header, block.Header));
        }
    }

    private void Declare()
    {
        foreach (var name in localNames)
        {
            module.Locals.TryAdd(name, new LocalDeclaration(name, Member(locals[name])!));
        }

        foreach (var block in blocks)
        {
            switch (block.Syntax.Type)
            {
                case "variable":
                    DeclareVariable(block);
                    break;
                case "output":
                    module.Outputs.TryAdd(block.Syntax.Labels[0].Text, new OutputDeclaration(
                        block.Syntax.Labels[0].Text, Member(block.Body.Attribute("value")), IsTrue(block.Body, "sensitive"), block.Header));
                    break;
                case "resource" or "data" or "ephemeral":
                    DeclareResource(block);
                    break;
                case "module":
                    DeclareCall(block);
                    break;
                case "provider":
                    var alias = (block.Body.Attribute("alias")?.Syntax.Value as TemplateExpression)?.Text;
                    module.Providers.Add(new ProviderDeclaration(
                        new ProviderName(block.Syntax.Labels[0].Text, alias), BodyPlan.Create(block.Body, module, null)));
                    break;
            }
        }
    }

    private void DeclareVariable(DeclaredBlock block)
    {
        var name = block.Syntax.Labels[0].Text;
        var type = block.Body.Attribute("type");
        module.Variables.TryAdd(name, new VariableDeclaration
        {
            Name = name,
            Header = block.Header,
            Type = type is { } t ? VariableType.Read(t.Syntax.Value, t.Source, module.Diagnostics) : VariableType.Any,
            Default = Member(block.Body.Attribute("default")),
            IsNullable = !IsFalse(block.Body, "nullable"),
            IsSensitive = IsTrue(block.Body, "sensitive"),
        });
    }

    private void DeclareResource(DeclaredBlock block)
    {
        var body = block.Body;
        var isData = block.Syntax.Type != "resource";
        var provider = body.Attribute("provider");
        var type = block.Syntax.Labels[0].Text;
        var declaration = new ResourceDeclaration
        {
            Type = type,
            Name = block.Syntax.Labels[1].Text,
            IsData = isData,
            Header = block.Header,
            Repetition = RepetitionOf(body),
            Provider = provider is { } p ? ProviderName.Read(p.Syntax.Value) : new ProviderName(type.Split('_', 2)[0], null),
            DependsOn = body.Attribute("depends_on")?.Syntax.Value is TupleExpression { Items: var targets } ? targets : [],
            Suppressions = SuppressionComments.Around(block.Syntax.Span, block.Source, comments[block.Source]),
            Body = BodyPlan.Create(WithLifecycleAsText(body), module, null, IsMetaArgument),
        };

        // Ephemeral resources are read like data sources: nothing of them is deployed.
        var key = block.Syntax.Type == "ephemeral" ? $"ephemeral.{declaration.Type}.{declaration.Name}" : declaration.Key;
        module.Resources.TryAdd(key, declaration);
    }

    private void DeclareCall(DeclaredBlock block)
    {
        var body = block.Body;
        var source = body.Attribute("source");
        var arguments = new Dictionary<string, AttributeMember>();
        foreach (var attribute in body.Attributes)
        {
            if (attribute.Syntax.Name is not ("source" or "version" or "count" or "for_each" or "providers" or "depends_on"))
            {
                arguments.TryAdd(attribute.Syntax.Name, Member(attribute)!);
            }
        }

        var providers = new Dictionary<ProviderName, ProviderName>();
        if (body.Attribute("providers")?.Syntax.Value is ObjectExpression map)
        {
            foreach (var item in map.Items)
            {
                providers[ProviderName.Read(item.Key)] = ProviderName.Read(item.Value);
            }
        }

        module.Calls.TryAdd(block.Syntax.Labels[0].Text, new ModuleCall
        {
            Name = block.Syntax.Labels[0].Text,
            Header = block.Header,
            Source = (source?.Syntax.Value as TemplateExpression)?.Text,
            SourceLocation = source?.Location ?? block.Header,
            Repetition = RepetitionOf(body),
            Arguments = arguments,
            Providers = providers,
        });
    }

    private Repetition RepetitionOf(MergedBody body) => new(Member(body.Attribute("count")), Member(body.Attribute("for_each")));

    private AttributeMember? Member(SourcedAttribute? attribute) =>
        attribute is { } a ? new AttributeMember(a.Syntax, a.Source, module, null) : null;

    private static bool IsMetaArgument(string name) =>
        name is "count" or "for_each" or "provider" or "depends_on" or "provisioner" or "connection";

    /// <summary>
    /// The body with what <c>lifecycle</c> names (<c>ignore_changes = [tags]</c>) as texts: those are names of attributes, not references.
    /// Conditions say nothing about what is deployed and are left out.
    /// </summary>
    private static MergedBody WithLifecycleAsText(MergedBody body)
    {
        for (var i = 0; i < body.Blocks.Count; i++)
        {
            if (body.Blocks[i] is { Syntax: { Type: "lifecycle" } lifecycle, Source: var source })
            {
                var attributes = lifecycle.Body.Attributes
                    .Where(static a => a.Name != "replace_triggered_by")
                    .Select(a => a.Name != "ignore_changes" ? a : a with { Value = AsText(a.Value, source) });
                body.Blocks[i] = new SourcedBlock(
                    lifecycle with { Body = lifecycle.Body with { Attributes = [.. attributes], Blocks = [] } }, source);
            }
        }

        return body;
    }

    private static Expression AsText(Expression expression, SourceText source) => expression switch
    {
        TupleExpression tuple => tuple with { Items = [.. tuple.Items.Select(i => AsText(i, source))] },
        TemplateExpression => expression,
        _ => new LiteralExpression(Value.Of(source.Slice(expression.Span).ToString()), expression.Span),
    };

    private static bool IsTrue(MergedBody body, string name) => Literal(body, name) is "true";

    private static bool IsFalse(MergedBody body, string name) => Literal(body, name) is "false";

    private static string? Literal(MergedBody body, string name) => body.Attribute(name)?.Syntax.Value switch
    {
        LiteralExpression { Value: { HasValue: true, Kind: TypeKind.Bool } value } => value.AsBool() ? "true" : "false",
        TemplateExpression { Text: { } text } => text,
        _ => null,
    };
}
