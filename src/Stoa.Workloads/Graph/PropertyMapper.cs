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
    private readonly Dictionary<KindMapping, Work> works = [];
    private readonly Dictionary<(Location Declaration, KindMapping Mapping), Defaults> defaults = [];

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

        var work = WorkOf(mapping);
        for (var slot = 0; slot < values.Length; slot++)
        {
            values[slot] = Property(resource, mapping, mapping.Columns[slot], work);
        }
    }

    private Value Property(Resource resource, KindMapping mapping, CompiledColumn column, Work work)
    {
        var slot = column.Property.Slot;
        if (work.Readers[slot] is not { } reader)
        {
            return column.Default is null ? Value.Unknown : Default(resource, mapping, column);
        }

        var raw = reader.Read(frame);
        if (raw.IsNull)
        {
            return Default(resource, mapping, column);
        }

        var type = column.Property.Type;
        if (PropertyConversion.IsAlready(raw, type))
        {
            return raw;
        }

        if (ReferenceEquals(work.From[slot], raw))
        {
            return work.To[slot]!;
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
            return Default(resource, mapping, column);
        }

        // Instances of one block often share their constant values, so the last conversion is worth keeping. A reference may
        // mean another thing to another resource.
        if (!type.HasReference)
        {
            (work.From[slot], work.To[slot]) = (raw, value);
        }

        return value;
    }

    private Value Default(Resource resource, KindMapping mapping, CompiledColumn column)
    {
        if (column.Default is null)
        {
            return Value.Null;
        }

        if (!defaults.TryGetValue((resource.Declaration, mapping), out var found))
        {
            var origin = new Origin(resource.Declaration.Source, resource.Declaration.Span, IsDefault: true);
            defaults.Add((resource.Declaration, mapping), found = new(origin, new Value?[mapping.Columns.Length]));
        }

        return found.Values[column.Property.Slot] ??= column.Default.WithOrigin(found.Origin);
    }

    private Work WorkOf(KindMapping mapping)
    {
        if (!works.TryGetValue(mapping, out var found))
        {
            works.Add(mapping, found = new(
                [.. mapping.Columns.Select(static c => c.Expression is null ? null : new ColumnReader(c.Expression))],
                new Value?[mapping.Columns.Length],
                new Value?[mapping.Columns.Length]));
        }

        return found;
    }

    /// <summary>The defaults of what one declaration declares, as far as they were asked for.</summary>
    private sealed record Defaults(Origin Origin, Value?[] Values);

    /// <summary>What the columns of a kind are worked out with: their readers, the last value converted for each and what became of it.</summary>
    private sealed record Work(ColumnReader?[] Readers, Value?[] From, Value?[] To);
}
