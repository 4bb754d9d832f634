using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Mvc;
using Scalar.AspNetCore;
using Stoa.Server.Access;

namespace Stoa.Server.Api.V1;

/// <summary>Our own API, <c>/api/v1</c>: everything that the web application can do. The table of contents of this folder.</summary>
internal static class ApiV1
{
    private const string Prefix = "/api/v1";

    /// <summary>Adds what it needs: how it writes and reads, and the description of itself.</summary>
    public static IServiceCollection AddApiV1(this IServiceCollection services)
    {
        services.ConfigureHttpJsonOptions(static options =>
        {
            // Names alone: what a number of an enum means may change.
            options.SerializerOptions.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false));
            options.SerializerOptions.DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull;
            options.SerializerOptions.RespectRequiredConstructorParameters = true;
            options.SerializerOptions.RespectNullableAnnotations = true;
        });
        services.Configure<RouteHandlerOptions>(static options => options.ThrowOnBadRequest = true);
        return services.AddOpenApi("v1", static options => options
            .AddDocumentTransformer(ApiDescription.Describe).AddOperationTransformer(ApiDescription.Describe));
    }

    /// <summary>Adds its operations, its description at <c>/api/openapi/v1.json</c>, and a page to try them at <c>/api/docs</c>.</summary>
    public static void MapApiV1(this WebApplication app)
    {
        app.UseWhen(static http => http.Request.Path.StartsWithSegments(Prefix), static branch => branch.Use(WrongRequests.InvokeAsync));
        var api = app.MapGroup(Prefix).AddEndpointFilter<RecordProblems>();
        Declare(api);
        api.MapPortfolio();
        api.MapWorkloads();
        api.MapLensReviews();
        api.MapAnswers();
        api.MapRuns();
        api.MapMilestones();
        api.MapImprovements();
        api.MapRisks();
        api.MapDecisions();
        api.MapReports();
        api.MapLenses();
        api.MapTemplates();
        api.MapProfiles();
        api.MapSharing();
        api.MapTags();
        api.MapNotifications();
        api.MapPeople();
        api.MapAccounts();
        api.MapCredentials();
        api.MapAudit();
        // Pages take every other address; programs get a problem.
        api.Map("/{*path}", NotFound).ExcludeFromDescription();
        app.MapOpenApi("/api/openapi/{documentName}.json");
        app.MapScalarApiReference("/api/docs", static (options, context) =>
        {
            options.WithOpenApiRoutePattern("/api/openapi/{documentName}.json").WithNonce(context.ScriptNonce());
            // Nothing is fetched from elsewhere, and nobody is told.
            options.DefaultFonts = false;
            options.Telemetry = false;
        });
    }

    private static ProblemHttpResult NotFound() => TypedResults.Problem(
        "There is no such operation, or not by this method, or not with a body of this type: what is JSON comes as application/json. See /api/docs.",
        statusCode: StatusCodes.Status404NotFound, title: "Not found");

    // Every operation may be refused for these; those that change something may also meet another change.
    private static void Declare(RouteGroupBuilder api) => ((IEndpointConventionBuilder)api).Add(static endpoint =>
    {
        var reads = endpoint.Metadata.OfType<IHttpMethodMetadata>().Any(static m => m.HttpMethods.All(HttpMethods.IsGet));
        foreach (var status in (int[])[400, 401, 403, 404, .. reads ? (int[])[] : [409], 429])
        {
            if (!endpoint.Metadata.OfType<IProducesResponseTypeMetadata>().Any(m => m.StatusCode == status))
            {
                endpoint.Metadata.Add(new ProducesResponseTypeMetadata(status, typeof(ProblemDetails), ["application/problem+json"]));
            }
        }
    });
}
