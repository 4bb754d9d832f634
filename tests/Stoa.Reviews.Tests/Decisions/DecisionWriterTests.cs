using System.Collections.Immutable;
using System.Text.Json;
using CsCheck;
using Stoa.Language.Diagnostics;
using Stoa.Reviews.Decisions;

namespace Stoa.Reviews.Tests.Decisions;

public sealed class DecisionWriterTests
{
    private static readonly Gen<string> Word = Pick(
        "standby", "queue", "zone", "Übersicht", "решение", "a: b", "#7", "C#", "\"quoted\"", "it's", "50 %", "[x](y.md)", "`code`", "null", "*bold*", "🚀", "\\n", "---", "- x");

    private static readonly Gen<string> Line = Gen.Select(Gen.Char['a', 'z'], Word.Array[0, 4], (c, words) => $"{c} {string.Join(' ', words)}".Trim());

    private static readonly Gen<string> Block = Gen.OneOf(
        Line,
        Line.Array[2, 3].Select(l => string.Join('\n', l)),
        Line.Array[1, 3].Select(l => string.Join('\n', l.Select(x => "* " + x + "\n  " + x))),
        Line.Select(l => $"```sh\n## {l}\n\n* x\n```"),
        Line.Select(l => $"##### {l}"),
        Line.Select(l => $"> {l}\n> second"),
        Line.Select(l => $"| a | b |\n|---|---|\n| {l} | 1 |"));

    private static readonly Gen<string> Text = Gen.OneOf(Gen.Const(""), Block.Array[1, 4].Select(b => string.Join("\n\n", b)));
    private static readonly Gen<string> Item = Gen.OneOf(Line, Gen.Select(Line, Line, (a, b) => $"{a}\n\n{b}"), Gen.Select(Line, Line, (a, b) => $"{a}\n* {b}\n  deep"));
    private static readonly Gen<ImmutableArray<string>> Items = Item.Array[0, 3].Select(i => i.ToImmutableArray());
    private static readonly Gen<ImmutableArray<string>> Names = Line.Array[0, 3].Select(i => i.ToImmutableArray());
    private static readonly Gen<string> Reference = Gen.OneOf(Gen.Int[1, 9999].Select(n => $"ADR-{n:0000}"), Gen.Const("0003-queue"), Gen.Const("20240102-x"), Gen.Const("../b/0001-x"));

    private static readonly Gen<DecisionOption> Option = Gen.Select(Line, Text, Items, Items, Items, (t, d, p, n, c) =>
        new DecisionOption(t) { Description = EndsInList(d) ? "" : d, Pros = p, Neutral = n, Cons = c });

    private static readonly Gen<DecisionDocument> Documents =
        from number in Gen.Int[0, 99_999].Nullable()
        from title in Line
        from slug in Pick<string?>(null, "20240102-other", "plain")
        from status in Gen.Enum<DecisionStatus>()
        from newer in Reference.Null()
        from date in Gen.Int[0, 20_000].Nullable()
        from names in Gen.Select(Names, Names, Names, Names)
        from texts in Text.Array[6]
        from drivers in Items
        from options in Option.Array[0, 3]
        from chosen in Line.Null()
        from lists in Gen.Select(Items, Items, Items)
        from supersedes in Reference.Array[0, 2]
        from related in Reference.Array[0, 2]
        from stoa in Gen.Select(Names, Names, Line.Null(), Line.Null())
        from others in Gen.Select(Line, Text).Array[0, 3]
        from introduction in Text
        select new DecisionDocument
        {
            Number = slug is null ? number : null,
            Slug = slug,
            Title = title,
            Status = status,
            SupersededBy = newer,
            Date = date is { } days ? new DateOnly(2000, 1, 1).AddDays(days) : slug?.StartsWith('2') == true ? new DateOnly(2024, 1, 2) : null,
            DecisionMakers = names.Item1,
            Consulted = names.Item2,
            Informed = names.Item3,
            Tags = names.Item4,
            Context = texts[0],
            Drivers = drivers,
            Options = [.. options.DistinctBy(o => o.Title, StringComparer.OrdinalIgnoreCase)],
            ChosenOption = chosen?.Replace('"', '\''),
            Outcome = texts[1].Length > 0 && number % 2 == 0 ? $"because x\n\n{texts[1]}" : texts[1],
            Consequences = new DecisionConsequences { Text = EndsInList(texts[2]) ? "" : texts[2], Good = lists.Item1, Neutral = lists.Item2, Bad = lists.Item3 },
            Confirmation = texts[3],
            // Links that a text begins with are links of the document.
            MoreInformation = texts[4].StartsWith('*') ? "x\n\n" + texts[4] : texts[4],
            Supersedes = [.. supersedes],
            RelatedTo = [.. related.Select(r => new DecisionRelation("Refined by", r))],
            Stoa = new StoaLinks { Questions = stoa.Item1, BestPractices = stoa.Item2, Milestone = stoa.Item3, Workload = stoa.Item4 },
            OtherSections = [.. introduction.Length > 0 && status != DecisionStatus.None ? [new DecisionSection("", introduction)] : Array.Empty<DecisionSection>(), .. others.Select(o => new DecisionSection(o.Item1, o.Item2))],
            OtherFields = status == DecisionStatus.None ? [] : ["nav_order: 3", "parent:\n  - x"],
        };

