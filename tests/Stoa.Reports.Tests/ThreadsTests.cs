using System.Text;
using Stoa.Assessment;
using Stoa.Reports.Json;
using Stoa.Reports.Markdown;
using Stoa.Reports.Tests.Drawing;

namespace Stoa.Reports.Tests;

public class ThreadsTests
{
    // Enough of it that checks are shared between threads, and journeys, stores and paths for every figure.
    private static readonly string Estate = DrawnEstate.MadeUp(7, 600) + """
        resource "aws_s3_bucket" "data" {}
        resource "aws_iam_role" "f" {
          assume_role_policy = "{}"
        }
        resource "aws_lambda_function" "f" {
          count = 40
          function_name = "f${count.index}"
          role = aws_iam_role.f.arn
          environment {
            variables = { BUCKET = aws_s3_bucket.data.bucket }
          }
        }
        resource "aws_lambda_function_url" "f" {
          count = 40
          function_name = aws_lambda_function.f[count.index].function_name
          authorization_type = "NONE"
        }

        """;

    [Theory]
    [InlineData(2)]
    [InlineData(5)]
    public void So_many_threads_write_the_very_bytes_that_one_writes(int threads)
    {
        var one = DrawnEstate.Review(Estate, 1);
        var many = DrawnEstate.Review(Estate, threads);

        Assert.NotEmpty(one.Figures.Availability.Journeys);
        Assert.NotEmpty(one.Figures.Defense.Paths);
        Assert.Equal(Written(one.Assessment), Written(many.Assessment));
    }

    private static string Written(WorkloadAssessment assessment)
    {
        using var json = new MemoryStream();
        JsonReport.Write(assessment, json, "1.0", allVerdicts: true);
        using var markdown = new StringWriter();
        MarkdownReport.Write(assessment, markdown);
        return Encoding.UTF8.GetString(json.ToArray()) + markdown;
    }
}
