using System.Globalization;
using System.Numerics;
using Stoa.Language.Values;

namespace Stoa.Language.Functions;

/// <summary>Functions of network addresses, of both versions of IP.</summary>
internal static class AddressFunctions
{
    public static Function? Find(string name) => name switch
    {
        "cidrhost" => new(name, HclType.String, [Arguments.Text("prefix"), Arguments.Number("hostnum")], static (_, a) => Host(a[0].AsString(), a[1])),
        "cidrnetmask" => new(name, HclType.String, [Arguments.Text("prefix")], static (_, a) => Mask(a[0].AsString())),
        "cidrsubnet" => new(
            name,
            HclType.String,
            [Arguments.Text("prefix"), Arguments.Number("newbits"), Arguments.Number("netnum")],
            static (_, a) => Subnet(a[0].AsString(), a[1], a[2])),
        "cidrsubnets" => new(
            name,
            HclType.List(HclType.String),
            [Arguments.Text("prefix")],
            static (_, a) => Subnets(a[0].AsString(), a[1..]),
            Arguments.Number("newbits")),
        _ => null,
    };

    private static FunctionError Invalid(string text) => new($"invalid CIDR expression: invalid CIDR address: {text}");

    private static Outcome<FunctionError> Host(string text, Value number)
    {
        if (!number.AsNumber().TryToBigInteger(out var host))
        {
            return new FunctionError("value must be a whole number");
        }

        if (!IpPrefix.TryParse(text, out var prefix))
        {
            return Invalid(text);
        }

        var room = BigInteger.One << (prefix.Bits - prefix.Length);
        var position = host.Sign < 0 ? room + host : host;
        return position.Sign < 0 || position >= room
            ? new FunctionError($"prefix of {prefix.Length} does not accommodate a host numbered {position}")
            : Value.Of(IpPrefix.Format(prefix.Address + position, prefix.Bits));
    }

    private static Outcome<FunctionError> Mask(string text)
    {
        if (!IpPrefix.TryParse(text, out var prefix))
        {
            return Invalid(text);
        }

        return prefix.Bits == 128
            ? new FunctionError($"IPv6 addresses cannot have a netmask: {text}")
            : Value.Of(IpPrefix.Format((BigInteger.One << 32) - (BigInteger.One << (32 - prefix.Length)), 32));
    }

    private static Outcome<FunctionError> Subnet(string text, Value bits, Value number)
    {
        if (!Arguments.TryWhole(bits, out var extra, out var error))
        {
            return error;
        }

        if (!number.AsNumber().TryToBigInteger(out var subnet))
        {
            return new FunctionError("value must be a whole number");
        }

        if (!IpPrefix.TryParse(text, out var prefix))
        {
            return Invalid(text);
        }

        if (extra < 0 || extra > prefix.Bits - prefix.Length)
        {
            return new FunctionError($"insufficient address space to extend prefix of {prefix.Length} by {extra}");
        }

        var length = prefix.Length + (int)extra;
        var count = BigInteger.One << (int)extra;
        if (BigInteger.Abs(subnet) >= count)
        {
            return new FunctionError($"prefix extension of {extra} does not accommodate a subnet numbered {subnet}");
        }

        // A negative number does not count from the end, as one might wish: Terraform sets its bits, sign and all, and drops the sign.
        var address = BigInteger.Abs(prefix.Address | (subnet << (prefix.Bits - length)));
        return Value.Of(new IpPrefix(address, length, prefix.Bits).ToString());
    }

    private static Outcome<FunctionError> Subnets(string text, ReadOnlySpan<Value> bits)
    {
        if (!IpPrefix.TryParse(text, out var prefix))
        {
            return new FunctionError($"invalid CIDR expression: invalid CIDR address: {text}", 0);
        }

        if (bits.Length == 0)
        {
            return Value.List(HclType.String);
        }

        var subnets = new Value[bits.Length];
        var next = prefix.Address;
        var end = prefix.Address + (BigInteger.One << (prefix.Bits - prefix.Length));
        IpPrefix? last = null;
        for (var i = 0; i < subnets.Length; i++)
        {
            if (!bits[i].AsNumber().TryToInt64(out var extra))
            {
                return new FunctionError(Arguments.WholeNumber, i + 1);
            }

            if (extra < 1)
            {
                return new FunctionError("must extend prefix by at least one bit", i + 1);
            }

            if (extra > 32)
            {
                return new FunctionError("may not extend prefix by more than 32 bits", i + 1);
            }

            var length = prefix.Length + (int)extra;
            if (length > prefix.Bits)
            {
                return new FunctionError($"would extend prefix to {length} bits, which is too long for an IPv{(prefix.Bits == 32 ? 4 : 6)} address", i + 1);
            }

            // Each begins where it may after the one before.
            var size = BigInteger.One << (prefix.Bits - length);
            var start = (next + size - 1) / size * size;
            if (start + size > end)
            {
                return new FunctionError($"not enough remaining address space for a subnet with a prefix of {length} bits{(last is null ? "" : $" after {last}")}", i + 1);
            }

            last = new IpPrefix(start, length, prefix.Bits);
            subnets[i] = Value.Of(last.Value.ToString());
            next = start + size;
        }

        return Value.List(HclType.String, subnets);
    }

