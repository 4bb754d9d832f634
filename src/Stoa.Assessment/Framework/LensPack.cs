using Stoa.Workloads.Knowledge;

namespace Stoa.Assessment.Framework;

/// <summary>A lens in the knowledge pack.</summary>
internal static class LensPack
{
    private const string Section = "lens";

    /// <summary>Writes the lens.</summary>
    public static void Write(KnowledgePackBuilder builder, Lens lens)
    {
        var record = new PackWriter();
        record.Write(lens.Id);
        record.Write(lens.Name);
        record.Write(lens.Edition);
        record.Write(lens.Pillars, static (writer, pillar) =>
        {
            writer.Write(pillar.Id);
            writer.Write(pillar.Name);
            writer.Write(pillar.Prefix);
            writer.Write(pillar.Principles);
            writer.Write(pillar.Questions, static (writer, question) =>
            {
                writer.Write(question.Id);
                writer.Write(question.ApiId);
                writer.Write(question.Title);
                writer.Write(question.PillarId);
                writer.Write(question.BestPractices, static (writer, practice) =>
                {
                    writer.Write(practice.Id);
                    writer.Write(practice.ApiId);
                    writer.Write(practice.Title);
                    writer.Write((long)practice.RiskLevel);
                    writer.Write(practice.QuestionId);
                    writer.Write(practice.Url);
                });
            });
        });
        builder.Add(Section, lens.Id, record);
    }

    /// <summary>Reads the lens that the pack has.</summary>
    public static Lens Read(KnowledgePack pack)
    {
        var record = new PackReader(pack.Section(Section)[0]);
        return new Lens(
            record.ReadString(),
            record.ReadString(),
            record.ReadString(),
            [
                .. record.ReadList(static (ref pillar) => new Pillar(
                    pillar.ReadString(),
                    pillar.ReadString(),
                    pillar.ReadString(),
                    [.. pillar.ReadStrings()],
                    [
                        .. pillar.ReadList(static (ref question) => new Question(
                            question.ReadString(),
                            question.ReadString(),
                            question.ReadString(),
                            question.ReadString(),
                            [
                                .. question.ReadList(static (ref practice) => new BestPractice(
                                    practice.ReadString(),
                                    practice.ReadString(),
                                    practice.ReadString(),
                                    (RiskLevel)practice.ReadInt(),
                                    practice.ReadString(),
                                    practice.ReadString())),
                            ])),
                    ])),
            ]);
    }
}
