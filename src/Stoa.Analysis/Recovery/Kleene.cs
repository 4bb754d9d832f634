namespace Stoa.Analysis.Recovery;

/// <summary>Logic in which null stands for what nobody knows.</summary>
internal static class Kleene
{
    public static bool? Or(bool? a, bool? b) => a == true || b == true ? true : a is null || b is null ? null : false;

    public static bool? And(bool? a, bool? b) => a == false || b == false ? false : a is null || b is null ? null : true;

    public static bool? Not(bool? a) => a is null ? null : !a;

    public static bool? Any(IEnumerable<bool?> values) => values.Aggregate((bool?)false, Or);
}
