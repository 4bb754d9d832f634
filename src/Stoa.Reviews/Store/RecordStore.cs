using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Stoa.Reviews.Store;

/// <summary>A request that a client may repeat with the same token and that must not take effect twice.</summary>
/// <param name="Operation">The operation's name.</param>
/// <param name="Token">The client's token.</param>
/// <param name="RequestHash">SHA-256 of the parameters.</param>
public sealed record Idempotency(string Operation, string Token, byte[] RequestHash)
{
    /// <summary>The idempotency of a request; null without a token.</summary>
    public static Idempotency? Of(string operation, string? token, object request) =>
        token is null ? null : new(operation, token, SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(request, RecordJson.Options)));
}

/// <summary>
/// Where the record is kept. Every write is one transaction: it happens whole, and is durable when the task ends, or not at all.
/// Safe to use from many threads.
/// </summary>
public sealed class RecordStore : IDisposable
{
    // What a deadlock or a lost race costs is tried again; what still fails then has another reason.
    private const int Attempts = 5;

    private readonly Func<RecordContext> open;
    private readonly SemaphoreSlim? gate;

    /// <summary>A store.</summary>
    /// <param name="open">Opens a context.</param>
    /// <param name="oneWriter">Whether the database takes one writer at a time, as SQLite does: then writers wait here, in order.</param>
    /// <param name="time">The clock.</param>
    /// <param name="limits">How much is kept.</param>
    public RecordStore(Func<RecordContext> open, bool oneWriter, TimeProvider time, Limits limits)
    {
        this.open = open;
        gate = oneWriter ? new SemaphoreSlim(1) : null;
        Time = time;
        Limits = limits;
    }

    /// <summary>The clock.</summary>
    public TimeProvider Time { get; }

    /// <summary>How much is kept of each thing.</summary>
    public Limits Limits { get; }

    /// <summary>Now, to the millisecond: what is written reads back equal.</summary>
    public DateTimeOffset Now => DateTimeOffset.FromUnixTimeMilliseconds(Time.GetUtcNow().ToUnixTimeMilliseconds());

    /// <summary>Today, by UTC.</summary>
    public DateOnly Today => DateOnly.FromDateTime(Now.UtcDateTime);

    /// <summary>Reads.</summary>
    public async Task<T> ReadAsync<T>(Func<RecordContext, Task<T>> work)
    {
        await using var context = open();
        context.ChangeTracker.QueryTrackingBehavior = QueryTrackingBehavior.NoTracking;
        // Otherwise each query takes a connection from the pool and gives it back.
        await context.Database.OpenConnectionAsync();
        return await work(context);
    }

    /// <summary>
    /// Writes in one transaction. The work may run more than once when the database lost a race, so it must have no effect of its own.
    /// </summary>
    /// <exception cref="ConflictException">Somebody else changed the same thing meanwhile.</exception>
    public Task<T> WriteAsync<T>(Func<RecordContext, Task<T>> work, CancellationToken cancellation = default) =>
        WriteAsync(accountId: "", idempotency: null, work, cancellation);

    /// <summary>Writes in one transaction; a repetition of an earlier request gets that one's answer and has no effect.</summary>
    /// <exception cref="ConflictException">Somebody else changed the same thing meanwhile, or the token was used with other parameters.</exception>
    public async Task<T> WriteAsync<T>(
        string accountId, Idempotency? idempotency, Func<RecordContext, Task<T>> work, CancellationToken cancellation = default)
    {
        if (gate is not null)
        {
            await gate.WaitAsync(cancellation);
        }

        try
        {
            for (var attempt = 1; ; attempt++)
            {
                try
                {
                    return await TryWriteAsync(accountId, idempotency, work);
                }
                catch (Exception exception) when (attempt < Attempts && IsLostRace(exception))
                {
                    await Task.Delay(Random.Shared.Next(5, 20 * attempt), cancellation);
                }
                catch (DbUpdateConcurrencyException exception)
                {
                    var entry = exception.Entries is [var first, ..] ? first : null;
                    throw new ConflictException(
                        "[Conflict] Somebody else changed this meanwhile. Read it again and repeat your change.",
                        entry is null ? "RECORD" : entry.Metadata.ClrType.Name.Replace("Record", "").ToUpperInvariant(),
                        entry is null ? "" : string.Join('/', entry.Metadata.FindPrimaryKey()!.Properties.Select(p => entry.Property(p.Name).CurrentValue)));
                }
            }
        }
        finally
        {
            gate?.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => gate?.Dispose();

    private async Task<T> TryWriteAsync<T>(string accountId, Idempotency? idempotency, Func<RecordContext, Task<T>> work)
    {
        await using var context = open();
        await using var transaction = await context.Database.BeginTransactionAsync();
        if (idempotency is not null
            && await context.Idempotency.FindAsync(accountId, idempotency.Operation, idempotency.Token) is { } earlier)
        {
            if (Now - earlier.At <= Limits.Idempotency)
            {
                return earlier.RequestHash.AsSpan().SequenceEqual(idempotency.RequestHash)
                    ? JsonSerializer.Deserialize<T>(earlier.Response, RecordJson.Options)!
                    : throw new ConflictException(
                        "[Conflict] The ClientRequestToken was used before, with other parameters.", "CLIENT_REQUEST_TOKEN", idempotency.Token);
            }

            context.Idempotency.Remove(earlier);
            await context.SaveChangesAsync();
        }

        var result = await work(context);
        if (idempotency is not null)
        {
            context.Idempotency.Add(new IdempotencyRecord
            {
                AccountId = accountId,
                Operation = idempotency.Operation,
                Token = idempotency.Token,
                RequestHash = idempotency.RequestHash,
                Response = JsonSerializer.Serialize(result, RecordJson.Options),
                At = Now,
            });
        }

        await context.SaveChangesAsync();
        await transaction.CommitAsync();
        return result;
    }

    private static bool IsLostRace(Exception exception) => (exception as DbUpdateException)?.InnerException switch
    {
        // Two of the same key at once: the second finds the first when it tries again.
        PostgresException { SqlState: PostgresErrorCodes.UniqueViolation or PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.SerializationFailure } => true,
        SqliteException { SqliteErrorCode: 5 or 6 } => true,
        SqliteException { SqliteErrorCode: 19, SqliteExtendedErrorCode: 1555 or 2067 } => true,
        _ => exception is PostgresException { SqlState: PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.SerializationFailure },
    };
}
