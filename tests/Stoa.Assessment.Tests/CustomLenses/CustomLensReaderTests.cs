using System.Text;
using CsCheck;
using Stoa.Assessment.CustomLenses;
using Stoa.Language.Diagnostics;

namespace Stoa.Assessment.Tests.CustomLenses;

public class CustomLensReaderTests
{
    [Fact]
    public void A_lens_that_keeps_the_rules_is_read_whole()
    {
        var (lens, diagnostics) = SmallLens.Read(SmallLens.Text);

        Assert.NotNull(lens);
        Assert.DoesNotContain(diagnostics, static d => d.Severity != DiagnosticSeverity.Info);
        Assert.Equal(("House rules", "What we ask of every service.", 2), (lens.Name, lens.Description, lens.Pillars.Length));
        var question = lens.Question("keys")!;
        Assert.Equal(("How do you keep keys?", "https://example.com/keys"), (question.Title, question.HelpfulResource!.Url));
        Assert.Equal(["rotated", "vault", "keys_no"], question.Choices.Select(static c => c.Id));
        Assert.Equal([false, false, true], question.Choices.Select(static c => c.IsNone));
        Assert.Equal("Rotate them", question.Choices[0].ImprovementPlan!.DisplayText);
        Assert.Equal("https://example.com/more", Assert.Single(Assert.Single(question.Choices[0].AdditionalResources).Content).Url);
        Assert.Equal([Risk.None, Risk.Medium, Risk.High], question.RiskRules.Select(static r => r.Risk));
        Assert.True(question.RiskRules[2].IsDefault);
    }

