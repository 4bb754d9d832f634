using Stoa.Language.Documents;
using Stoa.Language.Values;

namespace Stoa.Workloads.CloudFormation;

/// <summary>Values of parameters from files, in the shapes that the AWS CLI and the deployment pipelines take.</summary>
internal static class ParameterFile
{
    /// <summary>
    /// Adds what a document holds: a list of <c>{ParameterKey, ParameterValue}</c> or of <c>Key=Value</c>, or an object with
    /// <c>Parameters</c>; false where it is none of these.
    /// </summary>
    public static bool TryRead(Node? document, Dictionary<string, Value> into)
    {
        switch (document)
        {
            case MappingNode map when map.TryGet("Parameters", out Node? node) && node is MappingNode values:
                foreach (var entry in values.Entries)
                {
                    Add(entry.Key.Text, entry.Value, into);
                }

                return true;
            case SequenceNode list:
                foreach (var item in list.Items)
                {
                    if (!TryReadItem(item, into))
                    {
                        return false;
                    }
                }

                return true;
            default:
                return false;
        }
    }

    private static bool TryReadItem(Node item, Dictionary<string, Value> into)
    {
        if (item is ScalarNode scalar && scalar.Text.IndexOf('=') is var equals and > 0)
        {
            into[scalar.Text[..equals]] = Value.Of(scalar.Text[(equals + 1)..]);
            return true;
        }

        if (item is not MappingNode pair || !pair.TryGet("ParameterKey", out Node? key) || key is not ScalarNode name)
        {
            return false;
        }

        // UsePreviousValue: what the stack has now, which nobody here knows.
        if (pair.TryGet("ParameterValue", out Node? value))
        {
            Add(name.Text, value, into);
        }
        else
        {
            into[name.Text] = Value.UnknownOf(HclType.String, notNull: true);
        }

        return true;
    }

    private static void Add(string name, Node value, Dictionary<string, Value> into)
    {
        if (value is ScalarNode scalar)
        {
            into[name] = Value.Of(scalar.Text);
        }
        else if (value is SequenceNode list)
        {
            into[name] = Value.Of(string.Join(',', list.Items.OfType<ScalarNode>().Select(static i => i.Text)));
        }
    }
}
