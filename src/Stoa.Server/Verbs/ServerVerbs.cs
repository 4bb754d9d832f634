using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Stoa.Reviews;
using Stoa.Reviews.Backup;
using Stoa.Reviews.People;
using Stoa.Reviews.Store;
using Stoa.Server.Access;
using Stoa.Server.Hosting;

namespace Stoa.Server.Verbs;

/// <summary>The command line of the server: serve, backup, restore, migrate, admin.</summary>
internal static class ServerVerbs
{
    private const int Failed = 1;
    private const int Usage = 2;

    private const string Examples = """
        Examples:
          stoa-server                                   serve on http://127.0.0.1:8421, with the record in .stoa/data
          stoa-server serve --demo                      with the samples already reviewed, to look around
          stoa-server serve --urls http://0.0.0.0:8421 --data /var/lib/stoa
          stoa-server serve --database "Host=db;Database=stoa;Username=stoa"
                                                        on PostgreSQL; start as many servers as you like
          stoa-server backup stoa.zip --data /var/lib/stoa
          stoa-server restore stoa.zip --database "Host=db;Database=stoa;Username=stoa"
                                                        also moves a record from SQLite to PostgreSQL
          stoa-server admin --reset ada@example.com     a link by which the administrator sets another password

        Settings (each as STOA_NAME in the environment, or --set NAME=VALUE):
          PublicUrl       where people reach the server, for links      Region          of new ARNs [us-east-1]
          MasterKey       32 bytes in base64; the same on every server  JsonLogs        true: logs as JSON, one object a line
          MaxUploadBytes  the longest upload [52428800]                 Certificate     for TLS: a PEM or PFX file
          CertificateKey  its key, where that is another PEM file       Proxies:0       a proxy that is believed: address or network
          Oidc:Authority, Oidc:ClientId, Oidc:ClientSecret              sign in with an OpenID Connect provider
          OTEL_EXPORTER_OTLP_ENDPOINT in the environment sends metrics and traces there.

        """;

    private static readonly Option<string?> Data = new("--data") { Description = "The folder of the record and its keys [default: .stoa/data]", HelpName = "DIR", Recursive = true };
    private static readonly Option<string?> Database = new("--database") { Description = "A PostgreSQL connection string, instead of SQLite in the folder", HelpName = "CONNECTION", Recursive = true };
    private static readonly Option<string[]> Set = new("--set") { Description = "Any other setting; may be repeated", HelpName = "NAME=VALUE", Recursive = true, DefaultValueFactory = static _ => [] };

    /// <summary>Runs the verb that the words name.</summary>
    public static Task<int> RunAsync(string[] arguments)
    {
        var urls = new Option<string?>("--urls") { Description = "Where to listen, with ';' between several [default: http://127.0.0.1:8421]", HelpName = "URLS", Recursive = true };
        var demo = new Option<bool>("--demo") { Description = "Fill an empty record with the samples, reviewed", Recursive = true };
        var samples = new Option<string?>("--samples") { Description = "Of --demo: the folder of the samples", HelpName = "DIR", Recursive = true };
        var file = new Argument<string>("FILE") { Description = "The backup" };

        var serve = new Command("serve", "Serve the web application and the APIs (what is done without a verb)");
        var backup = new Command("backup", "Write the whole record into one file, while the server works") { file };
        var restore = new Command("restore", "Read a backup into an empty record") { file };
        var migrate = new Command("migrate", "Bring the database up to date without serving; a server does so when it starts");
        var reset = new Option<string?>("--reset") { Description = "Print a link, valid for one hour, by which this administrator sets another password", HelpName = "EMAIL" };
        var admin = new Command("admin", "List the administrators; bring one back who cannot sign in") { reset };
        var root = new RootCommand("Keeps the record of reviews: a web application, AWS's Well-Architected Tool API, and an API of our own.") { serve, backup, restore, migrate, admin };
        root.Add(Data);
        root.Add(Database);
        root.Add(Set);
        root.Add(urls);
        root.Add(demo);
        root.Add(samples);
        foreach (var option in root.Options.OfType<HelpOption>())
        {
            option.Action = new HelpWithExamples((HelpAction)option.Action!);
        }

        Func<ParseResult, CancellationToken, Task<int>> serving = (words, _) => ServeAsync(
            [.. Settings(words), .. Setting("urls", words.GetValue(urls)), .. Setting("Samples", words.GetValue(samples)), .. words.GetValue(demo) ? Setting("Demo", "true") : []]);
        root.SetAction(serving);
        serve.SetAction(serving);
        backup.SetAction((words, stopping) => BackupAsync(Settings(words), words.GetValue(file)!, stopping));
        restore.SetAction((words, stopping) => RestoreAsync(Settings(words), words.GetValue(file)!, stopping));
        migrate.SetAction((words, _) => MigrateAsync(Settings(words)));
        admin.SetAction((words, _) => AdminAsync([.. Settings(words), .. Setting("urls", words.GetValue(urls))], words.GetValue(reset)));
        return GuardAsync(root.Parse(arguments));
    }

