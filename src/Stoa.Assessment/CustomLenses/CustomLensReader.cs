using System.Collections.Immutable;
using Stoa.Language.Diagnostics;
using Stoa.Language.Documents;
using Stoa.Language.Text;

namespace Stoa.Assessment.CustomLenses;

/// <summary>
/// Reads a lens in the format of the AWS Well-Architected Tool, and says of each fault where it stands: line and column, and the path in
/// the file. Input never throws.
/// </summary>
public static class CustomLensReader
{
    /// <summary>The length of a lens at most, in characters (UTF-16 code units).</summary>
    public const int MaxLength = 500_000;

    // Faults in one lens that are reported.
    private const int MaxComplaints = 1_000;
    private const int MaxName = 128;
    private const int MaxText = 2048;
    private const int MinId = 3;
    private const int MaxId = 128;
    private const int MaxPillars = 10;
    private const int MaxQuestions = 20;
    private const int MaxChoices = 15;
    private const int MaxRules = 3;
    private const int MaxLinksOfType = 5;

    // A rule that names an unknown choice is compared with no more choices than that for what may have been meant.
    private const int MaxGuesses = 2 * MaxChoices;

    // STOA3110 and STOA3111 are about the whole file.
    private const string FirstWithPath = "STOA3112";
    private const string LastWithPath = "STOA3139";

    private static readonly string[] RiskWords = [CustomLensWriter.WordOf(Risk.High), CustomLensWriter.WordOf(Risk.Medium), CustomLensWriter.WordOf(Risk.None)];

    private static readonly string[] ResourceWords =
        [CustomLensWriter.WordOf(AdditionalResourceType.HelpfulResource), CustomLensWriter.WordOf(AdditionalResourceType.ImprovementPlan)];

    /// <summary>Reads a lens from a text that is in no file.</summary>
    /// <inheritdoc cref="Read(SourceText, LensReading, DiagnosticBag)"/>
    public static CustomLens? Read(string json, LensReading reading, DiagnosticBag diagnostics) =>
        Read(new SourceText("lens", json.StartsWith('\uFEFF') ? json[1..] : json), reading, diagnostics);

    /// <summary>Reads a lens.</summary>
    /// <param name="source">The text.</param>
    /// <param name="reading">Strictly or leniently.</param>
    /// <param name="diagnostics">
    /// What is wrong, in the order of the file as far as possible; <see cref="PathOf"/> says which part of the lens one is about.
    /// </param>
    /// <returns>The lens; null where it is refused, and then an error was reported.</returns>
    public static CustomLens? Read(SourceText source, LensReading reading, DiagnosticBag diagnostics)
    {
        var found = new DiagnosticBag(MaxComplaints);
        var lens = new Parser(source, new LensComplaints(source, reading, found), found).Read();
        diagnostics.AddRange(found);
        return found.HasErrors ? null : lens;
    }

    /// <summary>
    /// The part of a lens that a diagnostic of this reader is about, <c>pillars[2].questions[0].title</c>; null where it is about the whole
    /// file, its JSON, or no lens at all.
    /// </summary>
    public static string? PathOf(Diagnostic diagnostic) =>
        string.CompareOrdinal(diagnostic.Code, FirstWithPath) >= 0 && string.CompareOrdinal(diagnostic.Code, LastWithPath) <= 0
            ? diagnostic.Summary.Split(' ', 2)[0]
            : null;

    private sealed class Parser(SourceText source, LensComplaints complaints, DiagnosticBag found)
    {
        private readonly Dictionary<string, Place> pillars = [];
        private readonly Dictionary<string, Place> questions = [];

