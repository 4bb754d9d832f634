using System.Collections.Immutable;
using Stoa.Assessment.Framework;
using Stoa.Language.Diagnostics;
using Stoa.Language.Documents;
using Stoa.Language.Syntax;
using Stoa.Language.Text;
using Stoa.Workloads.Kinds;

namespace Stoa.Assessment.Checks;

/// <summary>
/// Reads check pages, and checks them while at it: a page that comes out of here without an error names what exists and can be evaluated.
/// </summary>
/// <param name="lens">The lens whose best practices a page may name.</param>
/// <param name="kinds">The kinds that a page may be about.</param>
/// <param name="diagnostics">Where complaints go.</param>
public sealed class CheckPageReader(Lens lens, KindCatalog kinds, DiagnosticBag diagnostics)
{
    /// <summary>The kind of a check that is asked once of the whole workload.</summary>
    private const string WholeWorkload = "workload";

    /// <summary>Folders within folders that are searched for pages.</summary>
    private const int MaxFolderDepth = 16;

    private static readonly string[] FieldNames =
    [
        "title", "kind", "best-practices", "severity", "effort", "since", "aliases", "when", "require", "message", "at", "links",
    ];

    /// <summary>Reads every page below a folder, README files left out, in the order of their ids.</summary>
    public ImmutableArray<CheckPage> ReadAll(FileTree files, string folder)
    {
        var pages = ImmutableArray.CreateBuilder<CheckPage>();
        ReadFolder(files, folder, "", 0, pages);
        return [.. pages.OrderBy(static p => p.Check.Id, StringComparer.Ordinal)];
    }

    /// <summary>Reads a page.</summary>
    /// <param name="source">Its text.</param>
    /// <param name="id">Its id: its path below the folder of checks, without the ending.</param>
    /// <returns>The page; null where it has an error.</returns>
    public CheckPage? Read(SourceText source, string id)
    {
        var page = new DiagnosticBag();
        var read = ReadPage(source, id, page);
        diagnostics.AddRange(page);
        return page.HasErrors ? null : read;
    }

    private void ReadFolder(FileTree files, string folder, string prefix, int depth, ImmutableArray<CheckPage>.Builder pages)
    {
        if (depth > MaxFolderDepth)
        {
            return;
        }

        foreach (var name in files.Files(folder))
        {
            if (!name.EndsWith(".md", StringComparison.Ordinal) || name.Equals("README.md", StringComparison.OrdinalIgnoreCase))
            {
                continue;
            }

            var path = Join(folder, name);
            if (Sources.Read(files, path) is not { } source)
            {
                diagnostics.Add(AssessmentDiagnostics.FileMissing(path, null));
            }
            else if (Read(source, prefix + name[..^".md".Length]) is { } page)
            {
                pages.Add(page);
            }
        }

        foreach (var name in files.Folders(folder))
        {
            ReadFolder(files, Join(folder, name), $"{prefix}{name}/", depth + 1, pages);
        }

        static string Join(string folder, string name) => folder.Length == 0 ? name : $"{folder}/{name}";
    }

    private CheckPage? ReadPage(SourceText source, string id, DiagnosticBag page)
    {
        if (!IsId(id))
        {
            page.Add(AssessmentDiagnostics.BadCheckId(id, new Location(source, default)));
            return null;
        }

        if (FrontMatterEnd(source) is not { } end)
        {
            page.Add(AssessmentDiagnostics.NoFrontMatter(new Location(source, default)));
            return null;
        }

        if (FindTraps(source, end, page))
        {
            return null;
        }

        // Cut behind the front matter, so that every offset in the YAML is an offset in the page.
        var frontMatter = new SourceText(source.Path, source.Text[..end]);
        if (Sources.Yaml(frontMatter, page) is not MappingNode mapping)
        {
            if (!page.HasErrors)
            {
                page.Add(AssessmentDiagnostics.NoFrontMatter(new Location(source, default)));
            }

            return null;
        }

        var definition = ReadDefinition(new Fields(mapping, "a check's page", source, page, FieldNames), source, id, page);
        var (prose, examples) = MarkdownExamples.Read(source, source.Text.IndexOf('\n', end) + 1, page);
        return definition is null ? null : new CheckPage(definition, prose, examples);
    }

    private CheckDefinition? ReadDefinition(Fields fields, SourceText source, string id, DiagnosticBag page)
    {
        var title = fields.Text("title", required: true);
        var kindName = fields.Scalar("kind", required: true);
        var practices = fields.List("best-practices", required: true);
        var severity = fields.Choice(
            "severity", true, ("high", Severity.High), ("medium", Severity.Medium), ("low", Severity.Low));
        var effort = fields.Choice("effort", true, ("low", Effort.Low), ("medium", Effort.Medium), ("high", Effort.High));
        var when = Expression(fields.Scalar("when"), source);
        var require = Expression(fields.Scalar("require", required: true), source);
        var message = Expression(fields.Scalar("message", required: true), source);
        var at = Expression(fields.Scalar("at"), source);
        foreach (var practice in practices)
        {
            if (!lens.TryGetBestPractice(practice.Text, out _))
            {
                page.Add(AssessmentDiagnostics.UnknownBestPractice(
                    practice.Text, lens.BestPractices.Select(static b => b.Id), lens.Id, fields.At(practice)));
            }
        }

        var kind = kindName is null ? null : kinds.Find(kindName.Text);
        if (kindName is not null && kindName.Text != WholeWorkload && kind is null)
        {
            page.Add(AssessmentDiagnostics.UnknownKind(kindName.Text, kinds.Ids.Append(WholeWorkload), fields.At(kindName)));
            return null;
        }

        if (title is null || kindName is null || practices.IsEmpty || severity is null || effort is null || require is null || message is null)
        {
            return null;
        }

        var definition = new CheckDefinition(
            new Check
            {
                Id = id,
                Title = title,
                Kind = kindName.Text,
                BestPractices = [.. practices.Select(static p => p.Text)],
                Severity = severity.Value,
                Effort = effort.Value,
                Since = fields.Text("since") ?? "",
                Aliases = fields.Texts("aliases"),
                Links = fields.Texts("links"),
            },
            when,
            require,
            message,
            at);
        CheckExpressions(definition, kind, page);
        return definition;
    }

