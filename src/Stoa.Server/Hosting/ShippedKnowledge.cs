using Stoa.Assessment;
using Stoa.Workloads.Knowledge;

namespace Stoa.Server.Hosting;

/// <summary>The knowledge inside the program.</summary>
internal static class ShippedKnowledge
{
    /// <summary>Opens it.</summary>
    public static KnowledgeBase Open()
    {
        using var stream = typeof(ShippedKnowledge).Assembly.GetManifestResourceStream("knowledge.pack")
            ?? throw new InvalidOperationException("The program was built without its knowledge.");
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return KnowledgeBase.Open(KnowledgePack.Open(bytes));
    }
}
