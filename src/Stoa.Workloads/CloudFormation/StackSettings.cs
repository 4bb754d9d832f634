using Stoa.Language.Diagnostics;
using Stoa.Language.Documents;
using Stoa.Language.Text;
using Stoa.Language.Values;

namespace Stoa.Workloads.CloudFormation;

/// <summary>What a stack is given from outside its template.</summary>
internal sealed record StackSettings
{
    /// <summary>The unit its resources belong to.</summary>
    public required SourceUnit Unit { get; init; }

    /// <summary>Where complaints go; one bag for a root stack and all that it nests.</summary>
    public required DiagnosticBag Diagnostics { get; init; }

    /// <summary>Values of parameters by name; texts, or whatever a parent stack passes.</summary>
    public required IReadOnlyDictionary<string, Value> Arguments { get; init; }

    /// <summary>The work that may still be done.</summary>
    public required StackBudget Budget { get; init; }

    /// <summary>The region; null where it is unknown.</summary>
    public string? Region { get; init; }

    /// <summary>The account, twelve digits; null where it is unknown.</summary>
    public string? Account { get; init; }

    /// <summary>The stack that nests this one; null for a root.</summary>
    public Stack? Parent { get; init; }

    /// <summary>What stands before the logical ids in addresses: empty, or <c>Parent/</c>.</summary>
    public string AddressPrefix { get; init; } = "";

    /// <summary>How deep this stack is nested; 0 for a root.</summary>
    public int Nesting { get; init; }

    /// <summary>Whether it is unknown if this stack exists, because that is so of the resource that nests it.</summary>
    public bool IsIndeterminate { get; init; }

    /// <summary>What may be read.</summary>
    public required FileTree Files { get; init; }

    /// <summary>Finds the files of nested templates.</summary>
    public required LocalTemplates Templates { get; init; }

    /// <summary>Finds what another stack exports under a name; null where nobody is known to.</summary>
    public required Func<string, Value?> FindExport { get; init; }

    /// <summary>Reads a nested template by its path; null where there is none (or it cannot be read).</summary>
    public required Func<string, Template?> FindTemplate { get; init; }

    /// <summary>Reads any document by its path; null where there is none (or it cannot be read).</summary>
    public required Func<string, Node?> FindDocument { get; init; }
}
