using System.Globalization;
using System.Numerics;
using Stoa.Language.Values;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Stoa.Language.Functions;

/// <summary>Reads YAML as Terraform's <c>yamldecode</c> does: one document, YAML 1.1's words for true and false, keys that are texts.</summary>
internal sealed class YamlReader
{
    private const int MaxDepth = 200;

    private readonly IParser parser;
    private readonly Dictionary<string, Value?> anchors = [];
    private long nodes;

    private YamlReader(string text) => parser = new Parser(new Documents.BoundedScanner(text));

    public static Outcome<FunctionError> Read(string text)
    {
        if (Documents.BoundedScanner.FindForbidden(text) >= 0)
        {
            return new FunctionError("on line 1, column 1: control characters are not allowed");
        }

        try
        {
            var reader = new YamlReader(text);
            reader.parser.Consume<StreamStart>();
            if (reader.parser.Accept<StreamEnd>(out _))
            {
                return new FunctionError("on line 1, column 1: missing start of document");
            }

            reader.parser.Consume<DocumentStart>();
            var value = reader.ReadNode(0);
            reader.parser.Consume<DocumentEnd>();
            return reader.parser.Accept<StreamEnd>(out _) ? value : new FunctionError("on line 1, column 1: unexpected extra content after value");
        }
        catch (YamlRefusal refusal)
        {
            return new FunctionError(refusal.Message);
        }
        catch (YamlException error)
        {
            // The parser's own message ends in a full stop at times.
            var place = error.Start.Line > 0 ? $"on line {error.Start.Line}, column {error.Start.Column}: " : "";
            return new FunctionError($"{place}{error.Message.TrimEnd('.')}");
        }
    }

    private Value ReadNode(int depth)
    {
        if (depth > MaxDepth)
        {
            throw Wrong("the document nests too deeply");
        }

        var value = parser.Current switch
        {
            AnchorAlias alias => Resolve(alias.Value.Value),
            Scalar scalar => Anchored(scalar.Anchor, ReadScalar(scalar)),
            SequenceStart sequence => ReadSequence(sequence, depth),
            MappingStart mapping => ReadMapping(mapping, depth),
            _ => throw Wrong("a value is expected here"),
        };
        parser.MoveNext();
        return value;
    }

    private Value Resolve(string anchor)
    {
        if (!anchors.TryGetValue(anchor, out var value))
        {
            throw Wrong($"reference to undefined anchor {GoQuote.Quote(anchor)}");
        }

        if (value is null)
        {
            throw Wrong($"cannot refer to anchor {GoQuote.Quote(anchor)} from inside its own definition");
        }

        // Aliases share what they stand for, but whoever writes it out again pays for each.
        nodes += Weigh(value);
        return nodes > CallContext.MaxElements ? throw Wrong("aliases make the document too large") : value;
    }

    private static long Weigh(Value value)
    {
        if (!value.HasValue || value.Type.IsPrimitive)
        {
            return 1;
        }

        long weight = 1;
        foreach (var part in Arguments.IsMapping(value) ? value.Values : value.Items)
        {
            weight += Weigh(part);
            if (weight > CallContext.MaxElements)
            {
                break;
            }
        }

        return weight;
    }

    private Value Anchored(AnchorName anchor, Value value)
    {
        if (!anchor.IsEmpty)
        {
            anchors[anchor.Value] = value;
        }

        return value;
    }

    private Value ReadSequence(SequenceStart start, int depth)
    {
        CheckTag(start.Tag, "tag:yaml.org,2002:seq", "sequence");
        Pending(start.Anchor);
        parser.MoveNext();
        var items = new List<Value>();
        while (parser.Current is not SequenceEnd)
        {
            items.Add(ReadNode(depth + 1));
        }

        return Anchored(start.Anchor, Value.Tuple([.. items]));
    }

    private Value ReadMapping(MappingStart start, int depth)
    {
        CheckTag(start.Tag, "tag:yaml.org,2002:map", "mapping");
        Pending(start.Anchor);
        parser.MoveNext();
        var entries = new EntriesBuilder();
        while (parser.Current is not MappingEnd)
        {
            if (parser.Current is not Scalar scalar)
            {
                throw Wrong("only strings are allowed as mapping keys");
            }

            parser.MoveNext();
            if (scalar.Value == "<<" && scalar.Tag.IsEmpty && scalar.Style == ScalarStyle.Plain)
            {
                Merge(entries, ReadNode(depth + 1));
                continue;
            }

            if (!Conversion.Convert(ReadScalar(scalar), HclType.String).TryGet(out var key, out _) || key.IsNull)
            {
                throw Wrong("mapping key cannot be null");
            }

            entries[key.AsString()] = ReadNode(depth + 1);
        }

        return Anchored(start.Anchor, Value.Object(entries.ToEntries()));
    }

    private void Merge(EntriesBuilder entries, Value merged)
    {
        if (merged.Kind == TypeKind.Tuple)
        {
            foreach (var item in merged.Items)
            {
                Merge(entries, item.Kind == TypeKind.Object ? item : throw Wrong($"cannot merge {item.Type.FriendlyName} (from sequence) into mapping"));
            }

            return;
        }

        if (merged.Kind != TypeKind.Object || merged.IsNull)
        {
            throw Wrong($"cannot merge {merged.Type.FriendlyName} into mapping");
        }

        for (var i = 0; i < merged.Count; i++)
        {
            entries[merged.Keys[i]] = merged.Values[i];
        }
    }

