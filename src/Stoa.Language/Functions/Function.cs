using System.Collections.Immutable;
using Stoa.Language.Values;

namespace Stoa.Language.Functions;

/// <summary>
/// What a function does with arguments that have been counted, converted and checked against its parameters.
/// </summary>
public delegate Outcome<FunctionError> FunctionBody(CallContext context, ReadOnlySpan<Value> arguments);

/// <summary>The type of a function's result, as far as the types of its arguments tell; for results that are not known yet.</summary>
public delegate HclType ResultTyping(ReadOnlySpan<Value> arguments);

/// <summary>A function whose arguments the evaluator must not evaluate beforehand, since their errors matter.</summary>
public enum SpecialForm
{
    /// <summary>An ordinary function.</summary>
    None,

    /// <summary><c>try(expressions...)</c>: the first expression that has no error.</summary>
    Try,

    /// <summary><c>can(expression)</c>: whether the expression has no error.</summary>
    Can,
}

/// <summary>A function of the language.</summary>
public sealed class Function
{
    private readonly FunctionBody body;
    private readonly ResultTyping? typing;

    internal Function(
        string name, HclType result, ImmutableArray<Parameter> parameters, FunctionBody body, Parameter? variadic = null, ResultTyping? typing = null)
    {
        Name = name;
        Result = result;
        Parameters = parameters;
        Variadic = variadic;
        this.body = body;
        this.typing = typing;
    }

    /// <summary>The name as written in a call, without <c>core::</c>.</summary>
    public string Name { get; }

    /// <summary>The type of every result; dynamic where it depends on the arguments.</summary>
    public HclType Result { get; }

    /// <summary>The parameters that need an argument each.</summary>
    public ImmutableArray<Parameter> Parameters { get; }

    /// <summary>The parameter that takes any number of further arguments; null where there is none.</summary>
    public Parameter? Variadic { get; }

    /// <summary>Whether a result that is not known may turn out to be null.</summary>
    public bool MayBeNull { get; internal init; }

    /// <summary>Whether the evaluator must handle the call itself; <see cref="Invoke"/> then answers unknown.</summary>
    public SpecialForm Special { get; internal init; }

    /// <summary>The parameter that an argument goes to, counted from 0; null where there are too many arguments.</summary>
    public Parameter? ParameterAt(int argument) => argument < Parameters.Length ? Parameters[argument] : Variadic;

    /// <summary>
    /// Says what is wrong with a number of arguments: a summary and a detail in full sentences. Null where the number is right.
    /// </summary>
    public (string Summary, string Detail)? DescribeCount(int count)
    {
        if (count < Parameters.Length)
        {
            return (
                "Not enough function arguments",
                $"Function \"{Name}\" expects{(Variadic is null ? "" : " at least")} {Parameters.Length} argument(s). Missing value for \"{Parameters[count].Name}\".");
        }

        return Variadic is null && count > Parameters.Length
            ? ("Too many function arguments", $"Function \"{Name}\" expects only {Parameters.Length} argument(s).")
            : null;
    }

    /// <summary>
    /// Calls the function. Arguments are converted to the parameters' types; null is refused where a parameter does not bear it;
    /// where an argument is unknown that must not be, the result is unknown and points at what the arguments point at.
    /// </summary>
    public Outcome<FunctionError> Invoke(CallContext context, ReadOnlySpan<Value> arguments)
    {
        if (DescribeCount(arguments.Length) is { } miscount)
        {
            return new FunctionError(miscount.Detail.TrimEnd('.'));
        }

        var few = default(FewValues);
        var checkedArguments = arguments.Length <= FewValues.Length ? few[..arguments.Length] : new Value[arguments.Length];
        bool sensitive = false, unknown = false;
        for (var i = 0; i < arguments.Length; i++)
        {
            var parameter = ParameterAt(i)!;
            if (!Conversion.Convert(arguments[i], parameter.Type).TryGet(out var argument, out var error))
            {
                return new FunctionError(error.Message, i);
            }

            if (argument.IsNull && !parameter.Bears.HasFlag(Bears.Null))
            {
                return new FunctionError("argument must not be null", i);
            }

            if (argument.IsSensitive && !parameter.Bears.HasFlag(Bears.Sensitive))
            {
                argument = argument.WithoutSensitivity();
                sensitive = true;
            }

            unknown |= parameter.Bears.HasFlag(Bears.OnlyWhollyKnown)
                ? !argument.IsWhollyKnown
                : !parameter.Bears.HasFlag(Bears.Unknown) && (argument.IsUnknown || argument.Open is not null || HasUnknownSize(argument));
            checkedArguments[i] = argument;
        }

        var outcome = unknown || Special != SpecialForm.None ? Unknown(checkedArguments) : body(context, checkedArguments);
        return sensitive && outcome.TryGet(out var result, out _) ? result.WithSensitivity(true) : outcome;
    }

    /// <summary>Unknown elements of a set may turn out to be equal to others, so that nobody knows how many there are.</summary>
    private static bool HasUnknownSize(Value argument) => argument is { Kind: TypeKind.Set, HasValue: true } && !argument.IsWhollyKnown;

    private Value Unknown(ReadOnlySpan<Value> arguments)
    {
        var type = typing?.Invoke(arguments) ?? Result;
        return References.UnknownFrom(type, notNull: !MayBeNull && type.Kind != TypeKind.Dynamic, arguments);
    }
}
