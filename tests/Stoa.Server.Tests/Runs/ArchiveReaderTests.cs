using System.Formats.Tar;
using System.IO.Compression;
using System.Text;
using Stoa.Reviews;
using Stoa.Server.Runs;

namespace Stoa.Server.Tests.Runs;

/// <summary>What people upload, and what attackers do.</summary>
public class ArchiveReaderTests
{
    private const string Bucket = "resource \"aws_s3_bucket\" \"b\" {\n  bucket = \"b\"\n}\n";

    public static TheoryData<string> Kinds => ["zip", "tar", "tar.gz"];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_sample_packed_in_its_folder_is_reviewed_as_the_folder_is(string kind)
    {
        var folder = Path.Combine(Samples.Root, "samples", "three-tier-web", "naive");
        var files = Directory.GetFiles(folder).Select(f => ($"naive/{Path.GetFileName(f)}", File.ReadAllBytes(f))).ToArray();

        var archive = ArchiveReader.Read(Pack(kind, files), $"upload.{kind}");

        Assert.Equal("naive", archive.Name);
        var run = Samples.Maker.Make(archive.Files, archive.Name);
        var same = Samples.Maker.Make(Samples.Files("three-tier-web/naive"), "naive");
        Assert.Equal((same.Score, same.Resources, same.Failures), (run.Score, run.Resources, run.Failures));
        Assert.Equal(same.Contents["review.json"], run.Contents["review.json"]);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Files_at_the_top_stay_where_they_are(string kind)
    {
        var archive = ArchiveReader.Read(Pack(kind, ("./main.tf", Text(Bucket)), ("modules/m/main.tf", Text(""))), $"Orders.{kind}");

        Assert.Equal("Orders", archive.Name);
        Assert.True(archive.Files.FileExists("main.tf"));
        Assert.True(archive.Files.FileExists("modules/m/main.tf"));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void What_a_review_does_not_read_is_not_kept(string kind)
    {
        var archive = ArchiveReader.Read(
            Pack(
                kind, ("a/main.tf", Text(Bucket)), ("a/.git/config", Text("x")), ("a/node_modules/x/template.yaml", Text("x")), ("a/.terraform/providers/p.json", Text("{}")),
                ("a/.terraform/modules/m/main.tf", Text("")), ("a/video.bin", new byte[300_000]), ("__MACOSX/a/main.tf", Text("x"))),
            "a.zip");

        Assert.Equal("a", archive.Name);
        Assert.Equal([".terraform"], archive.Files.Folders(""));
        Assert.Equal(["modules"], archive.Files.Folders(".terraform"));
        Assert.Equal(["main.tf"], archive.Files.Files(""));
    }

    [Fact]
    public void A_single_template_is_an_archive_of_one()
    {
        var archive = ArchiveReader.Read(File.ReadAllBytes(Path.Combine(Samples.Root, "samples", "serverless-orders", "template.yaml")), "template.yaml");
        Assert.Equal(("template", 1), (archive.Name, archive.Files.Files("").Count));
    }

    [Theory]
    [InlineData("zip", "../main.tf", "leads out")]
    [InlineData("tar", "a/../../main.tf", "leads out")]
    [InlineData("zip", "..\\main.tf", "leads out")]
    [InlineData("zip", "/etc/main.tf", "absolute")]
    [InlineData("tar.gz", "/etc/main.tf", "absolute")]
    [InlineData("zip", "C:\\main.tf", "absolute")]
    [InlineData("zip", "a\u0007b.tf", "control")]
    public void A_path_that_leads_elsewhere_is_refused(string kind, string path, string reason) =>
        AssertRefused(Pack(kind, (path, Text(Bucket))), reason);

    [Fact]
    public void Links_are_left_out_and_counted()
    {
        var tar = Tar(static writer =>
        {
            writer.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, "main.tf") { DataStream = new MemoryStream(Text(Bucket)) });
            writer.WriteEntry(new PaxTarEntry(TarEntryType.SymbolicLink, "secrets.tf") { LinkName = "/etc/passwd" });
            writer.WriteEntry(new PaxTarEntry(TarEntryType.HardLink, "other.tf") { LinkName = "../../main.tf" });
        });

        var archive = ArchiveReader.Read(tar, "a.tar");

        Assert.Equal(2, archive.Links);
        Assert.Equal(["main.tf"], archive.Files.Files(""));
        var zip = Zip(("main.tf", Text(Bucket)), ("link.tf", Text("/etc/passwd")));
        SetUnixMode(zip, 0xA1FF);
        Assert.Equal(1, ArchiveReader.Read(zip, "a.zip").Links);
    }