        public CustomLens? Read()
        {
            if (source.Text.Length > MaxLength)
            {
                found.Add(AssessmentDiagnostics.LensTooLong(source.Text.Length, MaxLength, complaints.At(default(TextSpan))));
                return null;
            }

            var document = JsonReader.Read(NotANumber.Mask(source));
            foreach (var diagnostic in document.Diagnostics)
            {
                // What was read is the masked text, which people shall not see.
                var own = diagnostic with { Location = Own(diagnostic.Location), Context = Own(diagnostic.Context) };
                if (document.Root is null)
                {
                    found.Add(own);
                }
                else
                {
                    complaints.Add(own, "What could be read counts.");
                }
            }

            if (document.Root is not MappingNode root || (complaints.IsLenient && root["pillars"] is not SequenceNode))
            {
                if (document.Root is not null)
                {
                    found.Add(AssessmentDiagnostics.NoLens(complaints.At(new TextSpan(document.Root.Span.Start, document.Root.Span.Start + 1))));
                }

                return null;
            }

            var lens = ReadLens(new LensObject(root, "", CustomLensWriter.LensFields, complaints));
            complaints.ReportUnknown();
            return lens;
        }

        private Location? Own(Location? masked) => masked is null ? null : new Location(source, masked.Span);

        private CustomLens ReadLens(LensObject at)
        {
            var version = at.Text("schemaVersion", MaxName, $"\"{CustomLens.CurrentSchema}\"", CustomLens.CurrentSchema);
            if (version is not null and not CustomLens.CurrentSchema)
            {
                complaints.Add(AssessmentDiagnostics.LensSchemaUnknown(at.PathOf("schemaVersion"), version, CustomLens.CurrentSchema, at.At("schemaVersion")), "It is read as if it were known.");
            }

            const string Unnamed = "Unnamed lens";
            return new CustomLens(
                version ?? CustomLens.CurrentSchema,
                at.Text("name", MaxName, "the name of the lens", Unnamed) ?? Unnamed,
                at.Text("description", MaxText, "what the lens is for"),
                at.List("pillars", CustomLensWriter.PillarFields, MaxPillars, "at least one pillar", ReadPillar)) { Members = at.Members };
        }

        private LensPillar? ReadPillar(LensObject at)
        {
            var id = Id(at, pillars, "the id of the pillar");
            var name = at.Text("name", MaxName, "the name of the pillar", id);
            var questionsOfIt = at.List("questions", CustomLensWriter.QuestionFields, MaxQuestions, "at least one question", ReadQuestion);
            return id is null ? null : new LensPillar(id, name ?? id, questionsOfIt) { Members = at.Members };
        }

        private LensQuestion? ReadQuestion(LensObject at)
        {
            var id = Id(at, questions, "the id of the question");
            var title = at.Text("title", MaxName, "the question", id);
            var description = at.Text("description", MaxText);
            var resource = Link(at, "helpfulResource");
            var known = new Dictionary<string, Place>();
            var choices = at.List("choices", CustomLensWriter.ChoiceFields, MaxChoices, "at least one choice", choice => ReadChoice(choice, known));
            var rules = ReadRules(at, known);
            return id is null ? null : new LensQuestion(id, title ?? id, choices, rules)
            {
                Description = description,
                HelpfulResource = resource,
                Members = at.Members,
            };
        }

        private LensChoice? ReadChoice(LensObject at, Dictionary<string, Place> known)
        {
            var id = Id(at, known, "the id of the choice");
            if (id == RiskRuleExpression.Default)
            {
                complaints.Add(AssessmentDiagnostics.LensIdReserved(at.PathOf("id"), id, at.At("id")), "It is kept; no rule can name it.");
            }

            var title = at.Text("title", MaxName, "the best practice", id);
            var description = at.Text("description", MaxText);
            var resource = Link(at, "helpfulResource");
            var plan = Link(at, "improvementPlan");
            if (id is not null && at["improvementPlan"] is null && !new LensChoice(id, "").IsNone)
            {
                complaints.Add(AssessmentDiagnostics.NoImprovementPlan(at.PathOf("improvementPlan"), at.At("id")), "The choice is kept without one.");
            }

            var further = ReadResources(at);
            return id is null ? null : new LensChoice(id, title ?? id)
            {
                Description = description,
                HelpfulResource = resource,
                ImprovementPlan = plan,
                AdditionalResources = further,
                Members = at.Members,
            };
        }