    // Each rule of the format, broken once: what is replaced by what; the summary, the line and column of it, and what to do.
    [Theory]
    [InlineData("2021-11-01", "2022-01-01", 2, 20, "schemaVersion \"2022-01-01\" is unknown", "2021-11-01")]
    [InlineData("  \"schemaVersion\": \"2021-11-01\",\n", "", 1, 1, "schemaVersion is missing", "2021-11-01")]
    [InlineData("\"House rules\"", "\"\"", 3, 11, "name is empty", "name of the lens")]
    [InlineData("\"House rules\"", "null", 3, 11, "name must be a text", "Write a text")]
    [InlineData("\"House rules\"", "12", 3, 11, "name must be a text, in quotes", "in quotes")]
    [InlineData("\"House rules\"", "NaN", 3, 11, "name is NaN, which is no JSON", "Write what was meant")]
    [InlineData("\"House rules\"", "-Infinity", 3, 11, "name is Infinity, which is no JSON", "Write what was meant")]
    [InlineData("  \"description\": \"What we ask of every service.\",\n", "", 1, 1, "description is missing", "what the lens is for")]
    [InlineData("\"id\": \"security\"", "\"id\": \"se\"", 8, 13, "pillars[0].id \"se\" is no id", "3 to 128")]
    [InlineData("\"id\": \"security\"", "\"id\": \"sécurité\"", 8, 13, "pillars[0].id \"sécurité\" is no id", "unaccented letters")]
    [InlineData("house_operations", "security", 39, 13, "pillars[1].id \"security\" stands already at pillars[0].id", "Rename one")]
    [InlineData("      \"name\": \"Security\",\n", "", 7, 5, "pillars[0].name is missing", "name of the pillar")]
    [InlineData("\"id\": \"runbooks\"", "\"id\": \"keys\"", 43, 17, "pillars[1].questions[0].id \"keys\" stands already at pillars[0].questions[0].id", "Rename one")]
    [InlineData("          \"id\": \"keys\",\n", "", 11, 9, "pillars[0].questions[0].id is missing", "id of the question")]
    [InlineData("          \"title\": \"How do you keep keys?\",\n", "", 11, 9, "pillars[0].questions[0].title is missing", "Add the member")]
    [InlineData("\"Keys open everything.\"", "[]", 14, 26, "pillars[0].questions[0].description must be a text", "Write a text")]
    [InlineData("{ \"displayText\": \"Our page on keys\", \"url\": \"https://example.com/keys\" }", "\"https://example.com\"", 16, 30, "pillars[0].questions[0].helpfulResource must be an object", "Write an object")]
    [InlineData("\"displayText\": \"Our page on keys\", ", "", 16, 39, "pillars[0].questions[0].helpfulResource.displayText is missing", "displayText")]
    [InlineData("https://example.com/keys", "javascript:alert(1)", 16, 74, "pillars[0].questions[0].helpfulResource.url \"javascript:alert(1)\" is no web address", "https://")]
    [InlineData("https://example.com/keys", "example.com/keys", 16, 74, "pillars[0].questions[0].helpfulResource.url \"example.com/keys\" is no web address", "https://")]
    [InlineData("\"id\": \"vault\"", "\"id\": \"rotated\"", 27, 21, "pillars[0].questions[0].choices[1].id \"rotated\" stands already at pillars[0].questions[0].choices[0].id", "Rename one")]
    [InlineData("\"id\": \"vault\"", "\"id\": \"default\"", 27, 21, "pillars[0].questions[0].choices[1].id \"default\" is a word of the rules", "Rename the choice")]
    [InlineData(", \"improvementPlan\": { \"displayText\": \"Use a vault\" }", "", 27, 21, "pillars[0].questions[0].choices[1].improvementPlan is missing", "None of these")]
    [InlineData("{ \"displayText\": \"Use a vault\" }", "{}", 27, 81, "pillars[0].questions[0].choices[1].improvementPlan.displayText is missing", "what to do")]
    [InlineData("\"HELPFUL_RESOURCE\"", "\"HELPFUL_RESOURCES\"", 24, 27, "pillars[0].questions[0].choices[0].additionalResources[0].type \"HELPFUL_RESOURCES\" is unknown", "Did you mean \"HELPFUL_RESOURCE\"?")]
    [InlineData("[ { \"displayText\": \"More\", \"url\": \"https://example.com/more\" } ]", "[ 7 ]", 24, 60, "pillars[0].questions[0].choices[0].additionalResources[0].content[0] must be an object", "Write an object")]
    [InlineData("rotated && vault\"", "rotated & vault\"", 31, 37, "pillars[0].questions[0].riskRules[0].condition cannot be read: a single \"&\" is no operator", "Write &&.")]
    [InlineData("rotated && vault\"", "rotated \\u0026& valt\"", 31, 45, "pillars[0].questions[0].riskRules[0].condition names a choice \"valt\" that the question does not have", "Did you mean \"vault\"?")]
    [InlineData("rotated && vault\"", "\"", 31, 28, "pillars[0].questions[0].riskRules[0].condition is empty", "default")]
    [InlineData("\"NO_RISK\"", "\"LOW_RISK\"", 31, 56, "pillars[0].questions[0].riskRules[0].risk \"LOW_RISK\" is unknown", "HIGH_RISK, MEDIUM_RISK, NO_RISK")]
    [InlineData("\"NO_RISK\"", "\"HIGH_RISK\"", 33, 47, "pillars[0].questions[0].riskRules[2].risk \"HIGH_RISK\" is already the risk of pillars[0].questions[0].riskRules[0]", "Join the two")]
    [InlineData("\"default\", \"risk\": \"HIGH_RISK\"", "\"keys_no\", \"risk\": \"HIGH_RISK\"", 30, 24, "pillars[0].questions[0].riskRules has no default", "Add a last rule")]
    [InlineData("rotated && vault\"", "default\"", 31, 28, "pillars[0].questions[0].riskRules[0].condition is \"default\", and rules follow it", "Make it the last rule")]
    public void A_broken_rule_is_an_error_with_its_place_and_what_to_do(string part, string replacement, int line, int column, string summary, string remedy)
    {
        var text = SmallLens.With(part, replacement);
        var (lens, diagnostics) = SmallLens.Read(text);

        Assert.Null(lens);
        var error = diagnostics.FirstOrDefault(d => d.Severity == DiagnosticSeverity.Error && d.Summary == summary);
        Assert.True(error is not null, string.Join('\n', diagnostics));
        var place = error.Location!.Source.GetPosition(error.Location.Span.Start);
        Assert.Equal((line, column), (place.Line, place.Column));
        Assert.Contains(remedy, error.Detail, StringComparison.Ordinal);
        Assert.Equal(summary.Split(' ')[0], CustomLensReader.PathOf(error));

        var (lenient, warnings) = SmallLens.Read(text, LensReading.Lenient);
        Assert.NotNull(lenient);
        Assert.Contains(warnings, d => d.Severity == DiagnosticSeverity.Warning && d.Summary == summary);
    }

