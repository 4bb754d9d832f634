using Microsoft.Extensions.Options;

namespace Stoa.Server.Hosting;

/// <summary>
/// Keeps a second server from a data directory: one server alone may write to a SQLite record. The system lets go of it when the
/// process ends, however it ends.
/// </summary>
internal sealed class DataLock : IDisposable
{
    private readonly FileStream? file;

    /// <summary>Takes the lock; does nothing where the record is in PostgreSQL, which servers share.</summary>
    /// <exception cref="StartException">Another server has it.</exception>
    public DataLock(IOptions<StoaOptions> options)
    {
        if (options.Value.Database is not null)
        {
            return;
        }

        Directory.CreateDirectory(options.Value.DataDirectory);
        try
        {
            file = new FileStream(Path.Combine(options.Value.DataDirectory, "server.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException exception)
        {
            throw new StartException(
                $"Another server works in {options.Value.DataDirectory}. Stop it first, or give this one a folder of its own with --data DIR. ({exception.Message})");
        }
        catch (UnauthorizedAccessException exception)
        {
            throw new StartException($"{options.Value.DataDirectory} cannot be written to: {exception.Message}");
        }
    }

    /// <inheritdoc/>
    public void Dispose() => file?.Dispose();
}

/// <summary>Why a server cannot start; the message is for whoever starts it.</summary>
public sealed class StartException(string message, Exception? inner = null) : Exception(message, inner);
