using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using Stoa.Server.Access;

namespace Stoa.Server.Api.V1;

/// <summary>What the API's description says beyond what its operations say of themselves.</summary>
internal static class ApiDescription
{
    /// <summary>Says what the API is, and how programs and pages come in.</summary>
    public static Task Describe(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellation)
    {
        document.Info.Title = "Stoa";
        document.Info.Version = "1";
        document.Info.License = new OpenApiLicense { Name = "Apache-2.0", Url = new Uri("https://www.apache.org/licenses/LICENSE-2.0") };
        document.Info.Description =
            "Workloads, their reviews, evidence, milestones, improvements and decisions; lenses, templates and profiles; people and what they may do. "
            + "Refusals are problems as RFC 9457 has them; where a member of the request is wrong, \"errors\" names it. "
            + "Aliases and ARNs in paths are escaped: a slash is %2F. Members that an operation does not know are passed over, and members without a value left out. "
            + "Times are UTC. A header Idempotency-Key lets what makes something be repeated without making it twice.";
        // Where it was read from is where it is; and the same description stands in the documentation.
        document.Servers = [];
        var components = document.Components ??= new OpenApiComponents();
        components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>
        {
            ["bearer"] = new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.Http,
                Scheme = "bearer",
                Description = "A token, stoa_…, made in the web application or by createToken: it stands for a person, or for the pipelines of one workload.",
            },
            ["cookie"] = new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.ApiKey,
                In = ParameterLocation.Cookie,
                Name = Sessions.CookieName,
                Description = $"A session of the web application; over https the cookie is called __Host-{Sessions.CookieName}. What changes something is taken only from pages of the same origin.",
            },
        };
        document.Security =
        [
            new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference("bearer", document)] = [] },
            new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference("cookie", document)] = [] },
        ];
        return Task.CompletedTask;
    }

    /// <summary>Says of an operation which document it takes, and what its refusals mean.</summary>
    public static Task Describe(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellation)
    {
        if (context.Description.ActionDescriptor.EndpointMetadata.OfType<DocumentBody>().FirstOrDefault() is { } body)
        {
            operation.RequestBody = new OpenApiRequestBody { Required = true, Content = new Dictionary<string, OpenApiMediaType> { [body.Type] = new OpenApiMediaType() } };
        }

        foreach (var (status, response) in operation.Responses ?? [])
        {
            response.Description = status switch
            {
                "200" => "Done",
                "201" => "Made",
                "202" => "Taken, and done in the background",
                "204" => "Done; there is nothing to say",
                "400" => "The request is wrong; \"errors\" names the members that are",
                "401" => "Nobody is signed in, or the token has expired or was revoked",
                "403" => "This needs a greater role, or is not a pipeline's to do",
                "404" => "There is no such thing, or you may not know of it",
                "409" => "Somebody else changed it meanwhile, a name is taken, its state does not allow it, or a limit is reached",
                "413" => "The body is too long",
                "429" => "Too many requests: wait, and ask less often",
                _ => response.Description,
            };
        }

        return Task.CompletedTask;
    }
}
