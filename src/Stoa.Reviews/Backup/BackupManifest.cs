namespace Stoa.Reviews.Backup;

/// <summary>What a backup holds: its file <c>manifest.json</c>.</summary>
public sealed record BackupManifest
{
    /// <summary>The name of the format.</summary>
    public const string CurrentSchema = "stoa/backup/1";

    /// <summary>The format of the backup.</summary>
    public required string Schema { get; init; }

    /// <summary>The version of Stoa that wrote it.</summary>
    public required string ToolVersion { get; init; }

    /// <summary>When it was written.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The name of the last migration that the database had: <c>Initial</c>.</summary>
    public required string Migration { get; init; }

    /// <summary>The tables, each after those that it refers to.</summary>
    public required IReadOnlyList<BackupTable> Tables { get; init; }
}

/// <summary>A table of a backup: the file <c>tables/NAME.jsonl</c>, one row a line, each an array in the order of the columns.</summary>
/// <param name="Name">The table.</param>
/// <param name="Columns">Its columns.</param>
/// <param name="Rows">How many rows there are.</param>
/// <param name="Sha256">Of the file, in hexadecimal digits.</param>
public sealed record BackupTable(string Name, IReadOnlyList<BackupColumn> Columns, long Rows, string Sha256);

/// <summary>A column of a table.</summary>
/// <param name="Name">The column.</param>
/// <param name="Type"><c>text</c>, <c>integer</c>, <c>boolean</c>, <c>real</c>, <c>decimal</c>, <c>date</c> or <c>bytes</c> (in base64).</param>
public sealed record BackupColumn(string Name, string Type);
