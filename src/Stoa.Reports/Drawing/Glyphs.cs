using Stoa.Analysis.Topology;

namespace Stoa.Reports.Drawing;

/// <summary>A small sign for what a component does, drawn in a square of 24 units with lines alone.</summary>
internal static class Glyphs
{
    /// <summary>A shield.</summary>
    public const string Shield = "M12 3l7 2.6v5.2c0 4.6-2.9 8-7 10.2-4.1-2.2-7-5.6-7-10.2V5.6z";

    /// <summary>The path of a role's sign; of the internet where there is no role.</summary>
    public static string Of(ComponentRole? role) => role switch
    {
        ComponentRole.DnsName => "M12 4a8 8 0 1 0 0 16a8 8 0 1 0 0-16M4 12h16M12 4c-5 4.5-5 11.5 0 16M12 4c5 4.5 5 11.5 0 16",
        ComponentRole.ContentDelivery => "M12 9.5a2.5 2.5 0 1 0 0 5a2.5 2.5 0 1 0 0-5M12 9.5V4M12 14.5V20M9.5 12H4M14.5 12H20M10 5.5L12 4l2 1.5M10 18.500l2 1.500l2-1.500M5.500 10L4 12l1.500 2M18.500 10L20 12l-1.500 2",
        ComponentRole.Accelerator => "M13 3L5 13.500h6L10 21l8.500-11H12.500z",
        ComponentRole.LoadBalancer => "M12 4a2.200 2.200 0 1 0 0 4.400a2.200 2.200 0 1 0 0-4.400M12 8.400V16M12 11.500H5.500V16M12 11.500h6.500V16M4 16h3v3H4zM10.500 16h3v3h-3zM17 16h3v3h-3z",
        ComponentRole.Api => "M8.500 7L3.500 12l5 5M15.500 7l5 5l-5 5M13.500 5l-3 14",
        ComponentRole.FunctionAddress => "M10 14a4 4 0 0 0 5.700 0l3-3a4 4 0 0 0-5.700-5.700l-1.500 1.500M14 10a4 4 0 0 0-5.700 0l-3 3a4 4 0 0 0 5.700 5.700l1.500-1.500",
        ComponentRole.Machines => "M4.500 5h15v6h-15zM4.500 13h15v6h-15zM7.500 8h.010M7.500 16h.010M11 8h5M11 16h5",
        ComponentRole.Containers => "M12 3.500l7.500 4.200v8.600L12 20.500l-7.500-4.200V7.700zM4.500 7.700L12 12l7.500-4.300M12 12v8.500",
        ComponentRole.ContainerCluster => "M12 3.500l7.400 4.250v8.500L12 20.500l-7.400-4.250v-8.500zM12 9a3 3 0 1 0 0 6a3 3 0 1 0 0-6M12 3.500V9M12 15v5.500M4.600 16.250l4.800-2.750M19.400 7.750l-4.800 2.750",
        ComponentRole.Function => "M6 4.500h3.500L17 19.500h2M11.200 9.500L6 19.500",
        ComponentRole.Batch => "M4 6h10M4 10h10M4 14h6M13 13.500v7l6.500-3.500z",
        ComponentRole.Workflow => "M9 3.500h6v5H9zM3.500 15.500h6v5h-6zM14.500 15.500h6v5h-6zM12 8.500V12M6.500 15.500V12h11v3.500",
        ComponentRole.Queue => "M3.500 7h17v10h-17zM8 7v10M12 7v10M16 7v10",
        ComponentRole.Topic => "M5.500 10.500a1.500 1.500 0 1 0 0 3a1.500 1.500 0 1 0 0-3M9.500 8a6 6 0 0 1 0 8M13 5.500a10 10 0 0 1 0 13M16.500 3.500a14 14 0 0 1 0 17",
        ComponentRole.EventBus => "M3 12h18M7 12V6M13 12V6M10 12v6M16 12v6M5.500 4.500h3v1.500h-3zM11.500 4.500h3v1.500h-3zM8.500 18h3v1.500h-3zM14.500 18h3v1.500h-3z",
        ComponentRole.EventRule => "M12 4a8 8 0 1 0 0 16a8 8 0 1 0 0-16M12 7.500V12l3.200 2",
        ComponentRole.Stream => "M3 8c3-3 6 3 9 0s6-3 9 0M3 12.500c3-3 6 3 9 0s6-3 9 0M3 17c3-3 6 3 9 0s6-3 9 0",
        ComponentRole.Cache => "M4.500 4.500h15v15h-15zM12.800 7L8.500 13h3.200L11 17l4.500-6h-3.300z",
        ComponentRole.Database => "M5 6.500c0-3.300 14-3.300 14 0v11c0 3.300-14 3.300-14 0zM5 6.500c0 3.300 14 3.300 14 0M5 12c0 3.300 14 3.300 14 0",
        ComponentRole.DatabaseReplica => "M4 8c0-2.700 11-2.700 11 0v9c0 2.700-11 2.700-11 0zM4 8c0 2.700 11 2.700 11 0M8.500 4.200c2.800-1.700 11-1.300 11 1.100v8.700c0 .900-1.300 1.500-3 1.800",
        ComponentRole.DatabaseProxy => "M3.500 6l6 4.500M3.500 12h6M3.500 18l6-4.500M9.500 8h5v8h-5zM14.500 12h6M18 9.500l2.500 2.500l-2.500 2.500",
        ComponentRole.Table => "M4 5h16v14H4zM4 9.500h16M4 14.200h16M10 5v14",
        ComponentRole.SearchIndex => "M10.500 4.500a6 6 0 1 0 0 12a6 6 0 1 0 0-12M15 15l5 5",
        ComponentRole.Warehouse => "M4 20h16M6 20v-6h3v6M10.500 20V8h3v12M15 20V4h3v16",
        ComponentRole.ObjectStore => "M4.500 6.500c0-2.600 15-2.600 15 0l-2 11.500c-.300 2.200-10.700 2.200-11 0zM4.500 6.500c0 2.600 15 2.600 15 0",
        ComponentRole.FileSystem => "M3.500 6h6l2 2.500h9V19h-17z",
        ComponentRole.Volume => "M5 4h14v16H5zM12 7a4 4 0 1 0 0 8a4 4 0 1 0 0-8M12 11h.010M8 18h5",
        ComponentRole.NatGateway => "M14 5H5v14h9M9.500 12H20M16.500 8.500L20 12l-3.500 3.500",
        _ => "M7 18.500a4.200 4.200 0 0 1-.500-8.400a5.500 5.500 0 0 1 10.600-1.300a4.900 4.900 0 0 1 .400 9.700z",
    };
}
