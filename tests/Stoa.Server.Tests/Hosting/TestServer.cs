using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Stoa.Server.Hosting;

namespace Stoa.Server.Tests.Hosting;

/// <summary>A real server, with a record of its own, listening on a free port of this machine.</summary>
public sealed class TestServer : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly DirectoryInfo folder;

    private TestServer(WebApplication app, DirectoryInfo folder)
    {
        this.app = app;
        this.folder = folder;
        Address = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());
    }

    /// <summary>Where it listens.</summary>
    public Uri Address { get; }

    /// <summary>Its services.</summary>
    public IServiceProvider Services => app.Services;

    /// <summary>Where it keeps its files.</summary>
    public string DataDirectory => folder.FullName;

    public static async Task<TestServer> StartAsync(Action<StoaOptions>? configure = null, Action<IServiceCollection>? services = null, bool isTls = false)
    {
        var folder = Directory.CreateTempSubdirectory("stoa-server-");
        var app = StoaServer.Build(["--urls", isTls ? "https://127.0.0.1:0" : "http://127.0.0.1:0"], options =>
        {
            options.DataDirectory = folder.FullName;
            if (isTls)
            {
                (options.Certificate, options.CertificateKey) = WriteCertificate(folder.FullName);
                options.PublicUrl = "https://stoa.example";
            }

            configure?.Invoke(options);
        }, collection =>
        {
            collection.AddSingleton(TextWriter.Null);
            // What a test provokes is not worth a line; what fails, its assertion tells.
            collection.AddLogging(static logging => logging.ClearProviders());
            services?.Invoke(collection);
        });
        await StoaServer.PrepareAsync(app);
        await app.StartAsync();
        return new TestServer(app, folder);
    }

    public TService Service<TService>()
        where TService : notnull => app.Services.GetRequiredService<TService>();

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        folder.Delete(recursive: true);
    }

    // Of this machine's own making: whoever connects does not ask who signed it.
    private static (string Certificate, string Key) WriteCertificate(string folder)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=127.0.0.1", key, HashAlgorithmName.SHA256);
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        var paths = (Path.Combine(folder, "tls.crt"), Path.Combine(folder, "tls.key"));
        File.WriteAllText(paths.Item1, certificate.ExportCertificatePem());
        File.WriteAllText(paths.Item2, key.ExportPkcs8PrivateKeyPem());
        return paths;
    }
}
