using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace Stoa.Reviews.Store;

/// <summary>The record in SQLite: one file, for one machine.</summary>
public sealed class SqliteRecordContext(DbContextOptions<SqliteRecordContext> options) : RecordContext(options);

/// <summary>For <c>dotnet ef migrations add</c>; nothing else calls it.</summary>
public sealed class SqliteRecordContextFactory : IDesignTimeDbContextFactory<SqliteRecordContext>
{
    /// <inheritdoc/>
    public SqliteRecordContext CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<SqliteRecordContext>().UseSqlite("Data Source=design.db").Options);
}
