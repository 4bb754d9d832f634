using Stoa.Language.Diagnostics;
using Stoa.Language.Text;
using Stoa.Language.Values;
using Stoa.Workloads.Kinds;

namespace Stoa.Workloads.Graph;

/// <summary>Works out the properties of resources, one after another. Not thread-safe: one a task.</summary>
internal sealed class PropertyMapper
{
    private readonly ReferenceResolver references;
    private readonly CompanionFolding folding;
    private readonly DiagnosticBag diagnostics;
    private readonly ColumnFrame frame;
    private readonly Dictionary<KindMapping, MappingMemory> byKind = [];
    private readonly Dictionary<Location, MappingMemory> byDeclaration = new(ReferenceEqualityComparer.Instance);

    /// <summary>A mapper that reports into a bag.</summary>
    public PropertyMapper(ReferenceResolver references, CompanionFolding folding, DiagnosticBag diagnostics)
    {
        this.references = references;
        this.folding = folding;
        this.diagnostics = diagnostics;

        // What an expression complains about is no fault of the reviewed sources: its value is unknown, that says enough.
        frame = new ColumnFrame { Diagnostics = new DiagnosticBag(limit: 16), References = references };
    }

    /// <summary>Sets the properties of a resource.</summary>
    public void Map(Resource resource)
    {
        if (resource.Definition is not { } definition)
        {
            return;
        }

        var mapping = definition.Mapping(resource.Unit.IsCloudFormation);
        var values = new Value[mapping.Columns.Length];
        resource.Properties = values;
        if (resource.IsKindUncertain)
        {
            Array.Fill(values, Value.Unknown);
            return;
        }

        frame.Resource = resource;
        frame.CompanionTypes = mapping.CompanionTypes;
        if (mapping.Companions.Length > 0)
        {
            frame.Companions = folding.Of(resource);
        }

        var memory = MemoryFor(resource, mapping);
        for (var slot = 0; slot < values.Length; slot++)
        {
            values[slot] = Property(resource, mapping.Columns[slot], memory);
        }
    }

    private Value Property(Resource resource, CompiledColumn column, MappingMemory memory)
    {
        if (column.Expression is null)
        {
            return column.Default is null ? Value.Unknown : memory.Default(column, resource.Declaration);
        }

        var raw = memory.Evaluate(column, frame);
        if (raw.IsNull)
        {
            return memory.Default(column, resource.Declaration);
        }

        var type = column.Property.Type;
        if (PropertyConversion.IsAlready(raw, type))
        {
            return raw;
        }

        if (memory.Converted(column, raw) is { } known)
        {
            return known;
        }

        string? error = null;
        var value = PropertyConversion.Convert(raw, type, references, resource, ref error);
        if (error is not null)
        {
            diagnostics.Add(WorkloadDiagnostics.PropertyMismatch(
                resource.Kind!.Id, column.Property.Name, type, error, raw.Origin?.Location ?? resource.Declaration));
        }

        if (value.IsNull)
        {
            return memory.Default(column, resource.Declaration);
        }

        // A reference may mean another thing to another resource.
        if (!type.HasReference)
        {
            memory.NoteConverted(column, raw, value);
        }

        return value;
    }

    private MappingMemory MemoryFor(Resource resource, KindMapping mapping)
    {
        if (resource.IsInstance)
        {
            if (!byDeclaration.TryGetValue(resource.Declaration, out var own) || own.Mapping != mapping)
            {
                byDeclaration[resource.Declaration] = own = new(mapping);
            }

            return own;
        }

        if (!byKind.TryGetValue(mapping, out var common))
        {
            byKind.Add(mapping, common = new(mapping));
        }

        return common;
    }
}
