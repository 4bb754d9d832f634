using System.Buffers.Binary;
using System.Text;
using Stoa.Language.Values;

namespace Stoa.Workloads.Knowledge;

/// <summary>Collects records and writes them as a <see cref="KnowledgePack"/>; the same records give the same bytes in whatever order they come.</summary>
public sealed class KnowledgePackBuilder
{
    private readonly SortedDictionary<string, SortedDictionary<string, ReadOnlyMemory<byte>>> sections = new(CodePointOrder.Instance);

    /// <summary>Adds a record.</summary>
    /// <exception cref="ArgumentException">The section has a record of that key already.</exception>
    public void Add(string section, string key, PackWriter record)
    {
        if (!sections.TryGetValue(section, out var records))
        {
            sections.Add(section, records = new(CodePointOrder.Instance));
        }

        records.Add(key, record.Written);
    }

    /// <summary>The bytes of the pack.</summary>
    public byte[] ToBytes()
    {
        var bodies = sections.Select(static s => (Name: s.Key, Bytes: Body(s.Value))).ToList();
        var directory = new PackWriter();
        directory.Write(bodies, static (writer, body) =>
        {
            writer.Write(body.Name);
            writer.Write((long)body.Bytes.Length);
        });
        return [.. Encoding.ASCII.GetBytes(KnowledgePack.Mark), .. directory.Written.Span, .. bodies.SelectMany(static b => b.Bytes)];
    }

    private static byte[] Body(SortedDictionary<string, ReadOnlyMemory<byte>> records)
    {
        var keys = records.Keys.Select(Encoding.UTF8.GetBytes).ToList();
        var bytes = new MemoryStream();
        Number(records.Count);
        Number(keys.Sum(static k => k.Length));
        int keyEnd = 0, recordEnd = 0;
        foreach (var (key, record) in keys.Zip(records.Values))
        {
            Number(keyEnd += key.Length);
            Number(recordEnd += record.Length);
        }

        keys.ForEach(key => bytes.Write(key));
        foreach (var record in records.Values)
        {
            bytes.Write(record.Span);
        }

        return bytes.ToArray();

        void Number(int value)
        {
            Span<byte> four = stackalloc byte[4];
            BinaryPrimitives.WriteInt32LittleEndian(four, value);
            bytes.Write(four);
        }
    }
}
