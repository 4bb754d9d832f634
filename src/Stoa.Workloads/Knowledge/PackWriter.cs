using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace Stoa.Workloads.Knowledge;

/// <summary>
/// Writes a record of the knowledge pack: numbers in base 128, texts in UTF-8, lists with their length first. What a record means
/// is for those who write and read it; <see cref="PackReader"/> reads in the same order.
/// </summary>
public sealed class PackWriter
{
    private readonly ArrayBufferWriter<byte> buffer = new();

    /// <summary>Writes one part of a record.</summary>
    public delegate void Item<in T>(PackWriter writer, T item);

    /// <summary>The bytes written so far.</summary>
    public ReadOnlyMemory<byte> Written => buffer.WrittenMemory;

    /// <summary>Writes a whole number; small ones of either sign take one byte.</summary>
    public void Write(long value)
    {
        // Zigzag, so that small negative numbers are short too.
        var rest = (ulong)((value << 1) ^ (value >> 63));
        var span = buffer.GetSpan(10);
        var length = 0;
        while (rest >= 0x80)
        {
            span[length++] = (byte)(rest | 0x80);
            rest >>= 7;
        }

        span[length++] = (byte)rest;
        buffer.Advance(length);
    }

    /// <summary>Writes a floating-point number.</summary>
    public void Write(double value)
    {
        BinaryPrimitives.WriteDoubleLittleEndian(buffer.GetSpan(sizeof(double)), value);
        buffer.Advance(sizeof(double));
    }

    /// <summary>Writes true or false.</summary>
    public void Write(bool value) => Write(value ? 1L : 0L);

    /// <summary>Writes a text, or null.</summary>
    public void Write(string? value)
    {
        if (value is null)
        {
            Write(-1L);
            return;
        }

        var length = Encoding.UTF8.GetByteCount(value);
        Write((long)length);
        Encoding.UTF8.GetBytes(value, buffer.GetSpan(length));
        buffer.Advance(length);
    }

    /// <summary>Writes a list of texts.</summary>
    public void Write(IReadOnlyCollection<string> values) => Write(values, static (writer, value) => writer.Write(value));

    /// <summary>Writes a list of anything.</summary>
    public void Write<T>(IReadOnlyCollection<T> values, Item<T> item)
    {
        Write((long)values.Count);
        foreach (var value in values)
        {
            item(this, value);
        }
    }
}
