using System.Numerics;
using CsCheck;
using Stoa.Language.Values;

namespace Stoa.Language.Tests.Values;

public class NumberTests
{
    private static readonly Gen<string> Decimals = Gen.Select(
        Gen.Bool, Gen.Int[0, 999_999_999], Gen.Long[0, long.MaxValue], Gen.Int[-40, 40],
        static (negative, head, tail, exponent) => $"{(negative ? "-" : "")}{head}.{tail}e{exponent}");

    [Theory]
    [InlineData("0.1", "0.1")]
    [InlineData("1e3", "1000")]
    [InlineData("1.50", "1.5")]
    [InlineData(".5", "0.5")]
    [InlineData("5.", "5")]
    [InlineData("1p3", "8")]
    [InlineData("-0", "-0")]
    [InlineData("123456789012345678901234567890", "123456789012345678901234567890")]
    [InlineData("9223372036854775808", "9223372036854775808")]
    [InlineData("-9223372036854775808", "-9223372036854775808")]
    [InlineData("1e-7", "0.0000001")]
    [InlineData("inf", "+Inf")]
    public void A_text_becomes_the_number_it_says(string text, string written) => Assert.Equal(written, Number.Parse(text)!.ToString());

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("e5")]
    [InlineData("1e")]
    [InlineData(" 1")]
    [InlineData("1_000")]
    [InlineData("0x10")]
    [InlineData("1.2.3")]
    [InlineData("--1")]
    [InlineData("٣")]
    public void A_text_that_is_no_number_is_refused(string text) => Assert.Null(Number.Parse(text));

    [Fact]
    public void A_number_too_large_to_write_down_is_infinite() => Assert.True(Number.Parse("1e999999999")!.IsInfinite);

    [Fact]
    public void A_third_has_as_many_digits_as_512_bits_tell() => Assert.Equal(
        "0.33333333333333333333333333333333333333333333333333333333333333333333333333333333333333333333333333333333333333333333333333333333333333333333333333333333335",
        (Number.Parse("1")! / Number.Parse("3")!).ToString());

    [Fact]
    public void A_third_of_a_length_has_as_many_digits_as_64_bits_tell() =>
        Assert.Equal("0.33333333333333333334", (Number.From(1) / Number.From(3)).ToString());

    [Theory]
    [InlineData("7", "3", "1")]
    [InlineData("-7", "3", "-1")]
    [InlineData("7", "-3", "1")]
    [InlineData("5.5", "2", "1.5")]
    [InlineData("1", "0", "1")]
    public void A_remainder_has_the_sign_of_the_dividend(string dividend, string divisor, string remainder) =>
        Assert.Equal(remainder, (Number.Parse(dividend)! % Number.Parse(divisor)!).ToString());

    [Theory]
    [InlineData("1.5", "1", "2")]
    [InlineData("-1.5", "-2", "-1")]
    [InlineData("3", "3", "3")]
    public void Floor_and_ceiling_enclose(string number, string floor, string ceiling)
    {
        Assert.Equal(floor, Number.Parse(number)!.Floor().ToString());
        Assert.Equal(ceiling, Number.Parse(number)!.Ceiling().ToString());
    }

    [Fact]
    public void What_is_written_reads_back_as_the_same_number() =>
        Decimals.Sample(static text =>
        {
            var number = Number.Parse(text)!;
            Assert.Equal(number, Number.Parse(number.ToString()));
        });

    [Fact]
    public void Sums_differences_and_products_that_fit_are_exact() =>
        Gen.Select(Gen.Long, Gen.Long).Sample(static (a, b) =>
        {
            var (x, y) = (Number.Parse($"{a}")!, Number.Parse($"{b}")!);
            Assert.Equal(((BigInteger)a + b).ToString(), (x + y).ToString());
            Assert.Equal(((BigInteger)a - b).ToString(), (x - y).ToString());
            Assert.Equal((BigInteger)a * b == 0 ? "0" : ((BigInteger)a * b).ToString(), (x * y).Abs().Sign == 0 ? "0" : (x * y).ToString());
        });

    [Fact]
    public void A_quotient_is_the_nearest_number_of_512_bits() =>
        Gen.Select(Gen.Long[1, long.MaxValue], Gen.Long[1, long.MaxValue]).Sample(static (a, b) =>
        {
            var quotient = Number.Parse($"{a}")! / Number.Parse($"{b}")!;
            // Scaled to a whole number, it may be off from a × 2^k / b by half of its last bit at most.
            const int Scale = 700;
            Assert.True((quotient * Number.From(BigInteger.One << Scale)).TryToBigInteger(out var scaled));
            var error = BigInteger.Abs(scaled * b - ((BigInteger)a << Scale));
            var lastBit = BigInteger.One << (int)Math.Max(0, scaled.GetBitLength() - Number.LiteralPrecision);
            Assert.True(2 * error <= lastBit * b);
        });

    [Fact]
    public void Numbers_are_ordered_as_their_values_are() =>
        Gen.Select(Decimals, Decimals).Sample(static (a, b) =>
        {
            var (x, y) = (Number.Parse(a)!, Number.Parse(b)!);
            Assert.Equal((x - y).Sign, x.CompareTo(y));
            Assert.Equal(-x.CompareTo(y), y.CompareTo(x));
            Assert.Equal(x.Equals(y), x.CompareTo(y) == 0);
        });

    [Fact]
    public void A_double_goes_through_unchanged() =>
        Gen.Double.Where(double.IsFinite).Sample(static d => Assert.Equal(d, Number.FromDouble(d).ToDouble()));
}
