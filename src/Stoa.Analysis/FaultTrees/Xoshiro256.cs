using System.Numerics;

namespace Stoa.Analysis.FaultTrees;

/// <summary>Chance that is the same everywhere: xoshiro256** (D. Blackman, S. Vigna 2018, public domain), its state spread from a seed by SplitMix64.</summary>
internal sealed class Xoshiro256
{
    private ulong a, b, c, d;

    public Xoshiro256(ulong seed) => (a, b, c, d) = (Spread(ref seed), Spread(ref seed), Spread(ref seed), Spread(ref seed));

    /// <summary>64 bits.</summary>
    public ulong Next()
    {
        var result = BitOperations.RotateLeft(b * 5, 7) * 9;
        var shifted = b << 17;
        c ^= a;
        d ^= b;
        b ^= c;
        a ^= d;
        c ^= shifted;
        d = BitOperations.RotateLeft(d, 45);
        return result;
    }

    /// <summary>A number above 0 and below 1.</summary>
    public double NextProbability() => ((Next() >> 12) + 0.5) / (1L << 52);

    private static ulong Spread(ref ulong state)
    {
        var z = state += 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
