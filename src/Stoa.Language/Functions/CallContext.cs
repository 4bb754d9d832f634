using Stoa.Language.Text;
using Stoa.Language.Values;

namespace Stoa.Language.Functions;

/// <summary>Renders a template for <c>templatefile</c> and <c>templatestring</c>; the evaluator supplies it.</summary>
/// <param name="template">The template's text, under the name that its diagnostics show.</param>
/// <param name="variables">A known map or object: the names that the template may use.</param>
/// <param name="context">The context of the call.</param>
public delegate Outcome<FunctionError> TemplateRenderer(SourceText template, Value variables, CallContext context);

/// <summary>What a function may see beside its arguments.</summary>
public sealed record CallContext
{
    /// <summary>The longest text that a function makes, in characters: 16 Mi.</summary>
    public const int MaxTextLength = 16 * 1024 * 1024;

    /// <summary>The largest collection that a function makes, in elements.</summary>
    public const int MaxElements = 1_000_000;

    /// <summary>A context in which there are no files.</summary>
    public static CallContext None { get; } = new();

    /// <summary>What <c>file</c> and its kin may read; null where nothing may be read.</summary>
    public FileTree? Files { get; init; }

    /// <summary>The folder that relative paths start from, as a path in <see cref="Files"/>; the root is the empty text.</summary>
    public string Folder { get; init; } = "";

    /// <summary>How templates are rendered; null where they cannot be (then their functions answer unknown).</summary>
    public TemplateRenderer? RenderTemplate { get; init; }

    /// <summary>How many templates are being rendered around this call; the renderer counts and bounds them.</summary>
    public int TemplateDepth { get; init; }
}
