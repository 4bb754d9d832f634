using System.Buffers.Binary;
using System.Numerics;

namespace Stoa.Language.Functions;

/// <summary>
/// The hash functions of the language, written out: the platform's would load its cryptography library, which takes longer than
/// most reviews and is not on every machine. They name content here and protect nothing.
/// </summary>
internal static class Digest
{
    /// <summary>MD5, 16 bytes.</summary>
    public static byte[] Md5(ReadOnlySpan<byte> data)
    {
        uint a = 0x67452301, b = 0xEFCDAB89, c = 0x98BADCFE, d = 0x10325476;
        ReadOnlySpan<byte> shifts = [7, 12, 17, 22, 5, 9, 14, 20, 4, 11, 16, 23, 6, 10, 15, 21];
        Span<uint> sines = stackalloc uint[64];
        for (var i = 0; i < 64; i++)
        {
            sines[i] = (uint)(long)Math.Floor(Math.Abs(Math.Sin(i + 1)) * 4294967296.0);
        }

        Span<byte> tail = stackalloc byte[128];
        var blocks = new Blocks(data, 64, tail, bigEndian: false);
        while (blocks.TryTake(out var block))
        {
            var (e, f, g, h) = (a, b, c, d);
            for (var i = 0; i < 64; i++)
            {
                var (mix, index) = (i >> 4) switch
                {
                    0 => ((f & g) | (~f & h), i),
                    1 => ((h & f) | (~h & g), (5 * i + 1) & 15),
                    2 => (f ^ g ^ h, (3 * i + 5) & 15),
                    _ => (g ^ (f | ~h), (7 * i) & 15),
                };
                var sum = e + mix + sines[i] + BinaryPrimitives.ReadUInt32LittleEndian(block[(index * 4)..]);
                (e, h, g, f) = (h, g, f, f + BitOperations.RotateLeft(sum, shifts[(i >> 4) * 4 + (i & 3)]));
            }

            (a, b, c, d) = (a + e, b + f, c + g, d + h);
        }

        var hash = new byte[16];
        BinaryPrimitives.WriteUInt32LittleEndian(hash, a);
        BinaryPrimitives.WriteUInt32LittleEndian(hash.AsSpan(4), b);
        BinaryPrimitives.WriteUInt32LittleEndian(hash.AsSpan(8), c);
        BinaryPrimitives.WriteUInt32LittleEndian(hash.AsSpan(12), d);
        return hash;
    }

    /// <summary>SHA-1, 20 bytes.</summary>
    public static byte[] Sha1(ReadOnlySpan<byte> data)
    {
        Span<uint> state = [0x67452301, 0xEFCDAB89, 0x98BADCFE, 0x10325476, 0xC3D2E1F0];
        Span<uint> w = stackalloc uint[80];
        Span<byte> tail = stackalloc byte[128];
        var blocks = new Blocks(data, 64, tail, bigEndian: true);
        while (blocks.TryTake(out var block))
        {
            for (var i = 0; i < 80; i++)
            {
                w[i] = i < 16
                    ? BinaryPrimitives.ReadUInt32BigEndian(block[(i * 4)..])
                    : BitOperations.RotateLeft(w[i - 3] ^ w[i - 8] ^ w[i - 14] ^ w[i - 16], 1);
            }

            var (a, b, c, d, e) = (state[0], state[1], state[2], state[3], state[4]);
            for (var i = 0; i < 80; i++)
            {
                var (mix, constant) = (i / 20) switch
                {
                    0 => ((b & c) | (~b & d), 0x5A827999u),
                    1 => (b ^ c ^ d, 0x6ED9EBA1u),
                    2 => ((b & c) | (b & d) | (c & d), 0x8F1BBCDCu),
                    _ => (b ^ c ^ d, 0xCA62C1D6u),
                };
                var sum = BitOperations.RotateLeft(a, 5) + mix + e + constant + w[i];
                (e, d, c, b, a) = (d, c, BitOperations.RotateLeft(b, 30), a, sum);
            }

            state[0] += a;
            state[1] += b;
            state[2] += c;
            state[3] += d;
            state[4] += e;
        }

        return Bytes(state);
    }

