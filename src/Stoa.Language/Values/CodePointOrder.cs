namespace Stoa.Language.Values;

/// <summary>
/// Text by Unicode code point, which is the order of its UTF-8 bytes and so Terraform's. UTF-16 order differs where a character
/// outside the basic plane meets one from U+E000 on.
/// </summary>
public sealed class CodePointOrder : IComparer<string>
{
    /// <summary>The one instance.</summary>
    public static readonly CodePointOrder Instance = new();

    /// <inheritdoc cref="IComparer{T}.Compare"/>
    public static int Compare(string left, string right)
    {
        var common = left.AsSpan().CommonPrefixLength(right);
        if (common == left.Length || common == right.Length)
        {
            return left.Length.CompareTo(right.Length);
        }

        char a = left[common], b = right[common];
        return Rank(a).CompareTo(Rank(b));

        // Surrogates stand for code points above every other code unit.
        static int Rank(char c) => char.IsSurrogate(c) ? c + 0x10000 : c;
    }

    int IComparer<string>.Compare(string? x, string? y) => Compare(x!, y!);
}