    private void CheckExpressions(CheckDefinition definition, Kind? kind, DiagnosticBag page)
    {
        var self = kind is null ? null : new PropertyType.ResourceReference([kind.Id]);
        Condition("when", definition.When);
        Condition("require", definition.Require);
        if (definition.At is { } at)
        {
            var (expression, complaints) = HclParser.ParseExpression(at.Source, at.Span);
            page.AddRange(complaints);
            new ExpressionTypes(self, kinds, at.Source, page).Of(expression);
        }

        var (template, templateComplaints) = HclParser.ParseTemplate(definition.Message.Source, definition.Message.Span);
        page.AddRange(templateComplaints);
        new ExpressionTypes(self, kinds, definition.Message.Source, page).Template(template);
        if (!page.HasErrors)
        {
            // What is left to find: functions that do not exist, wrong numbers of arguments.
            CompiledCheck.Compile(definition, kind, page);
        }

        void Condition(string name, PageExpression? text)
        {
            if (text is not null)
            {
                var (expression, complaints) = HclParser.ParseExpression(text.Source, text.Span);
                page.AddRange(complaints);
                new ExpressionTypes(self, kinds, text.Source, page).Condition(name, expression);
            }
        }
    }

    /// <summary>
    /// An expression where it stands. A plain or block scalar is read in place; a quoted one, whose escapes are not the page's own
    /// characters, is read from a text that has it on the same line and column.
    /// </summary>
    private static PageExpression? Expression(ScalarNode? scalar, SourceText source)
    {
        if (scalar is null)
        {
            return null;
        }

        var start = scalar.Span.Start;
        switch (source.Text[start])
        {
            case '"' or '\'':
                var (line, column) = source.GetPosition(start);
                var padding = new string('\n', line - 1) + new string(' ', column);
                return new PageExpression(
                    new SourceText(source.Path, padding + scalar.Text), new TextSpan(padding.Length, padding.Length + scalar.Text.Length));
            case '|' or '>':
                start = source.Text.IndexOf('\n', start) + 1;
                break;
        }

        return new PageExpression(source, new TextSpan(start, Math.Max(start, scalar.Span.End)));
    }

    /// <summary>The offset of the line that ends the front matter; null where the page has none.</summary>
    private static int? FrontMatterEnd(SourceText source)
    {
        if (!source.GetLineText(1).SequenceEqual("---"))
        {
            return null;
        }

        var offset = source.Text.IndexOf('\n') + 1;
        for (var line = 2; line <= source.LineCount; line++)
        {
            var text = source.GetLineText(line);
            if (text.SequenceEqual("---"))
            {
                return offset;
            }

            var next = source.Text.IndexOf('\n', offset);
            if (next < 0)
            {
                return null;
            }

            offset = next + 1;
        }

        return null;
    }

    /// <summary>
    /// Looks for expressions whose punctuation YAML takes for its own. Some of them YAML would refuse with a word about anchors or
    /// tags, others it would cut short without a word.
    /// </summary>
    private static bool FindTraps(SourceText source, int end, DiagnosticBag page)
    {
        var found = false;
        var offset = 0;
        while (offset < end)
        {
            var next = source.Text.IndexOf('\n', offset) + 1;
            var text = source.Text.AsSpan(offset, next - offset).TrimEnd();
            foreach (var field in (ReadOnlySpan<string>)["when", "require", "at", "message"])
            {
                if (text.StartsWith(field) && text.Length > field.Length && text[field.Length] == ':'
                    && Trap(text[(field.Length + 1)..].Trim()) is { } culprit)
                {
                    page.Add(AssessmentDiagnostics.PunctuationTrap(
                        field, culprit, new Location(source, new TextSpan(offset, offset + text.Length))));
                    found = true;
                }
            }

            offset = next;
        }

        return found;
    }

    private static string? Trap(ReadOnlySpan<char> value)
    {
        if (value.IsEmpty || value[0] is '|' or '>')
        {
            return null;
        }

        if (value[0] is '!' or '[' or '{' or '*' or '&' or '%' or '@' or '`')
        {
            return value[0].ToString();
        }

        if (value[0] is '"' or '\'')
        {
            var close = 1;
            while (close < value.Length && value[close] != value[0])
            {
                close += value[0] == '"' && value[close] == '\\' ? 2 : 1;
                if (value[0] == '\'' && close + 1 < value.Length && value[close] == '\'' && value[close + 1] == '\'')
                {
                    close += 2;
                }
            }

            var rest = close + 1 < value.Length ? value[(close + 1)..].Trim() : default;
            return rest.IsEmpty || rest[0] == '#' ? null : value[0].ToString();
        }

        return value.Contains(": ", StringComparison.Ordinal) ? ": " : value.Contains(" #", StringComparison.Ordinal) ? " #" : null;
    }

    private static bool IsId(string id) =>
        id.Length is > 0 and <= 200
        && id.Split('/').All(static part => part.Length > 0 && part.All(static c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-'));
}
