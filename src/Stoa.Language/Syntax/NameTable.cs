namespace Stoa.Language.Syntax;

/// <summary>
/// Gives equal names one string. A small cache without chains: of two names that meet in one slot the later stays, which costs an
/// allocation and nothing else.
/// </summary>
internal readonly struct NameTable(int textLength)
{
    private const int MaxLength = 48;

    // A power of two; a short text, of which there are many, does not need many.
    private readonly string?[] names = new string?[textLength < 512 ? 16 : textLength < 8192 ? 128 : 512];

    /// <summary>The text as a string.</summary>
    public string Get(ReadOnlySpan<char> text)
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
        ref var slot = ref names[(hash >> 20) & (uint)(names.Length - 1)];
        return slot is not null && text.SequenceEqual(slot) ? slot : slot = text.ToString();
    }
}
