using System.Globalization;
using System.Text;

namespace Stoa.Language.Values;

/// <summary>Why a value cannot be converted to a type.</summary>
/// <param name="Message">A phrase without a full stop, as Terraform words it: <c>a number is required</c>.</param>
/// <param name="Path">Which part of the value is to blame, as one would write it (<c>.rules[0]</c>); empty for the value as a whole.</param>
public sealed record ConversionError(string Message, string Path = "")
{
    /// <summary>The message, after the path where there is one.</summary>
    public override string ToString() => Path.Length == 0 ? Message : $"{Path}: {Message}";
}

/// <summary>A failure on its way out of a nested value: the message, and the steps that led to it, innermost first.</summary>
internal struct ConversionFailure
{
    private List<object>? steps;

    /// <summary>What is wrong; null where the types alone say that the conversion is impossible.</summary>
    public string? Message { get; private set; }

    public Value? Because(string message)
    {
        Message = message;
        return null;
    }

    public Value? At(object step)
    {
        (steps ??= []).Add(step);
        return null;
    }

    public readonly ConversionError ToError()
    {
        if (steps is null)
        {
            return new ConversionError(Message!);
        }

        var path = new StringBuilder();
        for (var i = steps.Count - 1; i >= 0; i--)
        {
            _ = steps[i] switch
            {
                Attribute attribute => path.Append('.').Append(attribute.Name),
                string key => path.Append("[\"").Append(key).Append("\"]"),
                var index => path.Append(CultureInfo.InvariantCulture, $"[{index}]"),
            };
        }

        return new ConversionError(Message!, path.ToString());
    }

    public sealed record Attribute(string Name);
}