    private static async Task<int> GuardAsync(ParseResult words)
    {
        if (words.Errors.Count > 0)
        {
            foreach (var error in words.Errors)
            {
                await Console.Error.WriteLineAsync($"stoa-server: {error.Message}");
            }

            await Console.Error.WriteLineAsync("See 'stoa-server --help'.");
            return Usage;
        }

        try
        {
            return await words.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null });
        }
        catch (Exception refusal) when (refusal is StartException or RecordException or IOException or UnauthorizedAccessException or System.Data.Common.DbException)
        {
            await Console.Error.WriteLineAsync($"stoa-server: {refusal.Message}");
            return Failed;
        }
    }

    private static async Task<int> ServeAsync(string[] settings)
    {
        await using var app = StoaServer.Build(settings);
        await StoaServer.PrepareAsync(app);
        await app.RunAsync();
        return 0;
    }

    private static async Task<int> MigrateAsync(string[] settings)
    {
        await using var app = StoaServer.Build(settings);
        await StoaServer.MigrateAsync(app.Services);
        await Console.Out.WriteLineAsync("The database is up to date.");
        return 0;
    }

    private static async Task<int> BackupAsync(string[] settings, string file, CancellationToken stopping)
    {
        await using var app = StoaServer.Build(settings);
        DemandRecord(app.Services.GetRequiredService<IOptions<StoaOptions>>().Value);
        await using var context = await app.Services.GetRequiredService<IDbContextFactory<RecordContext>>().CreateDbContextAsync(stopping);
        // A backup that is cut short must not take an earlier one's place.
        var draft = $"{file}.{Environment.ProcessId}.tmp";
        var form = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.ReadWrite };
        if (!OperatingSystem.IsWindows())
        {
            form.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        try
        {
            BackupManifest manifest;
            await using (var output = new FileStream(draft, form))
            {
                manifest = await RecordBackup.WriteAsync(context, ServerVersion.Text, app.Services.GetRequiredService<TimeProvider>().GetUtcNow(), output, stopping);
                output.Flush(flushToDisk: true);
            }

            File.Move(draft, file, overwrite: true);
            await Console.Out.WriteLineAsync(
                $"{file}: {manifest.Tables.Sum(static t => t.Rows):N0} rows of {manifest.Tables.Count} tables. Keep the master key (master.key in the data folder, or the setting MasterKey) too, in another place: without it the secrets in the backup cannot be read.");
            return 0;
        }
        finally
        {
            File.Delete(draft);
        }
    }

    private static async Task<int> RestoreAsync(string[] settings, string file, CancellationToken stopping)
    {
        await using var app = StoaServer.Build(settings);
        await using var input = File.OpenRead(file);
        using var alone = app.Services.GetRequiredService<DataLock>();
        await using var context = await app.Services.GetRequiredService<IDbContextFactory<RecordContext>>().CreateDbContextAsync(stopping);
        var manifest = await RecordBackup.ReadAsync(context, input, stopping);
        await Console.Out.WriteLineAsync($"{manifest.Tables.Sum(static t => t.Rows):N0} rows of {manifest.Tables.Count} tables, as of {manifest.At:yyyy-MM-dd HH:mm} UTC.");
        return 0;
    }

    // Who can read the folder and its keys needs no password to change the record: being on the machine is what is asked for.
    private static async Task<int> AdminAsync(string[] settings, string? email)
    {
        await using var app = StoaServer.Build(settings);
        var options = app.Services.GetRequiredService<IOptions<StoaOptions>>().Value;
        DemandRecord(options);
        var people = app.Services.GetRequiredService<PeopleService>();
        if (email is not null)
        {
            Invitation invitation;
            try
            {
                invitation = await people.RecoverAsync(email);
            }
            catch (NotFoundException)
            {
                throw new StartException($"Nobody who signs in with {email} is an administrator. Without --reset this lists who is.");
            }

            await Console.Out.WriteLineAsync(
                $"""
                {invitation.Person.DisplayName} is signed out everywhere and has no password any more. This link sets another one; it works once, until {invitation.ExpiresAt:HH:mm} UTC:

                  {PasswordLink.Of(PasswordLink.Reachable(options.PublicUrl ?? AccessSetup.Addresses(app.Configuration)), invitation)}

                """);
            return 0;
        }

        var administrators = await people.AdministratorsAsync();
        if (administrators.Count == 0)
        {
            await Console.Out.WriteLineAsync("Nobody has an account here yet. The server prints a link for the first administrator when it starts.");
        }

        foreach (var (person, account) in administrators)
        {
            var state = person.IsDisabled ? "disabled" : person.HasPassword ? person.SeenAt is { } seen ? $"seen {seen:yyyy-MM-dd}" : "never seen" : "no password";
            await Console.Out.WriteLineAsync($"{person.Email}  {person.DisplayName}  of {account}  ({state})");
        }

        return 0;
    }

    private static void DemandRecord(StoaOptions options)
    {
        if (options.Database is null && !File.Exists(options.SqliteFile))
        {
            throw new StartException($"There is no record in {options.DataDirectory}. Name its folder with --data DIR, or its database with --database CONNECTION.");
        }
    }

    private static string[] Settings(ParseResult words) =>
    [
        .. Setting("DataDirectory", words.GetValue(Data) is { } folder ? Path.GetFullPath(folder) : null),
        .. Setting("Database", words.GetValue(Database)),
        .. words.GetValue(Set)!.Select(static word => word.Contains('=') && !word.StartsWith('=')
            ? $"--{word}"
            : throw new StartException($"--set {word}: write it as NAME=VALUE.")),
    ];

    private static string[] Setting(string name, string? value) => value is null ? [] : [$"--{name}={value}"];

    private sealed class HelpWithExamples(HelpAction inner) : SynchronousCommandLineAction
    {
        public override int Invoke(ParseResult parseResult)
        {
            inner.Invoke(parseResult);
            parseResult.InvocationConfiguration.Output.Write(Examples);
            return 0;
        }
    }
}
