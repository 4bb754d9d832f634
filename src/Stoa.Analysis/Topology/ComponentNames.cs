using Stoa.Workloads;

namespace Stoa.Analysis.Topology;

/// <summary>What people call a resource in a picture, where an address is too long.</summary>
internal static class ComponentNames
{
    /// <summary>Its label or logical id; where that says nothing (<c>this</c>), its module's name; with its key where it has one.</summary>
    public static string Of(Resource resource)
    {
        var address = resource.Address;
        if (resource.Unit.IsCloudFormation)
        {
            return resource.Name;
        }

        var key = address.EndsWith(']') && address.LastIndexOf('[') is > 0 and var open && address.LastIndexOf('.') < open + 1 ? address[open..] : "";
        if (resource.Name is not ("this" or "main" or "default" or "self") || !address.StartsWith("module.", StringComparison.Ordinal))
        {
            return resource.Name + key.Replace("\"", "", StringComparison.Ordinal);
        }

        // module.a["x"].module.db.aws_db_instance.this[0] is called db.
        var head = address[..address.LastIndexOf($".{resource.Type}.", StringComparison.Ordinal)];
        var module = head[(head.LastIndexOf("module.", StringComparison.Ordinal) + "module.".Length)..];
        return (module + key).Replace("\"", "", StringComparison.Ordinal);
    }

    /// <summary>An address without the key of its instance: what one block declares has one of these.</summary>
    public static string BaseOf(Resource resource) =>
        resource.Address.EndsWith(']') && resource.Address.LastIndexOf('[') is > 0 and var open ? resource.Address[..open] : resource.Address;
}
