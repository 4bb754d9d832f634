using Stoa.Language.Values;

namespace Stoa.Workloads.Terraform;

/// <summary>
/// The one resource that Terraform itself provides, <c>terraform_data</c>. Its attributes are all known by name, so it is an object
/// like any other.
/// </summary>
internal static class BuiltIn
{
    private static readonly string[] Names = ["id", "input", "output", "triggers_replace"];

    public static bool IsClosed(ResourceDeclaration declaration) => declaration is { Type: "terraform_data", IsData: false };

    /// <summary>What a plan to create it says: the output will be of the input's type, and is unknown until then.</summary>
    public static Value Close(ResourceObject resource)
    {
        var input = resource.Written("input") ?? Value.Null;
        var output = input.IsNull ? input : Value.UnknownOf(input.Type);
        return Value.Object(new Entries(Names,
        [
            Refer("id", Value.UnknownOf(HclType.String, notNull: true)),
            Refer("input", input),
            Refer("output", output.WithReferences(input.References)),
            Refer("triggers_replace", resource.Written("triggers_replace") ?? Value.Null),
        ])).WithReference(new Reference(resource.Target, ""));

        Value Refer(string name, Value value) => value.WithReference(new Reference(resource.Target, name));
    }
}