    /// <summary>A network: its first address as a number, the length of its prefix, and 32 or 128 bits.</summary>
    private readonly record struct IpPrefix(BigInteger Address, int Length, int Bits)
    {
        /// <summary>Reads <c>10.0.0.0/8</c> or <c>fd00::/8</c>; bits after the prefix are cleared.</summary>
        public static bool TryParse(string text, out IpPrefix prefix)
        {
            prefix = default;
            var slash = text.IndexOf('/');
            if (slash < 0 || !TryParseLength(text.AsSpan(slash + 1), out var length))
            {
                return false;
            }

            var address = text[..slash];
            var parts = new byte[16];
            var bits = address.Contains(':') ? TryParseSix(address, parts) ? 128 : 0 : TryParseFour(address, parts) ? 32 : 0;
            if (bits == 0 || length > bits)
            {
                return false;
            }

            var number = new BigInteger(parts.AsSpan(0, bits / 8), isUnsigned: true, isBigEndian: true);
            prefix = new IpPrefix(number >> (bits - length) << (bits - length), length, bits);
            return true;
        }

        public override string ToString() => $"{Format(Address, Bits)}/{Length}";

        public static string Format(BigInteger address, int bits)
        {
            var bytes = new byte[bits / 8];
            address.TryWriteBytes(bytes.AsSpan(bytes.Length - address.GetByteCount(isUnsigned: true)), out _, isUnsigned: true, isBigEndian: true);
            if (bits == 32)
            {
                return string.Join('.', bytes);
            }

            if (bytes.AsSpan(0, 10).IndexOfAnyExcept((byte)0) < 0 && bytes[10] == 0xFF && bytes[11] == 0xFF)
            {
                // An IPv4 address in disguise is shown as one.
                return string.Join('.', bytes[12..]);
            }

            var groups = new int[8];
            for (var i = 0; i < 8; i++)
            {
                groups[i] = (bytes[i * 2] << 8) | bytes[i * 2 + 1];
            }

            // The first of the longest runs of zeros is left out, unless it is one group only.
            var (start, length) = (0, 0);
            for (var i = 0; i < 8; i++)
            {
                var end = i;
                while (end < 8 && groups[end] == 0)
                {
                    end++;
                }

                (start, length) = end - i > length ? (i, end - i) : (start, length);
            }

            string Join(int from, int to) => string.Join(':', groups[from..to].Select(static g => g.ToString("x", CultureInfo.InvariantCulture)));
            return length < 2 ? Join(0, 8) : $"{Join(0, start)}::{Join(start + length, 8)}";
        }

        private static bool TryParseLength(ReadOnlySpan<char> text, out int length)
        {
            length = 0;
            return text.Length is > 0 and <= 3 && !text.ContainsAnyExceptInRange('0', '9') && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out length);
        }

        private static bool TryParseFour(ReadOnlySpan<char> text, Span<byte> bytes)
        {
            var count = 0;
            foreach (var range in text.Split('.'))
            {
                // Leading zeros are decimal all the same.
                if (count == 4 || text[range].IsEmpty || text[range].ContainsAnyExceptInRange('0', '9') || !byte.TryParse(text[range], NumberStyles.None, CultureInfo.InvariantCulture, out bytes[count]))
                {
                    return false;
                }

                count++;
            }

            return count == 4;
        }

        private static bool TryParseSix(string text, Span<byte> bytes)
        {
            var gap = text.IndexOf("::", StringComparison.Ordinal);
            var head = gap < 0 ? text : text[..gap];
            var tail = gap < 0 ? "" : text[(gap + 2)..];
            Span<byte> first = stackalloc byte[16];
            Span<byte> last = stackalloc byte[16];
            if (!TryParseGroups(head, first, out var headLength) || !TryParseGroups(tail, last, out var tailLength)
                || (gap < 0 ? headLength != 16 : headLength + tailLength > 14))
            {
                return false;
            }

            bytes.Clear();
            first[..headLength].CopyTo(bytes);
            last[..tailLength].CopyTo(bytes[(16 - tailLength)..]);
            return true;
        }

        private static bool TryParseGroups(string text, Span<byte> bytes, out int length)
        {
            length = 0;
            if (text.Length == 0)
            {
                return true;
            }

            var groups = text.Split(':');
            for (var i = 0; i < groups.Length; i++)
            {
                if (i == groups.Length - 1 && groups[i].Contains('.'))
                {
                    if (length > 12 || !TryParseFour(groups[i], bytes[length..]))
                    {
                        return false;
                    }

                    length += 4;
                    continue;
                }

                if (length > 14 || groups[i].Length is 0 or > 4
                    || !ushort.TryParse(groups[i], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var group))
                {
                    return false;
                }

                bytes[length++] = (byte)(group >> 8);
                bytes[length++] = (byte)group;
            }

            return true;
        }
    }
}
