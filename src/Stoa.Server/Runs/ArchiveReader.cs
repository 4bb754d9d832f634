using System.Buffers.Binary;
using System.IO.Compression;
using Stoa.Language.Text;
using Stoa.Reviews;

namespace Stoa.Server.Runs;

/// <summary>What an archive holds for a review.</summary>
/// <param name="Files">The files that a review may read; the one folder that all of them lie in, if there is one, is the root.</param>
/// <param name="Name">What to call the workload: that folder, else the archive.</param>
/// <param name="Links">How many links were left out.</param>
public sealed record ArchiveContent(FileTree Files, string Name, int Links);

/// <summary>
/// Opens what somebody uploaded: zip, tar, tar.gz, or a single file. Everything stays in memory; nothing is written, no link is
/// followed, no archive in the archive is opened.
/// </summary>
public static class ArchiveReader
{
    /// <summary>The most that an archive may hold when unpacked, in bytes.</summary>
    public const long MaxUnpackedBytes = 200L * 1024 * 1024;

    /// <summary>The entries of an archive, at most.</summary>
    public const int MaxEntries = 20_000;

    /// <summary>The longest file that a review reads from an archive.</summary>
    public const int MaxFileBytes = 20 * 1024 * 1024;

    /// <summary>How many times its size an archive may unpack to, beyond <see cref="FreeBytes"/>.</summary>
    public const int MaxRatio = 200;

    // A small file may well be packed to nothing.
    private const int FreeBytes = 4 * 1024 * 1024;

    // What is none of a review's own formats can still be read by an expression (file, templatefile), and is small then.
    private const int MaxOtherBytes = 256 * 1024;

    private const int MaxPath = 1_000;
    private const int MaxPathDepth = 64;

    private static readonly string[] Formats = [".tf", ".tofu", ".json", ".yaml", ".yml", ".template", ".tfvars", ".tfstate", ".tpl", ".tftpl"];

    /// <summary>Opens an archive.</summary>
    /// <param name="archive">The archive, or a single file.</param>
    /// <param name="fileName">What it is called.</param>
    /// <exception cref="InvalidException">It cannot be read, or is refused; the message says why and what to do.</exception>
    public static ArchiveContent Read(ReadOnlyMemory<byte> archive, string fileName)
    {
        var bytes = archive.Span;
        var keeper = new Keeper(archive.Length);
        try
        {
            if (bytes.StartsWith("PK"u8))
            {
                ReadZip(archive, keeper);
            }
            else if (bytes.StartsWith((ReadOnlySpan<byte>)[0x1f, 0x8b]))
            {
                using var gzip = new GZipStream(Open(archive), CompressionMode.Decompress);
                ReadTar(new Counted(gzip, keeper), keeper);
            }
            else if (bytes.Length > 262 && bytes.Slice(257, 5).SequenceEqual("ustar"u8))
            {
                ReadTar(new Counted(Open(archive), keeper), keeper);
            }
            else if (IsOfReview(fileName) && !bytes.Contains((byte)0))
            {
                keeper.Add(Path.GetFileName(fileName), archive.ToArray());
            }
            else
            {
                throw new InvalidException($"{Shown(fileName)} is no archive that can be read. Upload a zip, tar or tar.gz of the folder, or one template.");
            }
        }
        catch (InvalidDataException exception)
        {
            throw new InvalidException($"The archive is damaged: {exception.Message}");
        }

        return keeper.Finish(NameOf(fileName));
    }

    private static MemoryStream Open(ReadOnlyMemory<byte> archive) =>
        System.Runtime.InteropServices.MemoryMarshal.TryGetArray(archive, out var segment)
            ? new MemoryStream(segment.Array!, segment.Offset, segment.Count, writable: false)
            : new MemoryStream(archive.ToArray(), writable: false);

