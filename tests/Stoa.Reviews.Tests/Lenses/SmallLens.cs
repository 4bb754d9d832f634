namespace Stoa.Reviews.Tests.Lenses;

/// <summary>Lenses of one pillar, in AWS's format.</summary>
public static class SmallLens
{
    /// <summary>A lens that asks the given questions; each has two choices, <c>QUESTION_yes</c> and <c>QUESTION_no</c>.</summary>
    public static string Of(string name, params string[] questions) => $$"""
        {
          "schemaVersion": "2021-11-01",
          "name": "{{name}}",
          "description": "What we ask of every service.",
          "pillars": [
            {
              "id": "house",
              "name": "House",
              "questions": [
        {{string.Join(",\n", questions.Select(Question))}}
              ]
            }
          ]
        }
        """;

    private static string Question(string id) => $$"""
                {
                  "id": "{{id}}",
                  "title": "How do you look after {{id}}?",
                  "choices": [
                    { "id": "{{id}}_yes", "title": "Well", "improvementPlan": { "displayText": "Do it." } },
                    { "id": "{{id}}_no", "title": "None of these" }
                  ],
                  "riskRules": [
                    { "condition": "{{id}}_yes", "risk": "NO_RISK" },
                    { "condition": "default", "risk": "HIGH_RISK" }
                  ]
                }
        """;
}
