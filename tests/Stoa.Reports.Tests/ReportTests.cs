using System.Text;
using System.Text.Json;
using Stoa.Assessment;
using Stoa.Reports.Json;
using Stoa.Reports.Markdown;
using Stoa.Reports.Text;

namespace Stoa.Reports.Tests;

public class ReportTests
{
    [Theory]
    [InlineData(100)]
    [InlineData(120)]
    public void Text_is_as_approved_at_the_width_of_the_screen(int width)
    {
        var text = Text(new TextReportOptions { Width = width });

        Assert.All(text.Split('\n'), line => Assert.True(line.Length <= width, line));
        Approved.Verify(text, $"text-{width}.txt");
    }

    [Fact]
    public void Colour_changes_nothing_but_adds_escapes()
    {
        var plain = Text(new TextReportOptions());
        var coloured = Text(new TextReportOptions { Color = true });

        Assert.NotEqual(plain, coloured);
        Assert.Equal(plain, System.Text.RegularExpressions.Regex.Replace(coloured, "\e\\[[0-9;]*m", ""));
    }

    [Fact]
    public void Escapes_in_reviewed_text_do_not_reach_the_terminal() =>
        Assert.DoesNotContain("\e", Text(new TextReportOptions()), StringComparison.Ordinal);

    [Fact]
    public void Time_is_shown_only_when_it_is_given()
    {
        Assert.DoesNotContain(" s\n", Text(new TextReportOptions()).Split("\n\n")[0] + "\n", StringComparison.Ordinal);
        Assert.Contains("503 resources · 2 files · 0.03 s", Text(new TextReportOptions { Elapsed = TimeSpan.FromMilliseconds(31) }), StringComparison.Ordinal);
    }

    [Fact]
    public void Advice_is_cut_where_asked_and_the_rest_is_counted()
    {
        var text = Text(new TextReportOptions { Advice = 1 });

        Assert.Contains("… and 1 more", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Log groups end what they keep", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, "")]
    [InlineData(100, "████████████████████")]
    [InlineData(71, "██████████████▎")]
    [InlineData(2.5, "▌")]
    public void A_bar_has_a_cell_for_five_points_and_eighths_of_cells(double score, string bar) => Assert.Equal(bar, TextReport.Bar(score, 20));

    [Fact]
    public void Markdown_is_as_approved_and_text_of_the_input_is_no_markup()
    {
        using var writer = new StringWriter();
        MarkdownReport.Write(OrdersAssessment.Create(), writer);

        Assert.DoesNotContain("<b>", writer.ToString(), StringComparison.Ordinal);
        Approved.Verify(writer.ToString(), "report.md");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2048)]
    [InlineData(5000)]
    public void Json_has_so_many_verdicts_in_their_order_each_on_its_lines(int count)
    {
        var orders = OrdersAssessment.Create();
        var shown = orders.Verdicts[0];
        var assessment = orders with
        {
            Verdicts = [.. Enumerable.Range(0, count).Select(i => new Verdict(shown.Check, shown.Resource, shown.Outcome, $"message {i}", shown.Location))],
        };
        using var bytes = new MemoryStream();
        JsonReport.Write(assessment, bytes, "1.0", allVerdicts: false);
        bytes.Position = 0;
        using var document = JsonDocument.Parse(bytes);

        Assert.Equal(
            Enumerable.Range(0, count).Select(i => $"message {i}"),
            document.RootElement.GetProperty("verdicts").EnumerateArray().Select(static v => v.GetProperty("message").GetString()));

        // The layout is that of any member: the same document, written in one go, is the same text.
        using var again = new MemoryStream();
        using (var json = new Utf8JsonWriter(again, JsonReport.Layout))
        {
            document.WriteTo(json);
        }

        Assert.Equal(Encoding.UTF8.GetString(again.ToArray()) + "\n", Encoding.UTF8.GetString(bytes.ToArray()));
    }

    [Fact]
    public void Json_lists_failures_and_what_is_undecided_and_passes_only_when_asked()
    {
        using var failed = Json(allVerdicts: false);
        using var all = Json(allVerdicts: true);

        Assert.DoesNotContain(failed.RootElement.GetProperty("verdicts").EnumerateArray(), static v => v.GetProperty("verdict").GetString() == "pass");
        Assert.Equal(503, failed.RootElement.GetProperty("verdicts").GetArrayLength());
        Assert.Equal(504, all.RootElement.GetProperty("verdicts").GetArrayLength());
    }

    [Fact]
    public void Json_says_where_how_much_and_why()
    {
        using var json = Json(allVerdicts: false);
        var root = json.RootElement;
        var verdict = root.GetProperty("verdicts")[0];

        Assert.Equal("stoa/review/1", root.GetProperty("schema").GetString());
        Assert.Equal("1.2.3", root.GetProperty("tool").GetProperty("version").GetString());
        Assert.Equal(33.3, root.GetProperty("pillars")[0].GetProperty("score").GetDouble());
        Assert.Equal(JsonValueKind.Null, root.GetProperty("pillars")[2].GetProperty("score").ValueKind);
        Assert.True(root.GetProperty("pillars")[0].GetProperty("needsImprovement").GetBoolean());
        Assert.Equal(("infra/db.tf", 2), (verdict.GetProperty("file").GetString(), verdict.GetProperty("line").GetInt32()));
        Assert.Equal("CKV_AWS_157", verdict.GetProperty("aliases")[0].GetString());
        Assert.Equal("kept for the auditors", root.GetProperty("verdicts")[501].GetProperty("suppressed").GetProperty("reason").GetString());
        Assert.Equal("2027-01-31", root.GetProperty("pillars")[1].GetProperty("questions")[0].GetProperty("bestPractices")[0].GetProperty("accepted").GetProperty("expires").GetString());
    }

    private static string Text(TextReportOptions options)
    {
        using var writer = new StringWriter();
        TextReport.Write(OrdersAssessment.Create(), writer, options);
        return writer.ToString();
    }

    private static JsonDocument Json(bool allVerdicts)
    {
        using var stream = new MemoryStream();
        JsonReport.Write(OrdersAssessment.Create(), stream, "1.2.3", allVerdicts);
        return JsonDocument.Parse(Encoding.UTF8.GetString(stream.ToArray()));
    }
}
