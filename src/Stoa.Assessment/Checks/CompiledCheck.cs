using Stoa.Language.Diagnostics;
using Stoa.Language.Evaluation;
using Stoa.Language.Syntax;
using Stoa.Language.Text;
using Stoa.Language.Values;
using Stoa.Workloads.Kinds;

namespace Stoa.Assessment.Checks;

/// <summary>A check whose expressions are closures over the slots of its kind. Immutable; each thread brings its own frame.</summary>
internal sealed class CompiledCheck
{
    private readonly Evaluation? when;
    private readonly Evaluation require;
    private readonly MessageTemplate message;
    private readonly Evaluation? at;

    private CompiledCheck(Check check, Kind? kind, Evaluation? when, Evaluation require, MessageTemplate message, Evaluation? at)
    {
        Check = check;
        Kind = kind;
        this.when = when;
        this.require = require;
        this.message = message;
        this.at = at;
    }

    /// <summary>What it is about.</summary>
    public Check Check { get; }

    /// <summary>The kind it asks about; null where it is of the whole workload.</summary>
    public Kind? Kind { get; }

    /// <summary>Compiles a check.</summary>
    /// <param name="definition">The check.</param>
    /// <param name="kind">Its kind; null where it is of the whole workload.</param>
    /// <param name="diagnostics">Where complaints go that hold for every evaluation.</param>
    public static CompiledCheck Compile(CheckDefinition definition, Kind? kind, DiagnosticBag diagnostics)
    {
        var binder = new CheckBinder(kind);
        var (template, complaints) = HclParser.ParseTemplate(definition.Message.Source, definition.Message.Span);
        diagnostics.AddRange(complaints);
        return new CompiledCheck(
            definition.Check,
            kind,
            definition.When is null ? null : Expression(definition.When),
            Expression(definition.Require),
            MessageTemplate.Compile(template, binder, new CompilationContext(definition.Message.Source, diagnostics)),
            definition.At is null ? null : Expression(definition.At));

        Evaluation Expression(PageExpression text)
        {
            var (expression, complaints) = HclParser.ParseExpression(text.Source, text.Span);
            diagnostics.AddRange(complaints);
            return Compiler.Compile(expression, binder, new CompilationContext(text.Source, diagnostics) { Dialect = Dialect.Lenient });
        }
    }

    /// <summary>What the check says of the frame's resource.</summary>
    /// <remarks>
    /// Where nobody knows whether the check applies, what it requires may still hold: then it passes either way. Where it does not
    /// hold, nobody knows whether that matters.
    /// </remarks>
    public Outcome Evaluate(CheckFrame frame)
    {
        var mayNotApply = false;
        if (when is not null)
        {
            var applies = when(frame);
            mayNotApply = applies.IsUnknown;
            if (!mayNotApply && !IsTrue(applies))
            {
                return Outcome.NotApplicable;
            }
        }

        var holds = require(frame);
        return holds.IsUnknown ? Outcome.Undecided
            : IsTrue(holds) ? Outcome.Pass
            : mayNotApply ? Outcome.Undecided
            : Outcome.Fail;
    }

    /// <summary>What a finding about the frame's resource points at.</summary>
    public Location? Point(CheckFrame frame) =>
        at is not null && Written(at(frame), depth: 3) is { } origin ? origin.Location : frame.Self?.Declaration;

    /// <summary>
    /// Where a value was written. What a check put together itself was written nowhere, but its parts were: of a list of rules the
    /// first one is as good a place to look at as any.
    /// </summary>
    private static Origin? Written(Value value, int depth)
    {
        if (value.Origin is not null)
        {
            return value.Origin.IsDefault ? null : value.Origin;
        }

        if (depth == 0 || !value.HasValue || value.Open is not null)
        {
            return null;
        }

        var parts = value.Kind switch
        {
            TypeKind.Tuple or TypeKind.List or TypeKind.Set => value.Items,
            TypeKind.Object or TypeKind.Map => value.Values,
            _ => [],
        };
        foreach (var part in parts)
        {
            if (Written(part, depth - 1) is { } origin)
            {
                return origin;
            }
        }

        return null;
    }

    /// <summary>The message about the frame's resource, without full stop.</summary>
    public string Describe(CheckFrame frame, Outcome outcome)
    {
        if (outcome == Outcome.Pass)
        {
            return Check.Title;
        }

        if (outcome == Outcome.Undecided && Kind is not null)
        {
            // The page's own message speaks of a failure, which this is not.
            return $"Not known before deployment: {Check.Title}";
        }

        var text = message.Render(frame);
        return outcome == Outcome.Undecided ? $"{text}; it may be declared elsewhere"
            : frame.Self is { IsIndeterminate: true } ? $"{text} (where it exists: how many of it there are is not known)"
            : text;
    }

    /// <summary>Null as a condition is false, as everywhere in this dialect.</summary>
    private static bool IsTrue(Value value) => value.HasValue && value.Kind == TypeKind.Bool && value.AsBool();
}
