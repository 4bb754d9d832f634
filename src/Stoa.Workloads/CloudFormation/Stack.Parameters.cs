using Stoa.Language.Documents;
using Stoa.Language.Values;

namespace Stoa.Workloads.CloudFormation;

/// <summary>Parameters and pseudo parameters.</summary>
internal sealed partial class Stack
{
    private void ReadParameters()
    {
        foreach (var entry in template.Parameters?.Entries ?? [])
        {
            if (entry.Value is MappingNode declaration)
            {
                parameters[entry.Key.Text] = ReadParameter(entry.Key.Text, declaration);
            }
            else
            {
                isOpen |= Intrinsic.IsLongName(entry.Key.Text);
                settings.Diagnostics.Add(WorkloadDiagnostics.ParameterIsNotMapping(entry.Key.Text, Location(entry.Key)));
            }
        }
    }

    private Parameter ReadParameter(string name, MappingNode declaration)
    {
        var type = Text(declaration, "Type") ?? "String";
        var allowed = new List<string>();
        if (declaration.TryGet("AllowedValues", out Node? node) && node is SequenceNode list)
        {
            foreach (var item in list.Items)
            {
                if (item is ScalarNode scalar)
                {
                    allowed.Add(scalar.Text);
                }
            }
        }

        var isList = type == "CommaDelimitedList" || type.Contains("List<", StringComparison.Ordinal);
        var value = ParameterValue(name, declaration, type, isList, allowed);
        if (value.IsUnknown)
        {
            // A list of zones is picked in the console, each zone once. What a parent stack passed on says no more than that.
            value = type == "List<AWS::EC2::AvailabilityZone::Name>"
                ? UnknownList.WithReferences([new Reference(SymbolOf(name, listsZones: true), "")])
                : value.WithReference(new Reference(SymbolOf(name), ""));
        }

        var isSecret = Text(declaration, "NoEcho") is { } secret && secret.Equals("true", StringComparison.OrdinalIgnoreCase);
        return new Parameter(isSecret ? value.WithSensitivity(true) : value, allowed);
    }

    private Value ParameterValue(string name, MappingNode declaration, string type, bool isList, List<string> allowed)
    {
        var unknown = isList ? UnknownList : type == "Number" ? UnknownNumber : UnknownText;

        // What is given is the name of a parameter of Systems Manager; its value is elsewhere.
        if (type.StartsWith("AWS::SSM::Parameter::Value", StringComparison.Ordinal))
        {
            return unknown;
        }

        if (settings.Arguments.TryGetValue(name, out var argument))
        {
            return argument.HasValue ? Typed(argument, type, isList) : argument.IsNull ? unknown : argument;
        }

        if (declaration.TryGet("Default", out Node? node) && node is ScalarNode scalar)
        {
            return Typed(HasDynamicReference(scalar.Text) ? DynamicReference(scalar.Text) : Value.Of(scalar.Text), type, isList);
        }

        if (node is SequenceNode list)
        {
            // Not allowed, but plain what is meant.
            return Value.Tuple([.. list.Items.OfType<ScalarNode>().Select(static i => Value.Of(i.Text))]);
        }

        return allowed.Count == 1 ? Typed(Value.Of(allowed[0]), type, isList) : unknown;
    }

    private static Value Typed(Value value, string type, bool isList)
    {
        if (!value.HasValue)
        {
            return value;
        }

        if (isList)
        {
            return value.Kind == TypeKind.String
                ? Value.Tuple([.. value.AsString().Split(',', StringSplitOptions.TrimEntries).Select(static s => Value.Of(s))])
                    .WithSensitivity(value.IsSensitive)
                : value;
        }

        if (value.Kind == TypeKind.Tuple)
        {
            return TextJoined(value);
        }

        return type == "Number" && value.Kind == TypeKind.String && TryNumber(value.AsString(), out var number)
            ? Value.Of(number).WithSensitivity(value.IsSensitive)
            : value;
    }

    /// <summary>A list given to a parameter of type String: CloudFormation joins it with commas.</summary>
    private static Value TextJoined(Value list)
    {
        var texts = new List<string>();
        foreach (var item in list.Items)
        {
            if (TextOf(item) is not { } text)
            {
                return UnknownText.WithReferences(ReferencesIn(list));
            }

            texts.Add(text);
        }

        return Value.Of(string.Join(',', texts)).WithSensitivity(list.IsSensitive);
    }

    private Value Pseudo(string name)
    {
        switch (name)
        {
            case "AWS::Region" when settings.Region is not null:
                return Value.Of(settings.Region);
            case "AWS::AccountId" when settings.Account is not null:
                return Value.Of(settings.Account);
            case "AWS::Partition" when settings.Region is not null:
                return Value.Of(Partition(settings.Region));
            case "AWS::URLSuffix" when settings.Region is not null:
                return Value.Of(Partition(settings.Region) == "aws-cn" ? "amazonaws.com.cn" : "amazonaws.com");
            case "AWS::NotificationARNs":
                return UnknownList.WithReference(new Reference(SymbolOf(name), ""));
            default:
                return UnknownText.WithReference(new Reference(SymbolOf(name), ""));
        }
    }

    private static string Partition(string region) =>
        region.StartsWith("cn-", StringComparison.Ordinal) ? "aws-cn"
        : region.StartsWith("us-gov-", StringComparison.Ordinal) ? "aws-us-gov"
        : "aws";

    private string? ParameterText(string name) => parameters.TryGetValue(name, out var parameter) ? TextOf(parameter.Value) : null;

    private static string? Text(MappingNode map, string key) => map.TryGet(key, out Node? node) && node is ScalarNode scalar ? scalar.Text : null;
}
