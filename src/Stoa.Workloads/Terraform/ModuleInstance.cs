using Stoa.Language.Syntax;
using Stoa.Language.Text;
using Stoa.Language.Values;

namespace Stoa.Workloads.Terraform;

/// <summary>
/// One instance of a module: a slot for the value of each declaration, filled when it is first asked for. Values are worked out
/// on demand, so what nothing needs costs nothing, and a circle shows itself when a slot is asked for while it is being filled.
/// </summary>
internal sealed class ModuleInstance
{
    // Compared by reference: stands in a slot while its value is being worked out.
    private static readonly Value InProgress = Value.UnknownOf(HclType.String, notNull: true);

    private const int MaxDependsOn = 16;

    private readonly Value?[] variables;
    private readonly Value?[] locals;
    private readonly Value?[] outputs;
    private readonly ResourceSet?[] resources;
    private readonly ModuleCallSet?[] calls;
    private readonly ModuleFrame? caller;
    private readonly Dictionary<ProviderName, ProviderSettings?> providers = [];

    /// <summary>The root module of a unit.</summary>
    public ModuleInstance(UnitEvaluation unit, ModuleSource source)
    {
        Unit = unit;
        Source = source;
        variables = new Value?[source.Variables.Count];
        locals = new Value?[source.Locals.Count];
        outputs = new Value?[source.Outputs.Count];
        resources = new ResourceSet?[source.Resources.Count];
        calls = new ModuleCallSet?[source.Calls.Count];
    }

    /// <summary>An instance that a call makes.</summary>
    /// <param name="caller">Where the call's arguments are evaluated.</param>
    /// <param name="call">The call.</param>
    /// <param name="source">What it calls.</param>
    public ModuleInstance(ModuleFrame caller, ModuleCall call, ModuleSource source)
        : this(caller.Module.Unit, source)
    {
        this.caller = caller;
        Call = call;
        Prefix = $"{caller.Module.Prefix}module.{call.Name}{caller.Key.Text}.";
        IsIndeterminate = caller.Module.IsIndeterminate || caller.Key.IsIndeterminate;
        Depth = caller.Module.Depth + 1;
        Key = caller.Module.Call is null ? call.Name : $"{caller.Module.Key}.{call.Name}";
    }

    public UnitEvaluation Unit { get; }

    public ModuleSource Source { get; }

    public ModuleCall? Call { get; }

    public ModuleInstance? Parent => caller?.Module;

    /// <summary>What addresses in it begin with: <c>module.db[0].</c>; empty in the root module.</summary>
    public string Prefix { get; } = "";

    /// <summary>The calls that lead to it, as the manifest of installed modules writes them: <c>network.subnets</c>; empty in the root.</summary>
    public string Key { get; } = "";

    /// <summary>Whether it is unknown how many of it there are.</summary>
    public bool IsIndeterminate { get; }

    public int Depth { get; }

    /// <summary><c>path.module</c>: its folder, relative to that of the root module.</summary>
    public Value Path => field ??= Value.Of(Unit.Files.RelativePath(Unit.Folder, Source.Folder));

    public Value Variable(int slot) =>
        Get(variables, slot) ?? Fill(variables, slot, "var.", Source.Variables[slot].Name, static (m, s, f) => m.EvaluateVariable(s, f));

    public Value Local(int slot) =>
        Get(locals, slot) ?? Fill(locals, slot, "local.", Source.Locals[slot].Name, static (m, s, f) => m.Source.Locals[s].Value.Evaluate(f));

    public Value Output(int slot) =>
        Get(outputs, slot) ?? Fill(outputs, slot, "output.", Source.Outputs[slot].Name, static (m, s, f) =>
        {
            var value = m.Source.Outputs[s].Value?.Evaluate(f) ?? Value.Unknown;
            return m.Source.Outputs[s].IsSensitive ? value.WithSensitivity(true) : value;
        });

    /// <summary>All outputs as an object.</summary>
    public Value Outputs()
    {
        var entries = new EntriesBuilder(outputs.Length);
        for (var i = 0; i < outputs.Length; i++)
        {
            entries[Source.Outputs[i].Name] = Output(i);
        }

        return Value.Object(entries.ToEntries());
    }

    public ResourceSet Resource(int slot) => resources[slot] ??= new ResourceSet(this, Source.Resources[slot]);

    public ModuleCallSet Calls(int slot) => calls[slot] ??= new ModuleCallSet(this, Source.Calls[slot]);

