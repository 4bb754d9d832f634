using Microsoft.AspNetCore.Components.Endpoints;
using MudBlazor.Services;
using Stoa.Server.Web.Pages;

namespace Stoa.Server.Web;

/// <summary>The web application: Blazor, interactive on the server.</summary>
public static class WebFace
{
    /// <summary>Adds what its pages use.</summary>
    public static IServiceCollection AddWeb(this IServiceCollection services)
    {
        services.AddRazorComponents().AddInteractiveServerComponents();
        services.AddMudServices(static options =>
        {
            options.SnackbarConfiguration.PositionClass = MudBlazor.Defaults.Classes.Position.BottomCenter;
            options.SnackbarConfiguration.VisibleStateDuration = 6_000;
            options.SnackbarConfiguration.ShowTransitionDuration = 100;
            options.SnackbarConfiguration.HideTransitionDuration = 100;
        });
        services.AddScoped<Browser>();
        services.AddScoped<ReaderClock>();
        services.AddScoped<Shortcuts>();
        return services;
    }

    /// <summary>Maps its pages and files. Authentication stands before it.</summary>
    public static WebApplication MapWeb(this WebApplication app)
    {
        // The page that answers every other address says so in its status, too.
        app.Use(static (context, next) =>
        {
            if (context.GetEndpoint()?.Metadata.GetMetadata<ComponentTypeMetadata>()?.Type == typeof(NotFoundPage))
            {
                context.Response.OnStarting(static state =>
                {
                    ((HttpContext)state).Response.StatusCode = StatusCodes.Status404NotFound;
                    return Task.CompletedTask;
                }, context);
            }

            return next(context);
        });
        app.MapStaticAssets().AllowAnonymous();
        app.MapRazorComponents<App>().AddInteractiveServerRenderMode(static options =>
            // The policy of every page says more: no frame at all.
            options.ContentSecurityFrameAncestorsPolicy = null);
        return app;
    }
}