    [Theory]
    [InlineData(TarEntryType.BlockDevice)]
    [InlineData(TarEntryType.CharacterDevice)]
    [InlineData(TarEntryType.Fifo)]
    public void A_device_is_refused(TarEntryType kind) =>
        AssertRefused(Tar(writer => writer.WriteEntry(new PaxTarEntry(kind, "main.tf"))), "device");

    [Fact]
    public void An_encrypted_entry_is_refused()
    {
        var zip = Zip(("main.tf", Text(Bucket)));
        zip[6] |= 1;
        zip[zip.AsSpan().IndexOf("PK\u0001\u0002"u8) + 8] |= 1;

        AssertRefused(zip, "without a password");
    }

    [Fact]
    public void A_zip_bomb_is_refused_before_it_fills_the_memory()
    {
        var ten = new byte[19 * 1024 * 1024];
        AssertRefused(Zip(("a.tf", ten), ("b.tf", ten), ("c.tf", ten)), "times its size");
        AssertRefused(Gzip(Tar(writer => writer.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, "a.tf") { DataStream = new MemoryStream(ten) }))), "times its size");
    }

    [Fact]
    public void A_zip_bomb_of_overlapping_files_is_refused()
    {
        // Every entry of the directory names the same packed bytes.
        var zip = Zip(("main.tf", Random(1024 * 1024)));
        var directory = zip.AsSpan().IndexOf("PK\u0001\u0002"u8);
        var end = zip.AsSpan().LastIndexOf("PK\u0005\u0006"u8);
        var entry = zip.AsSpan(directory, end - directory).ToArray();
        using var bomb = new MemoryStream();
        bomb.Write(zip, 0, directory);
        for (var i = 0; i < 2_000; i++)
        {
            bomb.Write(entry);
        }

        var tail = zip.AsSpan(end).ToArray();
        BitConverter.TryWriteBytes(tail.AsSpan(8), (ushort)2_000);
        BitConverter.TryWriteBytes(tail.AsSpan(10), (ushort)2_000);
        BitConverter.TryWriteBytes(tail.AsSpan(12), entry.Length * 2_000);
        bomb.Write(tail);

        AssertRefused(bomb.ToArray(), "");
    }

    [Fact]
    public void A_file_too_long_to_review_is_refused_with_what_to_do() =>
        AssertRefused(Zip(("state.tfstate", Random(21 * 1024 * 1024))), "push the run");

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Too_many_files_are_refused(string kind) =>
        AssertRefused(Pack(kind, [.. Enumerable.Range(0, 20_001).Select(static i => ($"{i}.tf", Array.Empty<byte>()))]), "20,000 files");

    [Fact]
    public void A_header_that_claims_gigabytes_is_refused()
    {
        var tar = Tar(static writer => writer.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, new string('x', 200) + ".tf")));
        Encoding.ASCII.GetBytes("17777777777\0").CopyTo(tar, 124);
        Checksum(tar.AsSpan(0, 512));

        AssertRefused(tar, "header");
    }

    [Fact]
    public void No_more_is_unpacked_than_the_directory_says()
    {
        var zip = Zip(("main.tf", Text(string.Concat(Enumerable.Repeat(Bucket, 100)))));
        BitConverter.TryWriteBytes(zip.AsSpan(zip.AsSpan().IndexOf("PK\u0001\u0002"u8) + 24), 10);

        Assert.InRange(ArchiveReader.Read(zip, "a.zip").Files.Read("main.tf").Bytes.Length, 0, 10);
    }

    [Theory]
    [InlineData("a.rar", "Rar!\u001a\u0007\u0000")]
    [InlineData("a.zip", "PK\u0003\u0004 and nothing more")]
    [InlineData("a.txt", "hello")]
    [InlineData("a.zip", "")]
    public void What_is_no_archive_is_refused(string name, string text) => AssertRefused(Text(text), "", name);

    [Fact]
    public void A_packed_file_that_is_no_tar_is_refused() => AssertRefused(Gzip(Text(new string('x', 2_000))), "damaged");

    [Fact]
    public void An_archive_cut_short_anywhere_is_read_or_refused_but_never_fails()
    {
        foreach (var kind in Kinds.Select(static k => k.Data))
        {
            var whole = Pack(kind, ("naive/main.tf", Text(Bucket)), (new string('p', 150) + "/main.tf", Text(Bucket)));
            for (var length = 0; length < whole.Length; length += 7)
            {
                var cut = whole[..length];
                if (Record.Exception(() => ArchiveReader.Read(cut, "a.zip")) is { } exception)
                {
                    Assert.IsType<InvalidException>(exception);
                }
            }
        }
    }

    [Fact]
    public void An_archive_with_any_byte_changed_is_read_or_refused_but_never_fails()
    {
        foreach (var kind in Kinds.Select(static k => k.Data))
        {
            var whole = Pack(kind, ("naive/main.tf", Text(Bucket)), (new string('p', 150) + "/main.tf", Text(Bucket)));
            for (var at = 0; at < whole.Length; at += 3)
            {
                var bent = whole.ToArray();
                bent[at] ^= 0xFF;
                if (Record.Exception(() => ArchiveReader.Read(bent, "a.zip")) is { } exception)
                {
                    Assert.IsType<InvalidException>(exception);
                }
            }
        }
    }

    internal static byte[] Pack(string kind, params (string Path, byte[] Bytes)[] files) => kind switch
    {
        "zip" => Zip(files),
        "tar" => Tar(files),
        _ => Gzip(Tar(files)),
    };

    internal static byte[] Text(string text) => Encoding.UTF8.GetBytes(text);

    private static byte[] Random(int length)
    {
        var bytes = new byte[length];
        new Random(1).NextBytes(bytes);
        return bytes;
    }

    private static void AssertRefused(byte[] archive, string reason, string name = "upload.zip")
    {
        var refusal = Assert.Throws<InvalidException>(() => ArchiveReader.Read(archive, name));
        Assert.Contains(reason, refusal.Message, StringComparison.Ordinal);
    }

    private static byte[] Zip(params (string Path, byte[] Bytes)[] files)
    {
        using var output = new MemoryStream();
        using (var zip = new ZipArchive(output, ZipArchiveMode.Create))
        {
            foreach (var (path, bytes) in files)
            {
                using var entry = zip.CreateEntry(path).Open();
                entry.Write(bytes);
            }
        }

        return output.ToArray();
    }

    private static byte[] Tar((string Path, byte[] Bytes)[] files) => Tar(writer =>
    {
        foreach (var (path, bytes) in files)
        {
            writer.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, path) { DataStream = new MemoryStream(bytes) });
        }
    });

    private static byte[] Tar(Action<TarWriter> write)
    {
        using var output = new MemoryStream();
        using (var writer = new TarWriter(output, leaveOpen: true))
        {
            write(writer);
        }

        return output.ToArray();
    }

    private static byte[] Gzip(byte[] bytes)
    {
        using var output = new MemoryStream();
        using (var gzip = new GZipStream(output, CompressionLevel.SmallestSize))
        {
            gzip.Write(bytes);
        }

        return output.ToArray();
    }

    // Of the last entry of the directory.
    private static void SetUnixMode(byte[] zip, int mode)
    {
        var entry = zip.AsSpan().LastIndexOf("PK\u0001\u0002"u8);
        BitConverter.TryWriteBytes(zip.AsSpan(entry + 38), mode << 16);
    }

    private static void Checksum(Span<byte> header)
    {
        header.Slice(148, 8).Fill((byte)' ');
        var sum = 0;
        foreach (var value in header)
        {
            sum += value;
        }

        Encoding.ASCII.GetBytes($"{Convert.ToString(sum, 8).PadLeft(6, '0')}\0 ").CopyTo(header[148..]);
    }
}
