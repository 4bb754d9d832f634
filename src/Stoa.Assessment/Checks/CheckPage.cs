using System.Collections.Immutable;
using Stoa.Language.Text;
using Stoa.Workloads;

namespace Stoa.Assessment.Checks;

/// <summary>A check's whole page: what it states, what it explains, what it shows.</summary>
/// <param name="Definition">The front matter.</param>
/// <param name="Prose">The Markdown between the front matter and the first example.</param>
/// <param name="Examples">The examples, in the order written.</param>
public sealed record CheckPage(CheckDefinition Definition, string Prose, ImmutableArray<CheckExample> Examples)
{
    /// <summary>What the check is about.</summary>
    public Check Check => Definition.Check;
}

/// <summary>A whole root module or template that shows how a check behaves.</summary>
/// <param name="Language">The language of the fence: <c>hcl</c>, <c>yaml</c> or <c>json</c>.</param>
/// <param name="Expectation">What the check is to say of it.</param>
/// <param name="Text">What is between the fences.</param>
/// <param name="Location">The fence's first line in the page.</param>
public sealed record CheckExample(string Language, ExampleExpectation Expectation, string Text, Location Location)
{
    /// <summary>The format that the language stands for.</summary>
    public SourceFormat Format => Language == "hcl" ? SourceFormat.Terraform : SourceFormat.CloudFormation;

    /// <summary><c>hcl good, line 31</c></summary>
    public override string ToString() => $"{Language} {Expectation.ToString().ToLowerInvariant()}, line {Location.Line}";
}

/// <summary>What an example shows.</summary>
public enum ExampleExpectation
{
    /// <summary>At least one pass and no failure.</summary>
    Good,

    /// <summary>At least one failure.</summary>
    Bad,

    /// <summary>At least one undecided verdict, neither pass nor failure.</summary>
    Undecided,
}
