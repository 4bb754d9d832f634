namespace Stoa.Language.Syntax;

/// <summary>
/// Gives equal names one string. A small cache without chains: of two names that meet in one slot the later stays, which costs an
/// allocation and nothing else.
/// </summary>
internal struct NameTable()
{
    private const int Slots = 512;
    private const int MaxLength = 48;

    private readonly string?[] names = new string?[Slots];

    /// <summary>The text as a string.</summary>
    public readonly string Get(ReadOnlySpan<char> text)
    {
        if (text.Length is 0 or > MaxLength)
        {
            return text.Length == 0 ? "" : text.ToString();
        }

        var hash = (uint)text.Length;
        hash = (hash * 31) + text[0];
        hash = (hash * 31) + text[^1];
        hash = (hash * 31) + text[text.Length >> 1];
        hash = (hash * 31) + text[text.Length >> 2];
        hash *= 0x9E3779B1;
        ref var slot = ref names[hash >> 23];
        return slot is not null && text.SequenceEqual(slot) ? slot : slot = text.ToString();
    }
}
