using System.Diagnostics.CodeAnalysis;
using Stoa.Language.Values;

namespace Stoa.Workloads.Terraform;

/// <summary>All instances that a resource or data source has in one instance of its module.</summary>
internal sealed class ResourceSet(ModuleInstance module, ResourceDeclaration declaration)
{
    private InstanceKeys? keys;
    private ResourceObject[]? instances;
    private Value? value;
    private bool isExpanding;

    public ModuleInstance Module => module;

    public ResourceDeclaration Declaration => declaration;

    /// <summary>The instances, in the order of their keys.</summary>
    public IReadOnlyList<ResourceObject> Instances => Expand();

    /// <summary>What the name of the resource gives: an object, a tuple or object of them, or what stands for all of them.</summary>
    public Value Value
    {
        get
        {
            if (value is not null)
            {
                return value;
            }

            var all = Expand();
            if (keys is null)
            {
                return Value.Unknown;
            }

            switch (keys.Kind)
            {
                case RepetitionKind.Single:
                    return all.Length == 0 ? Value.Unknown : value = all[0].AsValue();
                case RepetitionKind.Indeterminate:
                    return value = Value.Of(new AnyInstance(all[0].AsValue()))
                        .WithReference(new Reference(all[0].Target, ""));
                case RepetitionKind.Count:
                    return value = Value.Tuple(Array.ConvertAll(all, static i => i.AsValue()));
                default:
                    var entries = new EntriesBuilder(all.Length);
                    for (var i = 0; i < all.Length; i++)
                    {
                        entries[keys.Keys[i].Each!.AsString()] = all[i].AsValue();
                    }

                    return value = Value.Object(entries.ToEntries());
            }
        }
    }

    private ResourceObject[] Expand()
    {
        if (instances is not null)
        {
            return instances;
        }

        var step = new EvaluationStep(module, declaration.Key, "");
        if (isExpanding)
        {
            module.Unit.ReportCycle(step);
            return [];
        }

        if (!module.Unit.TryEnter(step))
        {
            return [];
        }

        isExpanding = true;
        var frame = new ModuleFrame(module);
        var address = module.Prefix + declaration.Key;
        keys = InstanceKeys.Of(declaration.Repetition, frame, address, declaration.Header);
        module.Unit.Leave(frame);

        instances = new ResourceObject[keys.Keys.Count];
        for (var i = 0; i < instances.Length; i++)
        {
            var key = keys.Keys[i];
            var isIndeterminate = module.IsIndeterminate || key.IsIndeterminate;
            object target = declaration.IsData
                ? new DataSource(address + key.Text, declaration.Type, declaration.Header)
                : new Resource
                {
                    Address = address + key.Text,
                    Type = declaration.Type,
                    Name = declaration.Name,
                    Unit = module.Unit.SourceUnit,
                    Declaration = declaration.Header,
                    IsIndeterminate = isIndeterminate,
                    IsInstance = module.Call is not null || key.Text is not null,
                    Suppressions = declaration.Suppressions,
                };
            instances[i] = new ResourceObject(this, new ModuleFrame(module, key), target);
        }

        return instances;
    }

    /// <summary>A resource of which nobody knows how many there are.</summary>
    private sealed class AnyInstance(Value instance) : OpenObject
    {
        public override Value AnyElement => instance;

        public override bool TryGet(string name, [MaybeNullWhen(false)] out Value value)
        {
            value = Value.Unknown.WithReferences(instance.References);
            return true;
        }
    }
}

/// <summary>
/// A data source, as something that values point at: it is read from the account, so it is no part of the workload.
/// </summary>
/// <param name="Address">Its address: <c>data.aws_vpc.main</c>.</param>
/// <param name="Type">Its type: <c>aws_vpc</c>.</param>
/// <param name="Declaration">The header of its block.</param>
public sealed record DataSource(string Address, string Type, Language.Text.Location Declaration)
{
    /// <summary>The name by which it asks the account for the thing; null where it asks otherwise, or for kinds of which nobody needs it.</summary>
    public string? AskedFor { get; internal set; }

    /// <inheritdoc/>
    public bool Equals(DataSource? other) => ReferenceEquals(this, other);

    /// <inheritdoc/>
    public override int GetHashCode() => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(this);

    /// <summary>The address.</summary>
    public override string ToString() => Address;
}
