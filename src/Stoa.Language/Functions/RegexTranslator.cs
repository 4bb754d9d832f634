using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;

namespace Stoa.Language.Functions;

/// <summary>
/// Translates a regular expression from RE2's syntax to .NET's, so that it means the same: ASCII classes, whole code points
/// instead of UTF-16 units, <c>$</c> only at the very end. What RE2 refuses is refused in its words.
/// </summary>
internal sealed class RegexTranslator(string pattern)
{
    private const int MaxDepth = 1000;
    private const int MaxRepeat = 1000;

    private static readonly CompositeFormat Repeat = CompositeFormat.Parse("{{{0},{1}}}");

    private int position;
    private int depth;

    /// <summary>The names of the groups met so far, in order; empty for one without a name.</summary>
    public List<string> Groups { get; } = [];

    /// <summary>Whether the expression asks for word boundaries.</summary>
    public bool HasWordBoundary { get; private set; }

    /// <summary>The expression in .NET's syntax.</summary>
    /// <exception cref="RegexSyntaxException">The expression is wrong.</exception>
    /// <exception cref="NotSupportedException">The expression is right but needs data that is not here.</exception>
    public string Translate()
    {
        var (text, _) = Alternation(default);
        return position == pattern.Length ? text : throw new RegexSyntaxException("unexpected )", pattern);
    }

    [Flags]
    private enum Modes
    {
        None = 0,
        IgnoreCase = 1,
        Multiline = 2,
        DotAll = 4,
        Ungreedy = 8,
    }

    private bool AtEnd => position == pattern.Length;

    private bool Next(string text) => string.CompareOrdinal(pattern, position, text, 0, text.Length) == 0;

    private bool Take(string text)
    {
        if (!Next(text))
        {
            return false;
        }

        position += text.Length;
        return true;
    }

    private Rune TakeRune()
    {
        Rune.DecodeFromUtf16(pattern.AsSpan(position), out var rune, out var length);
        position += length;
        return rune;
    }

    /// <summary>Alternatives up to a closing parenthesis or the end, with the largest product of repetitions within.</summary>
    private (string Text, int Repeats) Alternation(Modes modes)
    {
        if (++depth > MaxDepth)
        {
            throw new RegexSyntaxException("expression nests too deeply", pattern);
        }

        var text = new StringBuilder();
        var repeats = 1;
        (int Start, int End)? lastRepeat = null;
        string? atom = null;
        var atomRepeats = 1;
        var quoted = false;
        void Flush()
        {
            text.Append(atom);
            repeats = Math.Max(repeats, atomRepeats);
            (atom, atomRepeats) = (null, 1);
        }

        while (!AtEnd && (quoted || !Next(")")))
        {
            var start = position;
            if (Take(quoted ? @"\E" : @"\Q"))
            {
                quoted = !quoted;
            }
            else if (quoted)
            {
                Flush();
                atom = Literal(TakeRune(), modes);
                lastRepeat = null;
            }
            else if (Take("|"))
            {
                Flush();
                text.Append('|');
                lastRepeat = null;
            }
            else if (Quantifier(out var min, out var max))
            {
                if (atom is null)
                {
                    throw new RegexSyntaxException("missing argument to repetition operator", pattern[start..position]);
                }

                var lazy = Take("?") != modes.HasFlag(Modes.Ungreedy);
                if (lastRepeat is { } previous)
                {
                    throw new RegexSyntaxException("invalid nested repetition operator", pattern[previous.Start..position]);
                }

                lastRepeat = (start, position);
                if (min > MaxRepeat || max > MaxRepeat || (max >= 0 && min > max))
                {
                    throw new RegexSyntaxException("invalid repeat count", pattern[start..position]);
                }

                // Repetitions of repetitions multiply; more than a thousand in all are refused, as RE2 refuses them.
                if (min > 1 || max > 1)
                {
                    atomRepeats *= Math.Max(Math.Max(min, max), 1);
                    if (atomRepeats > MaxRepeat)
                    {
                        throw new RegexSyntaxException("invalid repeat count", pattern[start..position]);
                    }
                }

                var operation = (min, max) switch
                {
                    (0, -1) => "*",
                    (1, -1) => "+",
                    (0, 1) => "?",
                    _ => string.Format(CultureInfo.InvariantCulture, Repeat, min, max < 0 ? "" : max),
                };
                atom = $"(?:{atom}{operation}{(lazy ? "?" : "")})";
            }
            else if (FlagGroup(ref modes, out var inner))
            {
                if (inner is { } group)
                {
                    Flush();
                    (atom, atomRepeats) = group;
                    lastRepeat = null;
                }
            }
            else
            {
                Flush();
                (atom, atomRepeats) = Atom(modes);
                lastRepeat = null;
            }
        }

        Flush();
        depth--;
        return (text.ToString(), repeats);
    }

