using System.Collections.Immutable;
using Stoa.Language.Diagnostics;
using Stoa.Language.Text;

namespace Stoa.Reviews.Decisions;

/// <summary>
/// Reads one decision, in whichever of the usual manners it is written: as MADR 2, 3 or 4, as adr-tools and Nygard write, or with
/// log4brains' list of metadata.
/// </summary>
public static class DecisionReader
{
    /// <summary>The longest text that is read, in characters.</summary>
    public const int MaxLength = 1024 * 1024;

    /// <summary>The most options, and links in a list, that are read as such; a section of more is kept as text.</summary>
    public const int MaxItems = 1_000;

    /// <summary>Reads a decision.</summary>
    /// <param name="name">The path or name of the file, which says the number and may say the date; as shown to people.</param>
    /// <param name="text">The text.</param>
    /// <param name="diagnostics">Takes what could not be read.</param>
    /// <returns>The decision; null where the text is too long.</returns>
    public static DecisionDocument? Read(string name, string text, DiagnosticBag diagnostics) =>
        Read(new SourceText(name, text.Contains('\r') ? text.Replace("\r\n", "\n").Replace('\r', '\n') : text), diagnostics);

    internal static DecisionDocument? Read(SourceText source, DiagnosticBag diagnostics)
    {
        if (source.Text.Length > MaxLength)
        {
            diagnostics.Add(ReviewsDiagnostics.DecisionTooLarge(source.Path, MaxLength));
            return null;
        }

        var stem = source.Path[(source.Path.LastIndexOf('/') + 1)..];
        stem = stem.EndsWith(".md", StringComparison.OrdinalIgnoreCase) ? stem[..^3] : stem;
        var document = new DecisionDocument { Title = "", Number = DecisionNames.NumberOf(stem) };
        document = DecisionFrontMatter.Read(document, source, diagnostics, out var start, out var says, out var unread);
        var reading = new Reading(document, unread);
        reading.Read(Markdown.Normal(source.Text[start..]), says);
        document = reading.Finish();

        if (document.Title.Length == 0)
        {
            var at = Math.Min(start, source.Text.Length);
            diagnostics.Add(ReviewsDiagnostics.DecisionWithoutTitle(new Location(source, new TextSpan(at, at))));
            document = document with { Title = stem };
        }

        var derived = DecisionNames.Derived(document.Number, document.Title);
        return document with
        {
            Slug = stem == derived || stem.Length == 0 ? null : stem,
            Date = document.Date ?? (document.DateText.Length == 0 && document.Number is null ? DecisionNames.DateOf(stem) : null),
        };
    }

    /// <summary>One file while it is read.</summary>
    private sealed class Reading(DecisionDocument begun, string unread)
    {
        private readonly List<DecisionSection> others = [];
        private readonly HashSet<DecisionHeading> seen = [];
        private readonly List<DecisionOption> options = [];
        private DecisionDocument document = begun;
        private string introduction = unread;
        private bool isMadr;
        private bool hasList;

        public void Read(string text, bool hasFrontMatter)
        {
            isMadr = hasFrontMatter;
            var headings = Markdown.Headings(text);
            var titled = headings.Count > 0 && DecisionHeadings.Of(headings[0].Heading) == DecisionHeading.Other
                && (headings[0].Level == 1 || headings.Skip(1).All(h => h.Level > headings[0].Level));
            var rest = titled ? headings.Skip(1).ToList() : headings;
            var known = rest.Where(h => DecisionHeadings.IsSection(DecisionHeadings.Of(h.Heading))).ToList();
            var level = (known.Count > 0 ? known : rest).Select(h => h.Level).DefaultIfEmpty(2).Min();
            var pieces = Markdown.Split(text, titled ? Math.Max(level, headings[0].Level) : level);
            var metadata = !hasFrontMatter;
            Introduce(pieces[0].Text, metadata);
            for (var i = 1; i < pieces.Count; i++)
            {
                if (i == 1 && titled)
                {
                    var title = DecisionNames.WithoutNumber(pieces[i].Heading, document.Number);
                    document = document with
                    {
                        Number = document.Number ?? (title.Length < pieces[i].Heading.Length ? NumberIn(pieces[i].Heading) : null),
                        Title = title.Length > 0 ? title : document.Title,
                    };
                    Introduce(pieces[i].Text, metadata);
                }
                else
                {
                    Take(pieces[i]);
                }
            }
        }

        public DecisionDocument Finish()
        {
            if (introduction.Length > 0)
            {
                others.Insert(0, new DecisionSection("", introduction));
            }

            return document with
            {
                Options = [.. options],
                OtherSections = [.. others],
                Format = isMadr || seen.Overlaps([DecisionHeading.MadrContext, DecisionHeading.Options, DecisionHeading.MadrOutcome])
                    ? hasList && document.Number is null ? DecisionFormat.Log4brains : DecisionFormat.Madr
                    : seen.Count == 0 ? DecisionFormat.Madr : DecisionFormat.Nygard,
            };
        }

