using YamlDotNet.Core;
using YamlDotNet.Core.Tokens;

namespace Stoa.Language.Documents;

/// <summary>
/// YamlDotNet's scanner, stopped where it finds more tokens than a text of that length can have: broken texts can send it in circles.
/// Counted, not timed, so that the same text always ends the same way.
/// </summary>
internal sealed class BoundedScanner(string text) : IScanner
{
    // A character begins a token and may end every collection around it: as many as are nested at most, but each is begun only once.
    private readonly long most = 1_000 + (4L * text.Length);
    private readonly Scanner scanner = new(new StringReader(text));
    private long count;

    /// <inheritdoc/>
    public Mark CurrentPosition => scanner.CurrentPosition;

    /// <inheritdoc/>
    public Token? Current => scanner.Current;

    /// <summary>Where the first character stands that YAML allows nowhere, and that the scanner takes for an end; negative where there is none.</summary>
    public static int FindForbidden(string text)
    {
        for (var at = 0; at < text.Length; at++)
        {
            if (text[at] < ' ' && text[at] is not ('\t' or '\n' or '\r'))
            {
                return at;
            }
        }

        return -1;
    }

    /// <inheritdoc/>
    public bool MoveNext()
    {
        Count();
        return scanner.MoveNext();
    }

    /// <inheritdoc/>
    public bool MoveNextWithoutConsuming()
    {
        Count();
        return scanner.MoveNextWithoutConsuming();
    }

    /// <inheritdoc/>
    public void ConsumeCurrent() => scanner.ConsumeCurrent();

    private void Count()
    {
        // The parser peeks at most tokens a few times.
        if (++count > 8 * most)
        {
            throw new YamlException(CurrentPosition, CurrentPosition, "the structure is broken");
        }
    }
}
