using Stoa.Language.Text;

namespace Stoa.Workloads.Terraform;

/// <summary>How root modules are read: what a person gives on the command line.</summary>
public sealed record TerraformOptions
{
    /// <summary>No values for variables, and nothing known of the workspace.</summary>
    public static readonly TerraformOptions Default = new();

    /// <summary>
    /// Values for variables, in the order given; of two for one variable the later wins. They win over every file of the module itself.
    /// </summary>
    public IReadOnlyList<VariableAssignment> Variables { get; init; } = [];

    /// <summary>
    /// The value of <c>terraform.workspace</c>; null: unknown, since the files do not say which of a module's workspaces is meant.
    /// </summary>
    public string? Workspace { get; init; }
}

/// <summary>One <c>--var</c> or <c>--var-file</c>.</summary>
public abstract record VariableAssignment
{
    private VariableAssignment()
    {
    }

    /// <summary><c>--var-file</c>: a file of assignments, in JSON where its path ends in <c>.json</c>.</summary>
    public sealed record File(SourceText Source) : VariableAssignment;

    /// <summary>
    /// <c>--var NAME=VALUE</c>. The text stands for itself where the variable is a string, number or bool or has no type; otherwise it is
    /// an expression.
    /// </summary>
    public sealed record Text(string Name, string Value) : VariableAssignment;
}
