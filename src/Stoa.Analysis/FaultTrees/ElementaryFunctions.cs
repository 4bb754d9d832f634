namespace Stoa.Analysis.FaultTrees;

/// <summary>
/// Exponential, logarithm and normal quantile out of additions and multiplications alone. Those of the runtime come from the
/// machine's C library, which differs in the last digit from one system to the next; a review gives the same bytes everywhere.
/// </summary>
internal static class ElementaryFunctions
{
    // ln 2 in two parts, of which the first has zeros at its end: k times it is exact.
    private const double Ln2High = 6.93147180369123816490e-01;
    private const double Ln2Low = 1.90821492927058770002e-10;

    /// <summary>eˣ.</summary>
    public static double Exp(double x)
    {
        if (x > 709.7)
        {
            return double.PositiveInfinity;
        }

        if (x < -745)
        {
            return 0;
        }

        var k = Math.Round(x / (Ln2High + Ln2Low));
        var r = (x - (k * Ln2High)) - (k * Ln2Low);
        return double.IsNaN(x) ? x : Math.ScaleB(1 + Series(r), (int)k);
    }

    /// <summary>eˣ − 1, precise where x is small.</summary>
    public static double Expm1(double x) => Math.Abs(x) < 0.3 ? Series(x) : Exp(x) - 1;

    /// <summary>The natural logarithm of a positive number.</summary>
    public static double Log(double x)
    {
        if (x <= 0 || !double.IsFinite(x))
        {
            return x == 0 ? double.NegativeInfinity : x > 0 ? x : double.NaN;
        }

        var k = Math.ILogB(x);
        var m = Math.ScaleB(x, -k);
        if (m > 1.4142135623730951)
        {
            m /= 2;
            k++;
        }

        // ln m = 2 artanh((m − 1) / (m + 1)), of which the argument is at most 0.172.
        double t = (m - 1) / (m + 1), square = t * t, sum = 0;
        for (var n = 23; n >= 1; n -= 2)
        {
            sum = (sum * square) + (1.0 / n);
        }

        return (k * Ln2High) + ((2 * t * sum) + (k * Ln2Low));
    }

    /// <summary>
    /// The value below which a standard normal variable stays with a probability between 0 and 1, to about 1e-9 (P. Acklam's rational
    /// approximation, relative error 1.15e-9).
    /// </summary>
    public static double NormalQuantile(double p)
    {
        const double tail = 0.02425;
        if (p > 1 - tail)
        {
            return -NormalQuantile(1 - p);
        }

        if (p < tail)
        {
            var s = Math.Sqrt(-2 * Log(p));
            return (((((((((-7.784894002430293e-03 * s) - 3.223964580411365e-01) * s) - 2.400758277161838e+00) * s) - 2.549732539343734e+00) * s)
                    + 4.374664141464968e+00) * s + 2.938163982698783e+00)
                / (((((((7.784695709041462e-03 * s) + 3.224671290700398e-01) * s) + 2.445134137142996e+00) * s) + 3.754408661907416e+00) * s + 1);
        }

        double q = p - 0.5, r = q * q;
        return (((((((((-3.969683028665376e+01 * r) + 2.209460984245205e+02) * r) - 2.759285104469687e+02) * r) + 1.383577518672690e+02) * r)
                - 3.066479806614716e+01) * r + 2.506628277459239e+00) * q
            / (((((((((-5.447609879822406e+01 * r) + 1.615858368580409e+02) * r) - 1.556989798598866e+02) * r) + 6.680131188771972e+01) * r)
                - 1.328068155288572e+01) * r + 1);
    }

    /// <summary>eʳ − 1 by Taylor's series; r is at most 0.35.</summary>
    private static double Series(double r)
    {
        var sum = 0.0;
        for (var n = 17; n >= 1; n--)
        {
            sum = (1 + sum) * r / n;
        }

        return sum;
    }
}
