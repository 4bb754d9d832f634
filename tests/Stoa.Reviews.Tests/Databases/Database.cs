using Stoa.Reviews.Store;

namespace Stoa.Reviews.Tests.Databases;

/// <summary>An empty record in a database of its own.</summary>
public sealed class Database : IAsyncDisposable
{
    private readonly Func<Task> drop;

    private Database(RecordStore store, Func<RecordContext> open, TestClock clock, Func<Task> drop)
    {
        Store = store;
        Open = open;
        Clock = clock;
        this.drop = drop;
    }

    /// <summary>The kinds of databases that every contract is tested on.</summary>
    public static TheoryData<string> Kinds => ["sqlite", "postgres"];

    public RecordStore Store { get; }

    public Func<RecordContext> Open { get; }

    public TestClock Clock { get; }

    public static async Task<Database> CreateAsync(string kind)
    {
        var clock = new TestClock();
        if (kind == "sqlite")
        {
            var folder = Directory.CreateTempSubdirectory("stoa-record-");
            var contexts = StoreFactory.Sqlite(Path.Combine(folder.FullName, "stoa.db"));
            await using (var context = contexts.CreateDbContext())
            {
                await StoreFactory.MigrateAsync(context);
            }

            return new Database(new RecordStore(contexts.CreateDbContext, oneWriter: true, clock, new Limits()), contexts.CreateDbContext, clock, () =>
            {
                Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
                folder.Delete(recursive: true);
                return Task.CompletedTask;
            });
        }

        var (connection, dropDatabase) = await PostgresServer.CreateDatabaseAsync();
        var factory = StoreFactory.Postgres(connection);
        return new Database(new RecordStore(factory.CreateDbContext, oneWriter: false, clock, new Limits()), factory.CreateDbContext, clock, dropDatabase);
    }

    public async ValueTask DisposeAsync()
    {
        Store.Dispose();
        await drop();
    }
}