    /// <summary>Reads *, +, ? or {n,m}; max is -1 where there is no limit. Braces that are no repetition are left alone.</summary>
    private bool Quantifier(out int min, out int max)
    {
        (min, max) = (0, -1);
        if (Take("*"))
        {
            return true;
        }

        if (Take("+"))
        {
            min = 1;
            return true;
        }

        if (Take("?"))
        {
            max = 1;
            return true;
        }

        var start = position;
        if (!Take("{") || !Count(out min))
        {
            position = start;
            return false;
        }

        max = min;
        if (Take(",") && !Count(out max))
        {
            max = -1;
        }

        if (Take("}"))
        {
            return true;
        }

        position = start;
        return false;
    }

    private bool Count(out int count)
    {
        count = 0;
        var start = position;
        while (!AtEnd && char.IsAsciiDigit(pattern[position]))
        {
            count = Math.Min(count * 10 + pattern[position++] - '0', 100_000_000);
        }

        // A number does not begin with zero unless it is zero.
        if (position == start || (pattern[start] == '0' && position > start + 1))
        {
            position = start;
            return false;
        }

        return true;
    }

    /// <summary>Reads anything that begins with <c>(?</c>: flags from here on, or a group with flags or a name.</summary>
    private bool FlagGroup(ref Modes modes, out (string Text, int Repeats)? group)
    {
        group = null;
        var start = position;
        if (!Next("(?"))
        {
            return false;
        }

        if (Next("(?P<") || Next("(?<"))
        {
            var open = pattern.IndexOf('<', position);
            var close = pattern.IndexOf('>', position);
            if (close < 0)
            {
                throw new RegexSyntaxException("invalid named capture", pattern[start..]);
            }

            var name = pattern[(open + 1)..close];
            if (name.Length == 0 || !name.All(static c => char.IsAsciiLetterOrDigit(c) || c == '_'))
            {
                throw new RegexSyntaxException("invalid named capture", pattern[start..(close + 1)]);
            }

            position = close + 1;
            group = Capture(name, modes);
            return true;
        }

        position += 2;
        var (changed, clear, any) = (modes, false, false);
        while (!AtEnd)
        {
            var c = TakeRune().Value;
            switch (c)
            {
                case 'i' or 'm' or 's' or 'U':
                    var flag = c switch { 'i' => Modes.IgnoreCase, 'm' => Modes.Multiline, 's' => Modes.DotAll, _ => Modes.Ungreedy };
                    changed = clear ? changed & ~flag : changed | flag;
                    any = true;
                    continue;
                case '-' when !clear:
                    (clear, any) = (true, false);
                    continue;
                case ':' or ')' when !clear || any:
                    if (c == ')')
                    {
                        modes = changed;
                        return true;
                    }

                    var (text, repeats) = Alternation(changed);
                    Close();
                    group = ($"(?:{text})", repeats);
                    return true;
            }

            break;
        }

        throw new RegexSyntaxException("invalid or unsupported Perl syntax", pattern[start..position]);
    }

    private (string Text, int Repeats) Capture(string name, Modes modes)
    {
        Groups.Add(name);
        var (text, repeats) = Alternation(modes);
        Close();
        return ($"({text})", repeats);
    }

    private void Close()
    {
        if (!Take(")"))
        {
            throw new RegexSyntaxException("missing closing )", pattern);
        }
    }

