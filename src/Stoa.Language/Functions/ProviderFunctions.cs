using Stoa.Language.Values;

namespace Stoa.Language.Functions;

/// <summary>Functions that the AWS provider adds, under <c>provider::aws::</c>.</summary>
internal static class ProviderFunctions
{
    private const string RoleMarker = ":role/";

    public static Function? Find(string name) => name switch
    {
        "provider::aws::arn_build" => new(
            name,
            HclType.String,
            [Arguments.Text("partition"), Arguments.Text("service"), Arguments.Text("region"), Arguments.Text("account_id"), Arguments.Text("resource")],
            static (_, a) => Value.Of($"arn:{a[0].AsString()}:{a[1].AsString()}:{a[2].AsString()}:{a[3].AsString()}:{a[4].AsString()}")),
        "provider::aws::arn_parse" => new(name, ArnType, [Arguments.Text("arn")], static (_, a) => Parse(a[0].AsString())),
        "provider::aws::trim_iam_role_path" => new(name, HclType.String, [Arguments.Text("arn")], static (_, a) => TrimRolePath(a[0].AsString())),
        _ => null,
    };

    private static HclType ArnType => HclType.Object(
        new[] { "account_id", "partition", "region", "resource", "service" }.Select(static n => KeyValuePair.Create(n, HclType.String)));

    private static string[]? Sections(string arn) =>
        arn.Split(':', 6) is ["arn", _, _, _, _, _] sections ? sections : null;

    private static Outcome<FunctionError> Parse(string arn) => Sections(arn) is not { } sections
        ? new FunctionError($"{GoQuote.Quote(arn)} is not an Amazon Resource Name", 0)
        : Value.Object(
            ("partition", Value.Of(sections[1])),
            ("service", Value.Of(sections[2])),
            ("region", Value.Of(sections[3])),
            ("account_id", Value.Of(sections[4])),
            ("resource", Value.Of(sections[5])));

    private static Outcome<FunctionError> TrimRolePath(string arn)
    {
        if (Sections(arn) is not [_, _, "iam", _, _, var resource] || !resource.StartsWith("role/", StringComparison.Ordinal))
        {
            return new FunctionError($"{GoQuote.Quote(arn)} is not the Amazon Resource Name of a role", 0);
        }

        var end = arn.IndexOf(RoleMarker, StringComparison.Ordinal) + RoleMarker.Length;
        return Value.Of($"{arn.AsSpan(0, end)}{arn.AsSpan(arn.LastIndexOf('/') + 1)}");
    }
}
