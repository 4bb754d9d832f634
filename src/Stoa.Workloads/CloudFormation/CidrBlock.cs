using System.Net;

namespace Stoa.Workloads.CloudFormation;

/// <summary>A network of addresses, version 4 or 6.</summary>
internal readonly record struct CidrBlock(UInt128 Address, int Prefix, int Width)
{
    /// <summary>Reads <c>10.0.0.0/16</c> or <c>2001:db8::/56</c>.</summary>
    public static bool TryParse(string text, out CidrBlock block)
    {
        block = default;
        var slash = text.IndexOf('/');
        if (slash < 0 || !int.TryParse(text.AsSpan(slash + 1), out var prefix) || !IPAddress.TryParse(text.AsSpan(0, slash), out var address))
        {
            return false;
        }

        var bytes = address.GetAddressBytes();
        if (prefix < 0 || prefix > bytes.Length * 8 || bytes.Length == 4 && text.AsSpan(0, slash).Count('.') != 3)
        {
            return false;
        }

        UInt128 bits = 0;
        foreach (var b in bytes)
        {
            bits = (bits << 8) | b;
        }

        block = new CidrBlock(bits, prefix, bytes.Length * 8);
        return true;
    }

    /// <summary>
    /// The first <paramref name="count"/> networks of <paramref name="hostBits"/> bits each (8 for version 4, 64 for version 6 where
    /// nobody says); false where they do not fit.
    /// </summary>
    public bool TrySplit(int count, int? hostBits, out string[] parts)
    {
        var host = hostBits ?? (Width == 32 ? 8 : 64);
        parts = new string[count];
        if (host < 1 || host >= Width || Width - host < Prefix || (Width - host - Prefix) < 31 && count > 1 << (Width - host - Prefix))
        {
            return false;
        }

        var size = UInt128.One << host;
        var first = Prefix == 0 ? UInt128.Zero : Address >> (Width - Prefix) << (Width - Prefix);
        for (var i = 0; i < count; i++)
        {
            parts[i] = $"{Text(first + ((UInt128)i * size))}/{Width - host}";
        }

        return true;
    }

    private string Text(UInt128 address)
    {
        var bytes = new byte[Width / 8];
        for (var i = bytes.Length - 1; i >= 0; i--)
        {
            bytes[i] = (byte)(address & 0xFF);
            address >>= 8;
        }

        return new IPAddress(bytes).ToString();
    }
}