    private static void ReadZip(ReadOnlyMemory<byte> archive, Keeper keeper)
    {
        if (CountZipEntries(archive.Span) > MaxEntries)
        {
            throw TooManyEntries();
        }

        using var zip = new ZipArchive(Open(archive), ZipArchiveMode.Read);
        foreach (var entry in zip.Entries)
        {
            keeper.Count();
            // The upper half of the attributes is Unix's mode, where the archive was made there.
            var kind = (entry.ExternalAttributes >> 16) & 0xF000;
            var path = entry.FullName.Replace('\\', '/');
            Demand(path);
            if (kind is 0xA000)
            {
                keeper.Links++;
                continue;
            }

            if (kind is not (0 or 0x8000 or 0x4000))
            {
                throw Device(path);
            }

            if (path.EndsWith('/'))
            {
                continue;
            }

            if (entry.IsEncrypted)
            {
                throw new InvalidException($"{Shown(path)} is encrypted. Upload an archive without a password.");
            }

            if (keeper.Wants(path, entry.Length))
            {
                using var input = entry.Open();
                keeper.Add(path, Unpack(input, entry.Length, keeper));
            }
        }
    }

    // The length in the directory is whatever somebody wrote there; the runtime unpacks no more than it says.
    private static byte[] Unpack(Stream input, long length, Keeper keeper)
    {
        using var output = new MemoryStream((int)length);
        var buffer = new byte[16 * 1024];
        int read;
        while ((read = input.Read(buffer)) > 0)
        {
            keeper.Unpacked(read);
            output.Write(buffer, 0, read);
        }

        return output.ToArray();
    }

    private static void ReadTar(Stream input, Keeper keeper)
    {
        var tar = new TarFile(input);
        var isEmpty = true;
        while (tar.Next() is { } entry)
        {
            isEmpty = false;
            keeper.Count();
            Demand(entry.Path);
            switch (entry.Kind)
            {
                case TarEntryKind.Link:
                    keeper.Links++;
                    break;
                case TarEntryKind.Other:
                    throw Device(entry.Path);
                case TarEntryKind.File when keeper.Wants(entry.Path, entry.Size):
                    keeper.Add(entry.Path, tar.Read());
                    break;
            }
        }

        if (isEmpty)
        {
            throw new InvalidException("The archive holds no tar file. Upload a zip, tar or tar.gz of the folder.");
        }
    }

    /// <summary>
    /// Counts the entries of a zip file's directory without keeping them: the runtime's reader makes an object of each, of which fifty
    /// megabytes hold a million.
    /// </summary>
    private static int CountZipEntries(ReadOnlySpan<byte> zip)
    {
        var end = zip.LastIndexOf("PK\u0005\u0006"u8);
        if (end < 0 || end + 22 > zip.Length)
        {
            throw new InvalidException("The archive is damaged: the zip file has no directory.");
        }

        long at = BinaryPrimitives.ReadUInt32LittleEndian(zip[(end + 16)..]);
        if (at == uint.MaxValue)
        {
            var wide = zip[..end].LastIndexOf("PK\u0006\u0006"u8);
            at = wide < 0 || wide + 56 > zip.Length ? -1 : BinaryPrimitives.ReadInt64LittleEndian(zip[(wide + 48)..]);
        }

        var count = 0;
        while (at >= 0 && at + 46 <= zip.Length && zip[(int)at..].StartsWith("PK\u0001\u0002"u8) && count <= MaxEntries)
        {
            var entry = zip[(int)at..];
            at += 46 + BinaryPrimitives.ReadUInt16LittleEndian(entry[28..]) + BinaryPrimitives.ReadUInt16LittleEndian(entry[30..])
                + BinaryPrimitives.ReadUInt16LittleEndian(entry[32..]);
            count++;
        }

        return count;
    }

    private static void Demand(string path)
    {
        if (path.StartsWith('/') || (path.Length > 1 && path[1] == ':'))
        {
            throw new InvalidException($"{Shown(path)} is an absolute path. Make the archive of the folder itself, so that its paths are relative.");
        }

        if (path.Length is 0 or > MaxPath || path.Count(static c => c == '/') > MaxPathDepth || path.Any(char.IsControl))
        {
            throw new InvalidException($"{Shown(path)} is no path that can be read: it is longer or deeper than any, or holds control characters.");
        }

        if (path.Split('/').Contains(".."))
        {
            throw new InvalidException($"{Shown(path)} leads out of the archive. Make the archive of the folder itself, so that its paths are relative.");
        }
    }

