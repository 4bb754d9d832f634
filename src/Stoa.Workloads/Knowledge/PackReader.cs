using System.Buffers.Binary;
using System.Text;

namespace Stoa.Workloads.Knowledge;

/// <summary>
/// Reads a record that <see cref="PackWriter"/> wrote, in the same order. The pack is our own, made at build: bytes that do not fit
/// are a bug of ours, and throw.
/// </summary>
/// <param name="bytes">The record.</param>
public ref struct PackReader(ReadOnlySpan<byte> bytes)
{
    private ReadOnlySpan<byte> rest = bytes;

    /// <summary>Reads one part of a record.</summary>
    public delegate T Item<out T>(ref PackReader reader);

    /// <summary>Whether everything was read.</summary>
    public readonly bool AtEnd => rest.IsEmpty;

    /// <summary>Reads a whole number.</summary>
    public long ReadLong()
    {
        ulong value = 0;
        var shift = 0;
        while (true)
        {
            var next = rest[0];
            rest = rest[1..];
            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80)
            {
                return (long)(value >> 1) ^ -(long)(value & 1);
            }

            shift += 7;
        }
    }

    /// <summary>Reads a whole number that fits 32 bits.</summary>
    public int ReadInt() => checked((int)ReadLong());

    /// <summary>Reads a floating-point number.</summary>
    public double ReadDouble()
    {
        var value = BinaryPrimitives.ReadDoubleLittleEndian(rest);
        rest = rest[sizeof(double)..];
        return value;
    }

    /// <summary>Reads true or false.</summary>
    public bool ReadBool() => ReadLong() != 0;

    /// <summary>Reads a text.</summary>
    /// <exception cref="InvalidDataException">Null was written.</exception>
    public string ReadString() => ReadOptionalString() ?? throw new InvalidDataException("A text was expected, null was written.");

    /// <summary>Reads a text, or null.</summary>
    public string? ReadOptionalString()
    {
        var length = ReadInt();
        if (length < 0)
        {
            return null;
        }

        var text = Encoding.UTF8.GetString(rest[..length]);
        rest = rest[length..];
        return text;
    }

    /// <summary>Reads a list of texts.</summary>
    public string[] ReadStrings() => ReadList(static (ref reader) => reader.ReadString());

    /// <summary>Reads a list of anything.</summary>
    public T[] ReadList<T>(Item<T> item)
    {
        var count = ReadInt();
        if (count == 0)
        {
            return [];
        }

        var items = new T[count];
        for (var i = 0; i < count; i++)
        {
            items[i] = item(ref this);
        }

        return items;
    }
}
