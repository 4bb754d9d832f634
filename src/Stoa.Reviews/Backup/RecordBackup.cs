using System.Buffers;
using System.Data;
using System.Data.Common;
using System.Globalization;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Storage;
using Stoa.Reviews.Store;

namespace Stoa.Reviews.Backup;

/// <summary>
/// Writes the whole record into a zip file and reads it back, from either database into either: one may begin with SQLite and go on
/// with PostgreSQL. It is of one moment, and may be written while a server works. Jobs are not in it; what they are about is.
/// </summary>
public static class RecordBackup
{
    private const string ManifestName = "manifest.json";

    /// <summary>Writes a backup.</summary>
    /// <param name="context">The record, with the tables of this version.</param>
    /// <param name="version">Stoa's version.</param>
    /// <param name="now">When.</param>
    /// <param name="output">Where to; left open.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="InvalidException">The database has not the tables of this version.</exception>
    public static async Task<BackupManifest> WriteAsync(RecordContext context, string version, DateTimeOffset now, Stream output, CancellationToken cancellation = default)
    {
        var applied = (await context.Database.GetAppliedMigrationsAsync(cancellation)).ToList();
        if (applied.Count == 0 || (await context.Database.GetPendingMigrationsAsync(cancellation)).Any())
        {
            throw new InvalidException("The database is not of this version. Run 'stoa-server migrate', or the version that the server runs.");
        }

        var model = context.GetService<IDesignTimeModel>().Model;
        var sql = context.GetService<ISqlGenerationHelper>();
        await context.Database.OpenConnectionAsync(cancellation);
        var connection = context.Database.GetDbConnection();
        // One moment of the record, without keeping anybody from writing.
        await using var transaction = connection is SqliteConnection sqlite
            ? sqlite.BeginTransaction(deferred: true)
            : await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellation);
        using var zip = new ZipArchive(output, ZipArchiveMode.Create, leaveOpen: true);
        var tables = new List<BackupTable>();
        foreach (var type in InOrder(model))
        {
            tables.Add(await WriteTableAsync(connection, transaction, sql, type, zip, cancellation));
        }