    private static InvalidException Device(string path) =>
        new($"{Shown(path)} is a device, a pipe or something else that is no file. Leave it out of the archive.");

    private static InvalidException TooManyEntries() =>
        new($"The archive holds more than {MaxEntries:N0} files. Upload the folder with the infrastructure only.");

    private static bool IsOfReview(string path) => Array.Exists(Formats, format => path.EndsWith(format, StringComparison.OrdinalIgnoreCase));

    private static string Shown(string path)
    {
        var clean = string.Concat(path.Where(static c => !char.IsControl(c)));
        return $"\"{(clean.Length > 200 ? clean[..200] + "…" : clean)}\"";
    }

    private static string NameOf(string fileName)
    {
        var name = Path.GetFileName(fileName.Replace('\\', '/'));
        foreach (var ending in new[] { ".tar.gz", ".tgz", ".tar", ".zip", ".yaml", ".yml", ".json", ".template", ".tf" })
        {
            if (name.Length > ending.Length && name.EndsWith(ending, StringComparison.OrdinalIgnoreCase))
            {
                return name[..^ending.Length];
            }
        }

        return name.Length == 0 ? "workload" : name;
    }

    // Keeps what a review reads, and counts everything.
    private sealed class Keeper(long packed)
    {
        private readonly List<(string Path, byte[] Bytes)> files = [];
        private int entries;
        private long unpacked;

        public int Links { get; set; }

        public void Count()
        {
            if (++entries > MaxEntries)
            {
                throw TooManyEntries();
            }
        }

        public void Unpacked(long bytes)
        {
            unpacked += bytes;
            if (unpacked > MaxUnpackedBytes)
            {
                throw new InvalidException($"The archive holds more than {MaxUnpackedBytes / 1024 / 1024} MB when it is unpacked. Upload the folder with the infrastructure only.");
            }

            if (unpacked > FreeBytes && unpacked > packed * MaxRatio)
            {
                throw new InvalidException($"The archive unpacks to more than {MaxRatio} times its size, which no source code does.");
            }
        }

        public bool Wants(string path, long size)
        {
            // The modules that 'terraform init' fetched are read; what else tools keep beside the sources is not.
            var steps = path.Split('/');
            if (Array.Exists(steps, static s => s is ".git" or "node_modules" or "__MACOSX")
                || (Array.IndexOf(steps, ".terraform") is >= 0 and var at && (at + 1 >= steps.Length || steps[at + 1] != "modules")))
            {
                return false;
            }

            if (!IsOfReview(path))
            {
                return size <= MaxOtherBytes;
            }

            return size is >= 0 and <= MaxFileBytes
                ? true
                : throw new InvalidException($"{Shown(path)} is longer than {MaxFileBytes / 1024 / 1024} MB. Review it with the command line and push the run.");
        }

        public void Add(string path, byte[] bytes) => files.Add((path, bytes));

        public ArchiveContent Finish(string name)
        {
            if (files.Count == 0)
            {
                throw new InvalidException("The archive holds no file that a review reads: Terraform, CloudFormation, a plan or a state.");
            }

            var tops = files.Select(static f => f.Path.TrimStart('.', '/').Length == 0 ? "" : Clean(f.Path)).Select(static p => p[..Math.Max(0, p.IndexOf('/'))]).Distinct().Take(2).ToList();
            var root = tops is [{ Length: > 0 } only] ? only : null;
            var tree = new MemoryFileTree();
            foreach (var (path, bytes) in files)
            {
                tree.Add(root is null ? Clean(path) : Clean(path)[(root.Length + 1)..], bytes);
            }

            return new ArchiveContent(tree, root ?? name, Links);
        }

        private static string Clean(string path) => string.Join('/', path.Split('/').Where(static step => step is not ("" or ".")));
    }

    // Counts what comes out of a packed stream, wanted or not.
    private sealed class Counted(Stream inner, Keeper keeper) : Stream
    {
        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override int Read(Span<byte> buffer)
        {
            var read = inner.Read(buffer);
            keeper.Unpacked(read);
            return read;
        }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
