using System.Net;

namespace Stoa.Analysis.Network;

/// <summary>Tells addresses of the two families apart.</summary>
internal static class AddressFamilies
{
    /// <summary>Whether an address is one of IPv6. By its length: the family's own name is in a library that opens connections.</summary>
    public static bool IsIPv6(this IPAddress address) => address.GetAddressBytes().Length == 16;
}
