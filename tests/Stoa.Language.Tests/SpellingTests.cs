using Stoa.Language.Text;

namespace Stoa.Language.Tests;

public sealed class SpellingTests
{
    private static readonly string[] Names = ["engine", "multi_az", "publicly_accessible", "storage_encrypted"];

    [Theory]
    [InlineData("mutli_az", "multi_az")]
    [InlineData("multi_as", "multi_az")]
    [InlineData("MULTI_AZ", "multi_az")]
    [InlineData("publicaly_accessible", "publicly_accessible")]
    [InlineData("storage_encryption", "storage_encrypted")]
    public void A_misspelt_name_is_recognised(string written, string meant) => Assert.Equal(meant, Spelling.Nearest(written, Names));

    [Theory]
    [InlineData("backup")]
    [InlineData("")]
    [InlineData("az")]
    public void A_name_far_from_all_is_not_guessed_at(string written) => Assert.Null(Spelling.Nearest(written, Names));

    [Fact]
    public void Of_two_equally_near_the_first_is_taken() => Assert.Equal("ca", Spelling.Nearest("c", ["ca", "cb"]));

    [Fact]
    public void A_word_of_a_megabyte_is_answered_at_once() => Assert.Null(Spelling.Nearest(new string('x', 1 << 20), Names));
}
