using System.Buffers.Binary;
using System.Text;

namespace Stoa.Workloads.Knowledge;

/// <summary>The records of one section of a <see cref="KnowledgePack"/>, in ordinal order of their keys.</summary>
public sealed class PackSection
{
    /// <summary>A section without records.</summary>
    internal static readonly PackSection Empty = new(new byte[8]);

    private const int HeaderLength = 8;
    private const int EntryLength = 8;

    private readonly ReadOnlyMemory<byte> bytes;
    private readonly int keysAt;
    private readonly int recordsAt;

    internal PackSection(ReadOnlyMemory<byte> bytes)
    {
        this.bytes = bytes;
        Count = BinaryPrimitives.ReadInt32LittleEndian(bytes.Span);
        keysAt = HeaderLength + (Count * EntryLength);
        recordsAt = keysAt + BinaryPrimitives.ReadInt32LittleEndian(bytes.Span[4..]);
    }

    /// <summary>The number of records.</summary>
    public int Count { get; }

    /// <summary>The bytes of the record at a position, from 0.</summary>
    public ReadOnlySpan<byte> this[int index] =>
        bytes.Span[(recordsAt + (index == 0 ? 0 : RecordEnd(index - 1)))..(recordsAt + RecordEnd(index))];

    /// <summary>The key of the record at a position, from 0.</summary>
    public string Key(int index) => Encoding.UTF8.GetString(KeyBytes(index));

    /// <summary>Finds a record.</summary>
    /// <returns>Its position; -1 where there is none of that key.</returns>
    public int IndexOf(string key)
    {
        var size = Encoding.UTF8.GetMaxByteCount(key.Length);
        var buffer = size <= 512 ? stackalloc byte[512] : new byte[size];
        var wanted = buffer[..Encoding.UTF8.GetBytes(key, buffer)];
        int low = 0, high = Count - 1;
        while (low <= high)
        {
            var middle = (low + high) >>> 1;
            var order = KeyBytes(middle).SequenceCompareTo(wanted);
            if (order == 0)
            {
                return middle;
            }

            if (order < 0)
            {
                low = middle + 1;
            }
            else
            {
                high = middle - 1;
            }
        }

        return -1;
    }

    /// <summary>Finds the bytes of a record.</summary>
    public bool TryGet(string key, out ReadOnlySpan<byte> record)
    {
        var index = IndexOf(key);
        record = index < 0 ? default : this[index];
        return index >= 0;
    }

    private ReadOnlySpan<byte> KeyBytes(int index) =>
        bytes.Span[(keysAt + (index == 0 ? 0 : KeyEnd(index - 1)))..(keysAt + KeyEnd(index))];

    private int KeyEnd(int index) => BinaryPrimitives.ReadInt32LittleEndian(bytes.Span[(HeaderLength + (index * EntryLength))..]);

    private int RecordEnd(int index) => BinaryPrimitives.ReadInt32LittleEndian(bytes.Span[(HeaderLength + (index * EntryLength) + 4)..]);
}
