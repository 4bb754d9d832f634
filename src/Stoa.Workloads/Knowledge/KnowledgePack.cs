using System.Text;

namespace Stoa.Workloads.Knowledge;

/// <summary>
/// The knowledge that ships inside the program: named sections of records, each found by its key without reading the others. Opening
/// one reads the names of its sections only. Immutable, safe to share.
/// </summary>
/// <remarks>
/// Layout: <c>STK1</c>; the number of sections; for each its name and length; then the sections. A section: the number of records
/// and the length of its keys; for each record, in ordinal order of the keys' UTF-8, two 32-bit numbers (where its key ends, where
/// its bytes end); the keys; the bytes.
/// </remarks>
public sealed class KnowledgePack
{
    /// <summary>The first four bytes; another layout has others.</summary>
    internal const string Mark = "STK1";

    private readonly Dictionary<string, PackSection> sections = [];

    private KnowledgePack()
    {
    }

    /// <summary>Opens a pack. The bytes are kept, not copied.</summary>
    /// <exception cref="InvalidDataException">These are not the bytes of a pack of this version.</exception>
    public static KnowledgePack Open(ReadOnlyMemory<byte> bytes)
    {
        if (bytes.Length < Mark.Length || Encoding.ASCII.GetString(bytes.Span[..Mark.Length]) != Mark)
        {
            throw new InvalidDataException("Not a knowledge pack of this version.");
        }

        var reader = new PackReader(bytes.Span[Mark.Length..]);
        var directory = reader.ReadList(static (ref reader) => (Name: reader.ReadString(), Length: reader.ReadInt()));
        var at = bytes.Length - directory.Sum(static s => s.Length);
        var pack = new KnowledgePack();
        foreach (var (name, length) in directory)
        {
            pack.sections.Add(name, new PackSection(bytes.Slice(at, length)));
            at += length;
        }

        return pack;
    }

    /// <summary>The section of a name; empty where the pack has none.</summary>
    public PackSection Section(string name) => sections.GetValueOrDefault(name, PackSection.Empty);
}
