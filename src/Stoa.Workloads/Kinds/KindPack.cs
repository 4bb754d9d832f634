using Stoa.Language.Values;
using Stoa.Workloads.Knowledge;

namespace Stoa.Workloads.Kinds;

/// <summary>The kinds in the knowledge pack: a record for each kind, and one for each raw type that says which kinds it concerns.</summary>
internal sealed class KindPack(KnowledgePack pack)
{
    private const string KindSection = "kinds";
    private const string TypeSection = "kinds.types";

    private readonly PackSection kinds = pack.Section(KindSection);
    private readonly PackSection types = pack.Section(TypeSection);

    private enum ValueMark
    {
        Null,
        True,
        False,
        Number,
        Text,
        List,
        Map,
    }

    /// <summary>Writes the kinds.</summary>
    /// <param name="builder">The pack to be.</param>
    /// <param name="definitions">The kinds, in ordinal order of their ids: the order of the records.</param>
    /// <param name="roles">What each raw type is.</param>
    public static void Write(
        KnowledgePackBuilder builder, IReadOnlyList<KindDefinition> definitions, IReadOnlyDictionary<string, TypeRoles> roles)
    {
        var positions = new Dictionary<KindDefinition, int>(ReferenceEqualityComparer.Instance);
        foreach (var definition in definitions)
        {
            positions.Add(definition, positions.Count);
            var record = new PackWriter();
            Write(record, definition);
            builder.Add(KindSection, definition.Kind.Id, record);
        }

        foreach (var (type, role) in roles)
        {
            var record = new PackWriter();
            record.Write(role.Kinds, (writer, kind) => writer.Write((long)positions[kind]));
            record.Write(role.CompanionOf, (writer, kind) => writer.Write((long)positions[kind]));
            builder.Add(TypeSection, type, record);
        }
    }

    /// <summary>The ids of all kinds, in ordinal order.</summary>
    public string[] ReadIds()
    {
        var ids = new string[kinds.Count];
        for (var i = 0; i < ids.Length; i++)
        {
            ids[i] = kinds.Key(i);
        }

        return ids;
    }

    /// <summary>The positions of the kinds that a raw type may be of, and of those into which it folds.</summary>
    public (int[] Kinds, int[] CompanionOf) ReadRoles(string type)
    {
        if (!types.TryGet(type, out var record))
        {
            return ([], []);
        }

        var reader = new PackReader(record);
        return (reader.ReadList(static (ref r) => r.ReadInt()), reader.ReadList(static (ref r) => r.ReadInt()));
    }

    /// <summary>The kind at a position.</summary>
    public KindDefinition ReadDefinition(int index)
    {
        var reader = new PackReader(kinds[index]);
        var title = reader.ReadString();
        var file = reader.ReadString();
        var terraform = reader.ReadList(ReadType);
        var cloudFormation = reader.ReadList(ReadType);
        var names = reader.ReadStrings();
        var companions = reader.ReadList(static (ref r) => new CompanionRule(r.ReadString(), r.ReadString()));
        var properties = reader.ReadList(static (ref r) => (
            Name: r.ReadString(),
            Type: PropertyType.Parse(r.ReadString(), out var error) ?? throw new InvalidDataException(error),
            Columns: new PropertyColumns(ReadColumn(ref r), ReadColumn(ref r))));
        return new KindDefinition(
            new Kind(kinds.Key(index), title, [.. properties.Select(static (p, slot) => new Property(p.Name, p.Type, slot))]),
            file,
            terraform,
            cloudFormation,
            names,
            companions,
            Array.ConvertAll(properties, static p => p.Columns));

        static TypeRule ReadType(ref PackReader r) => new(r.ReadString(), r.ReadOptionalString());

        static Column ReadColumn(ref PackReader r) =>
            new(r.ReadOptionalString(), r.ReadOptionalString(), r.ReadBool() ? ReadValue(ref r) : null);
    }

    private static void Write(PackWriter record, KindDefinition definition)
    {
        record.Write(definition.Kind.Title);
        record.Write(definition.File);
        record.Write(definition.Terraform, WriteType);
        record.Write(definition.CloudFormation, WriteType);
        record.Write(definition.Names);
        record.Write(definition.Companions, static (writer, rule) =>
        {
            writer.Write(rule.Type);
            writer.Write(rule.Attribute);
        });
        record.Write(definition.Kind.Properties, (writer, property) =>
        {
            writer.Write(property.Name);
            writer.Write(property.Type.ToString());
            WriteColumn(writer, definition.Columns[property.Slot].Terraform);
            WriteColumn(writer, definition.Columns[property.Slot].CloudFormation);
        });

        static void WriteType(PackWriter writer, TypeRule rule)
        {
            writer.Write(rule.Type);
            writer.Write(rule.When);
        }

        static void WriteColumn(PackWriter writer, Column column)
        {
            writer.Write(column.Expression);
            writer.Write(column.NotAvailable);
            writer.Write(column.Default is not null);
            if (column.Default is not null)
            {
                WriteValue(writer, column.Default);
            }
        }
    }

    /// <summary>Defaults come from our own files, which are shallow.</summary>
    private static void WriteValue(PackWriter writer, Value value)
    {
        switch (value)
        {
            case { IsNull: true }:
                writer.Write((long)ValueMark.Null);
                break;
            case { Kind: TypeKind.Bool }:
                writer.Write((long)(value.AsBool() ? ValueMark.True : ValueMark.False));
                break;
            case { Kind: TypeKind.Number }:
                writer.Write((long)ValueMark.Number);
                writer.Write(value.AsNumber().ToString());
                break;
            case { Kind: TypeKind.String }:
                writer.Write((long)ValueMark.Text);
                writer.Write(value.AsString());
                break;
            case { Kind: TypeKind.Tuple }:
                writer.Write((long)ValueMark.List);
                writer.Write(value.ItemList, WriteValue);
                break;
            default:
                writer.Write((long)ValueMark.Map);
                writer.Write((IReadOnlyCollection<KeyValuePair<string, Value>>)[.. value.Pairs], static (w, pair) =>
                {
                    w.Write(pair.Key);
                    WriteValue(w, pair.Value);
                });
                break;
        }
    }

    private static Value ReadValue(ref PackReader reader)
    {
        switch ((ValueMark)reader.ReadInt())
        {
            case ValueMark.Null:
                return Value.Null;
            case ValueMark.True:
                return Value.True;
            case ValueMark.False:
                return Value.False;
            case ValueMark.Number:
                return Value.Of(Number.Parse(reader.ReadString()) ?? throw new InvalidDataException("Not a number."));
            case ValueMark.Text:
                return Value.Of(reader.ReadString());
            case ValueMark.List:
                return Value.Tuple(reader.ReadList(ReadValue));
            default:
                var entries = new EntriesBuilder();
                foreach (var (key, value) in reader.ReadList(static (ref r) => (r.ReadString(), ReadValue(ref r))))
                {
                    entries[key] = value;
                }

                return Value.Object(entries.ToEntries());
        }
    }
}
