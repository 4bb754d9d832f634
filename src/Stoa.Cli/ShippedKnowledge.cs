using Stoa.Assessment;
using Stoa.Assessment.Checks;
using Stoa.Language.Diagnostics;
using Stoa.Language.Text;
using Stoa.Workloads.Knowledge;

namespace Stoa.Cli;

/// <summary>The knowledge inside the program, and the pages that a user adds to it.</summary>
internal static class ShippedKnowledge
{
    private const string Resource = "knowledge.pack";

    /// <summary>Opens the knowledge inside the program.</summary>
    public static KnowledgeBase Open() => KnowledgeBase.Open(KnowledgePack.Open(Bytes()));

    /// <summary>The knowledge inside the program with a folder of further pages.</summary>
    /// <exception cref="UsageException">A page cannot be read; the message lists why, with file and line.</exception>
    public static KnowledgeBase Open(string? checksFolder)
    {
        var knowledge = Open();
        return checksFolder is null ? knowledge : knowledge.With(ReadPages(knowledge, checksFolder));
    }

    /// <summary>Reads the pages of a folder.</summary>
    /// <exception cref="UsageException">The folder does not exist, or a page cannot be read.</exception>
    public static System.Collections.Immutable.ImmutableArray<CheckPage> ReadPages(KnowledgeBase knowledge, string folder)
    {
        var full = Path.GetFullPath(folder);
        if (!Directory.Exists(full))
        {
            throw new UsageException($"{folder}: no such folder of check pages.");
        }

        var diagnostics = new DiagnosticBag();
        var pages = new CheckPageReader(knowledge.Lens, knowledge.Kinds, diagnostics).ReadAll(new DiskFileTree(full), "");
        return diagnostics.HasErrors
            ? throw new UsageException($"the check pages of {folder} cannot be used:\n{string.Join('\n', diagnostics.Select(static d => $"  {d}"))}")
            : pages;
    }

    private static byte[] Bytes()
    {
        using var stream = typeof(ShippedKnowledge).Assembly.GetManifestResourceStream(Resource)
            ?? throw new InvalidOperationException("The program was built without its knowledge.");
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }
}
