using CsCheck;
using Stoa.Workloads.Knowledge;

namespace Stoa.Workloads.Tests.Knowledge;

public sealed class KnowledgePackTests
{
    [Fact]
    public void Every_number_and_text_reads_back_as_it_was_written() =>
        Gen.Select(Gen.Long, Gen.Double, Gen.Bool, Gen.String.Null(), Gen.String.Array[0, 5]).Sample((number, real, truth, text, texts) =>
        {
            var writer = new PackWriter();
            writer.Write(number);
            writer.Write(real);
            writer.Write(truth);
            writer.Write(Wellformed(text));
            writer.Write(texts.Select(t => Wellformed(t)!).ToList());

            var reader = new PackReader(writer.Written.Span);
            Assert.Equal(number, reader.ReadLong());
            Assert.Equal(real, reader.ReadDouble());
            Assert.Equal(truth, reader.ReadBool());
            Assert.Equal(Wellformed(text), reader.ReadOptionalString());
            Assert.Equal(texts.Select(Wellformed), reader.ReadStrings());
            Assert.True(reader.AtEnd);
        });

    [Fact]
    public void Every_record_is_found_by_its_key_and_no_other_is() =>
        Gen.Select(Gen.String[1, 6], Gen.Int).Array[0, 40].Sample(pairs =>
        {
            var wanted = pairs.GroupBy(p => Wellformed(p.Item1)!).ToDictionary(g => g.Key, g => g.First().Item2);
            var builder = new KnowledgePackBuilder();
            foreach (var (key, number) in wanted)
            {
                builder.Add("numbers", key, Record(number));
            }

            var section = KnowledgePack.Open(builder.ToBytes()).Section("numbers");
            Assert.Equal(wanted.Count, section.Count);
            Assert.Equal(-1, section.IndexOf("no key is this long"));
            foreach (var (key, number) in wanted)
            {
                Assert.True(section.TryGet(key, out var record));
                Assert.Equal(number, new PackReader(record).ReadInt());
                Assert.Equal(key, section.Key(section.IndexOf(key)));
            }
        });

    [Fact]
    public void The_order_of_adding_does_not_change_the_bytes()
    {
        var one = new KnowledgePackBuilder();
        one.Add("b", "y", Record(1));
        one.Add("a", "x", Record(2));
        one.Add("b", "x", Record(3));
        var other = new KnowledgePackBuilder();
        other.Add("b", "x", Record(3));
        other.Add("b", "y", Record(1));
        other.Add("a", "x", Record(2));

        Assert.Equal(one.ToBytes(), other.ToBytes());
    }

    [Fact]
    public void A_section_that_is_not_there_is_empty() =>
        Assert.Equal(0, KnowledgePack.Open(new KnowledgePackBuilder().ToBytes()).Section("kinds").Count);

    [Fact]
    public void Bytes_of_another_layout_are_refused() =>
        Assert.Throws<InvalidDataException>(() => KnowledgePack.Open("STK0 and so on"u8.ToArray()));

    private static PackWriter Record(int number)
    {
        var writer = new PackWriter();
        writer.Write((long)number);
        return writer;
    }

    /// <summary>Lone surrogates have no UTF-8.</summary>
    private static string? Wellformed(string? text) => text is null ? null : string.Concat(text.Where(c => !char.IsSurrogate(c)));
}