        // A number in the heading counts only where it looks like that of a decision: "ADR-7: …".
        private static int? NumberIn(string heading) => DecisionNames.NumberOf(heading);

        private void Introduce(string text, bool metadata)
        {
            if (metadata && text.Length > 0)
            {
                document = DecisionMetadata.Take(document, text, out text, out var list);
                hasList |= list;
            }

            introduction = introduction.Length == 0 ? text : text.Length == 0 ? introduction : $"{introduction}\n\n{text}";
        }

        private void Take(Markdown.Piece piece)
        {
            var heading = DecisionHeadings.Of(piece.Heading);
            var kind = heading switch
            {
                DecisionHeading.MadrContext => DecisionHeading.Context,
                DecisionHeading.MadrOutcome => DecisionHeading.Outcome,
                _ => heading,
            };
            var isNew = seen.Add(kind);
            seen.Add(heading);
            if (!isNew || !TryTake(kind, piece.Text))
            {
                others.Add(new DecisionSection(piece.Heading, piece.Text));
            }
        }

        private bool TryTake(DecisionHeading heading, string text)
        {
            switch (heading)
            {
                case DecisionHeading.Status when document is { Status: DecisionStatus.None, StatusText: "" } && Markdown.Headings(text).Count == 0:
                    document = DecisionFrontMatter.WithStatus(document, text);
                    document = document with { Date = document.Date ?? (document.DateText.Length == 0 ? DecisionStatusText.Parse(text).Date : null) };
                    return true;
                case DecisionHeading.Date when document is { Date: null, DateText: "" } && !text.Contains('\n'):
                    document = DecisionFrontMatter.WithDate(document, text);
                    return true;
                case DecisionHeading.Makers when document.DecisionMakers.IsEmpty && Markdown.List(text) is { } makers:
                    document = document with { DecisionMakers = makers };
                    return true;
                case DecisionHeading.Context:
                    document = document with { Context = text };
                    return true;
                case DecisionHeading.Drivers when Markdown.List(text) is { } drivers:
                    document = document with { Drivers = drivers };
                    return true;
                case DecisionHeading.Options:
                    return TakeOptions(text);
                case DecisionHeading.ProsAndCons:
                    return TakeDetails(text);
                case DecisionHeading.Outcome:
                    TakeOutcome(text);
                    return true;
                case DecisionHeading.Consequences when document.Consequences.IsEmpty:
                    document = document with { Consequences = Consequences(text) };
                    return true;
                case DecisionHeading.Confirmation when document.Confirmation.Length == 0:
                    document = document with { Confirmation = text };
                    return true;
                case DecisionHeading.MoreInformation:
                    TakeMoreInformation(text);
                    return true;
                case DecisionHeading.Links:
                    return TakeLinks(text);
                default:
                    return false;
            }
        }

        private bool TakeOptions(string text)
        {
            if (Markdown.List(text) is not { } items)
            {
                return text.Length > 0 && TakeDetails(text);
            }

            if (items.Length > MaxItems)
            {
                return false;
            }

            foreach (var item in items)
            {
                var end = item.IndexOf('\n');
                options.Add(end < 0
                    ? new DecisionOption(item.TrimEnd())
                    : new DecisionOption(item[..end].TrimEnd()) { Description = Markdown.Normal(item[end..]) });
            }

            return true;
        }

        /// <summary>Options with what speaks for and against them, each below its heading.</summary>
        private bool TakeDetails(string text)
        {
            var level = Markdown.Headings(text).Select(h => h.Level).DefaultIfEmpty(3).Min();
            var pieces = Markdown.Split(text, level);
            if (pieces.Count > MaxItems || pieces[0].Text.Length > 0 || pieces.Any(p => p.Level > 0 && p.Heading.Length == 0))
            {
                return false;
            }

            foreach (var piece in pieces.Skip(1))
            {
                var (description, good, neutral, bad) = Arguments(piece.Text);
                var at = options.FindIndex(o => string.Equals(o.Title, piece.Heading, StringComparison.OrdinalIgnoreCase)
                    && o.Pros.IsEmpty && o.Neutral.IsEmpty && o.Cons.IsEmpty);
                var option = at < 0 ? new DecisionOption(piece.Heading) : options[at];
                option = option with
                {
                    Description = option.Description.Length == 0 ? description
                        : description.Length == 0 ? option.Description : $"{option.Description}\n\n{description}",
                    Pros = good,
                    Neutral = neutral,
                    Cons = bad,
                };
                if (at < 0)
                {
                    options.Add(option);
                }
                else
                {
                    options[at] = option;
                }
            }

            return true;
        }

