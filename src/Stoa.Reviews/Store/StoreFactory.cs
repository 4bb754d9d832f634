using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;

namespace Stoa.Reviews.Store;

/// <summary>Opens stores.</summary>
public static class StoreFactory
{
    /// <summary>A factory of contexts for SQLite, over one file.</summary>
    /// <param name="file">The file; made when it does not exist.</param>
    public static IDbContextFactory<SqliteRecordContext> Sqlite(string file)
    {
        var connection = new SqliteConnectionStringBuilder { DataSource = file, Pooling = true, DefaultTimeout = 30, ForeignKeys = true };
        var options = new DbContextOptionsBuilder<SqliteRecordContext>()
            .UseSqlite(connection.ConnectionString)
            .AddInterceptors(new SqlitePragmas())
            .Options;
        return new PooledDbContextFactory<SqliteRecordContext>(options);
    }

    /// <summary>A factory of contexts for PostgreSQL.</summary>
    /// <param name="connectionString">As Npgsql reads it.</param>
    public static IDbContextFactory<PostgresRecordContext> Postgres(string connectionString) =>
        new PooledDbContextFactory<PostgresRecordContext>(new DbContextOptionsBuilder<PostgresRecordContext>().UseNpgsql(connectionString).Options);

    /// <summary>A store in SQLite.</summary>
    public static RecordStore OpenSqlite(string file, TimeProvider time, Limits limits)
    {
        var factory = Sqlite(file);
        return new RecordStore(factory.CreateDbContext, oneWriter: true, time, limits);
    }

    /// <summary>A store in PostgreSQL.</summary>
    public static RecordStore OpenPostgres(string connectionString, TimeProvider time, Limits limits)
    {
        var factory = Postgres(connectionString);
        return new RecordStore(factory.CreateDbContext, oneWriter: false, time, limits);
    }

    /// <summary>Makes the tables, or brings those of an earlier version up to date. Several servers may start at once.</summary>
    public static async Task MigrateAsync(RecordContext context, CancellationToken cancellation = default)
    {
        // Migrating compares the whole model with that of the last migration even where nothing is to be done.
        if ((await context.Database.GetPendingMigrationsAsync(cancellation)).Any())
        {
            await context.Database.MigrateAsync(cancellation);
        }
    }
}
