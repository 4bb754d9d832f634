using System.Diagnostics.CodeAnalysis;
using Stoa.Language.Diagnostics;
using Stoa.Language.Text;
using Stoa.Language.Values;

namespace Stoa.Workloads.Terraform;

/// <summary>All instances of a module that one call makes in one instance of the calling module.</summary>
internal sealed class ModuleCallSet(ModuleInstance caller, ModuleCall call)
{
    private InstanceKeys? keys;
    private ModuleInstance[]? instances;
    private ModuleSource? source;
    private Value? value;
    private bool isExpanding;

    /// <summary>The instances, in the order of their keys; none where the module is not to be had.</summary>
    public IReadOnlyList<ModuleInstance> Instances => Expand();

    /// <summary>What the name of the module gives: an object of its outputs, or a tuple or object of those.</summary>
    public Value Value
    {
        get
        {
            if (value is not null)
            {
                return value;
            }

            var all = Expand();
            if (source is null || keys is null || (all.Length == 0 && keys.Kind is RepetitionKind.Single or RepetitionKind.Indeterminate))
            {
                return Value.Unknown;
            }

            switch (keys.Kind)
            {
                case RepetitionKind.Single:
                    return value = all[0].Outputs();
                case RepetitionKind.Indeterminate:
                    return value = Value.Of(new AnyInstance(all[0].Outputs()));
                case RepetitionKind.Count:
                    return value = Value.Tuple(Array.ConvertAll(all, static i => i.Outputs()));
                default:
                    var entries = new EntriesBuilder(all.Length);
                    for (var i = 0; i < all.Length; i++)
                    {
                        entries[keys.Keys[i].Each!.AsString()] = all[i].Outputs();
                    }

                    return value = Value.Object(entries.ToEntries());
            }
        }
    }

    /// <summary>One output of one instance.</summary>
    /// <param name="key">The key between brackets; null where there is none.</param>
    /// <param name="name">The output.</param>
    /// <param name="diagnostics">Where to complain.</param>
    /// <param name="where">Where the name stands.</param>
    public Value Output(Value? key, string name, DiagnosticBag diagnostics, Location where)
    {
        var all = Expand();
        if (source is null || keys is null)
        {
            return Value.Unknown;
        }

        if (!source.Outputs.TryGetSlot(name, out var slot))
        {
            if (!source.IsIncomplete)
            {
                diagnostics.Add(WorkloadDiagnostics.Undeclared(
                    $"output of module \"{call.Name}\"", name, Spelling.DidYouMean(name, source.Outputs.Names), where));
            }

            return Value.Unknown;
        }

        if (keys.Kind is RepetitionKind.Single or RepetitionKind.Indeterminate)
        {
            // A key for a module that stands once is an error of Terraform's; what is meant is clear all the same.
            return all.Length == 0 ? Value.Unknown : all[0].Output(slot);
        }

        var text = key is null ? null
            : key.Kind == TypeKind.String ? InstanceKeys.Bracketed(key.AsString())
            : key.Kind == TypeKind.Number ? $"[{key.AsNumber()}]"
            : null;
        for (var i = 0; i < all.Length; i++)
        {
            if (keys.Keys[i].Text == text)
            {
                return all[i].Output(slot);
            }
        }

        diagnostics.Add(WorkloadDiagnostics.NoSuchInstance($"module.{call.Name}", text, where));
        return Value.Unknown;
    }

    /// <summary>Complains about arguments that the module does not declare.</summary>
    public void CheckArguments()
    {
        Expand();
        if (source is null || source.IsIncomplete)
        {
            return;
        }

        foreach (var (name, argument) in call.Arguments)
        {
            if (!source.Variables.TryGetSlot(name, out _))
            {
                caller.Unit.Diagnostics.Add(WorkloadDiagnostics.UnexpectedArgument(
                    call.Name, name, Spelling.DidYouMean(name, source.Variables.Names), argument.Location));
            }
        }
    }

    private ModuleInstance[] Expand()
    {
        if (instances is not null)
        {
            return instances;
        }

        var step = new EvaluationStep(caller, "module.", call.Name);
        if (isExpanding)
        {
            caller.Unit.ReportCycle(step);
            return [];
        }

        if (!caller.Unit.TryEnter(step))
        {
            return [];
        }

        isExpanding = true;
        var frame = new ModuleFrame(caller);
        source = caller.Unit.Find(caller, call);
        keys = source is null ? null : InstanceKeys.Of(call.Repetition, frame, $"{caller.Prefix}module.{call.Name}", call.Header);
        caller.Unit.Leave(frame);

        instances = keys is null ? [] : new ModuleInstance[keys.Keys.Count];
        for (var i = 0; i < instances.Length; i++)
        {
            instances[i] = new ModuleInstance(new ModuleFrame(caller, keys!.Keys[i]), call, source!);
        }

        return instances;
    }

    /// <summary>A module of which nobody knows how many instances there are.</summary>
    private sealed class AnyInstance(Value outputs) : OpenObject
    {
        public override Value AnyElement => outputs;

        public override bool TryGet(string name, [MaybeNullWhen(false)] out Value value)
        {
            value = Value.Unknown;
            return true;
        }
    }
}
