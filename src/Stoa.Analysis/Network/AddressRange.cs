using System.Net;

namespace Stoa.Analysis.Network;

/// <summary>Reads ranges of addresses as EC2 does: what stands behind the prefix is left out of account.</summary>
internal static class AddressRange
{
    /// <summary>Reads a range (<c>10.0.1.7/24</c> is <c>10.0.1.0/24</c>); false for what is none.</summary>
    public static bool TryParse(string text, out IPNetwork network)
    {
        if (IPNetwork.TryParse(text, out network))
        {
            return true;
        }

        var slash = text.IndexOf('/', StringComparison.Ordinal);
        if (slash < 0 || !IPAddress.TryParse(text.AsSpan(0, slash), out var address) || !int.TryParse(text.AsSpan(slash + 1), out var length))
        {
            return false;
        }

        var bytes = address.GetAddressBytes();
        if (length < 0 || length > bytes.Length * 8)
        {
            return false;
        }

        for (var i = 0; i < bytes.Length; i++)
        {
            var bits = Math.Clamp(length - (i * 8), 0, 8);
            bytes[i] &= (byte)(0xFF << (8 - bits));
        }

        network = new IPNetwork(new IPAddress(bytes), length);
        return true;
    }
}
