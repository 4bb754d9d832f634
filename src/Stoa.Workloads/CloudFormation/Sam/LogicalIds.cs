using System.Security.Cryptography;
using System.Text;
using Stoa.Language.Documents;

namespace Stoa.Workloads.CloudFormation.Sam;

/// <summary>
/// Logical ids that end in a hash of what they stand for, so that a change makes another resource: ten digits of SHA-1 over compact JSON
/// with sorted keys, as AWS's own translator makes them. The ids are public: people refer to them and see them in their accounts.
/// </summary>
internal static class LogicalIds
{
    private const int MaxDepth = 100;

    /// <summary>The prefix, with the suffix where that is letters and digits, else with its hash.</summary>
    public static string Suffixed(string prefix, string suffix) =>
        suffix.Length == 0 ? prefix : suffix.All(char.IsAsciiLetterOrDigit) ? prefix + suffix : prefix + Hash(suffix);

    /// <summary>Ten hexadecimal digits for a text.</summary>
    public static string Hash(string text)
    {
#pragma warning disable CA5350 // The hash is a name, not a protection.
        return Convert.ToHexStringLower(SHA1.HashData(Encoding.UTF8.GetBytes(text)))[..10];
#pragma warning restore CA5350
    }

    /// <summary>Ten hexadecimal digits for a node: of a text itself, of anything else its JSON.</summary>
    public static string Hash(Node node) => node is ScalarNode { Tag: null } scalar ? Hash(scalar.Text) : Hash(Json(node));

    /// <summary>Compact JSON with sorted keys, short forms of functions written long.</summary>
    public static string Json(Node node)
    {
        var json = new StringBuilder();
        Write(node, json, 0, ignoreTag: false);
        return json.ToString();
    }

    private static void Write(Node node, StringBuilder json, int depth, bool ignoreTag)
    {
        if (depth > MaxDepth)
        {
            json.Append("null");
        }
        else if (!ignoreTag && Intrinsic.TryRead(node, out var call) && call.IsShort)
        {
            json.Append("{\"").Append(call.Name).Append("\":");
            if (call is { Name: "Fn::GetAtt", Argument: ScalarNode { Text: var path } } && path.IndexOf('.') is var dot and > 0)
            {
                json.Append('[');
                WriteText(path[..dot], json);
                json.Append(',');
                WriteText(path[(dot + 1)..], json);
                json.Append(']');
            }
            else
            {
                Write(node, json, depth + 1, ignoreTag: true);
            }

            json.Append('}');
        }
        else if (node is MappingNode mapping)
        {
            json.Append('{');
            var isFirst = true;
            foreach (var entry in mapping.Entries.OrderBy(static e => e.Key.Text, StringComparer.Ordinal))
            {
                json.Append(isFirst ? "" : ",");
                isFirst = false;
                WriteText(entry.Key.Text, json);
                json.Append(':');
                Write(entry.Value, json, depth + 1, ignoreTag: false);
            }

            json.Append('}');
        }
        else if (node is SequenceNode sequence)
        {
            json.Append('[');
            for (var i = 0; i < sequence.Items.Length; i++)
            {
                json.Append(i == 0 ? "" : ",");
                Write(sequence.Items[i], json, depth + 1, ignoreTag: false);
            }

            json.Append(']');
        }
        else if (node is ScalarNode scalar)
        {
            WriteScalar(scalar, json, ignoreTag);
        }
    }

    private static void WriteScalar(ScalarNode scalar, StringBuilder json, bool ignoreTag)
    {
        if (scalar.IsPlain && !ignoreTag && scalar.Text is "true" or "True" or "false" or "False")
        {
            json.Append(scalar.Text.ToLowerInvariant());
        }
        else if (scalar.IsNull)
        {
            json.Append("null");
        }
        else if (scalar.IsPlain && !ignoreTag && long.TryParse(scalar.Text, out _))
        {
            json.Append(scalar.Text);
        }
        else
        {
            WriteText(scalar.Text, json);
        }
    }

    /// <summary>A JSON text in which every character beyond ASCII is escaped.</summary>
    private static void WriteText(string text, StringBuilder json)
    {
        json.Append('"');
        foreach (var c in text)
        {
            _ = c switch
            {
                '"' => json.Append("\\\""),
                '\\' => json.Append("\\\\"),
                '\n' => json.Append("\\n"),
                '\r' => json.Append("\\r"),
                '\t' => json.Append("\\t"),
                '\b' => json.Append("\\b"),
                '\f' => json.Append("\\f"),
                < ' ' or > '~' => json.Append("\\u").Append(((int)c).ToString("x4")),
                _ => json.Append(c),
            };
        }

        json.Append('"');
    }
}
