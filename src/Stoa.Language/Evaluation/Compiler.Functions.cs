using Stoa.Language.Diagnostics;
using Stoa.Language.Functions;
using Stoa.Language.Syntax;
using Stoa.Language.Values;

namespace Stoa.Language.Evaluation;

public sealed partial class Compiler
{
    private Code CompileCall(FunctionCall call)
    {
        var function = FunctionTable.Find(call.Name);
        if (function is null)
        {
            return CompileBound(call);
        }

        if (function.Special != SpecialForm.None)
        {
            return CompileAttempt(call, function);
        }

        var least = call.Arguments.Length - (call.ExpandsFinal ? 1 : 0);
        if (least > function.Parameters.Length && function.Variadic is null)
        {
            context.Diagnostics.Add(LanguageDiagnostics.TooManyArguments(
                function.Name, function.Parameters.Length, context.At(call.Arguments[function.Parameters.Length].Span)));
            return Code.Unknown;
        }

        if (call.Arguments.Length < function.Parameters.Length && !call.ExpandsFinal)
        {
            context.Diagnostics.Add(LanguageDiagnostics.TooFewArguments(
                function.Name, function.Parameters[call.Arguments.Length].Name, function.Parameters.Length, context.At(call.Span)));
            return Code.Unknown;
        }

        if (function.Name == "templatestring" && !IsReference(call.Arguments[0]))
        {
            context.Diagnostics.Add(LanguageDiagnostics.ArgumentMismatch(
                function.Name,
                function.Parameters[0].Name,
                "the template must be a reference to a text that stands elsewhere; write a template that stands here as it is, in quotes",
                context.At(call.Arguments[0].Span)));
            return Code.Unknown;
        }

        if (function.Name is "alltrue" or "anytrue" && !call.ExpandsFinal && WithoutParentheses(call.Arguments[0]) is ForExpression { Key: null } @for)
        {
            var loop = CompileLoop(@for);
            return new Code(new Quantifier(new Call(function, [loop.Run], call, context), loop, function.Name == "anytrue").Run);
        }

        var (arguments, isConstant) = CompileArguments(call);
        return Fold(
            new Call(function, arguments, call, context).Run,
            isConstant && !DependsOnFiles(function.Name),
            call.Span);
    }

    private static Expression WithoutParentheses(Expression expression)
    {
        while (expression is ParenthesizedExpression parenthesized)
        {
            expression = parenthesized.Inner;
        }

        return expression;
    }

    private (Evaluation[] Arguments, bool IsConstant) CompileArguments(FunctionCall call)
    {
        var arguments = new Evaluation[call.Arguments.Length];
        var isConstant = true;
        for (var i = 0; i < arguments.Length; i++)
        {
            var code = Compile(call.Arguments[i]);
            isConstant &= code.IsConstant;
            arguments[i] = code.Run;
        }

        return (arguments, isConstant);
    }

    private Code CompileBound(FunctionCall call)
    {
        if (binder.BindFunction(call, context) is not { } bound)
        {
            var suggestion = Text.Spelling.DidYouMean(call.Name, FunctionTable.Names.Concat(binder.FunctionNames));
            context.Diagnostics.Add(LanguageDiagnostics.UnknownFunction(call.Name, suggestion, context.At(call.NameSpan)));
            return Code.Unknown;
        }

        var (arguments, _) = CompileArguments(call);
        return new Code(frame =>
        {
            var values = new Value[arguments.Length];
            for (var i = 0; i < values.Length; i++)
            {
                values[i] = arguments[i](frame);
            }

            return bound(frame, values);
        });
    }

    private Code CompileAttempt(FunctionCall call, Function function)
    {
        var isTry = function.Special == SpecialForm.Try;
        if (call.Arguments.IsEmpty || (!isTry && call.Arguments.Length > 1))
        {
            context.Diagnostics.Add(call.Arguments.IsEmpty
                ? LanguageDiagnostics.TooFewArguments(function.Name, isTry ? "expressions" : "expression", 1, context.At(call.Span))
                : LanguageDiagnostics.TooManyArguments(function.Name, 1, context.At(call.Arguments[1].Span)));
            return Code.Unknown;
        }

        var attempts = new Attempt.Candidate[call.Arguments.Length];
        var isConstant = true;
        for (var i = 0; i < attempts.Length; i++)
        {
            var argument = call.Arguments[i];
            var (code, container) = argument is AttributeAccess or IndexAccess ? CompileRead(argument) : (Compile(argument), null);
            isConstant &= code.IsConstant;
            attempts[i] = new Attempt.Candidate(code.Run, code.IsConstant ? null : container, argument is VariableExpression);
        }

        var attempt = new Attempt(attempts, context.At(call.Span));
        return Fold(isTry ? attempt.Try : attempt.Can, isConstant, call.Span);
    }

    private static bool IsReference(Expression expression) => expression switch
    {
        VariableExpression => true,
        AttributeAccess access => IsReference(access.Target),
        IndexAccess access => IsReference(access.Target),
        _ => false,
    };

    private static bool DependsOnFiles(string name) =>
        name.StartsWith("file", StringComparison.Ordinal) || name is "templatefile" or "templatestring" or "abspath" or "pathexpand";
}
