using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace Stoa.Reviews.Store;

/// <summary>The record in PostgreSQL: for teams and several servers.</summary>
public sealed class PostgresRecordContext(DbContextOptions<PostgresRecordContext> options) : RecordContext(options);

/// <summary>For <c>dotnet ef migrations add</c>; nothing else calls it.</summary>
public sealed class PostgresRecordContextFactory : IDesignTimeDbContextFactory<PostgresRecordContext>
{
    /// <inheritdoc/>
    public PostgresRecordContext CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<PostgresRecordContext>().UseNpgsql("Host=design").Options);
}