    private void Pending(AnchorName anchor)
    {
        if (!anchor.IsEmpty)
        {
            anchors[anchor.Value] = null;
        }
    }

    private static void CheckTag(TagName tag, string expected, string what)
    {
        if (!tag.IsEmpty && !(tag.IsNonSpecific || tag.Value == expected))
        {
            throw Wrong($"can't interpret {what} as {tag.Value}");
        }
    }

    private Value ReadScalar(Scalar scalar)
    {
        if (++nodes > CallContext.MaxElements)
        {
            throw Wrong("the document is too large");
        }

        var text = scalar.Value;
        var tag = scalar.Tag.IsEmpty ? "" : scalar.Tag.Value;
        const string Prefix = "tag:yaml.org,2002:";
        var known = tag.StartsWith(Prefix, StringComparison.Ordinal) ? tag[Prefix.Length..] : tag.Length == 0 ? "" : null;
        if (tag == "!")
        {
            return Value.Of(NormalForm.Compose(text));
        }

        if (known is not ("" or "str" or "bool" or "int" or "float" or "null" or "timestamp" or "binary"))
        {
            throw Wrong($"unsupported tag {GoQuote.Quote(tag)}");
        }

        // Only what is written plainly means anything but text; a tag alone decides for block scalars.
        var isQuoted = scalar.Style is ScalarStyle.SingleQuoted or ScalarStyle.DoubleQuoted;
        if (known is not ("str" or "binary") && !isQuoted && Plain(text, known) is { } plain)
        {
            return plain;
        }

        return known switch
        {
            "" or "str" or "binary" => Value.Of(NormalForm.Compose(text)),
            "null" => Value.Null,
            _ when isQuoted => Value.Of(NormalForm.Compose(text)),
            _ => throw Wrong($"cannot parse {GoQuote.Quote(text)} as !!{known}"),
        };
    }

    private static Value? Plain(string text, string tag)
    {
        switch (text)
        {
            case "y" or "Y" or "yes" or "Yes" or "YES" or "true" or "True" or "TRUE" or "on" or "On" or "ON":
                return Value.True;
            case "n" or "N" or "no" or "No" or "NO" or "false" or "False" or "FALSE" or "off" or "Off" or "OFF":
                return Value.False;
            case "" or "~" or "null" or "Null" or "NULL":
                return Value.Null;
            case ".inf" or ".Inf" or ".INF" or "+.inf" or "+.Inf" or "+.INF":
                return Value.Of(Number.PositiveInfinity);
            case "-.inf" or "-.Inf" or "-.INF":
                return Value.Of(Number.NegativeInfinity);
        }

        if (text[0] is '.' && Number.Parse(text) is { } fraction)
        {
            return Value.Of(fraction);
        }

        if (!char.IsAsciiDigit(text[0]) && text[0] is not ('+' or '-'))
        {
            return null;
        }

        if (tag is "" or "timestamp" && Timestamp(text) is { } time)
        {
            return Value.Of(time);
        }

        return Integer(text) ?? (text.All(static c => char.IsAsciiDigit(c) || c is '.' or 'e' or 'E' or '+' or '-') && Number.Parse(text) is { } number
            ? Value.Of(number)
            : null);
    }

    private static Value? Integer(string text)
    {
        var digits = text.AsSpan(2 > text.Length ? text.Length : 2);
        if (text.StartsWith("0x", StringComparison.Ordinal) && digits.Length is > 0 and <= 16 && digits.ToString().All(char.IsAsciiHexDigit))
        {
            return Value.Of(Number.From(BigInteger.Parse($"0{digits}", NumberStyles.HexNumber, CultureInfo.InvariantCulture)));
        }

        if (text.StartsWith("0o", StringComparison.Ordinal) && digits.Length is > 0 and <= 21 && !digits.ContainsAnyExceptInRange('0', '7'))
        {
            var value = BigInteger.Zero;
            foreach (var digit in digits)
            {
                value = value * 8 + digit - '0';
            }

            return Value.Of(Number.From(value));
        }

        return null;
    }

    /// <summary>A date, with or without a time, in the form that Terraform gives it.</summary>
    private static string? Timestamp(string text)
    {
        if (text.Length < 8 || text[4] != '-' || text.AsSpan(0, 4).ContainsAnyExceptInRange('0', '9'))
        {
            return null;
        }

        string[] formats = ["yyyy-M-d", "yyyy-M-d H:m:s.FFFFFFF", "yyyy-M-dTH:m:s.FFFFFFFK", "yyyy-M-dtH:m:s.FFFFFFFK"];
        if (!DateTimeOffset.TryParseExact(text, formats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            || (text.Contains('T', StringComparison.OrdinalIgnoreCase) && !text.EndsWith('Z') && text.LastIndexOfAny(['+', '-']) < 10))
        {
            return null;
        }

        return Timestamps.Format(time);
    }

    private static YamlRefusal Wrong(string message) => new(message);

    /// <summary>The document is YAML but no value; caught in <see cref="Read"/> and goes no further.</summary>
    private sealed class YamlRefusal(string message) : Exception(message);
}