    /// <summary>The configuration of a provider as the module sees it: passed by the call, its own, or inherited.</summary>
    public ProviderSettings? Provider(ProviderName name)
    {
        if (!providers.TryGetValue(name, out var settings))
        {
            // Set before it is known: providers that are passed round in a circle end here.
            providers[name] = null;
            providers[name] = settings = FindProvider(name);
        }

        return settings;
    }

    /// <summary>Evaluates in a frame of the module as a step of the chain of declarations, so that a circle is seen.</summary>
    public Value Step(string kind, string name, ModuleFrame frame, Func<ModuleFrame, Value> evaluate)
    {
        if (!Unit.TryEnter(new EvaluationStep(this, kind, name)))
        {
            return Value.Unknown;
        }

        var value = evaluate(frame);
        Unit.Leave(frame);
        return value;
    }

    /// <summary>Fills what its resources name in <c>depends_on</c>, once all of them have been evaluated.</summary>
    public void ResolveDependsOn()
    {
        foreach (var set in resources)
        {
            if (set is null || set.Declaration.IsData || set.Declaration.DependsOn.Count == 0)
            {
                continue;
            }

            var targets = new List<Resource>();
            foreach (var expression in set.Declaration.DependsOn)
            {
                if (ResourceName(expression) is { } name && Source.Resources.TryGetSlot(name, out var slot))
                {
                    // All instances depend on all instances. A few of very many say as much, and keep the graph linear.
                    targets.AddRange(Resource(slot).Instances.Take(MaxDependsOn).Select(static i => (Resource)i.Target));
                }
            }

            foreach (var instance in set.Instances)
            {
                ((Resource)instance.Target).DependsOn = targets;
            }
        }
    }

    /// <summary><c>type.name</c> of a managed resource, as a reference or (in JSON) as text.</summary>
    private static string? ResourceName(Expression expression) => expression switch
    {
        AttributeAccess { Target: VariableExpression { Name: not ("module" or "data" or "var" or "local") } type, Name: var name } => $"{type.Name}.{name}",
        IndexAccess { Target: var target } => ResourceName(target),
        AttributeAccess { Target: var target } => ResourceName(target),
        TemplateExpression { Text: { } text } when text.Split('.', '[') is [not ("module" or "data"), ..] and [var type, var name, ..] => $"{type}.{name}",
        _ => null,
    };

    private static Value? Get(Value?[] slots, int slot) =>
        slots[slot] is { } value && !ReferenceEquals(value, InProgress) ? value : null;

    private Value Fill(Value?[] slots, int slot, string kind, string name, Func<ModuleInstance, int, ModuleFrame, Value> evaluate)
    {
        var step = new EvaluationStep(this, kind, name);
        if (slots[slot] is not null)
        {
            Unit.ReportCycle(step);
            return Value.Unknown;
        }

        if (!Unit.TryEnter(step))
        {
            return Value.Unknown;
        }

        slots[slot] = InProgress;
        var frame = new ModuleFrame(this);
        var value = evaluate(this, slot, frame);
        slots[slot] = value;
        Unit.Leave(frame);
        return value;
    }

    private Value EvaluateVariable(int slot, ModuleFrame frame)
    {
        var declaration = Source.Variables[slot];
        Value? given = null;
        Location? where = declaration.Header;
        if (caller is null)
        {
            given = Unit.RootValue(declaration, frame.Diagnostics);
            where = given?.Origin?.Location;
        }
        else if (Call!.Arguments.TryGetValue(declaration.Name, out var argument))
        {
            // A frame of its own, in the caller's module and instance.
            var outer = new ModuleFrame(caller.Module, caller.Key);
            given = argument.Evaluate(outer);
            frame.Diagnostics.AddRange(outer.Diagnostics);
            where = argument.Location;
        }
        else if (declaration.Default is null)
        {
            frame.Diagnostics.Add(WorkloadDiagnostics.MissingArgument(Call.Name, declaration.Name, Call.Header));
        }

        if (given is null or { IsNull: true } && (given is null || !declaration.IsNullable))
        {
            given = declaration.Default?.Evaluate(frame);
            where = declaration.Default?.Location ?? where;
        }

        var value = given is null
            ? declaration.Type.UnknownValue
            : declaration.Type.Apply(declaration.Name, given, frame.Diagnostics, where);
        return declaration.IsSensitive ? value.WithSensitivity(true) : value;
    }

    private ProviderSettings? FindProvider(ProviderName name)
    {
        if (Call is not null && Call.Providers.TryGetValue(name, out var outer))
        {
            return Parent!.Provider(outer);
        }

        foreach (var declaration in Source.Providers)
        {
            if (declaration.Name == name)
            {
                return new ProviderSettings(this, declaration);
            }
        }

        return name.Alias is null ? Parent?.Provider(name) : null;
    }
}
