using Stoa.Language.Text;

namespace Stoa.Language.Functions;

/// <summary>Why a function has no result, as Terraform words it.</summary>
/// <param name="Message">A phrase without a full stop.</param>
/// <param name="Argument">The argument to blame, from 0; -1 for the call as a whole.</param>
public sealed record FunctionError(string Message, int Argument = -1)
{
    /// <summary>Why a file that the function needs could not be read; <see cref="FileRefusal.None"/> where no file is to blame.</summary>
    public FileRefusal Refusal { get; init; }

    /// <summary>That file: relative to the root where it lies within, otherwise as it was written.</summary>
    public string File { get; init; } = "";

    /// <summary>One sentence without a full stop.</summary>
    public string Summary => Argument < 0 ? "Error in function call" : "Invalid function argument";

    /// <summary>The message as a full sentence, naming the function or its parameter.</summary>
    public string Describe(Function function) =>
        Argument >= 0 && function.ParameterAt(Argument) is { } parameter
            ? $"Invalid value for \"{parameter.Name}\" parameter: {Message}."
            : $"Call to function \"{function.Name}\" failed: {Message}.";
}
