using System.Buffers.Binary;
using System.Text;
using Stoa.Reviews;

namespace Stoa.Server.Runs;

/// <summary>What an entry of a tar file is.</summary>
internal enum TarEntryKind
{
    /// <summary>A file.</summary>
    File,

    /// <summary>A folder.</summary>
    Folder,

    /// <summary>A symbolic or hard link.</summary>
    Link,

    /// <summary>A device, a pipe, or a kind that nobody knows.</summary>
    Other,
}

/// <summary>An entry of a tar file.</summary>
/// <param name="Path">As written there.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Size">Its length in bytes.</param>
internal readonly record struct TarEntry(string Path, TarEntryKind Kind, long Size);

/// <summary>
/// Reads a tar file (ustar, pax, GNU) from a stream, entry by entry, and takes no more memory than a header for any of it: the
/// runtime's own reader believes the lengths of extended headers.
/// </summary>
internal sealed class TarFile(Stream input)
{
    private const int Block = 512;
    private const int MaxHeader = 64 * 1024;

    private readonly byte[] header = new byte[Block];
    private long unread;
    private long padding;

    /// <summary>The next entry; null at the end. What is left of the one before is skipped.</summary>
    /// <exception cref="InvalidException">It is no tar file, or ends too early.</exception>
    public TarEntry? Next()
    {
        Skip(unread + padding);
        unread = padding = 0;
        string? longPath = null;
        long? longSize = null;
        while (true)
        {
            if (input.ReadAtLeast(header, Block, throwOnEndOfStream: false) < Block || header.AsSpan().IndexOfAnyExcept((byte)0) < 0)
            {
                return null;
            }

            if (!HasChecksum())
            {
                throw new InvalidException("The archive is damaged: a header of the tar file does not match its checksum.");
            }

            var size = Number(header.AsSpan(124, 12));
            switch ((char)header[156])
            {
                case 'L':
                    longPath = Name(Header(size));
                    continue;
                case 'K':
                    Header(size);
                    continue;
                case 'x':
                    ReadPax(Header(size), ref longPath, ref longSize);
                    continue;
                case 'g':
                    Header(size);
                    continue;
            }

            var kind = (char)header[156] switch
            {
                '0' or '\0' or '7' => TarEntryKind.File,
                '5' => TarEntryKind.Folder,
                '1' or '2' => TarEntryKind.Link,
                _ => TarEntryKind.Other,
            };
            size = longSize ?? size;
            unread = kind is TarEntryKind.Folder or TarEntryKind.Link ? 0 : size;
            padding = (Block - (unread % Block)) % Block;
            return new TarEntry(longPath ?? Path(), kind, size);
        }
    }

    /// <summary>The bytes of the entry that was read last; its size has been found small enough.</summary>
    public byte[] Read()
    {
        var bytes = new byte[unread];
        ReadExactly(bytes);
        unread = 0;
        return bytes;
    }

    private byte[] Header(long size)
    {
        if (size > MaxHeader)
        {
            throw new InvalidException($"The archive holds a header of more than {MaxHeader / 1024} KB.");
        }

        var bytes = new byte[size];
        ReadExactly(bytes);
        Skip((Block - (size % Block)) % Block);
        return bytes;
    }

    private string Path()
    {
        var name = Name(header.AsSpan(0, 100));
        var prefix = header.AsSpan(257, 6).SequenceEqual("ustar\0"u8) ? Name(header.AsSpan(345, 155)) : "";
        return prefix.Length == 0 ? name : $"{prefix}/{name}";
    }

    // "LENGTH KEY=VALUE\n", where the length counts itself.
    private static void ReadPax(ReadOnlySpan<byte> records, ref string? path, ref long? size)
    {
        while (records.Length > 0)
        {
            var space = records.IndexOf((byte)' ');
            if (space <= 0 || !int.TryParse(records[..space], out var length) || length <= space + 1 || length > records.Length)
            {
                throw new InvalidException("The archive is damaged: an extended header of the tar file cannot be read.");
            }

            var record = records[(space + 1)..(length - 1)];
            var equals = record.IndexOf((byte)'=');
            if (equals > 0 && record[..equals].SequenceEqual("path"u8))
            {
                path = Encoding.UTF8.GetString(record[(equals + 1)..]);
            }
            else if (equals > 0 && record[..equals].SequenceEqual("size"u8))
            {
                size = long.TryParse(record[(equals + 1)..], out var said) && said >= 0
                    ? said
                    : throw new InvalidException("The archive is damaged: the length of a file cannot be read.");
            }

            records = records[length..];
        }
    }

    private bool HasChecksum()
    {
        var sum = 0;
        for (var i = 0; i < Block; i++)
        {
            sum += i is >= 148 and < 156 ? ' ' : header[i];
        }

        return TryNumber(header.AsSpan(148, 8), out var said) && said == sum;
    }

    private static long Number(ReadOnlySpan<byte> field) =>
        TryNumber(field, out var number) ? number : throw new InvalidException("The archive is damaged: the length of a file cannot be read.");

    // Octal digits; or, from GNU, a number in base 256 where the first bit is set.
    private static bool TryNumber(ReadOnlySpan<byte> field, out long number)
    {
        number = 0;
        if ((field[0] & 0x80) != 0)
        {
            number = BinaryPrimitives.ReadInt64BigEndian(field[^8..]);
            return number >= 0;
        }

        foreach (var digit in field.Trim((byte)' ').TrimEnd((byte)0).TrimEnd((byte)' '))
        {
            if (digit is < (byte)'0' or > (byte)'7')
            {
                return false;
            }

            number = (number << 3) | (uint)(digit - '0');
        }

        return true;
    }

    private static string Name(ReadOnlySpan<byte> field)
    {
        var end = field.IndexOf((byte)0);
        return Encoding.UTF8.GetString(end < 0 ? field : field[..end]);
    }

    private void ReadExactly(Span<byte> bytes)
    {
        if (input.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false) < bytes.Length)
        {
            throw new InvalidException("The archive is damaged: it ends in the middle of a file.");
        }
    }

    private void Skip(long bytes)
    {
        Span<byte> waste = stackalloc byte[4096];
        while (bytes > 0)
        {
            var read = input.Read(waste[..(int)Math.Min(bytes, waste.Length)]);
            if (read == 0)
            {
                throw new InvalidException("The archive is damaged: it ends in the middle of a file.");
            }

            bytes -= read;
        }
    }
}