    /// <summary>SHA-256, 32 bytes.</summary>
    public static byte[] Sha256(ReadOnlySpan<byte> data)
    {
        Span<uint> constants = stackalloc uint[64];
        Span<uint> state = stackalloc uint[8];
        for (var i = 0; i < 64; i++)
        {
            constants[i] = (uint)(Fraction(Primes[i], cube: true) >> 32);
            if (i < 8)
            {
                state[i] = (uint)(Fraction(Primes[i], cube: false) >> 32);
            }
        }

        Span<uint> w = stackalloc uint[64];
        Span<uint> v = stackalloc uint[8];
        Span<byte> tail = stackalloc byte[128];
        var blocks = new Blocks(data, 64, tail, bigEndian: true);
        while (blocks.TryTake(out var block))
        {
            for (var i = 0; i < 64; i++)
            {
                w[i] = i < 16
                    ? BinaryPrimitives.ReadUInt32BigEndian(block[(i * 4)..])
                    : w[i - 16] + w[i - 7]
                        + (BitOperations.RotateRight(w[i - 15], 7) ^ BitOperations.RotateRight(w[i - 15], 18) ^ (w[i - 15] >> 3))
                        + (BitOperations.RotateRight(w[i - 2], 17) ^ BitOperations.RotateRight(w[i - 2], 19) ^ (w[i - 2] >> 10));
            }

            state.CopyTo(v);
            for (var i = 0; i < 64; i++)
            {
                var first = v[7] + constants[i] + w[i] + ((v[4] & v[5]) ^ (~v[4] & v[6]))
                    + (BitOperations.RotateRight(v[4], 6) ^ BitOperations.RotateRight(v[4], 11) ^ BitOperations.RotateRight(v[4], 25));
                var second = ((v[0] & v[1]) ^ (v[0] & v[2]) ^ (v[1] & v[2]))
                    + (BitOperations.RotateRight(v[0], 2) ^ BitOperations.RotateRight(v[0], 13) ^ BitOperations.RotateRight(v[0], 22));
                v[..7].CopyTo(v[1..]);
                v[4] += first;
                v[0] = first + second;
            }

            for (var i = 0; i < 8; i++)
            {
                state[i] += v[i];
            }
        }

        return Bytes(state);
    }

    /// <summary>SHA-512, 64 bytes.</summary>
    public static byte[] Sha512(ReadOnlySpan<byte> data)
    {
        Span<ulong> constants = stackalloc ulong[80];
        Span<ulong> state = stackalloc ulong[8];
        for (var i = 0; i < 80; i++)
        {
            constants[i] = Fraction(Primes[i], cube: true);
            if (i < 8)
            {
                state[i] = Fraction(Primes[i], cube: false);
            }
        }

        Span<ulong> w = stackalloc ulong[80];
        Span<ulong> v = stackalloc ulong[8];
        Span<byte> tail = stackalloc byte[256];
        var blocks = new Blocks(data, 128, tail, bigEndian: true);
        while (blocks.TryTake(out var block))
        {
            for (var i = 0; i < 80; i++)
            {
                w[i] = i < 16
                    ? BinaryPrimitives.ReadUInt64BigEndian(block[(i * 8)..])
                    : w[i - 16] + w[i - 7]
                        + (BitOperations.RotateRight(w[i - 15], 1) ^ BitOperations.RotateRight(w[i - 15], 8) ^ (w[i - 15] >> 7))
                        + (BitOperations.RotateRight(w[i - 2], 19) ^ BitOperations.RotateRight(w[i - 2], 61) ^ (w[i - 2] >> 6));
            }

            state.CopyTo(v);
            for (var i = 0; i < 80; i++)
            {
                var first = v[7] + constants[i] + w[i] + ((v[4] & v[5]) ^ (~v[4] & v[6]))
                    + (BitOperations.RotateRight(v[4], 14) ^ BitOperations.RotateRight(v[4], 18) ^ BitOperations.RotateRight(v[4], 41));
                var second = ((v[0] & v[1]) ^ (v[0] & v[2]) ^ (v[1] & v[2]))
                    + (BitOperations.RotateRight(v[0], 28) ^ BitOperations.RotateRight(v[0], 34) ^ BitOperations.RotateRight(v[0], 39));
                v[..7].CopyTo(v[1..]);
                v[4] += first;
                v[0] = first + second;
            }

            for (var i = 0; i < 8; i++)
            {
                state[i] += v[i];
            }
        }

        var hash = new byte[64];
        for (var i = 0; i < 8; i++)
        {
            BinaryPrimitives.WriteUInt64BigEndian(hash.AsSpan(i * 8), state[i]);
        }

        return hash;
    }

