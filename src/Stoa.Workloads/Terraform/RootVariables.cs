using Stoa.Language.Diagnostics;
using Stoa.Language.Evaluation;
using Stoa.Language.Syntax;
using Stoa.Language.Text;
using Stoa.Language.Values;

namespace Stoa.Workloads.Terraform;

/// <summary>
/// The values given to the variables of a root module, in Terraform's order, later ones winning: <c>terraform.tfvars</c>,
/// <c>terraform.tfvars.json</c>, <c>*.auto.tfvars</c> and <c>*.auto.tfvars.json</c> by name, then the options in the order given. The
/// environment is not read: the same files give the same review everywhere.
/// </summary>
internal sealed class RootVariables
{
    private readonly Dictionary<string, Given> given = [];
    private readonly List<string> files = [];

    /// <summary>The files of values beside the module that were read.</summary>
    public IReadOnlyList<string> Files => files;

    public static RootVariables Read(FileTree tree, ModuleSource root, TerraformOptions options, DiagnosticBag diagnostics)
    {
        var variables = new RootVariables();
        var names = tree.Files(root.Folder);
        foreach (var name in names.Where(static n => n == "terraform.tfvars")
            .Concat(names.Where(static n => n == "terraform.tfvars.json"))
            .Concat(names.Where(static n => n.EndsWith(".auto.tfvars", StringComparison.Ordinal)
                || n.EndsWith(".auto.tfvars.json", StringComparison.Ordinal))))
        {
            var path = root.Folder.Length == 0 ? name : $"{root.Folder}/{name}";
            var content = tree.Read(path);
            if (content.Refusal != FileRefusal.None)
            {
                diagnostics.Add(WorkloadDiagnostics.Unreadable(path, content.Refusal));
                continue;
            }

            variables.files.Add(path);
            variables.Add(ConfigurationFile.ParseValues(path, content.Bytes), diagnostics);
        }

        foreach (var assignment in options.Variables)
        {
            switch (assignment)
            {
                case VariableAssignment.File file:
                    variables.Add(ConfigurationFile.ParseValues(file.Source), diagnostics);
                    break;
                case VariableAssignment.Text text:
                    variables.given[text.Name] = new Given(null, null, text.Value);
                    break;
            }
        }

        return variables;
    }

    /// <summary>The value that somebody gave a variable; null where nobody did.</summary>
    public Value? ValueOf(VariableDeclaration declaration, DiagnosticBag diagnostics)
    {
        if (!given.TryGetValue(declaration.Name, out var value))
        {
            return null;
        }

        if (value.Text is null)
        {
            return Evaluate(value.Expression!, value.Source!, diagnostics);
        }

        if (declaration.Type.TakesText)
        {
            return Value.Of(value.Text.Normalize());
        }

        var source = new SourceText($"--var {declaration.Name}", value.Text);
        var (expression, problems) = HclParser.ParseExpression(source);
        if (problems.Length > 0)
        {
            diagnostics.Add(WorkloadDiagnostics.InvalidVariableText(declaration.Name, problems[0].Summary));
            return declaration.Type.UnknownValue;
        }

        return Evaluate(expression, source, diagnostics);
    }

    /// <summary>Says which variables nobody gave a value.</summary>
    public void ReportMissing(ModuleSource root, DiagnosticBag diagnostics)
    {
        var missing = root.Variables.Where(v => v.Default is null && !given.ContainsKey(v.Name)).ToList();
        if (missing.Count > 0)
        {
            diagnostics.Add(WorkloadDiagnostics.VariablesWithoutValue([.. missing.Select(static v => v.Name)], missing[0].Header));
        }
    }

    private static Value Evaluate(Expression expression, SourceText source, DiagnosticBag diagnostics) =>
        Compiler.Compile(expression, ConstantBinder.Instance, new CompilationContext(source, diagnostics))(new Frame { Diagnostics = diagnostics })
            .WithOrigin(new Origin(source, expression.Span));

    private void Add(SyntaxTree tree, DiagnosticBag diagnostics)
    {
        diagnostics.AddRange(tree.Diagnostics);
        foreach (var attribute in tree.Body.Attributes)
        {
            given[attribute.Name] = new Given(attribute.Value, tree.Source, null);
        }
    }

    private readonly record struct Given(Expression? Expression, SourceText? Source, string? Text);

    /// <summary>A file of values has no names to refer to.</summary>
    private sealed class ConstantBinder : Binder
    {
        public static readonly ConstantBinder Instance = new();

        public override Evaluation? BindTraversal(
            VariableExpression root, IReadOnlyList<Expression> steps, out int consumed, CompilationContext context)
        {
            consumed = 0;
            context.Diagnostics.Add(WorkloadDiagnostics.NameInValues(root.Name, context.At(root.Span)));
            return null;
        }
    }
}
