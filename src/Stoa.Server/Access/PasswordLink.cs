using Microsoft.Extensions.Options;
using Stoa.Reviews.People;
using Stoa.Server.Hosting;

namespace Stoa.Server.Access;

/// <summary>The link by which an invited person sets a password.</summary>
public static class PasswordLink
{
    /// <summary>The link, at the address of the settings, else at the one that the request came to.</summary>
    public static string Of(HttpContext context, Invitation invitation)
    {
        var address = context.RequestServices.GetRequiredService<IOptions<StoaOptions>>().Value.PublicUrl ?? $"{context.Request.Scheme}://{context.Request.Host}";
        return Of(address, invitation);
    }

    /// <summary>The link at an address of this server.</summary>
    public static string Of(string address, Invitation invitation) => $"{address.TrimEnd('/')}/set-password?token={invitation.Token}";

    /// <summary>The first of the addresses that a server listens on, as somebody on its machine reaches it.</summary>
    public static string Reachable(string addresses) => addresses.Split(';')[0].TrimEnd('/')
        .Replace("//0.0.0.0", "//localhost").Replace("//[::]", "//localhost").Replace("//*", "//localhost").Replace("//+", "//localhost");
}
