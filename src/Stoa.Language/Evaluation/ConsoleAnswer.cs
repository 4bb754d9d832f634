using Stoa.Language.Diagnostics;
using Stoa.Language.Functions;
using Stoa.Language.Values;

namespace Stoa.Language.Evaluation;

/// <summary>What a console answers to one expression.</summary>
/// <param name="Value">The value; null where there is none.</param>
/// <param name="Diagnostics">What was found wrong, or worth saying.</param>
public sealed record ConsoleAnswer(Value? Value, IReadOnlyCollection<Diagnostic> Diagnostics)
{
    /// <summary>The answer in one line.</summary>
    public override string ToString()
    {
        if (Value is null)
        {
            var error = Diagnostics.First(static d => d.Severity == DiagnosticSeverity.Error);
            return $"!error {error.Summary}";
        }

        if (!Value.IsWhollyKnown)
        {
            return "!unknown";
        }

        return FunctionTable.Find("jsonencode")!.Invoke(CallContext.None, [Value]).TryGet(out var text, out var problem)
            ? text.AsString()
            : $"!error {problem.Message}";
    }
}
