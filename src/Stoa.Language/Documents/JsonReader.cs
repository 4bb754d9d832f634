using System.Buffers;
using System.Globalization;
using System.Text;
using Stoa.Language.Diagnostics;
using Stoa.Language.Syntax;
using Stoa.Language.Text;

namespace Stoa.Language.Documents;

/// <summary>
/// Reads JSON (RFC 8259, and nothing that is not in it) into nodes with positions. Numbers, truth values and null are plain
/// scalars, kept as written so that no digit is lost; texts are double-quoted ones.
/// </summary>
public static class JsonReader
{
    /// <summary>Reads a file.</summary>
    public static Document Read(SourceText source)
    {
        var parser = new Parser(source);
        var root = parser.ReadDocument();
        return new Document(source, root, [], [.. parser.Diagnostics]);
    }

    private sealed class Parser(SourceText source)
    {
        private static readonly SearchValues<char> TextStops = SearchValues.Create(
            "\"\\\0\u0001\u0002\u0003\u0004\u0005\u0006\u0007\b\t\n\u000b\f\r\u000e\u000f\u0010\u0011\u0012\u0013\u0014\u0015\u0016\u0017\u0018\u0019\u001a\u001b\u001c\u001d\u001e\u001f");

        private readonly string text = source.Text;
        private readonly NameTable names = new(source.Text.Length);
        private readonly EntryList entries = new(source);
        private Scratch<Node> items;
        private int at;
        private int depth;
        private int count;

        public List<Diagnostic> Diagnostics => entries.Diagnostics;

        public Node? ReadDocument()
        {
            SkipBlanks();
            if (at == text.Length)
            {
                Fail("The file is empty; a value was expected.");
                return null;
            }

            var root = ReadValue();
            if (root is not null)
            {
                SkipBlanks();
                if (at < text.Length)
                {
                    Fail("The value ends before this; a file holds one value and nothing behind it.");
                }
            }

            return root;
        }

        // Null where the text cannot be read on; a diagnostic was reported.
        private Node? ReadValue()
        {
            if (++count > DocumentLimits.MaxNodes)
            {
                Diagnostics.Add(LanguageDiagnostics.DocumentTooLarge(Here, DocumentLimits.MaxNodes));
                return null;
            }

            switch (at < text.Length ? text[at] : '\0')
            {
                case '{':
                    return ReadObject();
                case '[':
                    return ReadArray();
                case '"':
                    return ReadText();
                case '-' or (>= '0' and <= '9'):
                    return ReadNumber();
                case 't' when IsWord("true"):
                    return Word("true");
                case 'f' when IsWord("false"):
                    return Word("false");
                case 'n' when IsWord("null"):
                    return Word("null");
                case '\'':
                    return Fail("Text is enclosed in double quotes, not single ones.");
                case '/' or '#':
                    return Fail("JSON has no comments.");
                case ']' or '}' or ',':
                    return Fail("A value was expected; look for a comma too many before this.");
                default:
                    return Fail(at < text.Length ? "A value was expected: an object, a list, a text, a number, true, false or null." : "The file ends where a value was expected.");
            }
        }

        private MappingNode? ReadObject()
        {
            var open = at;
            if (!Enter())
            {
                return null;
            }

            var mark = entries.Begin();
            SkipBlanks();
            while (at >= text.Length || text[at] != '}')
            {
                if (at >= text.Length || text[at] != '"')
                {
                    return FailMapping(at < text.Length ? "A key was expected: a text in double quotes." : "The file ends within an object that is not closed.");
                }

                if (ReadText() is not { } key)
                {
                    return null;
                }

                SkipBlanks();
                if (at >= text.Length || text[at] != ':')
                {
                    return FailMapping("A colon was expected between a key and its value.");
                }

                at++;
                SkipBlanks();
                if (ReadValue() is not { } value)
                {
                    return null;
                }

                entries.Add(key, value, mark);
                if (!Separator('}', "A comma or a closing brace was expected behind a value."))
                {
                    return null;
                }
            }

            at++;
            depth--;
            return new MappingNode(entries.Take(mark), new TextSpan(open, at));
        }

        private SequenceNode? ReadArray()
        {
            var open = at;
            if (!Enter())
            {
                return null;
            }

            var mark = items.Mark;
            SkipBlanks();
            while (at >= text.Length || text[at] != ']')
            {
                if (ReadValue() is not { } value)
                {
                    return null;
                }

                items.Add(value);
                if (!Separator(']', "A comma or a closing bracket was expected behind an element."))
                {
                    return null;
                }
            }

            at++;
            depth--;
            return new SequenceNode(items.Take(mark), new TextSpan(open, at));
        }

