namespace Stoa.Language.Functions;

/// <summary>
/// How long a text may be for an engine that backtracks to be harmless with an expression. The automaton of an expression takes a
/// millisecond or more to build, a hundred times what a short text takes to search the plain way; nearly all expressions that people
/// write about names and versions are short and simple.
/// </summary>
internal static class BacktrackingBound
{
    /// <summary>How many ways through the expression may be tried for one text.</summary>
    private const long MaxWays = 65_536;

    private const int MaxPattern = 500;
    private const int MaxLength = 1_024;

    /// <summary>The other alternative of a negated class and of <c>.</c>: any character outside the basic plane.</summary>
    private const string AnyPair = @"|[\uD800-\uDBFF][\uDC00-\uDFFF])";

    /// <summary>
    /// The length up to which the ways through an expression are few enough; -1 where nothing is certain. An expression in which no
    /// group is repeated is gone through in as many ways as its alternatives and options make, times the length of the text for each
    /// repeated character, and begun at each character of the text.
    /// </summary>
    /// <param name="pattern">The expression as <see cref="RegexTranslator"/> writes it.</param>
    public static int LongestText(string pattern)
    {
        if (pattern.Length > MaxPattern || Ways(pattern) is not (var choices, var loops))
        {
            return -1;
        }

        var length = -1;
        while (length < MaxLength && Tries(choices, loops, length + 1) <= MaxWays)
        {
            length++;
        }

        return length;
    }

    private static double Tries(double choices, int loops, int length) => choices * Math.Pow(length + 1, loops + 1);

    /// <summary>The ways through an expression: so many, times the length of the text for each loop; null where a group is repeated.</summary>
    private static (double Choices, int Loops)? Ways(string pattern)
    {
        var outer = new Stack<Group>();
        var group = Group.Begun;
        var character = -1;
        for (var i = 0; i < pattern.Length; i++)
        {
            switch (pattern[i])
            {
                case '\\':
                    i++;
                    break;
                case '[':
                    i = EndOfClass(pattern, i);
                    break;
                case '(' when EndOfCharacter(pattern, i) is > 0 and var end:
                    character = i = end;
                    break;
                case '(':
                    outer.Push(group);
                    group = Group.Begun;
                    i += pattern.AsSpan(i).StartsWith("(?:") || pattern.AsSpan(i).StartsWith("(?m:") ? pattern.IndexOf(':', i) - i : 0;
                    break;
                case '|':
                    group = group.Ended with { Choices = 1, Loops = 0 };
                    break;
                case ')':
                    group = outer.Pop().With(group.Ended);
                    break;
                case '*' or '+' when pattern[i - 1] != ')' || character == i - 1:
                    group = group with { Loops = group.Loops + 1 };
                    i += pattern.AsSpan(i + 1).StartsWith("?") ? 1 : 0;
                    break;
                case '?' when pattern[i - 1] != '(':
                    group = group with { Choices = group.Choices * 2 };
                    i += pattern.AsSpan(i + 1).StartsWith("?") ? 1 : 0;
                    break;
                case '*' or '+' or '?' or '{':
                    return null;
            }
        }

        return (group.Ended.AllChoices, group.Ended.AllLoops);
    }

    /// <summary>
    /// The end of a group that is one character, of one UTF-16 unit or of two: <c>(?:[…]|[\uD800-\uDBFF][\uDC00-\uDFFF])</c>, as
    /// <see cref="CharacterSet.ToPattern"/> writes it. No text matches two of its alternatives, so it may be repeated. -1 where another
    /// group begins.
    /// </summary>
    private static int EndOfCharacter(string pattern, int start)
    {
        var set = start + "(?:".Length;
        if (!pattern.AsSpan(start).StartsWith("(?:["))
        {
            return -1;
        }

        var end = EndOfClass(pattern, set) + 1;
        var rest = pattern.AsSpan(end);
        return rest.StartsWith(AnyPair) ? end + AnyPair.Length - 1 : -1;
    }

    private static int EndOfClass(string pattern, int start)
    {
        var end = start + 1;
        while (pattern[end] != ']')
        {
            end += pattern[end] == '\\' ? 2 : 1;
        }

        return end;
    }

    /// <summary>What is known of a group so far: of the alternatives before this one, and of this one.</summary>
    private readonly record struct Group(double AllChoices, int AllLoops, double Choices, int Loops)
    {
        public static readonly Group Begun = new(0, 0, 1, 0);

        /// <summary>The group with its last alternative counted: ways of alternatives add up, and the one with most loops decides.</summary>
        public Group Ended => this with { AllChoices = AllChoices + Choices, AllLoops = Math.Max(AllLoops, Loops) };

        /// <summary>This group with another one in it: each way through the one goes with each through the other.</summary>
        public Group With(Group inner) => this with { Choices = Choices * inner.AllChoices, Loops = Loops + inner.AllLoops };
    }
}
