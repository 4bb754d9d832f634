using System.Text;
using Stoa.Analysis.Recovery;
using Stoa.Workloads;

namespace Stoa.Reports.Recovery;

/// <summary>
/// How the experiments of a plan name what they need. What stands in the root module or stack that most of them aim at is named there
/// directly; anything else becomes a variable or parameter.
/// </summary>
internal sealed class GameDayNames
{
    private readonly SourceUnit? home;
    private readonly Dictionary<string, string> inputs = [];
    private readonly List<(string Name, string Description)> declared = [];

    public GameDayNames(GameDayPlan plan, bool isCloudFormation)
    {
        Experiments = [.. plan.Experiments.Where(static e => e.Action is not null && e.Targets.Count > 0)];
        home = Experiments.SelectMany(static e => e.Targets).Where(t => t.Unit.IsCloudFormation == isCloudFormation)
            .GroupBy(static t => t.Unit).OrderByDescending(static g => g.Count()).FirstOrDefault()?.Key;
    }

    /// <summary>The experiments that can be written.</summary>
    public IReadOnlyList<GameDayExperiment> Experiments { get; }

    /// <summary>The variables or parameters that were asked for, in their order.</summary>
    public IReadOnlyList<(string Name, string Description)> Inputs => declared;

    /// <summary>Where the code belongs; null where no target is of its language.</summary>
    public string? Home => home?.Path;

    /// <summary>Whether a resource can be named where the code belongs: it is in no module and no nested stack, and there is one of it.</summary>
    public bool IsNear(Resource resource) =>
        ReferenceEquals(resource.Unit, home) && !resource.IsIndeterminate && !resource.Address.StartsWith("module.", StringComparison.Ordinal) && !resource.Address.Contains('/')
        && !resource.Address.EndsWith("[*]", StringComparison.Ordinal) && resource.Unit.Format is SourceFormat.Terraform or SourceFormat.CloudFormation;

    /// <summary>The name of a variable or parameter, the same for the same description.</summary>
    public string Input(string stem, string description)
    {
        if (!inputs.TryGetValue(description, out var name))
        {
            name = stem;
            for (var number = 2; declared.Exists(d => d.Name == name); number++)
            {
                name = $"{stem}_{number}";
            }

            inputs.Add(description, name);
            declared.Add((name, description));
        }

        return name;
    }

    /// <summary>A name of small letters, digits and underscores.</summary>
    public static string Snake(string text)
    {
        var name = new StringBuilder();
        foreach (var c in text)
        {
            if (char.IsAsciiLetterOrDigit(c))
            {
                name.Append(char.ToLowerInvariant(c));
            }
            else if (name.Length > 0 && name[^1] != '_')
            {
                name.Append('_');
            }
        }

        return name.ToString().Trim('_');
    }

    /// <summary>The same with capitals instead of underscores.</summary>
    public static string Pascal(string text) => string.Concat(Snake(text).Split('_', StringSplitOptions.RemoveEmptyEntries).Select(static part => $"{char.ToUpperInvariant(part[0])}{part[1..]}"));

    /// <summary>A comment's text: one line.</summary>
    public static string Line(string text) => text.ReplaceLineEndings(" ");
}
