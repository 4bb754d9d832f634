using System.Text;
using Stoa.Language.Values;

namespace Stoa.Language.Functions;

/// <summary>Reads comma-separated values as RFC 4180 and Go's reader have them: the first row names the columns.</summary>
internal static class CsvText
{
    public static Outcome<FunctionError> Read(string text)
    {
        var reader = new Reader(text);
        if (!reader.TryReadRow(out var headers, out var error))
        {
            return error ?? new FunctionError("missing header line");
        }

        for (var i = 0; i < headers.Count; i++)
        {
            if (headers.IndexOf(headers[i]) != i)
            {
                return new FunctionError($"duplicate column name {GoQuote.Quote(headers[i])}");
            }
        }

        var rows = new List<Value>();
        while (reader.TryReadRow(out var fields, out error))
        {
            if (fields.Count != headers.Count)
            {
                return new FunctionError($"CSV parse error on line {reader.RowLine}: wrong number of fields");
            }

            if (rows.Count * (long)fields.Count > CallContext.MaxElements)
            {
                return Arguments.TooManyElements;
            }

            rows.Add(Value.Object(Entries.Of([.. headers], [.. fields.Select(static f => Value.Of(NormalForm.Compose(f)))])));
        }

        return error is not null
            ? error
            : Value.List(HclType.Object(headers.Select(static h => KeyValuePair.Create(h, HclType.String))), [.. rows]);
    }

    private sealed class Reader(string text)
    {
        private int position;
        private int line = 1;

        /// <summary>The line on which the last row began.</summary>
        public int RowLine { get; private set; }

        public bool TryReadRow(out List<string> fields, out FunctionError? error)
        {
            fields = [];
            error = null;
            while (position < text.Length && (text[position] == '\n' || string.CompareOrdinal(text, position, "\r\n", 0, 2) == 0))
            {
                position += text[position] == '\n' ? 1 : 2;
                line++;
            }

            RowLine = line;
            if (position == text.Length)
            {
                return false;
            }

            while (true)
            {
                if (position < text.Length && text[position] == '"')
                {
                    if (!TryReadQuoted(out var quoted, out error))
                    {
                        return false;
                    }

                    fields.Add(quoted);
                }
                else
                {
                    var end = text.AsSpan(position).IndexOfAny(',', '\n');
                    var field = end < 0 ? text[position..] : text[position..(position + end)];
                    position += field.Length;
                    field = position < text.Length && text[position] == ',' ? field : field.TrimEnd('\r');
                    if (field.Contains('"'))
                    {
                        error = new FunctionError($"CSV parse error on line {line}: bare \" in non-quoted-field");
                        return false;
                    }

                    fields.Add(field);
                }

                if (position == text.Length)
                {
                    return true;
                }

                if (text[position++] == '\n')
                {
                    line++;
                    return true;
                }
            }
        }

        /// <summary>Reads a field in quotes, up to the comma or line break after it.</summary>
        private bool TryReadQuoted(out string field, out FunctionError? error)
        {
            var content = new StringBuilder();
            error = null;
            position++;
            while (position < text.Length)
            {
                var c = text[position++];
                if (c == '"' && position < text.Length && text[position] == '"')
                {
                    content.Append('"');
                    position++;
                }
                else if (c == '"')
                {
                    position += string.CompareOrdinal(text, position, "\r\n", 0, 2) == 0 ? 1 : 0;
                    error = position < text.Length && text[position] is not (',' or '\n')
                        ? new FunctionError($"CSV parse error on line {line}: extraneous or missing \" in quoted-field")
                        : null;
                    field = content.ToString();
                    return error is null;
                }
                else if (c == '\r' && position < text.Length && text[position] == '\n')
                {
                    // Line breaks within quotes are a plain line feed.
                }
                else
                {
                    line += c == '\n' ? 1 : 0;
                    content.Append(c);
                }
            }

            field = "";
            error = new FunctionError($"CSV parse error on line {(text.EndsWith('\n') ? line - 1 : line)}: extraneous or missing \" in quoted-field");
            return false;
        }
    }
}
