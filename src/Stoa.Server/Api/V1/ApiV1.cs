using Microsoft.AspNetCore.OpenApi;
using Scalar.AspNetCore;
using Stoa.Server.Access;

namespace Stoa.Server.Api.V1;

/// <summary>Our own API, <c>/api/v1</c>: everything that the web application can do. The table of contents of this folder.</summary>
internal static class ApiV1
{
    /// <summary>Adds what it needs: the description of itself.</summary>
    public static IServiceCollection AddApiV1(this IServiceCollection services)
    {
        services.ConfigureHttpJsonOptions(static options =>
        {
            options.SerializerOptions.Converters.Add(new System.Text.Json.Serialization.JsonStringEnumConverter(System.Text.Json.JsonNamingPolicy.CamelCase));
            options.SerializerOptions.DefaultIgnoreCondition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull;
        });
        return services.AddOpenApi("v1", static options => options.AddDocumentTransformer(static (document, _, _) =>
        {
            document.Info.Title = "Stoa";
            document.Info.Version = "1";
            document.Info.Description = "Workloads, their reviews, evidence, milestones, improvements and decisions. Errors are problems as RFC 9457 has them.";
            return Task.CompletedTask;
        }));
    }

    /// <summary>Adds its operations, its description at <c>/api/openapi/v1.json</c>, and a page to try them at <c>/api/docs</c>.</summary>
    public static void MapApiV1(this IEndpointRouteBuilder app)
    {
        var api = app.MapGroup("/api/v1").AddEndpointFilter<RecordProblems>();
        api.MapWorkloads();
        api.MapAnswers();
        api.MapMilestones();
        api.MapDecisions();
        api.MapRuns();
        api.MapPeople();
        app.MapOpenApi("/api/openapi/{documentName}.json");
        app.MapScalarApiReference("/api/docs", static (options, context) =>
        {
            options.WithOpenApiRoutePattern("/api/openapi/{documentName}.json").WithNonce(context.ScriptNonce());
            // Nothing is fetched from elsewhere, and nobody is told.
            options.DefaultFonts = false;
            options.Telemetry = false;
        });
    }
}
