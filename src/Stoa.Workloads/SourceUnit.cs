namespace Stoa.Workloads;

/// <summary>The formats a workload is read from.</summary>
public enum SourceFormat
{
    /// <summary>A Terraform (or OpenTofu) root module.</summary>
    Terraform,

    /// <summary>A plan, from <c>terraform show -json</c>.</summary>
    TerraformPlan,

    /// <summary>A state, from <c>terraform show -json</c> or a state file.</summary>
    TerraformState,

    /// <summary>A CloudFormation template, SAM included.</summary>
    CloudFormation,
}

/// <summary>One root module, plan, state or stack: what is deployed together.</summary>
/// <param name="Format">The format.</param>
/// <param name="Path">The folder of the root module, or the file; relative to the reviewed root; <c>.</c> for the root itself.</param>
public sealed record SourceUnit(SourceFormat Format, string Path)
{
    /// <summary>Which column of the kinds speaks about its resources.</summary>
    public bool IsCloudFormation => Format == SourceFormat.CloudFormation;

    /// <summary>The files read, relative to the reviewed root, in ordinal order.</summary>
    public IReadOnlyList<string> Files { get; set; } = [];

    /// <summary>Its resources, in a stable order: by module path, then as declared.</summary>
    public IReadOnlyList<Resource> Resources { get; set; } = [];
}
