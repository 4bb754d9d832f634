namespace Stoa.Assessment.CustomLenses;

/// <summary>How much a lens must keep to the format to be read.</summary>
public enum LensReading
{
    /// <summary>All of it: each fault is an error, and a lens with one is refused. What the AWS Well-Architected Tool's documentation asks for.</summary>
    Strict,

    /// <summary>
    /// As far as it can be understood: each fault is a warning that says what was made of it. A title that is missing or <c>NaN</c> becomes
    /// the id, texts that are too long and counts that are too high are kept, parts without an id, and those whose id was there before, are
    /// left out. What is no JSON object with pillars is refused here too.
    /// </summary>
    Lenient,
}
