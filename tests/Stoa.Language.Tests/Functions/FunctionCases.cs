using Stoa.Language.Functions;
using Stoa.Language.Values;

namespace Stoa.Language.Tests.Functions;

/// <summary>Cases whose results come from Terraform 1.11.4's console; functions.tsv says how a line reads.</summary>
public sealed record FunctionCase(int Number, string Name, string Arguments, string Expected)
{
    public static IEnumerable<FunctionCase> Read(string resource) =>
        ReadLines(resource, 3).Select(static (f, i) => new FunctionCase(i, f[0], f[1], f[2]));

    /// <summary>The fields of each line of an embedded file of tab-separated values, but for those that begin with #.</summary>
    public static IEnumerable<string[]> ReadLines(string resource, int fields)
    {
        using var stream = typeof(FunctionCase).Assembly.GetManifestResourceStream(resource)!;
        using var reader = new StreamReader(stream);
        while (reader.ReadLine() is { } line)
        {
            if (line.Length > 0 && line[0] != '#')
            {
                yield return line.Split('\t', fields);
            }
        }
    }

    /// <summary>What the function makes of the arguments, in the notation of the expected results.</summary>
    public string Run()
    {
        var function = FunctionTable.Find(Name)!;
        var arguments = JsonText.Read(Arguments).Value.Items;
        if (function.DescribeCount(arguments.Length) is { } miscount)
        {
            return $"!{miscount.Detail}";
        }

        var encode = FunctionTable.Find("jsonencode")!;
        if (!function.Invoke(CallContext.None, arguments).TryGet(out var value, out var error))
        {
            return $"!{error.Describe(function)}";
        }

        return !encode.Invoke(CallContext.None, [value]).TryGet(out var json, out error) ? $"!{error.Describe(encode)}"
            : json.IsUnknown ? "?"
            : json.AsString();
    }
}

public class FunctionCases
{
    [Fact]
    public void Functions_answer_what_Terraform_answers()
    {
        var wrong = FunctionCase.Read("Functions/functions.tsv")
            .Select(static c => (Case: c, Actual: c.Run()))
            .Where(static r => r.Actual != r.Case.Expected)
            .Select(static r => $"{r.Case.Number}: {r.Case.Name}({r.Case.Arguments})\n  Terraform: {r.Case.Expected}\n  Stoa:      {r.Actual}")
            .ToList();
        Assert.True(wrong.Count == 0, $"{wrong.Count} differ:\n{string.Join('\n', wrong)}");
    }
}