        private void TakeOutcome(string text)
        {
            var headings = Markdown.Headings(text);
            var level = headings.Select(h => h.Level).DefaultIfEmpty(3).Min();
            List<string> kept = [];
            foreach (var piece in Markdown.Split(text, level))
            {
                var kind = piece.Level == 0 ? DecisionHeading.Other : DecisionHeadings.Of(piece.Heading);
                var consequences = document.Consequences;
                if (kind == DecisionHeading.Consequences && consequences.IsEmpty)
                {
                    document = document with { Consequences = Consequences(piece.Text) };
                }
                else if (kind == DecisionHeading.Confirmation && document.Confirmation.Length == 0)
                {
                    document = document with { Confirmation = piece.Text };
                }
                else if (kind == DecisionHeading.Positive && consequences.Good.IsEmpty && Markdown.List(piece.Text) is { } good)
                {
                    document = document with { Consequences = consequences with { Good = good } };
                }
                else if (kind == DecisionHeading.Negative && consequences.Bad.IsEmpty && Markdown.List(piece.Text) is { } bad)
                {
                    document = document with { Consequences = consequences with { Bad = bad } };
                }
                else if (piece.Level > 0)
                {
                    kept.Add(Markdown.Normal($"{new string('#', piece.Level)} {piece.Heading}\n\n{piece.Text}"));
                }
                else if (piece.Text.Length > 0)
                {
                    kept.Add(piece.Text);
                }
            }

            var (chosen, outcome) = DecisionOutcome.Read(string.Join("\n\n", kept));
            document = document with { ChosenOption = chosen, Outcome = outcome };
        }

        private void TakeMoreInformation(string text)
        {
            var start = 0;
            ImmutableArray<DecisionRelation> last = [];
            foreach (var (line, from, _) in new Markdown.Lines(text))
            {
                // An item that goes on in a second line says more than its link.
                if (line.Length > 0 && char.IsWhiteSpace(line[0]) && !line.IsWhiteSpace())
                {
                    last = [];
                    break;
                }

                Link(last);
                (start, last) = (from, []);
                if (document.RelatedTo.Length + document.Supersedes.Length > MaxItems || Markdown.MarkerWidth(line) == 0 || DecisionLinks.Read(line.ToString(), out var isAll) is not { IsEmpty: false } links || !isAll)
                {
                    break;
                }

                last = links;
            }

            if (!last.IsEmpty)
            {
                Link(last);
                start = text.Length;
            }

            document = document with { MoreInformation = Markdown.Normal(text[start..]) };
        }

        private bool TakeLinks(string text)
        {
            List<DecisionRelation> all = [];
            foreach (var item in Markdown.List(text) ?? [])
            {
                if (DecisionLinks.Read(item, out var isAll) is not { IsEmpty: false } links || !isAll)
                {
                    return false;
                }

                all.AddRange(links);
            }

            Link([.. all]);
            return all.Count > 0;
        }

        private void Link(ImmutableArray<DecisionRelation> links)
        {
            foreach (var link in links)
            {
                document = DecisionLinks.KindOf(link.Relation) switch
                {
                    LinkKind.SupersededBy when document.SupersededBy is null => document with { SupersededBy = link.Target },
                    LinkKind.Supersedes => document with { Supersedes = document.Supersedes.Add(link.Target) },
                    _ => document with { RelatedTo = document.RelatedTo.Add(link) },
                };
            }
        }

        private static DecisionConsequences Consequences(string text)
        {
            var (before, good, neutral, bad) = Arguments(text);
            return new DecisionConsequences { Text = before, Good = good, Neutral = neutral, Bad = bad };
        }

        /// <summary>The list of arguments with which a text ends, by what they say; all of the text where one of them says nothing.</summary>
        private static (string Before, ImmutableArray<string> Good, ImmutableArray<string> Neutral, ImmutableArray<string> Bad) Arguments(string text)
        {
            if (Markdown.TrailingList(text, out var before) is not { } items)
            {
                return (text, [], [], []);
            }

            List<string> good = [], neutral = [], bad = [];
            foreach (var item in items)
            {
                var list = item.StartsWith("Good,", StringComparison.OrdinalIgnoreCase) ? good
                    : item.StartsWith("Neutral,", StringComparison.OrdinalIgnoreCase) ? neutral
                    : item.StartsWith("Bad,", StringComparison.OrdinalIgnoreCase) ? bad
                    : null;
                var argument = item[(item.IndexOf(',') + 1)..].TrimStart();
                argument = argument.StartsWith("because ", StringComparison.OrdinalIgnoreCase) ? argument[8..].TrimStart() : argument;
                if (list is null || argument.Length == 0)
                {
                    return (text, [], [], []);
                }

                list.Add(argument);
            }

            return (before, [.. good], [.. neutral], [.. bad]);
        }
    }
}
