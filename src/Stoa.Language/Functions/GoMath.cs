namespace Stoa.Language.Functions;

/// <summary>Logarithm and power to the last bit as Go computes them, which the C library's differ from now and then.</summary>
internal static class GoMath
{
    /// <summary>The natural logarithm: the classic reduction to [√½, √2) and a polynomial in s = f/(2+f).</summary>
    public static double Log(double x)
    {
        if (double.IsNaN(x) || double.IsPositiveInfinity(x))
        {
            return x;
        }

        if (x <= 0)
        {
            return x < 0 ? double.NaN : double.NegativeInfinity;
        }

        const double Ln2High = 6.93147180369123816490e-01;
        const double Ln2Low = 1.90821492927058770002e-10;
        var (fraction, exponent) = Split(x);
        if (fraction < Math.Sqrt(0.5))
        {
            fraction *= 2;
            exponent--;
        }

        var f = fraction - 1;
        var s = f / (2 + f);
        var s2 = s * s;
        var s4 = s2 * s2;
        var t1 = s2 * (6.666666666666735130e-01 + s4 * (2.857142874366239149e-01 + s4 * (1.818357216161805012e-01 + s4 * 1.479819860511658591e-01)));
        var t2 = s4 * (3.999999999940941908e-01 + s4 * (2.222219843214978396e-01 + s4 * 1.531383769920937332e-01));
        var r = t1 + t2;
        var half = 0.5 * f * f;
        double k = exponent;
        return k * Ln2High - (half - (s * (half + r) + k * Ln2Low) - f);
    }

    /// <summary>x to the power of y: the whole part by repeated squaring, which is exact where the result is; the rest by exponential.</summary>
    public static double Pow(double x, double y)
    {
        if (y == 0 || x == 1)
        {
            return 1;
        }

        if (y == 1)
        {
            return x;
        }

        // Zeros, infinities and roots of negative numbers follow the standard, as do the extremes.
        if (x == 0 || !double.IsFinite(x) || !double.IsFinite(y) || (x < 0 && y != Math.Truncate(y)) || Math.Abs(y) >= 1L << 62)
        {
            return Math.Pow(x, y);
        }

        if (y is 0.5 or -0.5)
        {
            return y > 0 ? Math.Sqrt(x) : 1 / Math.Sqrt(x);
        }

        var whole = Math.Truncate(Math.Abs(y));
        var rest = Math.Abs(y) - whole;
        double result = 1;
        long scale = 0;
        if (rest != 0)
        {
            if (rest > 0.5)
            {
                rest--;
                whole++;
            }

            result = Exp(rest * Log(x));
        }

        var (fraction, exponent) = Split(x);
        long power = exponent;
        for (var i = (long)whole; i != 0; i >>= 1)
        {
            if (power is < -(1 << 12) or > 1 << 12)
            {
                // Far outside what can be represented, and so is everything after.
                scale += power;
                break;
            }

            if ((i & 1) == 1)
            {
                result *= fraction;
                scale += power;
            }

            fraction *= fraction;
            power <<= 1;
            if (fraction < 0.5)
            {
                fraction += fraction;
                power--;
            }
        }

        if (y < 0)
        {
            result = 1 / result;
            scale = -scale;
        }

        return Math.ScaleB(result, (int)Math.Clamp(scale, -10_000, 10_000));
    }

    /// <summary>
    /// e to the power of x, |x| below 710: what is left of x beyond multiples of ln 2, a sixteenth of it in a Taylor series less one,
    /// then doubled four times by e²ˣ-1 = (eˣ-1)(eˣ-1+2). Fused where Go's own is on a processor of today.
    /// </summary>
    private static double Exp(double x)
    {
        const double Ln2Upper = 0.69314718055966295651160180568695068359375;
        const double Ln2Lower = 0.28235290563031577122588448175013436025525412068e-12;
        ReadOnlySpan<double> inverseFactorials =
        [
            1.9841269841269841270e-4, 1.3888888888888888889e-3, 8.3333333333333333333e-3, 4.1666666666666666667e-2,
            1.6666666666666666667e-1, 0.5, 1,
        ];
        var k = Math.Round(1.4426950408889634073599246810018920 * x, MidpointRounding.ToEven);
        var r = Math.FusedMultiplyAdd(-k, Ln2Lower, Math.FusedMultiplyAdd(-k, Ln2Upper, x)) * 0.0625;
        var sum = 2.4801587301587301587e-5;
        foreach (var coefficient in inverseFactorials)
        {
            sum = Math.FusedMultiplyAdd(sum, r, coefficient);
        }

        r *= sum;
        r *= r + 2;
        r *= r + 2;
        r *= r + 2;
        return Math.ScaleB(Math.FusedMultiplyAdd(r, r + 2, 1), (int)k);
    }

    /// <summary>x as a fraction of magnitude [½, 1) and a power of two.</summary>
    private static (double Fraction, int Exponent) Split(double x)
    {
        var exponent = Math.ILogB(x) + 1;
        return (Math.ScaleB(x, -exponent), exponent);
    }
}
