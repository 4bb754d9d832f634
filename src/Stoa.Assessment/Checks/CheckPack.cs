using Stoa.Language.Text;
using Stoa.Workloads.Knowledge;

namespace Stoa.Assessment.Checks;

/// <summary>
/// Checks in the knowledge pack: what a review needs of each in one section, prose and examples, which only <c>stoa checks</c> shows, in
/// another. They were checked when the pack was made.
/// </summary>
internal static class CheckPack
{
    private const string Definitions = "checks";
    private const string Pages = "check-pages";

    /// <summary>Writes a page.</summary>
    public static void Write(KnowledgePackBuilder builder, CheckPage page)
    {
        var (check, when, require, message, at) = page.Definition;
        var definition = new PackWriter();
        definition.Write(check.Title);
        definition.Write(check.Kind);
        definition.Write(check.BestPractices);
        definition.Write((long)check.Severity);
        definition.Write((long)check.Effort);
        definition.Write(check.Since);
        definition.Write(check.Aliases);
        definition.Write(check.Links);
        definition.Write(when?.ToString());
        definition.Write(require.ToString());
        definition.Write(message.ToString());
        definition.Write(at?.ToString());
        builder.Add(Definitions, check.Id, definition);

        var rest = new PackWriter();
        rest.Write(page.Prose);
        rest.Write(page.Examples, static (writer, example) =>
        {
            writer.Write(example.Language);
            writer.Write((long)example.Expectation);
            writer.Write(example.Text);
        });
        builder.Add(Pages, check.Id, rest);
    }

    /// <summary>Reads every check, without prose and examples.</summary>
    public static IEnumerable<CheckDefinition> Read(KnowledgePack pack)
    {
        var section = pack.Section(Definitions);
        for (var i = 0; i < section.Count; i++)
        {
            yield return ReadDefinition(section.Key(i), section[i]);
        }
    }

    /// <summary>Reads a whole page; null where there is none of that id.</summary>
    public static CheckPage? ReadPage(KnowledgePack pack, string id)
    {
        if (!pack.Section(Definitions).TryGet(id, out var definition) || !pack.Section(Pages).TryGet(id, out var page))
        {
            return null;
        }

        var rest = new PackReader(page);
        var prose = rest.ReadString();
        var examples = rest.ReadList(static (ref example) =>
        {
            var language = example.ReadString();
            var expectation = (ExampleExpectation)example.ReadInt();
            var source = new SourceText("", example.ReadString());
            return new CheckExample(language, expectation, source.Text, new Location(source, default));
        });
        return new CheckPage(ReadDefinition(id, definition), prose, [.. examples]);
    }

    private static CheckDefinition ReadDefinition(string id, ReadOnlySpan<byte> record)
    {
        var reader = new PackReader(record);
        var check = new Check
        {
            Id = id,
            Title = reader.ReadString(),
            Kind = reader.ReadString(),
            BestPractices = [.. reader.ReadStrings()],
            Severity = (Severity)reader.ReadInt(),
            Effort = (Effort)reader.ReadInt(),
            Since = reader.ReadString(),
            Aliases = [.. reader.ReadStrings()],
            Links = [.. reader.ReadStrings()],
        };
        var path = $"knowledge/checks/{id}.md";
        return new CheckDefinition(
            check,
            reader.ReadOptionalString() is { } when ? PageExpression.Of(path, when) : null,
            PageExpression.Of(path, reader.ReadString()),
            PageExpression.Of(path, reader.ReadString()),
            reader.ReadOptionalString() is { } at ? PageExpression.Of(path, at) : null);
    }
}
