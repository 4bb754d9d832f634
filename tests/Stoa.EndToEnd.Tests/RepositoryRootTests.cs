using System.Text.Json;

namespace Stoa.EndToEnd.Tests;

/// <summary>A reviewed folder inside a repository: what lies around it is read where it is called, and reviewed where it is named.</summary>
public sealed class RepositoryRootTests : IDisposable
{
    private readonly string scratch = Directory.CreateTempSubdirectory("stoa-").FullName;

    public RepositoryRootTests()
    {
        Write("repository/live/prod/main.tf", """
            module "db" {
              source   = "../../modules/db"
              multi_az = false
            }

            """);
        Write("repository/live/staging/main.tf", "resource \"aws_sqs_queue\" \"staging\" {}\n");
        Write("repository/modules/db/main.tf", """
            variable "multi_az" { type = bool }

            resource "aws_db_instance" "this" {
              multi_az  = var.multi_az
              user_data = file("${path.module}/user-data.sh")
            }

            """);
        Write("repository/modules/db/user-data.sh", "echo");
    }

    public void Dispose() => Directory.Delete(scratch, recursive: true);

    [Theory]
    [InlineData("folder")]
    [InlineData("file")]
    public void Modules_elsewhere_in_the_repository_are_read_and_the_rest_of_it_is_not_reviewed(string git)
    {
        // A worktree has a file of that name.
        if (git == "folder")
        {
            Directory.CreateDirectory(Path.Combine(scratch, "repository", ".git"));
        }
        else
        {
            Write("repository/.git", "gitdir: elsewhere\n");
        }

        using var review = Review("repository/live/prod");

        Assert.Equal(["."], review.RootElement.GetProperty("sources").EnumerateArray().Select(static s => s.GetProperty("path").GetString()));
        Assert.Empty(Messages(review));
        var verdict = review.RootElement.GetProperty("verdicts").EnumerateArray().Single(static v => v.GetProperty("check").GetString() == "aws/rds/instance-multi-az");
        Assert.Equal("module.db.aws_db_instance.this", verdict.GetProperty("resource").GetString());
        Assert.Equal("fail", verdict.GetProperty("verdict").GetString());
        Assert.StartsWith("../../modules/db/main.tf", $"{verdict.GetProperty("file").GetString()}", StringComparison.Ordinal);
        Assert.DoesNotContain("staging", review.RootElement.GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public void Without_a_repository_a_module_beside_the_reviewed_folder_is_left_out_with_the_remedy()
    {
        var result = Repository.Stoa(scratch, ["review", "repository/live/prod", "--format", "json"]);

        using var review = JsonDocument.Parse(result.Output);
        var message = Assert.Single(Messages(review));
        Assert.Contains("../../modules/db", message, StringComparison.Ordinal);
        Assert.Contains("outside", message, StringComparison.Ordinal);
        Assert.DoesNotContain("aws_db_instance", result.Output, StringComparison.Ordinal);

        var text = Repository.Stoa(scratch, ["review", "repository/live/prod"]);
        Assert.Contains("outside", text.Output + text.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void The_root_can_be_named()
    {
        using var review = Review("repository/live/prod", "--root", "repository");

        Assert.Empty(Messages(review));
        Assert.Contains("module.db.aws_db_instance.this", review.RootElement.GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_root_narrower_than_the_repository_is_obeyed()
    {
        Directory.CreateDirectory(Path.Combine(scratch, "repository", ".git"));

        using var review = Review("repository/live/prod", "--root", "repository/live");

        Assert.Contains("outside", Assert.Single(Messages(review)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("repository/modules")]
    [InlineData("nothing")]
    [InlineData("repository/live/prod/main.tf")]
    public void A_root_that_does_not_hold_what_is_reviewed_is_a_wrong_use(string root)
    {
        var result = Repository.Stoa(scratch, ["review", "repository/live/prod", "--root", root]);

        Assert.Equal(2, result.Code);
        Assert.Contains(root, result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_outside_the_repository_is_read_whatever_its_files_say()
    {
        Directory.CreateDirectory(Path.Combine(scratch, "repository", ".git"));
        Write("secret/main.tf", "resource \"aws_sqs_queue\" \"secret\" {}\n");
        Write("secret/text.txt", "swordfish");
        Write("repository/live/prod/main.tf", """
            module "neighbour" {
              source = "../../../secret"
            }

            module "system" {
              source = "../../../../../../../../etc"
            }

            module "linked" {
              source = "../../link"
            }

            resource "aws_sqs_queue" "leak" {
              name = file("../../../secret/text.txt")
              tags = { linked = file("../../link/text.txt") }
            }

            """);
        Directory.CreateSymbolicLink(Path.Combine(scratch, "repository", "link"), Path.Combine(scratch, "secret"));

        using var review = Review("repository/live/prod");

        var text = review.RootElement.GetRawText();
        Assert.DoesNotContain("swordfish", text, StringComparison.Ordinal);
        Assert.DoesNotContain("aws_sqs_queue.secret", text, StringComparison.Ordinal);
        Assert.Equal(5, Messages(review).Count());
        Assert.Contains("aws_sqs_queue.leak", text, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_reviewed_and_called_under_another_path_is_reviewed_once()
    {
        Directory.CreateDirectory(Path.Combine(scratch, "repository", ".git"));
        Write("repository/live/prod/main.tf", "module \"queue\" {\n  source = \"../prod/queue\"\n}\n");
        Write("repository/live/prod/queue/main.tf", "resource \"aws_sqs_queue\" \"this\" {}\n");

        using var review = Review("repository/live/prod");

        Assert.Equal(["."], review.RootElement.GetProperty("sources").EnumerateArray().Select(static s => s.GetProperty("path").GetString()));
        Assert.Equal(1, review.RootElement.GetProperty("summary").GetProperty("resources").GetInt32());
    }

    private JsonDocument Review(params string[] words)
    {
        var result = Repository.Stoa(scratch, ["review", .. words, "--format", "json", "--verdicts", "all"]);
        Assert.True(result.Code == 0, result.Error);
        return JsonDocument.Parse(result.Output);
    }

    private static IEnumerable<string> Messages(JsonDocument review) => review.RootElement.GetProperty("diagnostics").EnumerateArray()
        .Where(static d => d.GetProperty("severity").GetString() != "info")
        .Select(static d => d.GetProperty("message").GetString()!);

    private void Write(string path, string text)
    {
        var full = Path.Combine(scratch, path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.WriteAllText(full, text);
    }
}