        private bool Enter()
        {
            if (++depth > DocumentLimits.MaxDepth)
            {
                Diagnostics.Add(LanguageDiagnostics.DocumentTooDeep(Here, DocumentLimits.MaxDepth));
                return false;
            }

            at++;
            return true;
        }

        // Steps over a comma, and refuses one with nothing behind it.
        private bool Separator(char closer, string detail)
        {
            SkipBlanks();
            if (at < text.Length && text[at] == ',')
            {
                at++;
                SkipBlanks();
                if (at < text.Length && text[at] == closer)
                {
                    Fail("Nothing follows the comma before this; remove it.");
                    return false;
                }

                return true;
            }

            if (at < text.Length && text[at] == closer)
            {
                return true;
            }

            Fail(detail);
            return false;
        }

        private ScalarNode? ReadText()
        {
            var open = at++;
            var stop = NextStop(at);
            if (stop < text.Length && text[stop] == '"')
            {
                var plain = names.Get(text.AsSpan(at, stop - at));
                at = stop + 1;
                return new ScalarNode(plain, ScalarStyle.DoubleQuoted, new TextSpan(open, at));
            }

            var decoded = new StringBuilder();
            while (true)
            {
                decoded.Append(text, at, stop - at);
                at = stop;
                if (at >= text.Length)
                {
                    at = open;
                    Fail("This text has no closing quote.");
                    return null;
                }

                if (text[at] == '"')
                {
                    at++;
                    return new ScalarNode(decoded.ToString(), ScalarStyle.DoubleQuoted, new TextSpan(open, at));
                }

                if (text[at] != '\\')
                {
                    Fail(text[at] is '\n' or '\r'
                        ? "A text ends on the line on which it began; write \\n for a line break."
                        : "Control characters are written as escapes (\\t, \\u0000) in a text.");
                    return null;
                }

                if (!ReadEscape(decoded))
                {
                    Fail("This is no escape. After a backslash come one of \" \\ / b f n r t, or u and four hexadecimal digits.");
                    return null;
                }

                stop = NextStop(at);
            }
        }

        private int NextStop(int from)
        {
            var offset = text.AsSpan(from).IndexOfAny(TextStops);
            return offset < 0 ? text.Length : from + offset;
        }

        private bool ReadEscape(StringBuilder decoded)
        {
            var c = at + 1 < text.Length ? text[at + 1] : '\0';
            if (c == 'u')
            {
                if (at + 6 > text.Length
                    || !ushort.TryParse(text.AsSpan(at + 2, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var unit))
                {
                    return false;
                }

                decoded.Append((char)unit);
                at += 6;
                return true;
            }

            var meant = c switch { '"' or '\\' or '/' => c, 'b' => '\b', 'f' => '\f', 'n' => '\n', 'r' => '\r', 't' => '\t', _ => '\0' };
            decoded.Append(meant);
            at += 2;
            return meant != '\0';
        }

        private ScalarNode? ReadNumber()
        {
            var from = at;
            at += text[at] == '-' ? 1 : 0;
            var whole = Digits();
            var valid = whole > 0 && (whole == 1 || text[at - whole] != '0');
            if (valid && at < text.Length && text[at] == '.')
            {
                at++;
                valid = Digits() > 0;
            }

            if (valid && at < text.Length && text[at] is 'e' or 'E')
            {
                at++;
                at += at < text.Length && text[at] is '+' or '-' ? 1 : 0;
                valid = Digits() > 0;
            }

            if (!valid)
            {
                at = from;
                Fail("This is no number: digits without a leading zero, a point with digits behind it, an exponent.");
                return null;
            }

            return new ScalarNode(names.Get(text.AsSpan(from, at - from)), ScalarStyle.Plain, new TextSpan(from, at));
        }

        private int Digits()
        {
            var from = at;
            while (at < text.Length && char.IsAsciiDigit(text[at]))
            {
                at++;
            }

            return at - from;
        }

        private bool IsWord(string word)
        {
            var behind = at + word.Length;
            return text.AsSpan(at).StartsWith(word) && (behind == text.Length || !char.IsAsciiLetterOrDigit(text[behind]));
        }

        private ScalarNode Word(string word)
        {
            at += word.Length;
            return new ScalarNode(word, ScalarStyle.Plain, new TextSpan(at - word.Length, at));
        }

        private void SkipBlanks()
        {
            while (at < text.Length && text[at] is ' ' or '\n' or '\r' or '\t')
            {
                at++;
            }
        }

        private Location Here => new(source, new TextSpan(Math.Min(at, text.Length), Math.Min(at + 1, text.Length)));

        private Node? Fail(string detail)
        {
            Diagnostics.Add(LanguageDiagnostics.InvalidJson(Here, detail));
            return null;
        }

        private MappingNode? FailMapping(string detail)
        {
            Fail(detail);
            return null;
        }
    }
}
