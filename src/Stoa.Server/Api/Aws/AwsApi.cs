using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Stoa.Server.Api.Aws;

/// <summary>Puts AWS's API into a web application.</summary>
public static class AwsApi
{
    /// <summary>Adds the endpoint; an <see cref="IAwsCredentials"/> must be registered besides.</summary>
    public static IServiceCollection AddAwsApi(this IServiceCollection services, Action<AwsApiOptions> configure)
    {
        services.Configure(configure);
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<AwsEndpoint>();
        return services;
    }

    /// <summary>
    /// Answers requests meant for AWS's API and passes on all others. It stands before the web application's authorization, which would send a
    /// client to a page for signing in where the two share a path. A <see cref="WebApplication"/> puts routing and authorization in front of
    /// everything unless they are called by name, so call <c>UseRouting</c>, <c>UseAuthentication</c> and <c>UseAuthorization</c> after this.
    /// </summary>
    public static IApplicationBuilder UseAwsApi(this IApplicationBuilder app)
    {
        var endpoint = app.ApplicationServices.GetRequiredService<AwsEndpoint>();
        return app.Use((context, next) => endpoint.InvokeAsync(context, next));
    }
}
