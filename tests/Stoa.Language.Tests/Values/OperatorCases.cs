using System.Globalization;
using Stoa.Language.Functions;
using Stoa.Language.Tests.Functions;
using Stoa.Language.Values;

namespace Stoa.Language.Tests.Values;

public class OperatorCases
{
    [Fact]
    public void Operators_answer_what_Terraform_answers()
    {
        var wrong = FunctionCase.ReadLines("Values/operators.tsv", 4)
            .Select(static f => (Case: f, Actual: Run(f[0], Read(f[1]), Read(f[2]))))
            .Where(static r => r.Actual != r.Case[3])
            .Select(static r => $"{r.Case[1]} {r.Case[0]} {r.Case[2]}\n  Terraform: {r.Case[3]}\n  Stoa:      {r.Actual}")
            .ToList();
        Assert.True(wrong.Count == 0, $"{wrong.Count} differ:\n{string.Join('\n', wrong)}");
    }

    private static Value Read(string json) => JsonText.Read(json).Value;

    private static string Run(string operation, Value left, Value right)
    {
        Outcome<OperationError> outcome = operation switch
        {
            "==" => Operators.Equal(left, right),
            "!=" => Operators.NotEqual(left, right),
            "+" => Operators.Add(left, right),
            "-" => Operators.Subtract(left, right),
            "*" => Operators.Multiply(left, right),
            "/" => Operators.Divide(left, right),
            "%" => Operators.Modulo(left, right),
            "<" => Operators.Less(left, right),
            "<=" => Operators.LessOrEqual(left, right),
            ">" => Operators.Greater(left, right),
            ">=" => Operators.GreaterOrEqual(left, right),
            "&&" => Operators.And(left, right),
            _ => Operators.Or(left, right),
        };
        if (!outcome.TryGet(out var value, out var error))
        {
            return $"!{error.Detail}";
        }

        return value is { HasValue: true, Kind: TypeKind.Number } && value.AsNumber().IsInfinite
            ? "!Call to function \"jsonencode\" failed: cannot serialize infinity as JSON."
            : JsonText.Write(value);
    }
}
