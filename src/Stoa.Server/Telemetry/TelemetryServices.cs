using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using Stoa.Server.Hosting;

namespace Stoa.Server.Telemetry;

/// <summary>Metrics, traces and logs for whoever runs the server.</summary>
internal static class TelemetryServices
{
    /// <summary>
    /// Adds OpenTelemetry where its standard variable OTEL_EXPORTER_OTLP_ENDPOINT says where to send it, and logs as JSON where
    /// <c>Stoa:JsonLogs</c> (or STOA_JSONLOGS) says so.
    /// </summary>
    public static void AddTelemetry(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<ServerMetrics>();
        if (builder.Configuration.GetValue<bool>("Stoa:JsonLogs") || builder.Configuration.GetValue<bool>("JsonLogs"))
        {
            builder.Logging.ClearProviders();
            builder.Logging.AddJsonConsole(static console =>
            {
                console.UseUtcTimestamp = true;
                console.TimestampFormat = "yyyy-MM-ddTHH:mm:ss.fffZ";
                console.IncludeScopes = true;
            });
        }

        if (string.IsNullOrEmpty(builder.Configuration["OTEL_EXPORTER_OTLP_ENDPOINT"]))
        {
            return;
        }

        builder.Services.AddOpenTelemetry()
            .ConfigureResource(static resource => resource.AddService("stoa-server", serviceVersion: ServerVersion.Text))
            .WithMetrics(static metrics => metrics.AddAspNetCoreInstrumentation().AddMeter(ServerMetrics.Meter, "Npgsql", "System.Runtime"))
            .WithTracing(static traces => traces.AddAspNetCoreInstrumentation().AddSource("Npgsql"))
            .UseOtlpExporter();
    }
}