    [Theory]
    [InlineData("\"House rules\"", 128, 129, "name is 129 characters long, and 128 are allowed")]
    [InlineData("\"What we ask of every service.\"", 2048, 2049, "description is 2,049 characters long, and 2,048 are allowed")]
    [InlineData("\"Security\"", 128, 129, "pillars[0].name is 129 characters long, and 128 are allowed")]
    [InlineData("\"How do you keep keys?\"", 128, 129, "pillars[0].questions[0].title is 129 characters long, and 128 are allowed")]
    [InlineData("\"Keys open everything.\"", 2048, 2049, "pillars[0].questions[0].description is 2,049 characters long, and 2,048 are allowed")]
    [InlineData("\"Our page on keys\"", 2048, 2049, "pillars[0].questions[0].helpfulResource.displayText is 2,049 characters long, and 2,048 are allowed")]
    [InlineData("\"Keys are rotated\"", 128, 129, "pillars[0].questions[0].choices[0].title is 129 characters long, and 128 are allowed")]
    [InlineData("\"Rotate them\"", 2048, 2049, "pillars[0].questions[0].choices[0].improvementPlan.displayText is 2,049 characters long, and 2,048 are allowed")]
    public void A_text_has_its_length_at_most(string part, int fits, int tooLong, string summary)
    {
        Assert.NotNull(SmallLens.Read(SmallLens.With(part, $"\"{new string('x', fits)}\"")).Lens);

        // A character beyond the basic plane is one.
        Assert.NotNull(SmallLens.Read(SmallLens.With(part, $"\"{string.Concat(Enumerable.Repeat("😀", fits))}\"")).Lens);

        var text = SmallLens.With(part, $"\"{new string('x', tooLong)}\"");
        Assert.Equal(summary, Assert.Single(SmallLens.Read(text).Diagnostics, static d => d.Severity == DiagnosticSeverity.Error).Summary);
        Assert.Contains(new string('x', tooLong), CustomLensWriter.Write(SmallLens.Lens(text, LensReading.Lenient)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(10, 11, "pillars holds 11 pillars, and 10 are allowed")]
    [InlineData(20, 21, "pillars[0].questions holds 21 questions, and 20 are allowed")]
    [InlineData(15, 16, "pillars[0].questions[0].choices holds 16 choices, and 15 are allowed")]
    [InlineData(3, 4, "pillars[0].questions[0].riskRules holds 4 rules, and 3 are allowed")]
    [InlineData(5, 6, "pillars[0].questions[0].choices[0].additionalResources holds 6 links of type IMPROVEMENT_PLAN, and 5 are allowed")]
    public void There_are_no_more_parts_than_the_format_allows(int fits, int tooMany, string summary)
    {
        Assert.DoesNotContain(SmallLens.Read(Counted(fits)).Diagnostics, d => d.Code == "STOA3116");
        Assert.Equal(summary, Assert.Single(SmallLens.Read(Counted(tooMany)).Diagnostics, static d => d.Code == "STOA3116").Summary);
        Assert.NotNull(SmallLens.Read(Counted(tooMany), LensReading.Lenient).Lens);

        string Counted(int count)
        {
            string Repeat(int limit, Func<int, string> part) => string.Join(',', Enumerable.Range(0, limit == fits ? count : 1).Select(part));
            var n = 0;
            var links = Repeat(5, static _ => """{"type":"IMPROVEMENT_PLAN","content":[{"displayText":"a","url":"https://a.example"}]}""");
            var choices = Repeat(15, i => $$"""{"id":"choice{{i}}","title":"t","improvementPlan":{"displayText":"d"},"additionalResources":[{{links}}]}""");
            string[] risks = ["NO_RISK", "MEDIUM_RISK", "HIGH_RISK", "HIGH_RISK"];
            var rules = Repeat(3, i => $$"""{"condition":"{{(i == (fits == 3 ? count - 1 : 0) ? "default" : "choice0")}}","risk":"{{risks[i]}}"}""");
            return $$"""{"schemaVersion":"2021-11-01","name":"n","description":"d","pillars":[{{Repeat(10, p =>
                $$"""{"id":"pillar{{p}}","name":"n","questions":[{{Repeat(20, _ =>
                    $$"""{"id":"question{{n++}}","title":"t","choices":[{{choices}}],"riskRules":[{{rules}}]}""")}}]}""")}}]}""";
        }
    }

    [Theory]
    [InlineData("pillars", "pillars")]
    [InlineData("questions", "pillars[0].questions")]
    [InlineData("choices", "pillars[0].questions[0].choices")]
    [InlineData("riskRules", "pillars[0].questions[0].riskRules")]
    public void A_list_that_is_needed_holds_something(string name, string path)
    {
        var root = System.Text.Json.Nodes.JsonNode.Parse(SmallLens.Text)!;
        var owner = name switch
        {
            "pillars" => root,
            "questions" => root["pillars"]![0]!,
            _ => root["pillars"]![0]!["questions"]![0]!,
        };
        owner[name] = new System.Text.Json.Nodes.JsonArray();
        Assert.Contains(SmallLens.Read(root.ToJsonString()).Diagnostics, d => d.Summary == $"{path} is empty");
        owner[name] = "none";
        Assert.Contains(SmallLens.Read(root.ToJsonString()).Diagnostics, d => d.Summary == $"{path} must be a list");
        owner.AsObject().Remove(name);
        Assert.Contains(SmallLens.Read(root.ToJsonString()).Diagnostics, d => d.Summary == $"{path} is missing");
    }

    [Fact]
    public void Every_fault_is_reported_not_only_the_first()
    {
        var text = SmallLens.Text.Replace("\"default\"", "\"rotated &&\"").Replace("\"House rules\"", "\"\"").Replace("\"vault\"", "\"v\"");
        var codes = SmallLens.Read(text).Diagnostics.Where(static d => d.Severity == DiagnosticSeverity.Error).Select(static d => d.Code).Distinct();
        Assert.Equal(["STOA3114", "STOA3117", "STOA3127", "STOA3128", "STOA3130"], codes.Order());
    }

    [Fact]
    public void What_is_no_JSON_is_refused_with_its_place_in_both_ways_of_reading()
    {
        var text = SmallLens.With("\"House rules\",", "\"House rules\"");
        foreach (var reading in Enum.GetValues<LensReading>())
        {
            var (lens, diagnostics) = SmallLens.Read(text, reading);
            Assert.Null(lens);
            var error = Assert.Single(diagnostics);
            Assert.Equal((DiagnosticSeverity.Error, 4), (error.Severity, error.Location!.Line));
            Assert.Null(CustomLensReader.PathOf(error));
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("12")]
    [InlineData("NaN")]
    [InlineData("{\"name\": \"n\"}")]
    public void What_is_no_lens_is_refused(string text)
    {
        Assert.Null(SmallLens.Read(text).Lens);
        var (lens, diagnostics) = SmallLens.Read(text, LensReading.Lenient);
        Assert.Null(lens);
        Assert.True(diagnostics.HasErrors);
    }

    [Fact]
    public void A_lens_longer_than_the_tool_takes_is_not_read()
    {
        Assert.NotNull(SmallLens.Read(SmallLens.Text.PadRight(CustomLensReader.MaxLength)).Lens);
        var (lens, diagnostics) = SmallLens.Read(SmallLens.Text.PadRight(CustomLensReader.MaxLength + 1), LensReading.Lenient);
        Assert.Null(lens);
        Assert.Equal("The lens is 500,001 characters long, and 500,000 are allowed", Assert.Single(diagnostics).Summary);
    }

    [Fact]
    public void Leniently_a_title_that_is_not_a_number_becomes_the_id_and_the_rest_is_told_apart()
    {
        var text = SmallLens.With("\"Who is called at night?\"", "NaN").Replace("\"Keys open everything.\"", "NaN").Replace("\"House rules\"", "\"NaN \\\" NaN\"").Replace("1.50", "[NaN, -Infinity, 1]");
        var (lens, diagnostics) = SmallLens.Read(text, LensReading.Lenient);

        Assert.Equal("runbooks", lens!.Question("runbooks")!.Title);
        Assert.Null(lens.Question("keys")!.Description);
        Assert.Equal("NaN \" NaN", lens.Name);
        Assert.Equal(2, diagnostics.Count(static d => d.Code == "STOA3132"));
        Assert.StartsWith("\"runbooks\" is taken instead.", diagnostics.First(static d => d.Summary.Contains("title", StringComparison.Ordinal)).Detail, StringComparison.Ordinal);
        Assert.Contains(lens.Question("keys")!.Members, static m => m is { Name: "number", Json: "[null,null,1]" });
    }

    [Fact]
    public void A_key_set_twice_is_an_error_and_leniently_the_later_value_counts()
    {
        var text = SmallLens.With("\"name\": \"House rules\",", "\"name\": \"First\", \"name\": \"Second\",");
        Assert.Null(SmallLens.Read(text).Lens);
        Assert.Equal("Second", SmallLens.Lens(text, LensReading.Lenient).Name);
    }

    [Fact]
    public void An_address_that_no_page_should_link_to_is_kept_in_the_file_only()
    {
        var lens = SmallLens.Lens(SmallLens.With("https://example.com/keys", "javascript:alert(1)"), LensReading.Lenient);
        Assert.Null(lens.Question("keys")!.HelpfulResource!.Url);
        Assert.Contains("javascript:alert(1)", CustomLensWriter.Write(lens), StringComparison.Ordinal);
    }

    [Fact]
    public void A_member_that_was_probably_misspelt_is_a_warning_and_notes_to_oneself_are_none()
    {
        var (_, plain) = SmallLens.Read(SmallLens.Text);
        Assert.Equal((DiagnosticSeverity.Info, "pillars[0].questions[0].number is not a member of the format"), (Assert.Single(plain).Severity, Assert.Single(plain).Summary));

        var (lens, diagnostics) = SmallLens.Read(SmallLens.With("\"url\": \"https://example.com/keys\"", "\"Url\": \"https://example.com/keys\""));
        Assert.NotNull(lens);
        var warning = Assert.Single(diagnostics, static d => d.Severity == DiagnosticSeverity.Warning);
        Assert.Contains("Did you mean \"url\"?", warning.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void Characters_that_no_store_can_hold_are_replaced()
    {
        var lens = SmallLens.Lens(SmallLens.With("House rules", "a\\u0000b\\ud800c").Replace("\"7\"", "\"\\udfff\""));
        Assert.Equal("a\uFFFDb\uFFFDc", lens.Name);
        Assert.Contains("\"_version\": \"\uFFFD\"", CustomLensWriter.Write(lens), StringComparison.Ordinal);
    }

    [Fact]
    public void A_member_that_every_choice_has_is_noted_once_with_how_often()
    {
        var text = SmallLens.Text.Replace("\"number\": 1.50,", "").Replace("\"title\": \"Keys", "\"weight1\": 1, \"weight2\": 2, \"title\": \"Keys");
        Assert.Equal(
            ["pillars[0].questions[0].choices[0].weight1 is not a member of the format; it stands in 1 more place", "pillars[0].questions[0].choices[0].weight2 is not a member of the format; it stands in 1 more place"],
            SmallLens.Read(text).Diagnostics.Select(static d => d.Summary));
    }

    [Fact]
    public void No_damage_to_a_lens_makes_the_reader_throw()
    {
        var pieces = SmallLens.OneOf("\"", "{", "}", "[", "]", ",", ":", "NaN", "null", "\\u", "\\ud83d", "default", "&&", "(", "\0", "é", "-", "true", "\"id\":", "9e9", "\ud800");
        Gen.Select(Gen.Int[0, SmallLens.Text.Length], Gen.Int[0, 40], pieces, Gen.Int[0, SmallLens.Text.Length], pieces).Sample((at, length, piece, second, other) =>
        {
            var text = new StringBuilder(SmallLens.Text).Remove(at, Math.Min(length, SmallLens.Text.Length - at)).Insert(at, piece);
            text.Insert(Math.Min(second, text.Length), other);
            foreach (var reading in Enum.GetValues<LensReading>())
            {
                var (lens, diagnostics) = SmallLens.Read(text.ToString(), reading);
                Assert.True(lens is null == diagnostics.HasErrors, $"{reading}: {text}\n{string.Join('\n', diagnostics)}");
                if (lens is not null)
                {
                    Assert.NotEmpty(CustomLensWriter.Write(lens));
                    CustomLensRisk.Of(lens.Questions.FirstOrDefault() ?? new LensQuestion("q", "q", [], []), ["rotated"], []);
                }
            }
        }, iter: 3_000);
    }

    [Fact]
    public void Garbage_is_refused_and_nothing_more()
    {
        Gen.Char["{}[]\",:\\/ntfu0123eE+-.NaIy \n\t\0ä"].Array[0, 200].Sample(
            static characters =>
            {
                var text = new string(characters);
                SmallLens.Read(text, LensReading.Lenient);
                SmallLens.Read($"{{\"pillars\":[{text}]}}", LensReading.Lenient);
                Assert.True(SmallLens.Read(text).Lens is null);
            },
            iter: 5_000);
    }

    [Theory]
    [InlineData("[", "]")]
    [InlineData("{\"a\":", "}")]
    public void Nesting_without_end_is_refused(string open, string close)
    {
        var deep = string.Concat(string.Concat(Enumerable.Repeat(open, 50_000)), "1", string.Concat(Enumerable.Repeat(close, 50_000)));
        Assert.Null(SmallLens.Read(SmallLens.With("1.50", deep), LensReading.Lenient).Lens);

        var bearable = string.Concat(string.Concat(Enumerable.Repeat(open, 150)), "1", string.Concat(Enumerable.Repeat(close, 150)));
        var lens = SmallLens.Lens(SmallLens.With("1.50", bearable), LensReading.Lenient);
        Assert.Contains(bearable, CustomLensWriter.Write(lens).Replace("\n", "").Replace(" ", ""), StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_full_of_faults_is_read_in_passing_and_reports_a_bounded_number()
    {
        var ids = string.Join("||", Enumerable.Range(0, 40_000).Select(static i => $"x{i}"));
        var rule = SmallLens.With("rotated && vault\"", $"{ids}\"");
        Assert.InRange(SmallLens.Read(rule).Diagnostics.Count, 10, 20);

        var parts = $"{{\"pillars\":[{string.Join(',', Enumerable.Repeat("{}", 150_000))}]}}";
        Assert.InRange(SmallLens.Read(parts).Diagnostics.Count, 100, 1_000);
    }
}