    private (string Text, int Repeats) Atom(Modes modes)
    {
        var start = position;
        if (Take("("))
        {
            return Capture("", modes);
        }

        if (Take("["))
        {
            return (Class(start, modes).ToPattern(), 1);
        }

        if (Take("."))
        {
            var all = new CharacterSet();
            return ((modes.HasFlag(Modes.DotAll) ? all : all.Add('\n', '\n')).Complement().ToPattern(), 1);
        }

        // A position may be repeated, which changes nothing; .NET's engine is spared it.
        if (Take("^"))
        {
            return (modes.HasFlag(Modes.Multiline) ? "(?m:^)" : @"\A", 1);
        }

        if (Take("$"))
        {
            return (modes.HasFlag(Modes.Multiline) ? "(?m:$)" : @"\z", 1);
        }

        if (Next("\\"))
        {
            return (Escape(modes), 1);
        }

        return (Literal(TakeRune(), modes), 1);
    }

    private string Escape(Modes modes)
    {
        if (position + 1 == pattern.Length)
        {
            throw new RegexSyntaxException("trailing backslash at end of expression", "");
        }

        if (Take(@"\A"))
        {
            return @"\A";
        }

        if (Take(@"\z"))
        {
            return @"\z";
        }

        if (Next(@"\b") || Next(@"\B"))
        {
            HasWordBoundary = true;
            position += 2;
            return pattern[(position - 2)..position];
        }

        if (EscapedClass() is { } set)
        {
            return set.ToPattern();
        }

        return Literal(EscapedRune(), modes);
    }

    private static string Literal(Rune rune, Modes modes)
    {
        var c = rune.Value;
        if (c > 0xFFFF || modes.HasFlag(Modes.IgnoreCase))
        {
            var set = new CharacterSet().Add(c, c);
            return (modes.HasFlag(Modes.IgnoreCase) ? set.AddOtherCases() : set).ToPattern();
        }

        return char.IsAsciiLetterOrDigit((char)c) ? ((char)c).ToString() : $"\\u{c:X4}";
    }

    /// <summary>Reads what stands in brackets; the opening one has been read.</summary>
    private CharacterSet Class(int start, Modes modes)
    {
        var set = new CharacterSet();
        var negated = Take("^");
        for (var first = true; first || !Next("]"); first = false)
        {
            if (AtEnd)
            {
                throw new RegexSyntaxException("missing closing ]", pattern[start..]);
            }

            var from = position;
            if (Next("[:") && pattern.IndexOf(":]", position + 2, StringComparison.Ordinal) is > 0 and var close)
            {
                position = close + 2;
                set.Add(Named(pattern[from..position]));
                continue;
            }

            if (Next("\\") && EscapedClass() is { } escaped)
            {
                set.Add(escaped);
                continue;
            }

            var low = ClassRune(start);
            var high = low;
            if (Next("-") && position + 1 < pattern.Length && pattern[position + 1] != ']')
            {
                position++;
                high = ClassRune(start);
                if (high < low)
                {
                    throw new RegexSyntaxException("invalid character class range", pattern[from..position]);
                }
            }

            set.Add(low.Value, high.Value);
        }

        position++;
        if (modes.HasFlag(Modes.IgnoreCase))
        {
            set.AddOtherCases();
        }

        return negated ? set.Complement() : set;
    }

    private Rune ClassRune(int start) => AtEnd ? throw new RegexSyntaxException("missing closing ]", pattern[start..])
        : Next("\\") ? EscapedRune()
        : TakeRune();

    /// <summary>Reads <c>\d</c>, <c>\pL</c> and the like; null, with nothing read, where something else stands there.</summary>
    private CharacterSet? EscapedClass()
    {
        if (position + 1 >= pattern.Length)
        {
            return null;
        }

        var letter = pattern[position + 1];
        if (letter is 'p' or 'P')
        {
            return Property(letter == 'P');
        }

        var set = char.ToLowerInvariant(letter) switch
        {
            'd' => new CharacterSet().Add("09"),
            's' => new CharacterSet().Add("\t\n\f\r  "),
            'w' => new CharacterSet().Add("09AZaz__"),
            _ => null,
        };
        if (set is null)
        {
            return null;
        }

        position += 2;
        return char.IsUpper(letter) ? set.Complement() : set;
    }