        var manifest = new BackupManifest { Schema = BackupManifest.CurrentSchema, ToolVersion = version, At = now, Migration = NameOf(applied[^1]), Tables = tables };
        await using var entry = await zip.CreateEntry(ManifestName).OpenAsync(cancellation);
        await JsonSerializer.SerializeAsync(entry, manifest, RecordJson.Options, cancellation);
        return manifest;
    }

    /// <summary>Reads a backup into a record that is empty; it is read whole or not at all.</summary>
    /// <param name="context">The record; its database may have no tables yet.</param>
    /// <param name="input">The backup; it must be able to seek.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="InvalidException">The record is not empty, the backup is damaged, or it is of a later version.</exception>
    public static async Task<BackupManifest> ReadAsync(RecordContext context, Stream input, CancellationToken cancellation = default)
    {
        using var zip = OpenZip(input);
        var manifest = await ManifestAsync(zip, cancellation);
        var target = context.Database.GetMigrations().FirstOrDefault(m => NameOf(m) == manifest.Migration)
            ?? throw new InvalidException($"The backup was written by a later version, {manifest.ToolVersion}. Restore it with that one.");
        await DemandEmptyAsync(context, cancellation);

        // The tables as they were when it was written; what a later version made of them is done to the rows too.
        var migrator = context.GetService<IMigrator>();
        await migrator.MigrateAsync(target, cancellation);
        await context.Database.OpenConnectionAsync(cancellation);
        var connection = context.Database.GetDbConnection();
        var sql = context.GetService<ISqlGenerationHelper>();
        await using (var transaction = await connection.BeginTransactionAsync(cancellation))
        {
            foreach (var table in manifest.Tables)
            {
                await ReadTableAsync(connection, transaction, sql, table, zip, cancellation);
            }

            if (connection is not SqliteConnection)
            {
                await MoveSequencesAsync(context, connection, transaction, sql, manifest, cancellation);
            }

            await transaction.CommitAsync(cancellation);
        }

        await migrator.MigrateAsync(null, cancellation);
        return manifest;
    }

    private static async Task<BackupTable> WriteTableAsync(
        DbConnection connection, DbTransaction transaction, ISqlGenerationHelper sql, IEntityType type, ZipArchive zip, CancellationToken cancellation)
    {
        var name = type.GetTableName()!;
        var stored = StoreObjectIdentifier.Table(name, type.GetSchema());
        var columns = type.GetProperties().Select(p => new BackupColumn(p.GetColumnName(stored)!, TypeOf(p))).ToList();
        // One order in both databases, whatever their languages.
        var order = type.FindPrimaryKey()!.Properties.Select(p =>
            sql.DelimitIdentifier(p.GetColumnName(stored)!) + (TypeOf(p) == "text" && connection is not SqliteConnection ? " COLLATE \"C\"" : ""));
        await using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = $"SELECT {string.Join(", ", columns.Select(c => sql.DelimitIdentifier(c.Name)))} FROM {sql.DelimitIdentifier(name)} ORDER BY {string.Join(", ", order)}";

        var rows = 0L;
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        await using var entry = await zip.CreateEntry($"tables/{name}.jsonl", CompressionLevel.Fastest).OpenAsync(cancellation);
        var line = new ArrayBufferWriter<byte>();
        await using var reader = await command.ExecuteReaderAsync(CommandBehavior.SequentialAccess, cancellation);
        while (await reader.ReadAsync(cancellation))
        {
            line.ResetWrittenCount();
            using (var json = new Utf8JsonWriter(line))
            {
                json.WriteStartArray();
                for (var i = 0; i < columns.Count; i++)
                {
                    WriteValue(json, reader, i, columns[i].Type);
                }

                json.WriteEndArray();
            }

            line.Write("\n"u8);
            hash.AppendData(line.WrittenSpan);
            await entry.WriteAsync(line.WrittenMemory, cancellation);
            rows++;
        }

        return new BackupTable(name, columns, rows, Convert.ToHexStringLower(hash.GetHashAndReset()));
    }

    private static void WriteValue(Utf8JsonWriter json, DbDataReader reader, int column, string type)
    {
        if (reader.IsDBNull(column))
        {
            json.WriteNullValue();
            return;
        }

        switch (type)
        {
            case "integer":
                json.WriteNumberValue(reader.GetInt64(column));
                break;
            case "boolean":
                json.WriteBooleanValue(reader.GetBoolean(column));
                break;
            case "real":
                json.WriteNumberValue(reader.GetDouble(column));
                break;
            case "decimal":
                json.WriteNumberValue(reader.GetDecimal(column));
                break;
            case "date":
                json.WriteStringValue(reader.GetFieldValue<DateOnly>(column).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
                break;
            case "bytes":
                json.WriteBase64StringValue(reader.GetFieldValue<byte[]>(column));
                break;
            default:
                json.WriteStringValue(reader.GetString(column));
                break;
        }
    }

    private static async Task ReadTableAsync(
        DbConnection connection, DbTransaction transaction, ISqlGenerationHelper sql, BackupTable table, ZipArchive zip, CancellationToken cancellation)
    {
        var entry = zip.GetEntry($"tables/{table.Name}.jsonl") ?? throw Damaged($"the table {table.Name} is missing");
        await using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText =
            $"INSERT INTO {sql.DelimitIdentifier(table.Name)} ({string.Join(", ", table.Columns.Select(c => sql.DelimitIdentifier(c.Name)))}) VALUES ({string.Join(", ", table.Columns.Select(static (_, i) => $"@p{i}"))})";
        foreach (var _ in table.Columns)
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = $"@p{command.Parameters.Count}";
            command.Parameters.Add(parameter);
        }

        var rows = 0L;
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        await using var stream = await entry.OpenAsync(cancellation);
        using var lines = new StreamReader(stream);
        while (await lines.ReadLineAsync(cancellation) is { } line)
        {
            hash.AppendData(System.Text.Encoding.UTF8.GetBytes(line));
            hash.AppendData("\n"u8);
            using var row = JsonDocument.Parse(line);
            if (row.RootElement.ValueKind != JsonValueKind.Array || row.RootElement.GetArrayLength() != table.Columns.Count)
            {
                throw Damaged($"a row of {table.Name} has not the columns of the table");
            }

            for (var i = 0; i < table.Columns.Count; i++)
            {
                command.Parameters[i].Value = ValueOf(row.RootElement[i], table.Columns[i].Type);
            }

            await command.ExecuteNonQueryAsync(cancellation);
            rows++;
        }

        if (rows != table.Rows || Convert.ToHexStringLower(hash.GetHashAndReset()) != table.Sha256)
        {
            throw Damaged($"the table {table.Name} is not what was written");
        }
    }

    private static object ValueOf(JsonElement value, string type) => value.ValueKind == JsonValueKind.Null ? DBNull.Value : type switch
    {
        "integer" => value.GetInt64(),
        "boolean" => value.GetBoolean(),
        "real" => value.GetDouble(),
        "decimal" => value.GetDecimal(),
        "date" => DateOnly.ParseExact(value.GetString()!, "yyyy-MM-dd", CultureInfo.InvariantCulture),
        "bytes" => value.GetBytesFromBase64(),
        _ => value.GetString()!,
    };

    private static ZipArchive OpenZip(Stream input)
    {
        try
        {
            return new ZipArchive(input, ZipArchiveMode.Read, leaveOpen: true);
        }
        catch (InvalidDataException)
        {
            throw new InvalidException("The file is no backup: 'stoa-server backup FILE' writes one.");
        }
    }

    private static async Task<BackupManifest> ManifestAsync(ZipArchive zip, CancellationToken cancellation)
    {
        try
        {
            var entry = zip.GetEntry(ManifestName) ?? throw new InvalidException("The file is no backup: 'stoa-server backup FILE' writes one.");
            await using var stream = await entry.OpenAsync(cancellation);
            var manifest = await JsonSerializer.DeserializeAsync<BackupManifest>(stream, RecordJson.Options, cancellation);
            return manifest?.Schema == BackupManifest.CurrentSchema ? manifest
                : throw new InvalidException($"The backup is of the format {manifest?.Schema}, which this version does not read.");
        }
        catch (JsonException)
        {
            throw Damaged("its manifest cannot be read");
        }
    }

    private static async Task DemandEmptyAsync(RecordContext context, CancellationToken cancellation)
    {
        if (!await context.Database.CanConnectAsync(cancellation) || !(await context.Database.GetAppliedMigrationsAsync(cancellation)).Any())
        {
            return;
        }

        if (await context.Accounts.AnyAsync(cancellation) || await context.Users.AnyAsync(cancellation) || await context.Workloads.AnyAsync(cancellation)
            || await context.Audit.AnyAsync(cancellation))
        {
            throw new InvalidException("The record is not empty, and a restore would mix two. Restore into an empty folder (--data) or database (--database).");
        }

        // What a server leaves that was started once and used by nobody: its keys, its link.
        foreach (var type in InOrder(context.Model).Reverse())
        {
            var table = context.GetService<ISqlGenerationHelper>().DelimitIdentifier(type.GetTableName()!);
#pragma warning disable EF1002 // The name is the model's own.
            await context.Database.ExecuteSqlRawAsync($"DELETE FROM {table}", cancellation);
#pragma warning restore EF1002
        }
    }

    // Rows with numbers of their own do not move the counter that gives out the next one.
    private static async Task MoveSequencesAsync(
        RecordContext context, DbConnection connection, DbTransaction transaction, ISqlGenerationHelper sql, BackupManifest manifest, CancellationToken cancellation)
    {
        foreach (var type in InOrder(context.Model))
        {
            var table = type.GetTableName()!;
            foreach (var property in type.FindPrimaryKey()!.Properties.Where(p => p.ValueGenerated == ValueGenerated.OnAdd && TypeOf(p) == "integer"))
            {
                var column = property.GetColumnName();
                if (!manifest.Tables.Any(t => t.Name == table && t.Columns.Any(c => c.Name == column)))
                {
                    continue;
                }

                await using var command = connection.CreateCommand();
                command.Transaction = transaction;
                command.CommandText =
                    $"SELECT setval(pg_get_serial_sequence('{sql.DelimitIdentifier(table)}', '{column}'), COALESCE(MAX({sql.DelimitIdentifier(column)}), 1), COUNT(*) > 0) FROM {sql.DelimitIdentifier(table)}";
                await command.ExecuteScalarAsync(cancellation);
            }
        }
    }

    private static IEnumerable<IEntityType> InOrder(IModel model)
    {
        var left = model.GetEntityTypes().Where(static t => t.GetTableName() is not null && t.FindPrimaryKey() is not null)
            .OrderBy(static t => t.GetTableName(), StringComparer.Ordinal).ToList();
        var placed = new HashSet<IEntityType>();
        while (left.Count > 0)
        {
            var next = left.First(t => t.GetForeignKeys().All(k => k.PrincipalEntityType == t || placed.Contains(k.PrincipalEntityType)));
            left.Remove(next);
            placed.Add(next);
            yield return next;
        }
    }

    private static string TypeOf(IProperty property)
    {
        var mapping = property.GetTypeMapping();
        var stored = mapping.Converter?.ProviderClrType ?? mapping.ClrType;
        stored = Nullable.GetUnderlyingType(stored) ?? stored;
        return stored == typeof(string) ? "text"
            : stored == typeof(bool) ? "boolean"
            : stored == typeof(byte[]) ? "bytes"
            : stored == typeof(int) || stored == typeof(long) || stored == typeof(short) ? "integer"
            : stored == typeof(double) || stored == typeof(float) ? "real"
            : stored == typeof(decimal) ? "decimal"
            : stored == typeof(DateOnly) ? "date"
            : throw new InvalidOperationException($"A backup cannot hold {stored} of {property.DeclaringType.DisplayName()}.{property.Name}.");
    }

    // 20261123133725_Initial: the two databases' migrations were written at different seconds.
    private static string NameOf(string migration) => migration[(migration.IndexOf('_') + 1)..];

    private static InvalidException Damaged(string how) => new($"The backup is damaged: {how}. Nothing was restored.");
}