    [Fact]
    public void What_is_written_reads_back_as_the_same_document() =>
        Documents.Sample(document => Assert.Equal(Shown(document), Shown(Again(document))), iter: 2_000);

    [Fact]
    public void What_was_read_once_stays_the_same_whatever_the_texts_hold()
    {
        var hostile = Gen.OneOf(Word, Pick("# A", "## Decision Outcome", "### Consequences", "```", "~~~~", "---", "* Good, because x", "1. y", "  * z", "", "Chosen option: \"q\", because", "Status: x", "<!-- ", "## ", "* Supersedes ADR-0001"))
            .Array[0, 8].Select(l => string.Join('\n', l));
        hostile.Array[8].Sample(t =>
        {
            var document = new DecisionDocument
            {
                Number = 3,
                Title = "t" + t[0],
                Status = DecisionStatus.Accepted,
                Context = t[1],
                Drivers = [.. new[] { t[2] }.Where(x => x.Trim().Length > 0)],
                Options = [new DecisionOption("o") { Description = t[3] }],
                Outcome = t[4],
                Consequences = new DecisionConsequences { Text = t[5], Good = ["g" + t[6]] },
                MoreInformation = t[6],
                OtherSections = [new DecisionSection("other", t[7])],
            };
            var once = Again(document);
            var twice = Again(once);
            Assert.Equal(DecisionWriter.Write(twice), DecisionWriter.Write(Again(twice)));
            Assert.Equal([], Words(DecisionWriter.Write(document)).Except(Words(DecisionWriter.Write(once))));
        }, iter: 2_000);
    }

    [Fact]
    public void A_decision_is_written_as_Madr_4()
    {
        var document = new DecisionDocument
        {
            Number = 12,
            Title = "Keep a standby",
            Status = DecisionStatus.Accepted,
            Date = new DateOnly(2026, 11, 23),
            DecisionMakers = ["Ann", "Bob, the architect"],
            Context = "Orders stop when the zone does.",
            Options = [new DecisionOption("Standby") { Pros = ["it is ready"] }, new DecisionOption("Backups only")],
            ChosenOption = "Standby",
            Outcome = "because an hour costs more.",
            Consequences = new DecisionConsequences { Good = ["zones may fail"], Bad = ["it costs twice"] },
            Supersedes = ["0003-one-zone"],
            Stoa = new StoaLinks { BestPractices = ["REL10-BP01"], Workload = "orders" },
        };

        Assert.Equal("0012-keep-a-standby.md", DecisionWriter.FileName(document));
        Assert.Equal("""
            ---
            status: accepted
            date: 2026-11-23
            decision-makers: [Ann, "Bob, the architect"]
            stoa:
              workload: orders
              best-practices: [REL10-BP01]
            ---

            # Keep a standby

            ## Context and Problem Statement

            Orders stop when the zone does.

            ## Considered Options

            * Standby
            * Backups only

            ## Decision Outcome

            Chosen option: "Standby", because an hour costs more.

            ### Consequences

            * Good, because zones may fail
            * Bad, because it costs twice

            ## Pros and Cons of the Options

            ### Standby

            * Good, because it is ready

            ## More Information

            * Supersedes [ADR-0003](0003-one-zone.md)

            """.ReplaceLineEndings("\n"), DecisionWriter.Write(document));
    }

    [Theory]
    [InlineData("Use C# & .NET 10!", "use-c-net-10")]
    [InlineData("Решение № 5", "решение-5")]
    [InlineData("../../etc/passwd", "etc-passwd")]
    [InlineData("???", "decision")]
    public void A_name_of_a_file_holds_letters_and_digits(string title, string name) =>
        Assert.Equal(name + ".md", DecisionWriter.FileName(new DecisionDocument { Title = title }));

    private static Gen<T> Pick<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);

    private static DecisionDocument Again(DecisionDocument document) =>
        DecisionReader.Read(DecisionWriter.FileName(document), DecisionWriter.Write(document), new DiagnosticBag())!;

    private static bool EndsInList(string text) => Markdown.TrailingList(text, out _) is not null;

    private static string Shown(DecisionDocument document) => JsonSerializer.Serialize(document, Indented);

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    internal static HashSet<string> Words(string text) =>
        [.. text.Split([.. " \n\t#*_`\"'().,:;[]<>{}|-~=&!?/\\…“”’"], StringSplitOptions.RemoveEmptyEntries).Select(w => w.ToLowerInvariant())];
}
