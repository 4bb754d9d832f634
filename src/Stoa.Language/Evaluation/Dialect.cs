namespace Stoa.Language.Evaluation;

/// <summary>The rules by which an expression is evaluated.</summary>
public enum Dialect
{
    /// <summary>Terraform's own.</summary>
    Terraform,

    /// <summary>
    /// That of kinds and checks, in which absence is ordinary: a step on null, or to an attribute or element that is not there, gives
    /// null; a step on a tuple looks into its only element, gives null on none and maps over several; comparing null with <c>&gt;</c>
    /// and its like gives null; a condition that is null is false; null has no elements; a function that does not take null, and a
    /// template with a null in it, give null.
    /// </summary>
    Lenient,

    /// <summary>
    /// <see cref="Lenient"/>, but a template is a message for a person: every part is written somehow, null as <c>not set</c> and
    /// unknown as <c>unknown</c>.
    /// </summary>
    Message,
}
