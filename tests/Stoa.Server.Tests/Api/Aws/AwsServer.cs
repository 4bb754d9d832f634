using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Stoa.Server.Api.Aws;

namespace Stoa.Server.Tests.Api.Aws;

/// <summary>
/// The API on a port of this machine, since raw targets matter and are lost without a real server. Every call is signed, goes over a socket byte by
/// byte as written here, and its output is held against the model.
/// </summary>
public sealed class AwsServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly int _port;

    private AwsServer(WebApplication app, FixedTime time, AwsCredential credential)
    {
        _app = app;
        Time = time;
        Credential = credential;
        var address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        _port = new Uri(address).Port;
    }

    /// <summary>The server's clock.</summary>
    public FixedTime Time { get; }

    /// <summary>The key that the server knows.</summary>
    public AwsCredential Credential { get; }

    /// <summary>The services of the running server.</summary>
    public IServiceProvider Services => _app.Services;

    /// <summary>Starts a server that knows one key of account 123456789012; other requests than those for the API are answered with "web".</summary>
    public static async Task<AwsServer> StartAsync(
        Action<AwsApiOptions> configure, Action<IServiceCollection>? services = null, AwsCredential? credential = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        var time = new FixedTime(new DateTimeOffset(2026, 11, 23, 12, 0, 0, TimeSpan.Zero));
        credential ??= new AwsCredential("STOATEST", "secret/+for tests", "123456789012", "tester");
        builder.WebHost.ConfigureKestrel(o => o.Listen(IPAddress.Loopback, 0));
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton<TimeProvider>(time);
        builder.Services.AddSingleton<IAwsCredentials>(new OneCredential(credential));
        services?.Invoke(builder.Services);
        builder.Services.AddAwsApi(configure);
        var app = builder.Build();
        app.UseAwsApi();
        app.Run(context => context.Response.Body.WriteAsync("web"u8.ToArray()).AsTask());
        await app.StartAsync(TestContext.Current.CancellationToken);
        return new(app, time, credential);
    }

    /// <summary>Calls an operation as a client would: the input's members go where the model says, the output is held against the model.</summary>
    /// <param name="operation">The operation's name.</param>
    /// <param name="input">An object whose members bear the model's names; an anonymous one will do. A missing idempotency token is filled in.</param>
    /// <param name="region">The region to sign for.</param>
    public async Task<AwsAnswer> CallAsync(string operation, object? input = null, string region = "eu-west-1")
    {
        var model = AwsModel.WellArchitected.Operations[operation];
        var members = JsonSerializer.SerializeToNode(input ?? new { }, AwsJson.Options)!.AsObject();
        if (model.IdempotencyToken is { } token && !members.ContainsKey(token.Name))
        {
            members[token.Name] = Guid.NewGuid().ToString();
        }
        var path = model.Path;
        var query = new List<string>();
        foreach (var member in model.Input?.Members ?? [])
        {
            if (member.Location == AwsLocation.Body || members[member.Name] is not { } value)
            {
                continue;
            }
            members.Remove(member.Name);
            if (member.Location == AwsLocation.Path)
            {
                path = path.Replace($"{{{member.WireName}}}", Uri.EscapeDataString(value.ToString()));
            }
            else
            {
                query.AddRange((value is JsonArray list ? list.Select(v => v!.ToString()) : [value.ToString()]).Select(v => $"{member.WireName}={Uri.EscapeDataString(v)}"));
            }
        }
        var target = query.Count == 0 ? path : $"{path}?{string.Join('&', query)}";
        var answer = await SendSignedAsync(model.Method, target, model.HasBody ? members.ToJsonString() : "", region: region);
        if (answer.Status == model.Status)
        {
            Assert.Equal([], AwsOutputCheck.Problems(model.Output, answer.Json));
        }
        return answer;
    }

    /// <summary>Sends a request signed with the server's key, or another.</summary>
    public Task<AwsAnswer> SendSignedAsync(
        string method, string target, string body = "", AwsCredential? credential = null, string region = "eu-west-1", string service = "wellarchitected")
    {
        var headers = new Dictionary<string, string> { ["Host"] = $"127.0.0.1:{_port}" };
        if (body.Length > 0)
        {
            headers["Content-Type"] = "application/json";
        }
        return SendAsync(method, target, AwsSigner.Sign(credential ?? Credential, Time.Now, method, target, headers, body, region, service), body);
    }

    /// <summary>Sends a request as it is.</summary>
    public async Task<AwsAnswer> SendAsync(string method, string target, IReadOnlyDictionary<string, string> headers, string body = "")
    {
        var head = new StringBuilder().Append($"{method} {target} HTTP/1.1\r\nConnection: close\r\n");
        foreach (var (name, value) in headers)
        {
            head.Append($"{name}: {value}\r\n");
        }
        if (!headers.ContainsKey("Host"))
        {
            head.Append($"Host: 127.0.0.1:{_port}\r\n");
        }
        var bytes = Encoding.UTF8.GetBytes(body);
        if (bytes.Length > 0 && !headers.ContainsKey("Transfer-Encoding"))
        {
            head.Append($"Content-Length: {bytes.Length}\r\n");
        }
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, _port, TestContext.Current.CancellationToken);
        await using var stream = client.GetStream();
        await stream.WriteAsync(Encoding.UTF8.GetBytes(head.Append("\r\n").ToString()), TestContext.Current.CancellationToken);
        await stream.WriteAsync(bytes, TestContext.Current.CancellationToken);
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return Parse(await reader.ReadToEndAsync(TestContext.Current.CancellationToken));
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private static AwsAnswer Parse(string text)
    {
        var end = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        var lines = text[..end].Split("\r\n");
        var headers = lines[1..].Select(l => l.Split(": ", 2)).ToDictionary(p => p[0], p => p[1], StringComparer.OrdinalIgnoreCase);
        return new(int.Parse(lines[0].Split(' ')[1]), headers, text[(end + 4)..]);
    }

    private sealed class OneCredential(AwsCredential credential) : IAwsCredentials
    {
        public ValueTask<AwsCredential?> FindAsync(string accessKeyId, CancellationToken cancellationToken) =>
            ValueTask.FromResult(accessKeyId == credential.AccessKeyId ? credential : null);
    }
}