        private LensLink? Link(LensObject owner, string name) => owner.Object(name, CustomLensWriter.LinkFields) is { } at ? ReadLink(at, name == "improvementPlan") : null;

        private LensLink ReadLink(LensObject at, bool needsText)
        {
            var text = at.Text("displayText", MaxText, needsText ? "what to do" : null);
            var url = at.Text("url", int.MaxValue);
            if (url is not null && string.IsNullOrWhiteSpace(url))
            {
                complaints.Add(AssessmentDiagnostics.LensUrlUntidy(at.PathOf("url"), isEmpty: true, at.At("url")), "");
                at.Keep("url");
                url = null;
            }
            else if (url is not null && !IsWebAddress(url))
            {
                complaints.Add(AssessmentDiagnostics.LensUrlInvalid(at.PathOf("url"), url, at.At("url")), "It is kept in the file and shown nowhere.");
                at.Keep("url");
                url = null;
            }
            else if (url is not null && url.Any(char.IsWhiteSpace))
            {
                complaints.Add(AssessmentDiagnostics.LensUrlUntidy(at.PathOf("url"), isEmpty: false, at.At("url")), "");
            }

            if (url is not null && !needsText && string.IsNullOrWhiteSpace(text))
            {
                complaints.Add(AssessmentDiagnostics.LensLinkWithoutText(at.PathOf("displayText"), at.At("url")), "The link is kept.");
            }

            return new LensLink(text, url) { Members = at.Members };
        }

        private ImmutableArray<AdditionalResources> ReadResources(LensObject choice)
        {
            Span<int> counts = stackalloc int[ResourceWords.Length];
            var resources = choice.List("additionalResources", CustomLensWriter.ResourcesFields, int.MaxValue, null, ReadResourcesOfType);
            foreach (var some in resources)
            {
                ref var count = ref counts[(int)some.Type];
                var before = count;
                count += some.Content.Length;
                if (before <= MaxLinksOfType && count > MaxLinksOfType)
                {
                    complaints.Add(
                        AssessmentDiagnostics.LensTooMany(choice.PathOf("additionalResources"), count, MaxLinksOfType, $"links of type {ResourceWords[(int)some.Type]}", choice.At("additionalResources")),
                        "All of them are kept.");
                }
            }

            return resources;
        }

        private AdditionalResources? ReadResourcesOfType(LensObject at)
        {
            var word = at.Text("type", MaxName, string.Join(" or ", ResourceWords));
            var type = Array.IndexOf(ResourceWords, word);
            if (word is not null && type < 0)
            {
                complaints.Add(AssessmentDiagnostics.LensResourcesUnknown(at.PathOf("type"), word, ResourceWords, at.At("type")), "These links are left out.");
            }

            var content = at.List("content", CustomLensWriter.LinkFields, int.MaxValue, "at least one link", link => ReadLink(link, needsText: false));
            return type < 0 ? null : new AdditionalResources((AdditionalResourceType)type, content) { Members = at.Members };
        }

        private ImmutableArray<RiskRule> ReadRules(LensObject question, Dictionary<string, Place> choices)
        {
            var levels = new Dictionary<Risk, Place>();
            var defaults = new List<(int Number, LensObject At)>();
            var number = 0;
            var rules = question.List("riskRules", CustomLensWriter.RuleFields, MaxRules, "at least a rule with the condition \"default\"", at =>
            {
                var rule = ReadRule(at, choices, levels);
                number++;
                if (rule.IsDefault)
                {
                    defaults.Add((number, at));
                }

                return rule;
            });
            foreach (var (at, rule) in defaults)
            {
                if (at < number)
                {
                    complaints.Add(AssessmentDiagnostics.DefaultNotLast(rule.PathOf("condition"), rule.At("condition")), "The rules behind it are kept and never decide.");
                }
            }

            if (number > 0 && defaults.Count == 0)
            {
                complaints.Add(AssessmentDiagnostics.NoDefaultRule(question.PathOf("riskRules"), question.At("riskRules")), "Where no rule holds the risk is high.");
            }

            return rules;
        }

