using System.Diagnostics;
using Npgsql;
using Stoa.Reviews.Store;

namespace Stoa.Reviews.Tests.Databases;

/// <summary>
/// A PostgreSQL server of the tests' own, started on first use and stopped with the process. Each test gets a database copied from one
/// that has the tables already.
/// </summary>
public static class PostgresServer
{
    private static readonly Lazy<Task<string>> Server = new(StartAsync);

    private static int databases;

    public static async Task<(string Connection, Func<Task> Drop)> CreateDatabaseAsync()
    {
        var server = await Server.Value;
        var name = $"record_{Environment.ProcessId}_{Interlocked.Increment(ref databases)}";
        await ExecuteAsync($"{server};Database=postgres", $"CREATE DATABASE {name} TEMPLATE record_template");
        var connection = $"{server};Database={name};Maximum Pool Size=20";
        return (connection, async () =>
        {
            await using (var pool = new NpgsqlConnection(connection))
            {
                NpgsqlConnection.ClearPool(pool);
            }

            await ExecuteAsync($"{server};Database=postgres", $"DROP DATABASE {name} WITH (FORCE)");
        });
    }

    private static async Task<string> StartAsync()
    {
        var folder = Directory.CreateTempSubdirectory("stoa-postgres-").FullName;
        var data = Path.Combine(folder, "data");
        var binaries = Binaries();
        // PostgreSQL refuses to run as root.
        var root = Environment.UserName == "root";
        if (root)
        {
            await RunAsync("chown", "-R", "postgres", folder);
        }

        var port = Random.Shared.Next(20000, 30000);
        await RunAsAsync(root, Path.Combine(binaries, "initdb"), "-D", data, "-U", "stoa", "--auth=trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync");
        // What the tests write need not survive the machine.
        await RunAsAsync(root, Path.Combine(binaries, "pg_ctl"), "-D", data, "-w", "-l", Path.Combine(folder, "log"), "-o",
            $"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={folder} -c fsync=off -c synchronous_commit=off -c full_page_writes=off -c max_connections=200", "start");
        AppDomain.CurrentDomain.ProcessExit += (_, _) =>
        {
            RunAsAsync(root, Path.Combine(binaries, "pg_ctl"), "-D", data, "-m", "immediate", "stop").GetAwaiter().GetResult();
            Directory.Delete(folder, recursive: true);
        };
        var server = $"Host=127.0.0.1;Port={port};Username=stoa";
        await ExecuteAsync($"{server};Database=postgres", "CREATE DATABASE record_template");
        await using (var context = StoreFactory.Postgres($"{server};Database=record_template;Pooling=false").CreateDbContext())
        {
            await StoreFactory.MigrateAsync(context);
        }

        return server;
    }

    private static string Binaries()
    {
        var found = Directory.Exists("/usr/lib/postgresql")
            ? Directory.GetDirectories("/usr/lib/postgresql").Select(static d => Path.Combine(d, "bin")).Where(static d => File.Exists(Path.Combine(d, "initdb"))).Order().LastOrDefault()
            : null;
        return found ?? throw new InvalidOperationException("PostgreSQL is not installed: ./test installs it.");
    }

    private static Task RunAsAsync(bool root, string program, params string[] arguments) =>
        root ? RunAsync("runuser", ["-u", "postgres", "--", program, .. arguments]) : RunAsync(program, arguments);

    private static async Task RunAsync(string program, params string[] arguments)
    {
        // The server keeps what it inherits: its output goes to its log, not to a pipe that we would wait for.
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { WorkingDirectory = "/", RedirectStandardOutput = !program.EndsWith("pg_ctl") && !arguments.Contains("start") })!;
        if (process.StartInfo.RedirectStandardOutput)
        {
            await process.StandardOutput.ReadToEndAsync();
        }

        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}.");
        }
    }

    private static async Task ExecuteAsync(string connection, string sql)
    {
        await using var opened = new NpgsqlConnection($"{connection};Pooling=false");
        await opened.OpenAsync();
        await using var command = new NpgsqlCommand(sql, opened);
        await command.ExecuteNonQueryAsync();
    }
}
