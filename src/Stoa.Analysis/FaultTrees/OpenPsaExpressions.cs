using System.Globalization;
using Stoa.Language.Diagnostics;
using Stoa.Language.Text;

namespace Stoa.Analysis.FaultTrees;

/// <summary>
/// Works out the numbers of an Open-PSA file: floats, parameters, arithmetic, and the life distributions that a component of a fault
/// tree has. A number that cannot be worked out is NaN, and reported once.
/// </summary>
internal sealed class OpenPsaExpressions(
    SourceText source, OpenPsaOptions options, IReadOnlyDictionary<string, OpenPsaElement> parameters, DiagnosticBag diagnostics)
{
    private readonly Dictionary<string, double> values = [];
    private readonly List<string> open = [];

    /// <summary>The basic event of a definition.</summary>
    public BasicEvent? Event(OpenPsaElement definition, string name)
    {
        var expression = definition.Content.FirstOrDefault();
        if (expression is null)
        {
            diagnostics.Add(AnalysisDiagnostics.NoProbability(name, Locate(definition)));
            return null;
        }

        var probability = Evaluate(expression);
        if (double.IsNaN(probability))
        {
            return null;
        }

        if (probability is not (>= 0 and <= 1))
        {
            Invalid($"The probability of \"{name}\" is {probability}; it must lie between 0 and 1.", expression);
            return null;
        }

        var noted = definition.Children.FirstOrDefault(c => c.Name == "attributes")?.Children ?? [];
        var isGlm = expression.Name == "GLM";
        return new BasicEvent(name, probability)
        {
            FailureRate = Noted(noted, "failure-rate") ?? (isGlm ? Evaluate(expression.Children[1]) : null),
            MeanTimeToRepair = Noted(noted, "mean-time-to-repair") ?? (isGlm ? 1 / Evaluate(expression.Children[2]) : null),
            ErrorFactor = expression.Name == "lognormal-deviate" ? ErrorFactor(expression) : null,
            UncertaintyGroup = noted.Find(a => a["name"] == "uncertainty-group")?["value"],
        };
    }

    /// <summary>The value of an expression; NaN if it has none.</summary>
    public double Evaluate(OpenPsaElement expression)
    {
        switch (expression.Name)
        {
            case "float" or "int":
                return Number(expression);
            case "bool":
                return expression["value"] == "true" ? 1 : 0;
            case "system-mission-time":
                return options.MissionTime;
            case "parameter":
                return Parameter(expression);
        }

        var arguments = expression.Children.ConvertAll(Evaluate);
        if (arguments.Exists(double.IsNaN))
        {
            return double.NaN;
        }

        switch (expression.Name, arguments)
        {
            case ("neg", [var a]):
                return Finite(-a, expression);
            case ("add", [_, ..]):
                return Finite(arguments.Sum(), expression);
            case ("sub", [var a, ..]):
                return Finite(a - arguments.Skip(1).Sum(), expression);
            case ("mul", [_, ..]):
                return Finite(arguments.Aggregate((a, b) => a * b), expression);
            case ("div", [_, ..]):
                return Finite(arguments.Aggregate((a, b) => a / b), expression);
            case ("exponential", [var rate, var time]):
                return Finite(-ElementaryFunctions.Expm1(-rate * time), expression);
            case ("GLM", [var onDemand, var rate, var repair, var time]):
                // Fails on demand with a probability, then with a rate, and is repaired with one.
                var limit = rate / (rate + repair);
                return Finite(limit + ((onDemand - limit) * ElementaryFunctions.Exp(-(rate + repair) * time)), expression);
            case ("lognormal-deviate", [var mean, _, _]):
                return mean;
            case ("neg" or "exponential" or "GLM" or "lognormal-deviate", _):
                diagnostics.Add(AnalysisDiagnostics.WrongArgumentCount(
                    expression.Name, expression.Name switch { "neg" => "1 number", "exponential" => "2 numbers", "GLM" => "4 numbers", _ => "3 numbers" },
                    arguments.Count, Locate(expression)));
                return double.NaN;
            default:
                diagnostics.Add(AnalysisDiagnostics.UnsupportedElement(expression.Name, "an expression", Locate(expression)));
                return double.NaN;
        }
    }

    private double Parameter(OpenPsaElement reference)
    {
        if (reference["name"] is not { } name)
        {
            diagnostics.Add(AnalysisDiagnostics.MissingAttribute("parameter", "name", Locate(reference)));
            return double.NaN;
        }

        if (values.TryGetValue(name, out var value))
        {
            return value;
        }

        if (!parameters.TryGetValue(name, out var definition))
        {
            diagnostics.Add(AnalysisDiagnostics.UndefinedName("parameter", name, Spelling.DidYouMean(name, parameters.Keys), Locate(reference)));
            return double.NaN;
        }

        // The chain is short: each link is read recursively.
        if (open.Contains(name) || open.Count > 100)
        {
            diagnostics.Add(AnalysisDiagnostics.CircularDefinition([.. open, name], Locate(definition)));
            return double.NaN;
        }

        open.Add(name);
        value = definition.Content.FirstOrDefault() is { } expression ? Evaluate(expression) : Invalid($"The parameter \"{name}\" has no value.", definition);
        open.RemoveAt(open.Count - 1);
        values[name] = value;
        return value;
    }

    private double Number(OpenPsaElement element)
    {
        if (element["value"] is not { } text)
        {
            diagnostics.Add(AnalysisDiagnostics.MissingAttribute(element.Name, "value", Locate(element)));
            return double.NaN;
        }

        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value)
            ? value
            : Invalid($"\"{text}\" is not a number.", element);
    }

    private double? ErrorFactor(OpenPsaElement deviate)
    {
        double factor = Evaluate(deviate.Children[1]), level = Evaluate(deviate.Children[2]);
        if (factor < 1 || level is not (> 0.5 and < 1))
        {
            Invalid("The error factor of a lognormal deviate is at least 1, and its level lies between 0.5 and 1.", deviate);
            return null;
        }

        // Ours is at 95 %: ln EF grows with the quantile.
        return level == 0.95
            ? factor
            : ElementaryFunctions.Exp(
                ElementaryFunctions.Log(factor) * ElementaryFunctions.NormalQuantile(0.95) / ElementaryFunctions.NormalQuantile(level));
    }

    private double? Noted(List<OpenPsaElement> attributes, string name) =>
        attributes.Find(a => a["name"] == name) is { } attribute ? Number(attribute) : null;

    private double Finite(double value, OpenPsaElement where) =>
        double.IsFinite(value) ? value : Invalid("The expression has no finite value.", where);

    private double Invalid(string problem, OpenPsaElement where)
    {
        diagnostics.Add(AnalysisDiagnostics.InvalidNumber(problem, Locate(where)));
        return double.NaN;
    }

    private Location Locate(OpenPsaElement element) => OpenPsaDocument.Locate(source, element.Line, element.Column);
}