        private RiskRule ReadRule(LensObject at, Dictionary<string, Place> choices, Dictionary<Risk, Place> levels)
        {
            var condition = at.Text("condition", int.MaxValue, "ids of choices with &&, ||, ! and parentheses, or \"default\"", "");
            var word = at.Text("risk", MaxName, string.Join(", ", RiskWords), RiskWords[0]);
            var risk = word switch { "MEDIUM_RISK" => Risk.Medium, "NO_RISK" => Risk.None, _ => Risk.High };
            if (word is not null && !RiskWords.Contains(word))
            {
                complaints.Add(AssessmentDiagnostics.LensRiskUnknown(at.PathOf("risk"), word, RiskWords, at.At("risk")), $"It is read as {RiskWords[0]}.");
            }
            else if (word is not null && !levels.TryAdd(risk, new Place(at.Path, at.At("risk"))))
            {
                var first = levels[risk];
                complaints.Add(AssessmentDiagnostics.RiskLevelTwice(at.PathOf("risk"), word, first.Path, at.At("risk"), first.At), "Both rules are kept.");
            }

            var rule = new RiskRule(condition ?? "", risk) { Members = at.Members };
            if (condition is not null)
            {
                CheckCondition(condition, at, choices);
            }

            return rule;
        }

        private void CheckCondition(string condition, LensObject at, Dictionary<string, Place> choices)
        {
            if (!RiskRuleExpression.TryParse(condition, out var expression, out var fault))
            {
                complaints.Add(
                    AssessmentDiagnostics.RiskRuleUnreadable(at.PathOf("condition"), fault.Problem, fault.Remedy, Within(at["condition"]!, fault.Span)),
                    "Where no rule before it holds the risk is high.");
                return;
            }

            foreach (var (id, span) in expression.Mentions.Where(m => !choices.ContainsKey(m.Id)).Take(MaxChoices))
            {
                complaints.Add(
                    AssessmentDiagnostics.RiskRuleUnknownChoice(at.PathOf("condition"), id, choices.Keys.Take(MaxGuesses), Within(at["condition"]!, span)),
                    "It is taken for one that nobody selects.");
            }
        }

        // The place of a stretch of a text whose escapes are resolved.
        private Location Within(Node node, TextSpan span)
        {
            var text = source.Text;
            var at = node.Span.Start;
            if (node is ScalarNode { IsPlain: false })
            {
                at++;
                for (var i = 0; i < span.Start; i++)
                {
                    at += text[at] != '\\' ? 1 : text[at + 1] == 'u' ? 6 : 2;
                }
            }
            else
            {
                at += span.Start;
            }

            return complaints.At(new TextSpan(at, Math.Min(at + span.Length, node.Span.End)));
        }

        // Null where there is none to go by; lenient reading leaves the part out.
        private string? Id(LensObject at, Dictionary<string, Place> known, string what)
        {
            if (at.Text("id", int.MaxValue, what) is not { } id)
            {
                return null;
            }

            if (id.Length is < MinId or > MaxId || !id.All(static c => char.IsAsciiLetterOrDigit(c) || c == '_'))
            {
                complaints.Add(AssessmentDiagnostics.LensIdInvalid(at.PathOf("id"), id, at.At("id")), "It is kept as it is.");
            }

            if (known.TryGetValue(id, out var first))
            {
                complaints.Add(AssessmentDiagnostics.LensIdTwice(at.PathOf("id"), id, first.Path, at.At("id"), first.At), "This one is left out.");
                return null;
            }

            known.Add(id, new Place(at.PathOf("id"), at.At("id")));
            return id;
        }

        private static bool IsWebAddress(string url) =>
            Uri.TryCreate(url.Trim(), UriKind.Absolute, out var address) && (address.Scheme == Uri.UriSchemeHttps || address.Scheme == Uri.UriSchemeHttp);
    }

    /// <summary>Where something stands: in the lens, and in the text.</summary>
    private readonly record struct Place(string Path, Location At);
}
