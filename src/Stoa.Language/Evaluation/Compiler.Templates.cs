using System.Collections.Immutable;
using Stoa.Language.Functions;
using Stoa.Language.Syntax;
using Stoa.Language.Values;

namespace Stoa.Language.Evaluation;

public sealed partial class Compiler
{
    private Code CompileTemplate(TemplateExpression template)
    {
        if (template.Text is { } text)
        {
            return Constant(Value.Of(NormalForm.Compose(text)), template.Span);
        }

        // "${x}" alone is x, whatever its type; a message is text even then.
        return template.IsWrapper && context.Dialect != Dialect.Message
            ? Compile(((TemplateInterpolation)template.Parts[0]).Expression)
            : CompileParts(template.Parts, template.Span);
    }

    private Code CompileParts(ImmutableArray<TemplatePart> parts, Text.TextSpan span)
    {
        var compiled = new Template.Part[parts.Length];
        var isConstant = true;
        for (var i = 0; i < parts.Length; i++)
        {
            var code = parts[i] switch
            {
                TemplateText text => Code.Constant(Value.Of(text.Text)),
                TemplateInterpolation interpolation => Compile(interpolation.Expression),
                TemplateIf @if => CompileTemplateIf(@if),
                TemplateFor @for => CompileTemplateFor(@for),
                _ => Code.Unknown,
            };
            isConstant &= code.IsConstant;
            compiled[i] = new Template.Part(
                parts[i] is TemplateText fixedText ? fixedText.Text : null,
                code.Run,
                context.At(parts[i] is TemplateInterpolation whole ? whole.Expression.Span : parts[i].Span));
        }

        return Fold(new Template(compiled, context.Dialect, context.At(span)).Run, isConstant, span);
    }

    private Code CompileTemplateIf(TemplateIf directive)
    {
        var condition = Compile(directive.Condition);
        var then = CompileParts(directive.Then, directive.Span);
        var otherwise = CompileParts(directive.Else, directive.Span);
        return Choose(condition, then, otherwise, directive.Condition.Span, directive.Span);
    }

    private Code CompileTemplateFor(TemplateFor directive)
    {
        var loop = CompileLoop(directive.KeyName, directive.ValueName, directive.Collection, directive.Span, () => new Loop.Body
        {
            Value = CompileParts(directive.Body, directive.Span).Run,
        });
        var limit = context.At(directive.Span);
        return new Code(frame => Template.Join(loop.Run(frame), frame, limit));
    }
}
