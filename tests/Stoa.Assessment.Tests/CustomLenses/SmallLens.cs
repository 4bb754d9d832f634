using CsCheck;
using Stoa.Assessment.CustomLenses;
using Stoa.Language.Diagnostics;
using Stoa.Language.Text;

namespace Stoa.Assessment.Tests.CustomLenses;

/// <summary>A small lens that keeps every rule of the format, to be broken one rule at a time.</summary>
internal static class SmallLens
{
    public const string Text = """
        {
          "schemaVersion": "2021-11-01",
          "name": "House rules",
          "description": "What we ask of every service.",
          "_version": "7",
          "pillars": [
            {
              "id": "security",
              "name": "Security",
              "questions": [
                {
                  "id": "keys",
                  "title": "How do you keep keys?",
                  "description": "Keys open everything.",
                  "number": 1.50,
                  "helpfulResource": { "displayText": "Our page on keys", "url": "https://example.com/keys" },
                  "choices": [
                    {
                      "id": "rotated",
                      "title": "Keys are rotated",
                      "helpfulResource": { "displayText": "Every ninety days." },
                      "improvementPlan": { "displayText": "Rotate them", "url": "https://example.com/rotate" },
                      "additionalResources": [
                        { "type": "HELPFUL_RESOURCE", "content": [ { "displayText": "More", "url": "https://example.com/more" } ] }
                      ]
                    },
                    { "id": "vault", "title": "Keys lie in a vault", "improvementPlan": { "displayText": "Use a vault" } },
                    { "id": "keys_no", "title": "None of these" }
                  ],
                  "riskRules": [
                    { "condition": "rotated && vault", "risk": "NO_RISK" },
                    { "condition": "(rotated || vault) && !keys_no", "risk": "MEDIUM_RISK" },
                    { "condition": "default", "risk": "HIGH_RISK" }
                  ]
                }
              ]
            },
            {
              "id": "house_operations",
              "name": "Operations",
              "questions": [
                {
                  "id": "runbooks",
                  "title": "Who is called at night?",
                  "choices": [ { "id": "rota", "title": "There is a rota", "improvementPlan": { "displayText": "Write one" } } ],
                  "riskRules": [ { "condition": "rota", "risk": "NO_RISK" }, { "condition": "default", "risk": "MEDIUM_RISK" } ]
                }
              ]
            }
          ]
        }
        """;

    /// <summary>The text with one part of it replaced; the part must be there.</summary>
    public static string With(string part, string replacement)
    {
        Assert.Contains(part, Text, StringComparison.Ordinal);
        var at = Text.IndexOf(part, StringComparison.Ordinal);
        return string.Concat(Text.AsSpan(0, at), replacement, Text.AsSpan(at + part.Length));
    }

    public static (CustomLens? Lens, DiagnosticBag Diagnostics) Read(string text, LensReading reading = LensReading.Strict)
    {
        var diagnostics = new DiagnosticBag();
        return (CustomLensReader.Read(new SourceText("lens.json", text), reading, diagnostics), diagnostics);
    }

    /// <summary>One of a few values.</summary>
    public static Gen<T> OneOf<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);

    /// <summary>A lens that must be readable.</summary>
    public static CustomLens Lens(string text, LensReading reading = LensReading.Strict)
    {
        var (lens, diagnostics) = Read(text, reading);
        Assert.True(lens is not null, string.Join('\n', diagnostics));
        return lens;
    }
}
