using System.Text.RegularExpressions;
using CsCheck;
using Stoa.Language.Functions;

namespace Stoa.Language.Tests.Functions;

public sealed class BacktrackingBoundTests
{
    private static readonly string[] Pieces = ["a", "b", "[ab]", ".", "a*", "b+?", "(a|ab)", "(b*)", "(a|)?", "|", "^", "$", "[^a]"];

    [Theory]
    [InlineData("(a+)+$")]
    [InlineData("(a|a)*b")]
    [InlineData("(a*)*")]
    [InlineData("a{2,5}")]
    [InlineData("([a-z]+[.])+x")]
    public void Nothing_is_certain_where_a_group_is_repeated(string pattern) =>
        Assert.Equal(-1, BacktrackingBound.LongestText(new RegexTranslator(pattern).Translate()));

    [Theory]
    [InlineData("^(t1|t2|m[1-4]|g[2-3]s?)[.]", 64)]
    [InlineData("^(t[234][a-z]*|[mcr][4-8][a-z]*(-flex)?)[.]", 20)]
    [InlineData("^(nodejs[468][.].*|nodejs1[0-8][.]x|dotnetcore.*|dotnet[567].*|provided)$", 32)]
    public void Names_are_short_enough_for_simple_expressions(string pattern, int length) =>
        Assert.True(BacktrackingBound.LongestText(new RegexTranslator(pattern).Translate()) >= length);

    [Fact]
    public void Many_options_leave_nothing_to_go_back_over() =>
        Assert.Equal(-1, BacktrackingBound.LongestText(new RegexTranslator(string.Concat(Enumerable.Repeat("a?", 30))).Translate()));

    [Fact]
    public void Both_engines_find_the_same()
    {
        var piece = Gen.Int[0, Pieces.Length - 1].Select(static i => Pieces[i]);
        var pattern = piece.Array[1, 6].Select(string.Concat);
        Gen.Select(pattern, Gen.String["ab\n"]).Sample((text, subject) =>
        {
            var translated = new RegexTranslator(text).Translate();
            if (subject.Length > BacktrackingBound.LongestText(translated))
            {
                return true;
            }

            var direct = Regex.Match(subject, translated, RegexOptions.CultureInvariant);
            var linear = Regex.Match(subject, translated, RegexOptions.CultureInvariant | RegexOptions.NonBacktracking);
            return direct.Success == linear.Success && direct.Index == linear.Index && direct.Value == linear.Value
                && direct.Groups.Values.Select(static g => g.Value).SequenceEqual(linear.Groups.Values.Select(static g => g.Value));
        });
    }
}