    /// <summary>The first eighty primes: the constants of SHA-2 are the fractions of their roots.</summary>
    private static ReadOnlySpan<short> Primes =>
    [
        2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47, 53, 59, 61, 67, 71, 73, 79, 83, 89, 97, 101, 103, 107, 109, 113,
        127, 131, 137, 139, 149, 151, 157, 163, 167, 173, 179, 181, 191, 193, 197, 199, 211, 223, 227, 229, 233, 239, 241, 251,
        257, 263, 269, 271, 277, 281, 283, 293, 307, 311, 313, 317, 331, 337, 347, 349, 353, 359, 367, 373, 379, 383, 389, 397,
        401, 409,
    ];

    /// <summary>The first 64 bits of the fraction of a prime's square or cube root, by Newton's method in whole numbers.</summary>
    private static ulong Fraction(int prime, bool cube)
    {
        var scaled = new BigInteger(prime) << (cube ? 192 : 128);
        var root = BigInteger.One << (cube ? 67 : 69);
        while (true)
        {
            var next = cube ? (2 * root + scaled / (root * root)) / 3 : (root + scaled / root) / 2;
            if (next >= root)
            {
                return (ulong)(root & ulong.MaxValue);
            }

            root = next;
        }
    }

    private static byte[] Bytes(ReadOnlySpan<uint> state)
    {
        var hash = new byte[state.Length * 4];
        for (var i = 0; i < state.Length; i++)
        {
            BinaryPrimitives.WriteUInt32BigEndian(hash.AsSpan(i * 4), state[i]);
        }

        return hash;
    }

    /// <summary>The data in blocks; the last one or two hold its end, a one bit, zeros and the length in bits.</summary>
    private ref struct Blocks
    {
        private readonly int size;
        private ReadOnlySpan<byte> whole;
        private ReadOnlySpan<byte> end;

        public Blocks(ReadOnlySpan<byte> data, int size, Span<byte> tail, bool bigEndian)
        {
            this.size = size;
            var rest = data.Length % size;
            whole = data[..^rest];
            var length = rest + 1 + size / 8 <= size ? size : 2 * size;
            tail = tail[..length];
            tail.Clear();
            data[^rest..].CopyTo(tail);
            tail[rest] = 0x80;
            if (bigEndian)
            {
                BinaryPrimitives.WriteInt64BigEndian(tail[^8..], data.Length * 8L);
            }
            else
            {
                BinaryPrimitives.WriteInt64LittleEndian(tail[^8..], data.Length * 8L);
            }

            end = tail;
        }

        public bool TryTake(out ReadOnlySpan<byte> block)
        {
            ref var source = ref whole.IsEmpty ? ref end : ref whole;
            block = source.IsEmpty ? default : source[..size];
            source = source[block.Length..];
            return block.Length > 0;
        }
    }
}
