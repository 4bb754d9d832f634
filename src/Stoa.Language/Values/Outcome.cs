using System.Diagnostics.CodeAnalysis;

namespace Stoa.Language.Values;

/// <summary>A value, or why there is none.</summary>
/// <typeparam name="TError">What says why.</typeparam>
public readonly struct Outcome<TError>
    where TError : class
{
    private readonly Value? value;
    private readonly TError? error;

    private Outcome(Value? value, TError? error)
    {
        this.value = value;
        this.error = error;
    }

    /// <summary>Why there is no value; null where there is one.</summary>
    public TError? Error => error;

    /// <summary>The value, where there is one.</summary>
    /// <exception cref="InvalidOperationException">There is none.</exception>
    public Value Value => value ?? throw new InvalidOperationException(error?.ToString());

    /// <summary>A value.</summary>
    public static implicit operator Outcome<TError>(Value value) => new(value, null);

    /// <summary>Why there is none.</summary>
    public static implicit operator Outcome<TError>(TError error) => new(null, error);

    /// <summary>Takes the value, or the error.</summary>
    public bool TryGet([NotNullWhen(true)] out Value? result, [NotNullWhen(false)] out TError? why)
    {
        result = value;
        why = error;
        return result is not null;
    }
}
