using System.Security.Cryptography;
using Microsoft.Extensions.Options;
using Stoa.Reviews.People;
using Stoa.Server.Hosting;

namespace Stoa.Server.Access;

/// <summary>
/// The key under which secrets are kept, from the settings or from a file beside the database that only the server's own user may read.
/// </summary>
internal sealed partial class MasterKey
{
    private const string FileName = "master.key";
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly byte[] key;

    /// <summary>Reads the key, and makes one where there is none.</summary>
    public MasterKey(IOptions<StoaOptions> options, ILogger<MasterKey> log)
    {
        var text = options.Value.MasterKey ?? Read(options.Value.DataDirectory, log);
        key = new byte[SecretBox.KeyLength];
        if (!Convert.TryFromBase64String(text.Trim(), key, out var length) || length != SecretBox.KeyLength)
        {
            throw new InvalidOperationException(
                "The master key is not 32 bytes in base64. Make one with: openssl rand -base64 32");
        }
    }

    /// <summary>A box for one purpose.</summary>
    public SecretBox Box(string purpose) => new(key, purpose);

    private static string Read(string folder, ILogger log)
    {
        var path = Path.Combine(folder, FileName);
        Directory.CreateDirectory(folder);
        if (!File.Exists(path))
        {
            Write(path);
        }

        if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(path) & ~OwnerOnly) != UnixFileMode.None)
        {
            LogReadable(log, path);
            File.SetUnixFileMode(path, OwnerOnly);
        }

        return File.ReadAllText(path);
    }

    // Whole or not at all, and by one of two servers that start at once.
    private static void Write(string path)
    {
        var draft = $"{path}.{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(4))}";
        var form = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            form.UnixCreateMode = OwnerOnly;
        }

        using (var file = new FileStream(draft, form))
        {
            file.Write(System.Text.Encoding.ASCII.GetBytes(Convert.ToBase64String(RandomNumberGenerator.GetBytes(SecretBox.KeyLength)) + "\n"));
            file.Flush(flushToDisk: true);
        }

        try
        {
            File.Move(draft, path, overwrite: false);
        }
        catch (IOException) when (File.Exists(path))
        {
            File.Delete(draft);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Others on this machine could read {Path}; its mode is now 0600")]
    private static partial void LogReadable(ILogger log, string path);
}
