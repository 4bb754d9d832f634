using Stoa.Language.Evaluation;

namespace Stoa.Language.Tests.Evaluation;

public class QuantifierTests
{
    /// <summary>What is said of a loop that is only counted is what is said of the list that it would make.</summary>
    [Theory]
    [InlineData("[]")]
    [InlineData("[true, true]")]
    [InlineData("[true, false]")]
    [InlineData("[false, false]")]
    [InlineData("[true, null, false]")]
    [InlineData("[\"true\", false]")]
    [InlineData("[true, \"no\"]")]
    [InlineData("[true, 1]")]
    [InlineData("[true, timestamp() == \"\", false]")]
    [InlineData("[true, timestamp() == \"\"]")]
    [InlineData("[sensitive(true), false]")]
    [InlineData("sensitive([true, false])")]
    [InlineData("toset([true, false])")]
    [InlineData("{ a = true, b = false }")]
    [InlineData("null")]
    [InlineData("\"text\"")]
    public void A_loop_that_is_counted_says_what_its_list_says(string elements)
    {
        foreach (var function in (string[])["alltrue", "anytrue"])
        {
            var counted = new ConsoleSession().Evaluate($"{function}(([for x in {elements} : x]))");
            var listed = new ConsoleSession().Evaluate($"{function}(one([[for x in {elements} : x]]))");
            Assert.Equal(listed.Value, counted.Value);
            Assert.Equal(listed.Diagnostics.Select(static d => d.Code), counted.Diagnostics.Select(static d => d.Code));
        }
    }
}