    private CharacterSet Property(bool negated)
    {
        var start = position;
        position += 2;
        string name;
        if (Take("{"))
        {
            var close = pattern.IndexOf('}', position);
            if (close < 0)
            {
                throw new RegexSyntaxException("invalid character class range", pattern[start..]);
            }

            name = pattern[position..close];
            position = close + 1;
        }
        else
        {
            name = AtEnd ? "" : TakeRune().ToString();
        }

        if (name.StartsWith('^'))
        {
            negated = !negated;
            name = name[1..];
        }

        if (name == "Any")
        {
            return negated ? new CharacterSet() : new CharacterSet().Complement();
        }

        if (CharacterSet.OfCategory(name) is { } set)
        {
            return negated ? set.Complement() : set;
        }

        // Longer names are those of scripts, which .NET has no table of.
        throw name.Length > 2 && char.IsUpper(name[0]) && name.All(static c => char.IsAsciiLetter(c) || c == '_')
            ? new NotSupportedException(name)
            : new RegexSyntaxException("invalid character class range", pattern[start..position]);
    }

    private static CharacterSet Named(string name)
    {
        var negated = name.StartsWith("[:^", StringComparison.Ordinal);
        var set = name[(negated ? 3 : 2)..^2] switch
        {
            "alnum" => "09AZaz",
            "alpha" => "AZaz",
            "ascii" => "\0\u007F",
            "blank" => "\t\t  ",
            "cntrl" => "\0\u001F\u007F\u007F",
            "digit" => "09",
            "graph" => "!~",
            "lower" => "az",
            "print" => " ~",
            "punct" => "!/:@[`{~",
            "space" => "\t\r  ",
            "upper" => "AZ",
            "word" => "09AZaz__",
            "xdigit" => "09AFaf",
            _ => throw new RegexSyntaxException("invalid character class range", name),
        };
        var named = new CharacterSet().Add(set);
        return negated ? named.Complement() : named;
    }

    /// <summary>Reads a backslash and what it makes of the next characters.</summary>
    private Rune EscapedRune()
    {
        var start = position;
        position++;
        if (AtEnd)
        {
            throw new RegexSyntaxException("trailing backslash at end of expression", "");
        }

        var rune = TakeRune();
        switch (rune.Value)
        {
            case >= '1' and <= '7' when AtEnd || pattern[position] is < '0' or > '7':
                break;
            case >= '0' and <= '7':
                // One to three octal digits.
                var octal = rune.Value - '0';
                for (var i = 1; i < 3 && !AtEnd && pattern[position] is >= '0' and <= '7'; i++)
                {
                    octal = octal * 8 + pattern[position++] - '0';
                }

                return new Rune(octal);
            case 'x' when Hexadecimal(out var code):
                return new Rune(code);
            case 'a':
                return new Rune('\a');
            case 'f':
                return new Rune('\f');
            case 'n':
                return new Rune('\n');
            case 'r':
                return new Rune('\r');
            case 't':
                return new Rune('\t');
            case 'v':
                return new Rune('\v');
            case < 0x80 when !char.IsAsciiLetterOrDigit((char)rune.Value):
                // Punctuation stands for itself.
                return rune;
        }

        throw new RegexSyntaxException("invalid escape sequence", pattern[start..Math.Min(position, pattern.Length)]);
    }

    private bool Hexadecimal([NotNullWhen(true)] out int code)
    {
        code = 0;
        if (Take("{"))
        {
            var digits = 0;
            while (!AtEnd && char.IsAsciiHexDigit(pattern[position]) && code <= 0x10FFFF)
            {
                code = code * 16 + Convert.ToInt32(pattern[position++].ToString(), 16);
                digits++;
            }

            return digits > 0 && Rune.IsValid(code) && Take("}");
        }

        if (position + 2 <= pattern.Length && char.IsAsciiHexDigit(pattern[position]) && char.IsAsciiHexDigit(pattern[position + 1]))
        {
            code = Convert.ToInt32(pattern.Substring(position, 2), 16);
            position += 2;
            return true;
        }

        return false;
    }
}
