using System.IO.Compression;
using Microsoft.EntityFrameworkCore;
using Stoa.Assessment;
using Stoa.Reviews.Answers;
using Stoa.Reviews.Backup;
using Stoa.Reviews.Evidence;
using Stoa.Reviews.Lenses;
using Stoa.Reviews.Store;
using Stoa.Reviews.Tests.Databases;

namespace Stoa.Reviews.Tests.Backup;

/// <summary>A backup holds the whole record, and one restored from it cannot be told from the first, in whichever database.</summary>
public class RecordBackupTests
{
    public static TheoryData<string> Kinds => Database.Kinds;

    public static TheoryData<string, string> Ways => new() { { "sqlite", "sqlite" }, { "sqlite", "postgres" }, { "postgres", "sqlite" }, { "postgres", "postgres" } };

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task What_is_restored_is_what_was_there(string from, string to)
    {
        await using var book = await Book.OpenAsync(from);
        var id = await FillAsync(book);
        await using var other = await Book.OpenAsync(to);

        var (bytes, written) = await WriteAsync(book);
        await using (var context = other.Open())
        {
            await RecordBackup.ReadAsync(context, new MemoryStream(bytes), TestContext.Current.CancellationToken);
        }

        var (_, again) = await WriteAsync(other);
        Assert.Equal(written.Tables.Select(static t => (t.Name, t.Rows, t.Sha256)), again.Tables.Select(static t => (t.Name, t.Rows, t.Sha256)));
        Assert.True(written.Tables.Sum(static t => t.Rows) > 10);
        Assert.Equal(
            RecordJson.Pack(await book.Milestones.SnapshotAsync(Book.Viewer, id, 1)), RecordJson.Pack(await other.Milestones.SnapshotAsync(Book.Viewer, id, 1)));

        // Life goes on: numbers that the database gives out begin where they ended.
        await other.Milestones.CreateAsync(Book.Owner, id, "Second");
        Assert.Equal(2, (await other.Milestones.ListAsync(Book.Viewer, id)).Count);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_record_that_is_not_empty_is_left_alone(string kind)
    {
        await using var book = await Book.OpenAsync(kind);
        await FillAsync(book);
        var (bytes, before) = await WriteAsync(book);

        await using (var context = book.Open())
        {
            var refusal = await Assert.ThrowsAsync<InvalidException>(() => RecordBackup.ReadAsync(context, new MemoryStream(bytes), TestContext.Current.CancellationToken));
            Assert.Contains("not empty", refusal.Message, StringComparison.Ordinal);
        }

        Assert.Equal(before.Tables.Select(static t => t.Sha256), (await WriteAsync(book)).Manifest.Tables.Select(static t => t.Sha256));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_backup_that_was_changed_is_refused_and_nothing_of_it_stays(string kind)
    {
        await using var book = await Book.OpenAsync(kind);
        await FillAsync(book);
        var (bytes, _) = await WriteAsync(book);
        using var bent = new MemoryStream();
        bent.Write(bytes);
        using (var zip = new ZipArchive(bent, ZipArchiveMode.Update, leaveOpen: true))
        {
            var entry = zip.GetEntry("tables/Answers.jsonl")!;
            string text;
            using (var reader = new StreamReader(entry.Open()))
            {
                text = await reader.ReadToEndAsync(TestContext.Current.CancellationToken);
            }

            entry.Delete();
            using var writer = new StreamWriter(zip.CreateEntry("tables/Answers.jsonl").Open());
            await writer.WriteAsync(text.Replace("cora", "mallory", StringComparison.Ordinal));
        }

        await using var other = await Book.OpenAsync(kind);
        await using (var context = other.Open())
        {
            await Assert.ThrowsAsync<InvalidException>(() => RecordBackup.ReadAsync(context, new MemoryStream(bent.ToArray()), TestContext.Current.CancellationToken));
        }

        Assert.All((await WriteAsync(other)).Manifest.Tables, static table => Assert.Equal(0, table.Rows));
    }

    [Fact]
    public async Task What_is_no_backup_is_refused()
    {
        await using var book = await Book.OpenAsync("sqlite");
        await using var context = book.Open();
        foreach (var bytes in new byte[][] { [], [1, 2, 3], "PK\u0003\u0004"u8.ToArray() })
        {
            await Assert.ThrowsAsync<InvalidException>(() => RecordBackup.ReadAsync(context, new MemoryStream(bytes), TestContext.Current.CancellationToken));
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_backup_is_of_one_moment_though_people_go_on_writing(string kind)
    {
        await using var book = await Book.OpenAsync(kind);
        var id = await FillAsync(book);
        using var stop = new CancellationTokenSource();
        var writing = Task.Run(async () =>
        {
            for (var i = 0; !stop.IsCancellationRequested; i++)
            {
                // Each change is an answer and a line of the audit trail: a backup holds both or neither.
                await AnswerAsync(book, id, i % 2 == 0 ? ChoiceStatus.Met : ChoiceStatus.Unmet, $"change {i}");
            }
        });
        var changes = new HashSet<string>();
        for (var i = 0; i < 5; i++)
        {
            var (bytes, manifest) = await WriteAsync(book);
            using var zip = new ZipArchive(new MemoryStream(bytes));
            using var audit = new StreamReader(zip.GetEntry("tables/Audit.jsonl")!.Open());
            var updates = (await audit.ReadToEndAsync(TestContext.Current.CancellationToken)).Split('\n').Count(static l => l.Contains("answer.update", StringComparison.Ordinal));
            using var answers = new StreamReader(zip.GetEntry("tables/Answers.jsonl")!.Open());
            var line = (await answers.ReadToEndAsync(TestContext.Current.CancellationToken)).Split('\n').First(static l => l.Contains("change", StringComparison.Ordinal));
            var change = line[line.IndexOf("change ", StringComparison.Ordinal)..].Split(' ', '\\', '"')[1];
            Assert.Equal(updates - 1, int.Parse(change) + 1);
            changes.Add(manifest.Tables.Single(static t => t.Name == "Answers").Sha256);
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }

        await stop.CancelAsync();
        await writing;
        Assert.True(changes.Count > 1);
    }

    private static async Task<string> FillAsync(Book book)
    {
        var id = await book.DefineAsync("Größe \"1\" 😀\n");
        await AnswerAsync(book, id, ChoiceStatus.Met, "change -1");
        await book.Runs.AddAsync(Book.Contributor, id, new NewRun("a", "push", Commit: "abc"), new RunResult
        {
            ToolVersion = "0.1.0",
            Resources = 1,
            Failures = 0,
            Score = 33.333333333333336,
            Evidence = new RunEvidence(new Dictionary<string, IReadOnlyList<Proof>>
            {
                ["REL10-BP01"] = [new Proof { Source = "check", Ref = "aws/rds/instance-multi-az", Effect = EvidenceEffect.Supports, Weight = 3, Passed = 1 }],
            }),
            Contents = new Dictionary<string, byte[]> { ["review.json"] = [0, 1, 2, 255] },
        });
        await book.Milestones.CreateAsync(Book.Owner, id, "First");
        await using var context = book.Open();
        context.AcceptedRisks.Add(new AcceptedRiskRecord
        {
            Id = Ids.New(), WorkloadId = id, LensAlias = "wellarchitected", QuestionId = "x", Reason = "r", Expires = new DateOnly(2027, 1, 31), By = "ada", At = book.Clock.Now,
        });
        context.Accounts.Add(new AccountRecord { Id = Book.Account, Name = "Harbour", IsHost = true, CreatedAt = book.Clock.Now });
        await context.SaveChangesAsync(TestContext.Current.CancellationToken);
        return id;
    }

    private static Task AnswerAsync(Book book, string id, ChoiceStatus status, string notes) =>
        book.Answers.UpdateAsync(Book.Contributor, id, ReviewLens.Framework, "securely-operate", new AnswerUpdate
        {
            Choices = new Dictionary<string, ChoiceUpdate> { ["sec_securely_operate_multi_accounts"] = new(status, null, notes) },
        });

    private static async Task<(byte[] Bytes, BackupManifest Manifest)> WriteAsync(Book book)
    {
        using var output = new MemoryStream();
        await using var context = book.Open();
        var manifest = await RecordBackup.WriteAsync(context, "0.1.0", book.Clock.Now, output, TestContext.Current.CancellationToken);
        return (output.ToArray(), manifest);
    }
}
