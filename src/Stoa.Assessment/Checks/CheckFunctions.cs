using Stoa.Analysis.Network;
using Stoa.Language.Evaluation;
using Stoa.Language.Syntax;
using Stoa.Language.Values;
using Stoa.Workloads;
using Stoa.Workloads.Kinds;

namespace Stoa.Assessment.Checks;

/// <summary>The functions that checks have besides Terraform's own.</summary>
internal static class CheckFunctions
{
    /// <summary>Their names.</summary>
    public static readonly string[] Names = ["resources", "present", "referrers", "reachable_from_internet", "spans_zones", "statements"];

    /// <summary>The type of <c>statements(policy)</c>.</summary>
    public static readonly PropertyType StatementList = new PropertyType.ListOf(new PropertyType.Structure(
        new Dictionary<string, PropertyType>
        {
            ["sid"] = PropertyType.String,
            ["effect"] = PropertyType.String,
            ["principals"] = Entries("type", "identifier"),
            ["not_principals"] = Entries("type", "identifier"),
            ["actions"] = new PropertyType.ListOf(PropertyType.String),
            ["not_actions"] = new PropertyType.ListOf(PropertyType.String),
            ["resources"] = new PropertyType.ListOf(PropertyType.String),
            ["not_resources"] = new PropertyType.ListOf(PropertyType.String),
            ["conditions"] = new PropertyType.ListOf(new PropertyType.Structure(new Dictionary<string, PropertyType>
            {
                ["operator"] = PropertyType.String,
                ["key"] = PropertyType.String,
                ["values"] = new PropertyType.ListOf(PropertyType.String),
            })),
        }));

    /// <summary>Which argument names a kind; null where none does.</summary>
    public static int? KindArgument(string function) => function switch
    {
        "resources" or "present" => 0,
        "referrers" => 1,
        _ => null,
    };

    /// <summary>The type of a function that takes a kind; of any kind where it is null.</summary>
    public static PropertyType ResultOf(string function, string? kind) => function == "present"
        ? PropertyType.Bool
        : new PropertyType.ListOf(new PropertyType.ResourceReference(kind is null ? [] : [kind]));

    /// <summary>The function of a name; null where there is none, or the arguments are wrong (a diagnostic was reported).</summary>
    public static Func<Frame, Value[], Value>? Bind(FunctionCall call, CompilationContext context)
    {
        if (KindArgument(call.Name) is { } position)
        {
            if (call.Arguments.Length != position + 1 || call.Arguments[position] is not TemplateExpression { Text: { } kind })
            {
                context.Diagnostics.Add(AssessmentDiagnostics.NeedsLiteralKind(call.Name, context.At(call.Span)));
                return static (_, _) => Value.Unknown;
            }

            return call.Name switch
            {
                "resources" => (frame, _) => ((CheckFrame)frame).Scope.Resources(kind),
                "present" => (frame, _) => ((CheckFrame)frame).Scope.Present(kind),
                _ => (frame, arguments) => Referrers((CheckFrame)frame, arguments[0], kind),
            };
        }

        return call.Name switch
        {
            "reachable_from_internet" => static (frame, arguments) => arguments is [{ Open: Resource resource }]
                ? ((CheckFrame)frame).Scope.Reachable(resource)
                : arguments is [{ IsNull: true }] ? Value.False : Value.UnknownOf(HclType.Bool),
            "spans_zones" => static (_, arguments) => arguments is [var zones, { HasValue: true, Kind: TypeKind.Number } number]
                && number.AsNumber().TryToInt32(out var least) && Zones.Count(zones)?.AreAtLeast(least) is { } known
                    ? Value.Of(known)
                    : Value.UnknownOf(HclType.Bool, notNull: true),
            _ => null,
        };
    }

    private static Value Referrers(CheckFrame frame, Value target, string kind) => target switch
    {
        { Open: Resource resource } => frame.Scope.Referrers(resource, kind),
        { IsNull: true } => Value.EmptyTuple,
        _ => Value.Unknown,
    };

    private static PropertyType Entries(string first, string second) => new PropertyType.ListOf(new PropertyType.Structure(
        new Dictionary<string, PropertyType> { [first] = PropertyType.String, [second] = PropertyType.String }));
}
