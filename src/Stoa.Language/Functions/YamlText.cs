using System.Globalization;
using System.Text;
using Stoa.Language.Values;

namespace Stoa.Language.Functions;

/// <summary>Writes YAML in the style of Terraform's <c>yamlencode</c>: block collections, keys and texts in double quotes.</summary>
internal static class YamlText
{
    private const int Step = 2;

    /// <summary>The longest key that is written in one line with its value, in bytes.</summary>
    private const int MaxSimpleKey = 128;

    /// <summary>The YAML of a wholly known value, with a line break at the end.</summary>
    public static string Write(Value value)
    {
        var text = new StringBuilder();
        WriteNode(text, value, -Step, Place.Root);
        if (text[^1] != '\n')
        {
            text.Append('\n');
        }

        // A plain scalar could go on in the next line, so the emitter says that it does not.
        return value.IsNull || value.Kind is TypeKind.Bool or TypeKind.Number ? text.Append("...\n").ToString() : text.ToString();
    }

    private enum Place
    {
        Root,
        Item,
        MappingValue,
    }

    /// <summary>Writes a node after whatever stands on its line.</summary>
    /// <param name="text">Where to.</param>
    /// <param name="value">The value.</param>
    /// <param name="indent">The column of the collection around it; negative at the root.</param>
    /// <param name="place">What the node is in.</param>
    private static void WriteNode(StringBuilder text, Value value, int indent, Place place)
    {
        if (value.IsNull || value.Type.IsPrimitive)
        {
            text.Append(place == Place.Root ? "" : " ");
            WriteScalar(text, value, Math.Max(indent, 0) + Step);
            return;
        }

        if (value.Count == 0)
        {
            text.Append(place == Place.Root ? "" : " ").Append(Arguments.IsMapping(value) ? "{}" : "[]");
            return;
        }

        // The first entry of a collection in a sequence goes on the line of its dash; a sequence in a mapping is not indented.
        var isMapping = Arguments.IsMapping(value);
        var column = place == Place.MappingValue && !isMapping ? indent : indent + Step;
        for (var i = 0; i < value.Count; i++)
        {
            if (i > 0 || place == Place.MappingValue)
            {
                text.Append(text[^1] == '\n' ? "" : "\n").Append(' ', column);
            }
            else if (place == Place.Item)
            {
                text.Append(' ');
            }

            if (isMapping)
            {
                WriteKey(text, value.Keys[i], column);
                WriteNode(text, value.Values[i], column, Place.MappingValue);
            }
            else
            {
                text.Append('-');
                WriteNode(text, value.Items[i], column, Place.Item);
            }
        }
    }

    private static void WriteKey(StringBuilder text, string key, int column)
    {
        if (Encoding.UTF8.GetByteCount(key) <= MaxSimpleKey && !key.Contains('\n'))
        {
            WriteQuoted(text, key);
            text.Append(':');
            return;
        }

        text.Append("? ");
        WriteScalar(text, Value.Of(key), column + Step);
        text.Append(text[^1] == '\n' ? "" : "\n").Append(' ', column).Append(':');
    }

    private static void WriteScalar(StringBuilder text, Value value, int indent)
    {
        if (value.IsNull || value.Kind != TypeKind.String)
        {
            text.Append(value.IsNull ? "null" : value.Kind == TypeKind.Bool ? (value.AsBool() ? "true" : "false") : value.AsNumber().ToString());
            return;
        }

        var content = value.AsString();
        if (content.Contains('\n') && CanBeLiteral(content))
        {
            WriteLiteral(text, content, indent);
        }
        else
        {
            WriteQuoted(text, content);
        }
    }

    /// <summary>Whether a text of several lines survives being written as it is.</summary>
    private static bool CanBeLiteral(string content)
    {
        if (content.EndsWith(' '))
        {
            return false;
        }

        var afterSpace = false;
        foreach (var rune in content.EnumerateRunes())
        {
            var isBreak = IsBreak(rune.Value);
            if ((isBreak && afterSpace) || !IsPrintable(rune.Value))
            {
                return false;
            }

            afterSpace = rune.Value == ' ';
        }

        return true;
    }

    private static void WriteLiteral(StringBuilder text, string content, int indent)
    {
        var lines = content.Split('\n');
        text.Append('|').Append(content[0] is ' ' or '\n' ? "2" : "")
            .Append(lines[^1].Length > 0 ? "-" : content.Length == 1 || content[^2] == '\n' ? "+" : "");
        for (var i = 0; i < lines.Length; i++)
        {
            // The break that ends the text ends the node.
            text.Append('\n').Append(' ', lines[i].Length > 0 ? indent : 0).Append(lines[i]);
        }
    }

    private static void WriteQuoted(StringBuilder text, string content)
    {
        text.Append('"');
        foreach (var rune in content.EnumerateRunes())
        {
            var c = rune.Value;
            _ = c switch
            {
                0 => text.Append("\\0"),
                7 => text.Append("\\a"),
                8 => text.Append("\\b"),
                '\t' => text.Append("\\t"),
                '\n' => text.Append("\\n"),
                11 => text.Append("\\v"),
                12 => text.Append("\\f"),
                '\r' => text.Append("\\r"),
                27 => text.Append("\\e"),
                '"' => text.Append("\\\""),
                '\\' => text.Append("\\\\"),
                0x85 => text.Append("\\N"),
                0x2028 => text.Append("\\L"),
                0x2029 => text.Append("\\P"),
                _ when IsPrintable(c) => text.Append((char)c),
                < 0x100 => text.Append(CultureInfo.InvariantCulture, $"\\x{c:X2}"),
                < 0x10000 => text.Append(CultureInfo.InvariantCulture, $"\\u{c:X4}"),
                _ => text.Append(CultureInfo.InvariantCulture, $"\\U{c:X8}"),
            };
        }

        text.Append('"');
    }

    private static bool IsBreak(int c) => c is '\n' or '\r' or 0x85 or 0x2028 or 0x2029;

    /// <summary>What the emitter writes as it is: nothing beyond the basic plane, nor the byte order mark.</summary>
    private static bool IsPrintable(int c) => c is '\n' or (>= ' ' and <= '~') or (>= 0xA0 and <= 0xD7FF) or (>= 0xE000 and <= 0xFFFD and not 0xFEFF);
}
