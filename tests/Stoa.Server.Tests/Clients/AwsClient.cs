using System.Diagnostics;

namespace Stoa.Server.Tests.Clients;

/// <summary>One of AWS's clients, as it is found on this machine.</summary>
/// <param name="Name">Its name in the scenario's workloads.</param>
/// <param name="Title">Its name for people.</param>
/// <param name="Oldest">The oldest version that the tests take, for people.</param>
/// <param name="Later">The operations that came after that version.</param>
/// <param name="Command">The program that plays the scenario, its script, and what it is told beyond what every script is.</param>
public sealed record AwsClient(string Name, string Title, string Oldest, IReadOnlySet<string> Later, Func<IReadOnlyList<string>> Command)
{
    // The first that know all 72 operations are of April 2024: 1.32.85 and 1.34.85.
    private static readonly Version OldestCliOne = new(1, 33);
    private static readonly Version OldestBoto3 = new(1, 35);

    public static AwsClient CliOne { get; } = new("cli1", "AWS CLI 1", $"{OldestCliOne}", new HashSet<string>(), static () =>
        Cli("AWS CLI 1", static said => said.StartsWith("aws-cli/1.", StringComparison.Ordinal) && VersionIn(said) >= OldestCliOne));

    public static AwsClient CliTwo { get; } = new("cli2", "AWS CLI 2", "2.9.19, Debian 12's", LaterThan2022, static () =>
        Cli("AWS CLI 2", static said => said.StartsWith("aws-cli/2.", StringComparison.Ordinal)));

    public static AwsClient Boto3 { get; } = new("boto3", "boto3", $"{OldestBoto3}", new HashSet<string>(), static () =>
        [Found("boto3", "python3", static program => VersionIn(Says(program, "-c", "import boto3; print('boto3/' + boto3.__version__)")) >= OldestBoto3), Player]);

    public static AwsClient JavaScript { get; } = new("js", "JavaScript SDK v3", "the one of `tests/node/package.json`", new HashSet<string>(), static () =>
        ["node", Script("tests", "node", "run.mjs")]);

    /// <summary>All of them, in the order of the page.</summary>
    public static IReadOnlyList<AwsClient> All { get; } = [CliOne, CliTwo, Boto3, JavaScript];

    private static IReadOnlySet<string> LaterThan2022 => new HashSet<string>
    {
        "AssociateProfiles", "CreateProfile", "CreateProfileShare", "DeleteProfile", "DeleteProfileShare", "DisassociateProfiles", "GetProfile",
        "GetProfileTemplate", "ListProfileNotifications", "ListProfileShares", "ListProfiles", "UpdateProfile", "UpgradeProfileVersion",
        "CreateReviewTemplate", "CreateTemplateShare", "DeleteReviewTemplate", "DeleteTemplateShare", "GetReviewTemplate", "GetReviewTemplateAnswer",
        "GetReviewTemplateLensReview", "ListReviewTemplateAnswers", "ListReviewTemplates", "ListTemplateShares", "UpdateReviewTemplate",
        "UpdateReviewTemplateAnswer", "UpdateReviewTemplateLensReview", "UpgradeReviewTemplateLensReview",
        "GetConsolidatedReport", "GetGlobalSettings", "UpdateIntegration",
    };

    private static string Player => Script("tests", "Stoa.Server.Tests", "Clients", "run.py");

    // A CLI is played by its own Python, which stands beside it.
    private static IReadOnlyList<string> Cli(string title, Func<string, bool> suits)
    {
        var program = Found(title, "aws", program => suits(Says(program, "--version")) && File.Exists(PythonOf(program)));
        return [PythonOf(program), Player, program];
    }

    private static string PythonOf(string program) => Path.Combine(Path.GetDirectoryName(program)!, "python3");

    private static string Script(params string[] path) => Path.Combine([Repository.Root, .. path]);

    // On the path, where Debian puts it, or where ./test puts what Debian does not have.
    private static string Found(string what, string program, Func<string, bool> suits) =>
        Environment.GetEnvironmentVariable("PATH")!.Split(Path.PathSeparator).Append("/usr/bin").Append(Script(".stoa", "aws1", "bin")).Distinct()
            .Select(folder => Path.Combine(folder, program)).Where(File.Exists).FirstOrDefault(suits)
        ?? throw new InvalidOperationException($"{what} is not there: ./test installs it.");

    private static string Says(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var error = process.StandardError.ReadToEndAsync();
        var said = process.StandardOutput.ReadToEnd();
        error.Wait();
        return said;
    }

    // aws-cli/1.45.11 Python/3.11.7 …
    private static Version? VersionIn(string said) => Version.TryParse(said.Split('/', ' ', '\n').ElementAtOrDefault(1), out var version) ? version : null;
}
