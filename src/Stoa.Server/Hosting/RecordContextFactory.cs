using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Stoa.Reviews.Store;

namespace Stoa.Server.Hosting;

/// <summary>Opens contexts in the database that the options name.</summary>
internal sealed class RecordContextFactory : IDbContextFactory<RecordContext>
{
    private readonly Func<RecordContext> open;

    /// <summary>A factory; makes the data directory where the database is a file in it.</summary>
    public RecordContextFactory(IOptions<StoaOptions> options)
    {
        if (options.Value.Database is { } connection)
        {
            open = StoreFactory.Postgres(connection).CreateDbContext;
        }
        else
        {
            Directory.CreateDirectory(options.Value.DataDirectory);
            open = StoreFactory.Sqlite(options.Value.SqliteFile).CreateDbContext;
        }
    }

    /// <inheritdoc/>
    public RecordContext CreateDbContext() => open();
}
