using MudBlazor.Services;

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
        // Programs get the bare status; people a page that says the same.
        app.UseWhen(
            static context => context.Request.GetTypedHeaders().Accept.Any(static type => type.MediaType == "text/html"),
            static people => people.UseStatusCodePagesWithReExecute("/not-found", createScopeForStatusCodePages: true));
        app.MapStaticAssets().AllowAnonymous();
        app.MapRazorComponents<App>().AddInteractiveServerRenderMode();
        return app;
    }
}
